import { describe, expect, it } from 'vitest'
import { eraseMember } from '../../../src/privacy/personal-data.ts'
import { channels, members } from '../sim/harness.ts'
import { rolesWorld } from './world.ts'

const MINUTE = 60_000
const DAY = 86_400_000

/** Gwen, with no role but those that her account brings. */
async function linked(login: string, grants?: object[]) {
  const world = await rolesWorld(grants)
  await world.give('gwen', [])
  await world.link('gwen', login)
  return world
}

const SPONSOR = [{ when: 'sponsor', role: 'sponsor' }]
const MAINTAINER = [{ when: 'code-owner', role: 'maintainer' }]

describe('roles are kept true within a minute', () => {
  it('when a pull request is merged', async () => {
    const world = await linked('gwen-writes')
    expect(await world.rolesOf('gwen')).toEqual([])
    await world.onGithub({ do: 'merge', login: 'gwen-writes', repository: 'sim' })
    await world.later(MINUTE)
    expect(await world.rolesOf('gwen')).toEqual(['contributor'])
  })

  it('when somebody joins the organisation or leaves it', async () => {
    const world = await linked('gwen-writes')
    await world.onGithub({ do: 'join', login: 'gwen-writes' })
    await world.later(MINUTE)
    expect(await world.rolesOf('gwen')).toEqual(['member'])
    await world.onGithub({ do: 'leave', login: 'gwen-writes' })
    await world.later(MINUTE)
    expect(await world.rolesOf('gwen')).toEqual([])
  })

  it('when a sponsor stops', async () => {
    const world = await linked('farid-gives', SPONSOR)
    expect(await world.rolesOf('gwen')).toEqual(['sponsor'])
    await world.onGithub({ do: 'stop_sponsoring', login: 'farid-gives' })
    await world.later(MINUTE)
    expect(await world.rolesOf('gwen')).toEqual([])
  })

  it('when CODEOWNERS changes, also for those whom a team makes an owner', async () => {
    const world = await linked('gwen-writes', MAINTAINER)
    const text = '# nobody but\n*.md @steward-commons/writers someone@example.org\n'
    await world.onGithub({ do: 'join_team', team: 'writers', login: 'gwen-writes' })
    await world.onGithub({ do: 'push_file', login: 'alma-runs', repository: 'sim', path: 'CODEOWNERS', text })
    await world.later(MINUTE)
    expect(await world.rolesOf('gwen')).toEqual(['maintainer'])
    await world.onGithub({ do: 'leave_team', team: 'writers', login: 'gwen-writes' })
    await world.later(MINUTE)
    expect(await world.rolesOf('gwen')).toEqual([])
  })

  it('and a push of anything else is of no interest', async () => {
    const world = await linked('gwen-writes', MAINTAINER)
    const before = (await world.requests()).length
    await world.onGithub({
      do: 'push_file',
      login: 'alma-runs',
      repository: 'sim',
      path: 'src/a.ts',
      text: '',
    })
    await world.later(MINUTE)
    expect((await world.requests()).length).toBe(before)
  })
})

describe('what the daily sweep finds', () => {
  it('an account that was renamed: its number is what counts', async () => {
    const world = await linked('chidi-codes')
    await world.onGithub({ do: 'rename', login: 'chidi-codes', to: 'chidi-elsewhere' })
    await world.onGithub({ do: 'sign_up', login: 'chidi-codes' })
    world.keeper.beginDay()
    await world.later(MINUTE)
    expect(await world.rolesOf('gwen')).toContain('contributor')
    const { linkOf } = await import('../../../src/storage/github-links.ts')
    expect(await linkOf(world.deps.db, members.gwen)).toMatchObject({
      githubId: 7002,
      login: 'chidi-elsewhere',
    })
  })

  it('an account that was deleted: link and roles are gone, the others’ stay', async () => {
    const world = await linked('chidi-codes')
    await world.give('edda', [])
    await world.link('edda', 'dana-dev')
    await world.onGithub({ do: 'delete_account', login: 'chidi-codes' })
    world.keeper.beginDay()
    await world.later(MINUTE)
    expect(await world.rolesOf('gwen')).toEqual([])
    expect(await world.rolesOf('edda')).toContain('contributor')
    expect(world.audited).toContain('roles.unlinked')
  })

  it('a role that somebody took by hand, and gives it again', async () => {
    const world = await linked('chidi-codes')
    await world.give('gwen', [])
    world.keeper.beginDay()
    await world.later(MINUTE)
    expect(await world.rolesOf('gwen')).toEqual(['contributor', 'maintainer', 'member'])
  })

  it('a role that somebody gave by hand, and leaves it when the work no longer earns it', async () => {
    const world = await rolesWorld(SPONSOR)
    await world.give('gwen', [world.roles.sponsor])
    await world.link('gwen', 'farid-gives')
    await world.onGithub({ do: 'stop_sponsoring', login: 'farid-gives' })
    world.keeper.beginDay()
    await world.later(MINUTE)
    expect(await world.rolesOf('gwen')).toEqual(['sponsor'])
  })

  it('a member who left, whose link is forgotten', async () => {
    const world = await linked('chidi-codes')
    await world.act('/sim/members/remove', { id: members.gwen })
    world.keeper.beginDay()
    await world.later(MINUTE)
    const { linkOf } = await import('../../../src/storage/github-links.ts')
    expect(await linkOf(world.deps.db, members.gwen)).toBeNull()
    expect(world.deps.store.grantsOf(members.gwen)).toEqual([])
  })

  it('a link that was erased at the member’s wish: its roles are taken', async () => {
    const world = await linked('chidi-codes')
    await eraseMember(world.deps.db, members.gwen, Date.now())
    world.keeper.beginDay()
    await world.later(MINUTE)
    expect(await world.rolesOf('gwen')).toEqual([])
  })

  it('is begun once a day', async () => {
    const world = await linked('chidi-codes')
    world.keeper.beginDay()
    await world.later(MINUTE)
    const after = (await world.requests()).length
    world.keeper.beginDay()
    await world.later(MINUTE)
    expect((await world.requests()).length).toBe(after)
    await world.later(DAY)
    world.keeper.beginDay()
    await world.later(MINUTE)
    expect((await world.requests()).length).toBeGreaterThan(after)
  })

  it('takes no role when GitHub fails, and goes on where it was', async () => {
    const world = await linked('chidi-codes')
    await world.act('/sim/faults', {
      service: 'github',
      count: 3,
      fault: { kind: 'error', status: 500, when: 'before' },
    })
    world.keeper.beginDay()
    await world.later(MINUTE)
    expect(await world.rolesOf('gwen')).toEqual(['contributor', 'maintainer', 'member'])
    await world.onGithub({ do: 'leave', login: 'chidi-codes' })
    await world.later(10 * MINUTE)
    expect(await world.rolesOf('gwen')).toEqual(['contributor'])
  })
})

describe('much of everything', () => {
  it('1,200 merged pull requests are counted without reading one', async () => {
    const world = await rolesWorld()
    await world.act('/sim/github', { do: 'merge', login: 'gwen-writes', repository: 'core', count: 1200 })
    const before = (await world.requests()).length
    expect(await world.link('gwen', 'gwen-writes')).toMatchObject({
      page: { outcome: { roles: { next: expect.anything() } } },
    })
    const asked = (await world.requests()).slice(before).filter(({ service }) => service === 'github')
    expect(asked.length).toBeLessThan(12)
    const snapshot = await world.snapshot(members.gwen)
    expect(snapshot.members.some(({ id }) => id === members.gwen)).toBe(true)
    const { linkOf } = await import('../../../src/storage/github-links.ts')
    const link = await linkOf(world.deps.db, members.gwen)
    expect(link?.facts).toMatchObject({ mergedPulls: { 'org:steward-commons': 1200 } })
  })

  it('CODEOWNERS of a 60-repository organisation takes a handful of requests', async () => {
    const world = await rolesWorld(MAINTAINER)
    for (let index = 0; index < 57; index++)
      await world.act('/sim/github', { do: 'add_repository', repository: `repository-${index}` })
    const text = '* @gwen-writes'
    for (const repository of ['repository-3', 'repository-55'])
      await world.act('/sim/github', {
        do: 'push_file',
        login: 'alma-runs',
        repository,
        path: 'docs/CODEOWNERS',
        text,
      })
    const before = (await world.requests()).length
    await world.link('gwen', 'gwen-writes')
    const asked = (await world.requests()).slice(before)
    expect(asked.filter(({ route }) => route === 'POST /graphql').length).toBeLessThanOrEqual(3)
    expect(await world.rolesOf('gwen')).toContain('maintainer')
  })
})

describe('a role that cannot be given', () => {
  const cards = async (world: Awaited<ReturnType<typeof rolesWorld>>) => {
    const page = await (
      await fetch(`${world.sim.url}/sim/channels/${channels.modCards}/messages?as=${members.bruno}`)
    ).json()
    return page.messages
      .map(({ content }: { content: string }) => content)
      .filter((text: string) => text.includes('cannot give'))
  }

  it('is reported to the moderators once, with the remedy, and the member is told', async () => {
    const grants = [
      { when: 'organisation-member', role: 'founder' },
      { when: 'merged-pulls', role: 'hero' },
    ]
    const world = await linked('chidi-codes', grants)
    await world.settle()
    await world.link('edda', 'dana-dev')
    await world.settle()
    expect((await cards(world)).sort()).toEqual([
      expect.stringMatching(/@founder.*above my own role.*Drag my role/),
      expect.stringMatching(/@hero.*no such role.*Create it/),
    ])
  })

  it('is given by the next sweep once it can be', async () => {
    const world = await linked('chidi-codes', [{ when: 'merged-pulls', role: 'hero' }])
    await world.act('/sim/roles', { name: 'hero' })
    // New roles stand lowest.
    world.keeper.beginDay()
    await world.later(MINUTE)
    expect(await world.rolesOf('gwen')).toEqual(['hero'])
  })
})

describe('conditions of a community’s own', () => {
  it('count pull requests by repository and label', async () => {
    const world = await linked('gwen-writes', [
      {
        when: 'merged-pulls',
        role: 'contributor',
        count: 2,
        repositories: ['core', 'sim'],
        labels: ['documentation'],
      },
    ])
    const merge = (repository: string, labels: string[]) =>
      world.onGithub({ do: 'merge', login: 'gwen-writes', repository, labels })
    await merge('core', ['documentation'])
    await merge('docs-site', ['documentation'])
    await merge('sim', ['bug'])
    await world.later(MINUTE)
    expect(await world.rolesOf('gwen')).toEqual([])
    await merge('sim', ['documentation'])
    await world.later(MINUTE)
    expect(await world.rolesOf('gwen')).toEqual(['contributor'])
  })
})
