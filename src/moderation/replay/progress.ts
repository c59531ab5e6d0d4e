import type { APIButtonComponentWithCustomId } from 'discord-api-types/v10'
import type { MessageParts } from '../../discord/messages.ts'
import { maskedLink } from '../../discord/text.ts'
import { messageUrl } from '../enforcement/card.ts'
import { JOB_RULE } from '../jobs/verdict.ts'
import { ALL, type Asked } from './asked.ts'
import { settingText } from './changed.ts'
import { progressBar } from './chart.ts'
import type { ReplayDeps } from './deps.ts'
import { type Run, shareDone } from './run.ts'

/** Discord's numbers: a row, a button, and a button's styles. */
export const ROW = 1
export const BUTTON = 2
export const STYLE = { secondary: 2, danger: 4 } as const
const COLOR = 0x3b6ea8
/** Before this share is done, how long the rest takes cannot be told. */
const MIN_SHARE = 0.05

export function ruleName({ rule }: Pick<Asked, 'rule'>): string {
  if (rule === ALL) return 'all rules'
  return rule === JOB_RULE ? 'job posts, by their words' : rule
}

/** What is replayed: the time, the channels, and the numbers that were changed. */
export function scopeText({ asked, by }: Pick<Run, 'asked' | 'by'>): string {
  const { since, until, channelId, changed } = asked
  const where = channelId === null ? 'all channels that Steward looks after' : `<#${channelId}>`
  const numbers = changed.map(
    ({ name, value, was }) => `\`${name}\` ${settingText(value)} instead of ${settingText(was)}`,
  )
  return [
    `${time(since)} to ${time(until)}, in ${where}. Asked by <@${by}>.`,
    ...(numbers.length > 0 ? [`With ${numbers.join(', ')}.`] : []),
  ].join('\n')
}

export function time(ms: number): string {
  return `<t:${Math.floor(ms / 1000)}:f>`
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`
}

/** The run as moderators see it while it goes on. */
export function progressMessage(run: Run, now: number, customId: ReplayDeps['customId']): MessageParts {
  const share = shareDone(run)
  const left = share < MIN_SHARE ? null : ((now - run.startedAt) * (1 - share)) / share
  const lines = [
    scopeText(run),
    '',
    `${progressBar(share)}${left === null ? '' : ` · done <t:${Math.ceil((now + left) / 1000)}:R>`}`,
    `${count(run.judged, 'message')} judged, ${count(run.matches.length, 'match', 'matches')} so far.`,
    'Nothing is done to anybody.',
  ]
  return {
    content: '',
    embeds: [{ title: `Replay: ${ruleName(run.asked)}`, description: lines.join('\n'), color: COLOR }],
    components: [{ type: ROW, components: [stopButton(run.id, customId)] }],
  }
}

function stopButton(runId: string, customId: ReplayDeps['customId']): APIButtonComponentWithCustomId {
  return {
    type: BUTTON,
    style: STYLE.danger,
    label: 'Stop',
    custom_id: customId('replay', { run: runId, act: 'stop' }),
  }
}

/** For the moderator who would begin a second one. */
export function underWay(run: Run, guildId: string, customId: ReplayDeps['customId']): MessageParts {
  const { message, asked, by } = run
  const where = message ? ` ${maskedLink('See it', messageUrl(guildId, message))}.` : ''
  const about = `${ruleName(asked)}, since ${time(asked.since)}`
  return {
    content: `One replay at a time: <@${by}> is running one (${about}). ${progressBar(shareDone(run))}.${where} Wait for it, or stop it; it then reports what it found so far.`,
    components: [{ type: ROW, components: [stopButton(run.id, customId)] }],
  }
}
