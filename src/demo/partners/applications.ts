// Programs of partners in the demonstration: a key, an address that is told.
import { sql } from 'kysely'
import { makeKey } from '#exchange'
import type { Write } from '#platform/db/db.ts'
import { addDays, type Day } from '#territory'

/** An address of theirs is told, and took two messages; one waits, since it leads nowhere. Nobody has its secret. */
async function hear(tx: Write, partnerId: number): Promise<void> {
  const url = 'https://billetterie.example/parvis'
  await sql`with hook as (insert into exchange.hook (uid, owner_kind, owner_id, url, events, secret, created_at, stopped_at, stopped_because)
      values (gen_random_uuid(), 'passpartner', ${partnerId}, ${url}, '{pass.settlement.made,pass.door.revoked}', '\\x00',
        ${tx.now}::timestamptz - interval '40 days', ${tx.now}::timestamptz - interval '1 day', 'owner') returning id),
    message as (insert into exchange.message (owner_kind, owner_id, name, subject, at, data)
      select 'passpartner', ${partnerId}, x.name, x.subject, ${tx.now}::timestamptz - make_interval(days => x.days), x.data::jsonb
      from (values ('pass.door.revoked', 'doors', 12, '{"label": "Tourniquet est"}'), ('exchange.test', 'essai', 11, '{}'),
        ('pass.door.revoked', 'doors', 1, '{"label": "Tourniquet ouest"}')) x(name, subject, days, data) returning id, subject, at)
    insert into exchange.delivery (hook_id, message_id, subject, tries, next_at, done_at, last_at, last_status)
    select hook.id, m.id, m.subject, case when d.is_done then 1 else 3 end, m.at, case when d.is_done then m.at end, m.at, case when d.is_done then 204 else 503 end
    from hook, message m cross join lateral (select m.at < ${tx.now}::timestamptz - interval '2 days' as is_done) d`.execute(
    tx.q,
  )
}

/** Their program has a key that called yesterday; nobody has the key itself. */
export async function connect(
  tx: Write,
  partnerId: number,
  [name, ...scopes]: readonly [name: string, ...scopes: string[]],
  today: Day,
): Promise<void> {
  const offered = scopes.map((id) => ({ id, owner: 'passpartner', title: '' }))
  const wanted = { name, scopes, endsOn: addDays(today, 300) }
  const { prefix } = await makeKey(tx, { kind: 'passpartner', id: partnerId }, wanted, offered)
  await hear(tx, partnerId)
  await sql`update exchange.key set last_used_on = ${addDays(today, -1)} where prefix = ${prefix}`.execute(
    tx.q,
  )
}
