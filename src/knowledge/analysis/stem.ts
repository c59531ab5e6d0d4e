/**
 * Porter's stemmer for English (M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980):
 * "configuring", "configured", "configures" → "configur".
 */
const CONSONANT = '[^aeiou]'
const VOWEL = '[aeiouy]'
const CONSONANTS = `${CONSONANT}[^aeiouy]*`
const VOWELS = `${VOWEL}[aeiou]*`

const MEASURE_ABOVE_0 = new RegExp(`^(?:${CONSONANTS})?${VOWELS}${CONSONANTS}`)
const MEASURE_1 = new RegExp(`^(?:${CONSONANTS})?${VOWELS}${CONSONANTS}(?:${VOWELS})?$`)
const MEASURE_ABOVE_1 = new RegExp(`^(?:${CONSONANTS})?${VOWELS}${CONSONANTS}${VOWELS}${CONSONANTS}`)
const HAS_VOWEL = new RegExp(`^(?:${CONSONANTS})?${VOWEL}`)
const SHORT_SYLLABLE = new RegExp(`^${CONSONANTS}${VOWEL}[^aeiouwxy]$`)
const DOUBLE_CONSONANT = /([^aeiouylsz])\1$/

const STEP_2 = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['izer', 'ize'],
  ['bli', 'ble'],
  ['alli', 'al'],
  ['entli', 'ent'],
  ['eli', 'e'],
  ['ousli', 'ous'],
  ['ization', 'ize'],
  ['ation', 'ate'],
  ['ator', 'ate'],
  ['alism', 'al'],
  ['iveness', 'ive'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['aliti', 'al'],
  ['iviti', 'ive'],
  ['biliti', 'ble'],
  ['logi', 'log'],
] as const

const STEP_3 = [
  ['icate', 'ic'],
  ['ative', ''],
  ['alize', 'al'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ful', ''],
  ['ness', ''],
] as const

const STEP_4 =
  /^(.+?)(?:al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize|(?<=[st])ion)$/

function replaceSuffix(word: string, table: readonly (readonly [string, string])[]): string {
  for (const [suffix, replacement] of table) {
    if (!word.endsWith(suffix)) continue
    const stem = word.slice(0, -suffix.length)
    return MEASURE_ABOVE_0.test(stem) ? stem + replacement : word
  }
  return word
}

function stripPlural(word: string): string {
  if (word.endsWith('sses') || word.endsWith('ies')) return word.slice(0, -2)
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word
}

function stripPast(word: string): string {
  if (word.endsWith('eed')) return MEASURE_ABOVE_0.test(word.slice(0, -3)) ? word.slice(0, -1) : word
  const stem = /^(.+)(?:ed|ing)$/.exec(word)?.[1]
  if (stem === undefined || !HAS_VOWEL.test(stem)) return word
  if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`
  if (DOUBLE_CONSONANT.test(stem)) return stem.slice(0, -1)
  return SHORT_SYLLABLE.test(stem) ? `${stem}e` : stem
}

function stripFinal(word: string): string {
  let result = word
  const stem = STEP_4.exec(result)?.[1]
  if (stem !== undefined && MEASURE_ABOVE_1.test(stem)) result = stem
  if (result.endsWith('e')) {
    const rest = result.slice(0, -1)
    if (MEASURE_ABOVE_1.test(rest) || (MEASURE_1.test(rest) && !SHORT_SYLLABLE.test(rest))) result = rest
  }
  return result.endsWith('ll') && MEASURE_ABOVE_1.test(result) ? result.slice(0, -1) : result
}

/** The stem of a lower-case word. Words with anything but a–z in them, and very short ones, are their own stem. */
export function stem(word: string): string {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word
  // A leading y is a consonant.
  let result = word.startsWith('y') ? `Y${word.slice(1)}` : word
  result = stripPast(stripPlural(result))
  if (result.endsWith('y') && HAS_VOWEL.test(result.slice(0, -1))) result = `${result.slice(0, -1)}i`
  result = replaceSuffix(replaceSuffix(result, STEP_2), STEP_3)
  return stripFinal(result).toLowerCase()
}
