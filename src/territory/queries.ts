// Every SQL statement of the territory.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { AuthorityProfile, CalendarDefinition } from './definition.ts'

export interface AuthorityRow {
  id: number
  code: string
  level: 'metropolis' | 'commune'
  slug: string
  name: string
  siren: string
  population: number
  profile: AuthorityProfile
  logoSvg: string | null
  version: number
  /** The day from which it answers by itself, `YYYY-MM-DD`; null: it always has. */
  opensOn: string | null
}

export interface AreaRow {
  code: string
  kind: 'commune' | 'arrondissement'
  name: string
  authorityId: number
  postcodes: string[]
  population: number
  /** Other names people give it: former communes, quarters. */
  aliases: string[]
  hasContour: boolean
}

export interface UnitRow {
  id: number
  authorityId: number
  parentId: number | null
  code: string
  name: string
  kind: 'directorate' | 'service' | 'team' | 'desk'
  functions: string[]
  communes: string[] | null
  email: string | null
  phone: string | null
  calendarId: string
  version: number
  /** Its last day, `YYYY-MM-DD`; null while it is open. */
  closedOn: string | null
}

export interface CalendarRow {
  id: string
  /** What events of it are told on. */
  number: number
  /** null: the metropolis's, which everybody may use. */
  authorityId: number | null
  definition: CalendarDefinition
  version: number
}

const all = async <T>(tx: Read, query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  (await query.execute(tx.q)).rows

export async function territoryRevision(tx: Read): Promise<number> {
  const row = await tx.q.selectFrom('territory.settings').select('revision').executeTakeFirst()
  return row?.revision ?? 0
}

export async function raiseRevision(
  tx: Write,
  zone: string,
  functions: Readonly<Record<string, string>> | null = null,
): Promise<void> {
  const named = functions === null ? null : JSON.stringify(functions)
  await sql`insert into territory.settings (zone, functions) values (${zone}, coalesce(${named}::jsonb, '{}'))
    on conflict (only_row) do update set zone = excluded.zone, functions = coalesce(${named}::jsonb, territory.settings.functions),
      revision = territory.settings.revision + 1`.execute(tx.q)
}

/** The time zone, and what people call the functions of units. */
export async function settingsRow(
  tx: Read,
): Promise<{ zone: string; functions: Record<string, string> } | undefined> {
  const { rows } = await sql<{ zone: string; functions: Record<string, string> }>`
    select zone, functions from territory.settings`.execute(tx.q)
  return rows[0]
}

export const authorityRows = (tx: Read) =>
  all(
    tx,
    sql<AuthorityRow>`
  select id, code, level, slug, name, siren, population, profile, logo_svg as "logoSvg", version, opens_on::text as "opensOn"
  from territory.authority left join territory.opening on authority_id = id order by level desc, slug`,
  )

export interface HostRow {
  host: string
  authorityId: number
  /** Does it lead here? */
  answers: boolean
}

export const hostRows = (tx: Read): Promise<HostRow[]> =>
  all(
    tx,
    sql<HostRow>`select host, authority_id as "authorityId", answered_at is not null as answers from territory.host order by host`,
  )

/** Each of these leads here. As the system. */
export const noteAnswers = (tx: Write, hosts: readonly string[]) =>
  sql`update territory.host set answered_at = ${tx.now} where host = any (${hosts}::text[]) and answered_at is null`.execute(
    tx.q,
  )

export const areaRows = (tx: Read) =>
  all(
    tx,
    sql<AreaRow>`
  select code, kind, name, authority_id as "authorityId", postcodes, population, aliases,
    contour is not null as "hasContour"
  from territory.area order by name collate "fr-x-icu", code`,
  )

export const unitRows = (tx: Read) =>
  all(
    tx,
    sql<UnitRow>`
  select id, authority_id as "authorityId", parent_id as "parentId", code, name, kind, functions, communes, email, phone,
    calendar_id as "calendarId", version, closed_on as "closedOn" from territory.unit order by id`,
  )

export const calendarRows = (tx: Read) =>
  all(
    tx,
    sql<CalendarRow>`
  select id, number, authority_id as "authorityId", definition, version from territory.calendar order by definition ->> 'label', id`,
  )

export const contourRows = (tx: Read) =>
  all(
    tx,
    sql<{ code: string; kind: string; contour: unknown }>`
  select code, kind, contour from territory.area where contour is not null order by kind, code`,
  )

/** Sets the contour of one area; false when the code is not of the territory. */
export async function setContour(tx: Write, code: string, geometry: unknown): Promise<boolean> {
  const done =
    await sql`update territory.area set contour = ${JSON.stringify(geometry)}::jsonb where code = ${code}`.execute(
      tx.q,
    )
  return (done.numAffectedRows ?? 0n) > 0n
}

/** @returns false when it was changed on screen: it is left as it is */
export async function upsertCalendar(tx: Write, definition: CalendarDefinition): Promise<boolean> {
  const { rows } = await sql`insert into territory.calendar (id, definition)
    values (${definition.id}, ${JSON.stringify(definition)}::jsonb)
    on conflict (id) do update set definition = excluded.definition where territory.calendar.edited_at is null
    returning id`.execute(tx.q)
  return rows.length > 0
}

export async function calendarNumber(tx: Read, id: string): Promise<number> {
  const row = await tx.q
    .selectFrom('territory.calendar')
    .select('number')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.number ?? 0
}

/** One that was changed on screen keeps what was said there (`isKept`), and takes the official figures. */
export async function upsertAuthority(
  tx: Write,
  row: Omit<AuthorityRow, 'id' | 'version' | 'opensOn'>,
): Promise<{ id: number; isKept: boolean }> {
  const own = (column: 'name' | 'profile' | 'logo_svg') =>
    sql`case when authority.edited_at is null then ${sql.ref(`excluded.${column}`)} else ${sql.ref(`authority.${column}`)} end`
  const { rows } = await sql<{ id: number; isKept: boolean }>`
    insert into territory.authority as authority (code, level, slug, name, siren, population, profile, logo_svg)
    values (${row.code}, ${row.level}, ${row.slug}, ${row.name}, ${row.siren}, ${row.population}, ${JSON.stringify(row.profile)}::jsonb, ${row.logoSvg})
    on conflict (code) do update set slug = excluded.slug, siren = excluded.siren, population = excluded.population,
      name = ${own('name')}, profile = ${own('profile')}, logo_svg = ${own('logo_svg')}
    returning id, edited_at is not null as "isKept"`.execute(tx.q)
  return rows[0] ?? { id: 0, isKept: false }
}

/** Whether new ones answer is still to be seen. */
export async function replaceHosts(tx: Write, authorityId: number, hosts: readonly string[]): Promise<void> {
  await sql`delete from territory.host where authority_id = ${authorityId} and host <> all (${hosts}::text[])`.execute(
    tx.q,
  )
  await sql`insert into territory.host (host, authority_id) select given.host, ${authorityId} from unnest(${hosts}::text[]) given (host)
    where not exists (select from territory.host h where h.host = given.host and h.authority_id = ${authorityId})`.execute(
    tx.q,
  )
}

export async function upsertArea(tx: Write, row: Omit<AreaRow, 'hasContour'>): Promise<void> {
  await sql`insert into territory.area (code, kind, name, authority_id, postcodes, population, aliases)
    values (${row.code}, ${row.kind}, ${row.name}, ${row.authorityId}, ${row.postcodes}, ${row.population}, ${row.aliases})
    on conflict (code) do update set name = excluded.name, authority_id = excluded.authority_id,
      postcodes = excluded.postcodes, population = excluded.population, aliases = excluded.aliases`.execute(
    tx.q,
  )
}

/** A commune that is not of the territory. `key`: its name in plain words. */
export interface ElsewhereRow {
  code: string
  name: string
  key: string
  postcodes: string[]
  population: number
}

export async function replaceElsewhere(tx: Write, rows: readonly ElsewhereRow[]): Promise<void> {
  await sql`delete from territory.elsewhere`.execute(tx.q)
  await sql`insert into territory.elsewhere (code, name, key, postcodes, population)
    select code, name, key, postcodes, population
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e (code text, name text, key text, postcodes text[], population integer)`.execute(
    tx.q,
  )
}

/** The largest commune out of the territory that one of the keys names or that has one of the postal codes. */
export async function elsewhereNamed(
  tx: Read,
  keys: readonly string[],
  postcodes: readonly string[],
): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    select name from territory.elsewhere
    where key = any (${keys as string[]}::text[]) or postcodes && ${postcodes as string[]}::text[]
    order by postcodes && ${postcodes as string[]}::text[] desc, length(key) * (key = any (${keys as string[]}::text[]))::int desc, population desc
    limit 1`.execute(tx.q)
  return rows[0]?.name
}

/** What a file says of a unit. */
export type ImportedUnit = Omit<UnitRow, 'id' | 'version' | 'closedOn'>

/** One that was changed on screen is left as it is: `isKept`. */
export async function upsertUnit(tx: Write, row: ImportedUnit): Promise<{ id: number; isKept: boolean }> {
  const { rows } = await sql<{ id: number; isKept: boolean }>`
    with written as (
      insert into territory.unit (authority_id, parent_id, code, name, kind, functions, communes, email, phone, calendar_id)
      values (${row.authorityId}, ${row.parentId}, ${row.code}, ${row.name}, ${row.kind}, ${row.functions}, ${row.communes},
        ${row.email}, ${row.phone}, ${row.calendarId})
      on conflict (authority_id, code) do update set parent_id = excluded.parent_id, name = excluded.name, kind = excluded.kind,
        functions = excluded.functions, communes = excluded.communes, email = excluded.email, phone = excluded.phone,
        calendar_id = excluded.calendar_id
      where territory.unit.edited_at is null returning id)
    select id, false as "isKept" from written
    union all select id, true from territory.unit
    where authority_id = ${row.authorityId} and code = ${row.code} and not exists (select from written)`.execute(
    tx.q,
  )
  return rows[0] ?? { id: 0, isKept: false }
}

/** Beside those it has; a name that is another's stays theirs. */
export async function insertHost(tx: Write, host: string, authorityId: number): Promise<void> {
  await tx.q
    .insertInto('territory.host')
    .values({ host, authority_id: authorityId })
    .onConflict((clash) => clash.doNothing())
    .execute()
}

export async function insertOpening(tx: Write, authorityId: number, day: string): Promise<void> {
  await tx.q.insertInto('territory.opening').values({ authority_id: authorityId, opens_on: day }).execute()
}

export async function updateOpening(tx: Write, authorityId: number, day: string): Promise<void> {
  await tx.q
    .updateTable('territory.opening')
    .set({ opens_on: day })
    .where('authority_id', '=', authorityId)
    .execute()
}

/** For which authorities the agents of these events worked that day, or ever when none that day; of those that whoever asks may read. */
export async function actedFor(
  tx: Read,
  eventIds: readonly number[],
): Promise<ReadonlyMap<number, readonly number[] | null>> {
  const { rows } = await sql<{ id: number; authorityIds: number[] | null }>`
    select id, territory.acted_for(id, hash) as "authorityIds" from platform.event
    where id = any (${eventIds as number[]}::bigint[])`.execute(tx.q)
  return new Map(rows.map(({ id, authorityIds }) => [id, authorityIds]))
}

/** For which authorities that person worked at that moment, or ever when none then. As the system. */
export async function workedFor(tx: Read, personId: number, at: Date): Promise<readonly number[]> {
  const { rows } = await sql<{ authorityIds: number[] }>`
    select territory.worked_for(${personId}, ${at}) as "authorityIds"`.execute(tx.q)
  return rows[0]?.authorityIds ?? []
}
