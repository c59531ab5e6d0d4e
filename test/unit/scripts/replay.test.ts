import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { modelWithin } from '../../../scripts/replay/model.ts'
import { line, summaryOf, summaryText } from '../../../scripts/replay/print.ts'
import { type Export, readExport } from '../../../scripts/replay/read.ts'
import { replay, type Verdict } from '../../../scripts/replay/run.ts'
import { parseConfig } from '../../../src/config/config.ts'
import { loadSettings } from '../../../src/config/settings.ts'

const config = parseConfig({
  community: { name: 'Test', guildId: '1100000000000000001', docsUrl: 'https://docs.example.org' },
})
const newcomer = {
  id: '5',
  username: 'a',
  created_at: '2026-01-01T00:00:00Z',
  joined_at: '2026-01-01T10:00:00Z',
  roles: [],
}
const member = { id: '6', username: 'b' }
const at = (second: number) => new Date(Date.UTC(2026, 0, 2, 0, 0, second)).toISOString()
const LINES = [
  {
    id: '1',
    channel: 'general',
    author: newcomer,
    content: '$ABC 100x, presale closes tonight, DM me',
    timestamp: at(0),
  },
  { id: '9', channel: 'general', author: member, content: 'gm', timestamp: at(30) },
  ...[2, 3, 4].map((i) => ({
    id: String(i),
    channel: `c${i}`,
    author: member,
    content: 'gm',
    timestamp: at(10 + i * 2),
  })),
  {
    id: '5',
    channel: { id: '77', name: 'help' },
    author: { id: 7 },
    content: 'hello',
    timestamp: 1_767_312_000_000,
  },
  {
    id: '6',
    channel: 'help',
    author: newcomer,
    content: '',
    timestamp: at(40),
    embeds: [{ url: 'https://evil.example' }],
  },
  {
    id: '7',
    channel: 'help',
    author: { ...member, bot: true },
    content: 'https://evil.example',
    timestamp: at(41),
  },
  {
    id: '10',
    channel: 'general',
    author: { id: '8', username: 'h' },
    content:
      'We are hiring a senior TypeScript developer. Full-time, remote, benefits included. Apply with your resume.',
    timestamp: at(42),
  },
]

let folder = ''
let read: Export
let verdicts: Verdict[]
const verdict = (id: string) => verdicts.find((it) => it.id === id)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'replay-'))
  const file = join(folder, 'messages.jsonl')
  const bad = ['nonsense', '', '{"id": "8", "channel": "general", "content": "x", "timestamp": 1}']
  await writeFile(file, [...LINES.map((it) => JSON.stringify(it)), ...bad].join('\r\n'))
  read = await readExport(file, config.community.guildId)
  verdicts = await replay(read.messages, config, () => undefined)
})

afterAll(() => rm(folder, { recursive: true }))

describe('a replay of an export', () => {
  it('names the lines that it cannot read and goes on', () => {
    expect(read.skipped.map(({ line }) => line)).toEqual([LINES.length + 1, LINES.length + 3])
    expect(verdicts.map(({ id }) => id)).toEqual(LINES.map(({ id }) => id))
  })

  it('says what would have been done about each message, and why', () => {
    expect(verdict('1')).toMatchObject({ rule: 'shilling', action: 'remove+ban+card' })
    expect(verdict('5')).toMatchObject({ rule: null, action: 'allow', jobIntent: 'other' })
    expect(verdict('6')).toMatchObject({ rule: 'new-account-link', action: 'remove+ask_context' })
    expect(verdict('7')).toMatchObject({ rule: null })
    expect(verdict('10')).toMatchObject({ rule: 'jobs', action: 'flag', jobIntent: 'post_job' })
  })

  it('judges in order of time, whatever the order in the file', () => {
    for (const id of ['2', '3', '4', '9']) {
      expect(verdict(id)).toMatchObject({
        rule: 'repeated-messages',
        action: 'remove+warn+timeout',
        messages: 4,
      })
    }
  })

  it('takes an account of unknown age for an old one', () => {
    expect(read.messages.find(({ id }) => id === '5')?.author.accountCreatedAt).toBeLessThan(
      Date.UTC(2020, 0, 1),
    )
  })

  it('gives the account’s age from its id when nothing else tells it', async () => {
    const file = join(folder, 'one.jsonl')
    const author = { id: '1100000000000000000' }
    await writeFile(file, JSON.stringify({ id: '1', channel: 'a', author, content: 'x', timestamp: at(0) }))
    const { messages } = await readExport(file, config.community.guildId)
    expect(new Date(messages[0]?.author.accountCreatedAt ?? 0).getUTCFullYear()).toBe(2023)
  })

  it('asks a model only about what words do not settle, and goes on without one', async () => {
    const asked: string[] = []
    const again = await replay(
      read.messages,
      config,
      () => undefined,
      async (request) => {
        asked.push(request.data.map(({ text }) => text).join('\n'))
        return null
      },
    )
    expect(asked.some((text) => text.includes('gm'))).toBe(false)
    expect(again.map(({ rule }) => rule)).toEqual(verdicts.map(({ rule }) => rule))
  })

  it('says which key is missing when a model is wanted', () => {
    const settings = loadSettings(
      { community: { name: 'Test', guildId: '1100000000000000001', docsUrl: 'https://docs.example.org' } },
      {},
    )
    expect(modelWithin(settings)).toEqual({
      ok: false,
      problem: '--model needs ANTHROPIC_API_KEY in the environment',
    })
  })

  it('prints one line a message without what could steer a terminal, and a summary', () => {
    const odd = { ...(verdict('1') as Verdict), explanation: 'a\u001b[31m\u202eb\nc' }
    expect(line(odd)).not.toMatch(/[^\P{Cc}\t]|\p{Cf}/u)
    const summary = summaryOf(verdicts, read.skipped.length, 1)
    expect(summary.decided['repeated-messages']).toEqual({ 'remove+warn+timeout': 4 })
    expect(summaryText(summary)).toContain('2 lines skipped')
  })
})
