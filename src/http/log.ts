/** What a log line may hold: no text of members, no ids of members, no secrets. */
export type LogFields = Record<string, string | number | boolean | null | undefined>

export type Log = (event: string, fields?: LogFields) => void

/** One JSON object a line, as Workers Logs indexes it. */
export const log: Log = (event, fields) => {
  console.log(JSON.stringify({ event, ...fields }))
}
