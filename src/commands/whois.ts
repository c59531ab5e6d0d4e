import { COMMAND, CONTEXT, OPTION, slashCommand, type UserCommand } from '../discord/command.ts'
import { PERMISSION } from '../discord/permissions.ts'
import type { Reply } from '../discord/reply.ts'
import { createdAt } from '../discord/snowflake.ts'
import { escapeMarkdown, maskedLink, shorten } from '../discord/text.ts'
import type { CommandDeps } from './deps.ts'
import { ACCENT_COLOR } from './theme.ts'

const LISTED = 5
/** Discord shows about so many roles before a field is too long. */
const ROLES_SHOWN = 30
const NEEDS = 'MODERATE_MEMBERS'
const MODERATORS_ONLY = { default_member_permissions: String(PERMISSION[NEEDS]) }

/** For moderators: what is known of a member. */
export const whois = slashCommand({
  declaration: {
    name: 'whois',
    description: 'For moderators: a member’s accounts, roles, strikes and open cases',
    contexts: [CONTEXT.guild],
    ...MODERATORS_ONLY,
    options: [{ type: OPTION.user, name: 'member', description: 'The member', required: true }],
  },
  needs: NEEDS,
  handle: ({ options }, deps: CommandDeps) => about(options.member, deps),
})

/** The same from a member's menu. */
export const whoIsThis: UserCommand<CommandDeps> = {
  kind: 'user',
  declaration: { type: COMMAND.user, name: 'Who is this?', contexts: [CONTEXT.guild], ...MODERATORS_ONLY },
  needs: NEEDS,
  handle: ({ targetId }, deps) => about(targetId, deps),
}

async function about(id: string, { directory, moderation, config, now }: CommandDeps): Promise<Reply> {
  const [member, account, strikes, cases] = await Promise.all([
    directory.member(id),
    directory.githubAccount(id),
    moderation?.strikesOf(id, now()) ?? [],
    moderation?.listCases({ authorId: id, isOpen: true, limit: LISTED + 1 }) ?? [],
  ])
  const roles =
    member.kind === 'here' ? member.roleIds.filter((role) => role !== config.community.guildId) : []
  const fields = [
    { name: 'Discord', value: discordText(id, member) },
    { name: 'GitHub', value: githubText(account) },
    {
      name: 'Roles',
      value:
        member.kind === 'unknown'
          ? 'Discord did not answer in time. Try again.'
          : [
              ...roles.slice(0, ROLES_SHOWN).map((role) => `<@&${role}>`),
              ...(roles.length > ROLES_SHOWN ? ['…'] : []),
            ].join(' ') || 'none',
    },
    {
      name: 'Strikes that count',
      value:
        strikes
          .slice(0, LISTED)
          .map(
            ({ caseNumber, memberText, expiresAt }) =>
              `Case ${caseNumber}: ${escapeMarkdown(shorten(memberText, 100))} Until ${day(expiresAt)}.`,
          )
          .join('\n')
          .slice(0, 1000) + (strikes.length > LISTED ? `\nand ${strikes.length - LISTED} more` : '') ||
        'none',
    },
    {
      name: 'Open cases',
      value:
        cases
          .slice(0, LISTED)
          .map(
            ({ number, decision, openedAt }) =>
              `Case ${number}, ${escapeMarkdown(decision.rule)}, ${day(openedAt)}`,
          )
          .join('\n') + (cases.length > LISTED ? '\nand more: `/case list`' : '') || 'none',
    },
  ]
  return {
    kind: 'message',
    ephemeral: true,
    embeds: [{ title: 'Who is this?', description: `<@${id}>`, color: ACCENT_COLOR, fields }],
  }
}

/** What Discord says of a member of the guild. */
export type Whois =
  | { kind: 'here'; joinedAt: number | null; nick: string | null; roleIds: string[] }
  | { kind: 'not_here' }
  | { kind: 'unknown' }

/** Where what is known of members comes from. */
export interface MemberDirectory {
  member(id: string): Promise<Whois>
  /** `off`: accounts are not linked in this server. */
  githubAccount(id: string): Promise<{ login: string; url: string; linkedAt: number } | null | 'off'>
}

function discordText(id: string, member: Whois): string {
  const lines = [`Account made ${day(createdAt(id))}`]
  if (member.kind === 'not_here') lines.push('Not in this server (any more)')
  if (member.kind === 'here' && member.joinedAt !== null) lines.push(`Joined ${day(member.joinedAt)}`)
  if (member.kind === 'here' && member.nick) lines.push(`Called ${escapeMarkdown(member.nick)} here`)
  return lines.join('\n')
}

function githubText(account: Awaited<ReturnType<MemberDirectory['githubAccount']>>): string {
  if (account === 'off') return 'Accounts are not linked in this server.'
  return account
    ? `${maskedLink(escapeMarkdown(account.login), account.url)}, linked ${day(account.linkedAt)}`
    : 'not linked'
}

const day = (ms: number): string => `<t:${Math.floor(ms / 1000)}:D>`
