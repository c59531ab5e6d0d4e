import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { PLACEHOLDER_DATABASE_ID, withDatabaseId } from '../../../scripts/deploy/database-id.ts'
import { commandReference } from '../../../scripts/docs-generate/commands.ts'
import { configurationReference } from '../../../scripts/docs-generate/configuration.ts'
import { compareCommands } from '../../../scripts/register/compare.ts'
import { registry } from '../../../src/commands/registry.ts'
import { declarations } from '../../../src/discord/registry.ts'

describe('the first deploy', () => {
  it('writes the database’s id into wrangler.toml and leaves the rest as it is', () => {
    const toml = readFileSync('wrangler.toml', 'utf8')
    const id = '12345678-1234-1234-1234-123456789abc'
    const changed = withDatabaseId(toml, id)
    expect(changed).toContain(`database_id = "${id}"`)
    expect(changed.replace(id, PLACEHOLDER_DATABASE_ID)).toBe(toml)
    expect(withDatabaseId(changed, id)).toBe(changed)
    expect(() => withDatabaseId(toml, 'undefined')).toThrow('no database id')
  })
})

describe('registering', () => {
  const declared = declarations(registry).map((declaration) => ({ ...declaration }))

  it('tells what would be added, changed and removed', () => {
    const [first, second] = declared
    if (!first || !second) throw new Error('too few commands')
    const registered = [
      { ...first, id: '1', version: '2', application_id: '3' },
      { ...second, description: 'other' },
      { name: 'old', type: 1 },
    ]
    const comparison = compareCommands(declared, registered)
    expect(comparison.same).toEqual([`/${first.name}`])
    expect(comparison.changed).toEqual([`/${second.name}`])
    expect(comparison.removed).toEqual(['/old'])
    expect(comparison.added).toHaveLength(declared.length - 2)
  })

  it('sees no change in what Discord fills in by itself', () => {
    const filled = declared.map((command) => ({
      nsfw: false,
      default_member_permissions: null,
      ...command,
      id: '1',
      options: 'options' in command ? command.options?.map((option) => ({ required: false, ...option })) : [],
    }))
    expect(compareCommands(declared, filled)).toMatchObject({ added: [], changed: [], removed: [] })
  })
})

describe('the generated references', () => {
  it.each([
    ['docs/commands.md', commandReference()],
    ['docs/configuration-reference.md', configurationReference()],
  ])('%s says what the code says', (file, text) => expect(readFileSync(file, 'utf8')).toBe(text))
})
