/** What the classes of Durable Objects need of `cloudflare:workers` on plain Node; `Host` gives them storage. */
export class DurableObject {
  readonly ctx: object
  readonly env: object

  constructor(ctx: object, env: object) {
    this.ctx = ctx
    this.env = env
  }
}
