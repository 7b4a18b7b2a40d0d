// SQL of invitations; act as the system.
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'

/** People who administer the metropolis today. */
export async function countAdministrators(tx: Read): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct p.id)::int as count
    from accounts.membership m
    join accounts.person p on p.id = m.person_id and p.closed_at is null
    join territory.unit u on u.id = m.unit_id
    join territory.authority a on a.id = u.authority_id and a.level = 'metropolis'
    where m.role = 'admin' and m.valid_from <= ${tx.now}::timestamptz::date
      and (m.valid_to is null or m.valid_to >= ${tx.now}::timestamptz::date)`.execute(tx.q)
  return rows[0]?.count ?? 0
}
