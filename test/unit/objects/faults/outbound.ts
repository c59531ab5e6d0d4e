import type { Life } from '../host.ts'

/** What can go wrong with a request. */
const FAULTS = [
  'error before it took effect',
  'error after it took effect',
  'dropped before it arrived',
  'dropped on the way back',
  '429 with a body longer than the header',
  'restart before it took effect',
  'restart after it took effect',
] as const
export type Fault = (typeof FAULTS)[number]

export interface Call {
  to: 'discord' | 'files' | 'webhook' | 'database' | 'object'
  name: string
  /** Has no effect: what goes wrong before it and after it is the same. */
  isRead: boolean
}

/**
 * What can happen to the `at`th request. An answer of 502 and a connection that breaks are the same to everything above the
 * REST client (test/unit/discord/rest.test.ts): a request meets one of the two, by turns.
 */
export function faultsOf({ to, isRead }: Call, at: number): Fault[] {
  const isOverHttp = to === 'discord' || to === 'files' || to === 'webhook'
  return FAULTS.filter(
    (fault) =>
      !(isRead && /after|on the way back/.test(fault)) &&
      !(/429/.test(fault) && !isOverHttp) &&
      !(/dropped/.test(fault) && !(isOverHttp && at % 2 === 0)) &&
      !(/error/.test(fault) && isOverHttp && at % 2 === 0),
  )
}

/** What a request meets. `failed` is the answer of a server that is broken, `limited` that of one that is busy. */
export interface Outcomes<T> {
  act: () => T | Promise<T>
  failed: () => T
  limited: () => T
}

/** Every request that leaves an object, counted; one of them may go wrong. */
export class Outbound {
  now: number
  calls: Call[] = []
  fault: { call: number; kind: Fault } | null = null

  constructor(now: number) {
    this.now = now
  }

  async send<T>(life: Life, call: Call, { act, failed, limited }: Outcomes<T>): Promise<T> {
    if (life.isLost) return never()
    this.calls.push(call)
    this.now += 1
    const kind = this.fault?.call === this.calls.length ? this.fault.kind : null
    if (kind === null) {
      const answer = await act()
      return life.isLost ? never() : answer
    }
    switch (kind) {
      case 'error before it took effect':
        return failed()
      case 'dropped before it arrived':
        throw new TypeError('network connection lost')
      case '429 with a body longer than the header':
        return limited()
      case 'restart before it took effect':
        life.lose()
        return never()
    }
    await act()
    if (kind === 'error after it took effect') return failed()
    if (kind === 'dropped on the way back') throw new TypeError('network connection lost')
    life.lose()
    return never()
  }
}

function never<T>(): Promise<T> {
  return new Promise<T>(() => {})
}
