import { expect } from 'vitest'
import { DAY } from './day.ts'
import { faultsOf } from './outbound.ts'
import { Town } from './steward.ts'

async function play(town: Town, index: number): Promise<void> {
  const scene = DAY[index]
  if (!scene) return
  town.begin(scene)
  await scene.play(town)
  await town.rest()
}

/** The day when nothing goes wrong: how it ends, and what is stored after each scene. */
export async function calmDay() {
  const town = new Town()
  const after: string[] = []
  for (const index of DAY.keys()) {
    await play(town, index)
    after.push(stored(town))
  }
  return { end: endState(town), after, requests: town.outbound.calls.length }
}

/** In an ordinary run each request meets one of its faults, by turns; `npm run test:faults` tries all of them. */
const IS_EVERY_FAULT = process.env.EVERY_FAULT === '1'

/**
 * Plays the day again for requests and the faults that can happen to them, in two parts of which this is one. What comes
 * before the request's scene is the same in all of these days and is played once. What comes after it is the same as on
 * the calm day from where on all that is stored is: it is played for as long as that is not so.
 */
export async function withEveryFault(part: 0 | 1) {
  const calm = await calmDay()
  const town = new Town()
  const figures = { requests: calm.requests, points: 0, different: [] as string[] }
  for (const [index, scene] of DAY.entries()) {
    town.mark()
    await play(town, index)
    expect(stored(town)).toEqual(calm.after[index])
    const points = town.outbound.calls.flatMap((call, at) =>
      faultsOf(call, at + 1)
        .filter((_, turn, all) => IS_EVERY_FAULT || turn === at % all.length)
        .map((kind) => ({ call, at: at + 1, kind })),
    )
    for (const { call, at, kind } of points) {
      if (figures.points++ % 2 !== part) continue
      town.backToMark()
      town.outbound.fault = { call: at, kind }
      await play(town, index)
      if (stored(town) === calm.after[index]) continue
      if (await isCalmLater(town, index + 1, calm.after)) continue
      const differences = differencesOf(calm.end, endState(town))
      if (differences !== '')
        figures.different.push(`${scene.what}: ${kind}, request ${at}: ${call.name}\n${differences}`)
    }
    town.backToMark()
    town.forgetMark()
    town.outbound.fault = null
    await play(town, index)
    town.outbound.calls = []
  }
  return figures
}

/** Plays on until all that is stored is as on the calm day; false at the end of the day. */
async function isCalmLater(town: Town, from: number, calm: readonly string[]): Promise<boolean> {
  for (let index = from; index < DAY.length; index++) {
    await play(town, index)
    if (stored(town) === calm[index]) return true
  }
  return false
}

type End = ReturnType<typeof endState>

/** What is there no longer (-) and what is there instead (+), a few lines of it. */
function differencesOf(calm: End, end: End): string {
  const lines = (state: End) =>
    Object.entries(state).flatMap(([what, list]) => list.map((line) => `${what} ${line}`))
  const [before, after] = [lines(calm), lines(end)]
  return [
    ...before.filter((line) => !after.includes(line)).map((line) => `- ${line}`),
    ...after.filter((line) => !before.includes(line)).map((line) => `+ ${line}`),
    ...(before.length === after.length ? [] : [`${before.length} lines, now ${after.length}`]),
  ]
    .slice(0, 8)
    .map((line) => line.slice(0, 400))
    .join('\n')
}

const known = new WeakMap<Town, Map<string, string>>()

/** What is stored, but for times, how often something was tried, and numbers that follow the order of things. */
function stored(town: Town): string {
  const seen = known.get(town) ?? new Map<string, string>()
  known.set(town, seen)
  const plain = plainer(town)
  const lines = [...town.stored()].map((row) => {
    const raw = JSON.stringify(row)
    const line = seen.get(raw) ?? plain(raw)
    seen.set(raw, line)
    return line
  })
  // A press that was sent twice is an incident twice; what follows from it is there once.
  return lines
    .sort()
    .filter((line, index) => line !== lines[index - 1] || !line.includes('"incident_id":"press/'))
    .join('\n')
}

/** Ids of Steward's messages and numbers of cases by what they are about; no times. */
function plainer({ community, database }: Town): (json: string) => string {
  const names = new Map(
    database
      .all('SELECT number, decision_id FROM cases')
      .map(({ number, decision_id }) => [String(number), decision_id]),
  )
  return (json) =>
    community
      .named(json)
      .replace(
        /([Cc]ase |1:case:|"case_?(?:number|Number)?\\?":)(\d+)/g,
        (_, before, number) => `${before}${names.get(number)}`,
      )
      .replace(/<t:\d+|\b1[78]\d{11}\b|\b20\d\d-\d\d-\d\dT[\d:.]+Z/g, '<time>')
      .replace(/(\\*"(?:attempts|failures|number)\\*"):\d+/g, '$1')
      .replace(/#\d\b/g, '')
      .replace(/\\*"spent\\*":\{[^}]*\}/g, '')
}

/** Everything anybody can see at the end. */
function endState(town: Town) {
  const { community, database, delivered } = town
  const plain = plainer(town)
  const rows = (query: string) =>
    database
      .all(query)
      .map((row) => plain(JSON.stringify(row)))
      .sort()
  const { channels, messages, members } = community.state
  return {
    seen: channels
      .flatMap(({ id, name }) =>
        (messages[id] ?? []).map((message) => `${name}: ${plain(JSON.stringify(message))}`),
      )
      .sort(),
    timedOut: members.filter(({ timedOutUntil }) => timedOutUntil !== null).map(({ name }) => name),
    bans: members.filter(({ banned }) => banned).map(({ name }) => name),
    cases: rows('SELECT * FROM cases'),
    evidence: rows('SELECT * FROM evidence'),
    strikes: rows('SELECT * FROM strikes'),
    reports: rows('SELECT * FROM reports'),
    audit: rows('SELECT * FROM audit_events'),
    delivered: [...delivered.keys()].sort(),
    leftOver: town.leftOver(),
  }
}
