/** Markdown as a reader sees it, on one line a block, for search results and first sentences. Pure, no parser. */

/**
 * In order. What stands between an opening and its end holds no further opening, or is bounded in length: otherwise
 * text that opens again and again and never closes takes time in proportion to its square.
 */
const REPLACEMENTS: [RegExp, string][] = [
  [/^ {0,3}(?:`{3,}|~{3,})[^\n]*$/gm, ''],
  [/<!--(?:(?!<!--)[\s\S])*?-->/g, ''],
  // GitHub's and Docusaurus's callouts.
  [/^[ \t]*(?:>[ \t]*)?\[!\w+\][ \t]*$/gm, ''],
  [/^:::.*$/gm, ''],
  [/^ {0,3}#{1,6}\s+/gm, ''],
  [/^[ \t]*(?:[-*+]|\d+[.)])[ \t]+/gm, ''],
  [/^[ \t]*(?:>[ \t]?)+/gm, ''],
  // Rules, and the lines under table heads.
  [/^(?=.*---)[ \t·:-]+$/gm, ''],
  [/!\[([^[\]]*)\]\((?:[^()]|\([^()]*\))*\)/g, '$1'],
  [/\[([^[\]]*)\]\((?:[^()]|\([^()]*\))*\)/g, '$1'],
  [/\[([^[\]]*)\]\[[^[\]]*\]/g, '$1'],
  [/<\/?[A-Za-z][^>\n]{0,1000}>/g, ''],
  [/(\*\*|__|~~)(?=\S)([\s\S]{0,500}?\S)\1/g, '$2'],
  [/(?<![\p{L}\p{N}_*])([*_])(?=\S)([^*_\n]*\S)\1(?![\p{L}\p{N}_*])/gu, '$2'],
  [/(?<!`)`+([^`]+)`+/g, '$1'],
  [/\\([!-/:-@[-`{-~])/g, '$1'],
]

/** Text without markup; blocks are separated by one line break each. */
export function plainText(markdown: string): string {
  const withCells = markdown.replace(/^[ \t]*\|(.*)\|[ \t]*$/gm, (_, cells: string) =>
    cells.replace(/(?<!\\)\|/g, ' · '),
  )
  const text = REPLACEMENTS.reduce((result, [pattern, by]) => result.replace(pattern, by), withCells)
  return text
    .split(/\n\s*\n/)
    .map((block) => block.replace(/\s+/g, ' ').trim())
    .filter((block) => block !== '')
    .join('\n')
}

/** Sentence ends, not those after abbreviations or within names: a capital, a digit or a quote must follow. */
const SENTENCE_END =
  /(?<=[.!?:]["”')\]]?)(?<!\b(?:e\.g|i\.e|etc|vs|cf|approx|no)\.)\s+(?=["“'([]?[\p{Lu}\p{N}])/u

/** The sentences of plain text, in order. */
export const sentences = (text: string): string[] =>
  text
    .split('\n')
    .flatMap((block) => block.split(SENTENCE_END))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')

/** At most `length` characters, cut between words, with an ellipsis where something was left out. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text
  const cut = text.slice(0, length - 1)
  const space = cut.lastIndexOf(' ')
  return `${(space > length / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:–-]+$/, '')}…`
}
