import type { GithubState, Issue, Repository } from './state.ts'

/** Accounts of the demo's members, by the name of the Discord member they belong to. */
const GITHUB_LOGINS = {
  alma: 'alma-runs',
  chidi: 'chidi-codes',
  dana: 'dana-dev',
  edda: 'edda-plays-chess',
  farid: 'farid-gives',
  gwen: 'gwen-writes',
} as const

export const GITHUB_ORGANISATION = 'steward-commons'

const START = Date.UTC(2024, 0, 8, 9)
const DAY_MS = 86_400_000
const ids = { alma: 7001, chidi: 7002, dana: 7003, edda: 7004, farid: 7005, gwen: 7006 } as const

/** The organisation of the demo community, the same in every run. */
export function seedGithub(): GithubState {
  return {
    people: (Object.keys(ids) as (keyof typeof ids)[]).map((name) => ({
      id: ids[name],
      login: GITHUB_LOGINS[name],
      name: name.charAt(0).toUpperCase() + name.slice(1),
    })),
    organisation: {
      id: 9001,
      login: GITHUB_ORGANISATION,
      members: [
        { personId: ids.alma, isPublic: true },
        { personId: ids.chidi, isPublic: true },
        { personId: ids.dana, isPublic: false },
      ],
      teams: [
        { slug: 'core', memberIds: [ids.alma, ids.chidi] },
        { slug: 'rules', memberIds: [ids.dana] },
      ],
      sponsorships: [{ personId: ids.farid, monthlyDollars: 10, since: '2025-03-01T12:00:00Z' }],
    },
    repositories: [
      repository(8001, 'core', {
        files: {
          'README.md': '# core\n',
          '.github/CODEOWNERS': `# Who looks at what\n* @${GITHUB_ORGANISATION}/core\n/rules/ @${GITHUB_ORGANISATION}/rules\n`,
        },
        issues: [
          ...pulls(ids.chidi, 34),
          ...pulls(ids.dana, 7, 34),
          openIssue(42, 'Answers cut code blocks'),
        ],
      }),
      repository(8002, 'sim', { issues: pulls(ids.edda, 1) }),
      repository(8003, 'docs-site', { files: { 'docs/CODEOWNERS': `* @${GITHUB_LOGINS.alma}\n` } }),
    ],
  }
}

export function repository(id: number, name: string, over: Partial<Repository> = {}): Repository {
  return {
    id,
    name,
    isPrivate: false,
    isArchived: false,
    files: {},
    labels: ['bug', 'documentation', 'enhancement'],
    issues: [],
    releases: [],
    ...over,
  }
}

/** Merged pull requests, one a day, numbered after `after`. */
export function pulls(authorId: number, count: number, after = 0): Issue[] {
  return Array.from({ length: count }, (_, index) => {
    const number = after + index + 1
    const at = new Date(START + number * DAY_MS).toISOString()
    return {
      ...openIssue(number, `Change ${number}`),
      kind: 'pull' as const,
      authorId,
      state: 'closed' as const,
      createdAt: at,
      mergedAt: at,
    }
  })
}

function openIssue(number: number, title: string): Issue {
  return {
    number,
    kind: 'issue',
    title,
    body: '',
    authorId: ids.gwen,
    labels: [],
    state: 'open',
    mergedAt: null,
    createdAt: new Date(START + number * DAY_MS).toISOString(),
    comments: [],
    thumbsUp: 0,
  }
}
