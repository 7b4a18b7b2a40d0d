// A partner of the pass, with what may be held there, for tests.
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import type { TestApp } from './app.ts'

export interface TestPartner {
  partner: number
  place: number
  /** Ten entries, of the sector `sport`. */
  product: number
}

/** A swimming pool that the authority of `by` signed with, managed by whoever has that address. */
export async function openPool(
  parvis: TestApp,
  { by, managedBy, name = 'Une piscine' }: { by: string; managedBy: string; name?: string },
): Promise<TestPartner> {
  const keeper = await parvis.actor(by)
  const { rows } = await parvis.db.write(system, (tx) =>
    sql<TestPartner>`with partner as (
        insert into pass.partner (authority_id, name, is_private, about, sectors, since, until)
        values (${keeper.memberships[0]?.authorityId ?? 0}, ${name}, false, 'Un bassin.', '{sport}', '2026-01-01', '2098-12-31') returning id),
      member as (insert into pass.member (partner_id, person_id, is_manager, since)
        select partner.id, person.id, true, '2026-01-01' from partner, accounts.person where person.email = ${managedBy}),
      place as (insert into pass.place (partner_id, name, address) select id, 'Entrée du public', '1 rue du Bassin' from partner returning id),
      product as (insert into pass.product (partner_id, sector, name, kind, quantity, months, alone, on_paper, since)
        select id, 'sport', 'Dix entrées', 'entries', 10, 12, 2, false, '2026-01-01' from partner returning id)
    select partner.id as partner, place.id as place, product.id as product from partner, place, product`.execute(
      tx.q,
    ),
  )
  const [made] = rows
  if (made === undefined) throw new Error('the partner is there')
  return made
}
