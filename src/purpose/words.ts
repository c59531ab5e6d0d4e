/** What is left of a message once code, quotes, links, mentions and emoji are taken out: what its author says. */
export interface Words {
  /** Lower case, single spaces, straight quotes. */
  text: string
  /** The blocks of code, and pasted output outside of them, as written. */
  code: string
  count: number
}

const CODE_BLOCK = /```[\s\S]*?(?:```|$)/g
/** Inline code keeps its place in the sentence: it is a name. */
const NOISE =
  /^>.*$|https?:\/\/\S+|<a?:\w+:\d+>|<[@#][!&]?\d+>|<t:\d+(?::\w)?>|(?<!\w):\w+:(?!\w)|\p{Extended_Pictographic}|[\uFE0F\u200D]/gmu
/** Lines as programs print them. */
const OUTPUT_LINE =
  /^\s+(?:at |File ")|^Traceback \(|^npm (?:ERR!|error)|^\s*(?:Uncaught )?[\w.]*(?:Error|Exception|Panic)\b ?[:(]|^error(?:\[\w+\])?:|^(?:fatal|panic):/

export function wordsOf(content: string): Words {
  const blocks = content.match(CODE_BLOCK) ?? []
  const lines = content.replace(CODE_BLOCK, '\n').split('\n')
  const printed = lines.filter((line) => OUTPUT_LINE.test(line))
  const text = lines
    .filter((line) => !OUTPUT_LINE.test(line))
    .join('\n')
    .replace(NOISE, ' ')
    .replace(/[‘’´`]/g, "'")
    .replace(/[“”]/g, '"')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
  return {
    text,
    code: [...blocks, ...printed].join('\n'),
    count: text.match(/[\p{L}\p{N}][\p{L}\p{N}'-]*/gu)?.length ?? 0,
  }
}
