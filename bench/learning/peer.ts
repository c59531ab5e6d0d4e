import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import * as z from 'zod'

/** python3 first; Debian keeps its own beside another one. */
const INTERPRETERS = ['python3', '/usr/bin/python3']

export interface ScikitLearn {
  version: string
  fit(solver: 'lbfgs' | 'newton-cholesky', rows: number): Promise<{ milliseconds: number; coef: number[] }>
  close(): void
}

const hello = z.object({ version: z.string() })
const answer = z.object({ milliseconds: z.number(), coef: z.array(z.number()) })

/** scikit-learn on one thread in a process of its own; null where it is not installed. */
export async function startScikitLearn(script: string, file: string): Promise<ScikitLearn | null> {
  for (const interpreter of INTERPRETERS) {
    const child = spawn(interpreter, [script, file], {
      env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
    })
    const lines = linesOf(child)
    const first = await lines()
    if (first === null) continue
    const { version } = hello.parse(JSON.parse(first))
    return {
      version,
      async fit(solver, rows) {
        child.stdin.write(`${solver} ${rows}\n`)
        return answer.parse(JSON.parse((await lines()) ?? ''))
      },
      close: () => child.stdin.end(),
    }
  }
  return null
}

/** The next line of the process's output; null when it has ended or could not be started. */
function linesOf(child: ChildProcessWithoutNullStreams): () => Promise<string | null> {
  const iterator = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const failed = new Promise<null>((resolve) => child.once('error', () => resolve(null)))
  return async () => {
    const next = await Promise.race([iterator.next(), failed])
    return next === null || next.done === true ? null : next.value
  }
}
