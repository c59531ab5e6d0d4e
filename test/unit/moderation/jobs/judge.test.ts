import { describe, expect, test } from 'vitest'
import { failing, GEPA, judge, POSTING, SEEKING, saying, UNCERTAIN } from './models.ts'

describe('what words settle', () => {
  test('a member who looks for work is moved without asking a model', async () => {
    const { ask, asked } = saying({})
    expect(await judge(SEEKING, { ask })).toMatchObject({
      intent: 'seek_job',
      action: 'move',
      decidedBy: 'lexical',
      isToRetry: false,
    })
    expect(asked).toEqual([])
  })

  test('an offer of work is moved without asking a model', async () => {
    const { ask, asked } = saying({})
    expect(await judge(POSTING, { ask })).toMatchObject({ intent: 'post_job', action: 'move' })
    expect(asked).toEqual([])
  })

  test.each([
    'gm',
    'do you test candidates on X?',
    'the cron job runs twice every night',
    'thanks, that worked!',
  ])('%j is let pass without asking a model', async (text) => {
    const { ask, asked } = saying({ intent: 'post_job', action: 'delete', spam: true })
    expect(await judge(text, { ask })).toMatchObject({ intent: 'other', action: 'allow' })
    expect(asked).toEqual([])
  })

  test('anything in the jobs channel is let pass without asking a model', async () => {
    const { ask, asked } = saying({ intent: 'post_job', action: 'delete', spam: true })
    for (const text of [POSTING, SEEKING, UNCERTAIN]) {
      expect((await judge(text, { ask, place: { isJobsChannel: true } })).action).toBe('allow')
    }
    expect(asked).toEqual([])
  })

  test('a post that others have answered gets a card with a Move button instead', async () => {
    const { ask } = saying({})
    expect(await judge(POSTING, { ask, place: { hasReplies: true } })).toMatchObject({
      action: 'flag',
      offersMove: true,
    })
  })
})

describe('what a model is asked about', () => {
  test('a message whose primary intent is something else is let pass, though it speaks of hiring', async () => {
    const { ask } = saying({ intent: 'other', action: 'allow' })
    expect(await judge(GEPA, { ask })).toMatchObject({ intent: 'other', action: 'allow' })
  })

  test('a launch that ends in hiring is moved when the model says so', async () => {
    const { ask, asked } = saying({ intent: 'post_job', action: 'move' })
    expect(await judge(UNCERTAIN, { ask })).toMatchObject({
      intent: 'post_job',
      action: 'move',
      decidedBy: 'model',
    })
    expect(asked).toHaveLength(1)
  })

  test('the same post that others have answered is not moved', async () => {
    const { ask } = saying({ intent: 'post_job', action: 'move' })
    expect(await judge(UNCERTAIN, { ask, place: { hasReplies: true } })).toMatchObject({
      action: 'flag',
      offersMove: true,
    })
  })

  test('paid help is the model’s to judge where help is asked for', async () => {
    const { ask, asked } = saying({ intent: 'other', action: 'allow' })
    const place = { isHelpChannel: true }
    expect(await judge(POSTING, { ask, place })).toMatchObject({ intent: 'other', action: 'allow' })
    expect(await judge('happy to pay for your time to debug this', { ask, place })).toMatchObject({
      action: 'allow',
    })
    expect(asked).toHaveLength(1)
  })

  test('an advert with the marks of fraud is not moved unread', async () => {
    const fraud =
      'Looking for a developer to rent me your upwork account, you get 20% of income. Paid weekly, DM me'
    const { ask, asked } = saying({ intent: 'post_job', action: 'delete', spam: true })
    expect((await judge(fraud, { ask })).action).toBe('delete')
    expect(asked).toHaveLength(1)
  })

  test('only spam is deleted, and only job posts are moved', async () => {
    const deleting = saying({ intent: 'post_job', action: 'delete', spam: false })
    expect((await judge(UNCERTAIN, { ask: deleting.ask })).action).toBe('flag')
    const moving = saying({ intent: 'other', action: 'move' })
    expect((await judge(UNCERTAIN, { ask: moving.ask })).action).toBe('flag')
  })

  test('the sentence for people is kept apart from the reasoning, without links and mentions', async () => {
    const { ask } = saying({
      intent: 'post_job',
      action: 'move',
      reasoning: 'the launch is a pretext',
      reason: 'A [job](https://evil.example) post,\n@everyone',
    })
    const { reason, reasoning } = await judge(UNCERTAIN, { ask })
    expect(reason).toBe('A job ( post, everyone')
    expect(reasoning).toBe('the launch is a pretext')
  })

  test('each message is judged alone, with its author and channel and the community’s policy', async () => {
    const { ask, asked } = saying({})
    await judge(UNCERTAIN, { ask, author: 'Grace', channel: 'dev-core', policy: 'Hackathon teams are fine.' })
    expect(asked[0]?.data).toEqual([
      { label: 'channel', text: 'dev-core' },
      { label: 'author', text: 'Grace' },
      { label: 'message', text: UNCERTAIN },
    ])
    expect(asked[0]?.system).toContain('Hackathon teams are fine.')
    expect(asked[0]?.system).not.toContain('Grace')
  })
})

describe('without a usable answer', () => {
  test.each([
    'timeout',
    'refused',
    'malformed',
    'rate_limited',
    'unavailable',
  ] as const)('after %s the message is let pass and judged again later', async (failure) => {
    expect(await judge(UNCERTAIN, { ask: failing(failure) })).toMatchObject({
      action: 'allow',
      isToRetry: true,
    })
  })

  test('the last try is settled by words, which never move or delete', async () => {
    const judged = await judge(UNCERTAIN, { ask: failing('timeout'), isLastTry: true })
    expect(['allow', 'flag']).toContain(judged.action)
    expect(judged.isToRetry).toBe(false)
  })

  test('with no model words alone flag, and do no more', async () => {
    for (const text of [POSTING, SEEKING]) {
      expect(await judge(text)).toMatchObject({ action: 'flag', decidedBy: 'lexical' })
    }
    expect((await judge('gm')).action).toBe('allow')
  })

  test('over budget, an uncertain message is at most flagged', async () => {
    const { action, isToRetry } = await judge(UNCERTAIN, { ask: async () => null })
    expect(['allow', 'flag']).toContain(action)
    expect(isToRetry).toBe(false)
  })
})
