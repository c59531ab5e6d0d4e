/** The colour of the bar at the left of Steward's embeds. */
export const ACCENT_COLOR = 0x2f7d6b
