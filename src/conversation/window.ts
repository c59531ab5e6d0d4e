import type { WindowTurn } from './ask.ts'

/** What a follow-up sees of the conversation before it. */
const MAX_WINDOW_TURNS = 6
const MAX_QUESTION_CHARS = 1_000
const MAX_ANSWER_CHARS = 2_000

/** The window with a turn added, once; the oldest turns fall out, and each is bounded. */
export function withTurn(turns: WindowTurn[], turn: WindowTurn): WindowTurn[] {
  if (turns.some(({ id }) => id === turn.id)) return turns
  const bounded = {
    id: turn.id,
    question: turn.question.slice(0, MAX_QUESTION_CHARS),
    answer: turn.answer.slice(0, MAX_ANSWER_CHARS),
  }
  return [...turns, bounded].slice(-MAX_WINDOW_TURNS)
}

/** When the object's alarm is due: for the next question, else to forget everything. Null: there is nothing to forget. */
export function nextAlarm(dueTimes: number[], forgetAt: number | null): number | null {
  return dueTimes.length > 0 ? Math.min(...dueTimes) : forgetAt
}
