import { describe, expect, it } from 'vitest'
import { responseBody } from '../../../src/discord/reply.ts'

describe('suggestions', () => {
  const choices = (names: string[]) =>
    responseBody({ kind: 'choices', choices: names.map((name) => ({ name, value: name })) })

  it('are left out when they are empty, as Discord then refuses all of them, or there already', () => {
    expect(choices(['Setup', '', '  ', 'Overview', 'Setup'])).toMatchObject({
      data: {
        choices: [
          { name: 'Setup', value: 'Setup' },
          { name: 'Overview', value: 'Overview' },
        ],
      },
    })
    expect(responseBody({ kind: 'choices', choices: [{ name: 'A page', value: '' }] })).toMatchObject({
      data: { choices: [] },
    })
  })

  it('are at most 25 of at most 100 characters, cut between characters', () => {
    const body = JSON.stringify(
      choices([`${'x'.repeat(99)}🙂`, ...Array.from({ length: 30 }, (_, i) => `${i}`)]),
    )
    expect(body.match(/"name"/g)).toHaveLength(25)
    expect(body.isWellFormed()).toBe(true)
    expect(body).toContain(`"name":"${'x'.repeat(99)}"`)
    expect(body).not.toContain('ud83d')
  })
})
