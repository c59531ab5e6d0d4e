import { expect, it } from 'vitest'
import { jsonAnswer } from '../../../sim/model/json-answer.ts'
import { createFence, randomHex } from '../../../src/llm/fence.ts'
import { jsonSchemaOf, judgementText, readJudgement } from '../../../src/llm/judgement-request.ts'
import { checkedAnswer } from '../../../src/moderation/feedback/candidates.ts'
import { checkAnswer } from '../../../src/moderation/feedback/questions.ts'
import { conversation } from '../moderation/feedback/conversation.ts'

it('the scripted model answers the questions about feedback, and says that it is a script', () => {
  const { packet, pseudonyms } = conversation([
    ['gwen', 'finally done with my first dashboard'],
    ['farid', 'your layout is garbage'],
    ['gwen', 'thanks for nothing'],
  ])
  const text = judgementText(packet.request, createFence(randomHex))
  const read = readJudgement(jsonAnswer(jsonSchemaOf(checkAnswer), text, [], null), checkAnswer)
  const { candidates, dropped } = checkedAnswer(read?.value ?? { candidates: [] }, packet, pseudonyms)
  expect(dropped).toEqual([])
  expect(candidates).toMatchObject([{ answers: { tone_harshness: 'harsh' } }])
  expect(candidates[0]?.note).toContain('(scripted model)')
})
