import type { NormalText } from '../text/normalise.ts'

/** Words of somebody who speaks about a scam rather than making one. */
const WARNS =
  /\b(?:beware (?:of|the|this)|watch out (?:for|,)|be careful(?: with| of)?|(?:do not|don't|dont|never|nobody should|please don't) (?:click|open|fall|trust|send|connect|join|answer|reply|dm (?:him|her|them|this)|scan|install|run)|(?:is|was|are|looks like|smells like|obviously|classic|definitely|another|probably) (?:a |an |the )?(?:known |obvious |total |clear )?(?:scam|phish|phishing|fraud|rug ?pull|ponzi|malware)\w*|(?:scam|phishing|fraud|spam) (?:alert|warning|attempt|message|messages|link|links|dm|dms|bot|bots|wave)|heads up|psa\b|reported (?:it|him|her|them|this|the)|(?:i |we |just )(?:got|received|keep getting)(?: a| this| these| another)? (?:dm|dms|message|messages|text|mail|email)|someone (?:sent|dm(?:'d|ed)|posted|keeps|is posting|messaged)|(?:got|been|was|were) (?:scammed|phished|hacked)|is this (?:a )?(?:scam|legit|real|phishing|safe)|anyone else (?:getting|got|seeing|seen)|mods?,? (?:can|please|pls)|can (?:a |the )?mods?|(?:obviously|clearly|totally|probably|is|it's) (?:a )?fake|who falls for|please (?:ban|remove|delete)|ban (?:this|that|him|her|them)|stay away from|(?:just )?ignore (?:it|this|them|these|him|her)|drain(?:s|ed)? (?:it|your|you|the wallet|wallets))\b/
/** "Not a scam": what a swindler says. */
const DENIES =
  /\b(?:not|no|isn't|isnt|ain't|never) (?:a |any )?(?:scam|scams|fraud)\b|\b(?:100%|fully|totally) legit\b/
/** Invitations that somebody who warns does not make. */
const INVITES =
  /\b(?:dm|message|text|contact|write|inbox|whatsapp|hmu|hit) (?:me|us)\b|\b(?:claim|join|invest|buy|ape in|mint|register|sign up)\b.{0,30}\b(?:now|today|here|below|before)\b/

/**
 * How a text speaks of scams: it warns and quotes one; it warns; it has the words of a warning beside an invitation, as a
 * swindler may; none of it.
 */
export type Stance = 'quotes' | 'warns' | 'mentions' | 'none'

/** Whether a text of this stance is about a scam rather than one. */
export const isAbout = (stance: Stance): boolean => stance === 'quotes' || stance === 'warns'

export function stanceOf({ folded, original }: NormalText): Stance {
  if (!WARNS.test(folded) || DENIES.test(folded)) return 'none'
  if (isQuoting(original)) return 'quotes'
  return INVITES.test(folded) ? 'mentions' : 'warns'
}

const QUOTED = /^> .*$|```[^`]{8,}```|`[^`\n]{8,}`|["“«„][^"”»“\n]{8,}["”»“]/gm
const MIN_OWN_WORDS = 3

const isQuoting = (original: string): boolean => original.search(QUOTED) >= 0

/** The author's own words beside what is quoted, or null when nothing is quoted or hardly anything else is said. */
export function ownWords({ original }: NormalText): string | null {
  if (!isQuoting(original)) return null
  const own = original.replace(QUOTED, ' ').trim()
  return own.split(/\s+/).length >= MIN_OWN_WORDS ? own : null
}
