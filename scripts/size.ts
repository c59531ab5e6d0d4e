/** Fails when what `wrangler deploy` would upload is over budget: an edge bot should start at once, and Free takes 3 MiB. */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { buildWorker } from '../sim/worker.ts'

/** 30 KiB of it are the weights by which words tell job posts: they are text that is decoded when first needed. */
const BUDGET_KIB = 520

const script = await readFile(await buildWorker(resolve(import.meta.dirname, '..')))
const kib = script.length / 1024
const gzipKib = gzipSync(script, { level: 9 }).length / 1024
console.log(`Worker: ${kib.toFixed(1)} KiB, ${gzipKib.toFixed(1)} KiB gzip (budget ${BUDGET_KIB} KiB)`)
if (gzipKib > BUDGET_KIB) {
  console.error(`The Worker is over its budget: find what grew with "wrangler deploy --dry-run --metafile".`)
  process.exitCode = 1
}
