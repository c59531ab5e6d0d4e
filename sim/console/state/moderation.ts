import { useEffect, useState } from 'preact/hooks'
import type { Moderation } from '../../protocol.ts'
import { readModeration } from './api.ts'

/** How often cases are read again while somebody looks at them. */
const EVERY_MS = 2500

/** `waiting` until the first answer; null where the simulator runs without Steward's database. */
export type KnownModeration = Moderation | null | 'waiting'

/** Steward's cases and strikes, as long as the component that asks is on the page. */
export function useModeration(): KnownModeration {
  const [known, setKnown] = useState<KnownModeration>('waiting')
  useEffect(() => {
    let isOver = false
    let timer: ReturnType<typeof setTimeout>
    const look = async () => {
      const result = await readModeration()
      if (isOver) return
      if (result.ok) setKnown(result.value.moderation)
      timer = setTimeout(look, EVERY_MS)
    }
    look()
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [])
  return known
}
