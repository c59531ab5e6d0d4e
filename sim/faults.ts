import type { Fault, FaultBody } from './protocol.ts'
import type { World } from './world/world.ts'

/** What is to go wrong with one request: waits, and at most one other thing. */
export interface Trouble {
  delayMs: number
  fault: Fault['fault'] | null
  /** In words, for the log; null when nothing is. */
  note: string | null
}

export interface Faults {
  add(body: FaultBody): Fault
  list(): Fault[]
  /** One, or all of them. */
  clear(id?: string): void
  /** What waits for this request; each fault that fits is used up once. */
  take(service: Fault['service'], method: string, path: string): Trouble
}

export function createFaults(world: World): Faults {
  let faults: Fault[] = []
  let next = 1
  const changed = () => world.tell({ kind: 'faults', faults })
  return {
    add: (body) => {
      const fault: Fault = {
        id: String(next++),
        service: body.service,
        method: body.method?.toUpperCase() ?? null,
        path: body.path ?? null,
        remaining: body.count ?? 1,
        fault: body.fault,
      }
      faults = [...faults, fault]
      changed()
      return fault
    },
    list: () => faults,
    clear: (id) => {
      faults = id === undefined ? [] : faults.filter((fault) => fault.id !== id)
      changed()
    },
    take: (service, method, path) => {
      const fitting = faults.filter((fault) => fits(fault, service, method, path))
      const delays = fitting.filter((fault) => fault.fault.kind === 'delay')
      const other = fitting.find((fault) => fault.fault.kind !== 'delay')
      const used = other ? [...delays, other] : delays
      if (used.length === 0) return { delayMs: 0, fault: null, note: null }
      faults = faults.flatMap((fault) =>
        !used.includes(fault)
          ? fault
          : fault.remaining > 1
            ? { ...fault, remaining: fault.remaining - 1 }
            : [],
      )
      changed()
      return {
        delayMs: delays.reduce((sum, { fault }) => sum + (fault.kind === 'delay' ? fault.ms : 0), 0),
        fault: other?.fault ?? null,
        note: used.map(({ fault }) => describe(fault)).join(', '),
      }
    },
  }
}

function fits(fault: Fault, service: string, method: string, path: string): boolean {
  return (
    fault.service === service &&
    (fault.method === null || fault.method === method) &&
    (fault.path === null || globPattern(fault.path).test(path))
  )
}

/** `*` stands for any run of characters. */
function globPattern(glob: string): RegExp {
  const parts = glob.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`)
}

function describe(fault: Fault['fault']): string {
  switch (fault.kind) {
    case 'error':
      return `status ${fault.status} ${fault.when ?? 'before'} the effect`
    case 'delay':
      return `delayed by ${fault.ms} ms`
    case 'drop':
      return `connection dropped ${fault.when ?? 'before'} the effect`
    case 'rate_limit':
      return `rate limited for ${fault.retryAfterSeconds} s`
    case 'model':
      return `model: ${fault.effect.replaceAll('_', ' ')}`
  }
}
