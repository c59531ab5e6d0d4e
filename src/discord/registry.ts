import type { Component, MessageCommand, SlashCommand, UserCommand } from './command.ts'

export type Command<Deps> = SlashCommand<Deps> | MessageCommand<Deps> | UserCommand<Deps>

/** Everything members can invoke. The order of commands is the order of the reference. */
export interface Registry<Deps> {
  commands: readonly Command<Deps>[]
  components: readonly Component<Deps>[]
}

/** What is put to Discord by `npm run register`. */
export function declarations<Deps>({ commands }: Registry<Deps>) {
  return commands.map((command) => command.declaration)
}
