// SQL of titles of payment, and of what is public of the partnership.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { Feature } from '#platform/partnership/feature.ts'
import type { Day } from '#territory'
import type { Offer } from '../price/grid.ts'
import type { Amount } from '../price/money.ts'

export interface TitleRow extends Amount {
  id: number
  agreementId: number
  year: number
  number: string
  issuedOn: Day
}

/** Titles issued, of one agreement or of all, in the order of their numbers. */
export async function titleRows(tx: Read, agreementId?: number): Promise<TitleRow[]> {
  const { rows } =
    await sql<TitleRow>`select id, agreement_id as "agreementId", year, number, issued_on as "issuedOn",
      net, tax, gross from agreements.title
    where ${agreementId ?? null}::integer is null or agreement_id = ${agreementId ?? null} order by number`.execute(
      tx.q,
    )
  return rows
}

/** Issues a title under the next number of the year in which it is issued. Those issued together wait for each other. */
export async function insertTitle(
  tx: Write,
  { agreementId, year, issuedOn, net, tax, gross }: Omit<TitleRow, 'id' | 'number'>,
): Promise<void> {
  const exercise = issuedOn.slice(0, 4)
  await sql`select pg_advisory_xact_lock(hashtext('agreements.title'))`.execute(tx.q)
  await sql`insert into agreements.title (agreement_id, year, number, issued_on, net, tax, gross)
    select ${agreementId}, ${year}, ${exercise} || '-' || lpad((coalesce(max(substr(number, 6)::integer), 0) + 1)::text, 4, '0'),
      ${issuedOn}, ${net}, ${tax}, ${gross}
    from agreements.title where number like ${`${exercise}-%`}`.execute(tx.q)
}

export interface Partner {
  authorityId: number
  offer: Offer
  since: Day
  endsOn: Day
  /** Of what an agreement may name, what is open to it that day. */
  opens: readonly string[]
}

/** Those whose agreement is in force on that day: anybody may know. */
export async function partnersOn(
  tx: Read,
  day: Day,
  named: readonly Pick<Feature, 'id'>[] = [],
): Promise<Partner[]> {
  const ids = named.map(({ id }) => id)
  const { rows } = await sql<Partner>`select authority_id as "authorityId", offer, since, ends_on as "endsOn",
      array(select f from unnest(${ids}::text[]) f where settings.is_open(f, authority_id, ${day})) as opens
    from agreements.partners(${day})`.execute(tx.q)
  return rows
}
