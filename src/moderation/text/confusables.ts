/** Lower-case letters that pass for a Latin one, after Unicode's confusables.txt; each row `latin: look-alikes`. */
const LOOK_ALIKES: Record<string, string> = {
  a: 'аαɑᴀ',
  b: 'вьβʙ',
  c: 'сϲᴄ',
  d: 'ԁᴅ',
  e: 'еєεᴇ',
  f: 'ꜰ',
  g: 'ɡցɢ',
  h: 'һнհʜ',
  i: 'іїιɩɪ',
  j: 'јյᴊ',
  k: 'кκᴋ',
  l: 'ӏʟ',
  m: 'мᴍ',
  n: 'пηոɴ',
  o: 'оοօᴏ',
  p: 'рρᴘ',
  q: 'ԛզ',
  r: 'гʀ',
  s: 'ѕꜱ',
  t: 'тτᴛ',
  u: 'υսᴜ',
  v: 'ѵνᴠ',
  w: 'ԝωᴡ',
  x: 'хχ',
  y: 'уγʏ',
  z: 'ᴢ',
}

const LATIN_FOR = new Map(
  Object.entries(LOOK_ALIKES).flatMap(([latin, likes]) => [...likes].map((like) => [like, latin] as const)),
)

/** Small capitals: Latin by script, and in a chat only ever a disguise. */
const SMALL_CAPITAL = /[ʙɢʜɪʟɴʀʏᴀ-ᴢꜰꜱ]/u
const LATIN = /\p{Script=Latin}/u

/**
 * A lower-case word with its look-alikes read as Latin, when it mixes scripts and every foreign letter in it has a
 * Latin twin. Words of one script stay what they are, so that honest Cyrillic and Greek are left alone.
 */
export function foldWord(word: string): string {
  let hasLatin = false
  let hasSmallCapital = false
  for (const letter of word) {
    if (letter <= 'z') hasLatin ||= letter >= 'a'
    else if (SMALL_CAPITAL.test(letter)) hasSmallCapital = true
    else if (!LATIN_FOR.has(letter)) {
      if (!LATIN.test(letter)) return word
      hasLatin = true
    }
  }
  return hasLatin || hasSmallCapital ? skeleton(word) : word
}

/** Every look-alike read as Latin, whatever stands around it. For comparing, never for showing. */
export function skeleton(word: string): string {
  let out = ''
  for (const letter of word) out += LATIN_FOR.get(letter) ?? letter
  return out
}
