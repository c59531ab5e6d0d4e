import type { Decision } from '../../../../src/moderation/decision.ts'
import type { Resolution } from '../../../../src/storage/cases.ts'
import { type Person, PLACES, type Place } from './community.ts'
import type { Hour, Town } from './steward.ts'

interface Scene extends Hour {
  what: string
  play(town: Town): Promise<void> | void
}

const PUMP =
  '🚀 $MOONX presale is LIVE! Guaranteed 100x gains, whitelist closes in 1 hour. Connect your wallet and claim your airdrop now: https://moonx-presale.test @everyone'

/** A day on which everything happens that Steward acts on. Scenes are far enough apart for the longest wait. */
export const DAY: readonly Scene[] = [
  {
    minute: 1,
    what: 'Steward looks around for the first time',
    play() {},
  },
  {
    minute: 40,
    what: 'ordinary talk, and a moderator who may say anything',
    play(town) {
      write(town, 'edda', 'help', 'How do I add a second route?')
      write(town, 'gwen', 'general', 'hello all')
      town.community.write('bruno', 'help', 'who is the blockhead here', town.outbound.now)
    },
  },
  {
    minute: 80,
    what: 'a flood in two channels, one copy deleted by its author',
    play(town) {
      for (const [index, place] of (['help', 'help', 'help', 'general'] as const).entries())
        write(town, 'edda', place, 'anybody here up for a quick match tonight', 20 - 5 * index)
      town.community.delete(write(town, 'edda', 'help', 'anybody here up for a quick match tonight'))
    },
  },
  {
    minute: 120,
    what: 'it is taken back; another moderator comes second',
    async play(town) {
      await press(town, 'repeated-messages', 'edda', 'undone', 'bruno')
      await press(town, 'repeated-messages', 'edda', 'dismissed', 'alma')
    },
  },
  {
    minute: 160,
    what: 'an image without words in three channels',
    play(town) {
      for (const [index, place] of (['help', 'general', 'showcase'] as const).entries())
        write(town, 'farid', place, '', 20 - 8 * index, ['win.png'])
    },
  },
  {
    minute: 200,
    what: 'taken back by command',
    play: (town) => press(town, 'cross-posting', 'farid', 'undone', 'alma', true),
  },
  {
    minute: 240,
    what: 'a link of a newcomer who takes no direct messages, told to a webhook',
    isDelivered: true,
    play: (town) => void write(town, 'nia', 'plugins', 'see https://cool-site.test/x'),
  },
  {
    minute: 280,
    what: 'her words about it, and a masked link',
    play(town) {
      write(town, 'nia', 'plugins', 'It is a list of plugins that I made.')
      write(town, 'gwen', 'general', '[https://paypal.com/login](https://evil.test/login)')
    },
  },
  {
    minute: 320,
    what: 'a masked link that is edited in',
    async play(town) {
      const id = write(town, 'dana', 'general', 'have a look at this')
      await town.until(town.outbound.now + 130_000)
      town.community.edit(id, 'have a look at [https://github.com/login](https://evil.test/login)')
    },
  },
  {
    minute: 360,
    what: 'a question about money, told to a webhook',
    isDelivered: true,
    play: (town) => void write(town, 'tom', 'general', 'Should I put my savings into bitcoin or an ETF?'),
  },
  {
    minute: 400,
    what: 'a pump by a new account and by an old one',
    play(town) {
      write(town, 'shay', 'plugins', 'hi', 30)
      write(town, 'shay', 'general', PUMP)
      write(town, 'olaf', 'help', PUMP)
    },
  },
  {
    minute: 440,
    what: 'the old one is banned by a moderator, the new one was a mistake',
    async play(town) {
      await press(town, 'shilling', 'olaf', 'banned', 'bruno')
      await press(town, 'shilling', 'shay', 'undone', 'alma')
    },
  },
  {
    minute: 480,
    what: 'the ban is taken back as well, once',
    async play(town) {
      await press(town, 'shilling', 'olaf', 'undone', 'bruno', true)
      await press(town, 'shilling', 'olaf', 'undone', 'alma', true)
    },
  },
  ...[520, 560, 600, 640].map((minute, strike) => ({
    minute,
    what: `strike ${strike + 1} of one member`,
    play: (town: Town) => void write(town, 'kai', 'help', `you blockhead number ${strike + 1}`),
  })),
  {
    minute: 680,
    what: 'the proposed ban',
    play: (town) => press(town, 'listed', 'kai', 'banned', 'bruno'),
  },
  {
    minute: 720,
    what: 'a threat of somebody whose role is above Steward’s',
    play: (town) => void write(town, 'lena', 'help', 'I will thrash you'),
  },
  {
    minute: 755,
    what: 'a threat of somebody who leaves at once',
    play(town) {
      write(town, 'lev', 'general', 'I will thrash you')
      town.community.leave('lev')
    },
  },
  {
    minute: 795,
    what: 'a message that two members report',
    async play(town) {
      const messageId = write(town, 'rudi', 'general', 'nobody likes what you make @everyone')
      for (const reporter of ['tom', 'jo'] as const) {
        await town.asPerson((desk) =>
          desk.report(
            {
              channelId: PLACES.general,
              messageId,
              authorId: town.community.ids.rudi,
              reporterId: town.community.ids[reporter],
              note: `rude, says ${reporter}`,
            },
            town.outbound.now,
          ),
        )
      }
      await town.rest()
      await press(town, 'report', 'rudi', 'dismissed', 'bruno')
    },
  },
  {
    minute: 865,
    what: 'a flood that is read half an hour late',
    play(town) {
      for (let copy = 0; copy < 4; copy++) write(town, 'rudi', 'showcase', 'first', 1800 - 5 * copy)
    },
  },
  {
    minute: 900,
    what: 'a job post in three channels, with a file',
    async play(town) {
      const messages = [
        post(town, 'jo', 'help', 400, ['cv.pdf']),
        post(town, 'jo', 'plugins', 250),
        post(town, 'jo', 'general'),
      ]
      await town.enforce([jobDecision(town, 'jo', messages, [{ kind: 'move' }])], [])
    },
  },
  {
    minute: 940,
    what: 'once more in a fourth channel, and seen twice',
    async play(town) {
      const [id] = town.database.all("SELECT decision_id FROM cases WHERE rule = 'jobs'")
      const more = { ...jobDecision(town, 'jo', [post(town, 'jo', 'showcase')], [{ kind: 'move' }]) }
      for (let time = 0; time < 2; time++) await town.enforce([{ ...more, id: String(id?.decision_id) }], [])
    },
  },
  {
    minute: 980,
    what: 'other job posts: one gone, one to look at, one spam, one of closed messages',
    async play(town) {
      const gone = post(town, 'dora', 'help')
      town.community.delete(gone.id)
      const decisions = [
        jobDecision(town, 'dora', [gone], [{ kind: 'move' }]),
        jobDecision(town, 'jill', [post(town, 'jill', 'help')], [{ kind: 'react' }, { kind: 'card' }]),
        jobDecision(town, 'juri', [post(town, 'juri', 'help')], [{ kind: 'remove' }]),
        jobDecision(town, 'jan', [post(town, 'jan', 'general')], [{ kind: 'move' }]),
      ]
      await town.enforce(decisions, [])
    },
  },
  {
    minute: 1020,
    what: 'what moderators make of the job posts',
    async play(town) {
      await press(town, 'jobs', 'jo', 'not_job', 'bruno')
      await press(town, 'jobs', 'jill', 'moved', 'alma')
    },
  },
  {
    minute: 1060,
    what: 'a dry run',
    isDry: true,
    async play(town) {
      write(town, 'tom', 'help', 'blockhead, all of you')
      await town.rest()
      await press(town, 'listed', 'tom', 'undone', 'bruno')
    },
  },
  {
    minute: 1140,
    what: 'words that moderators want to see',
    async play(town) {
      write(town, 'rudi', 'help', 'is there a leaked build')
      await town.rest()
      await press(town, 'listed', 'rudi', 'dismissed', 'bruno')
    },
  },
]

function write(
  town: Town,
  by: Person,
  place: Place,
  content: string,
  secondsAgo = 0,
  files: string[] = [],
): string {
  town.stir()
  return town.community.write(by, place, content, town.outbound.now - secondsAgo * 1000, files)
}

/** A moderator's press about the latest case of a rule and a member. */
async function press(
  town: Town,
  rule: string,
  about: Person,
  resolution: Resolution,
  by: 'alma' | 'bruno',
  mayRevise = false,
): Promise<void> {
  const { ids } = town.community
  const [found] = town.database.all(
    'SELECT number FROM cases WHERE rule = ? AND author_id = ? ORDER BY opened_at DESC LIMIT 1',
    [rule, ids[about]],
  )
  await town.asPerson((desk, attempt) =>
    desk.press({
      interactionId: `${rule}-${about}-${by}-${resolution}#${attempt}`,
      caseNumber: Number(found?.number),
      resolution,
      moderatorId: ids[by],
      mayRevise,
    }),
  )
}

function post(town: Town, who: Person, where: Place, secondsAgo = 100, files: string[] = []) {
  const id = write(town, who, where, `${who} is looking for a developer`, secondsAgo, files)
  return { id, channelId: PLACES[where] }
}

function jobDecision(
  { community }: Town,
  who: Person,
  messages: Decision['messages'],
  actions: Decision['actions'],
): Decision {
  const authorId = community.ids[who]
  return {
    id: `jobs:${authorId}:${messages[0]?.id}`,
    rule: 'jobs',
    authorId,
    messages,
    actions,
    score: 0.97,
    signals: [{ name: 'intent', evidence: 'looking for a developer', weight: 0.97 }],
    explanation: 'Offers a job outside the jobs channel.',
    memberText: 'Job posts have a channel of their own here.',
    isStrike: false,
    isDry: false,
  }
}
