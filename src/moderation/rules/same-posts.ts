import type { ReadMessage } from '../reading.ts'
import { isSamePost } from '../text/fingerprint.ts'
import type { RuleFacts } from './rule.ts'

/**
 * The message's copies by its author, itself among them, oldest first: those connected with it by gaps of at most
 * `seconds`. The oldest names the incident, so an incident that grows keeps its name.
 */
export function copiesOf({ message, byAuthor }: RuleFacts, seconds: number): ReadMessage[] {
  const { text, files } = message.fingerprint
  const own = byAuthor.indexOf(message)
  if (own < 0 || (text === '' && files === '')) return []
  const copies = [message]
  const gather = (step: 1 | -1, add: (post: ReadMessage) => void) => {
    let near = message.facts.createdAt
    for (let i = own + step; i >= 0 && i < byAuthor.length; i += step) {
      const other = byAuthor[i]
      if (!other || Math.abs(other.facts.createdAt - near) > seconds * 1000) return
      if (!isSamePost(other.fingerprint, message.fingerprint)) continue
      add(other)
      near = other.facts.createdAt
    }
  }
  gather(-1, (post) => copies.unshift(post))
  gather(1, (post) => copies.push(post))
  return copies
}

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
