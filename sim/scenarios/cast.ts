import type { Random } from './random.ts'
import type { CastMember } from './timeline.ts'

const FIRST = [
  'Copper',
  'Mossy',
  'Sleepy',
  'Velvet',
  'Tin',
  'Paper',
  'Wobbly',
  'Amber',
  'Foggy',
  'Pickled',
  'Quiet',
  'Woollen',
  'Lunar',
  'Crooked',
  'Sugar',
  'Rusty',
] as const
const SECOND = [
  'Kettle',
  'Otter',
  'Lantern',
  'Teapot',
  'Badger',
  'Turnip',
  'Compass',
  'Pigeon',
  'Accordion',
  'Walrus',
  'Umbrella',
  'Beetle',
  'Thimble',
  'Radish',
  'Gondola',
  'Puffin',
] as const

/** Names that nobody bears, each once: the two lists hold 256, and a number follows when those are used up. */
export function inventNames(random: Random): () => string {
  const names = random.shuffle(FIRST.flatMap((first) => SECOND.map((second) => `${first} ${second}`)))
  let used = 0
  return () => {
    const name = names[used % names.length] ?? 'Nobody'
    const round = Math.floor(used / names.length)
    used += 1
    return round === 0 ? name : `${name} ${round + 1}`
  }
}

export function regular(key: string, name: string, random: Random): CastMember {
  const joinedDaysAgo = random.between(30, 700)
  return {
    key,
    name,
    about: 'regular of a scenario',
    accountAgeDays: joinedDaysAgo + random.between(30, 1500),
    joinedDaysAgo,
    roles: ['member'],
    isThere: true,
  }
}

/** An account of a day or two that joins while the scenario runs. */
export function newcomer(key: string, name: string, random: Random): CastMember {
  return {
    key,
    name,
    about: 'new account of a scenario',
    accountAgeDays: random.between(0, 2),
    joinedDaysAgo: 0,
    roles: [],
    isThere: false,
  }
}
