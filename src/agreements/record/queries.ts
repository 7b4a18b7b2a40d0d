// SQL of agreements: what is kept of each, its deeds, what happened to them, populations and grids.
import { sql } from 'kysely'
import { allowedRows, type Relation } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import type { Day } from '#territory'
import type { Bracket, Grid, Offer } from '../price/grid.ts'
import type { Deed, DeedState, Life } from '../life/life.ts'

export type PopulationKind = 'municipal' | 'total'

/** Inhabitants, and the decree that says so. */
export interface Population {
  id: number
  authorityId: number
  figure: number
  kind: PopulationKind
  year: number
  decree: string
  decreeOn: Day
  /** The day of the merger that made the commune so counted; null: none did. */
  since: Day | null
}

/** What a title says of its debtor, as far as the commune gave it: empty otherwise. */
export interface Billing {
  siret: string
  serviceCode: string
  /** Number of its commitment. */
  commitment: string
}

/** An agreement, with all that its life is told by. */
export interface AgreementRow extends Life, Billing {
  id: number
  number: string
  authorityId: number
  startsOn: Day
  seats: number
  discountYear: number | null
  discountPercent: number | null
  succeededBy: number | null
  version: number
  population: Population
  deeds: Deed[]
  /** By which population each year is priced. */
  periods: { year: number; figure: number; populationId: number }[]
}

const population = sql`jsonb_build_object('id', p.id, 'authorityId', p.authority_id, 'figure', p.figure, 'kind', p.kind, 'year', p.year,
  'decree', p.decree, 'decreeOn', p.decree_on, 'since', p.since)`

const columns = sql`a.id, a.number, a.authority_id as "authorityId", a.starts_on as "startsOn", a.ends_on as "endsOn",
  a.notice_months as "noticeMonths", a.seats, a.discount_year as "discountYear", a.discount_percent as "discountPercent",
  a.notified_on as "notifiedOn", a.stopped_on as "stoppedOn", a.stopped, a.succeeded_by as "succeededBy", a.version,
  a.siret, a.service_code as "serviceCode", a.commitment,
  ${population} as population,
  (select jsonb_agg(jsonb_build_object('rank', d.rank, 'state', d.state, 'startsOn', d.starts_on, 'offer', d.offer, 'gridId', d.grid_id,
    'opens', d.opens)
    order by d.rank) from agreements.deed d where d.agreement_id = a.id) as deeds,
  coalesce((select jsonb_agg(jsonb_build_object('year', e.year, 'figure', q.figure, 'populationId', q.id) order by e.year)
    from agreements.period e join agreements.population q on q.id = e.population_id where e.agreement_id = a.id), '[]') as periods`

/** Agreements on which these relations let one act, the latest of each commune last. */
export async function agreementRows(
  tx: Read,
  relations: readonly Relation[],
  { id, authorityId }: { id?: number; authorityId?: number } = {},
): Promise<AgreementRow[]> {
  const { rows } = await sql<AgreementRow>`select ${columns} from agreements.agreement a
      join agreements.population p on p.id = a.population_id
    where ${allowedRows(relations, tx.actor, 'a')} and (${id ?? null}::integer is null or a.id = ${id ?? null})
      and (${authorityId ?? null}::integer is null or a.authority_id = ${authorityId ?? null})
    order by a.authority_id, a.starts_on, a.id`.execute(tx.q)
  return rows
}

/** Holds it until the end of the transaction. @returns its version; undefined when it is nobody's to write here */
export async function lockAgreement(
  tx: Write,
  relations: readonly Relation[],
  id: number,
): Promise<number | undefined> {
  const { rows } = await sql<{ version: number }>`select a.version from agreements.agreement a
    where a.id = ${id} and ${allowedRows(relations, tx.actor, 'a')} for update`.execute(tx.q)
  return rows[0]?.version
}

export const raiseVersion = (tx: Write, id: number) =>
  sql`update agreements.agreement set version = version + 1 where id = ${id}`.execute(tx.q)

/** What is written of an agreement while it is a draft. */
export interface Terms {
  authorityId: number
  startsOn: Day
  endsOn: Day
  noticeMonths: number
  populationId: number
  seats: number
  discount: { year: number; percent: number } | null
  offer: Offer
  gridId: number
  /** Features that it names, beside those of its offer. */
  opens: readonly string[]
}

/** The next number of that year: « 2026-014 ». Agreements begun together wait for each other. */
async function nextNumber(tx: Write, year: number): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtext('agreements.number'))`.execute(tx.q)
  const { rows } = await sql<{ last: number }>`select coalesce(max(substr(number, 6)::integer), 0) as last
    from agreements.agreement where number like ${`${year}-%`}`.execute(tx.q)
  return `${year}-${String((rows[0]?.last ?? 0) + 1).padStart(3, '0')}`
}

/** What its terms are in its row. */
const columnsOf = ({ discount, ...terms }: Terms) => ({
  starts_on: terms.startsOn,
  ends_on: terms.endsOn,
  notice_months: terms.noticeMonths,
  population_id: terms.populationId,
  seats: terms.seats,
  discount_year: discount?.year ?? null,
  discount_percent: discount?.percent ?? null,
})

export async function insertAgreement(
  tx: Write,
  terms: Terms,
  year: number,
): Promise<{ id: number; number: string }> {
  const number = await nextNumber(tx, year)
  const { id } = await tx.q
    .insertInto('agreements.agreement')
    .values({ number, authority_id: terms.authorityId, ...columnsOf(terms) })
    .returning('id')
    .executeTakeFirstOrThrow()
  await insertDeed(tx, id, { ...terms, rank: 0, state: 'draft' })
  return { id, number }
}

export async function updateAgreement(tx: Write, id: number, terms: Terms): Promise<void> {
  await tx.q.updateTable('agreements.agreement').set(columnsOf(terms)).where('id', '=', id).execute()
  await tx.q
    .updateTable('agreements.deed')
    .set({ starts_on: terms.startsOn, offer: terms.offer, grid_id: terms.gridId, opens: [...terms.opens] })
    .where('agreement_id', '=', id)
    .where('rank', '=', 0)
    .execute()
}

export const deleteAgreement = (tx: Write, id: number) =>
  tx.q.deleteFrom('agreements.agreement').where('id', '=', id).execute()

export const insertDeed = (
  tx: Write,
  agreementId: number,
  { rank, state, startsOn, offer, gridId, opens }: Deed,
) =>
  tx.q
    .insertInto('agreements.deed')
    .values({
      agreement_id: agreementId,
      rank,
      state,
      starts_on: startsOn,
      offer,
      grid_id: gridId,
      opens: [...opens],
    })
    .execute()

export const deleteDeed = (tx: Write, agreementId: number, rank: number) =>
  tx.q
    .deleteFrom('agreements.deed')
    .where('agreement_id', '=', agreementId)
    .where('rank', '=', rank)
    .execute()

export const setState = (tx: Write, agreementId: number, rank: number, state: DeedState) =>
  tx.q
    .updateTable('agreements.deed')
    .set({ state })
    .where('agreement_id', '=', agreementId)
    .where('rank', '=', rank)
    .execute()

export const setNotified = (tx: Write, id: number, day: Day) =>
  tx.q.updateTable('agreements.agreement').set({ notified_on: day }).where('id', '=', id).execute()

export const setStopped = (
  tx: Write,
  id: number,
  stopped: { on: Day; why: 'denounced' | 'merged'; by?: number },
) =>
  tx.q
    .updateTable('agreements.agreement')
    .set({ stopped_on: stopped.on, stopped: stopped.why, succeeded_by: stopped.by ?? null })
    .where('id', '=', id)
    .execute()

export const setBilling = (tx: Write, id: number, { siret, serviceCode, commitment }: Billing) =>
  tx.q
    .updateTable('agreements.agreement')
    .set({ siret, service_code: serviceCode, commitment })
    .where('id', '=', id)
    .execute()

export type Side = 'commune' | 'metropolis'
export type StepKind = 'voted' | 'signed' | 'notified' | 'denounced' | 'merged'

/** What happened to a deed, and who noted it when. */
export interface StepRow {
  id: number
  rank: number
  kind: StepKind
  side: Side | null
  onDay: Day
  reference: string
  /** Which says who noted it, and when. */
  eventId: number
}

export type NewStep = Omit<StepRow, 'id'> & { agreementId: number }

export async function insertStep(tx: Write, step: NewStep): Promise<number> {
  const { id } = await tx.q
    .insertInto('agreements.step')
    .values({
      agreement_id: step.agreementId,
      rank: step.rank,
      kind: step.kind,
      side: step.side,
      on_day: step.onDay,
      reference: step.reference,
      event_id: step.eventId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** What happened to an agreement and its amendments, in the order of days. */
export async function stepRows(tx: Read, agreementId: number): Promise<StepRow[]> {
  const { rows } =
    await sql<StepRow>`select id, rank, kind, side, on_day as "onDay", reference, event_id as "eventId"
    from agreements.step where agreement_id = ${agreementId} order by on_day, id`.execute(tx.q)
  return rows
}

/** The grids, the latest vote last. */
export async function gridRows(tx: Read): Promise<Grid[]> {
  const { rows } = await sql<
    Grid & { brackets: Bracket[] }
  >`select id, voted_on as "votedOn", deliberation, rate, brackets, case when discount_percent is not null then
      jsonb_build_object('percent', discount_percent, 'year', discount_year, 'authorityIds', discount_of) end as discount
    from agreements.grid order by voted_on, id`.execute(tx.q)
  return rows
}

export async function insertGrid(
  tx: Write,
  { brackets, rate, votedOn, deliberation, discount }: Omit<Grid, 'id'>,
): Promise<number> {
  const { rows } = await sql<{
    id: number
  }>`insert into agreements.grid (voted_on, deliberation, rate, brackets,
      discount_percent, discount_year, discount_of)
    values (${votedOn}, ${deliberation}, ${rate}, ${JSON.stringify(brackets)}::jsonb,
      ${discount?.percent ?? null}, ${discount?.year ?? null}, ${discount?.authorityIds ?? []}) returning id`.execute(
    tx.q,
  )
  return rows[0]?.id ?? 0
}

/** What decrees say of a commune, the latest year last of the commune as it last became; of all communes when absent. */
export async function populationRows(tx: Read, authorityId?: number): Promise<Population[]> {
  const { rows } =
    await sql<Population>`select p.id, p.authority_id as "authorityId", p.figure, p.kind, p.year, p.decree,
      p.decree_on as "decreeOn", p.since from agreements.population p
    where ${authorityId ?? null}::integer is null or p.authority_id = ${authorityId ?? null}
    order by p.authority_id, p.since nulls first, p.year, p.id`.execute(tx.q)
  return rows
}

/** The day of the merger that last made that commune, among those in force on that day; null: none did. */
export async function madeOn(tx: Read, authorityId: number, day: Day): Promise<Day | null> {
  const { rows } = await sql<{
    day: Day | null
  }>`select agreements.made_on(${authorityId}, ${day}) as day`.execute(tx.q)
  return rows[0]?.day ?? null
}

export async function insertPopulation(tx: Write, said: Omit<Population, 'id'>): Promise<number> {
  const { id } = await tx.q
    .insertInto('agreements.population')
    .values({
      authority_id: said.authorityId,
      figure: said.figure,
      kind: said.kind,
      year: said.year,
      decree: said.decree,
      decree_on: said.decreeOn,
      since: said.since,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export const insertPeriod = (tx: Write, agreementId: number, year: number, populationId: number) =>
  sql`insert into agreements.period (agreement_id, year, population_id) values (${agreementId}, ${year}, ${populationId})
    on conflict do nothing`.execute(tx.q)

/** Agents who work at the desk of that authority today: places taken. */
export async function takenSeats(tx: Read, authorityId: number): Promise<number> {
  const { rows } = await sql<{
    taken: number
  }>`select agreements.taken_seats(${authorityId}) as taken`.execute(tx.q)
  return rows[0]?.taken ?? 0
}

/** Places of agents of an authority today. */
export interface Places {
  /** By its agreement; null: as many as it wants. */
  given: number | null
  taken: number
  /** To those who were invited. */
  promised: number
}

/** For whoever administers it; undefined for others. */
export async function placesOf(tx: Read, authorityId: number): Promise<Places | undefined> {
  const { rows } = await sql<Places>`
    select given, taken, promised from agreements.places(${authorityId}, territory.day_of(${tx.now}))`.execute(
    tx.q,
  )
  return rows[0]
}
