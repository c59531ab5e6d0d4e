import { describe, expect, it } from 'vitest'
import { advisory, DAY, drift, HOUR, MINUTE, MODERATORS, release, START, world } from './world.ts'

const titles = (here: ReturnType<typeof world>) => here.posts().map(({ embeds }) => embeds[0]?.title)
const first = (here: ReturnType<typeof world>) => here.posts()[0]?.embeds[0]

describe('a release', () => {
  it('is posted with its name, tag, author and changelog, and published to followers', async () => {
    const here = world()
    here.take(release())
    await here.until(START + 10 * MINUTE)
    expect(here.posts()).toMatchObject([{ isCrossposted: true, isPinned: false, mentionRoles: [] }])
    expect(first(here)).toMatchObject({
      title: 'Version 1',
      url: 'https://github.com/acme/tool/releases/tag/v1.0.0',
      author: { name: 'acme/tool · New release' },
      fields: [{ value: '`v1.0.0`' }, { value: '[@ana](<https://github.com/ana>)' }],
    })
    expect(first(here)?.description).toMatch(/^\*\*Fixed\*\*\n- A bug \(\[#12\]/)
  })

  it('is not crossposted in an ordinary channel', async () => {
    const here = world({ channelType: 0 })
    here.take(release())
    await here.until(START + HOUR)
    expect(here.posts()).toMatchObject([{ isCrossposted: false }])
    expect(here.asked.join()).not.toMatch(/crosspost/)
  })

  it('is marked as pre-release', async () => {
    const here = world()
    here.take(release({ isPrerelease: true }))
    await here.until(START + HOUR)
    expect(first(here)?.author?.name).toBe('acme/tool · Pre-release')
  })

  it('is one post with others of its repository that follow within minutes; later ones are another', async () => {
    const here = world()
    here.take(release())
    await here.until(START + MINUTE)
    here.take(release({ id: 2, name: 'CLI 3', tag: 'cli@3' }))
    here.take({
      ...release({ id: 3, name: 'Other' }),
      repository: { fullName: 'acme/other', isPrivate: false },
    })
    await here.until(START + 30 * MINUTE)
    here.take(release({ id: 4, name: 'Hotfix' }))
    await here.until(START + HOUR)
    expect(titles(here)).toEqual(['2 releases', 'Other', 'Hotfix'])
    expect(first(here)?.description).toMatch(/\[Version 1\].*\n {2}A bug[\s\S]*\[CLI 3\]/)
  })

  it('is told once, however often GitHub tells it', async () => {
    const here = world()
    for (let again = 0; again < 3; again++) {
      here.take(release())
      await here.until(START + again * HOUR + HOUR)
    }
    expect(here.posts()).toHaveLength(1)
    expect(here.asked.filter((each) => each.startsWith('PATCH'))).toEqual([])
  })

  it('that is edited changes its post, and one that nobody was told of does nothing', async () => {
    const here = world()
    here.take(release({ id: 9 }, 'edited'))
    here.take(release())
    await here.until(START + HOUR)
    here.take(release({ body: 'Now with **more**' }, 'edited'))
    await here.until(START + 2 * HOUR)
    expect(here.posts()).toHaveLength(1)
    expect(first(here)?.description).toMatch(/^Now with \*\*more\*\*/)
  })

  it('that is deleted is marked; deleted in time it is not posted at all, and its deletion may arrive first', async () => {
    const here = world()
    here.take(release())
    await here.until(START + HOUR)
    here.take(release({}, 'deleted'))
    here.take(release({ id: 2 }))
    here.take(release({ id: 2 }, 'deleted'))
    here.take(release({ id: 3 }, 'deleted'))
    here.take(release({ id: 3 }))
    await here.until(START + 2 * HOUR)
    expect(here.posts()).toHaveLength(1)
    expect(first(here)).toMatchObject({ description: 'This release was deleted on GitHub.' })
    expect(first(here)?.url).toBeUndefined()
  })

  it('of a private repository is told only where the configuration names it', async () => {
    const hidden = { ...release(), repository: { fullName: 'acme/hidden', isPrivate: true } }
    const here = world()
    here.take(hidden)
    await here.until(START + HOUR)
    expect(here.posts()).toEqual([])
    const named = world({ announcements: { repositories: [{ name: 'acme/hidden' }] } })
    named.take(hidden)
    named.take(release())
    await named.until(START + HOUR)
    expect(named.posts()).toHaveLength(1)
  })

  it('waits for the end of quiet hours, together with others; advisories do not', async () => {
    const here = world({
      announcements: { timeZone: 'Europe/Berlin', quietHours: { from: '12:00', to: '15:00' } },
    })
    here.take(release())
    here.take(advisory())
    await here.until(START + 30 * MINUTE)
    here.take(release({ id: 2 }))
    await here.until(START + 119 * MINUTE)
    expect(titles(here)).toEqual(['Path traversal in the archive reader'])
    await here.until(START + 121 * MINUTE)
    expect(titles(here)).toEqual(['Path traversal in the archive reader', '2 releases'])
  })

  it('is stored and not posted in a dry run', async () => {
    const here = world({ isDry: true })
    here.take(release())
    await here.until(START + HOUR)
    expect(here.asked).toEqual([])
    expect(here.logged).toContain('announcement_dry')
    expect(here.nextAt()).toBeNull()
  })
})

describe('an advisory', () => {
  it('is posted at once with severity and versions, pinned, and unpinned after seven days', async () => {
    const here = world()
    here.take(advisory())
    await here.until(START + MINUTE)
    expect(here.posts()).toMatchObject([{ isPinned: true, isCrossposted: true }])
    expect(first(here)).toMatchObject({
      color: 0xd73a49,
      fields: [
        { name: 'Severity', value: 'High · CVSS 8.1' },
        { name: 'Identifiers', value: 'GHSA-2222-3333-4444\nCVE-2026-1234' },
        { value: '- **\\@acme\\/tool** (npm): affected `>= 1.0.0, < 1.2.3`, fixed in `1.2.3`' },
      ],
    })
    await here.until(START + 7 * DAY - MINUTE)
    expect(here.posts()).toMatchObject([{ isPinned: true }])
    await here.until(START + 7 * DAY + MINUTE)
    expect(here.posts()).toMatchObject([{ isPinned: false }])
    expect(here.nextAt()).toBeNull()
  })

  it('that is updated changes its post, one that is withdrawn says so and is unpinned', async () => {
    const here = world()
    here.take(advisory())
    await here.until(START + HOUR)
    here.take(
      advisory({ severity: 'critical', cvss: 9.8, updatedAt: START + HOUR, url: null }, 'updated', null),
    )
    // What is older and arrives late changes nothing.
    here.take(advisory({ severity: 'low' }, 'updated', null))
    await here.until(START + 2 * HOUR)
    expect(first(here)?.fields?.[0]?.value).toBe('Critical · CVSS 9.8')
    expect(first(here)?.url).toMatch(/acme\/tool/)
    here.take(advisory({ withdrawnAt: START + 2 * HOUR, updatedAt: START + 2 * HOUR }, 'withdrawn', null))
    await here.until(START + 3 * HOUR)
    expect(here.posts()).toMatchObject([{ isPinned: false }])
    expect(first(here)?.author?.name).toBe('acme/tool · Withdrawn advisory')
  })

  it('of GitHub’s database is told when it is about a package of the community', async () => {
    const here = world({ announcements: { packages: ['npm:@acme/tool'] } })
    here.take(advisory({}, 'published', null))
    here.take(
      advisory(
        {
          ghsaId: 'GHSA-5555-6666-7777',
          vulnerabilities: [{ ecosystem: 'npm', name: 'left', affected: null, fixed: null }],
        },
        'published',
        null,
      ),
    )
    await here.until(START + HOUR)
    expect(here.posts()).toHaveLength(1)
  })
})

describe('drift', () => {
  it('is warned about once, until the series has recovered', async () => {
    const here = world({
      announcements: { drift: { dashboardUrl: 'https://research.example/drift/{series}' } },
    })
    for (const [hour, zscore] of [-1.5, -1.6, -1.4, -1.7, -0.9, -1.2, -1.51].entries()) {
      here.take(drift('momentum/h21', zscore, START + hour * HOUR))
      await here.until(START + hour * HOUR + MINUTE)
    }
    expect(titles(here)).toEqual(['Recovered: momentum/h21', 'Drifting: momentum/h21'])
    expect(here.posts()[1]?.embeds[0]).toMatchObject({ url: 'https://research.example/drift/momentum%2Fh21' })
  })

  it('that was reported already, or is older, changes nothing', async () => {
    const here = world()
    here.take(drift('a', -2, START))
    here.take(drift('a', -2, START))
    here.take(drift('a', 0, START - HOUR))
    await here.until(START + HOUR)
    expect(titles(here)).toEqual(['Drifting: a'])
  })

  it('of many series is one digest a day beside the first warnings', async () => {
    const here = world({ announcements: { drift: { warningsADay: 2, digestAt: '09:00' } } })
    for (const series of ['a', 'b', 'c', 'd', 'e']) here.take(drift(series, -2, START))
    here.take(drift('d', 0, START + 1))
    await here.until(START + 20 * HOUR)
    expect(titles(here)).toEqual(['Drifting: a', 'Drifting: b'])
    await here.until(START + 22 * HOUR)
    expect(titles(here)).toEqual(['Drifting: a', 'Drifting: b', '3 more series drifted'])
    expect(here.posts()[2]?.embeds[0]?.description).toMatch(/- d: -2\.00 .*recovered/)
  })
})

describe('what cannot be posted', () => {
  it('ends as a card; Retry tries again, once, and the card says what came of it', async () => {
    const here = world()
    here.state.denied.add('post')
    here.take(release())
    await here.until(START + HOUR)
    const card = () => here.posts(MODERATORS)[0]
    expect(card()?.embeds[0]?.description).toBe(
      '[acme\\/tool v1.0.0](<https://github.com/acme/tool/releases/tag/v1.0.0>) could not be posted.\n' +
        'I lack a permission in the channel. There I need View Channel, Send Messages, Embed Links and Read Message History.',
    )
    expect(card()?.components[0]?.components[0]).toMatchObject({
      label: 'Retry',
      custom_id: '1:announcement-retry:1',
    })
    here.state.denied.clear()
    expect(here.retry(1, 'mia')).toEqual({ kind: 'retrying' })
    expect(here.retry(1, 'tom')).toEqual({ kind: 'already', by: 'mia' })
    expect(here.retry(7, 'tom')).toEqual({ kind: 'unknown' })
    await here.until(START + 2 * HOUR)
    expect(titles(here)).toEqual(['Version 1'])
    expect(card()?.components).toEqual([])
    expect(card()?.embeds[0]?.description).toMatch(/<@mia> asked to try again\. It worked\.$/)
  })

  it('gets a new card when trying again fails too, and is not lost', async () => {
    const here = world()
    here.state.denied.add('channel')
    here.take(release())
    await here.until(START + HOUR)
    expect(here.posts(MODERATORS)[0]?.embeds[0]?.description).toMatch(
      /No channel that takes posts has the purpose/,
    )
    here.retry(1, 'mia')
    await here.until(START + 2 * HOUR)
    expect(here.posts(MODERATORS)).toHaveLength(2)
    here.state.denied.clear()
    here.retry(2, 'mia')
    await here.until(START + 3 * HOUR)
    expect(titles(here)).toEqual(['Version 1'])
  })

  it('is over when the post was deleted by hand', async () => {
    const here = world()
    here.take(advisory())
    await here.until(START + HOUR)
    here.remove(here.posts()[0]?.id ?? '')
    await here.until(START + 8 * DAY)
    expect(here.nextAt()).toBeNull()
    expect(here.posts(MODERATORS)).toEqual([])
  })
})
