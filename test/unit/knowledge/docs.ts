import { memoryDatabase } from '../../../bench/retrieval/sqlite.ts'
import type { DatabaseLike } from '../../../src/knowledge/database.ts'
import { indexDocs } from '../../../src/knowledge/indexing.ts'
import type { Section } from '../../../src/knowledge/section.ts'

let position = 0

/** A section with what a test says of it; the page is the id up to `#`. */
export function section(id: string, given: Partial<Section> = {}): Section {
  const [page = '', anchor = ''] = id.split('#')
  return {
    id,
    url: `https://docs.example.org/${page}${anchor === '' ? '' : `#${anchor}`}`,
    page: `https://docs.example.org/${page}`,
    title: page,
    headings: anchor === '' ? [] : [anchor.replaceAll('-', ' ')],
    body: '',
    scope: '',
    position: position++,
    ...given,
  }
}

export async function indexed(sections: Section[]): Promise<DatabaseLike> {
  const db = memoryDatabase(['migrations/0001_knowledge.sql'])
  await indexDocs(db, sections, { source: 'https://docs.example.org' })
  return db
}

export const GUIDE: Section[] = [
  section('index#', { title: 'Welcome', body: 'Steward answers questions from your docs.' }),
  section('config#set-the-daily-budget', {
    title: 'Configuration',
    headings: ['Set the daily budget'],
    body: 'Write `dailyUsd: 3` under `budget`. The most that answers may cost in a day.',
  }),
  section('config#webhooks', {
    title: 'Configuration',
    headings: ['Webhooks'],
    body: 'A webhook posts releases to #announcements. Edit `wrangler.toml` to add its secret.',
  }),
  section('factors#register', {
    title: 'Factors',
    headings: ['Register a factor'],
    body: 'Decorate the function:\n\n```python\n@register("f_my_momentum")\ndef f_my_momentum(panel): ...\n```',
    scope: 'api',
  }),
  section('languages#cpp', {
    title: 'Languages',
    headings: ['Native code'],
    body: 'Extensions in C++ are compiled; extensions in C# are not. MAX_RETRIES and getUserName are settings.',
    scope: 'api',
  }),
  section('deploy#rollback', {
    title: 'Deployment',
    headings: ['Roll back a deployment'],
    body: 'Use `wrangler rollback` when the deployment went wrong. The front matter stays.',
  }),
  section('deploy#front-matter', {
    title: 'Deployment',
    headings: ['Front matter'],
    body: 'Keys at the top of a page.',
  }),
]
