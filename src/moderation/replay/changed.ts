import * as z from 'zod'
import { type ModerationPolicy, newcomerSchema } from '../policy.ts'
import { crossPostingSchema } from '../rules/cross-posting.ts'
import { deceptiveLinkSchema } from '../rules/deceptive-link.ts'
import { financialAdviceSchema } from '../rules/financial-advice.ts'
import { listedSchema } from '../rules/listed.ts'
import { newAccountLinkSchema } from '../rules/new-account-link.ts'
import { repeatedMessagesSchema } from '../rules/repeated-messages.ts'
import { shillingSchema } from '../rules/shilling.ts'
import { switches } from '../rules/switches.ts'

/** A setting that a replay changes, and what it is now. */
export interface Change {
  name: string
  value: Value
  was: Value
}
type Value = number | boolean | string[]

interface RuleSettings {
  /** Under which the policy has the rule. */
  key: keyof ModerationPolicy['rules']
  schema: z.ZodObject
  /** The rule asks who is new. */
  usesNewcomer?: true
}

/** Where each rule's settings are, by the rule's id. */
export const SETTINGS: Readonly<Record<string, RuleSettings>> = {
  'cross-posting': { key: 'crossPosting', schema: crossPostingSchema },
  'repeated-messages': { key: 'repeatedMessages', schema: repeatedMessagesSchema },
  shilling: { key: 'shilling', schema: shillingSchema, usesNewcomer: true },
  'deceptive-link': { key: 'deceptiveLink', schema: deceptiveLinkSchema },
  listed: { key: 'listed', schema: listedSchema },
  'new-account-link': { key: 'newAccountLink', schema: newAccountLinkSchema, usesNewcomer: true },
  'financial-advice': { key: 'financialAdvice', schema: financialAdviceSchema },
}

interface Setting {
  name: string
  schema: z.ZodType
  was: Value
}

export type Changed = { ok: true; changed: Change[] } | { ok: false; problem: string }

const PAIR = /([\w.-]+)\s*[=:]\s*("[^"]*"|[^\s]+)\s*/gy

/** `count=3 seconds=20` against the rule's own schema. A problem says what would be right. */
export function parseChanged(text: string, rule: string, policy: ModerationPolicy): Changed {
  if (text.trim() === '') return { ok: true, changed: [] }
  if (!SETTINGS[rule]) return wrong('`set` changes the numbers of one rule: choose that rule in `rule`.')
  const settings = settingsOf(rule, policy)
  if (settings.length === 0)
    return wrong(
      `\`${rule}\` has no numbers to change here: its settings are lists, in \`steward.config.ts\`.`,
    )
  const pairs = pairsOf(text.trim())
  if (!pairs) return wrong(`Write \`set\` as name=value, such as \`${template(settings)}\`.`)
  const changed: Change[] = []
  for (const { name, value } of pairs) {
    const setting = settings.find((it) => it.name.toLowerCase() === name.toLowerCase())
    if (!setting) return wrong(`\`${rule}\` has no setting \`${name}\`. It has ${described(settings)}.`)
    if (changed.some((change) => change.name === setting.name))
      return wrong(`\`${setting.name}\` stands twice.`)
    const parsed = setting.schema.safeParse(typedValue(setting.schema, value))
    if (!parsed.success)
      return wrong(`\`${setting.name}\` takes ${rangeOf(setting.schema)}, not “${value.slice(0, 40)}”.`)
    changed.push({ name: setting.name, value: parsed.data as Value, was: setting.was })
  }
  return { ok: true, changed }
}

/** The settings as they are now, in the form in which they are typed; '' for a rule without any. */
export function templateOf(rule: string, policy: ModerationPolicy): string {
  return SETTINGS[rule] ? template(settingsOf(rule, policy)) : ''
}

export function applyChanged(
  policy: ModerationPolicy,
  rule: string,
  changed: readonly Change[],
): ModerationPolicy {
  const found = SETTINGS[rule]
  if (!found) return policy
  const isOfRule = ({ name }: Change) => name in found.schema.shape
  const values = (wanted: boolean) =>
    Object.fromEntries(
      changed.filter((change) => isOfRule(change) === wanted).map(({ name, value }) => [name, value]),
    )
  return {
    ...policy,
    rules: { ...policy.rules, [found.key]: { ...policy.rules[found.key], ...values(true) } },
    newcomer: { ...policy.newcomer, ...values(false) },
  }
}

function settingsOf(rule: string, policy: ModerationPolicy): Setting[] {
  const found = SETTINGS[rule]
  if (!found) return []
  const now: Record<string, unknown> = { ...policy.newcomer, ...policy.rules[found.key] }
  const own = Object.entries(found.schema.shape).filter(([name]) => !(name in switches))
  const newcomer = found.usesNewcomer ? Object.entries(newcomerSchema.shape) : []
  return [...own, ...newcomer]
    .map(([name, schema]) => ({ name, schema: bare(schema as z.ZodType), was: now[name] as Value }))
    .filter(({ schema }) => rangeOf(schema) !== null)
}

/** Without its default: a value is given. */
function bare(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodDefault ? bare(schema.def.innerType as z.ZodType) : schema
}

/** What a setting takes, in words; null for what cannot be typed in a line. */
function rangeOf(schema: z.ZodType): string | null {
  if (schema instanceof z.ZodBoolean) return 'true or false'
  if (schema instanceof z.ZodNumber)
    return `${schema.format === 'safeint' ? 'a whole number' : 'a number'} from ${schema.minValue} to ${schema.maxValue}`
  if (schema instanceof z.ZodArray && schema.def.element instanceof z.ZodString)
    return 'names with commas between them'
  return null
}

function typedValue(schema: z.ZodType, typed: string): unknown {
  const text = typed.replace(/^"|"$/g, '')
  if (schema instanceof z.ZodArray)
    return text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean)
  if (schema instanceof z.ZodBoolean)
    return { true: true, yes: true, false: false, no: false }[text.toLowerCase()]
  return text === '' ? undefined : Number(text.replace(/,$/, ''))
}

function pairsOf(text: string): { name: string; value: string }[] | null {
  const pairs = [...text.matchAll(PAIR)].map(([whole, name = '', value = '']) => ({ whole, name, value }))
  return pairs.map(({ whole }) => whole).join('') === text ? pairs : null
}

function described(settings: readonly Setting[]): string {
  return settings
    .map(({ name, schema, was }) => `\`${name}\` (${rangeOf(schema)}, now ${settingText(was)})`)
    .join(', ')
}

function template(settings: readonly Setting[]): string {
  return settings
    .filter(({ was }) => !Array.isArray(was))
    .map(({ name, was }) => `${name}=${settingText(was)}`)
    .join(' ')
}

export function settingText(value: Value): string {
  return Array.isArray(value) ? (value.length === 0 ? 'none' : value.join(', ')) : String(value)
}

function wrong(problem: string): Changed {
  return { ok: false, problem }
}
