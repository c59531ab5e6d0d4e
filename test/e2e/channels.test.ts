import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Message } from '../../sim/protocol.ts'
import { type Community, channels, members, startCommunity } from './community.ts'

let community: Community

async function say(
  as: string,
  content: string,
  channelId: string,
  more: { replyTo?: string } = {},
): Promise<Message> {
  return (await community.act('/sim/messages', { as, channelId, content, ...more })).message
}

async function messagesIn(channelId: string): Promise<Message[]> {
  return (await community.snapshot(members.alma)).messages[channelId] ?? []
}

const ofSteward = async (channelId: string) =>
  (await messagesIn(channelId)).filter(({ author }) => author.bot)

async function eventually<T>(what: string, look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (let waited = 0; waited < 60_000; waited += 250) {
    const seen = await look()
    if (seen) return seen
    await sleep(250)
  }
  throw new Error(`${what}: waited in vain`)
}

const reactionsTo = async (channelId: string, id: string) =>
  (await community.message(members.alma, channelId, id))?.reactions.map(({ emoji }) => emoji) ?? []

describe('channels with a purpose', () => {
  beforeAll(async () => {
    community = await startCommunity({ WATCH: 'true' })
    await community.demo.worker.tick()
    await eventually('the first look', async () =>
      (await community.requests()).some(({ route }) => route === 'GET /guilds/{guild}/threads/active'),
    )
    await sleep(1000)
  })
  afterAll(() => community.close())

  it('answers what nobody answered, keeps quiet where a member helped, and goes when it is solved', async () => {
    const question = await say(members.farid, 'How do I set the daily budget?', channels.help)
    const helped = await say(members.gwen, 'Where do I find the logs of my worker?', channels.plugins)
    await say(members.bruno, 'In the dashboard of Cloudflare.', channels.plugins, { replyTo: helped.id })
    const post = await say(
      members.dana,
      'My exporter: https://github.com/example/exporter',
      channels.showcase,
    )
    const talk = await say(members.edda, 'How do I set the daily budget?', channels.general)
    const offtopic = await say(members.edda, 'How do I set the daily budget?', channels.offtopic)
    const mention = await say(
      members.chidi,
      '<@1100000000000000900> what does minScore do?',
      channels.general,
    )

    const answer = await eventually('the answer in a thread', async () =>
      (await ofSteward(question.id)).find(({ content }) => content.includes('-# 1 ·')),
    )
    expect(answer.content).toContain('Nobody had answered yet')
    expect(answer.content).toContain('](<http')
    expect(answer.pings).toEqual({ memberIds: [], roleIds: [], everyone: false })
    await eventually('the answer to the mention', async () =>
      (await ofSteward(mention.id)).find(({ content }) => content.includes('reply to this message')),
    )
    await eventually('the reaction', async () =>
      (await reactionsTo(channels.showcase, post.id)).includes('💻'),
    )

    await say(members.farid, 'and for one channel only?', question.id)
    await eventually('the follow-up', async () => (await ofSteward(question.id)).length >= 2)
    const before = (await ofSteward(question.id)).length
    const solved = await say(members.farid, 'that solved it, thanks!', question.id)
    await eventually('the thanks', async () => (await reactionsTo(question.id, solved.id)).includes('💙'))
    await say(members.farid, 'How do I set the daily budget for Sundays?', question.id)
    await sleep(45_000)

    expect(await ofSteward(question.id)).toHaveLength(before)
    expect(await ofSteward(helped.id)).toEqual([])
    expect(await ofSteward(talk.id)).toEqual([])
    expect(await ofSteward(offtopic.id)).toEqual([])
    expect((await ofSteward(channels.offtopic)).filter(({ id }) => id > offtopic.id)).toEqual([])
  }, 300_000)
})
