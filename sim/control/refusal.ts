import type { ControlError } from '../protocol.ts'

/** Why an action was not done. */
export interface Refusal {
  ok: false
  status: number
  error: ControlError
}

export type Outcome<T> = { ok: true; value: T } | Refusal

export function done<T>(value: T): Outcome<T> {
  return { ok: true, value }
}

export function notFound(what: string): Refusal {
  return { ok: false, status: 404, error: { code: 'not_found', message: `There is no such ${what}.` } }
}

export function forbidden(message: string): Refusal {
  return { ok: false, status: 403, error: { code: 'forbidden', message } }
}

export function badBody(message: string): Refusal {
  return { ok: false, status: 400, error: { code: 'bad_body', message } }
}

export function conflict(message: string): Refusal {
  return { ok: false, status: 409, error: { code: 'conflict', message } }
}
