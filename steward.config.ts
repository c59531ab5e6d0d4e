import { defineConfig } from './src/config/config.ts'

/**
 * The community that Steward runs. This one is the demo that `npm start` brings up; make it yours, then
 * `npm run check`. Every setting with its default and bounds: docs/configuration.md
 */
export default defineConfig({
  community: {
    name: 'Steward Commons',
    guildId: '1100000000000000001',
    docsUrl: 'https://steward.example/docs',
    linkHosts: [
      'github.com',
      'discord.com',
      'developers.cloudflare.com',
      'api.cerebras.ai',
      'api.openai.com',
      'openrouter.ai',
    ],
  },
  channels: {
    answers: ['help', { name: 'dev-{repo}', scope: '{repo}' }, 'plugins'],
    mentions: ['general'],
    announcements: ['announcements'],
    showcase: ['showcase'],
    jobs: ['jobs'],
    moderators: ['mod-cards'],
    inactive: ['offtopic'],
  },
  // Shorter than in a real community, where members want their time: so that it is seen in the demo.
  answers: { patienceSeconds: 30 },
  welcome: { enabled: true },
  roles: { organisation: 'steward-commons' },
  // Needs the GitHub App; the demo has a simulated one.
  bugReports: {
    repositories: ['steward-commons/core', 'steward-commons/sim', 'steward-commons/docs-site'],
    labels: ['bug', 'from discord'],
  },
  moderation: { exemptRoles: ['trusted'] },
  feedback: { enabled: true, channels: ['showcase'] },
})
