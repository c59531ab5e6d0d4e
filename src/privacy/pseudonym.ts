/** What stands for a member wherever a model reads: `USER_` and a number of our own, from 1, never Discord's id. */
const PSEUDONYM = /^USER_([1-9]\d{0,9})$/

export const pseudonym = (anonId: number): string => `USER_${anonId}`

export const isPseudonym = (text: string): boolean => PSEUDONYM.test(text)

/** The number in `USER_n`; null for anything else. */
export function anonIdOf(text: string): number | null {
  const number = PSEUDONYM.exec(text.trim())?.[1]
  return number === undefined ? null : Number(number)
}
