import { describe, expect, it } from 'vitest'
import { memoryDatabase } from '../../../bench/retrieval/sqlite.ts'
import { alias } from '../../../src/commands/alias.ts'
import type { CommandDeps } from '../../../src/commands/deps.ts'
import { privacy, privacyButton } from '../../../src/commands/privacy.ts'
import { profile, profileButton } from '../../../src/commands/profile.ts'
import type { SlashCommand } from '../../../src/discord/command.ts'
import type { Reply } from '../../../src/discord/reply.ts'
import { type DatabaseLike, run, sql } from '../../../src/knowledge/database.ts'
import { peopleDesk } from '../../../src/moderation/follow-up/people-desk.ts'
import { privacyDesk } from '../../../src/privacy/desk.ts'
import { sendExport } from '../../../src/privacy/export-file.ts'
import { learnAttributes } from '../../../src/storage/attributes.ts'
import { addAlias, rememberMembers } from '../../../src/storage/members.ts'
import { keepMessages } from '../../../src/storage/messages.ts'
import { actor, fakeDeps, NOW } from './fakes.ts'

const ME = actor.memberId
const OTHER = '1100000000000000077'

function world() {
  const names = [
    '0003_moderation',
    '0011_encouragements',
    '0020_feedback',
    '0023_training',
    '0024_follow_ups',
    '0030_github_links',
  ]
  const db = memoryDatabase(names.map((name) => `migrations/${name}.sql`))
  const sent: string[] = []
  const now = () => NOW
  const { deps } = fakeDeps({
    people: peopleDesk({ db, halfLifeDays: 90, now }),
    privacy: privacyDesk({ db, now, wake: async () => {}, sendFile: async (_, id) => void sent.push(id) }),
  })
  return { db, deps, sent }
}

const text = (reply: Reply | undefined): string => JSON.stringify(reply)

function part(command: SlashCommand<CommandDeps>, name: string, deps: CommandDeps) {
  const found = command.subCommands?.find(({ declaration }) => declaration.name === name)
  return async (options: Record<string, string> = {}) => text(await found?.handle({ actor, options }, deps))
}

const press = { actor, values: [], inputs: new Map() }

async function known(db: DatabaseLike) {
  const names = [{ name: 'Zyxandra', source: 'display_name' as const }]
  await rememberMembers(db, [{ discordId: ME, joinedAt: null, names }], NOW)
  await keepMessages(db, [
    { id: '1', channelId: '2', authorId: ME, createdAt: NOW, editedAt: null, content: 'hello there' },
  ])
  await run(db, [
    sql("INSERT INTO strikes VALUES ('d1', '2026-11-20', ?, 'floods', ?, ?, NULL)", ME, NOW, NOW + 1),
    sql("INSERT INTO reports VALUES ('9', ?, '2026-11-20', ?, 'he is rude')", ME, NOW),
    sql("INSERT INTO reports VALUES ('8', ?, '2026-11-20', ?, 'so was he')", ME, NOW - 7_200_000),
  ])
}

describe('/privacy', () => {
  it('says that nothing is stored when nothing is', async () => {
    const { deps } = world()
    for (const name of ['show', 'erase'])
      expect(await part(privacy, name, deps)()).toMatch(/Nothing is stored under your Discord id/)
  })

  it('shows what is stored, in words', async () => {
    const { db, deps } = world()
    await known(db)
    const shown = await part(privacy, 'show', deps)()
    expect(shown).toMatch(
      /- 1 strike\\n.*- 2 reports you made.*- 1 message of yours where feedback is checked/,
    )
    expect(shown).toContain('USER_1')
  })

  it('sends it as a file, with their words and nobody else’s id', async () => {
    const { db, deps, sent } = world()
    await known(db)
    await rememberMembers(db, [{ discordId: OTHER, joinedAt: null, names: [] }], NOW)
    expect(await part(privacy, 'export', deps)()).toContain('"deferred","ephemeral":true')
    expect(sent).toEqual([ME])
    const files: Blob[] = []
    const request = { memberId: ME, handle: { applicationId: '1', token: 't' }, askedAt: NOW }
    const discord = {
      followUp: async (_: object, __: object, options: { files?: readonly { data: Blob }[] }) => {
        files.push(...(options.files ?? []).map(({ data }) => data))
        return { ok: true as const, value: { id: '1', channel_id: '2' } }
      },
    }
    const rest = { db, discord, log: () => {} }
    expect(await sendExport(request, { ...rest, now: () => NOW + 1000 })).toBe(true)
    const file = (await files[0]?.text()) ?? ''
    expect(JSON.parse(file).tables.messages).toMatchObject([{ content: 'hello there' }])
    expect(file).toContain('he is rude')
    expect(file).not.toContain(OTHER)
    expect(await sendExport(request, { ...rest, now: () => NOW + 900_000 })).toBe(true)
    expect(files).toHaveLength(1)
  })

  it('asks before it erases, says what stays and why, and keeps that', async () => {
    const { db, deps } = world()
    await known(db)
    const asked = await part(privacy, 'erase', deps)()
    expect(asked).toMatch(/will be deleted.*2 reports you made.*stays, because moderators.*- 1 strike/)
    expect(text(await privacyButton.handle({ ...press, fields: { act: 'keep' } }, deps))).toMatch(
      /Nothing was deleted/,
    )
    expect((await deps.privacy.held(ME)).tables.messages).toHaveLength(1)
    const done = await privacyButton.handle({ ...press, fields: { act: 'erase' } }, deps)
    expect(text(done)).toMatch(/It is deleted.*- 1 strike/)
    const { pseudonym, tables } = await deps.privacy.held(ME)
    expect(pseudonym).toBeNull()
    const left = Object.entries(tables).filter(([, rows]) => rows.length > 0)
    // The report of this hour stays, without its words: the limit on reports goes by it.
    expect(Object.fromEntries(left)).toMatchObject({ strikes: [{}], reports_you_made: [{ note: '' }] })
  })

  it('takes a member’s mention out of definitions and has the card of their name edited', async () => {
    const { db, deps } = world()
    await known(db)
    await deps.lingo.set('flarp', 'x', { id: '1', moderatorId: OTHER })
    await run(db, [
      sql("INSERT INTO lingo_terms VALUES (NULL, 'gleep', ?, 1, 1, 0)", `the ship of <@${ME}>, mostly`),
      sql(
        `INSERT INTO lingo_questions (term, source_message_id, channel_id, asked_at, card_channel_id, card_message_id, outcome, day)
         VALUES ('sparky', '1', '2', 0, '3', '4', 'alias', '2026-11-20')`,
      ),
    ])
    await addAlias(db, ME, 'sparky', NOW)
    await deps.privacy.erase(ME)
    const [terms, followUps] = await run(db, [
      sql('SELECT definition FROM lingo_terms'),
      sql('SELECT follow_up_id FROM follow_ups'),
    ])
    expect(terms).toEqual([{ definition: 'the ship of a member, mostly' }])
    expect(followUps).toEqual([{ follow_up_id: 'question:1' }])
  })
})

describe('/alias', () => {
  it('adds, lists and takes back a name; names from Discord stay', async () => {
    const { db, deps } = world()
    await known(db)
    expect(await part(alias, 'list', deps)({ member: OTHER })).toMatch(/No name is kept of/)
    expect(await part(alias, 'add', deps)({ member: ME, name: 'The Welder' })).not.toMatch(/everyday word/)
    expect(await part(alias, 'add', deps)({ member: ME, name: 'will' })).toMatch(/everyday word/)
    expect(await part(alias, 'list', deps)({ member: ME })).toMatch(/“The Welder”, “will”.*“Zyxandra”/)
    expect(await part(alias, 'remove', deps)({ member: ME, name: 'the welder' })).toMatch(
      /no name for .* any more/,
    )
    expect(await part(alias, 'remove', deps)({ member: ME, name: 'Zyxandra' })).toMatch(
      /names from Discord stay/,
    )
  })
})

describe('/profile', () => {
  it('shows numbers with the conversations behind them, and forgets them when asked twice', async () => {
    const { db, deps } = world()
    const show = part(profile, 'member', deps)
    expect(await show({ member: ME })).toMatch(
      /Nothing was learned about them yet.*No message of theirs was rated/,
    )
    await known(db)
    await learnAttributes(db, ME, { flagId: 'f1', label: 'incorrect', estimates: { bluntness: 1 } }, NOW, 90)
    expect(await show({ member: ME })).toMatch(
      /bluntness\*\* 0\.67.*a message that is gone rejected: bluntness 1\.0/,
    )
    const fields = { member: ME, act: 'reset' }
    expect(text(await profileButton.handle({ ...press, fields }, deps))).toMatch(/Forget what was learned/)
    expect(await show({ member: ME })).toMatch(/bluntness/)
    await profileButton.handle({ ...press, fields: { ...fields, act: 'confirm' } }, deps)
    expect(await show({ member: ME })).toMatch(/Nothing was learned/)
  })
})
