import type * as z from 'zod'
import type { UploadedFile } from '../files.ts'
import type { Permission } from '../world/permissions.ts'
import type { StoredChannel, StoredMember } from '../world/state.ts'
import type { World } from '../world/world.ts'
import type { Bucket } from './rate-limits.ts'
import type { Reply } from './reply.ts'
import { type Parsed, parseForm } from './validation.ts'

/** Names in braces: 'channel' | 'message' for '/channels/{channel}/messages/{message}'. */
type ParamNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamNames<Rest>
  : never

interface Call<Path extends string, Body, Query> {
  world: World
  /** Steward's account in the guild. */
  bot: StoredMember
  params: Record<ParamNames<Path>, string>
  /** The channel or thread of `{channel}`; Steward can see it. A placeholder on other routes. */
  channel: StoredChannel
  body: Body
  /** Uploaded with the body; empty on routes that take none. */
  files: UploadedFile[]
  query: Query
}

interface RouteSpec<Path extends string, Body, Query> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: Path
  /** Permissions in the channel of `{channel}`, else in the guild; without them 50013. */
  needs?: Permission[]
  /** Refused (50083) while the thread is archived. */
  wakeful?: true
  /** Needs no bot token: the path carries one of its own. */
  anonymous?: true
  limit: Bucket
  /** Takes files beside its body, as multipart. */
  takesFiles?: true
  body?: z.ZodType<Body>
  query?: z.ZodType<Query>
  handle(call: Call<Path, Body, Query>): Reply | Promise<Reply>
}

/** A route with its types folded in; made by `route`, read by the router. */
export interface Route {
  method: string
  path: string
  needs: Permission[]
  wakeful: boolean
  anonymous: boolean
  limit: Bucket
  takesBody: boolean
  takesFiles: boolean
  /** Values of the braces when the path fits. */
  match(path: string): Record<string, string> | null
  run(input: RouteInput): Parsed<() => Reply | Promise<Reply>>
}

interface RouteInput {
  world: World
  bot: StoredMember
  params: Record<string, string>
  channel: StoredChannel
  body: unknown
  files: UploadedFile[]
  query: Record<string, string | string[]>
}

/** One line of Discord's API: what it needs, what it takes, what it does. */
export function route<const Path extends string, Body = undefined, Query = undefined>(
  spec: RouteSpec<Path, Body, Query>,
): Route {
  const pattern = new RegExp(`^${spec.path.replace(/\{\w+\}/g, '([^/]+)')}$`)
  const names = [...spec.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
  return {
    method: spec.method,
    path: spec.path,
    needs: spec.needs ?? [],
    wakeful: spec.wakeful ?? false,
    anonymous: spec.anonymous ?? false,
    limit: spec.limit,
    takesBody: spec.body !== undefined,
    takesFiles: spec.takesFiles ?? false,
    match: (path) => {
      const found = pattern.exec(path)
      return found && Object.fromEntries(names.map((name, index) => [name, decode(found[index + 1] ?? '')]))
    },
    run: ({ params, body, query, ...rest }) => {
      const parsedBody = spec.body ? parseForm(spec.body, body) : nothing<Body>()
      if (!parsedBody.ok) return parsedBody
      const parsedQuery = spec.query ? parseForm(spec.query, query) : nothing<Query>()
      if (!parsedQuery.ok) return parsedQuery
      const call = {
        ...rest,
        // The pattern has one group for each name in the path's type.
        params: params as Record<ParamNames<Path>, string>,
        body: parsedBody.value,
        query: parsedQuery.value,
      }
      return { ok: true, value: () => spec.handle(call) }
    },
  }
}

/** A route without a schema has the type `undefined` there. */
function nothing<T>(): { ok: true; value: T } {
  return { ok: true, value: undefined as T }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
