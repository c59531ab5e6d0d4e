import type { Fault, FaultBody } from '../../protocol.ts'

export interface FaultPreset {
  readonly label: string
  readonly body: Omit<FaultBody, 'count'>
}

type ModelService = 'anthropic' | 'openai'
const model = (
  effect: Extract<FaultBody['fault'], { kind: 'model' }>['effect'],
  service: ModelService = 'anthropic',
) => ({ service, fault: { kind: 'model', effect } }) satisfies FaultPreset['body']

export const FAULT_PRESETS: readonly FaultPreset[] = [
  {
    label: 'Discord: error 500, nothing happened',
    body: { service: 'discord', fault: { kind: 'error', status: 500 } },
  },
  {
    label: 'Discord: error 502 after it took effect',
    body: { service: 'discord', fault: { kind: 'error', status: 502, when: 'after' } },
  },
  { label: 'Discord: connection cut', body: { service: 'discord', fault: { kind: 'drop' } } },
  {
    label: 'Discord: connection cut after it took effect',
    body: { service: 'discord', fault: { kind: 'drop', when: 'after' } },
  },
  {
    label: 'Discord: 429, wait 2 s',
    body: { service: 'discord', fault: { kind: 'rate_limit', retryAfterSeconds: 2 } },
  },
  {
    label: 'Discord: 429 whose header and body disagree',
    body: {
      service: 'discord',
      fault: { kind: 'rate_limit', retryAfterSeconds: 3, headerRetryAfterSeconds: 1 },
    },
  },
  { label: 'Discord: 5 s late', body: { service: 'discord', fault: { kind: 'delay', ms: 5000 } } },
  { label: 'Model: overloaded (529)', body: { service: 'anthropic', fault: { kind: 'error', status: 529 } } },
  { label: 'Model: 20 s late', body: { service: 'anthropic', fault: { kind: 'delay', ms: 20_000 } } },
  { label: 'Model: refuses', body: model('refuse') },
  { label: 'Model: cut off at its limit', body: model('truncate') },
  { label: 'Model: no citations', body: model('uncited') },
  { label: 'Model: wrong citation', body: model('wrong_citation') },
  { label: 'Model: empty answer', body: model('empty') },
  { label: 'Model: connection cut half way', body: model('drop_mid_stream') },
  { label: 'Model: stops half way', body: model('stall_mid_stream') },
  { label: 'Model: malformed answer', body: model('malformed') },
]

/** A fault in words, as the list of waiting ones shows it. */
export function describeFault({ fault }: Pick<Fault, 'fault'>): string {
  switch (fault.kind) {
    case 'error':
      return `Error ${fault.status}${fault.when === 'after' ? ' after taking effect' : ''}`
    case 'delay':
      return `${fault.ms / 1000} s late`
    case 'drop':
      return `Connection cut${fault.when === 'after' ? ' after taking effect' : ''}`
    case 'rate_limit':
      return `429, retry after ${fault.retryAfterSeconds} s`
    case 'model':
      return `Model: ${fault.effect.replaceAll('_', ' ')}`
  }
}
