import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Message } from '../../sim/protocol.ts'
import { buttonId, type Community, channels, members, startCommunity } from './community.ts'

let community: Community

const say = async (as: string, content: string): Promise<Message> =>
  (await community.act('/sim/messages', { as, channelId: channels.showcase, content })).message

const textOf = ({ content, embeds }: Message): string => `${content}\n${JSON.stringify(embeds)}`

async function cards(): Promise<Message[]> {
  const { messages } = await community.snapshot(members.alma)
  return (messages[channels.modCards] ?? []).filter(
    (card) => card.author.bot && textOf(card).includes('Feedback '),
  )
}

const isMarked = async ({ id }: Message): Promise<boolean> =>
  (await community.message(members.gwen, channels.showcase, id))?.reactions.some(
    ({ emoji }) => emoji === '🛑',
  ) ?? false

async function eventually<T>(what: string, look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (let waited = 0; waited < 45_000; waited += 250) {
    const seen = await look()
    if (seen) return seen
    await sleep(250)
  }
  throw new Error(`${what}: waited in vain`)
}

const press = (card: Message, label: string, as: string = members.bruno) =>
  community.act('/sim/interactions/component', {
    as,
    channelId: channels.modCards,
    messageId: card.id,
    customId: buttonId(card, label),
  })

const check = () => community.command(members.alma, 'check', {}, { channelId: channels.showcase })

describe('unsolicited feedback', () => {
  beforeAll(async () => {
    community = await startCommunity({ WATCH: 'true' })
    await community.demo.worker.tick()
    await eventually('the first look', async () =>
      (await community.requests()).some(({ route }) => route === 'GET /guilds/{guild}/threads/active'),
    )
    await sleep(1000)
  })
  afterAll(() => community.close())

  it('gets a reaction and a card, follows the moderators’ votes, and is cleared when it is no more', async () => {
    await say(members.gwen, 'finally done with my first dashboard, so happy with it')
    const harsh = await say(members.farid, 'your layout is garbage')
    await community.demo.worker.tick()
    await eventually('the check', async () => {
      await check()
      await sleep(2000)
      return (await cards()).length > 0
    })
    const [card] = await cards()
    if (!card) throw new Error('no card')
    expect(textOf(card)).toContain('your layout is garbage')
    expect(textOf(card)).toContain(`<@${members.farid}> to <@${members.gwen}>`)
    expect(card.pings).toEqual({ memberIds: [], roleIds: [], everyone: false })
    await eventually('the reaction', () => isMarked(harsh))

    await press(card, 'Reject')
    await eventually('the reaction to go', async () => !(await isMarked(harsh)))
    await press(card, 'Accept')
    await eventually('the reaction to come back', () => isMarked(harsh))
    await eventually('the vote on the card', async () =>
      textOf((await cards())[0] ?? card).includes('Accepted by'),
    )
    expect(await cards()).toHaveLength(1)

    await community.act('/sim/messages/edit', {
      as: members.farid,
      channelId: channels.showcase,
      messageId: harsh.id,
      content: 'love it, congratulations on your first one!',
    })
    await check()
    await eventually('the reaction to be cleared', async () => !(await isMarked(harsh)))
    await eventually('the card to be removed', async () => (await cards()).length === 0)
  })
})
