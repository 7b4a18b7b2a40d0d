// SQL of job offers: as agents read them, as they are kept; the profile of whoever reads.
import { type RawBuilder, sql } from 'kysely'
import { allowedRows, type Relation } from '#platform/access.ts'
import type { Read, Write, YearAsked } from '#platform/db/db.ts'
import { typo } from '#platform/ui/french.ts'
import type { Day } from '#territory'
import { access, meant } from './access.ts'
import type { Branch, Category, Profile } from './words.ts'

/** What is said of an offer. */
export interface Said {
  unitId: number
  audienceId: number
  title: string
  category: Category
  branch: Branch
  position: string
  place: string
  description: string
  apply: string
  endsOn: Day
  /** By which one applies, in that version: what is asked of one is asked of all; null: as `apply` says. */
  form: { id: string; version: number } | null
}

export interface Vacancy extends Said {
  id: number
  authorityId: number
  publishedAt: Date
  version: number
}

/** More than a territory offers at once. */
const MOST = 2000

const columns = sql`v.id, v.authority_id as "authorityId", v.unit_id as "unitId", v.audience_id as "audienceId", v.title, v.category, v.branch,
  v.position, v.place, v.description, v.apply, v.ends_on::text as "endsOn",
  case when v.form_id is not null then jsonb_build_object('id', v.form_id, 'version', v.form_version) end as form, v.published_at as "publishedAt", v.version`

const asked = (tx: Read, relations: readonly Relation[], more: RawBuilder<unknown>, most = MOST) =>
  sql<Vacancy>`select ${columns} from vacancies.vacancy v where ${allowedRows(relations, tx.actor, 'v')} and ${more}
    order by v.published_at desc, v.id desc limit ${most}`

/** Those that are shown to whoever reads, the newest first. */
export async function openVacancies(tx: Read, most = MOST): Promise<Vacancy[]> {
  const open = sql`v.ends_on >= territory.day_of(${tx.now}) and cardinality(audiences.actor_ids('workplace')) > 0`
  const { rows } = await asked(tx, meant, open, most).execute(tx.q)
  return rows.map((one) => ({ ...one, title: typo(one.title), position: typo(one.position) }))
}

/** Those that whoever acts keeps, past ones too. */
export const keptVacancies = async (tx: Read): Promise<Vacancy[]> =>
  (await asked(tx, access['vacancy.keep'], sql`true`).execute(tx.q)).rows

/** One that is in sight of whoever reads: shown to them, applied to, or theirs to recruit for. */
export async function vacancyInSight(tx: Read, id: number): Promise<Vacancy | undefined> {
  const { rows } = await sql<Vacancy>`select ${columns} from vacancies.vacancy v where v.id = ${id}
    and (vacancies.may_apply(v.id) or vacancies.applied(v.id) or vacancies.recruits(v.id))`.execute(tx.q)
  return rows[0]
}

/** One of them, held until the transaction ends. */
export async function heldVacancy(tx: Write, id: number): Promise<Vacancy | undefined> {
  const { rows } = await sql<Vacancy>`select ${columns} from vacancies.vacancy v
    where v.id = ${id} and ${allowedRows(access['vacancy.keep'], tx.actor, 'v')} for update`.execute(tx.q)
  return rows[0]
}

/** @returns its id */
export async function insertVacancy(tx: Write, said: Said): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into vacancies.vacancy (unit_id, audience_id, title, category, branch, position, place, description, apply, ends_on, form_id, form_version)
    values (${said.unitId}, ${said.audienceId}, ${said.title}, ${said.category}, ${said.branch}, ${said.position}, ${said.place},
      ${said.description}, ${said.apply}, ${said.endsOn}, ${said.form?.id ?? null}, ${said.form?.version ?? null}) returning id`.execute(
    tx.q,
  )
  return rows[0]?.id ?? 0
}

export async function updateVacancy(tx: Write, id: number, said: Said): Promise<void> {
  await sql`update vacancies.vacancy set unit_id = ${said.unitId}, audience_id = ${said.audienceId}, title = ${said.title},
    category = ${said.category}, branch = ${said.branch}, position = ${said.position}, place = ${said.place},
    description = ${said.description}, apply = ${said.apply}, ends_on = ${said.endsOn},
    form_id = ${said.form?.id ?? null}, form_version = ${said.form?.version ?? null} where id = ${id}`.execute(
    tx.q,
  )
}

export async function countForAudiences(tx: Read, ids: readonly number[]): Promise<Map<number, number>> {
  const { rows } = await sql<{ id: number; count: number }>`
    select v.audience_id as id, count(*)::integer as count from vacancies.vacancy v
    where v.audience_id = any (${ids as number[]}) and ${allowedRows(access['vacancy.keep'], tx.actor, 'v')} group by 1`.execute(
    tx.q,
  )
  return new Map(rows.map(({ id, count }) => [id, count]))
}

export async function ownProfile(tx: Read): Promise<Profile | undefined> {
  const { rows } = await sql<Profile>`select categories, branches, places, words, alerts
    from vacancies.profile where person_id = ${tx.actor.personId}`.execute(tx.q)
  return rows[0]
}

export async function keepProfile(
  tx: Write,
  { categories, branches, places, words, alerts }: Profile,
): Promise<void> {
  await sql`insert into vacancies.profile (person_id, categories, branches, places, words, alerts)
    values (${tx.actor.personId}, ${categories}, ${branches}, ${places}, ${words}, ${alerts})
    on conflict (person_id) do update set categories = excluded.categories, branches = excluded.branches, places = excluded.places,
      words = excluded.words, alerts = excluded.alerts`.execute(tx.q)
}

export async function dropProfile(tx: Write): Promise<void> {
  await sql`delete from vacancies.profile where person_id = ${tx.actor.personId}`.execute(tx.q)
}

export interface Seeker extends Omit<Profile, 'alerts'> {
  personId: number
  name: string
  address: string | null
}

/** Agents of its audience who asked to be told. As the system */
export async function seekersOf(tx: Read, id: number): Promise<Seeker[]> {
  const { rows } =
    await sql<Seeker>`select person_id as "personId", name, address, categories, branches, places, words
    from vacancies.seekers(${id}) order by 1`.execute(tx.q)
  return rows
}

/** Open offers of which nobody was told, marked. As the system */
export async function takeUntold(tx: Write, most: number): Promise<Vacancy[]> {
  const { rows } = await sql<Vacancy>`update vacancies.vacancy v set told_at = ${tx.now} where v.id in (
      select u.id from vacancies.vacancy u where u.told_at is null order by u.id limit ${most} for update)
    returning ${columns}`.execute(tx.q)
  return rows
}

/** Of an authority, as it is kept: offers published between two instants, those that are open now, and the units where those were. */
export async function offeredInYear(
  tx: Read,
  { authorityId, from, until }: YearAsked,
): Promise<{ offered: number; open: number; units: number }> {
  const isThen = sql`v.published_at >= ${from} and v.published_at < ${until}`
  const { rows } = await sql<{ offered: number; open: number; units: number }>`
    select (count(*) filter (where ${isThen}))::integer as offered,
      (count(*) filter (where v.ends_on >= territory.day_of(${tx.now})))::integer as open,
      (count(distinct v.unit_id) filter (where ${isThen}))::integer as units
    from vacancies.vacancy v where v.authority_id = ${authorityId} and ${allowedRows(access['vacancy.keep'], tx.actor, 'v')}`.execute(
    tx.q,
  )
  return rows[0] ?? { offered: 0, open: 0, units: 0 }
}
