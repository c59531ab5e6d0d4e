/** What a route answers. Status 204 has no body. */
export interface Reply {
  status: number
  body?: unknown
}

export const NO_CONTENT: Reply = { status: 204 }

export function ok(body: unknown, status = 200): Reply {
  return { status, body }
}

/** Discord's numbered refusals. https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const REFUSALS = {
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10007: [404, 'Unknown Member'],
  10008: [404, 'Unknown Message'],
  10011: [404, 'Unknown Role'],
  10013: [404, 'Unknown User'],
  10015: [404, 'Unknown Webhook'],
  10026: [404, 'Unknown Ban'],
  10062: [404, 'Unknown interaction'],
  10063: [404, 'Unknown application command'],
  20012: [403, 'You are not authorized to perform this action on this application'],
  20016: [403, 'This action cannot be performed due to slowmode rate limit'],
  30032: [400, 'Maximum number of application commands reached'],
  40033: [400, 'This message has already been crossposted'],
  40058: [400, 'Cannot message this channel until a thread is created'],
  40060: [400, 'Interaction has already been acknowledged.'],
  50001: [403, 'Missing Access'],
  50003: [403, 'Cannot execute action on a DM channel'],
  50005: [403, 'Cannot edit a message authored by another user'],
  50006: [400, 'Cannot send an empty message'],
  50007: [403, 'Cannot send messages to this user'],
  50008: [400, 'Cannot send messages in a non-text channel'],
  50013: [403, 'Missing Permissions'],
  50016: [
    400,
    'Provided too few or too many messages to delete. Must provide at least 2 and fewer than 100 messages to delete',
  ],
  50021: [403, 'Cannot execute action on a system message'],
  50024: [403, 'Cannot execute action on this channel type'],
  50027: [401, 'Invalid Webhook Token'],
  50034: [400, 'A message provided was too old to bulk delete'],
  50083: [400, 'Thread is archived'],
  50109: [400, 'The request body contains invalid JSON.'],
  160002: [400, 'Cannot reply without permission to read message history'],
  160004: [400, 'A thread has already been created for this message'],
  160005: [400, 'Thread is locked'],
} as const satisfies Record<number, readonly [status: number, message: string]>

export type RefusalCode = keyof typeof REFUSALS

export function refuse(code: RefusalCode): Reply {
  const [status, message] = REFUSALS[code]
  return { status, body: { message, code } }
}

export interface FieldProblem {
  path: PropertyKey[]
  code: string
  message: string
}

/** 400 with code 50035: each problem sits at its path in `errors`, under `_errors`. */
export function invalidForm(problems: FieldProblem[]): Reply {
  const errors: ErrorTree = {}
  for (const problem of problems) {
    let node = errors
    for (const key of problem.path) node = child(node, String(key))
    const list = Array.isArray(node._errors) ? node._errors : []
    node._errors = [...list, { code: problem.code, message: problem.message }]
  }
  return { status: 400, body: { message: 'Invalid Form Body', code: 50035, errors } }
}

interface ErrorTree {
  [key: string]: ErrorTree | { code: string; message: string }[]
}

function child(node: ErrorTree, key: string): ErrorTree {
  const existing = node[key]
  if (existing && !Array.isArray(existing)) return existing
  const made: ErrorTree = {}
  node[key] = made
  return made
}
