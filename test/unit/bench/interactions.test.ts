import { verifyKey } from 'discord-interactions'
import { describe, expect, it } from 'vitest'
import { command, createSigner, text } from '../../../bench/interactions.ts'
import { interactionSchema } from '../../../src/discord/interaction.ts'
import { signedHeaders } from '../../../src/discord/signature.ts'

describe('the interactions that a bench sends', () => {
  const signer = createSigner()
  const payload = command('search', [text('query', 'budget')])

  it('are what Steward takes for Discord’s', () => {
    expect(interactionSchema.safeParse(payload).success).toBe(true)
  })

  it.each([
    ['signed', signer.sign(payload), true],
    ['forged', signer.forge(payload), false],
  ] as const)('%s, are told apart by the signature alone', async (_, { headers, body }, authentic) => {
    const signed = signedHeaders(new Headers(headers), Date.now())
    expect(signed).not.toBeNull()
    const { signature = '', timestamp = '' } = signed ?? {}
    expect(await verifyKey(new Uint8Array(body), signature, timestamp, signer.publicKey)).toBe(authentic)
  })
})
