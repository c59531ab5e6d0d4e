/** A Worker that does nothing, with the names of Steward's objects: what the runtime itself needs to start and to answer. */
export class BudgetLedger {}
export class Conversation {}

export default {
  fetch: () => Response.json({ type: 1 }),
}
