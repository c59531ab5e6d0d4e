import type { FaultKind } from '../protocol.ts'

/** How the scripted model can be told to misbehave. */
export type ModelEffect = Extract<FaultKind, { kind: 'model' }>['effect']
