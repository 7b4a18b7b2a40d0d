// SQL of what the pass holds about a person, and of what it forgets. As the system.
import { sql } from 'kysely'
import { countOf } from '#platform/db/count.ts'
import type { Erasing, Read, Write } from '#platform/db/db.ts'

interface Line {
  what: string
  detail: string | null
  since: Date
}

export async function holdingOf(tx: Read, personId: number): Promise<Line[]> {
  const { rows } = await sql<Line>`with own as (select * from pass.pass where person_id = ${personId})
    select 'Pass' as what, case when stopped_at is null then null else 'arrêté' end as detail, opened_at as since from own
    union all select 'Support', s.label, s.made_at from pass.support s join own on own.id = s.pass_id
    union all select 'Support commandé', coalesce(o.address, 'à retirer à un guichet, ou parti'), o.ordered_at from pass.card_order o join pass.support s on s.id = o.support_id join own on own.id = s.pass_id
    union all select 'Numéros écrits sur une carte à puce', count(*)::text, o.ordered_at from pass.card_number n join pass.card_order o on o.support_id = n.support_id
      join pass.support s on s.id = o.support_id join own on own.id = s.pass_id group by o.support_id
    union all select 'Copie d’un droit dans un portefeuille', null, c.made_at from pass.copy c join pass.support s on s.id = c.support_id join own on own.id = s.pass_id
    union all select 'Droit', p.name || ', ' || d.name || ' : ' || e.because, e.decided_at from pass.entitlement e join own on own.id = e.pass_id
      join pass.product d on d.id = e.product_id join pass.partner p on p.id = d.partner_id
    union all select 'Utilisation', p.name || ', ' || l.name, r.at from pass.redemption r join pass.entitlement e on e.id = r.entitlement_id
      join own on own.id = e.pass_id join pass.partner p on p.id = r.partner_id join pass.place l on l.id = r.place_id
    union all select 'Place en attente', d.name, w.asked_at from pass.waiting w join own on own.id = w.pass_id join pass.product d on d.id = w.product_id
    union all select 'Vous payez pour un pass', 'jusqu’au ' || y.until, y.since::timestamptz from pass.payer y where y.person_id = ${personId}
    union all select 'Numéro donné à un partenaire', p.name, v.given_at from pass.sector_value v join own on own.id = v.pass_id join pass.partner p on p.id = v.partner_id
    order by since`.execute(tx.q)
  return rows
}

/** What partners knew them by is dead in lists; uses stay, of nobody. @returns how many rows went */
export async function erasePass(tx: Write, personId: number): Promise<void> {
  await sql`with own as (select id from pass.pass where person_id = ${personId}),
    values as (select v.sector, v.status_index, false as of_copy from pass.sector_value v join own on own.id = v.pass_id
      union all select c.sector, c.status_index, true from pass.copy c join pass.support s on s.id = c.support_id join own on own.id = s.pass_id),
    dead as (insert into pass.dead (sector, status_index, at, of_copy) select sector, status_index, ${tx.now}::timestamptz, of_copy from values on conflict do nothing),
    told as (update pass.status_list set version = version + 1, changed_at = ${tx.now} where sector in (select sector from values)),
    paid as (delete from pass.payer where person_id = ${personId})
    delete from pass.pass where id in (select id from own)`.execute(tx.q)
}

export async function workOf(tx: Read, personId: number): Promise<(Line & { authorityId: number })[]> {
  const { rows } = await sql<Line & { authorityId: number }>`
    select 'Travail pour un partenaire' as what, p.name as detail, m.since::timestamptz as since, p.authority_id as "authorityId"
      from pass.member m join pass.partner p on p.id = m.partner_id where m.person_id = ${personId}
    union all select 'Porte installée', p.name || ', ' || d.label, d.made_at, p.authority_id
      from pass.device d join pass.partner p on p.id = d.partner_id where d.made_by = ${personId}
    union all select 'Liste de cartes du pass à faire', 'n° ' || b.id, b.listed_at, b.authority_id from pass.card_batch b where b.listed_by = ${personId}
    union all select 'Carte du pass commandée à un guichet', null, o.ordered_at, o.authority_id from pass.card_order o where o.ordered_by = ${personId}
    union all select 'Droit donné à un guichet', p.name || ', ' || d.name, e.decided_at, p.authority_id
      from pass.entitlement e join pass.product d on d.id = e.product_id join pass.partner p on p.id = d.partner_id where e.decided_by = ${personId}
    union all select case t.kind when 'undone' then 'Annulation dans les comptes du pass' else 'Vente ou don dans les comptes du pass' end, p.name, t.at, p.authority_id
      from pass.transfer t join pass.partner p on p.id = t.partner_id where t.made_by = ${personId}
    order by since`.execute(tx.q)
  return rows
}

export async function eraseWork(tx: Write, personId: number): Promise<void> {
  await sql`with devices as (update pass.device set made_by = null where made_by = ${personId}),
    given as (update pass.entitlement set decided_by = null where decided_by = ${personId}),
    moved as (update pass.transfer set made_by = null where made_by = ${personId}),
    left_to as (update pass.guardian_limit set set_by = null where set_by = ${personId}),
    ordered as (update pass.card_order set ordered_by = null where ordered_by = ${personId}),
    listed as (update pass.card_batch set listed_by = null where listed_by = ${personId}),
    opened as (update pass.pass set opened_by = null where opened_by = ${personId})
    delete from pass.member where person_id = ${personId}`.execute(tx.q)
}

/** Uses lose whose they were, in what was shown and in the ledger, whose accounts stand where they stood. @returns how many */
export const unlinkUses = (tx: Write, before: Date, most: number): Promise<number> =>
  countOf(
    tx,
    sql`with old as (select id from pass.redemption
        where received_at < ${before} and (entitlement_id is not null or shown is not null) order by id limit ${most}),
      used as (select id from pass.transfer where redemption_id in (select id from old)),
      moved as (update pass.posting p set account_id = past.id from pass.account a, pass.account past
        where a.id = p.account_id and a.kind = 'holder' and past.kind = 'past' and (past.partner_id, past.unit) = (a.partner_id, a.unit)
          and p.transfer_id in (select id from used union all select u.id from pass.transfer u where u.reverses in (select id from used)))
      update pass.redemption set entitlement_id = null, shown = null where id in (select id from old)`,
  )

/** Weeks whose times count no more. @returns how many */
export const forgetWeeks = (tx: Write, before: Date, most: number): Promise<number> =>
  countOf(
    tx,
    sql`delete from pass.week where (entitlement_id, week) in (select entitlement_id, week from pass.week where week < ${before} order by week limit ${most})`,
  )

/** Uses become counts of a day. @returns how many */
export const countUses = (tx: Write, before: Date, most: number): Promise<number> =>
  countOf(
    tx,
    sql`with gone as (delete from pass.redemption where id in (select id from pass.redemption where received_at < ${before} order by id limit ${most}) returning *),
      counted as (insert into pass.use (partner_id, place_id, product_id, class, day, result, is_online, count)
        select partner_id, place_id, product_id, coalesce(class, ''), territory.day_of(at), result, is_online, count(*)
        from gone where undone_at is null group by 1, 2, 3, 4, 5, 6, 7
        on conflict (partner_id, place_id, product_id, class, day, result, is_online) do update set count = pass.use.count + excluded.count)
      select from gone`,
  )

/** Codes that no phone may show any more, supports and entitlements that ended. @returns how many */
export async function forgetEnded(tx: Write, before: Date, most: number): Promise<number> {
  const supports = await countOf(
    tx,
    sql`delete from pass.support where id in (select id from pass.support where ended_at < ${before} order by id limit ${most})`,
  )
  const entitlements = await countOf(
    tx,
    sql`delete from pass.entitlement where id in (select id from pass.entitlement where coalesce(ended_at, until::timestamptz) < ${before} order by id limit ${most - supports})`,
  )
  const values = await countOf(
    tx,
    sql`delete from pass.sector_value where id in (select id from pass.sector_value where retired_at < ${before} order by id limit ${most - supports - entitlements})`,
  )
  const payers = await countOf(
    tx,
    sql`delete from pass.payer where (pass_id, person_id) in (select pass_id, person_id from pass.payer where until < ${before}::date limit ${most - supports - entitlements - values})`,
  )
  const lists = await countOf(
    tx,
    sql`delete from pass.card_batch where id in (select b.id from pass.card_batch b where b.listed_at < ${before}
      and not exists (select from pass.card_order o where o.batch_id = b.id) order by b.id limit ${most - supports - entitlements - values - payers})`,
  )
  return supports + entitlements + values + payers + lists
}

export async function forgetCodes(tx: Write, before: Date, most: number): Promise<number> {
  let count = 0
  // What proved doors; what wallets were offered and asked, what proved their keys, and their copies past their day, with them.
  for (const table of ['code', 'proof_heard', 'offer', 'proved', 'copy', 'asking'].map((name) =>
    sql.id('pass', name),
  ))
    count += await countOf(
      tx,
      sql`delete from ${table} where ctid = any (array(select ctid from ${table} where until < ${before} limit ${most - count}))`,
    )
  return count
}

const PARTNERS = 'Partenaires du pass'

/** What an authority signed, with all that was told, shown and settled under it: it goes whole. */
export const erasing: Erasing = {
  async count(tx, authorityId) {
    const { rows } = await sql<{
      count: number
    }>`select count(*)::int as count from pass.partner where authority_id = ${authorityId} and sandbox_of is null`.execute(
      tx.q,
    )
    return { [PARTNERS]: rows[0]?.count ?? 0 }
  },
  async erase(tx, authorityId, most) {
    const count = await countOf(
      tx,
      sql`delete from pass.partner where id in (select id from pass.partner where authority_id = ${authorityId} and sandbox_of is null order by id limit ${most})`,
    )
    return count === 0 ? {} : { [PARTNERS]: count }
  },
}
