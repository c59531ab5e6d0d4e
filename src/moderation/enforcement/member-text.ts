import type { MessageParts } from '../../discord/messages.ts'
import { MAX_CONTENT_CHARS } from '../../discord/split.ts'
import { shorten } from '../../discord/text.ts'
import type { Case, Evidence } from '../../storage/cases.ts'
import { messageUrl } from './card.ts'

/** Discord's limit for an embed's description, and for all embeds of a message together. */
const MAX_DESCRIPTION_CHARS = 4096
const MAX_EMBEDS_CHARS = 5500
const MAX_LINK_CHARS = 1000

/** What the member reads: what was wrong, what was done, and how to object. It says only what was truly done. */
export function directMessage({ number, decision, effects }: Case, guildId: string): MessageParts {
  const done = effects.filter(({ state }) => state === 'done')
  const copy = done.find(({ act }) => act.kind === 'copy')?.posted
  const removed = done.flatMap(({ act }) => (act.kind === 'remove' ? act.ids : [])).length
  const lines = done.flatMap(({ act }) =>
    act.kind === 'timeout' ? [`You cannot write there until <t:${Math.floor(act.until / 1000)}:f>.`] : [],
  )
  return {
    content: [
      shorten(decision.memberText, 1200),
      ...(copy ? [`Your post is here now: ${messageUrl(guildId, copy)}`] : []),
      ...(copy && removed > 1 ? ['Its copies in other channels were removed.'] : []),
      ...(removed > 0 && !copy
        ? [removed === 1 ? 'Your message was removed.' : 'Your messages were removed.']
        : []),
      ...lines,
      `If this is a mistake, write to a moderator and name case ${number}.`,
    ]
      .join('\n')
      .slice(0, MAX_CONTENT_CHARS),
  }
}

/**
 * Before a ban, as nothing arrives after it: what is about to be done, not what was done, since it may yet fail. `isRemoved`:
 * their messages go too. `isPressed`: a moderator decided it.
 */
export function warningOfBan(
  { number, decision }: Pick<Case, 'number' | 'decision'>,
  { isRemoved, isPressed }: { isRemoved: boolean; isPressed: boolean },
): MessageParts {
  return {
    content: [
      ...(decision.memberText === '' ? [] : [shorten(decision.memberText, 1200)]),
      isPressed
        ? 'A moderator has decided to ban you from the server.'
        : `${isRemoved ? 'What you posted is about to be removed, and you are' : 'You are'} about to be banned from the server.`,
      `I cannot write to you after that. If this is a mistake, write to a moderator and name case ${number}.`,
    ]
      .join('\n')
      .slice(0, MAX_CONTENT_CHARS),
  }
}

/** In the channel, for a member whose direct messages are closed. */
export function notice({ number, decision, effects }: Case, guildId: string): MessageParts {
  const copy = effects.find(({ act, state }) => act.kind === 'copy' && state === 'done')?.posted
  const where = copy ? ` Your post is here now: ${messageUrl(guildId, copy)}` : ''
  return {
    content: `<@${decision.authorId}> ${shorten(decision.memberText, 600)}${where} (Case ${number}; I could not write to you directly.)`,
  }
}

/**
 * A post as it stands in the jobs channel: its author named and linked, its words whole, its files beside it, those that could
 * not be carried over linked. Nobody is pinged.
 */
export function movedPost(
  evidence: Evidence,
  authorId: string,
  carried: readonly { name: string }[],
): MessageParts {
  const { content, attachments, authorName, channelId, messageId } = evidence
  const files = linkedFiles(
    attachments.filter(({ filename }) => !carried.some(({ name }) => name === filename)),
  )
  return {
    content: `Posted by <@${authorId}> in <#${channelId}>, moved here:`,
    embeds: [
      {
        author: { name: shorten(authorName, 250), url: `https://discord.com/users/${authorId}` },
        description: content.slice(0, MAX_DESCRIPTION_CHARS),
        fields: files.length > 0 ? [{ name: 'Files', value: files.join('\n') }] : [],
        footer: { text: `Message ${messageId}` },
      },
    ],
  }
}

/** As many links as fit into an embed's field. */
function linkedFiles(attachments: Evidence['attachments']): string[] {
  let left = MAX_LINK_CHARS
  return attachments
    .map(({ filename, url }) => `[${filename.replace(/[[\]]/g, '')}](${url})`)
    .filter((link) => {
      left -= link.length + 1
      return left >= 0
    })
}

/** Removed words back to their author; `isTakenOut` of the jobs channel, when they had been moved there. */
export function givenBack(
  { number }: Case,
  evidence: readonly Evidence[],
  isTakenOut: boolean,
): MessageParts {
  const texts = [...new Set(evidence.map(({ content }) => content).filter(Boolean))]
  let left = MAX_EMBEDS_CHARS
  const embeds = texts.slice(0, 10).flatMap((text) => {
    const description = text.slice(0, Math.min(MAX_DESCRIPTION_CHARS, left))
    left -= description.length
    return description === '' ? [] : [{ description }]
  })
  return {
    content: [
      `A moderator took case ${number} back: you did nothing wrong, and it does not count.`,
      ...(isTakenOut ? ['Your post is taken out of the jobs channel again.'] : []),
      ...(embeds.length > 0 ? ['Here is what you wrote, so that you can post it again.'] : []),
    ].join(' '),
    embeds,
  }
}
