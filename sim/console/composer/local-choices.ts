import type { CommandOption } from '../../protocol.ts'
import type { Directory } from '../state/directory.ts'

export interface Choice {
  readonly name: string
  readonly value: string | number
}

const BOOLEAN = 5
const MEMBER = 6
const CHANNEL = 7
const ROLE = 8
const MENTIONABLE = 9

/** The whole list an option can be chosen from, or undefined when it is typed freely. */
export function localChoices(option: CommandOption, directory: Directory): readonly Choice[] | undefined {
  const { members, roles, channels } = directory.snapshot
  const people = members.map((member) => ({ name: `@${member.name}`, value: member.id }))
  const groups = roles.map((role) => ({ name: `@${role.name}`, value: role.id }))
  if (option.choices.length > 0) return option.choices
  switch (option.type) {
    case BOOLEAN:
      return [
        { name: 'True', value: 'true' },
        { name: 'False', value: 'false' },
      ]
    case MEMBER:
      return people
    case CHANNEL:
      return channels
        .filter((channel) => option.channelTypes.length === 0 || option.channelTypes.includes(channel.type))
        .map((channel) => ({ name: `#${channel.name}`, value: channel.id }))
    case ROLE:
      return groups
    case MENTIONABLE:
      return [...people, ...groups]
    default:
      return undefined
  }
}
