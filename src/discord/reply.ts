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
          choices: reply.choices.slice(0, MAX_CHOICES).map(({ name, value }) => ({
            name: name.slice(0, MAX_CHOICE_CHARS),
            value: value.slice(0, MAX_CHOICE_CHARS),
          })),
        },
      }
  }
}
