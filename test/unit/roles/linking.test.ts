import { describe, expect, it } from 'vitest'
import { members } from '../sim/harness.ts'
import { rolesWorld } from './world.ts'

const refused = (why: string) => ({ kind: 'page', page: { kind: 'refused', why } })

describe('linking a GitHub account', () => {
  it('gives the roles the work has earned, and says why and what is next', async () => {
    const world = await rolesWorld()
    await world.give('gwen', [])
    const answer = await world.link('gwen', 'dana-dev')
    expect(answer).toMatchObject({
      page: {
        kind: 'linked',
        outcome: {
          login: 'dana-dev',
          roles: {
            given: [
              { role: 'member', words: 'you are a member of steward-commons on GitHub' },
              { role: 'contributor', words: 'you have 7 merged PRs' },
              { role: 'maintainer', words: 'you own code in core' },
            ],
            next: [
              { role: 'core-contributor', words: '7 of 10 merged PRs' },
              { role: 'sponsor', words: 'for sponsors of steward-commons on GitHub' },
            ],
          },
        },
      },
    })
    expect(await world.rolesOf('gwen')).toEqual(['contributor', 'maintainer', 'member'])
  })

  it('knows a member who keeps their membership of the organisation private', async () => {
    const world = await rolesWorld()
    const before = (await (await fetch(`${world.sim.url}/sim/github`)).json()).github.organisation.members
    expect(before).toContainEqual({ personId: 7003, isPublic: false })
    await world.give('gwen', [])
    await world.link('gwen', 'dana-dev')
    expect(await world.rolesOf('gwen')).toContain('member')
  })

  it('refuses a state that nobody signed, one that is too old, and a ticket in its place', async () => {
    const world = await rolesWorld()
    const ticket = await world.begin('edda')
    const callback = await world.signIn(ticket, 'edda-plays-chess')
    const [payload, mac] = callback.state.split('.')
    const forged = Buffer.from(payload ?? '', 'base64url')
      .toString()
      .replace(members.edda, members.farid)
    const state = `${Buffer.from(forged).toString('base64url')}.${mac}`
    expect(await world.finish({ ...callback, state })).toMatchObject(refused('forged'))
    expect(await world.finish({ ...callback, state: ticket })).toMatchObject(refused('forged'))
    await world.later(11 * 60_000)
    expect(await world.finish(callback)).toMatchObject(refused('expired'))
  })

  it('links nothing when the callback is opened in another browser', async () => {
    const world = await rolesWorld()
    const callback = await world.signIn(await world.begin('edda'), 'alma-runs')
    expect(await world.finish({ ...callback, cookie: undefined })).toMatchObject(refused('other_browser'))
    const other = await world.signIn(await world.begin('farid'), 'farid-gives')
    expect(await world.finish({ ...callback, cookie: other.cookie })).toMatchObject(refused('other_browser'))
    expect(await world.rolesOf('edda')).toEqual(['member'])
  })

  it('takes a callback once', async () => {
    const world = await rolesWorld()
    const callback = await world.signIn(await world.begin('edda'), 'edda-plays-chess')
    const both = await Promise.all([world.finish(callback), world.finish(callback)])
    expect(both.map((answer) => answer.kind === 'page' && answer.page.kind).sort()).toEqual([
      'linked',
      'refused',
    ])
    expect(await world.finish(callback)).toMatchObject(refused('used'))
  })

  it('takes nobody who goes to GitHub past the page that names the member', async () => {
    const world = await rolesWorld()
    const { goToGithub } = await import('../../../src/roles/linking.ts')
    const ticket = await world.begin('edda')
    expect(await goToGithub(world.linking, { ticket, cookie: undefined })).toMatchObject(
      refused('other_browser'),
    )
  })

  it('says so when the person cancels on GitHub', async () => {
    const world = await rolesWorld()
    const callback = await world.signIn(await world.begin('edda'), 'nobody-at-all')
    expect(callback.error).toBe('access_denied')
    expect(await world.finish(callback)).toMatchObject(refused('cancelled'))
  })

  it('takes back the token after its one use, and never shows it', async () => {
    const world = await rolesWorld()
    const revoked: Promise<unknown>[] = []
    const { finishLink } = await import('../../../src/roles/linking.ts')
    const callback = await world.signIn(await world.begin('edda'), 'edda-plays-chess')
    const answer = await finishLink(world.linking, callback, (work) => revoked.push(work))
    await Promise.all(revoked)
    const requests = await world.requests()
    expect(requests.find(({ route }) => route === 'DELETE /applications/{client}/token')?.status).toBe(204)
    expect(JSON.stringify(answer)).not.toMatch(/gh[us]_/)
  })

  it('keeps the link when GitHub fails afterwards, and gives the roles when it answers again', async () => {
    const world = await rolesWorld()
    await world.give('gwen', [])
    const callback = await world.signIn(await world.begin('gwen'), 'chidi-codes')
    await world.act('/sim/faults', {
      service: 'github',
      path: '/api/graphql',
      count: 1,
      fault: { kind: 'error', status: 502, when: 'before' },
    })
    expect(await world.finish(callback)).toMatchObject({
      page: { outcome: { login: 'chidi-codes', roles: null } },
    })
    expect(await world.rolesOf('gwen')).toEqual([])
    await world.later(60_000)
    expect(await world.rolesOf('gwen')).toContain('maintainer')
  })
})

describe('one account', () => {
  it('moves with a new link: the one before loses its roles and is told', async () => {
    const world = await rolesWorld()
    await world.give('gwen', [])
    await world.give('edda', [])
    await world.link('gwen', 'chidi-codes')
    expect(await world.link('edda', 'chidi-codes')).toMatchObject({ page: { outcome: { wasMoved: true } } })
    await world.settle()
    expect(await world.rolesOf('gwen')).toEqual([])
    expect(await world.rolesOf('edda')).toEqual(['contributor', 'maintainer', 'member'])
    expect(world.audited).toEqual(['roles.linked', 'roles.linked', 'roles.moved_away'])
    const direct = await (await fetch(`${world.sim.url}/sim/members/${members.gwen}/direct`)).json()
    expect(direct.messages.at(-1).content).toContain('was linked to you until now')
  })

  it('is one member’s when two claim it at the same moment', async () => {
    const world = await rolesWorld()
    await world.give('gwen', [])
    await world.give('edda', [])
    const [a, b] = [
      await world.signIn(await world.begin('gwen'), 'chidi-codes'),
      await world.signIn(await world.begin('edda'), 'chidi-codes'),
    ]
    await Promise.all([world.finish(a), world.finish(b)])
    await world.later(120_000)
    const both = [await world.rolesOf('gwen'), await world.rolesOf('edda')]
    expect(both.filter((names) => names.length > 0)).toEqual([['contributor', 'maintainer', 'member']])
  })

  it('is forgotten with its roles by /unlink-github, and a second time there is nothing to undo', async () => {
    const world = await rolesWorld()
    await world.give('gwen', [world.roles.member])
    await world.link('gwen', 'chidi-codes')
    expect(await world.keeper.unlink(members.gwen)).toHaveLength(2)
    expect(await world.keeper.unlink(members.gwen)).toBeNull()
    await world.settle()
    // Somebody gave this one by hand.
    expect(await world.rolesOf('gwen')).toEqual(['member'])
  })
})
