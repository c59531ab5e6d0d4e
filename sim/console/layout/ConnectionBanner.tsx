import type { Connection } from '../state/stream.ts'

export function ConnectionBanner({ connection }: { connection: Connection }) {
  if (connection !== 'lost') return null
  return (
    <p class="connection-banner" role="alert">
      The simulator has gone away. Reconnecting… If it was stopped, start it again with <code>npm start</code>
      .
    </p>
  )
}
