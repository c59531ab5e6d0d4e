import type {
  ActionAnswers,
  ActionBody,
  ActionPath,
  ControlError,
  Message,
  Moderation,
  ScenarioList,
} from '../../protocol.ts'

/** A refused or failed call. `code` is the simulator's, or `unreachable` when nothing answered. */
export interface Refusal {
  readonly code: string
  readonly message: string
}

export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal }

const UNREACHABLE: Refusal = {
  code: 'unreachable',
  message: 'The simulator does not answer. Is `npm start` still running?',
}

/** Posts one action. Never rejects. */
export async function act<Path extends ActionPath>(
  path: Path,
  body: ActionBody<Path>,
): Promise<Result<ActionAnswers[Path]>> {
  return call<ActionAnswers[Path]>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** Up to 50 messages older than `before`, oldest first. */
export function readMessages(channelId: string, memberId: string, before: string) {
  return call<{ messages: Message[] }>(
    `/sim/channels/${channelId}/messages?as=${memberId}&before=${before}`,
    {},
  )
}

export function readModeration() {
  return call<{ moderation: Moderation | null }>('/sim/cases', {})
}

export function readScenarios() {
  return call<ScenarioList>('/sim/scenarios', {})
}

/** The newest between Steward and a member, oldest first; of people who are banned too. */
export function readDirectMessages(memberId: string) {
  return call<{ messages: Message[] }>(`/sim/members/${memberId}/direct`, {})
}

/** Whether one can be this member; undefined when the simulator does not say. */
export async function isMember(memberId: string): Promise<boolean | undefined> {
  const result = await call<unknown>(`/sim/snapshot?as=${memberId}`, {})
  if (result.ok) return true
  return result.refusal.code === 'not_found' ? false : undefined
}

async function call<Value>(path: string, init: RequestInit): Promise<Result<Value>> {
  try {
    const response = await fetch(path, init)
    const answer: unknown = await response.json()
    // The simulator and this page are built from one protocol file: its answers need no second parse.
    if (response.ok) return { ok: true, value: answer as Value }
    return { ok: false, refusal: readError(answer) }
  } catch {
    return { ok: false, refusal: UNREACHABLE }
  }
}

function readError(answer: unknown): Refusal {
  const error = (answer as { error?: ControlError } | null)?.error
  return error ?? { code: 'unknown', message: 'The simulator refused this without saying why.' }
}
