import type { Step } from '../../src/learning/index.ts'

const TERMINAL_INTERVAL_MS = 100
/** Where there is no terminal to rewrite a line on, one is added this often. */
const LOG_INTERVAL_MS = 10_000

/** Says on standard error what is being done: on the terminal's last line, or now and then in a log. */
export function progressLine(
  stream: NodeJS.WriteStream = process.stderr,
  now: () => number = Date.now,
): { show(step: Step): void; clear(): void } {
  let last = now()
  let shown = false
  return {
    show({ task }) {
      if (now() - last < (stream.isTTY ? TERMINAL_INTERVAL_MS : LOG_INTERVAL_MS)) return
      last = now()
      stream.write(stream.isTTY ? `\r\x1b[K${task}…` : `${task}…\n`)
      shown = stream.isTTY
    },
    clear() {
      if (shown) stream.write('\r\x1b[K')
      shown = false
    },
  }
}
