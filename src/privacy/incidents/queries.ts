// SQL of the accesses that people did not recognise.
import { type RawBuilder, sql } from 'kysely'
import type { AccessKind } from '#platform/audit.ts'
import type { Read, Write } from '#platform/db.ts'
import type { OwnIncident } from '../words/words.ts'

/** @returns its number, or null when the person has told it before */
export async function insertIncident(
  tx: Write,
  incident: { personId: number; entryId: number; authorityId: number },
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    insert into privacy.incident (person_id, entry_id, authority_id, told_at)
    values (${incident.personId}, ${incident.entryId}, ${incident.authorityId}, ${tx.now})
    on conflict (entry_id) do nothing returning id`.execute(tx.q)
  return rows[0]?.id ?? null
}

export async function incidentsOf(tx: Read, personId: number): Promise<OwnIncident[]> {
  const { rows } = await sql<OwnIncident>`
    select entry_id as "entryId", handled_at as "handledAt", finding from privacy.incident where person_id = ${personId}`.execute(
    tx.q,
  )
  return rows
}

export interface Incident {
  id: number
  personId: number
  authorityId: number
  toldAt: Date
  handledAt: Date | null
  handledBy: number | null
  finding: string | null
  /** Number of the entry of the journal. */
  entryId: number
  at: Date
  kind: AccessKind
  object: string
  role: string
  /** The agent or the helper who opened; null: a site. */
  actorId: number | null
}

const incidents = sql`
  select i.id, i.person_id as "personId", i.authority_id as "authorityId", i.told_at as "toldAt", i.handled_at as "handledAt",
    i.handled_by as "handledBy", i.finding, e.id as "entryId", e.at, e.kind, e.object, e.role, e.actor_id as "actorId"
  from privacy.incident i join platform.access_entry e on e.id = i.entry_id`

/** Those that `mine` allows (a condition on `i`), open ones first. Act as the system: the journal is nobody else's. */
export async function incidentList(tx: Read, mine: RawBuilder<boolean>, most: number): Promise<Incident[]> {
  const { rows } = await sql<Incident>`${incidents} where ${mine}
    order by i.handled_at is not null, i.told_at desc, i.id desc limit ${most}`.execute(tx.q)
  return rows
}

/** One that `mine` allows, its row locked; null when there is none. Act as the system. */
export async function incidentToHandle(
  tx: Write,
  mine: RawBuilder<boolean>,
  id: number,
): Promise<Incident | null> {
  const { rows } = await sql<Incident>`${incidents} where i.id = ${id} and ${mine} for update of i`.execute(
    tx.q,
  )
  return rows[0] ?? null
}

export async function markHandled(
  tx: Write,
  id: number,
  { by, finding }: { by: number; finding: string },
): Promise<void> {
  await sql`
    update privacy.incident set handled_at = ${tx.now}, handled_by = ${by}, finding = ${finding} where id = ${id}`.execute(
    tx.q,
  )
}

/** Goes with the entry of the journal that it is about. */
export async function forgetIncidents(tx: Write): Promise<void> {
  await sql`delete from privacy.incident i where not exists (select from platform.access_entry e where e.id = i.entry_id)`.execute(
    tx.q,
  )
}
