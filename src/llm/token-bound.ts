/**
 * An upper bound of the tokens of a text. Byte-level tokenizers, which all current chat models use, never make more
 * tokens than the UTF-8 has bytes: every token stands for at least one. Some normalise to NFKC first, which can
 * lengthen a text (one ligature becomes eighteen letters), so the longer of both forms counts.
 */
export function boundTokens(text: string): number {
  return Math.max(utf8Bytes(text), utf8Bytes(text.normalize('NFKC')))
}

const encoder = new TextEncoder()

function utf8Bytes(text: string): number {
  return encoder.encode(text).length
}
