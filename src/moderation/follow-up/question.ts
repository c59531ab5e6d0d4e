import { nonceOf } from '../../discord/post-once.ts'
import type { DiscordFailure } from '../../discord/result.ts'
import { DISCORD_CODE } from '../../discord/result.ts'
import { snowflakeAt } from '../../discord/snowflake.ts'
import { membersNamed } from '../../storage/aliases.ts'
import type { FollowUp } from '../../storage/follow-ups.ts'
import { lingoTerm, newSourcesOf, versionsOf } from '../../storage/lingo.ts'
import { type LingoQuestion, questionById, setQuestionCard } from '../../storage/lingo-questions.ts'
import { detailOf } from '../../watch/reading-failed.ts'
import { DONE, type FollowedUp, type FollowUpDeps } from './deps.ts'
import { type QuestionFacts, questionCard, questionFooter } from './question-card.ts'
import { nextReading } from './timing.ts'

/** Discord remembers a nonce for "a few minutes"; after one of them it is looked for in the channel. */
const NONCE_MS = 60_000
/** Discord's clock and ours may differ. */
const CLOCK_MARGIN_MS = 60_000

/** Posts a question's card, or edits it to say what is true now. A card that a moderator deleted stays away. */
export async function showQuestion(followUp: FollowUp, deps: FollowUpDeps): Promise<FollowedUp> {
  const question = await questionById(deps.db, Number(followUp.subject))
  if (!question) return DONE
  const parts = questionCard(await factsOf(question, deps))
  if (question.card) {
    const { channelId, messageId } = question.card
    const edited = await deps.discord.editMessage(channelId, messageId, parts)
    return edited.ok || isGone(edited.failure) ? DONE : failed(edited.failure)
  }
  const { moderators } = await deps.places()
  if (moderators === null) return { kind: 'failed', detail: 'no channel has the purpose “moderators”' }
  const card = await postOnce(question.id, moderators, parts, followUp, deps)
  if (!card.ok) return failed(card.failure)
  const now = deps.now()
  await setQuestionCard(
    deps.db,
    question.id,
    { channelId: moderators, messageId: card.id },
    now,
    nextReading(now, now),
  )
  return DONE
}

async function factsOf(question: LingoQuestion, { db, guildId }: FollowUpDeps): Promise<QuestionFacts> {
  const [term, sources, [latest], namesakes] = await Promise.all([
    lingoTerm(db, question.term),
    newSourcesOf(db, question.term),
    versionsOf(db, question.term),
    membersNamed(db, question.term),
  ])
  return {
    question,
    guildId,
    definition: term && {
      text: term.definition,
      version: term.version,
      sources: latest?.sources.length ?? 0,
      moderatorIds: latest?.moderators ?? [],
    },
    isDefining: sources.length > 0,
    namesakes,
  }
}

type Posted = { ok: true; id: string } | { ok: false; failure: DiscordFailure }

/** Once: shortly after a first attempt the nonce gives the message that is there, later it is found by its footer. */
async function postOnce(
  questionId: number,
  channelId: string,
  parts: ReturnType<typeof questionCard>,
  { attempts, startedAt }: FollowUp,
  { discord, botId, now }: FollowUpDeps,
): Promise<Posted> {
  if (attempts > 0 && startedAt !== null && now() - startedAt > NONCE_MS) {
    const since = await discord.messagesAfter(channelId, snowflakeAt(startedAt - CLOCK_MARGIN_MS))
    if (!since.ok) return since
    const own = since.value.messages.find(
      ({ author, embeds }) => author.id === botId && embeds?.[0]?.footer?.text === questionFooter(questionId),
    )
    if (own) return { ok: true, id: own.id }
  }
  const posted = await discord.createMessage(channelId, parts, {
    nonce: await nonceOf(`lingo-question/${questionId}`),
  })
  return posted.ok ? { ok: true, id: posted.value.id } : posted
}

function isGone(failure: DiscordFailure): boolean {
  return (
    failure.kind === 'refused' &&
    (failure.code === DISCORD_CODE.unknownMessage || failure.code === DISCORD_CODE.unknownChannel)
  )
}

export const failed = (failure: DiscordFailure): FollowedUp => ({
  kind: 'failed',
  detail: detailOf(failure),
  ...(failure.kind === 'rate_limited' && { waitMs: failure.retryAfterMs }),
})
