import * as z from 'zod'
import type { DriftReport } from './drift.ts'

/** What is kept of a release's notes: excerpts are far shorter, but comments may stand before. */
const MAX_BODY_CHARS = 20_000

const time = z.iso.datetime({ offset: true }).transform(Date.parse)

export const repositorySchema = z
  .object({ full_name: z.string().max(200), private: z.boolean().default(false) })
  .transform(({ full_name, private: isPrivate }) => ({ fullName: full_name, isPrivate }))

const account = z.object({ login: z.string().max(100) }).nullish()

export const releaseSchema = z
  .object({
    id: z.number(),
    html_url: z.url(),
    tag_name: z.string().max(300),
    name: z.string().max(500).nullish().catch(null),
    body: z
      .string()
      .nullish()
      .transform((body) => (body ?? '').slice(0, MAX_BODY_CHARS)),
    prerelease: z.boolean(),
    draft: z.literal(false),
    author: account.catch(null),
    published_at: time.nullish().catch(null),
  })
  .transform((release) => ({
    id: release.id,
    url: release.html_url,
    tag: release.tag_name,
    name: release.name?.trim() || release.tag_name,
    body: release.body,
    isPrerelease: release.prerelease,
    author: release.author?.login ?? null,
    publishedAt: release.published_at ?? null,
  }))

const vulnerability = z
  .object({
    package: z.object({ ecosystem: z.string().max(50), name: z.string().max(214) }),
    vulnerable_version_range: z.string().max(300).nullish().catch(null),
    /** Of a repository's advisory. */
    patched_versions: z.string().max(300).nullish().catch(null),
    /** Of GitHub's database. */
    first_patched_version: z
      .object({ identifier: z.string().max(100) })
      .nullish()
      .catch(null),
  })
  .transform(({ package: of, vulnerable_version_range, patched_versions, first_patched_version }) => ({
    ecosystem: of.ecosystem,
    name: of.name,
    affected: vulnerable_version_range || null,
    fixed: patched_versions || first_patched_version?.identifier || null,
  }))

const score = z
  .object({ score: z.number().nullish(), vector_string: z.string().nullish() })
  .nullish()
  .catch(null)

export const advisorySchema = z
  .object({
    ghsa_id: z.string().regex(/^GHSA(-[23456789cfghjmpqrvwx]{4}){3}$/),
    cve_id: z.string().max(30).nullish().catch(null),
    html_url: z.url().nullish().catch(null),
    summary: z.string().max(2000),
    description: z
      .string()
      .nullish()
      .transform((text) => (text ?? '').slice(0, MAX_BODY_CHARS)),
    severity: z.string().nullish().catch(null),
    identifiers: z
      .array(z.object({ type: z.string(), value: z.string().max(60) }))
      .nullish()
      .catch(null),
    vulnerabilities: z.array(vulnerability).max(500).nullish().catch(null),
    cvss: score,
    cvss_severities: z.object({ cvss_v3: score, cvss_v4: score }).nullish().catch(null),
    published_at: time.nullish().catch(null),
    updated_at: time.nullish().catch(null),
    withdrawn_at: time.nullish().catch(null),
  })
  .transform((advisory) => {
    const { cvss_severities, cvss, identifiers } = advisory
    const scores = [cvss_severities?.cvss_v4?.score, cvss_severities?.cvss_v3?.score, cvss?.score]
    return {
      ghsaId: advisory.ghsa_id,
      cveId: advisory.cve_id ?? identifiers?.find(({ type }) => type === 'CVE')?.value ?? null,
      url: advisory.html_url ?? null,
      summary: advisory.summary,
      description: advisory.description,
      severity: severityOf(advisory.severity),
      // GitHub gives 0 for "not scored".
      cvss: scores.find((each) => typeof each === 'number' && each > 0) ?? null,
      vulnerabilities: advisory.vulnerabilities ?? [],
      publishedAt: advisory.published_at ?? null,
      updatedAt: advisory.updated_at ?? null,
      withdrawnAt: advisory.withdrawn_at ?? null,
    }
  })

export type Severity = 'critical' | 'high' | 'moderate' | 'low' | 'unknown'

/** Repositories say medium where GitHub's database says moderate. */
function severityOf(text: string | null | undefined): Severity {
  switch (text) {
    case 'critical':
    case 'high':
    case 'low':
      return text
    case 'medium':
    case 'moderate':
      return 'moderate'
    default:
      return 'unknown'
  }
}

export type Repository = z.output<typeof repositorySchema>
export type Release = z.output<typeof releaseSchema>
export type Advisory = z.output<typeof advisorySchema>

/** `removed`: it is no longer public and may be again; `deleted`: it never will. */
export type ReleaseChange = 'published' | 'edited' | 'removed' | 'deleted'
export type AdvisoryChange = 'published' | 'updated' | 'withdrawn'

/** What reaches the announcer. */
export type News =
  | { kind: 'release'; change: ReleaseChange; repository: Repository; release: Release }
  /** `repository` is null for those of GitHub's database. */
  | { kind: 'advisory'; change: AdvisoryChange; repository: Repository | null; advisory: Advisory }
  | { kind: 'drift'; reports: DriftReport[] }
