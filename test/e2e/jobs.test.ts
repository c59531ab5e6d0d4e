import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Message } from '../../sim/protocol.ts'
import { buttonId, type Community, channels, members, startCommunity } from './community.ts'

const HIRING =
  "We're hiring a senior backend engineer (Go, Postgres). Fully remote, 70-90k EUR. DM me with your CV if you're interested! @everyone"
const SEEKING =
  "Hey everyone! I'm a senior Python developer with 5 years of experience looking for new opportunities. Open to remote work!"

let community: Community

async function say(as: string, content: string, channelId: string = channels.general): Promise<Message> {
  return (await community.act('/sim/messages', { as, channelId, content })).message
}

async function inChannel(channelId: string): Promise<Message[]> {
  const { messages } = await community.snapshot(members.alma)
  return messages[channelId] ?? []
}

/** What Steward wrote to a member directly. */
async function directMessages(member: string): Promise<string[]> {
  const { channels: all, messages } = await community.snapshot(member)
  const direct = all.filter(({ type }) => type === 1).map(({ id }) => id)
  return direct.flatMap((id) => messages[id] ?? []).map(textOf)
}

const textOf = ({ content, embeds }: Message): string => `${content}\n${JSON.stringify(embeds)}`

const cardAbout = async (memberId: string): Promise<Message | undefined> =>
  (await inChannel(channels.modCards)).find((card) => card.author.bot && textOf(card).includes(memberId))

async function eventually<T>(what: string, look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (let waited = 0; waited < 45_000; waited += 250) {
    const seen = await look()
    if (seen) return seen
    await sleep(250)
  }
  throw new Error(`${what}: waited in vain`)
}

async function press(card: Message, label: string): Promise<void> {
  const outcome = await community.act('/sim/interactions/component', {
    as: members.bruno,
    channelId: channels.modCards,
    messageId: card.id,
    customId: buttonId(card, label),
  })
  expect(outcome.kind).not.toBe('failed')
}

describe('a job post in the wrong channel', () => {
  beforeAll(async () => {
    community = await startCommunity({ WATCH: 'true', SWEEP_MINUTES: '0.05' })
    await community.demo.worker.tick()
    await eventually('the first look', async () => {
      const requests = await community.requests()
      return requests.some(({ route }) => route === 'GET /guilds/{guild}/threads/active')
    })
    await sleep(1000)
  })
  afterAll(() => community.close())

  it('is copied to #jobs with its author named and nobody pinged, goes where it was, and its author is told', async () => {
    const post = await say(members.gwen, HIRING)
    const talk = await say(members.farid, 'We should hire a plumber for this pipeline, lol')
    const copy = await eventually('the copy', async () =>
      (await inChannel(channels.jobs)).find((one) => textOf(one).includes('senior backend engineer')),
    )
    expect(copy.content).toContain(`<@${members.gwen}>`)
    expect(copy.pings).toEqual({ memberIds: [], roleIds: [], everyone: false })
    await eventually(
      'the removal',
      async () => !(await community.message(members.alma, channels.general, post.id)),
    )
    expect(await community.message(members.alma, channels.general, talk.id)).not.toBeNull()
    const told = await eventually('the direct message', async () =>
      (await directMessages(members.gwen)).find((text) => text.includes('was moved there')),
    )
    expect(told).toContain(copy.id)
    const card = await eventually('the card', () => cardAbout(members.gwen))
    expect(() => [buttonId(card, 'Undo'), buttonId(card, 'Not a job post')]).not.toThrow()
  })

  it('comes back to its author when a moderator presses Undo', async () => {
    const card = await eventually('the card', () => cardAbout(members.gwen))
    await press(card, 'Undo')
    await eventually('the words', async () =>
      (await directMessages(members.gwen)).find((text) => text.includes('you did nothing wrong')),
    )
    await eventually(
      'the removed copy',
      async () => !(await inChannel(channels.jobs)).some((one) => textOf(one).includes('senior backend')),
    )
  })

  it('of several channels is one post in #jobs, and Not a job post takes it out and marks the label wrong', async () => {
    const posts = [await say(members.farid, SEEKING), await say(members.farid, SEEKING, channels.help)]
    await eventually('the removals', async () => {
      const left = await Promise.all(
        posts.map(({ id, channelId }) => community.message(members.alma, channelId, id)),
      )
      return left.every((message) => message === null)
    })
    const copies = (await inChannel(channels.jobs)).filter((one) => textOf(one).includes('senior Python'))
    expect(copies).toHaveLength(1)
    const card = await eventually('the finished card', async () => {
      const found = await cardAbout(members.farid)
      return found && textOf(found).includes('copied to') ? found : null
    })
    await press(card, 'Not a job post')
    await eventually(
      'the removed copy',
      async () => !(await inChannel(channels.jobs)).some((one) => textOf(one).includes('senior Python')),
    )
    const shown = await eventually('the card brought up to date', async () => {
      const found = await cardAbout(members.farid)
      return found && textOf(found).includes('Not a job post, taken back') ? found : null
    })
    expect(shown.components).toEqual([])
    const labels = await community.demo.worker.database
      .prepare('SELECT count(*) AS wrong FROM cases WHERE is_false_positive = 1')
      .first()
    expect(labels).toEqual({ wrong: 2 })
  })
})
