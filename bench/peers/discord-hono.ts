/** What discord-hono's own documentation shows: a command that reads its option and answers from memory, as Steward's does. */
import { DiscordHono } from 'discord-hono'

const app = new DiscordHono<{ Variables: { query?: string } }>().command('search', (c) =>
  c.flags('EPHEMERAL').res({
    content: `Nothing in the docs matches “${c.var.query}”. Try other words, or browse [the docs](<https://steward.example/docs>).`,
    allowed_mentions: { parse: [] },
  }),
)

export default app
