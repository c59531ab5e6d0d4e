import type { Random } from '../random.ts'

/** Sentences with slots: `{thing}` is filled from the list of that name. */
export interface TextBank {
  sentences: readonly [string, ...string[]]
  slots: Record<string, readonly [string, ...string[]]>
}

/** Draws of one text before it may come a second time. */
const TRIES = 40

/** Texts of a bank in an order that follows from `random`; none comes twice while the bank has others. */
export function textsFrom(bank: TextBank, random: Random): () => string {
  const used = new Set<string>()
  const draw = () =>
    random.pick(bank.sentences).replace(/\{(\w+)\}/g, (slot, name: string) => {
      const list = bank.slots[name]
      return list ? random.pick(list) : slot
    })
  return () => {
    let text = draw()
    for (let tries = 0; used.has(text) && tries < TRIES; tries++) text = draw()
    used.add(text)
    return text
  }
}
