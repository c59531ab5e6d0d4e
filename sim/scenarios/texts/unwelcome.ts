import type { TextBank } from './text.ts'

/** What moderators remove, in the manner of what is seen on Discord. All of it is invented; hosts end in .example. */

export const JOB_POSTS: TextBank = {
  sentences: [
    '[HIRING] {role} for a {company}. Remote, {pay}, start next month. Requirements: {years} years of experience and a portfolio. Send your CV by DM.',
    'We are hiring a {role}! Full-time position at a {company}, salary {pay}, benefits included. Apply with your resume, DM me.',
    'Looking to hire a {role} for our {company}. Paid contract, {pay}, about three months. Please send rates and previous work.',
    'Our {company} has an opening for a {role}. Fully remote, {pay}. Interested candidates send a message with their portfolio.',
  ],
  slots: {
    role: [
      'senior TypeScript developer',
      'front-end engineer',
      'community manager',
      'technical writer',
      'Rust developer',
      'UI designer',
    ],
    company: ['small logistics startup', 'museum software company', 'game studio', 'health-tech agency'],
    pay: ['$60 per hour', '€4,500 a month', '$95k a year', '£350 a day'],
    years: ['3', '4', '5'],
  },
}

export const JOB_SEEKERS: TextBank = {
  sentences: [
    'I am a {role} with {years} years of experience, open to work. Available for freelance or full-time, remote preferred. Here is my stack: {stack}. DM me for my portfolio and rates.',
    '[FOR HIRE] {role}, {years} years of experience with {stack}. Looking for new opportunities, available immediately, hourly rate negotiable.',
  ],
  slots: {
    role: ['full-stack developer', 'mobile developer', 'backend engineer', 'graphic designer'],
    stack: ['React and Node', 'Python and Django', 'Flutter and Kotlin', 'Go and Postgres'],
    years: ['4', '6', '8'],
  },
}

export const FLOODS: TextBank = {
  sentences: [
    'everybody come and join my new {thing} it is the best one {adverb}',
    'who wants to trade {thing} with me {adverb} answer me please',
    'please vote for my {thing} in the contest {adverb} thank you',
  ],
  slots: {
    thing: ['marble run server', 'sticker collection', 'karaoke league', 'island in the farming game'],
    adverb: ['right now', 'today', 'before midnight', 'this hour'],
  },
}

export const SCAMS: TextBank = {
  sentences: [
    '🎁 Claim your free Nitro for {span} before it ends, only today: https://{host}/claim',
    'Airdrop is live! Connect your wallet and claim your {token} now: https://{host}/airdrop limited spots',
    'Your account has been flagged and will be suspended within 24 hours, verify your wallet here: https://{host}/verify',
  ],
  slots: {
    span: ['3 months', '6 months', 'a whole year'],
    token: ['WALRUS tokens', 'KETTLE tokens', 'OTTER tokens'],
    host: ['dlscord-gifts.example', 'claim-drop.example', 'wallet-checks.example'],
  },
}

export const PUMPS: TextBank = {
  sentences: [
    '🚀🚀 {coin} is about to explode, get in now before it is too late, easy {times}x guaranteed, DM me for the next call 🚀🚀',
    'Huge pump of {coin} tonight at 20:00 UTC, everybody buys at the same time, guaranteed {times}x profit, join our telegram VIP group for signals',
    '{coin} presale ends tonight, early investors already made {times}x, guaranteed profit, DM me for the wallet address 🚀',
  ],
  slots: { coin: ['$TURNIP', '$PUFFIN', '$RADISH', '$GONDOLA'], times: ['20', '50', '100'] },
}

export const ADVICE_REQUESTS: TextBank = {
  sentences: [
    'Should I buy {coin} now or wait for a dip? I have {sum} in savings.',
    'I have {sum} to invest, which coin should I put my money in?',
    'Is it a good time to sell my {coin}? I am down {sum} and do not know what to do with my portfolio.',
  ],
  slots: { coin: ['bitcoin', 'ethereum', 'solana'], sum: ['$500', '€2,000', '$10,000'] },
}

export const NEWCOMER_LINKS: TextBank = {
  sentences: [
    'hi all, I wrote something about this at https://{host}/{page}',
    'maybe this helps: https://{host}/{page}',
    'hello, found this page today https://{host}/{page} what do you think?',
  ],
  slots: {
    host: ['teapot-notes.example', 'pigeon-press.example', 'little-lanterns.example'],
    page: ['first-steps', 'my-post', 'guide', 'comparison', 'weekend'],
  },
}

export const PROMISING: TextBank = {
  sentences: [
    'hello, I am new here and glad to have found this place, {aside}',
    'nice to meet you all, I came for the chess talk, {aside}',
  ],
  slots: {
    aside: ['greetings from the coast', 'my kettle is on', 'be kind to a beginner', 'I read the rules'],
  },
}

export const RAIDS: TextBank = {
  sentences: [
    'THE {who} ARE HERE come to our server and leave this boring place {when}',
    '{who} raid party everybody spam this message {when} nobody can stop us',
  ],
  slots: { who: ['ANGRY TURNIPS', 'TIN PIGEONS', 'MOON BEETLES'], when: ['now', 'tonight'] },
}
