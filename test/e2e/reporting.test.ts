import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Message } from '../../sim/protocol.ts'
import { buttonId, type Community, channels, members, replyOf, startCommunity } from './community.ts'

let community: Community

beforeAll(async () => {
  community = await startCommunity()
})
afterAll(() => community.close())

/** The newest message in the moderators' channel that answers the condition. */
async function card(condition: (message: Message) => boolean): Promise<Message> {
  for (let waited = 0; waited < 15_000; waited += 100) {
    const { messages } = await community.snapshot(members.bruno)
    const found = messages[channels.modCards]?.findLast(condition)
    if (found) return found
    await sleep(100)
  }
  throw new Error('no such card')
}

const caseCommand = (sub: string, options: Record<string, string | number | boolean> = {}) =>
  community.act('/sim/interactions/command', {
    as: members.bruno,
    channelId: channels.general,
    name: 'case',
    type: 1,
    path: [sub],
    options,
  })

async function report(as: string, targetId: string): Promise<Message> {
  const outcome = await community.command(
    as,
    'Report to moderators',
    {},
    { channelId: channels.general, targetId },
  )
  if (outcome.kind !== 'modal') throw new Error(`no modal but ${JSON.stringify(outcome)}`)
  return replyOf(
    await community.act('/sim/interactions/modal', {
      as,
      modalId: outcome.modal.id,
      values: { note: 'This is *rude*' },
    }),
  )
}

test('a reported message has one card, which one moderator decides and others see', async () => {
  const { message } = await community.act('/sim/messages', {
    as: members.chidi,
    channelId: channels.general,
    content: 'You are all **fools** @everyone',
  })
  expect((await report(members.dana, message.id)).content).toMatch(/Thank you/)
  const posted = await card(({ components }) => components.length > 0)
  expect(JSON.stringify(posted.embeds)).toMatch(/\\\\\*\\\\\*fools/)
  const press = (as: string) =>
    community.act('/sim/interactions/component', {
      as,
      channelId: posted.channelId,
      messageId: posted.id,
      customId: buttonId(posted, 'Dismiss'),
    })
  expect(replyOf(await press(members.bruno)).content).toMatch(/Dismissed/)
  await card(({ id, components }) => id === posted.id && components.length === 0)
  expect(replyOf(await caseCommand('list')).content).toMatch(/report: dismissed/)
  expect(replyOf(await caseCommand('note', { number: 1, text: 'talked to them' })).content).toMatch(/Noted/)
  expect(replyOf(await caseCommand('show', { number: 1 })).content).toMatch(/talked to them/)
})

test('a member without strikes is told so', async () => {
  expect(replyOf(await community.command(members.dana, 'strikes')).content).toBe('You have no strikes.')
})
