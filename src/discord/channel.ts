/** Discord's channel types of threads: announcement, public, private. */
const THREAD_TYPES = [10, 11, 12]

export function isThreadType(type: number): boolean {
  return THREAD_TYPES.includes(type)
}
