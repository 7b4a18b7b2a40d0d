// SQL of the accesses that people did not recognise.
import { type RawBuilder, sql } from 'kysely'
import type { AccessKind } from '#platform/ledger/audit.ts'
import type { Read, Write } from '#platform/db/db.ts'
import type { Asked, Page } from '#platform/screens/asked.ts'
import { keysetPage } from '#platform/screens/keyset.ts'
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

/** An access that somebody did not recognise, and what came of it. */
export interface Incident {
  id: number
  authorityId: number
  toldAt: Date
  handledAt: Date | null
  finding: string | null
  /** Number of the entry of the journal. */
  entryId: number
  at: Date
  kind: AccessKind
  object: string
  role: string
}

/** The same with the names that an administrator needs, and never whose file it was. */
export interface NamedIncident extends Incident {
  /** The agent or the helper who opened; null: a site. */
  actorName: string | null
  /** Who closed it. */
  handlerName: string | null
}

// A function of the database, since the journal is each person's own.
const NAMED = sql`i.id, i.entry_id as "entryId", i.authority_id as "authorityId", i.told_at as "toldAt", i.handled_at as "handledAt", i.finding,
  i.at, i.kind, i.object, i.role, i.actor_name as "actorName", i.handler_name as "handlerName"`

/** A page of those that `mine` allows (a condition on `i`), open ones first unless asked otherwise. */
export function incidentPage(
  tx: Read,
  mine: RawBuilder<boolean>,
  asked: Asked,
): Promise<Page<NamedIncident>> {
  const { etat } = asked.filters
  const state =
    etat === 'clos'
      ? sql`i.handled_at is not null`
      : etat === 'ouvert'
        ? sql`i.handled_at is null`
        : sql`true`
  const openFirst = sql`case when i.handled_at is null then '1' else '0' end || to_char(i.told_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS')`
  return keysetPage(tx, asked, {
    columns: NAMED,
    from: sql`privacy.reported_accesses() i`,
    where: sql<boolean>`${mine} and ${state}`,
    orders: { etat: { by: openFirst, type: 'text' }, signale: { by: sql`i.told_at`, type: 'timestamptz' } },
    id: sql`i.id`,
  })
}

/** Of those that `mine` allows, how many nobody closed. */
export async function countOpen(tx: Read, mine: RawBuilder<boolean>): Promise<number> {
  const { rows } = await sql<{ open: number }>`
    select count(*)::int as open from privacy.reported_accesses() i where ${mine} and i.handled_at is null`.execute(
    tx.q,
  )
  return rows[0]?.open ?? 0
}

/** One that `mine` allows, or null. */
export async function namedIncident(
  tx: Read,
  mine: RawBuilder<boolean>,
  id: number,
): Promise<NamedIncident | null> {
  const { rows } = await sql<NamedIncident>`
    select ${NAMED} from privacy.reported_accesses() i where ${mine} and i.id = ${id}`.execute(tx.q)
  return rows[0] ?? null
}

/** One that `mine` allows, its row locked; null when there is none. Act as the system. */
export async function incidentToHandle(
  tx: Write,
  mine: RawBuilder<boolean>,
  id: number,
): Promise<(Incident & { personId: number }) | null> {
  const { rows } = await sql<Incident & { personId: number }>`
    select i.id, i.person_id as "personId", i.authority_id as "authorityId", i.told_at as "toldAt", i.handled_at as "handledAt",
      i.finding, e.id as "entryId", e.at, e.kind, e.object, e.role
    from privacy.incident i join platform.access_entry e on e.id = i.entry_id
    where i.id = ${id} and ${mine} for update of i`.execute(tx.q)
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
