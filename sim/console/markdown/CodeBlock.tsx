import { useMemo, useState } from 'preact/hooks'
import { highlight } from './highlight.ts'

export function CodeBlock({ text, language }: { text: string; language: string }) {
  // The only HTML set as such in this console: highlight.js escapes what it is given.
  const html = useMemo(() => highlight(text, language), [text, language])
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 1500)
  }
  return (
    <div class="code-block">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, so the block must take focus */}
      <pre tabIndex={0}>
        {html === undefined ? <code>{text}</code> : <code dangerouslySetInnerHTML={{ __html: html }} />}
      </pre>
      <button type="button" class="copy" onClick={copy}>
        {copied ? 'Copied' : 'Copy'}
      </button>
    </div>
  )
}
