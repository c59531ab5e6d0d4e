import type { MessageParts } from '../../../discord/messages.ts'
import { anonIdOf } from '../../../privacy/pseudonym.ts'
import { flagById } from '../../../storage/flags.ts'
import { membersBehind } from '../../../storage/members.ts'
import { type EarlierRating, latestRated, reviewsOf, upheldBetween } from '../../../storage/reviews.ts'
import { FEATURE_NAMES, FEATURES } from '../features.ts'
import { feedbackCard } from './card.ts'
import type { CheckDeps } from './deps.ts'

/** "Like this" is a probability this near. */
const ALIKE = 0.1
/** Of so many decisions the nearest are looked for. */
const LATEST = 300
const SHOWN = 3

/** The card of a candidate as things stand; null when it is none any more. */
export async function renderedCard(
  flagId: string,
  { db, store, isDry, guildId, customId }: CheckDeps,
): Promise<MessageParts | null> {
  const flag = await flagById(db, flagId)
  if (!flag) return null
  const named = [flag.note, flag.excerpt ?? ''].flatMap((text) => text.match(/USER_\d+/g) ?? [])
  const anonIds = [flag.authorAnonId, flag.targetAnonId, ...named.map(anonIdOf)].filter((id) => id !== null)
  const [members, reviews, alike, rated] = await Promise.all([
    membersBehind(db, [...new Set(anonIds)]),
    reviewsOf(db, flagId),
    upheldBetween(db, flag.score - ALIKE, flag.score + ALIKE),
    latestRated(db, flagId, LATEST),
  ])
  const effects = store.effectsOf(flagId)
  const isBarred = effects.some(({ act, state }) => act.kind === 'react' && state === 'parked')
  return feedbackCard({
    flag,
    members,
    votes: reviews.map(({ reviewer_discord_id: reviewerId, label }) => ({ reviewerId, label })),
    alike,
    nearest: nearestTo(flag.features, rated),
    problems: effects.flatMap(({ problem }) => problem ?? []),
    isReacted: !isBarred && (store.shown(flagId)?.reaction ?? null) !== null,
    isDry,
    guildId,
    customId,
  })
}

/** The decisions whose features differ least, each feature measured by its range. */
function nearestTo(features: readonly number[], rated: readonly EarlierRating[]): EarlierRating[] {
  const distance = (other: readonly number[]) =>
    FEATURE_NAMES.reduce((sum, name, index) => {
      const { range, missing } = FEATURES[name]
      const difference = ((features[index] ?? missing) - (other[index] ?? missing)) / (range[1] - range[0])
      return sum + difference * difference
    }, 0)
  return rated
    .map((each) => ({ each, far: distance(each.features) }))
    .toSorted((a, b) => a.far - b.far)
    .slice(0, SHOWN)
    .map(({ each }) => each)
}
