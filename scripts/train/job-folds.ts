import { FOLDS, type JobExample } from './job-examples.ts'
import { type JobModel, jobMargin, trainJobModel } from './job-model.ts'

/** What a model that was not trained on an example says about it: raw log-odds. */
export interface Held {
  example: JobExample
  job: number
  posting: number
}

interface JobSets {
  posts: readonly JobExample[]
  chat: readonly JobExample[]
  own: readonly JobExample[]
}

export interface Folded {
  posts: Held[]
  chat: Held[]
  /** The mean of all folds' models, for examples that none of them was trained on. */
  others: Held[]
}

/** Each post and each message of chat judged by the model that was trained on the other folds. */
export function crossValidate(sets: JobSets, others: readonly JobExample[]): Folded {
  const posts: Held[] = []
  const chat: Held[] = []
  const sums = others.map((example) => ({ example, job: 0, posting: 0 }))
  for (let fold = 0; fold < FOLDS; fold++) {
    const isIn = (example: JobExample): boolean => example.fold === fold
    const model = trainJobModel({
      posts: sets.posts.filter((example) => !isIn(example)),
      chat: sets.chat.filter((example) => !isIn(example)),
      own: sets.own,
    })
    posts.push(...sets.posts.filter(isIn).map((example) => held(model, example)))
    chat.push(...sets.chat.filter(isIn).map((example) => held(model, example)))
    for (const sum of sums) {
      sum.job += jobMargin(model.job, sum.example.text) / FOLDS
      sum.posting += jobMargin(model.posting, sum.example.text) / FOLDS
    }
  }
  return { posts, chat, others: sums }
}

export function held(model: JobModel, example: JobExample): Held {
  return {
    example,
    job: jobMargin(model.job, example.text),
    posting: jobMargin(model.posting, example.text),
  }
}
