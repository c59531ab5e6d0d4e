import type { TextBank } from './text.ts'

/** What members of a well-run community write. All of it is invented. */

const THINGS = [
  'the night theme',
  'our reading list',
  'the cron trigger',
  'the docs index',
  'a rule of my own',
  'the welcome text',
  'the export',
  'the budget page',
  'the dashboard tiles',
  'the search box',
  'the migration',
  'the chess ladder',
] as const
const WHEN = [
  'this morning',
  'over lunch',
  'last night',
  'on the train',
  'at the weekend',
  'just now',
] as const
const FEELINGS = [
  'and it went better than I feared',
  'and the cat supervised',
  'and I would do it again',
  'which took longer than the tea',
  'and now my notebook is full',
  'so I call that a good day',
] as const

export const CHATTER: TextBank = {
  sentences: [
    'Finally had a go at {thing} {when}, {feeling}.',
    'Anybody else here who looked into {thing} {when}?',
    'I spent an hour on {thing} {when} {feeling}.',
    'Small victory {when}: {thing} works on my old laptop as well.',
    'Is it raining where you are too? I stayed in and tidied up {thing}.',
    'Somebody said {thing} was boring. I disagree, {feeling}.',
    'My plan was a walk {when}, but {thing} kept me busy.',
    'I drew a diagram of {thing} {when} {feeling}.',
    'A friend asked me to explain {thing} {when}, {feeling}.',
    'Does {thing} count as a hobby yet? Asking for myself.',
    'I am going to write up {thing} before I forget how it works.',
    'Reading about {thing} {when} made me hungry for soup.',
  ],
  slots: { thing: THINGS, when: WHEN, feeling: FEELINGS },
}

const TASKS = [
  'set the daily budget',
  'index our docs',
  'move the cards to another channel',
  'try a dry run first',
  'register the commands again',
  'keep questions of one channel to one part of the docs',
  'change the cooldown',
  'turn watching off for one channel',
  'export the audit trail',
  'use another model',
  'lift a timeout that was a mistake',
  'add a rule with our own words',
] as const

export const QUESTIONS: TextBank = {
  sentences: [
    'How do I {task}?',
    'What is the right way to {task}? I could not find it.',
    'Has anybody managed to {task} on the Free plan?',
    'I want to {task}, and the page I found is about something else. Where do I look?',
    'Quick one: can I {task} without deploying again?',
    'After the update I no longer see how to {task}. Did it move?',
  ],
  slots: { task: TASKS },
}

export const ANSWERS: TextBank = {
  sentences: [
    'It is one line in the configuration, look for {thing} on that page.',
    'I had the same last week: restart after you changed {thing}, that was all.',
    'There is a section about {thing} in the guide, near the end.',
    'Yes, that works. Mind {thing}, it is easy to overlook.',
    'Not yet, as far as I know, but {thing} gets you most of the way.',
  ],
  slots: { thing: THINGS },
}

export const THANKS: TextBank = {
  sentences: [
    'Thank you, that was it! I had overlooked {thing}.',
    'Works now, thanks a lot for the hint about {thing}.',
    'Oh, so simple. Thanks! I will write that next to {thing}.',
    'Solved, it was {thing} after all. Many thanks.',
  ],
  slots: { thing: THINGS },
}

export const SHOWCASES: TextBank = {
  sentences: [
    'Our {group} runs on Steward since {when}: members ask, it answers from our own pages, {feeling}.',
    'We taught Steward the house rules of our {group} {when}. The first answer had a link to the right paragraph!',
    'Here is how our {group} uses it: one channel for questions, one for chat, {feeling}.',
  ],
  slots: {
    group: ['pottery circle', 'allotment society', 'model railway club', 'choir', 'repair café', 'book club'],
    when: WHEN,
    feeling: FEELINGS,
  },
}
