import type { DatabaseLike } from '../../knowledge/database.ts'
import { aliasForms } from '../../privacy/aliases.ts'
import { aliasesOf, removeAlias, type StoredAlias } from '../../storage/aliases.ts'
import { attributesOf, evidenceOf, resetAttributes } from '../../storage/attributes.ts'
import { addAlias } from '../../storage/members.ts'
import { anonIdOfMember, placesOfFlags } from '../../storage/profiles.ts'
import { ratingHistory } from '../../storage/reviews.ts'
import {
  ATTRIBUTE_NAMES,
  type AttributeName,
  attributeNow,
  type EstimateLabel,
  falsePositiveHistory,
  type KnownAttribute,
} from '../feedback/attributes.ts'

/** A member as the checks for feedback know them. */
export interface Profile {
  attributes: { name: AttributeName; known: KnownAttribute }[]
  /** The rated conversations behind them, the newest first. */
  evidence: {
    at: number
    label: EstimateLabel | null
    estimates: Partial<Record<AttributeName, number>>
    /** Null when the message is not kept. */
    place: { channelId: string; messageId: string } | null
  }[]
  /** What moderators said of their flagged messages; null when none was rated. */
  history: { accepted: number; rejected: number; share: number } | null
}

/** What moderators see and change of members: names, and how they tend to talk. */
export interface PeopleDesk {
  profile(memberId: string): Promise<Profile>
  reset(memberId: string): Promise<void>
  /** `isWeak`: too short or too common to be found everywhere. */
  addAlias(memberId: string, name: string): Promise<{ isWeak: boolean }>
  aliases(memberId: string): Promise<StoredAlias[]>
  /** False when it is no alias that moderators added. */
  removeAlias(memberId: string, name: string): Promise<boolean>
}

export function peopleDesk({
  db,
  halfLifeDays,
  now,
}: {
  db: DatabaseLike
  halfLifeDays: number
  now: () => number
}): PeopleDesk {
  return {
    async profile(memberId) {
      const [attributes, evidence, anonId] = await Promise.all([
        attributesOf(db, [memberId]),
        evidenceOf(db, memberId),
        anonIdOfMember(db, memberId),
      ])
      const [places, histories] = await Promise.all([
        placesOfFlags(
          db,
          evidence.map(({ flagId }) => flagId),
        ),
        ratingHistory(db, anonId === null ? [] : [anonId]),
      ])
      const stored = attributes.get(memberId) ?? {}
      const history = histories.get(anonId ?? 0)
      const share = history ? falsePositiveHistory(history) : null
      return {
        attributes: ATTRIBUTE_NAMES.flatMap((name) => {
          const known = attributeNow(stored[name] ?? null, now(), halfLifeDays)
          return known ? [{ name, known }] : []
        }),
        evidence: evidence.map(({ flagId, createdAt: at, label, estimates }) => ({
          at,
          label,
          estimates,
          place: places.get(flagId) ?? null,
        })),
        history: history && share !== null ? { ...history, share } : null,
      }
    },
    reset: (memberId) => resetAttributes(db, memberId),
    async addAlias(memberId, name) {
      await addAlias(db, memberId, name, now())
      return { isWeak: aliasForms(name).every(({ isWeak }) => isWeak) }
    },
    aliases: (memberId) => aliasesOf(db, memberId),
    removeAlias: (memberId, name) => removeAlias(db, memberId, name),
  }
}
