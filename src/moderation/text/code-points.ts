/**
 * Code points that change what a text looks like without changing what it says, or the other way round.
 * Ranges of Default_Ignorable_Code_Point: Unicode 16, DerivedCoreProperties.txt; U+2800 is a blank in every font.
 */
const HIDDEN: readonly (readonly [number, number])[] = [
  [0x00ad, 0x00ad],
  [0x034f, 0x034f],
  [0x061c, 0x061c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0x2800, 0x2800],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfff8],
  [0x1bca0, 0x1bca3],
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe0fff],
]

/** Strokes and shapes drawn through or around the letter before them. */
const OVERLAYS: readonly (readonly [number, number])[] = [
  [0x0334, 0x0338],
  [0x20d2, 0x20d3],
  [0x20d8, 0x20da],
  [0x20dd, 0x20e0],
  [0x20e2, 0x20e6],
  [0x20ea, 0x20eb],
]

const within = (ranges: readonly (readonly [number, number])[], codePoint: number): boolean =>
  ranges.some(([first, last]) => codePoint >= first && codePoint <= last)

export const isHidden = (codePoint: number): boolean => codePoint >= 0xad && within(HIDDEN, codePoint)
export const isOverlay = (codePoint: number): boolean => codePoint >= 0x334 && within(OVERLAYS, codePoint)

export const ZERO_WIDTH_NON_JOINER = 0x200c
export const ZERO_WIDTH_JOINER = 0x200d
const BLACK_FLAG = 0x1f3f4

const EMOJI_PART = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f/u
const JOINING_LETTER =
  /\p{Script=Arabic}|\p{Script=Syriac}|\p{Script=Devanagari}|\p{Script=Bengali}|\p{Script=Tamil}|\p{Script=Telugu}|\p{Script=Kannada}|\p{Script=Malayalam}|\p{Script=Sinhala}|\p{Script=Khmer}|\p{Script=Mongolian}/u

/** Joiners inside emoji and inside scripts that are written with them; selectors and tags after emoji. */
export function isHonestUse(codePoint: number, before: string, after: string): boolean {
  if (codePoint === ZERO_WIDTH_JOINER && EMOJI_PART.test(before)) return true
  if (codePoint === ZERO_WIDTH_JOINER || codePoint === ZERO_WIDTH_NON_JOINER) {
    return (
      JOINING_LETTER.test(before) && (after === '' || JOINING_LETTER.test(after) || !/\p{L}/u.test(after))
    )
  }
  if (codePoint >= 0xfe00 && codePoint <= 0xfe0f) return true
  if (codePoint >= 0xe0020) return before.codePointAt(0) === BLACK_FLAG || isTag(before)
  // Direction marks belong to right-to-left text.
  return codePoint === 0x200e || codePoint === 0x200f || codePoint === 0x061c
    ? /\p{Script=Arabic}|\p{Script=Hebrew}/u.test(before) ||
        /\p{Script=Arabic}|\p{Script=Hebrew}/u.test(after)
    : false
}

const isTag = (character: string): boolean => (character.codePointAt(0) ?? 0) >= 0xe0020

/** Letters in black circles and squares, which NFKC leaves alone: U+1F150–1F169 and U+1F170–1F189. */
export function boxedLetter(codePoint: number): string | null {
  if (codePoint >= 0x1f150 && codePoint <= 0x1f169) return String.fromCharCode(65 + codePoint - 0x1f150)
  if (codePoint >= 0x1f170 && codePoint <= 0x1f189) return String.fromCharCode(65 + codePoint - 0x1f170)
  return null
}
