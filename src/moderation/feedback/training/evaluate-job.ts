import { DAY_MS, utcDay } from '../../../budget/day.ts'
import { toPng } from '../../../charts/png.ts'
import type { MessageParts } from '../../../discord/messages.ts'
import type { UploadedFile } from '../../../discord/rest.ts'
import { runPausing } from '../../../learning/index.ts'
import { champion } from '../../../storage/feedback-models.ts'
import { cardsByDay } from '../../../storage/flags.ts'
import { decidingModel } from '../deciding-model.ts'
import type { TrainingDeps } from './deps.ts'
import { evaluationSteps } from './evaluation.ts'
import { evaluationDrawings, evaluationMessage } from './evaluation-message.ts'
import type { Job } from './job.ts'
import { readRows } from './train-job.ts'

const SHOWN_DAYS = 30

export interface EvaluationPost {
  parts: MessageParts
  files: UploadedFile[]
}

/** The model that decides, on the frozen hold-out: figures, pictures, mistakes. */
export async function evaluate({ by }: Pick<Job, 'by'>, deps: TrainingDeps): Promise<EvaluationPost> {
  const { db, prior, thresholds, guildId, pause, now } = deps
  const { holdOut } = await readRows(deps)
  const model = decidingModel(await champion(db), prior)
  const evaluation = await runPausing(evaluationSteps(holdOut, model, thresholds), pause)
  const drawings = evaluationDrawings(evaluation, thresholds, await recentDays(deps, now()))
  const files: UploadedFile[] = []
  for (const [name, drawing] of Object.entries(drawings)) {
    files.push({ name: `${name}.png`, data: new Blob([await toPng(drawing)], { type: 'image/png' }) })
    await pause()
  }
  return { parts: evaluationMessage(evaluation, { rows: holdOut.length, guildId, by }), files }
}

/** The last thirty days, also those without a card. */
async function recentDays({ db }: Pick<TrainingDeps, 'db'>, now: number) {
  const days = Array.from({ length: SHOWN_DAYS }, (_, index) => now - (SHOWN_DAYS - 1 - index) * DAY_MS)
  const found = await cardsByDay(db, utcDay(days[0] ?? now))
  return days.map((at) => {
    const day = utcDay(at)
    const { flagged = 0, ambiguous = 0 } = found.get(day) ?? {}
    return { day: dayText(day), flagged, ambiguous }
  })
}

/** `2026-11-03` → `3 Nov`. */
function dayText(day: string): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  })
}
