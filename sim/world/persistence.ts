import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { jsonOrText } from '../http.ts'
import { type State, stateSchema } from './state.ts'
import type { World } from './world.ts'

const SAVE_DELAY_MS = 300

/** The state of an earlier run; null when there is none or it cannot be used, of which `onTrouble` is told. */
export async function loadState(path: string, onTrouble: (line: string) => void): Promise<State | null> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch {
    return null
  }
  const parsed = stateSchema.safeParse(jsonOrText(text))
  if (!parsed.success) onTrouble(`simulator: ${path} is of another version; starting with a new community`)
  return parsed.data ?? null
}

export interface Keeper {
  /** Writes what is not yet written. */
  flush(): Promise<void>
  stop(): Promise<void>
}

/** Saves the state soon after every change, whole or not at all (written beside, then renamed). */
export function keepState(world: World, path: string): Keeper {
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> = Promise.resolve()

  const save = () => {
    timer = null
    writing = writing.then(() => write(path, JSON.stringify(world.state)))
  }
  const stopListening = world.listen((change) => {
    if (
      change.kind === 'request' ||
      change.kind === 'typing' ||
      change.kind === 'faults' ||
      change.kind === 'scenario'
    )
      return
    timer ??= setTimeout(save, SAVE_DELAY_MS)
  })
  const flush = async () => {
    if (timer) {
      clearTimeout(timer)
      save()
    }
    await writing
  }
  return {
    flush,
    stop: async () => {
      stopListening()
      await flush()
    },
  }
}

export async function forgetState(path: string): Promise<void> {
  await rm(path, { force: true })
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const beside = `${path}.${process.pid}.new`
  await writeFile(beside, text)
  await rename(beside, path)
}
