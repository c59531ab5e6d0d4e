import { boxedLetter, isHidden, isOverlay } from '../moderation/text/code-points.ts'
import { skeleton } from '../moderation/text/confusables.ts'

/**
 * A text as names are looked for in it: one unit a code point, in lower case, without accents, look-alikes read as Latin,
 * markup and hidden characters left out. Both names and texts are brought to this form; neither is ever shown in it.
 */
export interface NameText {
  units: string[]
  /** Where each unit begins and ends in the source. */
  starts: number[]
  ends: number[]
  /** Something was left out right before the unit: a word may begin here. Has one entry more than `units`. */
  gaps: boolean[]
}

const MARKUP = new Set(['*', '_', '~', '|', '`', '\\'])
/** Accents, and the vowel marks of Hebrew and Arabic, which people leave out as they like. */
const ACCENT = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g
const SPACE = /\s/
const ASCII_WORD = /[a-z0-9]/
/** Letters that are no letter with an accent by Unicode, but are written without by those who lack the key. */
const PLAIN: Record<string, string> = {
  ß: 'ss',
  ς: 'σ',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ħ: 'h',
  ŧ: 't',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ı: 'i',
  ŋ: 'n',
}

export function nameText(source: string): NameText {
  const out: NameText = { units: [], starts: [], ends: [], gaps: [] }
  let gap = false
  for (let i = 0; i < source.length; ) {
    const codePoint = source.codePointAt(i) ?? 0
    const character = String.fromCodePoint(codePoint)
    const start = i
    i += character.length
    if (isLeftOut(character, codePoint)) {
      gap = true
      continue
    }
    const folded = SPACE.test(character) ? ' ' : foldCharacter(character, codePoint)
    const last = out.units.length - 1
    if (folded === '') {
      if (last >= 0) out.ends[last] = i
      continue
    }
    if (folded === ' ' && out.units[last] === ' ') continue
    for (const unit of folded) {
      out.units.push(unit)
      out.starts.push(start)
      out.ends.push(i)
      out.gaps.push(gap)
      gap = false
    }
  }
  out.gaps.push(gap)
  return out
}

function isLeftOut(character: string, codePoint: number): boolean {
  if (codePoint < 0x80) return MARKUP.has(character)
  return isHidden(codePoint) || isOverlay(codePoint) || MARKUP.has(character.normalize('NFKC'))
}

function foldCharacter(character: string, codePoint: number): string {
  if (codePoint < 0x80) return character.toLowerCase()
  const plain = (boxedLetter(codePoint) ?? character)
    .normalize('NFKD')
    .toLowerCase()
    .replace(ACCENT, '')
    .normalize('NFC')
  return Array.from(plain, (letter) => PLAIN[letter] ?? skeleton(letter)).join('')
}

const WORD = /[\p{L}\p{N}\p{M}]/u
const DIGIT = /\p{Nd}/u
/** Written without spaces between words, so that a name may stand right beside another word. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const HANGUL = /\p{Script=Hangul}/u

export const isWord = (unit: string | undefined): boolean =>
  unit !== undefined && (unit < '\u0080' ? ASCII_WORD : WORD).test(unit)
export const isDigit = (unit: string | undefined): boolean => unit !== undefined && DIGIT.test(unit)
const isUnspaced = (unit: string | undefined): boolean => unit !== undefined && UNSPACED.test(unit)

/** Whether a word can begin at `index`: also between letters and digits, and where markup stands. */
export function beginsWord({ units, gaps }: NameText, index: number): boolean {
  const before = units[index - 1]
  const here = units[index]
  if (!isWord(before) || !isWord(here) || gaps[index]) return true
  return isDigit(before) !== isDigit(here) || isUnspaced(here)
}

/** Whether a word can end before `index`. Korean puts its particles right after a name; English and German an s. */
export function endsWord(text: NameText, index: number): boolean {
  const { units, gaps } = text
  const last = units[index - 1]
  if (!isWord(last) || !isWord(units[index]) || gaps[index]) return true
  if (isDigit(last) !== isDigit(units[index]) || isUnspaced(last) || (last && HANGUL.test(last))) return true
  return units[index] === 's' && (!isWord(units[index + 1]) || gaps[index + 1] === true)
}
