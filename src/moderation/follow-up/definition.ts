import { prefixesIn } from '../../privacy/aliases.ts'
import { createPseudonyms } from '../../privacy/pseudonyms.ts'
import type { FollowUp } from '../../storage/follow-ups.ts'
import {
  defineTerm,
  lingoTerm,
  newSourcesOf,
  type StoredSource,
  type StoredTerm,
  versionsOf,
} from '../../storage/lingo.ts'
import { namedMembers } from '../../storage/members.ts'
import { definitionRequest, joinedDefinition, usableDefinition } from '../feedback/lingo.ts'
import { askWithin } from '../sweep/asking.ts'
import { DONE, type FollowedUp, type FollowUpDeps } from './deps.ts'

/** After so many failed calls the answers are joined as they are, so that a definition is there. */
const MAX_MODEL_ATTEMPTS = 3

/** Makes one definition of what moderators answered and of the one there is. */
export async function reconcile(followUp: FollowUp, deps: FollowUpDeps): Promise<FollowedUp> {
  const { db, now } = deps
  const { subject: term } = followUp
  const [current, sources, [latest]] = await Promise.all([
    lingoTerm(db, term),
    newSourcesOf(db, term),
    versionsOf(db, term),
  ])
  if (sources.length === 0) return DONE
  const made = await definitionOf(followUp, current, sources, deps)
  if ('failed' in made) return { kind: 'failed', detail: made.failed }
  const isDefined = await defineTerm(
    db,
    {
      term,
      ...made,
      sources: [...(current ? (latest?.sources ?? []) : []), ...sources.map(({ id }) => id)],
      basedOn: current?.version ?? 0,
    },
    now(),
  )
  // Somebody defined it meanwhile: once more, from that.
  return isDefined ? DONE : { kind: 'again', at: now() }
}

type Made = { definition: string; confidence: number } | { failed: string }

/** Joined, an answer is as sure as the moderator who gave it; several may contradict each other. */
const JOINED_CONFIDENCE = { one: 0.8, several: 0.5 }

async function definitionOf(
  { id, attempts, startedAt }: FollowUp,
  current: StoredTerm | null,
  sources: readonly StoredSource[],
  { db, model, budget, places, log, now }: FollowUpDeps,
): Promise<Made> {
  const term = id.slice('definition:'.length)
  const before = current?.definition ?? null
  const joined = {
    definition: joinedDefinition(
      before,
      sources.map(({ text }) => text),
    ),
    confidence: before === null && sources.length === 1 ? JOINED_CONFIDENCE.one : JOINED_CONFIDENCE.several,
  }
  if (!model || attempts >= MAX_MODEL_ATTEMPTS) return joined
  const texts = [term, before ?? '', ...sources.map(({ text }) => text)]
  const mentioned = texts.flatMap((text) =>
    [...text.matchAll(/<@!?(\d{17,20})>/g)].map(([, member = '']) => member),
  )
  const pseudonyms = createPseudonyms(await namedMembers(db, mentioned, prefixesIn(texts.join('\n'))))
  const request = definitionRequest(
    pseudonyms.hide(term),
    before === null ? null : pseudonyms.hide(before),
    sources.map(({ text, at }) => ({ text: pseudonyms.hide(text), at })),
  )
  const charge = {
    id: `${id}/${startedAt ?? now()}/${attempts}`,
    channelId: (await places()).moderators ?? '',
  }
  const outcome = await askWithin(request, charge, { model, budget })
  // The budget is spent: what moderators said is worth having today.
  if (outcome === null) return joined
  if (!outcome.ok) {
    log('lingo_not_reconciled', { failure: outcome.failure, detail: outcome.detail })
    return { failed: outcome.failure }
  }
  const usable = usableDefinition(outcome.value)
  if (!usable) return joined
  return {
    definition: pseudonyms.reveal(usable.definition, (member) => `<@${member}>`),
    confidence: usable.confidence,
  }
}
