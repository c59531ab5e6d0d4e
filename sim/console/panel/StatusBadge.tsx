const WORDS: Readonly<Record<string, string>> = { 2: 'good', 3: 'good', 4: 'bad', 5: 'bad', 0: 'bad' }

export function StatusBadge({ status }: { status: number }) {
  return (
    <span class={`status ${WORDS[Math.floor(status / 100)] ?? ''}`}>
      {status === 0 ? 'no answer' : status}
    </span>
  )
}

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })

export const clock = (iso: string) => time.format(new Date(iso))
