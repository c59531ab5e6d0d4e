import { parseArgs } from 'node:util'

/** Yes-or-no options such as `--fresh`; `--help` prints the help, anything else says what there is. Both end the process. */
export function readFlags<const Names extends readonly string[]>(
  names: Names,
  help: string,
): Record<Names[number], boolean> {
  const options = Object.fromEntries([...names, 'help'].map((name) => [name, { type: 'boolean' }] as const))
  try {
    const { values } = parseArgs({ options })
    if (values.help) {
      console.log(help)
      process.exit()
    }
    return Object.fromEntries(names.map((name) => [name, values[name] === true])) as Record<
      Names[number],
      boolean
    >
  } catch {
    const given = process.argv.slice(2).join(' ')
    console.error(`"${given}" is not understood here.\n\n${help}`)
    process.exit(2)
  }
}
