import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buttonId, type Community, channels, members, replyOf, startCommunity } from './community.ts'

const QUESTION = 'How do I set the daily budget?'
const isAnswered = (message: { state: string; components: unknown[] }) =>
  message.state === 'sent' && message.components.length > 0

let community: Community

describe('a member', () => {
  beforeAll(async () => {
    community = await startCommunity({ BUDGET_DAILY_USD: '3' })
  })
  afterAll(() => community.close())
  beforeEach(() => community.act('/sim/faults/clear', {}))

  it('asks, sees Steward think, and gets an answer with citations that lead to the section', async () => {
    const thinking = replyOf(await community.command(members.edda, 'ask', { question: QUESTION }))
    expect(thinking.state).toBe('thinking')
    const answer = await community.until(members.edda, thinking, isAnswered)
    expect(answer.content).toContain('dailyUsd')
    expect(answer.content).toMatch(/scripted/i)
    const [, url = ''] = /\[\[1\]\]\(<([^>]+)>\)/.exec(answer.content) ?? []
    const page = await fetch(url)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain(`id="${url.split('#')[1]}"`)
    const edits = (await community.requests()).filter(({ route }) => route?.startsWith('PATCH /webhooks/'))
    expect(edits.length).toBeLessThanOrEqual(4)
  })

  it('is asked to wait when asking again at once, and told when', async () => {
    const refusal = replyOf(await community.command(members.edda, 'ask', { question: QUESTION }))
    expect(refusal.ephemeral).toBe(true)
    expect(refusal.content).toMatch(/<t:\d+:R>/)
  })

  it('votes, changes the vote, and says why', async () => {
    const answer = await ask(members.farid)
    const press = (label: string) =>
      community.act('/sim/interactions/component', {
        as: members.farid,
        channelId: answer.channelId,
        messageId: answer.id,
        customId: buttonId(answer, label),
      })
    expect(replyOf(await press('Helpful')).content).toContain('counted')
    const why = replyOf(await press('Not helpful'))
    const select = why.components.flatMap((row) => ('components' in row ? row.components : []))[0]
    if (select?.type !== 3) throw new Error('no select')
    const choose = (values: string[]) =>
      community.act('/sim/interactions/component', {
        as: members.farid,
        channelId: why.channelId,
        messageId: why.id,
        customId: select.custom_id,
        values,
      })
    const modal = await choose(['other'])
    if (modal.kind !== 'modal') throw new Error(`no modal but ${JSON.stringify(modal)}`)
    const noted = replyOf(
      await community.act('/sim/interactions/modal', {
        as: members.farid,
        modalId: modal.modal.id,
        values: { note: 'too short' },
      }),
    )
    expect(noted.content).toContain('Noted')
    const sources = replyOf(await press('Sources'))
    expect(JSON.stringify(sources.embeds)).toContain('/docs/')
  })

  it('asks for themselves alone', async () => {
    const thinking = replyOf(
      await community.command(members.gwen, 'ask', { question: QUESTION, private: true }),
    )
    expect(thinking.ephemeral).toBe(true)
    await community.until(members.gwen, thinking, isAnswered)
    expect(await community.message(members.alma, thinking.channelId, thinking.id)).toBeNull()
  })

  it('is told honestly when the docs do not answer', async () => {
    const thinking = replyOf(
      await community.command(members.dana, 'ask', { question: 'Which wine goes with grilled salmon?' }),
    )
    const answer = await community.until(
      members.dana,
      thinking,
      ({ state, content }) => state === 'sent' && /docs do not/i.test(content),
    )
    expect(answer.content).not.toMatch(/\[\[1\]\]/)
  })

  it('gets the best passages and one plain sentence when the model is down', async () => {
    await community.act('/sim/faults', {
      service: 'anthropic',
      count: 10,
      fault: { kind: 'error', status: 529 },
    })
    const thinking = replyOf(await community.command(members.chidi, 'ask', { question: QUESTION }))
    const answer = await community.until(
      members.chidi,
      thinking,
      ({ content }) => content.includes('dailyUsd') && content.includes('/docs/'),
    )
    expect(answer.content).not.toMatch(/529|overloaded|error/i)
  })

  it('has a question of somebody answered in a thread under it, and asks on there', async () => {
    const { message } = await community.act('/sim/messages', {
      as: members.gwen,
      channelId: channels.help,
      content: 'where do I write which channels steward answers in?',
    })
    await community.act('/sim/clock', { advanceSeconds: 60 })
    const confirmation = replyOf(
      await community.command(members.bruno, 'Answer from the docs', {}, { targetId: message.id }),
    )
    expect(confirmation.ephemeral).toBe(true)
    await community.until(
      members.bruno,
      confirmation,
      ({ state, content }) => state === 'sent' && content.includes(`<#${message.id}>`),
    )
    const { messages } = await community.snapshot(members.gwen)
    const posts = messages[message.id] ?? []
    expect(posts.some(({ author, content }) => author.bot && /\[\[1\]\]/.test(content))).toBe(true)
  })

  it('sends the same interaction twice with one effect', async () => {
    const thinking = replyOf(await community.command(members.alma, 'ask', { question: QUESTION }))
    const answer = await community.until(members.alma, thinking, isAnswered)
    const { interactions }: { interactions: { interactionId: string; name: string }[] } = await (
      await fetch(`${community.demo.consoleUrl}/sim/interactions?since=0`)
    ).json()
    const last = interactions.findLast(({ name }) => name === '/ask')
    const before = (await community.requests()).length
    const again = await community.act('/sim/interactions/raw', { replayOf: last?.interactionId ?? '' })
    expect(again.status).toBe(200)
    await new Promise((done) => setTimeout(done, 500))
    expect((await community.requests()).length).toBe(before)
    expect(await community.message(members.alma, answer.channelId, answer.id)).toEqual(answer)
  })

  async function ask(as: string) {
    const thinking = replyOf(await community.command(as, 'ask', { question: QUESTION }))
    return community.until(as, thinking, isAnswered)
  }
})

describe('a community that has spent its budget', () => {
  beforeAll(async () => {
    community = await startCommunity({ BUDGET_DAILY_USD: '0' })
  })
  afterAll(() => community.close())

  it('still gets quoted passages with links, and hears why', async () => {
    const thinking = replyOf(await community.command(members.edda, 'ask', { question: QUESTION }))
    const answer = await community.until(
      members.edda,
      thinking,
      ({ content }) => content.includes('/docs/') && !content.includes('The answer follows'),
    )
    expect(answer.content).toContain('dailyUsd')
    expect((await community.requests()).filter(({ service }) => service !== 'discord')).toEqual([])
  })

  it('shows moderators, and only them, what was spent and refused', async () => {
    const report = replyOf(await community.command(members.bruno, 'budget'))
    expect(report).toMatchObject({ ephemeral: true })
    expect(report.content).toContain(`<#${channels.help}>`)
    await expect(community.command(members.edda, 'budget')).rejects.toThrow('permissions')
  })
})

describe('searching and learning', () => {
  beforeAll(async () => {
    community = await startCommunity()
  })
  afterAll(() => community.close())

  it('finds sections at once and suggests headings while typing', async () => {
    const result = replyOf(await community.command(members.edda, 'search', { query: 'daily budget' }))
    expect(JSON.stringify(result.embeds)).toContain('/docs/')
    const typing = await community.act('/sim/interactions/autocomplete', {
      as: members.edda,
      channelId: channels.help,
      name: 'search',
      options: { query: 'bud' },
      focused: 'query',
    })
    expect(typing).toMatchObject({ kind: 'choices' })
    expect(JSON.stringify(typing)).toMatch(/budget/i)
  })

  it('gives a reading path whose pages exist', async () => {
    const result = replyOf(await community.command(members.edda, 'learn', { topic: 'budget' }))
    const urls = [...JSON.stringify(result.embeds).matchAll(/\(<(http[^>]+)>\)/g)].map(([, url]) => url ?? '')
    expect(urls.length).toBeGreaterThanOrEqual(3)
    for (const url of urls) expect((await fetch(url)).status).toBe(200)
  })

  it('is looked after every minute', async () => {
    await community.demo.worker.tick()
  })

  it('answers strangers at the door as it should', async () => {
    for (const signature of [
      'missing',
      'empty',
      'short',
      'not_hex',
      'wrong',
      'other_key',
      'other_body',
    ] as const) {
      expect(await community.act('/sim/interactions/raw', { body: '{"type":1}', signature })).toMatchObject({
        status: 401,
      })
    }
    expect(
      await community.act('/sim/interactions/raw', { body: '{"type":1}', timestampShiftSeconds: -400 }),
    ).toMatchObject({ status: 401 })
    expect(await community.act('/sim/interactions/raw', { body: 'null' })).toMatchObject({ status: 400 })
    expect(await community.act('/sim/interactions/ping', {})).toMatchObject({
      status: 200,
      body: { type: 1 },
    })
  })
})
