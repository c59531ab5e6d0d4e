export interface Range {
  start: number
  end: number
}

/** Inside these a full stop ends no sentence, and cutting would leave half a mark: code, links, emphasis. */
const WHOLE =
  /(`+)[^`][\s\S]*?\1|\[[^[\]]{0,300}\]\([^)]{0,500}\)|(\*\*|__)(?=\S)[\s\S]*?\S\2|(?<![\w*])([*_])(?=[^\s*_])[^*_]*?[^\s*_]\3(?!\w)/g
/** A full stop with what may stand between it and the space behind it. */
const END = /[.!?…]{1,8}["'”’)\]*_]*\s+|[。！？]+["'”’」』)]*\s*/g
const ABBREVIATION = /(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|approx|no|incl|resp|z\.b|d\.h|bzw)\.$/i

/** The sentences of a paragraph or list item, as ranges that together cover it. */
export function sentencesOf(text: string): Range[] {
  const whole = [...text.matchAll(WHOLE)].map(({ index, 0: match }) => ({
    start: index,
    end: index + match.length,
  }))
  const ranges: Range[] = []
  let start = 0
  for (const { index, 0: match } of text.matchAll(END)) {
    const end = index + match.length
    const markEnd = index + match.trimEnd().length
    const isInside = whole.some((range) => index > range.start && markEnd < range.end)
    const goesOn = /^\p{Ll}/u.test(text.slice(end)) && !/[。！？]/.test(match)
    const isAbbreviation = ABBREVIATION.test(text.slice(0, index + 1))
    if (isInside || goesOn || isAbbreviation || end >= text.length) continue
    ranges.push({ start, end })
    start = end
  }
  if (start < text.length) ranges.push({ start, end: text.length })
  return ranges
}
