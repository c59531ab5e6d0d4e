import type { Label } from '../../storage/reviews.ts'
import type { EstimateLabel } from '../feedback/attributes.ts'

/** What the moderators decided together; a tie is doubt. Null when nobody said more than "not applicable". */
export function majorityLabel(labels: readonly Label[]): EstimateLabel | null {
  const count = (label: Label) => labels.filter((each) => each === label).length
  const [correct, incorrect, ambiguous] = [count('correct'), count('incorrect'), count('ambiguous')]
  if (correct + incorrect + ambiguous === 0) return null
  if (correct > Math.max(incorrect, ambiguous)) return 'correct'
  return incorrect > Math.max(correct, ambiguous) ? 'incorrect' : 'ambiguous'
}
