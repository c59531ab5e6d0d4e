import { wordsOf } from './words.ts'

/** "No, not solved", "still broken", "that did not work": the opposite in the same words. */
const NOT =
  /\b(?:not|isn't|wasn't|doesn't|didn't|don't|won't|can't|cannot|isnt|doesnt|didnt|dont|never|no longer|still|hasn't|nothing|nor|neither|half|partly|partially|almost|before|used to)\b(?! (?:an?|any|the) (?:problem|issue)\b)/
const BUT =
  /\b(?:but|however|except|although|only problem|another (?:problem|error|issue|question)|now (?:i (?:get|have|see|am)|it (?:says|fails|throws|shows|gives|does)|there))\b(?! now)/
const SOLVED: readonly RegExp[] = [
  /\b(?:solved|resolved|sorted|fixed)\b/,
  /\b(?:figured|worked|sorted|found) (?:it|that|this) out\b/,
  /\b(?:it|that|this|everything|all|yes|yep|yeah)(?:'s| is)?,? (?:now )?(?:works|worked|working|helps|helped|did it|does it)\b/,
  /\b(?:works|working|runs|running) (?:now|again|fine|perfectly|great|like a charm|as expected|for me now)\b/,
  /\b(?:got|have|has) (?:it|this|that|everything) (?:working|running|to work|to run|up and running)\b/,
  /^(?:(?:yes|yep|yeah|great|perfect|nice|thanks|ok|okay|oh),? )*(?:that )?(?:works|worked)\b/,
  /\b(?:did|does) the (?:trick|job)\b/,
  /\b(?:all|we're|i'm|im) (?:good|set|sorted)(?: now)?\b(?! (?:with|at|for))/,
  /\b(?:never ?mind|nvm|nevermind|forget it|disregard)\b/,
  /\b(?:found (?:it|the (?:problem|issue|error|bug|mistake|cause|answer|solution)))\b/,
  /\b(?:my (?:bad|mistake|fault)|(?:was|it's|just|only) a typo)\b/,
  /\b(?:that's|thats|that is|that was|this is|exactly) (?:it|what i (?:needed|wanted|was looking for|meant))\b/,
  /\b(?:answers|answered) (?:my|the) question\b/,
  /\b(?:question|problem|issue|case|thread) (?:is )?(?:closed|answered|gone|went away)\b/,
]
/** Words that make "thanks" a reply and nothing more. */
const THANKS =
  /\b(?:thanks?|thank you|thankyou|thx|thnx|tnx|tysm|ty|tyvm|cheers|much appreciated|appreciate it|merci|danke|gracias|lifesaver)\b/
const MAX_THANKS_WORDS = 12
const GREETING =
  /^(?:(?:hi|hello|hey|heya|hiya|yo|sup|howdy|gm|gn|good (?:morning|afternoon|evening|night|day)|morning|welcome|greetings|hola|bye|see you(?: (?:later|tomorrow))?|cya)(?: (?:there|all|everyone|everybody|folks|guys|team|friends?|people|again|steward|bot|hey))*[\s!.,:)?]*)+$/

/** Says that what was asked is done with, in any common wording. A question, or a "but", is not that. */
export function isSolved(content: string): boolean {
  const { text } = wordsOf(content)
  if (text.includes('?')) return false
  // Each sentence alone: "It did not work at first. Now it is fixed." ends well, "Fixed that. Now I get this." does not.
  const sentences = text
    .split(/[.!;\n]+/)
    .map((one) => one.trim())
    .filter(Boolean)
  const last = sentences.findLastIndex(
    (one) => SOLVED.some((pattern) => pattern.test(one)) && !NOT.test(withoutNoProblem(one)),
  )
  const afterwards = last === -1 ? [] : sentences.slice(last)
  return (
    last !== -1 &&
    !afterwards.some((one) => BUT.test(one)) &&
    !sentences.slice(last + 1).some((one) => NOT.test(one))
  )
}

/** A thank-you and nothing else that would want an answer. */
export function isThanks(content: string): boolean {
  const { text, count } = wordsOf(content)
  return (
    THANKS.test(text) &&
    !text.includes('?') &&
    count <= MAX_THANKS_WORDS &&
    !/\b(?:but|however|in advance|still)\b/.test(text)
  )
}

/** A greeting alone, or nothing but a mention. */
export function isGreeting(content: string): boolean {
  const { text, code } = wordsOf(content)
  return code === '' && (/^[\s\p{P}\p{S}]*$/u.test(text) || GREETING.test(text))
}

function withoutNoProblem(sentence: string): string {
  return sentence.replace(
    /\b(?:never ?mind|nevermind|no (?:problem|worries|need)(?: (?:any ?more|now))?)\b/g,
    '',
  )
}
