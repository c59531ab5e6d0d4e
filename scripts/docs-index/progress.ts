const WIDTH = 30
/** Shorter runs are over before a bar would be read. */
const DELAY_MS = 400

export interface Progress {
  show(label: string, done: number, total: number): void
  clear(): void
}

/** A progress bar on the terminal's last line; nothing when the output is not a terminal. */
export function progressBar(
  stream: NodeJS.WriteStream = process.stderr,
  now: () => number = Date.now,
): Progress {
  const started = now()
  let shown = false
  return {
    show(label, done, total) {
      if (!stream.isTTY || now() - started < DELAY_MS) return
      const filled = Math.round((WIDTH * done) / Math.max(1, total))
      stream.write(`\r\x1b[K${label} ${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${done}/${total}`)
      shown = true
    },
    clear() {
      if (shown) stream.write('\r\x1b[K')
      shown = false
    },
  }
}
