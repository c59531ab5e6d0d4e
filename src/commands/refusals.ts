/** `<t:…:R>` shows as "in 20 seconds" in each member's own words and keeps counting. */
export function cooldownText(retryAtMs: number): string {
  return `You asked a moment ago. You can ask again <t:${Math.ceil(retryAtMs / 1000)}:R>; \`/search\` works right away.`
}

/** For commands about GitHub accounts, while the feature is off. */
export const ROLES_OFF =
  'Roles for work on GitHub are not set up here. If you look after this server, the docs say how, under “Roles for GitHub work”.'
