import { DurableObject } from 'cloudflare:workers'
export class BudgetLedger extends DurableObject<Env> {}
