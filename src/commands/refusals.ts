/** `<t:…:R>` shows as "in 20 seconds" in each member's own words and keeps counting. */
export function cooldownText(retryAtMs: number): string {
  return `You asked a moment ago. You can ask again <t:${Math.ceil(retryAtMs / 1000)}:R>; \`/search\` works right away.`
}
