import { MAX_TITLE_CHARS, readForm, reportForm } from '../bug-reports/form.ts'
import {
  COMMAND,
  CONTEXT,
  component,
  type MessageCommand,
  OPTION,
  type Press,
  slashCommand,
} from '../discord/command.ts'
import type { Actor, TargetMessage } from '../discord/interaction.ts'
import { privately, type Reply } from '../discord/reply.ts'
import type { CommandDeps } from './deps.ts'
import { placeOf } from './place.ts'

export const reportBug = slashCommand({
  declaration: {
    name: 'report-bug',
    description: 'Report a bug on GitHub; in a thread, with what was said in it',
    contexts: [CONTEXT.guild],
    options: [
      {
        type: OPTION.string,
        name: 'title',
        description: 'What is wrong, in a few words',
        required: true,
        max_length: MAX_TITLE_CHARS,
      },
    ],
  },

  isOn: isReporting,
  handle: ({ actor, options }, deps: CommandDeps) => openForm(actor, options.title, null, deps),
})

/** On anybody's message: the report begins with it. */
export const openIssue: MessageCommand<CommandDeps> = {
  kind: 'message',
  declaration: { type: COMMAND.message, name: 'Open a GitHub issue', contexts: [CONTEXT.guild] },
  isOn: isReporting,
  handle: ({ actor, target }, deps) => openForm(actor, null, target, deps),
}

function isReporting({ bugReports, dryRun }: CommandDeps): boolean {
  return bugReports !== null && !dryRun
}

async function openForm(
  actor: Actor,
  title: string | null,
  target: TargetMessage | null,
  deps: CommandDeps,
): Promise<Reply> {
  const { bugReports, config, dryRun } = deps
  if (!bugReports) return privately('Bugs cannot be reported from here yet. Please report it on GitHub.')
  if (dryRun) return privately('I am on a dry run, so nothing goes to GitHub. Please report it there.')
  const [place, prefill] = await Promise.all([placeOf(actor, deps), bugReports.prefill(actor, target)])
  const begun = await bugReports.begin({
    id: actor.interactionId,
    reporterId: actor.memberId,
    title,
    place: {
      channelId: actor.channel.id,
      type: actor.channel.type,
      parentId: actor.channel.parentId,
      messageId: target?.id ?? null,
      isQuiet: place.isQuiet,
    },
  })
  if (begun.kind === 'too_many') return tooMany(begun.at, deps)
  return {
    kind: 'modal',
    modal: reportForm({
      reportId: actor.interactionId,
      title,
      prefill,
      repositories: config.bugReports.repositories,
    }),
  }
}

export const bugForm = component({
  id: 'bug-form',
  async handle({ actor, fields: { report }, inputs }: Press<{ report: string }>, deps: CommandDeps) {
    const { bugReports, config } = deps
    const answers = readForm(inputs, config.bugReports.repositories)
    if (!bugReports || !answers) return privately(STALE)
    const submitted = await bugReports.submit({
      id: report,
      reporterId: actor.memberId,
      answers,
      handle: { applicationId: actor.applicationId, token: actor.token },
    })
    switch (submitted.kind) {
      case 'taken':
        return { kind: 'message', ephemeral: true, ...submitted.parts }
      case 'too_many':
        return tooMany(submitted.at, deps)
      case 'stale':
        return privately(STALE)
    }
  },
})

/** The buttons under likely duplicates. */
export const bugButton = component({
  id: 'bug',
  handle: ({ actor, fields: { report, act } }: Press<{ report: string; act: string }>, deps: CommandDeps) =>
    pressed(actor, report, act, deps),
})

/** "It is this one". */
export const bugSame = component({
  id: 'bug-same',
  handle: ({ actor, fields: { report }, values }: Press<{ report: string }>, deps: CommandDeps) =>
    pressed(actor, report, `same-${values[0] ?? ''}`, deps),
})

async function pressed(actor: Actor, id: string, act: string, { bugReports }: CommandDeps): Promise<Reply> {
  const result = await bugReports?.press({
    id,
    reporterId: actor.memberId,
    act,
    handle: { applicationId: actor.applicationId, token: actor.token },
  })
  return result?.kind === 'shown' ? { kind: 'update', ...result.parts } : privately(STALE)
}

const STALE = 'This report is no longer kept. Nothing was sent; `/report-bug` begins a new one.'

function tooMany(at: number, { config }: CommandDeps): Reply {
  const { perMemberPerDay } = config.bugReports
  const count = perMemberPerDay === 1 ? 'one bug' : `${perMemberPerDay} bugs`
  return privately(
    `You have reported ${count} within a day, which is as many as I take. You can report again <t:${Math.ceil(at / 1000)}:R>.`,
  )
}
