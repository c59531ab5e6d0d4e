import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Message } from '../../sim/protocol.ts'
import { buttonId, type Community, channels, members, replyOf, startCommunity } from './community.ts'

let community: Community

async function say(as: string, content: string, channelId: string = channels.general): Promise<Message> {
  return (await community.act('/sim/messages', { as, channelId, content })).message
}

/** What the moderators have been shown so far. */
async function cards(): Promise<Message[]> {
  const { messages } = await community.snapshot(members.alma)
  return (messages[channels.modCards] ?? []).filter(({ author }) => author.bot)
}

async function eventually<T>(what: string, look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (let waited = 0; waited < 40_000; waited += 250) {
    const seen = await look()
    if (seen) return seen
    await sleep(250)
  }
  throw new Error(
    `${what}: waited in vain; cards are ${JSON.stringify((await cards()).map((card) => card.embeds))}`,
  )
}

describe('a community that Steward watches', () => {
  beforeAll(async () => {
    community = await startCommunity({ WATCH: 'true' })
    await community.demo.worker.tick()
    // The first pulse notes where each channel stands: what was written before is not judged.
    await eventually('the first look', async () => {
      const requests = await community.requests()
      return requests.some(({ route }) => route === 'GET /guilds/{guild}/threads/active')
    })
    await sleep(1000)
  })
  afterAll(() => community.close())

  it('loses a flood, keeps the member who asked a question, and shows the moderators one card', async () => {
    const question = await say(members.farid, 'Does anybody know how to index our docs?')
    const flood: Message[] = []
    for (let i = 0; i < 5; i++) flood.push(await say(members.gwen, 'gm everyone, check my new server please'))
    await eventually('the timeout', async () => {
      const snapshot = await community.snapshot(members.alma)
      return snapshot.members.find(({ id }) => id === members.gwen)?.timedOutUntil
    })
    await eventually('the removal', async () => {
      const left = await Promise.all(
        flood.map(({ id }) => community.message(members.alma, channels.general, id)),
      )
      return left.every((message) => message === null)
    })
    expect(await community.message(members.alma, channels.general, question.id)).not.toBeNull()
    const timeouts = (await community.requests()).filter(
      ({ method, route }) => method === 'PATCH' && route === 'PATCH /guilds/{guild}/members/{user}',
    )
    expect(timeouts).toHaveLength(1)
  })

  it('takes it back when a moderator presses Undo', async () => {
    const card = await eventually('the card', async () =>
      (await cards()).find((one) => JSON.stringify(one.embeds).includes(members.gwen)),
    )
    const undone = await community.act('/sim/interactions/component', {
      as: members.bruno,
      channelId: channels.modCards,
      messageId: card.id,
      customId: buttonId(card, 'Undo'),
    })
    expect(undone.kind).not.toBe('failed')
    await eventually('the lifted timeout', async () => {
      const snapshot = await community.snapshot(members.alma)
      return snapshot.members.find(({ id }) => id === members.gwen)?.timedOutUntil === null
    })
  })

  it('lets a member see their own strikes', async () => {
    const mine = replyOf(await community.command(members.gwen, 'strikes'))
    expect(mine.ephemeral).toBe(true)
    expect(mine.content.length).toBeGreaterThan(0)
  })

  it('removes a newcomer’s outside link and asks what it is for, but not an old member’s', async () => {
    const { members: everybody } = await community.snapshot(members.alma)
    const pip = everybody.find(({ username }) => username === 'pip')
    if (!pip) throw new Error('no newcomer')
    const link = await say(pip.id, 'hey look at https://some-page.example/offer it is nice')
    const known = await say(members.chidi, 'I wrote it down at https://some-page.example/notes')
    await eventually(
      'the removed link',
      async () => !(await community.message(members.alma, channels.general, link.id)),
    )
    expect(await community.message(members.alma, channels.general, known.id)).not.toBeNull()
  })
})
