import type { Registry } from '../discord/registry.ts'
import { alias } from './alias.ts'
import { announcementRetry } from './announcement-retry.ts'
import { answerMessage } from './answer-message.ts'
import { ask } from './ask.ts'
import { budget } from './budget.ts'
import { caseCommand } from './case.ts'
import { caseButton } from './case-card.ts'
import { check } from './check.ts'
import type { CommandDeps } from './deps.ts'
import { feedbackButton } from './feedback-card.ts'
import { helpCommand } from './help.ts'
import { learn } from './learn.ts'
import { lingo } from './lingo.ts'
import { lingoAlias, lingoAnswer, lingoButton } from './lingo-card.ts'
import { linkGithub } from './link-github.ts'
import { modelCommand } from './model.ts'
import { privacy, privacyButton } from './privacy.ts'
import { profile, profileButton } from './profile.ts'
import { replay, replayButton } from './replay.ts'
import { reportMessage, reportNote } from './report.ts'
import { bugButton, bugForm, bugSame, openIssue, reportBug } from './report-bug.ts'
import { evaluate, retrain } from './retrain.ts'
import { review, reviewButton } from './review.ts'
import { roles } from './roles.ts'
import { search } from './search.ts'
import { sources } from './sources.ts'
import { strikes } from './strikes.ts'
import { unlinkGithub } from './unlink-github.ts'
import { vote, voteNote, voteReason } from './vote.ts'
import { whoIsThis, whois } from './whois.ts'

/** Every command and component of Steward: adding one is a file and a line here. */
export const registry: Registry<CommandDeps> = {
  commands: [
    helpCommand(() => registry.commands),
    ask,
    search,
    learn,
    answerMessage,
    reportBug,
    openIssue,
    strikes,
    reportMessage,
    caseCommand,
    check,
    whois,
    whoIsThis,
    replay,
    lingo,
    alias,
    profile,
    privacy,
    review,
    retrain,
    evaluate,
    modelCommand,
    linkGithub,
    unlinkGithub,
    roles,
    budget,
  ],
  components: [
    vote,
    voteReason,
    voteNote,
    sources,
    caseButton,
    feedbackButton,
    replayButton,
    reviewButton,
    reportNote,
    bugForm,
    bugButton,
    bugSame,
    lingoButton,
    lingoAlias,
    lingoAnswer,
    announcementRetry,
    profileButton,
    privacyButton,
  ],
}
