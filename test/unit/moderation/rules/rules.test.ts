import { describe, expect, it } from 'vitest'
import { author, DAY, HOUR, judge, message, NOW, newcomer, outcomes, policyWith } from './facts.ts'

const by = (who: ReturnType<typeof author>, text: string, over = {}) =>
  outcomes(judge([message(text, { author: who, ...over })]))
const DAY_OLD = newcomer('1')
const MEMBER = author('2')
const PUMP = '$ABC 100x, presale closes tonight, DM me'

describe('an honest offer of work', () => {
  const job = 'Hiring a senior Go developer, salary $95k a year, apply now, only this week, DM me @everyone'

  it('is not shown to moderators for its pay and its way of contact, by a member or by somebody new', () => {
    for (const who of [MEMBER, DAY_OLD]) expect(by(who, job)).toEqual([])
  })

  it('is shown when it has the marks of a fraud or what honest offers do not have', () => {
    expect(by(MEMBER, `${job} on telegram`)).toEqual(['shilling: card'])
    expect(by(MEMBER, `${job}. 2 hours a day, no skills required, $2,500 weekly`)).toEqual(['shilling: card'])
  })

  it('needs to be less clear where job posts belong, and must not be something else', () => {
    const small = 'We pay $900 for a small logo, only today, dm me now, first come first served'
    const place = { channelName: 'jobs', channelId: '77' }
    expect(by(MEMBER, small)).toEqual(['shilling: card'])
    expect(by(MEMBER, small, place)).toEqual([])
    const bot = 'I made $5,000 last week with this bot, ask me how 💰'
    expect(by(MEMBER, bot, place)).toEqual(['shilling: card'])
  })
})

describe('a link from somebody new', () => {
  const ASKED = ['new-account-link: remove+ask_context']

  it.each([
    'look at https://evil.example/x',
    'look at [this](https://evil.example)',
    'hxxps://evil[.]example/x',
    'evil[.]example',
    'discord.gg/abcdef',
    'www.evil.com',
    'https://github.com.evil.example/x',
  ])('%s: removed, and the author is asked', (text) => {
    expect(by(DAY_OLD, text)).toEqual(ASKED)
  })

  it('counts in forwards, embeds, polls and thread titles', () => {
    expect(by(DAY_OLD, '', { extraText: ['see https://evil.example'] })).toEqual(ASKED)
    expect(by(DAY_OLD, '', { extraUrls: ['https://evil.example'] })).toEqual(ASKED)
  })

  it('counts when an edit adds it', () => {
    const before = message('hello', { author: DAY_OLD })
    const after = { ...before, content: 'hello https://evil.example', editedAt: NOW - 1000 }
    expect(judge([before])).toEqual([])
    const [decision] = judge([], { edited: [after] })
    expect(decision?.rule).toBe('new-account-link')
    expect(judge([], { edited: [{ ...after, editedAt: NOW }] })[0]?.id).toBe(decision?.id)
  })

  it.each([
    'https://docs.example.org/start',
    'https://github.com/a/b',
    `https://discord.com/channels/1100000000000000001/5`,
    'https://tenor.com/view/x',
    'https://cdn.discordapp.com/attachments/1/2/a.png',
    'I use node.js and main.py',
  ])('%s passes', (text) => {
    expect(by(DAY_OLD, text)).toEqual([])
  })

  it('passes an allowed host and an own invite', () => {
    const policy = policyWith({ allowedHosts: ['*.friends.example'], ownInvites: ['home'] })
    const links = ['https://a.friends.example', 'discord.gg/home'].map((text) =>
      message(text, { author: DAY_OLD }),
    )
    expect(judge(links, {}, policy)).toEqual([])
  })

  it.each([
    ['an account a second younger than 7 days', { accountCreatedAt: NOW - 7 * DAY + 1000 }, true],
    ['an account of exactly 7 days', { accountCreatedAt: NOW - 7 * DAY }, false],
    ['a member for a second less than 24 hours', { joinedAt: NOW - 24 * HOUR + 1000 }, true],
    ['a member for exactly 24 hours', { joinedAt: NOW - 24 * HOUR }, false],
    ['a member since nobody knows when', { joinedAt: null }, false],
  ])('%s is new: %s', (_, over, isNew) => {
    const link = message('https://evil.example', { author: author('3', over), createdAt: NOW })
    expect(outcomes(judge([link]))).toEqual(isNew ? ASKED : [])
  })

  it('is free for members', () => {
    expect(by(MEMBER, 'look at https://elsewhere.example/x')).toEqual([])
  })
})

describe('a link that pretends', () => {
  it.each([
    '[https://discord.com](https://dlscord-gift.example)',
    'https://google.com@evil.example/',
    'https://dіscord.com/x',
  ])('%s: removed, with a card', (text) => {
    expect(by(MEMBER, text)).toEqual(['deceptive-link: remove+card'])
  })

  it('from somebody new is one incident', () => {
    const decisions = judge([
      message('[https://discord.com](https://dlscord-gift.example)', { author: DAY_OLD }),
    ])
    expect(outcomes(decisions)).toEqual(['deceptive-link: remove+card'])
    expect(decisions[0]?.explanation).toContain('new-account-link')
  })

  it.each([
    '> [https://discord.com](https://dlscord-gift.example)\nBeware of this one, it is a phishing link!',
    'don\'t click "https://dlscord.gift/abc", it is a scam',
  ])('shown to warn others is not punished: %s', (text) => {
    const decisions = judge([message(text)])
    expect(outcomes(decisions)).toEqual(['deceptive-link: card'])
    expect(decisions[0]?.isStrike).toBe(false)
  })

  it('written so that nobody follows it, to warn others, is nothing', () => {
    expect(by(MEMBER, 'heads up, hxxps://dlscord[.]gift is going around, do not click it')).toEqual([])
  })
})

describe('talk of money', () => {
  it('points a question about own savings to the disclaimer, without a strike', () => {
    const [decision] = judge([message('should I put my savings in index funds?')])
    expect(outcomes(decision ? [decision] : [])).toEqual(['financial-advice: reply'])
    expect(decision?.isStrike).toBe(false)
    expect(decision?.memberText).toContain('https://docs.example.org/start')
  })

  it('lets money be talked about where configuration says so', () => {
    const policy = policyWith({ rules: { financialAdvice: { exceptChannels: ['general'] } } })
    expect(judge([message('should I put my savings in index funds?')], {}, policy)).toEqual([])
  })

  const SHILL = PUMP

  it('bans a day-old account for a pump, and only removes a member’s', () => {
    expect(by(DAY_OLD, SHILL)).toEqual(['shilling: remove+ban+card'])
    expect(by(MEMBER, SHILL)).toEqual(['shilling: remove+card'])
  })

  it('leaves a ban to moderators when configuration says so', () => {
    const policy = policyWith({ rules: { shilling: { ban: false } } })
    expect(outcomes(judge([message(SHILL, { author: DAY_OLD })], {}, policy))).toEqual([
      'shilling: remove+card',
    ])
  })

  it('sees through disguise', () => {
    expect(by(DAY_OLD, '$ABC 100x, рresаle cl\u200boses ton||ight||, D\\M me')).toEqual([
      'shilling: remove+ban+card',
    ])
  })

  it.each([
    'to the moon lol',
    'our wallet library has a bug',
    'out of stock',
    'how do I backtest a momentum factor on $SPY?',
    'which broker API should I use for paper trading?',
    `someone sent me this: "${SHILL}" - is this a scam?`,
    `> ${SHILL}\nbeware of this guy, reported`,
  ])('%s: nothing', (text) => {
    expect(by(MEMBER, text)).toEqual([])
    expect(by(DAY_OLD, text)).toEqual([])
  })
})

describe('a scam that is talked about', () => {
  it.each([
    `The "${PUMP}" guy is back, please remove`,
    `Example of a scam message: \`${PUMP}\``,
    '> Claim your airdrop now, connect your wallet\nlol who falls for this',
    'Got this in DMs: "Free nitro 1 month, claim before it expires" obviously fake',
  ])('stays: %s', (text) => {
    expect(by(MEMBER, text)).toEqual([])
    expect(by(DAY_OLD, text)).toEqual([])
  })

  it.each([
    `"${PUMP}" said the man on the train`,
    `heads up ${PUMP.replace(', DM me', '')}, link in bio`,
  ])('is shown to moderators when only they can tell: %s', (text) => {
    expect(by(DAY_OLD, text)).toEqual(['shilling: card'])
  })

  it.each([
    `this is not a scam, ${PUMP}`,
    `${PUMP} (not financial advice)`,
    `"${PUMP}"`,
  ])('is one when it only pretends to be talk: %s', (text) => {
    expect(by(DAY_OLD, text)).toEqual(['shilling: remove+ban+card'])
  })

  it('bans nobody who may have meant a warning', () => {
    expect(by(DAY_OLD, `Beware of scams! Only this is real: ${PUMP}`)).toEqual(['shilling: remove+card'])
  })
})

describe('listed words and patterns', () => {
  const policy = policyWith({
    rules: {
      listed: {
        lists: [
          { name: 'words', words: ['pump', 'via', 'bet', 'darn*'], allow: ['pump room'] },
          { name: 'patterns', patterns: ['free\\s+nitro'], action: 'warn' },
        ],
      },
    },
  })
  const listed = (text: string) => outcomes(judge([message(text)], {}, policy))

  it.each([
    'pump',
    'p̷u̷m̷p̷',
    'pu||m||p it',
    'darnation',
    'in the pump room they pump',
  ])('%s is on the list', (text) => {
    expect(listed(text)).toEqual(['listed: remove'])
  })

  it.each(['viable', 'diabetes', 'the pump room', 'скам это плохо', 'pumpkin'])('%s is not', (text) => {
    expect(listed(text)).toEqual([])
  })

  it('warns with a strike where the list says so', () => {
    const [decision] = judge([message('FREE  nitro here')], {}, policy)
    expect(decision?.actions).toEqual([{ kind: 'remove' }, { kind: 'warn' }])
    expect(decision?.isStrike).toBe(true)
    expect(decision?.signals[0]?.evidence).toBe('FREE  nitro')
  })
})

describe('a dry run', () => {
  it('decides everything and marks it, globally and for one rule', () => {
    const link = message('https://evil.example', { author: DAY_OLD })
    expect(judge([link], {}, policyWith({ dryRun: true }))[0]?.isDry).toBe(true)
    expect(judge([link], {}, policyWith({ rules: { newAccountLink: { dryRun: true } } }))[0]?.isDry).toBe(
      true,
    )
    expect(judge([link], {}, policyWith({ rules: { newAccountLink: { enabled: false } } }))).toEqual([])
  })

  it('of one rule does not hold back another', () => {
    const text = message('[https://discord.com](https://dlscord-gift.example)', { author: DAY_OLD })
    const [decision] = judge([text], {}, policyWith({ rules: { deceptiveLink: { dryRun: true } } }))
    expect(decision).toMatchObject({ rule: 'new-account-link', isDry: false })
  })
})

describe('one message on which several rules agree', () => {
  it('is named after the rule that removes it, and what is only shown is shown as well', () => {
    const [decision] = judge([
      message('Earn $300 daily, only 5 spots left, write to me https://a.example', {
        author: DAY_OLD,
      }),
    ])
    expect(decision).toMatchObject({ rule: 'new-account-link' })
    expect(decision?.actions.map(({ kind }) => kind)).toEqual(['remove', 'ask_context', 'card'])
  })

  it('shows moderators what is in doubt and does nothing else', () => {
    const [decision] = judge([
      message('I turned $300 into $14k with this coin in 3 days, dm me and I will tell you which one'),
    ])
    expect(decision).toMatchObject({ rule: 'shilling', actions: [{ kind: 'card' }], isStrike: false })
  })
})
