import * as z from 'zod'
import type { SqlLike } from '../../storage/object-sql.ts'
import type { Effect } from './effect.ts'
import type { EnforcementStore, Incident } from './incident.ts'

/**
 * The words in `record` and `state` are those of decisions and messages: docs/privacy.md describes these tables.
 */
export const ENFORCEMENT_SCHEMA = `
  CREATE TABLE IF NOT EXISTS incidents (
    incident_id TEXT PRIMARY KEY,
    decision_id TEXT NOT NULL,
    taken_at INTEGER NOT NULL,
    finished_at INTEGER,
    record TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS incidents_finished ON incidents (finished_at);
  CREATE INDEX IF NOT EXISTS incidents_decision ON incidents (decision_id);
  CREATE INDEX IF NOT EXISTS incidents_author ON incidents (json_extract(record, '$.decision.authorId'), taken_at);
  CREATE TABLE IF NOT EXISTS effects (
    effect_id TEXT PRIMARY KEY,
    incident_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    record TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS effects_incident ON effects (incident_id, position);
`

const rows = z.array(z.object({ record: z.string() }))

/** Written by `save` of this very class of object, and by nothing else: JSON of our own needs no second schema. */
function records<T>(found: unknown[]): T[] {
  return rows.parse(found).map(({ record }) => JSON.parse(record) as T)
}

/** The store over a Durable Object's SQLite, whose writes are durable before any later request leaves the object. */
export function enforcementStore(sql: SqlLike): EnforcementStore {
  sql.exec(ENFORCEMENT_SCHEMA)
  const all = <T>(query: string, ...bindings: (string | number)[]): T[] =>
    records<T>(sql.exec(query, ...bindings).toArray())
  return {
    incident: (id) => all<Incident>('SELECT record FROM incidents WHERE incident_id = ?', id)[0] ?? null,
    incidentsAbout: (decisionId) =>
      all<Incident>('SELECT record FROM incidents WHERE decision_id = ?', decisionId),
    incidentsBy: (authorId) =>
      all<Incident>(
        `SELECT record FROM incidents WHERE json_extract(record, '$.decision.authorId') = ?
         ORDER BY taken_at, incident_id`,
        authorId,
      ).flatMap((incident) => (incident.kind === 'decision' ? [incident] : [])),
    open: () =>
      all<Incident>(
        'SELECT record FROM incidents WHERE finished_at IS NULL ORDER BY taken_at, incident_id LIMIT 200',
      ),
    save: (incident) => {
      sql.exec(
        `INSERT INTO incidents (incident_id, decision_id, taken_at, record) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET record = excluded.record, decision_id = excluded.decision_id, finished_at = NULL`,
        incident.id,
        incident.decision?.id ?? '',
        incident.takenAt,
        JSON.stringify(incident),
      )
    },
    finish: (id) => {
      sql.exec('UPDATE incidents SET finished_at = taken_at WHERE incident_id = ?', id)
    },
    remove: (id) => {
      sql.exec('DELETE FROM incidents WHERE incident_id = ?', id)
    },
    effects: (incidentId) =>
      all<Effect>('SELECT record FROM effects WHERE incident_id = ? ORDER BY position', incidentId),
    effectsAbout: (decisionId) =>
      all<Effect>(
        `SELECT effects.record FROM effects JOIN incidents USING (incident_id)
         WHERE decision_id = ? ORDER BY incidents.taken_at, position`,
        decisionId,
      ),
    addEffects: (incidentId, effects) => {
      for (const effect of effects) {
        sql.exec(
          `INSERT INTO effects (effect_id, incident_id, position, record)
           SELECT ?1, ?2, (SELECT coalesce(max(position), 0) + 1 FROM effects WHERE incident_id = ?2), ?3
           WHERE true ON CONFLICT DO NOTHING`,
          effect.id,
          incidentId,
          JSON.stringify(effect),
        )
      }
    },
    saveEffect: (effect) => {
      sql.exec('UPDATE effects SET record = ? WHERE effect_id = ?', JSON.stringify(effect), effect.id)
    },
    forget: (finishedBefore) => {
      sql.exec(
        'DELETE FROM effects WHERE incident_id IN (SELECT incident_id FROM incidents WHERE finished_at < ?)',
        finishedBefore,
      )
      sql.exec('DELETE FROM incidents WHERE finished_at < ?', finishedBefore)
    },
  }
}
