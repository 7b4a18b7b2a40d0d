// SQL of what is changed on screen: units and calendars. Numbered and dated by the database (000433).
import { type RawBuilder, sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { CalendarDefinition } from './definition.ts'
import type { AuthorityRow, CalendarRow, UnitRow } from './queries.ts'

/** What is said of a unit on screen. */
export type SaidOfUnit = Pick<
  UnitRow,
  'parentId' | 'name' | 'kind' | 'functions' | 'communes' | 'email' | 'phone' | 'calendarId'
>

export async function insertUnit(
  tx: Write,
  authorityId: number,
  code: string,
  said: SaidOfUnit,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into territory.unit (authority_id, parent_id, code, name, kind, functions, communes, email, phone, calendar_id)
    values (${authorityId}, ${said.parentId}, ${code}, ${said.name}, ${said.kind}, ${said.functions}, ${said.communes},
      ${said.email}, ${said.phone}, ${said.calendarId}) returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

/** Whoever changes the units of an authority comes one after the other (000433 asks it again). */
export async function lockTree(tx: Write, authorityId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('territory.tree'), ${authorityId}::integer)`.execute(tx.q)
}

/** Held until the end of the transaction, when the unit is open and within `allowed` (alias `u`, whose `unit_id` is its own). */
export async function lockUnit(
  tx: Write,
  id: number,
  allowed: RawBuilder<boolean>,
): Promise<{ version: number } | undefined> {
  const { rows } = await sql<{ version: number }>`
    select u.version from (select id, id as unit_id, authority_id, closed_on, version from territory.unit) u
    where u.id = ${id} and u.closed_on is null and ${allowed} for update`.execute(tx.q)
  return rows[0]
}

export async function updateUnit(tx: Write, id: number, said: SaidOfUnit): Promise<void> {
  await sql`update territory.unit set parent_id = ${said.parentId}, name = ${said.name}, kind = ${said.kind},
      functions = ${said.functions}, communes = ${said.communes}, email = ${said.email}, phone = ${said.phone},
      calendar_id = ${said.calendarId} where id = ${id}`.execute(tx.q)
}

/** Codes of the units of an authority that begin so. */
export async function codesLike(tx: Read, authorityId: number, code: string): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from territory.unit where authority_id = ${authorityId} and starts_with(code, ${code})`.execute(
    tx.q,
  )
  return rows.map((row) => row.code)
}

// What a reorganisation writes, as the system: numbered and dated here, for the database leaves what the system says.
const EDITED = (tx: Write) => sql`version = version + 1, edited_at = ${tx.now}`

export async function placeUnit(tx: Write, id: number, parentId: number | null): Promise<void> {
  await sql`update territory.unit set parent_id = ${parentId}, ${EDITED(tx)} where id = ${id}`.execute(tx.q)
}

export async function setWork(
  tx: Write,
  id: number,
  { functions, communes }: Pick<UnitRow, 'functions' | 'communes'>,
): Promise<void> {
  await sql`update territory.unit set functions = ${functions}, communes = ${communes}, ${EDITED(tx)} where id = ${id}`.execute(
    tx.q,
  )
}

export async function closeUnit(tx: Write, id: number, lastDay: string): Promise<void> {
  await sql`update territory.unit set closed_on = ${lastDay}, ${EDITED(tx)} where id = ${id}`.execute(tx.q)
}

export async function reopenUnit(tx: Write, id: number): Promise<void> {
  await sql`update territory.unit set closed_on = null, ${EDITED(tx)} where id = ${id}`.execute(tx.q)
}

/** Units that are open, put under another. @returns their ids */
export async function placeBelow(tx: Write, from: number, to: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    update territory.unit set parent_id = ${to}, ${EDITED(tx)}
    where parent_id = ${from} and closed_on is null and id <> ${to} returning id`.execute(tx.q)
  return rows.map(({ id }) => id)
}

/** Those of these units that are still under `from`, put under `to`. */
export async function placeBack(tx: Write, ids: readonly number[], from: number, to: number): Promise<void> {
  await sql`update territory.unit set parent_id = ${to}, ${EDITED(tx)}
    where id = any (${ids as number[]}::integer[]) and parent_id = ${from}`.execute(tx.q)
}

export async function insertCalendar(
  tx: Write,
  authorityId: number | null,
  definition: CalendarDefinition,
): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    insert into territory.calendar (id, authority_id, definition)
    values (${definition.id}, ${authorityId}, ${JSON.stringify(definition)}::jsonb) returning number`.execute(
    tx.q,
  )
  return rows[0]?.number ?? 0
}

/** Held until the end of the transaction; undefined too for one that is another’s to change (row-level security). */
export async function lockCalendar(tx: Write, id: string): Promise<CalendarRow | undefined> {
  const { rows } = await sql<CalendarRow>`
    select id, number, authority_id as "authorityId", definition, version from territory.calendar where id = ${id} for update`.execute(
    tx.q,
  )
  return rows[0]
}

export async function updateCalendar(tx: Write, id: string, definition: CalendarDefinition): Promise<void> {
  await sql`update territory.calendar set definition = ${JSON.stringify(definition)}::jsonb where id = ${id}`.execute(
    tx.q,
  )
}

/** Held until the end of the transaction, when it is within `allowed` (alias `a`, whose `authority_id` is its own). */
export async function lockAuthority(
  tx: Write,
  id: number,
  allowed: RawBuilder<boolean>,
): Promise<{ version: number } | undefined> {
  const { rows } = await sql<{ version: number }>`
    select a.version from (select id, id as authority_id, version from territory.authority) a
    where a.id = ${id} and ${allowed} for update`.execute(tx.q)
  return rows[0]
}

export async function updateAuthority(
  tx: Write,
  id: number,
  { name, profile, logoSvg }: Pick<AuthorityRow, 'name' | 'profile' | 'logoSvg'>,
): Promise<void> {
  await sql`update territory.authority set name = ${name}, profile = ${JSON.stringify(profile)}::jsonb, logo_svg = ${logoSvg}
    where id = ${id}`.execute(tx.q)
}
