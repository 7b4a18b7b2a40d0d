// SQL of what kiosks hold about a person. As the system.
import { sql } from 'kysely'
import { countOf } from '#platform/db/count.ts'
import type { Read, Write } from '#platform/db/db.ts'

export async function heldOf(tx: Read, personId: number) {
  const { rows } = await sql<{ what: string; authorityId: number; detail: string | null; since: Date }>`
    select 'Numéro aux bornes' as what, a.authority_id as "authorityId", a.badge as detail, a.changed_at as since from kiosk.access a where a.person_id = ${personId}
    union all select 'Code de premier accès donné à un agent', a.authority_id, null, a.changed_at from kiosk.access a where a.once_by = ${personId}
    union all select 'Visite à une borne', d.authority_id, d.place, v.began_at from kiosk.visit v join kiosk.device d on d.id = v.device_id where v.person_id = ${personId}
    union all select 'Borne installée', d.authority_id, d.place, d.made_at from kiosk.device d where d.made_by = ${personId}
    order by since`.execute(tx.q)
  return rows
}

export async function eraseOf(tx: Write, personId: number): Promise<void> {
  await sql`with visits as (delete from kiosk.visit where person_id = ${personId}),
    given as (update kiosk.access set once_by = null where once_by = ${personId} and person_id <> ${personId}),
    devices as (update kiosk.device set made_by = null where made_by = ${personId})
    delete from kiosk.access where person_id = ${personId}`.execute(tx.q)
}

/** Visits that are over, devices that are revoked, accesses of people who work nowhere any more. @returns how many */
export async function forgetOver(tx: Write, before: Date, most: number): Promise<number> {
  const visits = await countOf(
    tx,
    sql`delete from kiosk.visit where token_hash in (select token_hash from kiosk.visit where expires_at < ${before} limit ${most})`,
  )
  const devices = await countOf(
    tx,
    sql`delete from kiosk.device where id in (select id from kiosk.device where revoked_at < ${before} order by id limit ${most - visits})`,
  )
  const accesses = await countOf(
    tx,
    sql`delete from kiosk.access where person_id in (select a.person_id from kiosk.access a where a.changed_at < ${before}
      and not exists (select from accounts.membership m where m.person_id = a.person_id and coalesce(m.valid_to >= platform.today(), true)) order by 1 limit ${most - visits - devices})`,
  )
  return visits + devices + accesses
}
