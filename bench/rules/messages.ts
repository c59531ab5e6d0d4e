import type { AuthorFacts, MessageFacts } from '../../src/moderation/message.ts'
import type { Random } from '../random.ts'

const START = Date.UTC(2026, 0, 1)
const DAY_MS = 86_400_000

const CHAT = [
  'how do I backtest a momentum factor on daily bars?',
  'thanks, that worked!',
  'you need to pass `period=21` to **rolling_mean**, see the docs',
  'I get a TypeError in line 12 of main.py, here is the trace:\n```\nTypeError: unsupported operand\n```',
  'same here',
  'we moved the parser to its own package last week, the pull request is still open',
  'lol',
  'does anybody know why the websocket closes after 60 seconds on Windows? it works on my Mac',
  'наш бот сегодня работает медленно, кто-нибудь смотрел?',
  'the Sharpe ratio went from 1.8 to 0.4 after slippage, about $1,200 on a $40k account',
  'see https://docs.example.org/start and https://github.com/example/repo/issues/12 for the whole story',
  'good morning everyone ☀️',
  '> so the token expires?\nyes, after an hour; refresh it with /token',
]
const UNWANTED = [
  '$ABC 100x, presale closes tonight, DM me',
  '[https://discord.com](https://dlscord-gift.example) free n̷i̷t̷r̷o̷ for everyone',
  'look at https://elsewhere.example/page',
  'should I put my savings in index funds?',
]
const UNWANTED_SHARE = 0.02

/** Messages of 300 members in one lively channel, two seconds apart; 2 % are such as the rules are for. */
export function syntheticMessages(count: number, random: Random): MessageFacts[] {
  const pick = <T>(list: readonly T[], fallback: T): T => list[Math.floor(random() * list.length)] ?? fallback
  return Array.from({ length: count }, (_, i) => {
    const text = pick(random() < UNWANTED_SHARE ? UNWANTED : CHAT, '')
    const createdAt = START + i * 2000
    return {
      id: String(1_000_000_000_000_000_000n + BigInt(i)),
      guildId: '1100000000000000001',
      channelId: '1',
      channelName: 'general',
      parentId: null,
      author: author(Math.floor(random() * 300), createdAt),
      content: random() < 0.5 ? text : `${text} ${Math.floor(random() * 1000)}`,
      extraText: [],
      extraUrls: [],
      attachments: [],
      createdAt,
      editedAt: null,
      replyToId: null,
      hasReplies: false,
    }
  })
}

function author(number: number, now: number): AuthorFacts {
  const age = number % 10 === 0 ? DAY_MS : 400 * DAY_MS
  return {
    id: String(2_000_000_000_000_000_000n + BigInt(number)),
    username: `member${number}`,
    displayName: `Member ${number}`,
    accountCreatedAt: now - age,
    joinedAt: now - age / 2,
    roleIds: [],
    isBot: false,
    isWebhook: false,
    isExempt: false,
  }
}
