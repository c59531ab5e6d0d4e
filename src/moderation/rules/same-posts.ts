import type { ReadMessage } from '../reading.ts'
import { isSamePost } from '../text/fingerprint.ts'
import type { RuleFacts } from './rule.ts'

/**
 * The message's copies by its author, itself among them, oldest first: those connected with it by gaps of at most
 * `seconds`. The oldest names the incident, so an incident that grows keeps its name.
 */
export function copiesOf({ message, byAuthor }: RuleFacts, seconds: number): ReadMessage[] {
  const { text, files } = message.fingerprint
  if (text === '' && files === '') return []
  const same = byAuthor.filter(
    (other) => other === message || isSamePost(other.fingerprint, message.fingerprint),
  )
  const own = same.indexOf(message)
  let first = own
  while (first > 0 && gap(same, first) <= seconds * 1000) first -= 1
  let last = own
  while (last + 1 < same.length && gap(same, last + 1) <= seconds * 1000) last += 1
  return same.slice(first, last + 1)
}

const gap = (list: readonly ReadMessage[], index: number): number =>
  (list[index]?.facts.createdAt ?? 0) - (list[index - 1]?.facts.createdAt ?? 0)

/** The most that `count` finds in any stretch of `seconds`; `posts` are in order of time. */
export function mostWithin(
  posts: readonly ReadMessage[],
  seconds: number,
  count: (posts: readonly ReadMessage[]) => number,
): number {
  let most = 0
  let from = 0
  for (let to = 0; to < posts.length; to++) {
    while ((posts[to]?.facts.createdAt ?? 0) - (posts[from]?.facts.createdAt ?? 0) > seconds * 1000) from += 1
    most = Math.max(most, count(posts.slice(from, to + 1)))
  }
  return most
}
