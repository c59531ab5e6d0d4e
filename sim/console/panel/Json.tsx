import { CodeBlock } from '../markdown/CodeBlock.tsx'

export function Json({ title, value }: { title: string; value: unknown }) {
  return (
    <section class="json">
      <h3>{title}</h3>
      {value === null || value === undefined ? (
        <p class="log-note">no body</p>
      ) : (
        <CodeBlock
          text={typeof value === 'string' ? value : JSON.stringify(value, null, 2)}
          language="json"
        />
      )}
    </section>
  )
}
