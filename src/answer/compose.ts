import type { CustomIdFields, CustomIdKind } from '../discord/custom-id.ts'

/** Writes a component's custom id. */
export type CustomIdEncoder = <K extends CustomIdKind>(kind: K, fields: CustomIdFields<K>) => string
