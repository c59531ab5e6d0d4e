import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Message } from '../../sim/protocol.ts'
import { buttonId, type Community, channels, members, replyOf, startCommunity } from './community.ts'

let community: Community

beforeAll(async () => {
  community = await startCommunity()
  for (let flood = 0; flood < 7; flood++)
    for (let copy = 0; copy < 3; copy++)
      await community.act('/sim/messages', {
        as: members.gwen,
        channelId: copy === 0 ? channels.general : channels.help,
        content: `my new server number ${'abcdefg'[flood]?.repeat(12)} is open for everybody`,
      })
})
afterAll(() => community.close())

const replay = (as: string, options: Record<string, string>) =>
  community.command(as, 'replay', options, { channelId: channels.general })

/** The latest message in the moderators' channel, as soon as it answers the condition. */
async function shown(condition: (text: string) => boolean): Promise<Message> {
  let last: Message | undefined
  for (let waited = 0; waited < 30_000; waited += 100) {
    const { messages } = await community.snapshot(members.bruno)
    last = messages[channels.modCards]?.findLast(({ author }) => author.bot)
    if (last && condition(JSON.stringify(last))) return last
    await sleep(100)
  }
  throw new Error(`waited in vain; the last message is ${JSON.stringify(last)}`)
}

const press = (as: string, message: Message, label: string) =>
  community.act('/sim/interactions/component', {
    as,
    channelId: channels.modCards,
    messageId: message.id,
    customId: buttonId(message, label),
  })

test('a moderator replays a rule with other numbers, sees progress and turns the pages of the report', async () => {
  await expect(replay(members.gwen, { rule: 'all', since: '1d' })).rejects.toThrow(/permissions/)
  const wrong = replyOf(
    await replay(members.bruno, { rule: 'repeated-messages', since: '1d', set: 'cuont=3' }),
  )
  expect(wrong.content).toMatch(/no setting `cuont`.*`count`/)
  expect(replyOf(await replay(members.bruno, { rule: 'all', since: '90d' })).content).toMatch(
    /more than 30 days/,
  )

  const answer = replyOf(
    await replay(members.bruno, { rule: 'repeated-messages', since: '2d', set: 'count=3 seconds=60' }),
  )
  const told = await community.until(members.bruno, answer, ({ content }) => content !== '')
  expect(told.content).toMatch(/progress and the report/)
  const report = await shown((text) => text.includes('Replay of repeated-messages: 7 matches'))
  expect(JSON.stringify(report.embeds)).toMatch(/`count` 3 instead of 4.*Matches 1 to 5 of 7/)
  replyOf(await press(members.bruno, report, 'Next'))
  await shown((text) => text.includes('Matches 6 to 7 of 7'))

  // Nobody was touched: the messages are there, and Steward asked Discord for nothing but to read and to report.
  const { messages, members: everybody } = await community.snapshot(members.alma)
  expect(JSON.stringify(messages[channels.help])).toContain('my new server number gggg')
  expect(everybody.find(({ id }) => id === members.gwen)?.timedOutUntil).toBeNull()
  const acts = (await community.requests()).flatMap(({ method, route }) =>
    method === 'GET' ? [] : (route ?? []),
  )
  expect(new Set(acts.filter((route) => /bans|members|reactions|bulk|DELETE/.test(route)))).toEqual(new Set())
})

test('one replay runs at a time, and any moderator stops it', async () => {
  await community.act('/sim/faults', {
    service: 'discord',
    method: 'GET',
    path: '/channels/*/messages*',
    count: 3,
    fault: { kind: 'rate_limit', retryAfterSeconds: 6 },
  })
  replyOf(await replay(members.bruno, { rule: 'all', since: '2d' }))
  const progress = await shown((text) => text.includes('Replay: all rules'))
  const second = replyOf(await replay(members.alma, { rule: 'shilling', since: '1d' }))
  expect(second.content).toMatch(/One replay at a time: <@\d+> is running one \(all rules/)
  replyOf(await press(members.alma, progress, 'Stop'))
  const report = await shown((text) => text.includes('Replay of all rules'))
  expect(JSON.stringify(report.embeds)).toContain(`**Stopped** by <@${members.alma}>`)
})
