import { readJudgement } from '../../src/llm/judgement-request.ts'
import { checkAnswer } from '../../src/moderation/feedback/questions.ts'
import { packRedTeam } from '../../src/moderation/feedback/training/red-team.ts'
import { RED_TEAM_FILE, redTeamEntries } from '../red-team/entries.ts'
import { conversationOf, judgedConversation } from '../red-team/judged.ts'

/** src/moderation/feedback/training/red-team-table.ts: the red team's conversations as the features of their candidates. */
export function redTeamTable(): string {
  const cases = redTeamEntries().map((entry) => {
    const read = readJudgement(JSON.stringify(entry.answers), checkAnswer)
    if (!read) throw new Error(`${entry.id}: the recorded answer is not of the schema`)
    return judgedConversation(entry, conversationOf(entry), read.value)
  })
  return `/** Written by \`npm run docs:generate\` from ${RED_TEAM_FILE} and the recorded answers in it; not edited by hand. */
export const RED_TEAM_TABLE = \`${packRedTeam(cases)}\`
`
}
