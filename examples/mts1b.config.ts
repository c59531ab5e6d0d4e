import { defineConfig } from '../src/config/config.ts'

/**
 * MTS1B: documentation for a research platform with a repository and a channel each, searched with Algolia DocSearch.
 * The guild's id is a stand-in: put your own.
 */
export default defineConfig({
  community: {
    name: 'MTS1B',
    guildId: '1100000000000000100',
    docsUrl: 'https://docs.mts1b.investmentparadisellc.com/docs',
    linkHosts: ['github.com', 'community.mts1b.investmentparadisellc.com'],
  },
  channels: {
    announcements: ['announcements'],
    mentions: ['general'],
    answers: [
      'help',
      { name: 'dev-{repo}', scope: 'mts1b-{repo}' },
      { name: 'plugins', scope: 'mts1b-pluginsdk' },
    ],
    showcase: ['showcase'],
    inactive: ['offtopic'],
  },
  persona: {
    name: 'community_helper',
    instructions:
      'You are the community helper of MTS1B. Greet a good question in a word or two, then give the steps in order, ' +
      'with a short code example when the docs have one. End with the page to read next. Never give financial advice.',
  },
  model: { provider: 'anthropic', name: 'claude-haiku-5-5' },
  budget: { dailyUsd: 3.0, perChannelDailyUsd: 1.0, cooldownSeconds: 30 },
  retrieval: {
    passages: 5,
    // The search-only key is the secret ALGOLIA_API_KEY, the application O23N9EQJYS the secret ALGOLIA_APP_ID.
    algolia: { indexName: 'MTS1B documentation' },
  },
  bugReports: {
    repositories: ['MTS1B/mts1b-quantkit', 'MTS1B/mts1b-pluginsdk', 'MTS1B/mts1b-discordbot'],
    // The community's own GitHub bot triages: it opens the issue, with Steward's marker in it.
    handOver: { repository: 'MTS1B/mts1b-githubbot' },
  },
  retention: { conversationMinutes: 30, keepQuestionText: false },
})
