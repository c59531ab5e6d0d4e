import { type Stance, stanceOf } from './lexical/warning.ts'
import type { MessageFacts } from './message.ts'
import { type Fingerprint, fingerprintOf } from './text/fingerprint.ts'
import { type Link, linksOf } from './text/links.ts'
import { type NormalText, normalise } from './text/normalise.ts'

/** A message with what the rules want to know of it; each is found out once, when it is first asked for. */
export interface ReadMessage {
  facts: MessageFacts
  text: NormalText
  links: readonly Link[]
  fingerprint: Fingerprint
  /** Whether it speaks about a scam rather than making one. */
  stance: Stance
  /** Epoch milliseconds of what stands there now. */
  writtenAt: number
}

export function readMessage(facts: MessageFacts): ReadMessage {
  let text: NormalText | null = null
  let links: readonly Link[] | null = null
  let fingerprint: Fingerprint | null = null
  let stance: Stance | null = null
  const read: ReadMessage = {
    facts,
    get text() {
      text ??= normalise([facts.content, ...facts.extraText].join('\n'))
      return text
    },
    get links() {
      links ??= linksOf(read.text, facts.extraUrls)
      return links
    },
    get fingerprint() {
      // Discord adds a link's preview later: it is not part of what the member posted.
      const folded =
        facts.content === '' || facts.extraText.length === 0
          ? read.text.folded
          : normalise(facts.content).folded
      fingerprint ??= fingerprintOf(folded, facts.attachments)
      return fingerprint
    },
    get stance() {
      stance ??= stanceOf(read.text)
      return stance
    },
    writtenAt: facts.editedAt ?? facts.createdAt,
  }
  return read
}
