export { BudgetLedger } from './budget/ledger.ts'
export { Conversation } from './conversation/conversation.ts'

export default {
  fetch: () => new Response('not yet', { status: 404 }),
}
