import { describe, expect, it } from 'vitest'
import { helpCommand } from '../../../src/commands/help.ts'
import { registry } from '../../../src/commands/registry.ts'
import { whoIsThis, whois } from '../../../src/commands/whois.ts'
import { parseConfig } from '../../../src/config/config.ts'
import { PERMISSION } from '../../../src/discord/permissions.ts'
import { responseBody } from '../../../src/discord/reply.ts'
import { actor, fakeDeps, NOW } from './fakes.ts'

const text = (reply: Parameters<typeof responseBody>[0]) => JSON.stringify(responseBody(reply))
const help = helpCommand(() => registry.commands)
const config = parseConfig({
  community: { name: 'Test', guildId: '1100000000000000001', docsUrl: 'https://docs.example.org' },
  channels: { answers: ['help', 'dev-{repo}'], inactive: ['offtopic'], jobs: ['1100000000000000077'] },
  watch: { enabled: true },
})

describe('/help', () => {
  it('says what the channel is for, and where other things belong', async () => {
    const said = text(await help.handle({ actor, options: {} }, fakeDeps({ config }).deps))
    expect(said).toContain('**In <#1100000000000000030>** I answer from the docs')
    expect(said).toContain('within 2 minutes')
    expect(said).toContain('Job posts: <#1100000000000000077>')
    expect(said).toContain('https://docs.example.org')
  })

  it('lists what works here, and no more', async () => {
    const off = text(await help.handle({ actor, options: {} }, fakeDeps({ config }).deps))
    expect(off).toContain('`/ask`')
    expect(off).not.toMatch(/report-bug|Open a GitHub issue|Report to moderators/)
    const never = () => Promise.reject(new Error('not asked for'))
    const bugReports = { prefill: never, begin: never, submit: never, press: never }
    const on = text(await help.handle({ actor, options: {} }, fakeDeps({ config, bugReports }).deps))
    expect(on).toMatch(/\/report-bug.*Open a GitHub issue\*\* in a message’s menu/)
  })

  it('shows moderators their commands too, and nobody else', async () => {
    const { deps } = fakeDeps({ config })
    const permissions = (actor.permissions ?? 0n) | PERMISSION.MODERATE_MEMBERS
    expect(text(await help.handle({ actor, options: {} }, deps))).not.toContain('/whois')
    expect(text(await help.handle({ actor: { ...actor, permissions }, options: {} }, deps))).toMatch(
      /For moderators.*\/whois.*Who is this/,
    )
  })

  it('fits into one message however many commands and channels there are', async () => {
    const many = Array.from({ length: 100 }, (_, index) => `${'x'.repeat(90)}${index}`)
    const big = parseConfig({
      community: config.community,
      channels: { answers: many, showcase: many.map((name) => `s${name}`) },
    })
    const reply = await help.handle({ actor, options: {} }, fakeDeps({ config: big }).deps)
    const said = text(reply)
    expect(said).toContain('`/ask`')
    if (reply.kind !== 'message') throw new Error('no message')
    expect(reply.embeds?.[0]?.description?.length).toBeLessThanOrEqual(4096)
  })
})

describe('/whois', () => {
  const id = '1100000000000000010'

  it('shows accounts, roles, strikes and open cases to moderators only', async () => {
    const { deps } = fakeDeps({
      directory: {
        member: async () => ({
          kind: 'here',
          joinedAt: NOW,
          nick: '*Bo*',
          roleIds: ['1100000000000000001', '5'],
        }),
        githubAccount: async () => ({ login: 'bo-codes', url: 'https://github.com/bo-codes', linkedAt: NOW }),
      },
    })
    expect([whois.needs, whoIsThis.needs]).toEqual(['MODERATE_MEMBERS', 'MODERATE_MEMBERS'])
    const said = text(await whoIsThis.handle({ actor, targetId: id }, deps))
    expect(said).toBe(text(await whois.handle({ actor, options: { member: id } }, deps)))
    expect(said).toContain('[bo\\\\-codes](<https://github.com/bo-codes>)')
    expect(said).toContain('"value":"<@&5>"')
    expect(said).toContain('Called \\\\*Bo\\\\* here')
    expect(said).toMatch(/Strikes that count","value":"none".*Open cases","value":"none"/)
  })

  it('says who is not here any more, and what is off', async () => {
    const said = text(await whois.handle({ actor, options: { member: id } }, fakeDeps().deps))
    expect(said).toMatch(/Not in this server \(any more\).*Accounts are not linked in this server/)
  })
})
