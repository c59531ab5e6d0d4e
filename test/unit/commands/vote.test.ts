import { describe, expect, it } from 'vitest'
import { vote, voteNote, voteReason } from '../../../src/commands/vote.ts'
import { responseBody } from '../../../src/discord/reply.ts'
import { actor, fakeDeps } from './fakes.ts'

const press = (value: string) => ({
  actor,
  fields: { answer: 'a1', value },
  values: [],
  inputs: new Map<string, string>(),
})
const text = (reply: Parameters<typeof responseBody>[0]) => JSON.stringify(responseBody(reply))

describe('a vote on an answer', () => {
  it('is thanked for, and a second press of the same button counts once', async () => {
    const { deps, cast } = fakeDeps()
    expect(text(await vote.handle(press('helpful'), deps))).toContain('Thank you')
    expect(text(await vote.handle(press('helpful'), deps))).toContain('already counted')
    expect(cast.every(({ answerId, value }) => answerId === 'a1' && value === 'helpful')).toBe(true)
  })

  it('can be changed', async () => {
    const { deps } = fakeDeps()
    await vote.handle(press('not_helpful'), deps)
    expect(text(await vote.handle(press('helpful'), deps))).toContain('Changed')
  })

  it('of “not helpful” counts at once and asks why', async () => {
    const { deps, cast } = fakeDeps()
    const reply = text(await vote.handle(press('not_helpful'), deps))
    expect(cast).toMatchObject([{ value: 'not_helpful' }])
    for (const reason of ['wrong', 'outdated', 'off_target', 'other'])
      expect(reply).toContain(`"value":"${reason}"`)
  })

  it('takes a reason from the list, or one in the member’s own words', async () => {
    const { deps, cast } = fakeDeps()
    const chosen = { actor, fields: { answer: 'a1' }, inputs: new Map<string, string>() }
    expect(await voteReason.handle({ ...chosen, values: ['outdated'] }, deps)).toMatchObject({
      kind: 'update',
      components: [],
    })
    expect(await voteReason.handle({ ...chosen, values: ['other'] }, deps)).toMatchObject({ kind: 'modal' })
    const inputs = new Map([['note', `  ${'x'.repeat(600)}  `]])
    await voteNote.handle({ ...chosen, values: [], inputs }, deps)
    expect(cast.map(({ reason }) => reason)).toEqual(['outdated', 'other'])
    expect(cast[1]?.note).toHaveLength(500)
  })
})
