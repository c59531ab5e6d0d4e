import { type GithubState, type Issue, personByLogin, type Repository } from './state.ts'

export interface Found {
  repository: Repository
  issue: Issue
}

/** `is:pr author:login words "in quotes"`, as GitHub's search of issues and pull requests takes it. */
const TERM = /(?:(-?)([a-z-]+):)?(?:"([^"]*)"|(\S+))/gi

const PLACES = ['org', 'user', 'repo']

/** Newest first. An unknown qualifier is a mistake in Steward and finds nothing. */
export function searchIssues(state: GithubState, query: string): Found[] {
  const terms = [...query.matchAll(TERM)].map(([, minus, name, quoted, plain]) => ({
    minus,
    name: name?.toLowerCase(),
    value: (quoted ?? plain ?? '').toLowerCase(),
  }))
  const isPlace = ({ name }: { name: string | undefined }) => PLACES.includes(name ?? '')
  // Of several repositories any will do; of other terms all must hold.
  const places = terms.filter(isPlace).map(({ name = '', value }) => qualifier(state, name, value))
  const tests = terms
    .filter((term) => !isPlace(term))
    .map(({ minus, name, value }) => {
      const test = name ? qualifier(state, name, value) : words(value)
      return minus === '-' ? (found: Found) => !test(found) : test
    })
  const all = state.repositories.flatMap((repository) =>
    repository.issues.map((issue) => ({ repository, issue })),
  )
  return all
    .filter((found) => places.length === 0 || places.some((test) => test(found)))
    .filter((found) => tests.every((test) => test(found)))
    .sort((a, b) => b.issue.createdAt.localeCompare(a.issue.createdAt))
}

type Test = (found: Found) => boolean

function words(value: string): Test {
  return ({ issue }) => `${issue.title} ${issue.body}`.toLowerCase().includes(value)
}

function qualifier(state: GithubState, name: string, value: string): Test {
  const organisation = state.organisation.login.toLowerCase()
  switch (name) {
    case 'org':
    case 'user':
      return () => value === organisation
    case 'repo':
      return ({ repository }) => value === `${organisation}/${repository.name.toLowerCase()}`
    case 'author': {
      const person = personByLogin(state, value)
      return ({ issue }) => person !== undefined && issue.authorId === person.id
    }
    case 'label':
      return ({ issue }) => issue.labels.some((label) => label.toLowerCase() === value)
    case 'state':
      return ({ issue }) => issue.state === value
    case 'in':
    case 'sort':
      return () => true
    case 'is':
    case 'type':
      return ({ issue }) => isA(issue, value)
    default:
      return () => false
  }
}

function isA(issue: Issue, value: string): boolean {
  if (value === 'pr') return issue.kind === 'pull'
  if (value === 'issue') return issue.kind === 'issue'
  if (value === 'merged') return issue.mergedAt !== null
  return issue.state === value
}
