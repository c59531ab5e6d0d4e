/**
 * Long computations are generators that yield between pieces of a few milliseconds, so that a Durable Object can answer
 * other requests meanwhile. Pieces are cut by counted operations and not by the clock: a Worker's clock stands still
 * while it computes.
 */
export interface Step {
  /** What is being done, for a progress line: `fit`, `fold 2 of 5`. */
  task: string
}

export type Steps<Result> = Generator<Step, Result, void>

/** Multiply-adds between two yields; about 3 ms, and still under 50 ms on a machine ten times slower. */
const OPERATIONS_PER_STEP = 2_000_000

/** Rows that fit into one step when each takes so many multiply-adds. */
export function rowsPerStep(operationsPerRow: number): number {
  return Math.max(64, Math.floor(OPERATIONS_PER_STEP / operationsPerRow))
}

/** Runs to the end without a pause: for scripts and small data. */
export function runSteps<Result>(steps: Steps<Result>, onStep?: (step: Step) => void): Result {
  for (;;) {
    const next = steps.next()
    if (next.done === true) return next.value
    onStep?.(next.value)
  }
}

/**
 * Runs to the end and awaits `pause` after each step. In a Durable Object `pause` is `() => scheduler.wait(0)`: other
 * events get their turn. What `pause` throws ends the run.
 */
export async function runPausing<Result>(
  steps: Steps<Result>,
  pause: (step: Step) => Promise<unknown>,
): Promise<Result> {
  for (;;) {
    const next = steps.next()
    if (next.done === true) return next.value
    await pause(next.value)
  }
}
