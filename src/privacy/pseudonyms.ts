import { type Address, addressesIn } from './addresses.ts'
import { type AliasForm, aliasForms } from './aliases.ts'
import { beginsWord, endsWord, isDigit, isWord, type NameText, nameText } from './name-text.ts'
import { anonIdOf, pseudonym } from './pseudonym.ts'

/** A member with every name they are or were known by: username, display names over time, aliases of moderators. */
export interface NamedMember {
  discordId: string
  anonId: number
  names: readonly string[]
}

/** Hides who is spoken of in texts that go to a model, and finds them again in what it says. */
export interface Pseudonyms {
  /** `USER_n`; null for who is not known. */
  tokenOf(discordId: string): string | null
  /** Discord's id behind `USER_n`; null for a pseudonym nobody has. */
  memberOf(token: string): string | null
  /** The text without ids, addresses and known names; a pseudonym that a member typed is none any more. */
  hide(text: string): string
  /** The same for a text of a model, in which pseudonyms are meant. */
  hideAgain(text: string): string
  /** The text with `show(discordId)` for every known pseudonym: for moderators only. */
  reveal(text: string, show: (discordId: string) => string): string
}

interface Target {
  form: AliasForm
  anonIds: Set<number>
}

/** Discord's ids have 17 to 20 digits; other long numbers name people elsewhere. */
const MIN_ID_DIGITS = 15
/** More people of one name say nothing more. */
const MAX_NAMESAKES = 3

export function createPseudonyms(members: readonly NamedMember[]): Pseudonyms {
  const byId = new Map(members.map((member) => [member.discordId, member]))
  const byAnonId = new Map(members.map((member) => [member.anonId, member]))
  const targets = targetsOf(members)
  const tokenOf = (discordId: string) => {
    const member = byId.get(discordId)
    return member ? pseudonym(member.anonId) : null
  }
  const memberOf = (token: string) => byAnonId.get(anonIdOf(token) ?? 0)?.discordId ?? null

  const hideNames = (text: string, isOfModel: boolean): string => {
    const view = nameText(text)
    let out = ''
    let from = 0
    for (let index = 0; index < view.units.length; ) {
      const typed = typedPseudonym(view, index, isOfModel)
      const name = named(view, index, text, targets)
      const found = (isOfModel ? (typed ?? name) : (name ?? typed)) ?? longNumber(view, index, tokenOf)
      if (!found) {
        index += 1
        continue
      }
      const [start, end] = stretch(view, index, found.length, text, found.isName)
      out += text.slice(from, start)
      if (isGlued(out.at(-1))) out += ' '
      out += found.by
      if (isGlued(text[end])) out += ' '
      from = end
      index += found.length
      while (index < view.units.length && (view.starts[index] ?? 0) < end) index += 1
    }
    return out + text.slice(from)
  }

  const shown = ({ kind, value }: Address, isOfModel: boolean): string => {
    if (kind === 'member') return tokenOf(value) ?? '[member]'
    if (kind === 'emoji') return `:${hideNames(value, isOfModel)}:`
    if (kind === 'command') return `/${hideNames(value, isOfModel)}`
    return `[${kind}]`
  }

  const hideAll = (source: string, isOfModel: boolean): string => {
    // Letters that come apart, as Hangul does, would be compared piece by piece.
    const text = source.normalize('NFC')
    let out = ''
    let from = 0
    for (const address of addressesIn(text)) {
      out += `${hideNames(text.slice(from, address.start), isOfModel)}${shown(address, isOfModel)}`
      from = address.end
    }
    return out + hideNames(text.slice(from), isOfModel)
  }

  return {
    tokenOf,
    memberOf,
    hide: (text) => hideAll(text, false),
    hideAgain: (text) => hideAll(text, true),
    reveal: (text, show) =>
      text.replace(/(?<![\p{L}\p{N}_])USER_[1-9]\d{0,9}(?![\p{L}\p{N}_])/gu, (token) => {
        const id = memberOf(token)
        return id === null ? token : show(id)
      }),
  }
}

/** Every form of every name by its first unit, the longest first. */
function targetsOf(members: readonly NamedMember[]): Map<string, Target[]> {
  const byKey = new Map<string, Target[]>()
  for (const { anonId, names } of members) {
    for (const form of names.flatMap(aliasForms)) {
      const key = form.units.join('')
      const same = byKey.get(key) ?? []
      const known = same.find(
        ({ form: other }) =>
          other.isPart === form.isPart &&
          other.isWeak === form.isWeak &&
          (!form.isWeak || other.written === form.written),
      )
      if (known) known.anonIds.add(anonId)
      else byKey.set(key, [...same, { form, anonIds: new Set([anonId]) }])
    }
  }
  const byFirst = new Map<string, Target[]>()
  for (const all of byKey.values()) {
    // Somebody's whole name counts before a part of somebody else's.
    const whole = all.filter(({ form }) => !form.isPart)
    for (const target of whole.length > 0 ? whole : all) {
      const first = target.form.units[0] ?? ''
      byFirst.set(first, [...(byFirst.get(first) ?? []), target])
    }
  }
  for (const [first, list] of byFirst)
    byFirst.set(
      first,
      list.toSorted((a, b) => b.form.units.length - a.form.units.length),
    )
  return byFirst
}

interface Found {
  /** In units. */
  length: number
  by: string
  isName: boolean
}

/** `USER_3` in any disguise is a member's claim to be somebody else: the words stay, the pseudonym does not. */
function typedPseudonym(view: NameText, index: number, isOfModel: boolean): Found | null {
  const { units } = view
  if (units[index] !== 'u' || units.slice(index, index + 4).join('') !== 'user' || !beginsWord(view, index))
    return null
  const hasGap = units[index + 4] === ' ' || units[index + 4] === '-'
  const from = index + 4 + (hasGap ? 1 : 0)
  let end = from
  while (isDigit(units[end])) end += 1
  if (end === from || end - from >= MIN_ID_DIGITS) return null
  const digits = units.slice(from, end).join('')
  return {
    length: end - index,
    by: isOfModel && !hasGap ? `USER_${digits}` : `user ${digits}`,
    isName: false,
  }
}

function longNumber(view: NameText, index: number, tokenOf: (id: string) => string | null): Found | null {
  if (!isDigit(view.units[index]) || isDigit(view.units[index - 1])) return null
  let end = index
  while (isDigit(view.units[end])) end += 1
  if (end - index < MIN_ID_DIGITS) return null
  return { length: end - index, by: tokenOf(view.units.slice(index, end).join('')) ?? '[id]', isName: false }
}

function named(view: NameText, index: number, text: string, targets: Map<string, Target[]>): Found | null {
  const candidates = targets.get(view.units[index] ?? '')
  if (!candidates) return null
  const fits = candidates.filter(({ form }) => standsAt(view, index, form, text))
  const longest = fits[0]?.form.units.length
  if (longest === undefined) return null
  const anonIds = new Set(
    fits.filter(({ form }) => form.units.length === longest).flatMap(({ anonIds: ids }) => [...ids]),
  )
  const tokens = [...anonIds].toSorted((a, b) => a - b).map(pseudonym)
  return {
    length: longest,
    by: tokens.length > MAX_NAMESAKES ? '[member]' : tokens.join(' or '),
    isName: true,
  }
}

function standsAt(
  view: NameText,
  index: number,
  { units, isWeak, written }: AliasForm,
  text: string,
): boolean {
  if (units.some((unit, offset) => view.units[index + offset] !== unit)) return false
  const end = index + units.length
  if (isWord(units[0]) && !beginsWord(view, index)) return false
  if (isWord(units.at(-1)) && !endsWord(view, end)) return false
  return !isWeak || isMeantAsName(text, view.starts[index] ?? 0, view.ends[end - 1] ?? 0, written)
}

/** Whether a common word is used as a name here: after @, addressed first, or capitalised inside a sentence. */
function isMeantAsName(text: string, start: number, end: number, written: string): boolean {
  if (/@[\\*_~|`]*$/.test(text.slice(Math.max(0, start - 8), start))) return true
  const here = text.slice(start, end)
  const isCapitalised = here === written && /^\p{Lu}.*\p{L}/u.test(here)
  if (!isCapitalised) return false
  const before = text.slice(Math.max(0, start - 20), start).replace(/[\s*_~|"'“‘(>]+$/u, '')
  const isAtStart =
    start === 0 || before === '' || /[.!?…:;\n]$/u.test(before) || /\n\s*$/u.test(text.slice(0, start))
  return !isAtStart || /^[,:]/.test(text.slice(end))
}

/** What of the source is replaced: a name with its @ and its old discriminator. */
function stretch(
  view: NameText,
  index: number,
  length: number,
  text: string,
  isName: boolean,
): [number, number] {
  const start = view.starts[index] ?? 0
  const end = view.ends[index + length - 1] ?? start
  if (!isName) return [start, end]
  const discriminator = /^#\d{4}(?!\d)/.exec(text.slice(end, end + 6))?.[0].length ?? 0
  return [text[start - 1] === '@' ? start - 1 : start, end + discriminator]
}

/** Beside these a pseudonym would become part of another word, or of another number. */
const isGlued = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}_]/u.test(character)
