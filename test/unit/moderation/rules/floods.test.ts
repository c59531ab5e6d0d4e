import { describe, expect, it } from 'vitest'
import type { MessageFacts } from '../../../../src/moderation/message.ts'
import { author, judge, message, NOW, newcomer, outcomes, policyWith } from './facts.ts'

const spaced = (texts: string[], seconds: number, over: Partial<MessageFacts> = {}): MessageFacts[] =>
  texts.map((text, i) =>
    message(text, { createdAt: NOW - 30_000 + (i * seconds * 1000) / (texts.length - 1), ...over }),
  )
const FLOOD = ['repeated-messages: remove+warn+timeout']

describe('a flood by one member', () => {
  const gm = spaced(['gm', 'gm', 'gm', 'gm'], 20)

  it('is one warning and one timeout of an hour', () => {
    const decisions = judge(gm)
    expect(outcomes(decisions)).toEqual(FLOOD)
    expect(decisions[0]?.actions).toContainEqual({ kind: 'timeout', seconds: 3600 })
    expect(decisions[0]?.messages.map(({ id }) => id)).toEqual(gm.map(({ id }) => id))
    expect(decisions[0]?.isStrike).toBe(true)
  })

  it('is the same incident however often and in whatever parts it is read', () => {
    const [whole] = judge(gm)
    expect(judge(gm)).toEqual([whole])
    expect(judge(gm.slice(3), { recent: gm.slice(0, 3) })[0]).toEqual(whole)
    const fifth = message('gm', { createdAt: NOW - 8000 })
    const [grown] = judge([fifth], { recent: gm })
    expect(grown?.id).toBe(whole?.id)
    expect(grown?.messages).toHaveLength(5)
  })

  it('is found across channels', () => {
    const spread = gm.map((facts, i) => ({ ...facts, channelId: String(1 + (i % 2)) }))
    expect(outcomes(judge(spread))).toEqual(FLOOD)
  })

  it.each([
    ['numbers', ['free spots 1', 'free spots 22', 'free spots 333', 'free spots 4']],
    ['emoji', ['gm 😀', 'gm 🎉', 'gm 🚀', 'gm']],
    ['look-alikes', ['join us', 'jоin us', 'join uѕ', 'jοin us']],
  ])('counts when %s rotate', (_, texts) => {
    expect(outcomes(judge(spaced(texts, 20)))).toEqual(FLOOD)
  })

  it('counts files without text', () => {
    const attachments = [
      { filename: 'a.png', size: 1234, contentType: 'image/png', url: 'https://cdn.discordapp.com/a.png' },
    ]
    expect(outcomes(judge(spaced(['', '', '', ''], 20, { attachments })))).toEqual(FLOOD)
  })

  it.each([
    ['three copies', spaced(['gm', 'gm', 'gm'], 20)],
    ['four copies in 31 seconds', spaced(['gm', 'gm', 'gm', 'gm'], 31)],
    ['four different lines', spaced(['yes', 'no', 'maybe', 'ok'], 10)],
    ['a count', spaced(['1', '2', '3', '4'], 10)],
    ['empty messages', spaced(['', '', '', ''], 10)],
    [
      'six members',
      spaced(['gm', 'gm', 'gm', 'gm', 'gm', 'gm'], 20).map((m, i) => ({ ...m, author: author(`6${i}`) })),
    ],
    ['a bot', spaced(['gm', 'gm', 'gm', 'gm'], 20, { author: author('7', { isBot: true }) })],
    ['a webhook', spaced(['gm', 'gm', 'gm', 'gm'], 20, { author: author('7', { isWebhook: true }) })],
    ['a moderator', spaced(['gm', 'gm', 'gm', 'gm'], 20, { author: author('7', { isExempt: true }) })],
  ])('is not: %s', (_, messages) => {
    expect(judge(messages)).toEqual([])
  })

  it('passes a role that configuration exempts', () => {
    const trusted = spaced(['gm', 'gm', 'gm', 'gm'], 20, { author: author('7', { roleIds: ['77'] }) })
    expect(judge(trusted, {}, policyWith({ exemptRoles: ['77'] }))).toEqual([])
  })

  it('is not made by three edits of one message', () => {
    const once = message('gm')
    const edits = [1, 2, 3].map((i) => ({ ...once, editedAt: NOW - 4000 + i * 1000 }))
    expect(judge([once], { edited: edits })).toEqual([])
  })

  it('of long ago is removed and recorded, and nobody is timed out', () => {
    const [late] = judge(gm, {}, policyWith(), NOW + 11 * 60_000)
    expect(late?.actions).toEqual([{ kind: 'remove' }])
    expect(late?.isStrike).toBe(false)
    expect(judge(gm, { readAfterOutage: true })[0]?.actions).toEqual([{ kind: 'remove' }])
  })
})

describe('one post in many channels', () => {
  const post = 'big news for everybody here, look at my new project'
  const everywhere = (count: number, over: Partial<MessageFacts> = {}, text = post) =>
    Array.from({ length: count }, (_, i) =>
      message(text, { channelId: String(100 + i), createdAt: NOW - 40_000 + i * 3000, ...over }),
    )

  it('is one incident: all copies removed, a timeout, a card, no ban', () => {
    const decisions = judge(everywhere(12))
    expect(outcomes(decisions)).toEqual(['cross-posting: remove+warn+timeout+card'])
    expect(decisions[0]?.messages).toHaveLength(12)
    expect(decisions[0]?.explanation).toContain('may be compromised')
  })

  it('needs three channels within a minute', () => {
    expect(outcomes(judge(everywhere(3)))).toEqual(['cross-posting: remove+timeout+card'])
    expect(judge(everywhere(2))).toEqual([])
    const slow = everywhere(3).map((m, i) => ({ ...m, createdAt: NOW - 400_000 + i * 31_000 }))
    expect(judge(slow)).toEqual([])
  })

  it('is known by its images alone', () => {
    const attachments = ['1', '2', '3', '4'].map((n) => ({
      filename: `${n}.jpg`,
      size: 1000 + Number(n),
      contentType: 'image/jpeg',
      url: `https://cdn.discordapp.com/${n}`,
    }))
    expect(outcomes(judge(everywhere(3, { attachments }, '')))).toEqual([
      'cross-posting: remove+timeout+card',
    ])
  })

  it('is no ban even when the words are those of a scam', () => {
    const shill = everywhere(12, { author: newcomer('9') }, '$ABC 100x, presale closes tonight, DM me')
    const [decision] = judge(shill)
    expect(decision?.rule).toBe('cross-posting')
    expect(decision?.actions.map(({ kind }) => kind)).not.toContain('ban')
    expect(decision?.actions.map(({ kind }) => kind)).toContain('timeout')
  })

  it('leaves a greeting in three channels alone', () => {
    expect(judge(everywhere(3, {}, 'hello'))).toEqual([])
  })

  describe('that offers work', () => {
    const job =
      'We are hiring a senior TypeScript developer! Full-time, salary $95k a year, benefits included. Apply with your resume, DM me.'

    it('is left to the judging of job posts when a member writes it', () => {
      expect(judge(everywhere(5, {}, job))).toEqual([])
    })

    it('is a flood when one channel gets it again and again', () => {
      expect(outcomes(judge(everywhere(4, { channelId: '1' }, job)))).toEqual(FLOOD)
    })

    it.each([
      ['somebody new writes it', { author: newcomer('9') }, job, policyWith()],
      ['it has marks of a fraud', {}, `${job} Message HR on telegram @hr_anna`, policyWith()],
      ['it is a scam', {}, `${job} Paid in $ABC tokens, presale closes tonight, 100x`, policyWith()],
      ['nobody judges job posts', {}, job, policyWith({ jobs: { enabled: false } })],
      ['it is no job post', {}, post, policyWith()],
    ])('is a cross-post when %s', (_, over, text, policy) => {
      expect(judge(everywhere(3, over, text), {}, policy).map(({ rule }) => rule)).toEqual(['cross-posting'])
    })
  })
})
