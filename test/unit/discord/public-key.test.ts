import { describe, expect, it } from 'vitest'
import { publicKeyProblem } from '../../../src/discord/public-key.ts'

/** edwards25519 as in RFC 8032 section 5.1, slow and plain, to hold the table of weak keys against. */
const P = 2n ** 255n - 19n
const mod = (x: bigint) => ((x % P) + P) % P
function pow(base: bigint, exponent: bigint): bigint {
  let result = 1n
  for (let b = mod(base), e = exponent; e > 0n; e >>= 1n, b = mod(b * b)) if (e & 1n) result = mod(result * b)
  return result
}
const inverse = (x: bigint) => pow(x, P - 2n)
const D = mod(-121665n * inverse(121666n))
const SQRT_MINUS_ONE = pow(2n, (P - 1n) / 4n)
type Point = { x: bigint; y: bigint }
function add(a: Point, b: Point): Point {
  const product = mod(D * mod(a.x * b.x) * mod(a.y * b.y))
  return {
    x: mod(mod(a.x * b.y + a.y * b.x) * inverse(1n + product)),
    y: mod(mod(a.y * b.y + a.x * b.x) * inverse(1n - product)),
  }
}
function decode(hex: string): Point | null {
  const little = BigInt(`0x${hex.match(/../g)?.toReversed().join('')}`)
  const y = mod(little & (2n ** 255n - 1n))
  const square = mod((y * y - 1n) * inverse(D * y * y + 1n))
  let x = pow(square, (P + 3n) / 8n)
  if (mod(x * x) !== square) x = mod(x * SQRT_MINUS_ONE)
  return mod(x * x) === square ? { x, y } : null
}
function encode({ y }: { y: bigint }, sign: 0n | 1n): string {
  const little = (y | (sign << 255n)).toString(16).padStart(64, '0')
  return little.match(/../g)?.toReversed().join('') ?? ''
}
function hasSmallOrder(point: Point): boolean {
  const doubled = add(point, point)
  const eight = add(add(doubled, doubled), add(doubled, doubled))
  return eight.x === 0n && eight.y === 1n
}

/** y of the points of order 8: y² = (−1 ± √(1+d)) / d follows from doubling to a point with y = 0. */
const orderEight = 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'

describe('Discord’s public key', () => {
  it('is refused for every encoding of every point of small order', () => {
    const generator = decode(orderEight)
    if (!generator) throw new Error('no point')
    const points: Point[] = [{ x: 0n, y: 1n }]
    for (let i = 0; i < 7; i++) points.push(add(points.at(-1) ?? generator, generator))
    expect(points.every(hasSmallOrder)).toBe(true)
    expect(new Set(points.map(({ x, y }) => `${x},${y}`)).size).toBe(8)
    // A y below 19 can also be written as y + p: the non-canonical encodings.
    const ys = points.flatMap(({ y }) => (y < 19n ? [y, y + P] : [y]))
    for (const y of ys) {
      for (const sign of [0n, 1n] as const) expect(publicKeyProblem(encode({ y }, sign))).toMatch('weak key')
    }
  })

  it('is taken for ordinary keys, in either case', () => {
    // The public keys of RFC 8032 section 7.1, tests 1 to 3.
    for (const key of [
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
      '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
      'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    ]) {
      expect(publicKeyProblem(key)).toBeNull()
      expect(publicKeyProblem(key.toUpperCase())).toBeNull()
      const point = decode(key)
      expect(point && hasSmallOrder(point)).toBe(false)
    }
  })

  it.each([
    '',
    'abc',
    'g'.repeat(64),
    'a'.repeat(63),
    'a'.repeat(66),
  ])('must be 32 bytes in hexadecimal: %j', (key) => {
    expect(publicKeyProblem(key)).toContain('64 hexadecimal digits')
  })
})
