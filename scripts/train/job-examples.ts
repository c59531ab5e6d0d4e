import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import * as z from 'zod'
import { INTENTS, type JobIntent } from '../../src/moderation/jobs/lexical.ts'

export interface JobExample {
  text: string
  label: JobIntent
  /** Where it comes from; examples of one place are like each other in more than their intent. */
  source: string
  /** Examples of one fold are trained on, or tested on, together. */
  fold: number
}

export const FOLDS = 3
const OWN = resolve(import.meta.dirname, '../../test/data/jobs')

const label = z.enum(INTENTS)
const postRow = z.object({ text: z.string(), label, origin: z.string(), fold: z.int() })
const chatRow = z.object({ text: z.string(), label, community: z.string() })
const ownRow = z.object({ text: z.string(), label, kind: z.string() })

/** Posters' own tags ("[Hiring]") say what the label says: a model that reads them learns nothing else. */
const LABEL_TAG = /^\W*\b(?:hiring|for hire|offer|task|paid|seeking)\b\s*[\])}]\s*/i

function rows<T>(schema: z.ZodType<T>, file: string): T[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => schema.parse(JSON.parse(line)))
}

/** Posts labelled by their posters, with the folds they come with. */
export function readPosts(folder: string): JobExample[] {
  return rows(postRow, `${folder}/intent_reddit.jsonl`).map(({ text, label, origin, fold }) => ({
    text: text.replace(LABEL_TAG, ''),
    label,
    source: origin,
    fold,
  }))
}

/** Ordinary chat of developers. A community is one fold: who is tested on was never trained on. */
export function readChat(folder: string): JobExample[] {
  const read = rows(chatRow, `${folder}/chat_gitter.jsonl`)
  const communities = [...new Set(read.map(({ community }) => community))]
  return read.map(({ text, label, community }) => ({
    text,
    label,
    source: community,
    fold: communities.indexOf(community) % FOLDS,
  }))
}

/**
 * Examples written for Steward. `test` and `places` are never trained on: `test` was looked at while `train` grew,
 * `places` (what the source names: Discord, forums, classifieds…) once, when all was done.
 */
export function readOwn(split: 'train' | 'test' | 'places'): JobExample[] {
  return rows(ownRow, `${OWN}/${split}.jsonl`).map(({ text, label, kind }) => ({
    text,
    label,
    source: kind,
    fold: -1,
  }))
}
