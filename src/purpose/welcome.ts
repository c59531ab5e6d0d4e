import type { WelcomePolicy } from './policy.ts'

/** The direct message to a new member. The line below is always there: why it comes, and that nobody reads a reply. */
export function welcomeText({ text }: WelcomePolicy, community: string): string {
  return `${text.replaceAll('{community}', () => community)}\n-# I’m the server’s bot, and nobody reads replies here.`
}
