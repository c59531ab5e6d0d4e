import { COMMON_WORDS } from './common-words.ts'
import { beginsWord, isDigit, isWord, type NameText, nameText } from './name-text.ts'

/** Longer ones are not Discord's: 32 characters for names, and what moderators add is bounded alike. */
export const MAX_ALIAS_CHARS = 64
/** One and two letters are too often something else. */
const MIN_LETTERS = 3
const MIN_NUMBER_DIGITS = 6
/** A name of one character in these scripts is a word; two are a name. */
const DENSE = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u
/** The first letters by which aliases are looked up in the database. */
const PREFIX_UNITS = 3

/** One way in which a member may be named in a text. */
export interface AliasForm {
  /** As `nameText` has it. */
  units: string[]
  /** As it was given. */
  written: string
  /** Too short or too common to name anybody by itself: found after @ and as a capitalised word inside a sentence only. */
  isWeak: boolean
  /** A part of a name of several words. */
  isPart: boolean
}

/** The forms of one username, display name or alias: the whole, without ornament, and the words it is made of. */
export function aliasForms(name: string): AliasForm[] {
  const written = name.normalize('NFC').trim().slice(0, MAX_ALIAS_CHARS)
  const { units } = nameText(written)
  const whole = trimmed(units, (unit) => unit !== ' ')
  const bare = trimmed(units, isWord)
  const forms: AliasForm[] = []
  const add = (candidate: string[], isPart: boolean) => {
    const key = candidate.join('')
    if (key === '' || forms.some((form) => form.units.join('') === key)) return
    forms.push({ units: candidate, written, isWeak: isWeak(candidate), isPart })
  }
  add(whole, false)
  add(bare, false)
  for (const part of partsOf(nameText(written))) if (!isWeak(part)) add(part, true)
  return forms
}

function trimmed(units: string[], isKept: (unit: string) => boolean): string[] {
  const first = units.findIndex(isKept)
  return first === -1 ? [] : units.slice(first, units.findLastIndex(isKept) + 1)
}

/** The words of a name: `dark_lord-99` gives `dark`, `lord` and `99`. */
function partsOf(text: NameText): string[][] {
  const parts: string[][] = []
  let part: string[] = []
  for (const [index, unit] of text.units.entries()) {
    const isNew =
      !isWord(unit) || text.gaps[index] === true || isDigit(unit) !== isDigit(text.units[index - 1])
    if (isNew && part.length > 0) {
      parts.push(part)
      part = []
    }
    if (isWord(unit)) part.push(unit)
  }
  return part.length > 0 ? [...parts, part] : parts
}

function isWeak(units: readonly string[]): boolean {
  const letters = units.filter(isWord)
  if (letters.length === 0) return units.length < MIN_LETTERS
  if (letters.every(isDigit)) return letters.length < MIN_NUMBER_DIGITS
  if (letters.some((letter) => DENSE.test(letter))) return letters.length < 2
  return letters.length < MIN_LETTERS || COMMON_WORDS.has(units.join(''))
}

/** By what an alias is found again in the database: the beginnings of its forms. */
export function aliasPrefixes(name: string): string[] {
  return [...new Set(aliasForms(name).map(({ units }) => units.slice(0, PREFIX_UNITS).join('')))]
}

/** The prefixes of every alias that could stand in a text: look these up to know whose names matter. */
export function prefixesIn(text: string): Set<string> {
  const view = nameText(text.normalize('NFC'))
  const found = new Set<string>()
  for (let index = 0; index < view.units.length; index++) {
    if (!beginsWord(view, index)) continue
    for (let size = 1; size <= PREFIX_UNITS; size++) found.add(view.units.slice(index, index + size).join(''))
  }
  found.delete(' ')
  return found
}
