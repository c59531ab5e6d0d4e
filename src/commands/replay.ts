import { CONTEXT, component, OPTION, type Press, slashCommand } from '../discord/command.ts'
import { PERMISSION } from '../discord/permissions.ts'
import { privately } from '../discord/reply.ts'
import { moderationPolicy } from '../moderation/policy.ts'
import { ALL, REPLAYABLE } from '../moderation/replay/asked.ts'
import { parseChanged, templateOf } from '../moderation/replay/changed.ts'
import { parseSince, suggestSince } from '../moderation/replay/since.ts'
import type { CommandDeps } from './deps.ts'

/** Discord's numbers for channels that hold messages, threads and forums. */
const READABLE_CHANNELS = [0, 2, 5, 10, 11, 12, 13, 15, 16] as const

/** For moderators: what a rule would have done about past messages. Nothing is done to anybody. */
export const replay = slashCommand({
  declaration: {
    name: 'replay',
    description: 'For moderators: what a rule would have done about past messages; nothing is done',
    contexts: [CONTEXT.guild],
    default_member_permissions: String(PERMISSION.MODERATE_MEMBERS),
    options: [
      {
        type: OPTION.string,
        name: 'rule',
        description: 'The rule',
        required: true,
        choices: [...REPLAYABLE],
      },
      {
        type: OPTION.string,
        name: 'since',
        description: 'From when on: 24h, 7d, or a date; 30 days at most',
        required: true,
        autocomplete: true,
        max_length: 20,
      },
      {
        type: OPTION.channel,
        name: 'channel',
        description: 'Only this channel or thread; without it, all that Steward looks after',
        channel_types: [...READABLE_CHANNELS],
      },
      {
        type: OPTION.string,
        name: 'set',
        description: 'Other numbers for this replay: count=3 seconds=20',
        autocomplete: true,
        max_length: 200,
      },
    ],
  },
  needs: 'MODERATE_MEMBERS',

  async handle({ actor, options }, { config, replay, now }: CommandDeps) {
    const until = now()
    const since = parseSince(options.since, until)
    if (!since.ok) return privately(since.problem)
    const changed = parseChanged(options.set ?? '', options.rule, moderationPolicy(config))
    if (!changed.ok) return privately(changed.problem)
    const begun = await replay.begin({
      id: actor.interactionId,
      by: actor.memberId,
      answer: { applicationId: actor.applicationId, token: actor.token },
      asked: {
        rule: options.rule,
        changed: changed.changed,
        since: since.at,
        until,
        channelId: options.channel ?? null,
      },
    })
    return begun.kind === 'begun'
      ? { kind: 'deferred', ephemeral: true }
      : { kind: 'message', ephemeral: true, ...begun.parts }
  },

  async complete({ option, value, options }, { config, now }: CommandDeps) {
    if (option === 'since') return suggestSince(value, now())
    const rule = String(options.rule ?? ALL)
    const template = templateOf(rule, moderationPolicy(config))
    const typed = value.trim()
    return [typed, template].filter(Boolean).map((text) => ({ name: text, value: text }))
  },
})

/** Stop, and the pages of a report. */
export const replayButton = component({
  id: 'replay',
  needs: 'MODERATE_MEMBERS',
  async handle(
    { actor, fields: { run, act } }: Press<{ run: string; act: string }>,
    { replay }: CommandDeps,
  ) {
    const pressed = await replay.press({ runId: run, by: actor.memberId, act })
    switch (pressed.kind) {
      case 'shown':
      case 'stopped':
        return { kind: 'update', ...pressed.parts }
      case 'stopped_before':
        return privately(`<@${pressed.by}> has stopped it already: its report follows in a moment.`)
      case 'over':
        return privately('It is over already: its report is in the moderators’ channel.')
      case 'forgotten':
        return privately('This replay is no longer kept. `/replay` runs it again.')
    }
  },
})
