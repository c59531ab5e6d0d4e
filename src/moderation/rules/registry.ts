import { crossPosting } from './cross-posting.ts'
import { deceptiveLink } from './deceptive-link.ts'
import { financialAdvice } from './financial-advice.ts'
import { listed } from './listed.ts'
import { newAccountLink } from './new-account-link.ts'
import { repeatedMessages } from './repeated-messages.ts'
import type { Rule } from './rule.ts'
import { shilling } from './shilling.ts'

/** Every rule. When several match one incident, the first of them names it and the others are told in its signals. */
export const RULES: readonly Rule[] = [
  crossPosting,
  repeatedMessages,
  shilling,
  deceptiveLink,
  listed,
  newAccountLink,
  financialAdvice,
]
