import type { NormalText } from '../text/normalise.ts'

/** Words of somebody who speaks about a scam rather than making one. */
const WARNS =
  /\b(?:beware (?:of|the|this)|watch out (?:for|,)|be careful(?: with| of)?|(?:do not|don't|dont|never|nobody should|please don't) (?:click|open|fall|trust|send|connect|join|answer|reply|dm (?:him|her|them|this)|scan|install|run)|(?:is|was|are|looks like|smells like|obviously|classic|definitely|another|probably) (?:a |an |the )?(?:known |obvious |total |clear )?(?:scam|phish|phishing|fraud|rug ?pull|ponzi|malware)\w*|(?:scam|phishing|fraud|spam) (?:alert|warning|attempt|message|messages|link|links|dm|dms|bot|bots|wave)|heads up|psa\b|reported (?:it|him|her|them|this|the)|(?:i |we |just )(?:got|received|keep getting)(?: a| this| these| another)? (?:dm|dms|message|messages|text|mail|email)|someone (?:sent|dm(?:'d|ed)|posted|keeps|is posting|messaged)|(?:got|been|was|were) (?:scammed|phished|hacked)|is this (?:a )?(?:scam|legit|real|phishing|safe)|anyone else (?:getting|got|seeing|seen)|mods?,? (?:can|please|pls)|can (?:a |the )?mods?)\b/
/** "Not a scam": what a swindler says. */
const DENIES =
  /\b(?:not|no|isn't|isnt|ain't|never) (?:a |any )?(?:scam|scams|fraud)\b|\b(?:100%|fully|totally) legit\b/
/** Invitations that somebody who warns does not make. */
const INVITES =
  /\b(?:dm|message|text|contact|write|inbox|whatsapp|hmu|hit) (?:me|us)\b|\b(?:claim|join|invest|buy|ape in|mint|register|sign up)\b.{0,30}\b(?:now|today|here|below|before)\b/

/** Whether the text warns of a scam, asks about one or quotes it for others. `original` shows quotation. */
export function isWarning({ folded, original }: NormalText): boolean {
  if (!WARNS.test(folded) || DENIES.test(folded)) return false
  return isQuoting(original) || !INVITES.test(folded)
}

/** Lines that begin with `>`, code, or a passage in quotation marks. */
const isQuoting = (original: string): boolean => /^> |`[^`]{8,}`|["“«„][^"”»“]{8,}["”»“]/m.test(original)
