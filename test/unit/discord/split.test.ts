import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitMessage } from '../../../src/discord/split.ts'

const fences = (text: string) => text.split('\n').filter((line) => /^(```|~~~)/.test(line)).length

describe('a message that is too long', () => {
  it('stays whole when it fits', () => {
    expect(splitMessage('Hello\n\nworld')).toEqual(['Hello\n\nworld'])
    expect(splitMessage('   ')).toEqual([])
  })

  it('is cut between paragraphs first', () => {
    const [first, second] = splitMessage(`${'a'.repeat(90)}\n\n${'b'.repeat(90)}`, 100)
    expect([first, second]).toEqual(['a'.repeat(90), 'b'.repeat(90)])
  })

  it('closes a code block that has to be cut, and opens it again with its language', () => {
    const code = Array.from({ length: 30 }, (_, i) => `const value${i} = ${i}`).join('\n')
    const parts = splitMessage(`Look:\n\n\`\`\`ts\n${code}\n\`\`\`\n\nDone.`, 200)
    expect(parts.length).toBeGreaterThan(2)
    for (const part of parts) expect(fences(part) % 2).toBe(0)
    expect(parts.filter((part) => part.includes('```ts'))).toHaveLength(
      parts.filter((p) => p.includes('```')).length,
    )
    expect(parts.join('\n').replaceAll(/```(ts)?\n?/g, '')).toContain('const value29 = 29')
  })

  it('keeps a short code block whole', () => {
    const block = '```ts\nconst a = 1\n\nconst b = 2\n```'
    expect(splitMessage(`${'x'.repeat(80)}\n\n${block}`, 100)).toEqual(['x'.repeat(80), block])
  })

  it('never exceeds the limit, never loses a character but white space, never cuts a character in half', () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.lorem({ maxCount: 60 }),
      fc.constantFrom('', '```js', '```', '~~~', '- item', '😀'.repeat(150)),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), fc.integer({ min: 100, max: 2000 }), (lines, limit) => {
        const text = lines.join('\n')
        const parts = splitMessage(text, limit)
        const visible = (value: string) =>
          value
            .split('\n')
            .filter((l) => !/^ {0,3}(`{3,}|~{3,})/.test(l))
            .join('')
            .replaceAll(/\s+/g, '')
        expect(parts.every((part) => part.length <= limit && part.trim() !== '')).toBe(true)
        expect(visible(parts.join('\n'))).toBe(visible(text))
        if (text.isWellFormed()) expect(parts.every((part) => part.isWellFormed())).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
