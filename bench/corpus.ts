import type { Section } from '../src/knowledge/section.ts'
import { between, type Random, seeded, zipf } from './random.ts'

/** The words English is held together by, most frequent first: the first ranks of any text. */
const FUNCTION_WORDS =
  'the of to and a in is for you it that with on be this as are or by can if from when not your an will at which use'.split(
    ' ',
  )
const FIELD_WORDS =
  'server channel message command role member config token webhook budget worker database query index request response error limit retry queue schedule thread permission deploy secret route cache build plugin event handler schema type value option default file folder script key model answer page section link search account project version release update install start stop run test log report'.split(
    ' ',
  )
const ONSETS = 'b c d f g h l m n p r s t v br cl dr fl gr pl pr st str tr th sh'.split(' ')
const VOWELS = 'a e i o u ai ea ou'.split(' ')
const CODAS = ['', '', 'n', 'r', 's', 't', 'l', 'm', 'nd', 'st', 'ck']
const SUFFIXES = ['', '', '', 'ing', 'ed', 's', 'er', 'ation', 'able', 'ment']

/** Of a documentation of this size; rank 0 is the most frequent word. */
const VOCABULARY_WORDS = 9_000
const SECTIONS_PER_PAGE = 8
const SCOPES = ['guide', 'reference', 'operating', 'tutorials']
const BASE_URL = 'https://steward.example/docs'

function makeVocabulary(random: Random): string[] {
  const words = new Set([...FUNCTION_WORDS, ...FIELD_WORDS])
  const pick = (from: readonly string[]) => from[between(random, 0, from.length - 1)] ?? ''
  while (words.size < VOCABULARY_WORDS) {
    const syllables = Array.from(
      { length: between(random, 1, 3) },
      () => pick(ONSETS) + pick(VOWELS) + pick(CODAS),
    )
    words.add(syllables.join('') + pick(SUFFIXES))
  }
  return [...words]
}

export interface Corpus {
  sections: Section[]
  /** As members ask: some words of one section, some with "how do I" before, some misspelt. */
  queries: string[]
  /** Whose answer stands under a heading: a model is asked about them. */
  questions: string[]
}

/** Sections with headings, prose and code whose words are as unevenly frequent as those of real docs; the same for the same seed. */
export function makeCorpus(seed: number, sectionCount: number, queryCount: number): Corpus {
  const random = seeded(seed)
  const vocabulary = makeVocabulary(random)
  const rank = zipf(vocabulary.length)
  const word = () => vocabulary[rank(random)] ?? ''
  const telling = () => {
    const drawn = rank(random)
    return vocabulary[drawn < FUNCTION_WORDS.length ? drawn + FUNCTION_WORDS.length : drawn] ?? ''
  }
  const times = <T>(low: number, high: number, make: () => T) =>
    Array.from({ length: between(random, low, high) }, make)
  const rare = () =>
    vocabulary[between(random, FUNCTION_WORDS.length + FIELD_WORDS.length, vocabulary.length - 1)] ?? ''
  // A heading tells its section from others: a frequent word and one or two that few others have.
  const heading = () => capital([telling(), ...times(1, 2, rare)].join(' '))
  const sentence = () => `${capital(times(8, 20, word).join(' '))}.`
  const paragraph = () => times(2, 5, sentence).join(' ')
  const code = () =>
    [
      '```ts',
      ...times(2, 6, () => `const ${telling()} = ${telling()}.${telling()}('${telling()}')`),
      '```',
    ].join('\n')

  const sections = Array.from({ length: sectionCount }, (_, position): Section => {
    const page = Math.floor(position / SECTIONS_PER_PAGE)
    const scope = SCOPES[page % SCOPES.length] ?? ''
    const url = `${BASE_URL}/${scope}/page-${page}`
    const own = position % SECTIONS_PER_PAGE === 0 ? [] : [heading()]
    const parts = [
      ...times(1, 3, paragraph),
      ...(random() < 0.4 ? [code()] : []),
      ...(random() < 0.3 ? [paragraph()] : []),
    ]
    return {
      id: `bench-${position}`,
      url: own.length === 0 ? url : `${url}#${slug(own[0] ?? '')}-${position}`,
      page: url,
      title: `${capital(vocabulary[FUNCTION_WORDS.length + (page % FIELD_WORDS.length)] ?? '')} ${page}`,
      headings: own,
      body: parts.join('\n\n'),
      scope,
      position,
    }
  })
  const queries = Array.from({ length: queryCount }, () => {
    const asked = sections[between(random, 0, sections.length - 1)]
    const words = `${asked?.headings.join(' ')} ${asked?.body}`.match(/[a-z]{4,}/g) ?? []
    const chosen = times(2, 5, () => words[between(random, 0, words.length - 1)] ?? 'budget')
    const misspelt = random() < 0.2 ? chosen.map((each, i) => (i === 0 ? withTypo(each) : each)) : chosen
    return (random() < 0.5 ? 'how do I ' : '') + misspelt.join(' ')
  })
  const headings = sections.flatMap((section) => section.headings)
  const questions = Array.from(
    { length: queryCount },
    () => `How do I ${headings[between(random, 0, headings.length - 1)]?.toLowerCase()}?`,
  )
  return { sections, queries, questions }
}

/** Two neighbouring letters in the middle change places. */
function withTypo(word: string): string {
  const at = Math.floor(word.length / 2) - 1
  return word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2)
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function slug(heading: string): string {
  return heading.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
}
