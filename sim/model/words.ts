/** Words that say nothing about what a question is about. */
const STOP_WORDS = new Set(
  `a about after all also am an and any are as ask at be because been before being but by can cannot could did do does
  doing done each else for from get gets give given go had has have having he her here him his how i if in instead into is it
  its just know let like make makes many may me might mine more most much must my need needs no nor not of off on once
  one only or other our out over please put s same say see set she should so some such tell than that the their them
  then there these they thing things this those to too under until up use used uses using very want wants was way we
  well were what when where which while who whom whose why will with within without work works would you your yours`.split(
    /\s+/,
  ),
)

const WORD = /[\p{L}\p{N}][\p{L}\p{N}_+#-]*/gu

/** Comparable words of a text: lower case, cut to their stems, stop words left out; camelCase also in its parts. */
export function words(text: string): string[] {
  return [...text.matchAll(WORD)].flatMap(([word]) => {
    const parts = word.split(/(?<=[a-z])(?=[A-Z])|[-_]/)
    const all = parts.length > 1 ? [word, ...parts] : [word]
    return all
      .map((one) => one.toLowerCase())
      .filter((one) => !STOP_WORDS.has(one) && one !== '')
      .map(stem)
  })
}

/** Enough of English to see that "costs" is "cost" and "configuring" is near "configure". */
function stem(word: string): string {
  if (word.length <= 3 || /\d/.test(word)) return word
  const base = word
    .replace(/ies$/, 'y')
    .replace(/(?<=[^su])s$/, '')
    .replace(/(?:ations?|ing|ment|ed|er|ly)$/, '')
  return (base.length >= 3 ? base : word).replace(/e$/, '').replace(/([b-df-hj-np-tv-z])\1$/, '$1')
}
