import type { Signal } from '../decision.ts'
import type { NormalText } from '../text/normalise.ts'

/** One kind of evidence in a text. Patterns run over `folded` and hold bounded repetitions only. */
export interface Feature {
  name: string
  /** Features of one group say the same thing in other words: the strongest of a group counts. */
  group: string
  /** Log-odds. Negative: evidence for an honest text. */
  weight: number
  pattern: RegExp
}

export interface Score {
  /** In [0, 1]. */
  value: number
  /** The strongest feature of each group, heaviest first. */
  signals: Signal[]
  /** Groups with evidence for it. */
  groups: ReadonlySet<string>
  /** Those of them whose evidence says much on its own. */
  strongGroups: ReadonlySet<string>
}

const STRONG_WEIGHT = 1.3

const NONE: Score = { value: 0, signals: [], groups: new Set(), strongGroups: new Set() }

/** Logistic score of what a table of features finds in a text. `extra` is evidence from outside the words. */
export function scoreOf(
  text: NormalText,
  { bias, features, gate }: { bias: number; features: readonly Feature[]; gate: RegExp },
  extra: readonly (Signal & { group: string })[] = [],
): Score {
  if (!gate.test(text.folded)) return NONE
  const best = new Map<string, Signal>()
  const keep = (group: string, signal: Signal) => {
    const known = best.get(group)
    if (!known || Math.abs(signal.weight) > Math.abs(known.weight)) best.set(group, signal)
  }
  for (const { group, ...signal } of extra) keep(group, signal)
  for (const { name, group, weight, pattern } of features) {
    const found = pattern.exec(text.folded)
    if (found) keep(group, { name, evidence: text.quote(found.index, found.index + found[0].length), weight })
  }
  const groups = new Set([...best].filter(([, { weight }]) => weight > 0).map(([group]) => group))
  const sum = [...best.values()].reduce((total, { weight }) => total + weight, bias - lengthPenalty(text))
  const signals = [...best.values()].sort((a, b) => b.weight - a.weight)
  const strongGroups = new Set(
    [...best].filter(([, { weight }]) => weight >= STRONG_WEIGHT).map(([group]) => group),
  )
  return { value: 1 / (1 + Math.exp(-sum)), signals, groups, strongGroups }
}

/** A long text holds something of everything: beyond this many characters each doubling asks for more evidence. */
const USUAL_CHARS = 300
const PENALTY_PER_DOUBLING = 1.3

const lengthPenalty = ({ folded }: NormalText): number =>
  folded.length <= USUAL_CHARS ? 0 : PENALTY_PER_DOUBLING * Math.log2(folded.length / USUAL_CHARS)
