import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InteractionOutcome, Message } from '../../sim/protocol.ts'
import { buttonId, type Community, channels, members, replyOf, startCommunity } from './community.ts'

let community: Community

beforeAll(async () => {
  community = await startCommunity()
})
afterAll(() => community.close())

const ANSWERS = {
  happened: 'The export stops after 1000 rows, says **@alma-runs**',
  expected: 'All rows',
  steps: '1. Open `/export`\n2. Wait',
  version: '2.1',
}

async function until<T>(look: () => Promise<T | undefined>, what: string): Promise<T> {
  for (let waited = 0; waited < 20_000; waited += 100) {
    const found = await look()
    if (found !== undefined) return found
    await sleep(100)
  }
  throw new Error(`waited in vain for ${what}`)
}

/** A message of Steward's in a channel or thread, by its words. */
const posted = (channelId: string, words: RegExp): Promise<Message> =>
  until(async () => {
    const { messages } = await community.snapshot(members.dana)
    return messages[channelId]?.findLast(({ content }) => words.test(content))
  }, String(words))

async function fillIn(outcome: InteractionOutcome, repository: string, more: Record<string, string> = {}) {
  if (outcome.kind !== 'modal') throw new Error(`no form but ${JSON.stringify(outcome)}`)
  const values: Record<string, string> = {}
  const text = JSON.stringify(outcome.modal)
  for (const [name, value] of Object.entries({ ...ANSWERS, ...more, repository }))
    if (text.includes(`"${name}"`)) values[name] = value
  return replyOf(
    await community.act('/sim/interactions/modal', { as: members.dana, modalId: outcome.modal.id, values }),
  )
}

async function issues(repository: string) {
  const response = await fetch(`${community.demo.consoleUrl}/sim/github`)
  const { github } = await response.json()
  return github.repositories.find(({ name }: { name: string }) => name === repository).issues
}

async function press(message: Message, label: string) {
  return replyOf(
    await community.act('/sim/interactions/component', {
      as: members.dana,
      channelId: message.channelId,
      messageId: message.id,
      customId: buttonId(message, label),
    }),
  )
}

test('a report nobody made before becomes one issue, and its channel hears of its end', async () => {
  const outcome = await community.command(members.dana, 'report-bug', { title: 'Export loses rows' })
  const reply = await fillIn(outcome, 'steward-commons/sim')
  await community.until(members.dana, reply, ({ content }) => /Opened: /.test(content))
  const link = await posted(channels.help, /reported a bug: .*Export loses rows/)
  const [issue] = (await issues('sim')).filter(({ kind }: { kind: string }) => kind === 'issue')
  expect(issue).toMatchObject({ title: 'Export loses rows', labels: ['bug', 'from discord'] })
  expect(issue.body).toContain('1. Open `/export`')
  expect(issue.body).not.toMatch(new RegExp(`dana|${members.dana}|@alma`, 'i'))
  await community.act('/sim/github', { do: 'close_issue', repository: 'sim', number: issue.number })
  await posted(channels.help, /Export loses rows.* was closed/)
  await community.act('/sim/github', {
    do: 'release',
    repository: 'sim',
    tag: 'v3.0.0',
    body: `Fixes #${issue.number}`,
  })
  await posted(channels.help, /A fix of .*v3\\?\.0\\?\.0/)
  expect(link.content).toMatch(new RegExp(`issues/${issue.number}`))
})

test('a likely duplicate is shown first, and gets the report as a comment', async () => {
  const outcome = await community.command(members.dana, 'report-bug', { title: 'Answers cut my code blocks' })
  const reply = await fillIn(outcome, 'steward-commons/core')
  const shown = await community.until(members.dana, reply, ({ components }) => components.length > 0)
  expect(JSON.stringify(shown.embeds)).toMatch(/Answers cut code blocks.*open/)
  const chosen = replyOf(
    await community.act('/sim/interactions/component', {
      as: members.dana,
      channelId: shown.channelId,
      messageId: shown.id,
      customId: selectId(shown),
      values: ['42'],
    }),
  )
  await press(chosen, 'Add my report as a comment')
  await posted(channels.help, /added to a bug that is known: .*Answers cut code blocks/)
  const core = await issues('core')
  expect(core.find(({ number }: { number: number }) => number === 42).comments).toHaveLength(1)
  expect(core.filter(({ kind }: { kind: string }) => kind === 'issue')).toHaveLength(1)
})

test('an answer that GitHub lost is looked for, and not sent again', { timeout: 120_000 }, async () => {
  await community.act('/sim/faults', {
    service: 'github',
    method: 'POST',
    path: '/api/repos/*/issues',
    fault: { kind: 'drop', when: 'after' },
  })
  const outcome = await community.command(members.dana, 'report-bug', { title: 'Search forgets umlauts' })
  const reply = await fillIn(outcome, 'steward-commons/docs-site')
  await community.until(members.dana, reply, ({ content }) => /is kept, and sent later/.test(content))
  for (let waited = 0; waited < 60; waited++) {
    const { messages } = await community.snapshot(members.dana)
    if (messages[channels.help]?.some(({ content }) => /Search forgets umlauts/.test(content))) break
    await sleep(1000)
  }
  await posted(channels.help, /reported a bug: .*Search forgets umlauts/)
  expect((await issues('docs-site')).filter(({ kind }: { kind: string }) => kind === 'issue')).toHaveLength(1)
})

function selectId(message: Message): string {
  const parts = message.components.flatMap((row) => ('components' in row ? row.components : []))
  const select = parts.find(({ type }) => type === 3)
  if (!select || !('custom_id' in select) || !select.custom_id) throw new Error('no select')
  return select.custom_id
}
