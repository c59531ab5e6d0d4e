import examples from '@octokit/webhooks-examples'
import { describe, expect, it } from 'vitest'
import type { News } from '../../../src/announcements/news.ts'
import { webhookHandlers } from '../../../src/github/webhooks/registry.ts'
import { HOUR, START, world } from './world.ts'

type Payload = {
  action?: string
  release?: { draft: boolean; id: number }
  security_advisory?: { ghsa_id: string }
}

/** What the handlers make of a delivery, as it comes out of the inbox. */
async function newsOf(event: string, payload: unknown): Promise<News[]> {
  const news: News[] = []
  const deps = {
    announcer: { take: async (each: News) => void news.push(each) },
    roles: null,
    bugReports: null,
  }
  for (const handler of webhookHandlers.filter(({ id }) => id.startsWith('announce-'))) {
    const wanted = handler.events.includes(event) ? handler.read(payload) : null
    const facts = wanted && JSON.parse(JSON.stringify(wanted.facts))
    if (wanted) await handler.handle(facts, { id: 'd', event, receivedAt: START }, deps)
  }
  return news
}

async function postsAbout(event: string, payload: unknown) {
  const here = world({ announcements: { packages: ['pip:django', 'npm:acme-kit'], batchMinutes: 0 } })
  for (const news of await newsOf(event, payload)) here.take(news)
  await here.until(START + HOUR)
  return here.posts()
}

const payloadsOf = (event: 'release' | 'security_advisory'): Payload[] =>
  examples.flatMap((each): Payload[] => (each.name === event ? [...(each.examples as Payload[])] : []))

describe("each of GitHub's examples", () => {
  it.each(
    payloadsOf('release').map((payload, index) => [index, String(payload.action), payload] as const),
  )('release %i, %s', async (_, action, payload) => {
    const isNews =
      ['published', 'released', 'prereleased'].includes(action) && payload.release?.draft === false
    const posts = await postsAbout('release', payload)
    expect(posts).toHaveLength(isNews ? 1 : 0)
    if (isNews)
      expect(posts[0]?.embeds[0]).toMatchObject({ url: expect.stringMatching(/^https:\/\/github\.com\//) })
  })

  it.each(
    payloadsOf('security_advisory').map(
      (payload, index) => [index, String(payload.action), payload] as const,
    ),
  )('security_advisory %i, %s', async (_, action, payload) => {
    const about = await newsOf('security_advisory', payload)
    expect(about).toHaveLength(1)
    const posts = await postsAbout('security_advisory', payload)
    const isOurs = JSON.stringify(payload).includes('django')
    expect(posts).toHaveLength(action === 'published' && isOurs ? 1 : 0)
  })

  it('repository_advisory, in the form that GitHub documents', async () => {
    const [post] = await postsAbout('repository_advisory', {
      action: 'published',
      repository: { full_name: 'acme/kit', private: false },
      repository_advisory: {
        ghsa_id: 'GHSA-2222-3333-4444',
        cve_id: null,
        url: 'https://api.github.com/repos/acme/kit/security-advisories/GHSA-2222-3333-4444',
        html_url: 'https://github.com/acme/kit/security/advisories/GHSA-2222-3333-4444',
        summary: 'Path traversal',
        description: '### Impact\nFiles can be read.',
        severity: 'medium',
        author: null,
        publisher: { login: 'ana' },
        identifiers: [{ type: 'GHSA', value: 'GHSA-2222-3333-4444' }],
        state: 'published',
        created_at: null,
        updated_at: '2026-11-20T10:00:00Z',
        published_at: '2026-11-20T10:00:00Z',
        closed_at: null,
        withdrawn_at: null,
        submission: null,
        vulnerabilities: [
          {
            package: { ecosystem: 'npm', name: 'acme-kit' },
            vulnerable_version_range: '< 2.0.1',
            patched_versions: '2.0.1',
            vulnerable_functions: [],
          },
        ],
        cvss: { vector_string: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N', score: 5.3 },
        cvss_severities: {
          cvss_v3: { vector_string: null, score: 5.3 },
          cvss_v4: { vector_string: null, score: null },
        },
        cwes: [{ cwe_id: 'CWE-22', name: 'Path Traversal' }],
        credits: [],
      },
    })
    expect(post).toMatchObject({ isPinned: true })
    expect(post?.embeds[0]).toMatchObject({
      author: { name: 'acme/kit · Security advisory' },
      fields: [{ value: 'Moderate · CVSS 5.3' }, {}, { value: expect.stringContaining('fixed in `2.0.1`') }],
    })
  })
})
