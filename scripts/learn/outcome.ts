/** What was read, or what is wrong with it and what would be right. */
export type Outcome<Value> = { ok: true; value: Value } | { ok: false; problems: string[] }
