// SQL of what opens kiosks to agents. It is the system’s alone: callers act as the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

export interface Access {
  personId: number
  authorityId: number
  badge: string
  pinHash: string | null
  onceHash: Buffer | null
  onceUntil: Date | null
  changedAt: Date
}

const columns = sql`a.person_id as "personId", a.authority_id as "authorityId", a.badge, a.pin_hash as "pinHash", a.once_hash as "onceHash",
  a.once_until as "onceUntil", a.changed_at as "changedAt"`

export async function accessOf(tx: Read, personId: number): Promise<Access | undefined> {
  const { rows } =
    await sql<Access>`select ${columns} from kiosk.access a where a.person_id = ${personId}`.execute(tx.q)
  return rows[0]
}

/** Of whoever has that number there. */
export async function accessAt(tx: Read, authorityId: number, badge: string): Promise<Access | undefined> {
  const { rows } =
    await sql<Access>`select ${columns} from kiosk.access a join accounts.person p on p.id = a.person_id
    where a.authority_id = ${authorityId} and a.badge = ${badge} and p.closed_at is null`.execute(tx.q)
  return rows[0]
}

export interface NewAccess {
  personId: number
  authorityId: number
  badge: string
  pinHash: string | null
  once: { hash: Buffer; until: Date; by: number } | null
}

/** Instead of what there was; visits end. @returns false when somebody else has that number there */
export async function saveAccess(
  tx: Write,
  { personId, authorityId, badge, pinHash, once }: NewAccess,
): Promise<boolean> {
  const { rows } = await sql`with free as (select where not exists (
      select from kiosk.access o where o.authority_id = ${authorityId} and o.badge = ${badge} and o.person_id <> ${personId})),
    left_ as (delete from kiosk.visit where person_id = ${personId} and exists (select from free))
    insert into kiosk.access (person_id, authority_id, badge, pin_hash, once_hash, once_until, once_by, changed_at)
    select ${personId}, ${authorityId}, ${badge}, ${pinHash}, ${once?.hash ?? null}::bytea, ${once?.until ?? null}::timestamptz, ${once?.by ?? null}::bigint, ${tx.now}
    from free
    on conflict (person_id) do update set authority_id = excluded.authority_id, badge = excluded.badge, pin_hash = excluded.pin_hash,
      once_hash = excluded.once_hash, once_until = excluded.once_until, once_by = excluded.once_by, changed_at = excluded.changed_at
    returning 1`.execute(tx.q)
  return rows.length === 1
}

/** Which of these people have chosen their digits, and their numbers. */
export async function accessesOf(
  tx: Read,
  personIds: readonly number[],
): Promise<ReadonlyMap<number, Access>> {
  const { rows } = await sql<Access>`select ${columns} from kiosk.access a
    where a.person_id = any (${personIds as number[]}::bigint[])`.execute(tx.q)
  return new Map(rows.map((one) => [one.personId, one]))
}
