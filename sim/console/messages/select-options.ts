import type { Emoji, Select } from '../../protocol.ts'
import type { Directory } from '../state/directory.ts'
import { KIND } from './component-types.ts'

export interface SelectOption {
  readonly label: string
  readonly value: string
  readonly description?: string | undefined
  readonly emoji?: Emoji | undefined
  readonly default?: boolean | undefined
}

/** What a select offers: its own options, or members, roles and channels by id. */
export function selectOptions(select: Select, directory: Directory): SelectOption[] {
  const { members, roles, channels } = directory.snapshot
  const people = members.map((member) => ({
    label: member.name,
    value: member.id,
    description: member.about,
  }))
  const groups = roles.map((role) => ({ label: `@${role.name}`, value: role.id }))
  switch (select.type) {
    case KIND.stringSelect:
      return select.options ?? []
    case KIND.userSelect:
      return people
    case KIND.roleSelect:
      return groups
    case KIND.mentionableSelect:
      return [...people, ...groups]
    case KIND.channelSelect:
      return channels
        .filter((channel) => channel.type !== 4)
        .map((channel) => ({ label: `#${channel.name}`, value: channel.id }))
  }
}
