import examples from '@octokit/webhooks-examples' with { type: 'json' }
import { badBody, done, notFound, type Outcome } from '../control/refusal.ts'
import type { DeliveryView, GithubAction } from './action-schema.ts'
import type { Github } from './github.ts'
import {
  issuePayload,
  organisationPayload,
  pullPayload,
  releasePayload,
  repositoryPayload,
  userPayload,
} from './payloads.ts'
import { repository as newRepository, pulls } from './seed.ts'
import {
  isMember,
  nextNumber,
  type Person,
  personByLogin,
  type Repository,
  repositoryByName,
} from './state.ts'
import { deliver } from './webhooks.ts'

interface Told {
  event: string
  payload: Record<string, unknown>
  id?: string | undefined
}

/** Most pull requests of one action that are told of one by one. */
const MAX_TOLD = 20

/** Does it, and delivers what GitHub tells of it. The answer has Steward's answers. */
export async function actOnGithub(
  github: Github,
  send: typeof fetch,
  action: GithubAction,
): Promise<Outcome<{ deliveries: DeliveryView[] }>> {
  const outcome = change(github, action)
  if (!outcome.ok) return outcome
  const deliveries: DeliveryView[] = []
  for (const told of outcome.value) {
    const common = told.payload.sender ? {} : { sender: sender(github, action) }
    deliveries.push(await deliver(github, send, { ...told, payload: { ...told.payload, ...common } }))
  }
  return done({ deliveries })
}

function sender(github: Github, action: GithubAction) {
  const person = 'login' in action && action.login ? personByLogin(github.state, action.login) : undefined
  return userPayload(person ?? { id: 1, login: 'someone', name: 'Someone' }, github.addresses())
}

/** Changes the state; gives the events that tell of it. */
function change(github: Github, action: GithubAction): Outcome<Told[]> {
  const { state } = github
  const { organisation } = state
  const login = 'login' in action ? action.login : undefined
  const person = login === undefined ? undefined : personByLogin(state, login)
  if (login !== undefined && !person && action.do !== 'sign_up') return notFound(`account “${login}”`)
  const repository =
    'repository' in action ? repositoryByName(state, organisation.login, action.repository) : undefined
  if ('repository' in action && !repository && action.do !== 'add_repository') return notFound('repository')
  switch (action.do) {
    case 'sign_up':
      if (person) return badBody('That login is taken.')
      state.people.push({ id: github.newId(), login: action.login, name: action.name ?? action.login })
      return done([])
    case 'add_repository':
      state.repositories.push(
        newRepository(github.newId(), action.repository, { isPrivate: action.isPrivate ?? false }),
      )
      return done([])
    case 'deliver':
      return done([{ event: action.event, payload: Object(action.payload), id: action.id }])
    case 'replay': {
      const payload = examples.find(({ name }) => name === action.event)?.examples[action.index ?? 0]
      return payload ? done([{ event: action.event, payload: { ...payload } }]) : notFound('example payload')
    }
  }
  if (person && !repository) return changeAccount(github, action, person)
  if (repository) return changeRepository(github, action, repository, person)
  return badBody('Nothing was done.')
}

function changeAccount(github: Github, action: GithubAction, person: Person): Outcome<Told[]> {
  const { state } = github
  const { organisation } = state
  const user = userPayload(person, github.addresses())
  const org = organisationPayload(organisation, github.addresses())
  switch (action.do) {
    case 'rename':
      if (personByLogin(state, action.to)) return badBody('That login is taken.')
      person.login = action.to
      return done([])
    case 'delete_account':
      state.people = state.people.filter((each) => each !== person)
      forget(github, person)
      return done([])
    case 'join':
      if (isMember(state, person.id)) return done([])
      organisation.members.push({ personId: person.id, isPublic: action.isPublic ?? false })
      return done([organisationEvent('member_added')])
    case 'leave':
      if (!isMember(state, person.id)) return done([])
      organisation.members = organisation.members.filter(({ personId }) => personId !== person.id)
      for (const team of organisation.teams) team.memberIds = team.memberIds.filter((id) => id !== person.id)
      return done([organisationEvent('member_removed')])
    case 'join_team': {
      const team = teamOf(action.team)
      if (!team.memberIds.includes(person.id)) team.memberIds.push(person.id)
      return done([membershipEvent('added', team.slug)])
    }
    case 'leave_team': {
      const team = teamOf(action.team)
      team.memberIds = team.memberIds.filter((id) => id !== person.id)
      return done([membershipEvent('removed', team.slug)])
    }
    case 'sponsor': {
      const sponsorship = {
        personId: person.id,
        monthlyDollars: action.monthlyDollars ?? 5,
        since: github.iso(),
      }
      organisation.sponsorships = [
        ...organisation.sponsorships.filter(({ personId }) => personId !== person.id),
        sponsorship,
      ]
      return done([sponsorshipEvent('created', sponsorship)])
    }
    case 'stop_sponsoring': {
      const stopped = organisation.sponsorships.find(({ personId }) => personId === person.id)
      if (!stopped) return done([])
      organisation.sponsorships = organisation.sponsorships.filter((each) => each !== stopped)
      return done([sponsorshipEvent('cancelled', stopped)])
    }
    default:
      return badBody('Nothing was done.')
  }

  function organisationEvent(what: string): Told {
    const membership = { user, role: 'member', state: 'active', organization_url: org.url }
    return { event: 'organization', payload: { action: what, membership, organization: org } }
  }
  function teamOf(slug: string) {
    const known = organisation.teams.find((team) => team.slug === slug)
    if (known) return known
    const made = { slug, memberIds: [] as number[] }
    organisation.teams.push(made)
    return made
  }
  function membershipEvent(what: string, slug: string): Told {
    const team = { id: organisation.teams.findIndex((each) => each.slug === slug) + 1, slug, name: slug }
    return {
      event: 'membership',
      payload: { action: what, scope: 'team', member: user, team, organization: org },
    }
  }
  function sponsorshipEvent(
    what: string,
    { monthlyDollars, since }: { monthlyDollars: number; since: string },
  ): Told {
    const tier = { name: `$${monthlyDollars} a month`, monthly_price_in_dollars: monthlyDollars }
    const sponsorship = {
      node_id: `S_${person.id}`,
      created_at: since,
      sponsorable: org,
      sponsor: user,
      tier,
      privacy_level: 'public',
    }
    return { event: 'sponsorship', payload: { action: what, sponsorship } }
  }
}

function forget(github: Github, { id }: Person): void {
  const { state } = github
  const { organisation } = state
  organisation.members = organisation.members.filter(({ personId }) => personId !== id)
  organisation.sponsorships = organisation.sponsorships.filter(({ personId }) => personId !== id)
  for (const team of organisation.teams) team.memberIds = team.memberIds.filter((each) => each !== id)
  for (const issue of state.repositories.flatMap(({ issues }) => issues)) {
    if (issue.authorId === id) issue.authorId = null
  }
}

function changeRepository(
  github: Github,
  action: GithubAction,
  repository: Repository,
  person: Person | undefined,
): Outcome<Told[]> {
  const { state } = github
  const addresses = github.addresses()
  const common = {
    repository: repositoryPayload(state, repository, addresses),
    organization: organisationPayload(state.organisation, addresses),
  }
  switch (action.do) {
    case 'merge': {
      const made = pulls(person?.id ?? 0, action.count ?? 1, nextNumber(repository) - 1).map((pull) => ({
        ...pull,
        title: action.title ?? pull.title,
        labels: action.labels ?? [],
        createdAt: github.iso(),
        mergedAt: github.iso(),
      }))
      repository.issues.push(...made)
      const told = made.length > MAX_TOLD ? made.slice(-1) : made
      return done(
        told.map((pull) => ({
          event: 'pull_request',
          payload: {
            action: 'closed',
            number: pull.number,
            pull_request: pullPayload(state, repository, pull, addresses),
            ...common,
          },
        })),
      )
    }
    case 'push_file': {
      const isNew = repository.files[action.path] === undefined
      if (action.text === null) delete repository.files[action.path]
      else repository.files[action.path] = action.text
      const where = action.text === null ? 'removed' : isNew ? 'added' : 'modified'
      const commit = {
        id: '0'.repeat(40),
        message: `Change ${action.path}`,
        added: [],
        modified: [],
        removed: [],
        [where]: [action.path],
      }
      return done([
        {
          event: 'push',
          payload: { ref: 'refs/heads/main', commits: [commit], head_commit: commit, ...common },
        },
      ])
    }
    case 'release': {
      const known = repository.releases.find(({ tag }) => tag === action.tag)
      const release = known ?? {
        id: github.newId(),
        tag: action.tag,
        name: '',
        body: '',
        isPrerelease: false,
        authorId: person?.id ?? state.people[0]?.id ?? 0,
        publishedAt: github.iso(),
      }
      release.name = action.name ?? (release.name || action.tag)
      release.body = action.body ?? release.body
      release.isPrerelease = action.isPrerelease ?? release.isPrerelease
      if (!known) repository.releases.push(release)
      return done(
        (known ? ['edited'] : ['published', 'released']).map((what) => ({
          event: 'release',
          payload: {
            action: what,
            release: releasePayload(state, repository, release, addresses),
            ...common,
          },
        })),
      )
    }
    case 'delete_release': {
      const release = repository.releases.find(({ tag }) => tag === action.tag)
      if (!release) return notFound('release')
      repository.releases = repository.releases.filter((each) => each !== release)
      const payload = {
        action: 'deleted',
        release: releasePayload(state, repository, release, addresses),
        ...common,
      }
      return done([{ event: 'release', payload }])
    }
    case 'close_issue': {
      const issue = repository.issues.find(({ number }) => number === action.number)
      if (!issue) return notFound('issue')
      issue.state = 'closed'
      const payload = {
        action: 'closed',
        issue: issuePayload(state, repository, issue, addresses),
        ...common,
      }
      return done([{ event: 'issues', payload }])
    }
    case 'advisory': {
      const id = action.ghsaId ?? `GHSA-sim0-${String(github.newId()).slice(-4)}-0000`
      const advisory = {
        ghsa_id: id,
        cve_id: null,
        html_url: `${addresses.web}/${state.organisation.login}/${repository.name}/security/advisories/${id}`,
        summary: action.summary,
        description: action.description ?? '',
        severity: action.severity,
        state: action.action === 'reported' ? 'triage' : 'published',
        published_at: github.iso(),
        updated_at: github.iso(),
        withdrawn_at: null,
        cvss: { score: action.cvssScore ?? null, vector_string: null },
        vulnerabilities: [
          {
            package: { ecosystem: 'npm', name: action.package ?? repository.name },
            vulnerable_version_range: action.affected ?? '< 1.0.0',
            patched_versions: action.patched ?? '1.0.0',
            vulnerable_functions: [],
          },
        ],
      }
      const payload = { action: action.action ?? 'published', repository_advisory: advisory, ...common }
      return done([{ event: 'repository_advisory', payload }])
    }
    default:
      return badBody('Nothing was done.')
  }
}
