const BASE = 36
const T_MIN = 1
const T_MAX = 26
const SKEW = 38
const DAMP = 700
const INITIAL_BIAS = 72
const INITIAL_N = 128
/** A DNS label has 63 characters at most (RFC 1035), `xn--` among them. */
const MAX_LABEL_CHARS = 63

/** A host with its `xn--` labels in Unicode (RFC 3492); a malformed label stays as it is. */
export function toUnicode(host: string): string {
  if (!host.includes('xn--')) return host
  return host
    .split('.')
    .map((label) =>
      label.startsWith('xn--') && label.length <= MAX_LABEL_CHARS ? (decode(label.slice(4)) ?? label) : label,
    )
    .join('.')
}

function decode(input: string): string | null {
  const dash = input.lastIndexOf('-')
  const output = dash > 0 ? [...input.slice(0, dash)].map((c) => c.charCodeAt(0)) : []
  let n = INITIAL_N
  let i = 0
  let bias = INITIAL_BIAS
  for (let at = dash > 0 ? dash + 1 : 0; at < input.length; ) {
    const before = i
    let weight = 1
    for (let k = BASE; ; k += BASE) {
      const digit = digitOf(input.charCodeAt(at++))
      if (digit === null) return null
      i += digit * weight
      const threshold = Math.min(T_MAX, Math.max(T_MIN, k - bias))
      if (digit < threshold) break
      weight *= BASE - threshold
    }
    const length = output.length + 1
    bias = adapt(i - before, length, before === 0)
    n += Math.floor(i / length)
    i %= length
    if (n > 0x10ffff) return null
    output.splice(i++, 0, n)
  }
  return String.fromCodePoint(...output)
}

function adapt(delta: number, length: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2))
  rest += Math.floor(rest / length)
  let k = 0
  for (; rest > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) rest = Math.floor(rest / (BASE - T_MIN))
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW))
}

function digitOf(code: number): number | null {
  if (code >= 97 && code <= 122) return code - 97
  if (code >= 48 && code <= 57) return code - 22
  return null
}
