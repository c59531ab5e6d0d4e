import { stem } from './stem.ts'

/**
 * Words that people who ask and people who write documentation use for the same thing. General English of
 * software, no product's own words. A word may stand in several groups; each group goes both ways.
 */
const GROUPS = `
  delete remove erase uninstall drop purge
  add create insert append new
  change edit modify update alter adjust switch
  configure config configuration settings setting options setup set customize preferences
  install installation setup
  start run launch begin boot execute
  stop end quit terminate halt cancel abort kill
  restart reboot reset
  pause suspend disable deactivate off mute
  enable activate on
  error failure fail fault problem issue bug broken crash wrong exception
  fix repair solve resolve troubleshoot troubleshooting debug
  cost price pricing charge fee pay paid money spend spending expensive cheap bill billing
  free gratis
  limit maximum max cap quota bound restrict restriction
  minimum min least
  fast quick speed performance latency slow
  wait delay timeout
  secure security safe safety protect protection
  private privacy confidential
  public visible
  password credential credentials secret
  key token
  login signin authentication authenticate auth
  permission permissions allow access right rights authorization
  forbid deny block ban refuse reject prevent
  user member person people account
  admin administrator moderator mod owner operator
  docs doc documentation manual guide documents
  tutorial guide example walkthrough
  example sample demo
  question ask query
  answer reply response respond
  search find lookup retrieve retrieval
  show display view see list
  hide conceal
  message post
  channel room
  server guild
  bot assistant
  picture image photo
  folder directory
  file document
  page article
  url link address
  website site
  save store keep persist storage
  load read fetch get
  send deliver submit
  download fetch
  upload publish
  deploy deployment release publish ship
  rollback revert undo restore
  upgrade update
  version release
  backup copy export
  import load
  move migrate migration transfer
  rename name
  compare difference versus vs
  choose select pick
  connect link integrate integration join
  disconnect unlink
  repository repo
  environment env
  variable parameter argument
  function method
  database db
  app application
  local offline
  test testing try check verify validate
  build compile
  schedule cron timer
  daily day
  monthly month
  often frequency interval
  size length large big
  number count amount
  require required need necessary prerequisite mandatory
  optional optionally
  default standard
  support supported compatible
  deprecated obsolete outdated old legacy stale
  explain describe description
  reason why cause
  log logs logging history
  monitor observe track metrics statistics stats
  notify notification alert announce announcement
  share forward
  multiple several many
  language locale translation translate
`

/** A synonym says less surely what was asked for than the word itself. */
export const SYNONYM_WEIGHT = 0.3

const byTerm = new Map<string, string[]>()
for (const line of GROUPS.trim().split('\n')) {
  const terms = [...new Set(line.trim().split(/\s+/).map(stem))]
  for (const term of terms) {
    const known = byTerm.get(term) ?? []
    byTerm.set(term, [...new Set([...known, ...terms.filter((other) => other !== term)])])
  }
}

/** Terms that may stand for `term`, itself not among them. */
export const synonyms = (term: string): readonly string[] => byTerm.get(term) ?? []
