import { isGreeting, isSolved, isThanks } from './closing.ts'
import { type Words, wordsOf } from './words.ts'

/** Said before what is meant. */
const OPENING =
  /^(?:(?:hi|hello|hey|heya|yo|gm|good (?:morning|afternoon|evening|day)|morning|greetings|dear)\b(?: (?:there|all|everyone|everybody|folks|guys|team|friends|people|again|steward))*|(?:quick|stupid|dumb|simple|noob|silly|general|another|one more|small) question|question|new here|i'm new here|newbie here|sorry|excuse me|so|ok|okay|well|also|btw|by the way|um+|hm+|please|pls|help|help me|maybe|just wondering|i was wondering|wondering|since yesterday|one question|a question)[\s,:;!.-]+/

/** Talk that has the form of a question. */
const PHATIC: readonly RegExp[] = [
  /^(?:is |are )?(?:any ?one|any ?body|some ?one|some ?body|people|you)(?: (?:else|still))? (?:here|there|around|online|awake|alive|home|up|ready)\b/,
  /\bhow (?:are|r) (?:you|u|things|y'all|we)\b|\bhow(?:'s| is) (?:it going|everyone|everybody|life|your|the day)|\bhow do you do\b|\bhow have you been\b/,
  /^(?:what|wat|wut|huh|eh|sup|wassup|really|seriously|srsly|right|no|yes|ready|same|ok|why|why not|who|since when|says who|wdym|you sure|are you sure|and|so)(?: (?:what|who|now|is it))?[\s?!.]*$/,
  /^(?:sure|ok|yes|yeah|well)?,? ?why not\b|^who (?:cares|knows|doesn't|wouldn't|isn't)\b|^what(?:'s| is) up\b|^what'?s new\b/,
  /^(?:what an?|such an?) (?!.*\bdo(?:es)?\b)|^how (?:cool|nice|sweet|great|awesome|amazing|lovely|cute|funny|sad|hard can|about that|could (?:i|we) forget|dare)\b/,
  /\bwhat could (?:possibly )?go wrong\b|\bhow hard can it be\b|\bam i right\b|\bis this thing on\b|\bwhat is (?:life|love)\b|\bwhat were (?:they|you|we) thinking\b/,
  /\bwhy (?:would|does|do|is|are) (?:any ?(?:one|body)|no ?(?:one|body)|every ?(?:one|body)|people)\b/,
  /^(?:isn't|aren't|ain't|wasn't|don't you (?:just )?(?:love|hate)|don't we all|wouldn't it be (?:nice|great|cool))\b/,
  /\bwho (?:wants|else wants|is going|'s going|is coming|'s coming|did this|is in|'s in|plays)\b|\bwho's (?:going|coming|in|up|ready)\b/,
  /\b(?:any ?one|any ?body) (?:want|wants|up for|interested|going|coming|playing|watching|fancy|wanna)\b/,
  /\b(?:weekend|pizza|lunch|dinner|coffee|beer|birthday|happy (?:monday|friday|new year|holidays)|see you)\b/,
  /^no idea (?:why|how|what|who)\b|^i (?:don't|dont) know (?:why|how|what|who)\b|^i wonder\b/,
]

/** Put to one person, most likely somebody who has asked for help. */
const TO_ONE_PERSON: readonly RegExp[] = [
  /^(?:what )?(?:you|u) (?!can\b)\w+.*\?$/,
  /\b(?:did|have|had|were|are) (?:you|u)\b(?! (?:guys|all|people)\b)/,
  /\b(?:can|could|would|will) (?:you|u)(?: please| pls| just| also)* (?:paste|share|post|show|send|give|check|try|confirm|elaborate|provide|upload|open|reproduce|tell me (?:which|what|your|more)|look|dm)\b/,
  /\bwhat (?:have|did|error do|version do|os do|exactly do|do you mean|are) ?(?:you|u)?\b.*\b(?:you|u|your)\b|\bwhat do (?:you|u) (?:mean|think|get|see)\b/,
  /\b(?:which|what) (?:version|os|browser|command|error|node|plan|file|line) (?:are|is|do|did|of)?\b.*\b(?:you|u|your)\b/,
  /^(?:did|does|do|was|is|has) (?:that|this|it) (?:help|helped|work|worked|working|fix|fixed|solve|solved|better|clear|make sense|answer)\b(?!.*\b(?:if|when|with|for|on|in)\b)/,
  /\b(?:is|are|was|what's|what is|what are|where is|how is) your\b|\bdo you (?:still|already|see|get|want me|mean|remember)\b/,
]

/** What somebody says who knows. */
const ADVICE =
  /^(?:i (?:don't|dont) know,? but\b|i (?:think|guess|believe|suppose|would|'d|asked|prefer|love|like|can help|fixed|wrote|have no|had|just|deployed|released|deleted)\b|you(?:'ll|'d| would| will)? (?:need|have|can|should|could|must|may|might|want|just)\b|if (?:you|it|that)\b|just\b|try\b|use\b|see\b|it's in\b|the (?:trick|answer|fix|solution|reason) is\b|make sure\b|look at\b|check (?:the|out|your)\b|we (?:are|have|moved|will|use)\b|somebody should\b|feel free\b|this is (?:how|why|what|where)\b|that(?:'s| is) (?:how|why|what|where)\b|here(?:'s| is)\b|as (?:they|i)\b|i'll\b|i can (?:help|show|do|try)\b|posting\b|new (?:blog|post|release|version|video)\b|can't wait\b)/

/** Says at the beginning of a sentence, and without a question mark, that something is asked. */
const ASKS =
  /^(?:how (?:do|can|could|would|should|does|did|is|are|to|long|much|many|often|come|far|big|exactly|best)\b|what(?:'s| is| are| does| do| happens| would| should| exactly| kind| type)\b|what (?:port|format|permissions?|settings?|version) \w+|where (?:do|does|is|are|can|should|would|did|exactly|to)\b|when (?:do|does|is|are|will|should)\b|which \w+ (?:do|does|should|can|would|has|have) \w+|why (?:do|does|is|are|did|can|can't|isn't|doesn't|won't|am|would|should|not all)\b|who (?:can|has|may|gets|decides|sees)\b|(?:is|are) there (?:any|an?|some|something)\b|is (?:it|that|this) (?:possible|normal|ok|okay|safe|expected|allowed|better|intended|a bug)\b|(?:can|could|may|should|must) (?:i|we|one|some ?one|some ?body|any ?one|any ?body)\b|(?:do|does|did|has|have) (?:i|we|any ?one|any ?body|some ?one)\b|am i (?:able|allowed|supposed|right|missing|doing)\b|any ?(?:one|body) (?:know|knows|have|has|had|managed|tried|using|able|else|seen|got)\b|any (?:idea|docs?|ways?|examples?|advice|tips|pointers|suggestions?|hints?|limits?) (?:how|on|to|for|why|what|where|about|of)\b)/

/** The verb first, and a question mark at the end. */
const VERB_FIRST =
  /^(?:is|are|was|am|can|could|may|might|should|shall|must|do|does|did|has|have|had|will|would|any|what|which|who|whose|how|where|when|why)\b.*\?$/

const ASKS_FOR_HELP: readonly RegExp[] = [
  /\b(?:i |we |do |still )?need (?:some |a (?:bit of|little) )?help\b|\b(?:please|pls|plz) help\b|^help(?: me)?\b[\s!,:]|\bhelp (?:please|pls|me out)\b/,
  /\b(?:some|any) ?(?:one|body) (?:please )?(?:help|explain|tell|point|show|know|clarify|walk)\b/,
  /\b(?:having|have|having some|got|run(?:ning)? into) (?:some |a lot of |big )?(?:trouble|problems?|issues?|difficult\w*)\b(?! no)/,
  /\b(?:i'm|im|i am|we're|got|completely|totally) (?:stuck|lost|struggling|confused|at a loss)\b|\bstruggling (?:with|to)\b/,
  /\b(?:looking for|searching for|trying to find) (?:a|an|some|the|any) (?:way|example|option|setting|docs?|guide|tutorial|place|method|solution)\b/,
  /\b(?:not sure|unsure|don't know|dont know|can't figure out|cannot figure out|don't understand|dont understand|no clue|no idea|wondering) (?:how (?:to|i|do|can)|what (?:to|i|the|is|this)|where (?:to|i|the)|which)\b/,
  /\bany (?:idea|ideas|help|advice|hints?|pointers?|suggestions?|clue)\b|\bhow come\b|\bwhat am i (?:missing|doing wrong)\b|\bwhat did i do wrong\b/,
  /\b(?:i|we) (?:can't|cannot|cant|couldn't|can not|am unable to|am not able to) (?:get|find|open|make|see|start|run|figure|connect|log ?in|install|build|use|deploy|set|access|seem)\b|^(?:unable to|can't get|cannot get|can't find|cannot find|couldn't find)\b/,
]

/** What went wrong for the author, as against what went wrong in general. */
const HAS_TROUBLE =
  /\b(?:i|we|it|bot|worker|my \S+(?: \S+)?|npm \S+|steward|command|page|build|deploy|migration|server|nothing|answers?) (?:always |now |just |only |still |keeps? |suddenly |i )*(?:get|gets|getting|got|see|keep getting|says?|fails?|failing|failed|crashe?s|crashing|crashed|hangs?|hanging|throws?|returns?|shows?|errors?|stops?|stopped|doesn't|does not|doesnt|won't|will not|isn't|is not|happens|is rejected|refuses|times out|dies|come|comes)\b|^(?:getting|seeing|got|keep getting|i keep)\b|\bnothing happens\b|\b(?:is|it's) (?:offline|broken|down|not working|always)\b/
const OF_THE_AUTHOR = /\b(?:i|i'm|i've|we|my|our|me|getting|seeing)\b/
/** Names a failure: a quoted message, a code, an error's name. */
const FAILURE =
  /"[^"]{3,}"|\b(?:[45]\d\d|[1-9]\d{4})s?\b|\b(?:e[a-z]{4,}|[a-z]*(?:error|exception))\b|\b(?:invalid|rejected|not found|missing|denied|unauthorized|forbidden|refused|timeouts?|undefined|null|offline|blank|white page|empty|nothing happens|in use|without|doesn't work|not working)\b/
const FIXED =
  /\b(?:restart(?:ed)? helped|helped|fixed it|works now|but (?:now )?it works|works? (?:for me|again|fine)|solved|no problem)\b/
const PASTED_FAILURE =
  /^\s+at .+:\d+|Traceback \(most recent|[A-Z]\w*(?:Error|Exception)\b|npm (?:ERR!|error)|\b(?:fatal|panic|error)\b.*:/m

/** Carries on with what was said before. */
const GOES_ON = /^(?:and|or|but|then|because|yeah|yes|no(?! matter)|exactly|oh|ah|wait)\b/
const MIN_WORDS = 3
/** A greeting, a reason, the question: more than some openings in a row nobody writes. */
const MAX_OPENINGS = 5

/**
 * Whether a message, taken alone, asks something that documentation could answer: a question, an error somebody has, or a
 * request for help; not thanks, talk, advice, or a question back to somebody. Made for precision: silence does less harm.
 */
export function isQuestion(content: string): boolean {
  const words = wordsOf(content)
  if (isGreeting(content) || isSolved(content) || isThanks(content)) return false
  if (isPastedFailure(words)) return true
  if (words.count < MIN_WORDS || GOES_ON.test(words.text)) return false
  const sentences = sentencesOf(words.text)
  if (sentences.some(isTalk)) return false
  if (ADVICE.test(sentences[0] ?? '') && !sentences.some((one) => ASKS.test(one)))
    return isTrouble(words.text)
  return (
    sentences.some(asks) || ASKS_FOR_HELP.some((pattern) => pattern.test(words.text)) || isTrouble(words.text)
  )
}

/** The same in a conversation with Steward, where "and on Windows?" is clear enough. */
export function isFollowUp(content: string): boolean {
  if (isQuestion(content)) return true
  const words = wordsOf(content)
  const isAside = isGreeting(content) || isSolved(content) || isThanks(content)
  return (
    !isAside &&
    words.count >= 2 &&
    (/\?\s*$/.test(words.text) || STILL_BROKEN.test(words.text)) &&
    !sentencesOf(words.text).some(isTalk)
  )
}

const STILL_BROKEN =
  /\bstill (?:not|no|the same|get|getting|fails?|broken|doesn't|does not|an? error)|\b(?:doesn't|does not|didn't|did not|doesnt|didnt) (?:work|help|fix|change|solve)|\bsame (?:error|problem|issue|result)\b|\bnot work(?:ing)?\b/

function isTalk(sentence: string): boolean {
  return [...PHATIC, ...TO_ONE_PERSON].some((pattern) => pattern.test(sentence))
}

function asks(sentence: string): boolean {
  if (ADVICE.test(sentence)) return false
  if (ASKS.test(sentence) || VERB_FIRST.test(sentence)) return true
  return sentence.endsWith('?') && ASKING_WORD.test(sentence) && !CONFIRMATION.test(sentence)
}

/** A question mark alone may stand behind a remark; with one of these before it, it asks. */
const ASKING_WORD =
  /\b(?:how|what|where|when|which|why|who|whose|possible|normal|expected|(?:can|could|should|do|does|is|are|would|will) (?:i|we|it|this|that|there|any ?one|any ?body|some ?one))\b/
/** Wants a nod from whoever it is said to. */
const CONFIRMATION = /\b(?:right|yeah|correct|no|huh|eh|isn't it|doesn't it)\s*\?$/

function isTrouble(text: string): boolean {
  return OF_THE_AUTHOR.test(text) && HAS_TROUBLE.test(text) && FAILURE.test(text) && !FIXED.test(text)
}

function isPastedFailure({ text, code }: Words): boolean {
  return PASTED_FAILURE.test(code) && !FIXED.test(text)
}

/** Sentences without what is said before they begin; commas count where an asking word follows. */
function sentencesOf(text: string): string[] {
  return text
    .split(
      /(?<=[.?!;:])\s+|\s+or (?=(?:do|should|must|can) i\b)|\s+-\s+|,\s+(?=(?:how|what|where|when|which|why|who|is|are|can|could|do|does|any|should|would)\b)/,
    )
    .map((sentence) => withoutOpening(sentence.trim()))
    .filter((sentence) => sentence !== '')
}

function withoutOpening(sentence: string): string {
  let rest = sentence
  for (let count = 0; count < MAX_OPENINGS; count++) {
    const next = rest.replace(OPENING, '')
    if (next === rest) break
    rest = next
  }
  return rest
}
