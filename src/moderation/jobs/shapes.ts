import { WORD_CLASSES } from './lexicon.ts'

/** How much of something a text has, from 0 to 1; told apart by name in the weights' order. */
interface Shape {
  name: string
  of: (facts: ShapeFacts) => number
}

interface ShapeFacts {
  plain: string
  words: readonly string[]
  /** Words of each class of the lexicon. */
  classes: ReadonlyMap<string, number>
}

/** 0 for none, 1 for `many` or more, with diminishing steps: a tenth skill says less than a second. */
const some = (count: number, many: number): number => Math.min(1, Math.log1p(count) / Math.log1p(many))
const has =
  (pattern: RegExp) =>
  ({ plain }: ShapeFacts) =>
    pattern.test(plain) ? 1 : 0
const times =
  (pattern: RegExp, many: number) =>
  ({ plain }: ShapeFacts) =>
    some(plain.match(pattern)?.length ?? 0, many)
const ofClass =
  (name: string, many: number) =>
  ({ classes }: ShapeFacts) =>
    some(classes.get(`<${name}>`) ?? 0, many)
const share =
  (name: string) =>
  ({ classes, words }: ShapeFacts) =>
    words.length === 0 ? 0 : (classes.get(`<${name}>`) ?? 0) / words.length

const all =
  (...patterns: readonly RegExp[]) =>
  ({ plain }: ShapeFacts) =>
    patterns.every((pattern) => pattern.test(plain)) ? 1 : 0

const PRICE =
  /%money|\b(?:paid|pay|paying|rates?|prices?|pricing|budget|cheap|quote|per (?:hour|page|word|minute|piece|project|song|image))\b|\b0+\s?(?:\/|per |an |a )\s?(?:h|hr|hour|page|word)\b/
const WANTS_IT_DONE =
  /\b(?:need|needs|needed|want|wanted|looking for|would like|id like|searching for|seeking|anyone|anybody|someone|somebody|who can|who does|who wants to|whoever|can you|hire|commission)\b/
const DOES_IT =
  /\bi(?:ll| will| can| could|m| am)? ?(?:also |gladly |happily )?(?:do|make|write|design|draw|paint|fix|build|create|edit|turn|offer|offering|clean|play|translate|provide|teach|tutor|repair|code|develop|record|sing|narrate|help|test|model|animate|sew|proofread|specialize|take|taking)\b|\b(?:my|our) (?:commissions?|services?|rates?|prices?|portfolio|slots?)\b|\b(?:commissions?|slots?) (?:are |is )?(?:now )?open\b|^\W*(?:offering|selling my services)\b/

export const SHAPES: readonly Shape[] = [
  { name: 'long', of: ({ words }) => some(words.length, 300) },
  { name: 'short', of: ({ words }) => Math.max(0, 1 - words.length / 12) },
  { name: 'roles', of: ofClass('role', 8) },
  { name: 'skills', of: ofClass('tech', 15) },
  { name: 'jobs', of: ofClass('job', 8) },
  { name: 'terms', of: ofClass('term', 4) },
  { name: 'seniority', of: ofClass('senior', 4) },
  { name: 'pay', of: ofClass('pay', 6) },
  { name: 'places', of: ofClass('place', 4) },
  { name: 'works', of: ofClass('work', 6) },
  { name: 'contacts', of: ofClass('contact', 4) },
  { name: 'seeking', of: ofClass('seek', 3) },
  { name: 'share of skills', of: share('tech') },
  { name: 'share of roles', of: share('role') },
  { name: 'money', of: times(/%money/g, 3) },
  {
    name: 'pay rate',
    of: has(/(?:%money|\b0+)\s?(?:\/|per |an |a )\s?(?:h|hr|hour|yr|year|month|mo|day|week)\b/),
  },
  {
    name: 'price of a piece',
    of: times(
      /(?:%money|\b0+)\s?(?:usd |eur |euros? |bucks |each|apiece|a piece|(?:per|a|an|every) \p{L}+|\/\s?\p{L}+|flat|upfront)/gu,
      3,
    ),
  },
  {
    name: 'offers pay',
    of: has(
      /\b(?:will|can|could|would|happy to|willing to|id|we|ill)\s(?:also\s)?pay\b|\b(?:paying|budget|paid (?:gig|project|work|position|role|per|hourly|weekly|monthly|in)|quote me|your (?:rate|rates|price|prices|quote|fee|terms)|what (?:do|would|will) you (?:charge|want|ask))\b/,
    ),
  },
  { name: 'wants it done for a price', of: all(WANTS_IT_DONE, PRICE) },
  { name: 'does it for a price', of: all(DOES_IT, PRICE) },
  {
    name: 'goods or games',
    of: times(
      /\b(?:selling|buying|wts|wtb|wtt|for sale|trading|shipped|used|keys?|rent|flat|apartment|roommate|lfg|lfm|raids?|ranked|healer|dps|clan|guild|scrims?|play|playing|discount|coupon|giveaway|tournament|survey|webinar|meetup|subscribe|register)\b/g,
      3,
    ),
  },
  { name: 'links', of: times(/%url/g, 4) },
  { name: 'mail', of: has(/%mail/) },
  { name: 'mentions', of: times(/%who/g, 3) },
  { name: 'emoji', of: times(/%emoji/g, 8) },
  { name: 'list', of: times(/•|\|/g, 10) },
  { name: 'questions', of: times(/\?/g, 4) },
  { name: 'ends as a question', of: has(/\?\s*$/) },
  {
    name: 'asks how',
    of: has(
      /^\W*(?:how|why|what|where|when|which|who|does|do|is|are|can|could|should|any|anyone|has|have|did)\b/,
    ),
  },
  {
    name: 'contact me',
    of: has(
      /\b(?:dms?|pm|message|msg|contact|reach|email|mail|inbox|ping|hmu|write)\b[^.!?]{0,24}\b(?:me|us|out|open|details|info|interested)\b|%mail/,
    ),
  },
  {
    name: 'apply',
    of: has(/\b(?:apply|applicants?|candidates?|resumes?|cv|portfolio|interested (?:parties|people))\b/),
  },
  { name: 'years', of: has(/\b0\+?\s*(?:\+|plus )?\s*(?:years?|yrs?|yoe|jahre|años|ans)\b/) },
  { name: 'I am', of: has(/\b(?:im|i am|my name is|ich bin|soy|je suis|я)\b/) },
  {
    name: 'I',
    of: ({ words }) => some(words.filter((word) => /^(?:i|im|ive|my|me|id|ill)$/.test(word)).length, 12),
  },
  {
    name: 'we',
    of: ({ words }) => some(words.filter((word) => /^(?:we|were|our|us|weve)$/.test(word)).length, 10),
  },
  {
    name: 'you',
    of: ({ words }) => some(words.filter((word) => /^(?:you|your|youll|youre|youd)$/.test(word)).length, 8),
  },
  {
    name: 'looking for one',
    of: has(
      /\b(?:looking for|need|needs|seeking|want|hiring|searching for|recruiting)\b(?:\s[^\s]+){0,5}\s(?:devs?|developers?|engineers?|designers?|programmers?|artists?|freelancers?|someone|somebody|people|person|experts?|coders?|talent)\b/,
    ),
  },
  {
    name: 'looking for work',
    of: has(
      /\b(?:looking for|seeking|open to|available for|want|searching for|need)\b(?:\s[^\s]+){0,4}\s(?:work|job|jobs|gigs?|position|role|roles|opportunit(?:y|ies)|internship|projects?|employment|clients?|challenge|contracts?|commissions?)\b/,
    ),
  },
  {
    name: 'hiring',
    of: has(
      /\b(?:hiring|were hiring|now hiring|is hiring|join (?:our|the|us|a)|we are looking|were looking|help wanted)\b/,
    ),
  },
  {
    name: 'for hire',
    of: has(
      /\b(?:for hire|available|hire me|my (?:portfolio|resume|cv|skills|services|rates?)|i (?:can|specialize|offer|provide|do)\b)/,
    ),
  },
  {
    name: 'opens with a role',
    of: ({ words }) => (words.slice(0, 8).some((word) => WORD_CLASSES.get(word) === '<role>') ? 1 : 0),
  },
  {
    name: 'takes orders',
    of: has(
      /\b(?:commissions? (?:are |is )?(?:now )?open|slots?\b[^.!?]{0,20}\b(?:left|open|free|available)|taking (?:on )?(?:orders|work|clients|commissions|projects)|turnaround|made to order|first (?:one|draft|lesson|week|hour) (?:is )?free|references (?:available|on request)|between (?:jobs|contracts|projects)|open to work|available (?:now|from|immediately|for)|contract (?:just )?(?:ends|ended|finishes)|laid off|let go|days? a week free|my rate)\b/,
    ),
  },
  {
    name: 'pleased or sorry',
    of: has(
      /\b(?:thanks|thank you|lol|congrats|update|testimonial|rant|story|psa|poll|ama|giveaway|meetup)\b/,
    ),
  },
  {
    name: 'feedback',
    of: has(
      /\b(?:feedback|critique|review my|roast|tell me what|let me know what|what do you think|free to try|open source|open-sourced|contributions)\b/,
    ),
  },
  { name: 'code', of: has(/[`{};]|=>|\(\)|::|\berror\b|\bexception\b|\bundefined\b/) },
  {
    name: 'advice',
    of: has(
      /\b(?:should i|advice|anyone else|how do i|how to|what do you|opinions?|thoughts|interviews?|interviewing|my boss|my job|quit|offer letter|job queue|background job|cron)\b/,
    ),
  },
]

export function shapesOf(plain: string, words: readonly string[]): number[] {
  const classes = new Map<string, number>()
  for (const word of words) {
    const name = WORD_CLASSES.get(word)
    if (name !== undefined) classes.set(name, (classes.get(name) ?? 0) + 1)
  }
  const facts = { plain, words, classes }
  return SHAPES.map(({ of }) => of(facts))
}
