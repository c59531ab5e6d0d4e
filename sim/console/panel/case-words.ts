import type { CaseInfo } from '../../protocol.ts'

type Effect = CaseInfo['effects'][number]

const STATES: Readonly<Record<string, string>> = {
  open: 'open',
  undone: 'taken back',
  not_job: 'no job post',
  banned: 'banned',
  moved: 'moved',
  dismissed: 'dismissed',
}

/** What a moderator made of a case, in a word or two. */
export function stateWords({ state, isDry }: Pick<CaseInfo, 'state' | 'isDry'>): string {
  const words = STATES[state] ?? state
  return isDry ? `${words}, dry run` : words
}

const DEEDS: Readonly<Record<string, string>> = {
  remove: 'removed',
  timeout: 'timeout',
  ban: 'ban',
  copy: 'copied to the jobs channel',
  react: 'reaction',
  reply: 'reply',
  dm: 'direct message',
  notice: 'notice in the channel',
  sweep: 'search for what the ban left',
  lift_timeout: 'timeout lifted',
  unban: 'unban',
  remove_copy: 'copy removed',
  give_back: 'words sent back',
}

/** "removed in #general", "timeout". */
export function effectWords({ kind, channelId }: Effect, channelName: (id: string) => string): string {
  const words = DEEDS[kind] ?? kind
  return kind === 'remove' && channelId !== null ? `${words} in ${channelName(channelId)}` : words
}

/** What came of it when it was not simply done. */
export function outcomeWords({ state, problem }: Effect): string | null {
  if (state === 'done') return null
  if (problem !== null) return problem
  return { waiting: 'not yet', started: 'under way', dry: 'dry run', skipped: 'not needed' }[state] ?? state
}
