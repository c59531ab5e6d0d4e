import type { JobMessage } from '../../src/moderation/jobs/prompt.ts'

/**
 * The prompt of the reference bot, a chain of thought in DSPy, as DSPy's ChatAdapter renders it: for the measure of
 * tokens only. `reasoning` is the field that `dspy.ChainOfThought` puts before the others.
 */
const SYSTEM = `Your input fields are:
1. \`message\` (str): The Discord message content
2. \`author\` (str): The message author's username
3. \`channel_name\` (str): The channel where the message was posted
Your output fields are:
1. \`reasoning\` (str): 
2. \`intent\` (Literal['post_job', 'seek_job', 'other']): The user's intent: 'post_job' if offering a job, 'seek_job' if looking for work, 'other' for general discussion
3. \`action\` (Literal['allow', 'move', 'flag', 'delete']): Action to take: 'allow' if appropriate for channel, 'move' if should be in jobs channel, 'flag' for manual review, 'delete' if spam/violation
4. \`reason\` (str): Brief explanation of the classification and recommended action
All interactions will be structured in the following way, with the appropriate values filled in.

[[ ## message ## ]]
{message}

[[ ## author ## ]]
{author}

[[ ## channel_name ## ]]
{channel_name}

[[ ## reasoning ## ]]
{reasoning}

[[ ## intent ## ]]
{intent}        # note: the value you produce must exactly match (no extra characters) one of: post_job; seek_job; other

[[ ## action ## ]]
{action}        # note: the value you produce must exactly match (no extra characters) one of: allow; move; flag; delete

[[ ## reason ## ]]
{reason}

[[ ## completed ## ]]
In adhering to this structure, your objective is: 
        Classify a Discord message and determine moderation action.

        A job posting or job seeking message will express the primary intent of introducing the user, their qualifications/openness to work, and their availability for hire, or availability to hire others`

const REQUEST =
  "Respond with the corresponding output fields, starting with the field `[[ ## reasoning ## ]]`, then `[[ ## intent ## ]]` (must be formatted as a valid Python Literal['post_job', 'seek_job', 'other']), then `[[ ## action ## ]]` (must be formatted as a valid Python Literal['allow', 'move', 'flag', 'delete']), then `[[ ## reason ## ]]`, and then ending with the marker for `[[ ## completed ## ]]`."

/** Everything that is billed for one message: instructions, message, and a reply that says what ours says. */
export function briefTexts(message: JobMessage, said: { reasoning: string; reason: string }): string[] {
  const user = `[[ ## message ## ]]\n${message.text}\n\n[[ ## author ## ]]\n${message.authorName}\n\n[[ ## channel_name ## ]]\n${message.channelName}\n\n${REQUEST}`
  const reply = `[[ ## reasoning ## ]]\n${said.reasoning}\n\n[[ ## intent ## ]]\nseek_job\n\n[[ ## action ## ]]\nmove\n\n[[ ## reason ## ]]\n${said.reason}\n\n[[ ## completed ## ]]`
  return [SYSTEM, user, reply]
}
