/** Something that the object was asked for; stored after each phase. */
export interface Job {
  /** The interaction, or what began it by itself: asked again, it is the same job. */
  id: string
  kind: 'train' | 'evaluate'
  /** The moderator who asked; null when enough new votes did. */
  by: string | null
  /**
   * `working`: nothing is decided yet, and begun again it comes to the same. `deciding`: the challenger is stored.
   * `posting`: all is done but telling.
   */
  phase: 'working' | 'deciding' | 'posting'
  /** Of the challenger, from `deciding` on. */
  version: number | null
  outcome: TrainingOutcome | null
  /** In a row. */
  failures: number
}

export type TrainingOutcome =
  /** Decides from now on. */
  | 'promoted'
  | 'not_let_through'
  /** Another model was promoted while it was trained: what it was compared with is no longer what decides. */
  | 'overtaken'
  /** The votes make the very model that decides already. */
  | 'same'
  | 'failed'

export const newJob = ({ id, kind, by }: Pick<Job, 'id' | 'kind' | 'by'>): Job => ({
  id,
  kind,
  by,
  phase: 'working',
  version: null,
  outcome: null,
  failures: 0,
})
