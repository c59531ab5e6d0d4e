import type { APIButtonComponentWithCustomId } from 'discord-api-types/v10'
import { encodeCustomId } from '../../discord/custom-id.ts'
import type { MessageParts } from '../../discord/messages.ts'
import { escapeMarkdown, shorten } from '../../discord/text.ts'
import type { Case, CaseEffect, Evidence } from '../../storage/cases.ts'
import { actOfResolution, CASE_ACT, type CaseAct } from './case-acts.ts'
import { isInternal, type MessagePlace } from './effect.ts'

/** Discord's numbers for components. */
const ROW = 1
const BUTTON = 2
/** Discord's limits for an embed's field and, beneath the limit for all of an embed, for its parts here. */
const FIELD_CHARS = 1000
const TEXT_CHARS = 900
const SIGNAL_CHARS = 240
const MAX_SIGNALS = 6
const MAX_LINKS = 8

const COLOR = { open: 0xd98e04, resolved: 0x2f7d6b, dry: 0x7a7a7a }

export interface CardFacts {
  guildId: string
  acts: readonly CaseAct[]
}

/** A case as moderators see it: rule, words, signals, what was done and what was not. Members' words are shown, never rendered. */
export function caseCard(
  case_: Case,
  evidence: readonly Evidence[],
  { guildId, acts }: CardFacts,
): MessageParts {
  const { number, decision, effects, resolution } = case_
  const told = effects.filter(
    ({ act, state }) => !isInternal(act) && !(act.kind === 'notice' && state === 'skipped'),
  )
  const fields = [
    { name: 'Member', value: `<@${decision.authorId}> (${decision.authorId})`, inline: true },
    {
      name: 'Rule',
      value: `${escapeMarkdown(decision.rule)} · score ${decision.score.toFixed(2)}`,
      inline: true,
    },
    { name: 'Where', value: links(decision.messages, guildId) },
    { name: 'Words', value: words(evidence) },
    { name: 'Why', value: signals(case_) },
    { name: 'Done', value: list(told.filter(isDone)) },
    { name: 'Not done', value: list(told.filter((effect) => !isDone(effect))) },
  ].filter(({ value }) => value !== '')
  const by = resolution
    ? `**${CASE_ACT[actOfResolution(resolution.what)].past}** by <@${resolution.by}> <t:${Math.floor(resolution.at / 1000)}:R>.`
    : ''
  const dry = decision.isDry ? '**Dry run: nothing of this was done, and no member was told.**' : ''
  return {
    embeds: [
      {
        title: shorten(`Case ${number}: ${escapeMarkdown(shorten(decision.explanation, 200))}`, 250),
        description: [dry, by].filter(Boolean).join('\n'),
        color: resolution ? COLOR.resolved : decision.isDry ? COLOR.dry : COLOR.open,
        fields,
        footer: { text: footerOf(case_) },
      },
    ],
    components: acts.length === 0 ? [] : [{ type: ROW, components: acts.map((act) => button(number, act)) }],
  }
}

/** Names the case: by it a card that may have been posted is found again. */
function footerOf({ number, decision }: Pick<Case, 'number' | 'decision'>): string {
  return shorten(`Case ${number} · ${decision.id}`, 200)
}

export function messageUrl(guildId: string, { channelId, id }: MessagePlace): string {
  return `https://discord.com/channels/${guildId}/${channelId}/${id}`
}

function button(number: number, act: CaseAct): APIButtonComponentWithCustomId {
  const { label, style } = CASE_ACT[act]
  return { type: BUTTON, style, label, custom_id: encodeCustomId('case', { number: String(number), act }) }
}

function links(messages: readonly MessagePlace[], guildId: string): string {
  const shown = messages
    .slice(0, MAX_LINKS)
    .map((place) => `${messageUrl(guildId, place)} in <#${place.channelId}>`)
  const more = messages.length - shown.length
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('\n').slice(0, FIELD_CHARS)
}

function words(evidence: readonly Evidence[]): string {
  const texts = [...new Set(evidence.map(({ content }) => content).filter(Boolean))]
  const files = [
    ...new Set(evidence.flatMap(({ attachments }) => attachments.map(({ filename }) => filename))),
  ]
  const shown = texts.map((text) => escapeMarkdown(text)).join('\n')
  const named = files.length > 0 ? `Files: ${escapeMarkdown(files.slice(0, 10).join(', '))}` : ''
  const lines = [shorten(shown, TEXT_CHARS - Math.min(named.length, 300)), named]
  return shorten(lines.filter(Boolean).join('\n'), FIELD_CHARS)
}

function signals({ decision }: Case): string {
  return decision.signals
    .slice(0, MAX_SIGNALS)
    .map(
      ({ name, evidence, weight }) =>
        `${escapeMarkdown(name)} (${weight.toFixed(2)})${evidence ? `: ${escapeMarkdown(shorten(evidence, SIGNAL_CHARS))}` : ''}`,
    )
    .join('\n')
    .slice(0, FIELD_CHARS)
}

function isDone({ state }: CaseEffect): boolean {
  return state === 'done'
}

function list(effects: readonly CaseEffect[]): string {
  return effects
    .map((effect) => `• ${nameOf(effect)}${effect.state === 'done' ? '' : `: ${whyNot(effect)}`}`)
    .join('\n')
    .slice(0, FIELD_CHARS)
}

function whyNot({ state, problem }: CaseEffect): string {
  if (state === 'dry') return 'dry run'
  return problem ? escapeMarkdown(problem) : 'not yet'
}

/** One act in a moderator's words. */
function nameOf({ act, posted }: Pick<CaseEffect, 'act' | 'posted'>): string {
  switch (act.kind) {
    case 'copy':
      return posted ? `copied to <#${posted.channelId}>` : 'copy to the jobs channel'
    case 'react':
      return 'reaction'
    case 'reply':
      return 'reply'
    case 'remove':
      return `${act.ids.length === 1 ? 'message' : `${act.ids.length} messages`} removed in <#${act.channelId}>`
    case 'timeout':
      return `timeout until <t:${Math.floor(act.until / 1000)}:f>`
    case 'ban':
      return 'ban'
    case 'sweep':
      return 'search for what the ban left behind'
    case 'dm':
      return act.before === 'ban' ? 'direct message, before the ban' : 'direct message'
    case 'notice':
      return 'notice in the channel'
    case 'lift_timeout':
      return 'timeout lifted'
    case 'unban':
      return 'unban'
    case 'remove_copy':
      return 'copy removed'
    case 'give_back':
      return 'words sent back to their author'
    default:
      return act.kind
  }
}
