import { resolve } from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildWorker } from '../../sim/worker.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The built Worker's file. */
    script: string
  }
}

/** The Worker is built once, as it is deployed, and every journey runs that file. */
export default async function setup(project: TestProject): Promise<void> {
  project.provide('script', await buildWorker(resolve(import.meta.dirname, '../..')))
}
