import { readdir, readFile } from 'node:fs/promises'

/** Linux counts a process's CPU time in ticks of 10 ms for user space, whatever the kernel's own clock is. */
const TICK_MS = 10

/** CPU time of a process so far in ms, its threads together; null where there is no /proc. */
export async function cpuMs(pid: number | null): Promise<number | null> {
  if (pid === null) return null
  const fields = fieldsAfterName(await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''))
  // Fields 14 and 15 of proc(5), utime and stime; the first after the name is field 3.
  const ticks = Number(fields[11]) + Number(fields[12])
  return Number.isFinite(ticks) ? ticks * TICK_MS : null
}

/** Starts something that starts one runtime; its process id, or null where that cannot be told. */
export async function withRuntimePid<T>(
  start: () => Promise<T>,
): Promise<{ started: T; pid: number | null }> {
  const before = await runtimePids()
  const started = await start()
  const [pid, ...others] = (await runtimePids()).filter((each) => !before.includes(each))
  return { started, pid: pid !== undefined && others.length === 0 ? pid : null }
}

/** The workerd processes that this process has started; none where there is no /proc. */
async function runtimePids(): Promise<number[]> {
  const names = await readdir('/proc').catch(() => [])
  const found: number[] = []
  for (const name of names.filter((entry) => /^\d+$/.test(entry))) {
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    const isOurs = Number(fieldsAfterName(stat)[1]) === process.pid
    if (isOurs && stat.includes('(workerd)')) found.push(Number(name))
  }
  return found
}

/** A name may hold spaces and parentheses: what follows begins after the last one. */
function fieldsAfterName(stat: string): string[] {
  return stat
    .slice(stat.lastIndexOf(')') + 2)
    .trim()
    .split(' ')
}
