import { describe, expect, it } from 'vitest'
import { escapeMarkdown } from '../../../src/discord/text.ts'

describe('what a member wrote, as moderators see it', () => {
  it('is no mention, link, invitation or formatting', () => {
    expect(escapeMarkdown('<@1> **x** [a](https://evil.test) discord.gg/x')).toBe(
      '\\<\\@1\\> \\*\\*x\\*\\* \\[a\\]\\(https\\:\\/\\/evil.test\\) discord.gg\\/x',
    )
  })

  it('cannot turn what follows around', () => {
    expect(escapeMarkdown('see \u202Egnp.exe\u2066 now')).toBe('see gnp.exe now')
  })
})
