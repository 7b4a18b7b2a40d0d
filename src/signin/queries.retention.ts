// SQL of what signing in forgets with time. Durations come from the register of processing; `most` bounds one batch. As the system.
import { sql } from 'kysely'
import type { Write } from '#platform/db/db.ts'
import { countOf } from '#platform/db/count.ts'

/** Accounts asked for and never confirmed: their links no longer work. */
export function forgetRegistrations(tx: Write, before: Date, most: number): Promise<number> {
  return countOf(
    tx,
    sql`delete from accounts.proof where token_hash in (
      select token_hash from accounts.proof where purpose = 'sign-up' and created_at < ${before} limit ${most})`,
  )
}

/** Devices that nobody came from since; those of an open session stay. */
export function forgetDevices(tx: Write, before: Date, most: number): Promise<number> {
  return countOf(
    tx,
    sql`delete from accounts.device where id in (
      select d.id from accounts.device d where d.last_seen_at < ${before}
        and not exists (select from accounts.session s where s.device_id = d.id and s.expires_at > ${tx.now}) limit ${most})`,
  )
}

/** People known to a provider who never found their account. */
export function forgetArrivals(tx: Write, before: Date, most: number): Promise<number> {
  return countOf(
    tx,
    sql`delete from accounts.federation_arrival where id in (
      select id from accounts.federation_arrival where created_at < ${before} limit ${most})`,
  )
}

/** Identities that somebody has checked. */
export function forgetChecks(tx: Write, before: Date, most: number): Promise<number> {
  return countOf(
    tx,
    sql`delete from accounts.identity_check where id in (
      select id from accounts.identity_check where decided_at < ${before} limit ${most})`,
  )
}
