import { describe, expect, it } from 'vitest'
import { caseCard } from '../../../../src/moderation/enforcement/card.ts'
import { warningOfBan } from '../../../../src/moderation/enforcement/member-text.ts'
import type { Case, Evidence } from '../../../../src/storage/cases.ts'

const case_: Case = {
  number: 3,
  decision: {
    id: 'cross-posting:9:1',
    rule: 'cross-posting',
    authorId: '9',
    messages: [{ id: '1', channelId: '5' }],
    actions: [{ kind: 'remove' }],
    score: 1,
    signals: [],
    explanation: 'The same post in 3 channels.',
    memberText: 'text',
    isStrike: true,
    isDry: false,
  },
  openedAt: 0,
  effects: [],
  decidedBy: 'steward',
  card: null,
  resolution: null,
  isFalsePositive: false,
}

const evidence = (content: string, ...files: string[]): Evidence => ({
  messageId: '1',
  channelId: '5',
  authorName: 'm',
  content,
  attachments: files.map((filename) => ({ filename, url: 'https://cdn.discordapp.com/x' })),
})

const wordsOn = (shown: Evidence) =>
  caseCard(case_, [shown], { guildId: '1', acts: [] }).embeds?.[0]?.fields?.find(
    ({ name }) => name === 'Words',
  )?.value

describe('what a member reads before a ban', () => {
  const { number, decision } = case_
  const read = (isRemoved: boolean, isPressed: boolean, memberText = 'Schemes are not welcome here.') =>
    warningOfBan({ number, decision: { ...decision, memberText } }, { isRemoved, isPressed }).content

  it('says what is about to be done, which is true also when it fails, and how to object', () => {
    expect(read(true, false)).toBe(
      `Schemes are not welcome here.
What you posted is about to be removed, and you are about to be banned from the server.
I cannot write to you after that. If this is a mistake, write to a moderator and name case 3.`,
    )
  })

  it('says that a moderator decided, even about a report that holds no words for them', () => {
    expect(read(false, true, '')).toMatch(/^A moderator has decided to ban you from the server\.\n/)
  })
})

describe('the words on a card', () => {
  it('of a post that is an image alone are the file’s name, with no empty line before it', () => {
    expect(wordsOn(evidence('', '1.jpg', '2.jpg'))).toBe('Files: 1.jpg, 2.jpg')
  })

  it('stand before the names of files', () => {
    expect(wordsOn(evidence('look', '1.jpg'))).toBe('look\nFiles: 1.jpg')
  })
})
