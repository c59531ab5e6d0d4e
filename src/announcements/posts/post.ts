import type { MessageParts } from '../../discord/messages.ts'
import type { Announcement, Subject } from '../announcement.ts'
import { advisoryEmbed } from './advisory.ts'
import { type DriftOptions, digestEmbed, driftEmbed } from './drift.ts'
import { type PostOptions, releaseEmbed } from './release.ts'
import { troubleCard } from './trouble.ts'

/** What an announcement looks like now. The first embed's footer is the same in every revision of it. */
export function partsOf(
  { id, kind, subjects }: Announcement,
  options: PostOptions & DriftOptions,
): MessageParts {
  switch (kind) {
    case 'release':
      return { embeds: [releaseEmbed(of(subjects, 'release'), id, options)] }
    case 'advisory':
      return { embeds: of(subjects, 'advisory').map((subject) => advisoryEmbed(subject, options)) }
    case 'drift':
      return { embeds: of(subjects, 'drift').map((subject) => driftEmbed(subject, options)) }
    case 'digest':
      return { embeds: [digestEmbed(of(subjects, 'drift'), id, options)] }
    case 'trouble': {
      const [trouble] = of(subjects, 'trouble')
      return trouble ? troubleCard(trouble) : {}
    }
  }
}

/** What an announcement is called on the moderators' card, and where its matter can be read. */
export function titleOf({ kind, subjects }: Announcement): { title: string; url: string | null } {
  const [first] = subjects
  if (kind === 'digest') return { title: 'The digest of research drift', url: null }
  switch (first?.kind) {
    case 'release':
      return { title: `${first.repository.fullName} ${first.release.tag}`, url: first.release.url }
    case 'advisory':
      return { title: `${first.advisory.ghsaId}: ${first.advisory.summary}`, url: first.advisory.url }
    case 'drift':
      return { title: `The drift of ${first.series}`, url: null }
    default:
      return { title: 'An announcement', url: null }
  }
}

function of<K extends Subject['kind']>(
  subjects: readonly Subject[],
  kind: K,
): Extract<Subject, { kind: K }>[] {
  return subjects.filter((subject): subject is Extract<Subject, { kind: K }> => subject.kind === kind)
}
