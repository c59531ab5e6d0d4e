import * as z from 'zod'
import type { ContributionFacts, Standing } from '../facts.ts'

const repository = z.string().regex(/^[\w.-]{1,100}$/, 'expected the name of a repository, without its owner')
/** A quotation mark would end the search's term. */
const label = z.string().regex(/^[^"\n]{1,50}$/, 'expected a label without quotation marks')

const schema = z.strictObject({
  when: z.literal('merged-pulls'),
  count: z.int().min(1).max(100_000).default(1),
  repositories: z.array(repository).max(10).default([]),
  labels: z.array(label).max(5).default([]),
})

export type MergedPullsOptions = Pick<z.output<typeof schema>, 'count' | 'repositories' | 'labels'>

/** Which pull requests are counted, as terms of GitHub's search: of these repositories, each with all of the labels. */
export function countKey(
  organisation: string,
  { repositories, labels }: Pick<MergedPullsOptions, 'repositories' | 'labels'>,
): string {
  const places =
    repositories.length === 0
      ? [`org:${organisation}`]
      : repositories.map((name) => `repo:${organisation}/${name}`)
  return [...places, ...labels.map((name) => `label:"${name}"`)].join(' ')
}

export const mergedPulls = {
  schema,
  judge(facts: ContributionFacts, organisation: string, options: MergedPullsOptions): Standing {
    const { count, repositories, labels } = options
    const merged = facts.mergedPulls[countKey(organisation, options)] ?? 0
    const where = repositories.length > 0 ? ` in ${repositories.join(', ')}` : ''
    const which = labels.length > 0 ? ` labelled ${labels.join(' and ')}` : ''
    const pulls = (n: number) => `merged PR${n === 1 ? '' : 's'}${where}${which}`
    return merged >= count
      ? { holds: true, words: `you have ${merged} ${pulls(merged)}` }
      : { holds: false, words: `${merged} of ${count} ${pulls(count)}` }
  },
}
