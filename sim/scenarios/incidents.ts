import { inventNames, newcomer } from './cast.ts'
import { type Random, randomFrom } from './random.ts'
import { textsFrom } from './texts/text.ts'
import { RAIDS } from './texts/unwelcome.ts'
import {
  type CastMember,
  inOrder,
  type Scenario,
  type ScenarioOptions,
  type SendEvent,
  type Timeline,
  type TimelineEvent,
} from './timeline.ts'
import { addedLink, crossPost, flood, type Setting, settingOf, type Trouble } from './troubles.ts'

const MINUTE = { minutes: 1, speed: 1 }
/** Raiders join over so much of the time, and write in what is left. */
const JOINING_SHARE = 0.4

export const FLOOD: Scenario = {
  name: 'flood',
  label: 'A flood',
  about:
    'One member writes the same message five times within seconds. The copies are removed, the member is timed out.',
  defaults: { members: 1, messages: 5, ...MINUTE },
  generate: (options) => one(options, (setting) => flood(setting, 0)),
}

export const OUT_OF_REACH: Scenario = {
  name: 'out-of-reach',
  label: 'A flood by somebody above Steward',
  about:
    'The same, by a member whose role stands above Steward’s. The copies are removed; the card says that the timeout could not be done.',
  defaults: { members: 1, messages: 5, ...MINUTE },
  generate: (options) => one(options, (setting) => flood(setting, 0, ['member', 'founder'])),
}

export const EDITED_LINK: Scenario = {
  name: 'edited-link',
  label: 'A link added by an edit',
  about:
    'A newcomer says hello, and a minute after joining edits a link into the greeting. Steward reads again what it has read, and finds it.',
  defaults: { members: 1, messages: 1, minutes: 2, speed: 1 },
  generate: (options) => one(options, (setting) => addedLink(setting, 0)),
}

export const HACKED_ACCOUNT: Scenario = {
  name: 'hacked-account',
  label: 'A hacked account',
  about:
    'An old account posts the same four images, without a word, in four channels. One card: the account may be compromised.',
  defaults: { members: 1, messages: 4, ...MINUTE },
  generate: (options) => one(options, (setting) => crossPost(setting, 0, images(setting.random), '')),
}

export const RAID: Scenario = {
  name: 'raid',
  label: 'A raid',
  about:
    'Many accounts, made today, join at once and post the same invitation. Every link is removed; each account is a case.',
  defaults: { members: 12, messages: 12, ...MINUTE },
  generate: raid,
}

function one({ seed, minutes }: ScenarioOptions, make: (setting: Setting) => Trouble): Timeline {
  const random = randomFrom(seed)
  const { cast, events } = make(settingOf(random, inventNames(random), `actor-${seed}`))
  return { cast, events: inOrder(events), durationMs: minutes * 60_000 }
}

function images(random: Random) {
  const first = random.between(1000, 8000)
  return Array.from({ length: 4 }, (_, index) => ({
    filename: `IMG_${first + index}.jpg`,
    contentType: 'image/jpeg',
    size: 180_000 + random.between(0, 90_000),
  }))
}

function raid({ seed, members, messages, minutes }: ScenarioOptions): Timeline {
  const random = randomFrom(seed)
  const name = inventNames(random)
  const durationMs = minutes * 60_000
  const joiningMs = Math.floor(durationMs * JOINING_SHARE)
  const content = `${textsFrom(RAIDS, random)()} https://raid-${seed % 1000}.example/join`
  const cast: CastMember[] = Array.from({ length: Math.max(2, members) }, (_, index) => ({
    ...newcomer(`raider-${seed}-${index}`, name(), random),
    accountAgeDays: 0,
  }))
  const joins = cast.map(({ key }, index): TimelineEvent => {
    return { do: 'join', who: key, atMs: Math.floor((joiningMs * index) / cast.length) }
  })
  const posts = Array.from({ length: Math.max(cast.length, messages) }, (_, index): SendEvent => {
    const who = cast[index % cast.length]?.key ?? ''
    const channel = random.pick(['general', 'help', 'plugins'])
    const atMs = random.between(joiningMs, durationMs)
    return { do: 'send', who, key: `post-${index}`, kind: 'newcomer_link', channel, content, atMs }
  })
  return { cast, events: inOrder([...joins, ...posts]), durationMs }
}
