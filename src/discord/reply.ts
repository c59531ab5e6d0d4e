import type { APIModalInteractionResponseCallbackData } from 'discord-api-types/v10'
import { InteractionResponseType } from 'discord-interactions'
import { EPHEMERAL, type MessageParts, SUPPRESS_EMBEDS } from './messages.ts'

export interface Choice {
  name: string
  value: string
}

/** What a handler answers; it never touches HTTP. */
export type Reply =
  | ({ kind: 'message'; ephemeral: boolean; quietLinks?: boolean } & MessageParts)
  /** "Steward is thinking…": whoever works on it edits the reply later. */
  | { kind: 'deferred'; ephemeral: boolean }
  /** Replaces the message that the pressed component sits on. */
  | ({ kind: 'update' } & MessageParts)
  | { kind: 'modal'; modal: APIModalInteractionResponseCallbackData }
  | { kind: 'choices'; choices: Choice[] }

/** A sentence only the person who acted sees: refusals, confirmations. */
export function privately(content: string): Reply {
  return { kind: 'message', ephemeral: true, content }
}

/** Discord's limit for autocomplete choices, and for the text of one. */
const MAX_CHOICES = 25
const MAX_CHOICE_CHARS = 100

/** The interaction response Discord expects in the body of the HTTP answer. */
export function responseBody(reply: Reply): object {
  switch (reply.kind) {
    case 'message': {
      const { kind: _, ephemeral, quietLinks, ...parts } = reply
      const flags = (ephemeral ? EPHEMERAL : 0) | (quietLinks ? SUPPRESS_EMBEDS : 0)
      return {
        type: InteractionResponseType.CHANNEL_MESSAGE_WITH_SOURCE,
        data: { ...parts, flags, allowed_mentions: { parse: [] } },
      }
    }
    case 'deferred':
      return {
        type: InteractionResponseType.DEFERRED_CHANNEL_MESSAGE_WITH_SOURCE,
        data: { flags: reply.ephemeral ? EPHEMERAL : 0 },
      }
    case 'update': {
      const { kind: _, ...parts } = reply
      return {
        type: InteractionResponseType.UPDATE_MESSAGE,
        data: { ...parts, allowed_mentions: { parse: [] } },
      }
    }
    case 'modal':
      return { type: InteractionResponseType.MODAL, data: reply.modal }
    case 'choices':
      return {
        type: InteractionResponseType.APPLICATION_COMMAND_AUTOCOMPLETE_RESULT,
        data: {
          choices: acceptable(reply.choices).slice(0, MAX_CHOICES),
        },
      }
  }
}

/** Cut to size, without empty ones, for which Discord refuses all, and without a second of a name, which nobody could tell apart. */
function acceptable(choices: Choice[]): Choice[] {
  const byName = new Map<string, Choice>()
  for (const choice of choices) {
    const name = choiceText(choice.name)
    const value = choiceText(choice.value)
    if (name !== '' && value !== '' && !byName.has(name)) byName.set(name, { name, value })
  }
  return [...byName.values()]
}

/** Cut so that no half of a character remains. */
function choiceText(text: string): string {
  return text
    .slice(0, MAX_CHOICE_CHARS)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim()
}
