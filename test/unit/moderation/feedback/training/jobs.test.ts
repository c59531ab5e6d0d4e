import { DatabaseSync } from 'node:sqlite'
import { beforeEach, describe, expect, it } from 'vitest'
import { memoryDatabase } from '../../../../../bench/retrieval/sqlite.ts'
import { modelCommand } from '../../../../../src/commands/model.ts'
import { evaluate, retrain } from '../../../../../src/commands/retrain.ts'
import type { MessageParts } from '../../../../../src/discord/messages.ts'
import type { UploadedFile } from '../../../../../src/discord/rest.ts'
import { type DatabaseLike, run, sql } from '../../../../../src/knowledge/database.ts'
import { expertPrior } from '../../../../../src/moderation/feedback/prior.ts'
import type { TrainingDeps } from '../../../../../src/moderation/feedback/training/deps.ts'
import { trainingDesk } from '../../../../../src/moderation/feedback/training/desk.ts'
import { redTeam } from '../../../../../src/moderation/feedback/training/red-team.ts'
import { trainingStore } from '../../../../../src/moderation/feedback/training/store.ts'
import {
  afterError,
  countVotes,
  takeJob,
  work,
} from '../../../../../src/moderation/feedback/training/work.ts'
import { champion, listModels } from '../../../../../src/storage/feedback-models.ts'
import { judgeSql } from '../../../../../src/storage/flags.ts'
import { castReview, type RatedCandidate } from '../../../../../src/storage/reviews.ts'
import { actor, fakeDeps } from '../../../commands/fakes.ts'
import { community, NOON } from './rated.ts'

const MODERATOR = '1100000000000000010'
/** Not where the expert draws it: friends who tease each other are as bad as anybody. */
const LINE = { tone_harshness: 6, feedback_invited: -6, target_objection: 3, preliminary: 2, familiarity: 2 }
const RATED = 200

let db: DatabaseLike
let posted: { channelId: string; parts: MessageParts; nonce: string; files: readonly UploadedFile[] }[]
let deps: TrainingDeps
let time: number

beforeEach(() => {
  db = memoryDatabase([
    'migrations/0020_feedback.sql',
    'migrations/0022_feedback_cards.sql',
    'migrations/0023_training.sql',
  ])
  posted = []
  time = NOON + 1e10
  const objectDb = new DatabaseSync(':memory:')
  deps = {
    guildId: '1100000000000000001',
    db,
    prior: expertPrior(),
    thresholds: { tLow: 0.35, tHigh: 0.7 },
    newReviewsBeforeRetrain: 20,
    // It would not agree with this community.
    redTeam: () => [],
    discord: {
      createMessage: async (channelId, parts, { nonce, files = [] }) => {
        posted.push({ channelId, parts, nonce, files })
        return { ok: true, value: { id: '9', channel_id: channelId } }
      },
    },
    moderatorsChannel: async () => 'mods',
    pause: async () => {},
    store: trainingStore({ exec: (query, ...values) => rowsOf(objectDb, query, values) }),
    now: () => time,
    log: () => {},
  }
})

function rowsOf(objectDb: DatabaseSync, query: string, values: (string | number | null)[]) {
  const rows = objectDb.prepare(query).all(...values)
  return { toArray: () => rows }
}

async function rate(candidates: readonly RatedCandidate[]): Promise<void> {
  for (const { flagId, features, votes, authorAnonId, createdAt, channelId } of candidates) {
    const judged = {
      flagId,
      messageIds: [flagId],
      channelId,
      runId: `run-${flagId}`,
      authorAnonId,
      targetAnonId: null,
      prediction: 'flag' as const,
      score: 0.8,
      rawScore: 0.8,
      modelVersion: 0,
      calibrationVersion: 0,
      features,
      note: 'USER_2 speaks about what USER_1 made.',
      excerpt: 'pointless',
      isAudit: false,
      inclusionProbability: 1,
      why: [],
      isWaived: false,
    }
    await run(db, [judgeSql(judged, createdAt)])
    for (const { label, at } of votes)
      await castReview(db, { reviewId: `v${flagId}`, flagId, reviewerId: MODERATOR, label, notes: null }, at)
  }
}

/** Until nothing is left; never more often than a sound run takes. */
async function workOff(): Promise<void> {
  for (let step = 0; (await work(deps)) !== null; step++) if (step > 20) throw new Error('it never ends')
}

const asked = { id: 'i1', kind: 'train', by: MODERATOR } as const
const shown = () => posted.map(({ parts }) => JSON.stringify(parts)).join('\n')

describe('a training', () => {
  it('stores, decides, and tells the moderators’ channel once', async () => {
    await rate(community(RATED, LINE))
    expect(takeJob(asked, deps)).toBe('taken')
    expect(takeJob(asked, deps)).toBe('taken')
    expect(takeJob({ ...asked, id: 'i2' }, deps)).toBe('waiting')
    await workOff()
    expect(await champion(db)).toMatchObject({ version: 1 })
    expect(posted).toHaveLength(1)
    expect(posted[0]?.channelId).toBe('mods')
    expect(shown()).toMatch(
      /version 1 decides now.*held out.*red team.*wrong with high confidence nowhere.*rollback/s,
    )
  })

  it('that breaks off anywhere is begun again there, and has one model and one message', async () => {
    await rate(community(RATED, LINE))
    takeJob(asked, deps)
    // Each phase is done, and forgotten before it was stored.
    for (let phase = 0; phase < 3; phase++) {
      const before = deps.store.jobs()
      await work(deps)
      deps.store.save(before)
      await work(deps)
    }
    await workOff()
    expect(await listModels(db, 9)).toHaveLength(1)
    expect(new Set(posted.map(({ nonce }) => nonce)).size).toBe(1)
  })

  it('with too few ratings trains nothing and keeps quiet; the command says what is missing', async () => {
    await rate(community(10, LINE))
    const desk = trainingDesk(db, deps.prior, async (job) => takeJob(job, deps))
    const reply = await retrain.handle({ actor, options: {} }, fakeDeps({ training: desk }).deps)
    expect(reply).toMatchObject({ content: expect.stringMatching(/30 rated messages more.*\/review/s) })
    takeJob(asked, deps)
    await workOff()
    expect(await listModels(db, 9)).toEqual([])
    expect(posted).toEqual([])
  })

  it('begins by itself after twenty new ratings, and not again before twenty more', async () => {
    await rate(community(19, LINE))
    await countVotes(deps)
    expect(deps.store.jobs()).toEqual([])
    await rate(community(RATED, LINE))
    await countVotes(deps)
    await countVotes(deps)
    expect(deps.store.jobs()).toMatchObject([{ kind: 'train', by: null }])
    await workOff()
    await countVotes(deps)
    expect(deps.store.jobs()).toEqual([])
    expect(posted).toHaveLength(1)
  })

  it('that is not let through says why, and what overrides it', async () => {
    await rate(community(RATED, LINE))
    deps.redTeam = redTeam
    takeJob(asked, deps)
    await workOff()
    expect(await champion(db)).toBeNull()
    expect(shown()).toMatch(/not let through.*(invited|banter)-\d+.*model promote version:1/s)
  })

  it('on the same ratings again learns nothing new', async () => {
    await rate(community(RATED, LINE))
    for (const id of ['i1', 'i2']) {
      takeJob({ ...asked, id }, deps)
      await workOff()
    }
    expect(await listModels(db, 9)).toHaveLength(1)
    expect(shown()).toMatch(/nothing new was learned/)
  })

  it('does not put aside what moderators promoted while it went on', async () => {
    await rate(community(RATED, LINE))
    takeJob(asked, deps)
    await workOff()
    await rate(community(RATED + 30, LINE))
    takeJob({ ...asked, id: 'i2' }, deps)
    await work(deps)
    await run(db, [
      sql(`UPDATE feedback_models SET metrics = json_set(metrics, '$.gate.passes', json('true'))`),
    ])
    const desk = trainingDesk(db, deps.prior, async (job) => takeJob(job, deps))
    await desk.rollback({ interactionId: 'i3', moderatorId: MODERATOR, now: time })
    await workOff()
    expect(await champion(db)).toBeNull()
    expect(shown()).toMatch(/version 2 waits/)
  })

  it('that fails again and again is given up and said so', async () => {
    await rate(community(RATED, LINE))
    takeJob(asked, deps)
    for (let failure = 0; failure < 6; failure++) afterError(deps)
    await workOff()
    expect(shown()).toMatch(/learning failed.*still does/s)
  })
})

describe('/evaluate', () => {
  it('shows figures with intervals, three pictures and linked mistakes', async () => {
    await rate(community(RATED, LINE))
    takeJob({ ...asked, kind: 'evaluate' }, deps)
    await workOff()
    expect(posted).toHaveLength(1)
    expect(posted[0]?.files.map(({ name }) => name)).toEqual([
      'reliability.png',
      'precision-recall.png',
      'cards-per-day.png',
    ])
    expect(posted[0]?.files.every(({ data }) => data.size > 2_000)).toBe(true)
    expect(shown()).toMatch(/Evaluation of the expert’s prior.*PR AUC: \*\*0\.\d\d \(0\.\d\d to/s)
    expect(shown()).toContain('https://discord.com/channels/1100000000000000001/c/14')
  })

  it('without anything held out says so', async () => {
    const desk = trainingDesk(db, deps.prior, async (job) => takeJob(job, deps))
    const reply = await evaluate.handle({ actor, options: {} }, fakeDeps({ training: desk }).deps)
    expect(reply).toMatchObject({ content: expect.stringMatching(/Nothing is held out/) })
  })
})

describe('/model', () => {
  const sub = async (name: string, options: Record<string, number> = {}, interactionId = name) => {
    const training = trainingDesk(db, deps.prior, async (job) => takeJob(job, deps))
    const found = modelCommand.subCommands?.find(({ declaration }) => declaration.name === name)
    const reply = await found?.handle(
      { actor: { ...actor, interactionId }, options },
      fakeDeps({ training }).deps,
    )
    return JSON.stringify(reply)
  }

  it('starts with the prior', async () => {
    expect(await sub('list')).toMatch(/No model was trained yet/)
    expect(await sub('show')).toMatch(/The expert’s prior.*tone harshness \*\*\+1\.80/s)
    expect(await sub('rollback')).toMatch(/No other model decided before/)
    expect(await sub('promote', { version: 3 })).toMatch(/There is no version 3/)
  })

  it('promotes, and goes back step by step to the prior; the same interaction again is one step', async () => {
    await rate(community(RATED, LINE))
    takeJob(asked, deps)
    await workOff()
    await rate(community(RATED + 30, LINE))
    takeJob({ ...asked, id: 'i2' }, deps)
    await workOff()
    await sub('promote', { version: 2 }, 'p')
    expect((await champion(db))?.version).toBe(2)
    expect(await sub('list')).toMatch(/\*\*2\*\*.*decides.*\*\*1\*\*.*decided before.*\*\*0\*\*/s)
    expect(await sub('show', { version: 1 })).toMatch(/Version 1.*held out/s)
    expect(await sub('rollback', {}, 'r1')).toMatch(/Version 1 decides again/)
    expect(await sub('rollback', {}, 'r1')).toMatch(/Version 1 decides again/)
    expect((await champion(db))?.version).toBe(1)
    expect(await sub('rollback', {}, 'r2')).toMatch(/The expert’s prior decides again/)
    expect(await champion(db)).toBeNull()
    expect(await sub('rollback', {}, 'r3')).toMatch(/No other model decided before/)
  })
})
