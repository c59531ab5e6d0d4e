/** Longest section that is indexed as one: about what a person reads to find one answer. */
export const MAX_PART_CHARACTERS = 3000
/** A single block may be this long before it is cut: D1 refuses statements over 100 KB. */
const MAX_BLOCK_CHARACTERS = 12_000

const FENCED = /^( {0,3}(?:`{3,}(?!`)|~{3,}(?!~)))[^\n]*\n/

/** Cuts a block that no part can hold at line ends; each piece of a code block gets its fences back. */
function cutBlock(block: string): string[] {
  if (block.length <= MAX_BLOCK_CHARACTERS) return [block]
  const fence = FENCED.exec(block)
  const opening = fence?.[0] ?? ''
  const closing = fence?.[1] === undefined ? '' : `\n${fence[1]}`
  const inner = fence ? block.slice(opening.length).replace(/\n[ \t]*(?:`{3,}|~{3,})[ \t]*$/, '') : block
  const pieces: string[] = []
  let rest = inner
  while (rest !== '') {
    const bound =
      rest.length <= MAX_BLOCK_CHARACTERS ? rest.length : rest.lastIndexOf('\n', MAX_BLOCK_CHARACTERS)
    const cut = bound > 0 ? bound : MAX_BLOCK_CHARACTERS
    pieces.push(opening + rest.slice(0, cut) + closing)
    rest = rest.slice(cut).replace(/^\n/, '')
  }
  return pieces
}

/** Joins blocks to parts of at most `limit` characters, cutting only between blocks; never an empty list. */
export function toParts(blocks: string[], limit = MAX_PART_CHARACTERS): string[] {
  const parts: string[] = []
  let part = ''
  for (const block of blocks.flatMap(cutBlock)) {
    if (part !== '' && part.length + block.length + 2 > limit) {
      parts.push(part)
      part = ''
    }
    part = part === '' ? block : `${part}\n\n${block}`
  }
  return part === '' && parts.length > 0 ? parts : [...parts, part]
}
