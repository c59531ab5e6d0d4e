/** Why an open effect is not tried any more, once a moderator has decided. It may have happened all the same. */
export const CANCELLED = 'a moderator decided before'
