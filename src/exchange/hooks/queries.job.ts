// SQL of the jobs that tell and deliver. As the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { ToldFact } from '#platform/api/told-event.ts'
import type { Delivery, Hook } from './queries.ts'

interface Untold {
  id: number
  name: string
  subjectId: number
  at: Date
  payload: Readonly<Record<string, unknown>>
}

/**
 * The event, and those of its subject before it that were not told yet, the first first: whichever job comes first tells them all in order,
 * and the others wait for it. What is older than three days was told, or began before anybody could be.
 */
export async function untoldUntil(tx: Write, eventId: number, names: readonly string[]): Promise<Untold[]> {
  await sql`select pg_advisory_xact_lock(hashtext('exchange.tell'), hashtext(subject_kind || subject_id)) from platform.event where id = ${eventId}`.execute(
    tx.q,
  )
  const { rows } =
    await sql<Untold>`select e.id, e.name, e.subject_id as "subjectId", e.at, e.payload from platform.event l
    join platform.event e on e.subject_kind = l.subject_kind and e.subject_id = l.subject_id and e.seq <= l.seq and e.at > l.at - interval '3 days'
    where l.id = ${eventId} and e.name = any (${names as string[]}) and not exists (select from exchange.message m where m.event_id = e.id)
    order by e.seq`.execute(tx.q)
  return rows
}

/** Keeps it, with a delivery for each hook of its owner that wants it. @returns these hooks */
export async function insertMessage(
  tx: Write,
  told: { name: string; owner: string; eventId: number; at: Date; fact: ToldFact },
): Promise<number[]> {
  const { name, owner, eventId, at, fact } = told
  const { rows } = await sql<{ hookId: number }>`with message as (
      insert into exchange.message (owner_kind, owner_id, name, subject, event_id, at, data)
      values (${owner}, ${fact.ownerId}, ${name}, ${fact.subject}, ${eventId}, ${at}, ${JSON.stringify(fact.data)}::jsonb)
      on conflict (event_id, name) do nothing returning *)
    insert into exchange.delivery (hook_id, message_id, subject, next_at)
    select h.id, m.id, m.subject, ${tx.now} from message m join exchange.hook h on h.owner_kind = m.owner_kind and h.owner_id = m.owner_id
      and m.name = any (h.events) and h.created_at <= m.at
    returning hook_id as "hookId"`.execute(tx.q)
  return rows.map(({ hookId }) => hookId)
}

/** A trial, for one hook alone; nothing while the one before waits for its answer. */
export async function insertTrial(tx: Write, hookId: number): Promise<void> {
  await sql`with message as (insert into exchange.message (owner_kind, owner_id, name, subject, at, data)
      select owner_kind, owner_id, 'exchange.test', 'essai', ${tx.now}, '{}' from exchange.hook where id = ${hookId}
        and not exists (select from exchange.delivery where hook_id = ${hookId} and subject = 'essai' and done_at is null) returning id)
    insert into exchange.delivery (hook_id, message_id, subject, next_at) select ${hookId}, id, 'essai', ${tx.now} from message`.execute(
    tx.q,
  )
}

/** It leaves again, now. */
export const sendAgain = (tx: Write, hookId: number, deliveryId: number) =>
  sql`update exchange.delivery set done_at = null, tries = 0, next_at = ${tx.now} where id = ${deliveryId} and hook_id = ${hookId}`.execute(
    tx.q,
  )

/** What an event of the owner of a hook asks; nothing when it is another’s. */
export async function askedAgain(
  tx: Read,
  eventId: number,
): Promise<{ hookId: number; deliveryId: number | null; isTrial: boolean } | undefined> {
  const { rows } = await sql<{ hookId: number; deliveryId: number | null; isTrial: boolean }>`
    select h.id as "hookId", (e.payload ->> 'delivery')::bigint as "deliveryId", coalesce((e.payload ->> 'trial')::boolean, false) as "isTrial"
    from platform.event e join exchange.hook h on h.id = (e.payload ->> 'hook')::bigint and h.owner_kind = e.subject_kind and h.owner_id = e.subject_id
    where e.id = ${eventId}`.execute(tx.q)
  return rows[0]
}

/** What waits there leaves now, from its first try on. */
export const resumeHook = (tx: Write, hookId: number) =>
  sql`update exchange.delivery set tries = 0, next_at = ${tx.now} where hook_id = ${hookId} and done_at is null`.execute(
    tx.q,
  )

export interface Held extends Delivery {
  hook: Pick<Hook, 'id' | 'uid' | 'url' | 'ownerKind' | 'ownerId'>
  secret: Buffer
  before: Buffer | null
}

/**
 * The next to leave: the first of its subject that has not, when its time has come. Nobody else tries it until `until`; should the process
 * die, whoever comes after does.
 */
export async function holdNext(tx: Write, hookId: number, until: Date): Promise<Held | undefined> {
  const { rows } = await sql<Held>`with next as (
      select d.id from exchange.delivery d join exchange.hook h on h.id = d.hook_id
      where d.hook_id = ${hookId} and d.done_at is null and d.next_at <= ${tx.now} and h.stopped_at is null
        and not exists (select from exchange.delivery o where o.hook_id = d.hook_id and o.subject = d.subject and o.message_id < d.message_id and o.done_at is null)
      order by d.next_at, d.id limit 1 for update of d skip locked),
    held as (update exchange.delivery d set next_at = ${until}, tries = d.tries + 1 from next where d.id = next.id returning d.*)
    select d.id, d.message_id as "messageId", m.name, m.subject, m.at, m.data, d.tries, d.next_at as "nextAt", d.done_at as "doneAt",
      d.last_at as "lastAt", d.last_status as "lastStatus", d.last_said as "lastSaid",
      json_build_object('id', h.id, 'uid', h.uid, 'url', h.url, 'ownerKind', h.owner_kind, 'ownerId', h.owner_id) as hook,
      h.secret, case when h.before_until > ${tx.now} then h.before end as before
    from held d join exchange.message m on m.id = d.message_id join exchange.hook h on h.id = d.hook_id`.execute(
    tx.q,
  )
  return rows[0]
}

/**
 * Plans what leaves for a hook, in the one queue of all that does: whoever answers slowly keeps others of it waiting, and no mail.
 * @param at not before; now when absent
 * @param key jobs with the same key are planned once
 */
export const planDelivery = (tx: Write, hookId: number, at: Date | null = null, key: string | null = null) =>
  sql`select exchange.plan_delivery(${hookId}, ${at}, ${key})`.execute(tx.q)

/** What came of a try: done, or when it is tried next. */
export const noteTry = (
  tx: Write,
  deliveryId: number,
  { status, said, nextAt }: { status: number | null; said: string; nextAt: Date | null },
) =>
  sql`update exchange.delivery set last_at = ${tx.now}, last_status = ${status}, last_said = ${said},
    done_at = ${nextAt === null ? tx.now : null}, next_at = coalesce(${nextAt}, next_at) where id = ${deliveryId}`.execute(
    tx.q,
  )

/** @returns false when it was stopped already */
export async function stopAsSystem(tx: Write, hookId: number, because: 'silent' | 'gone'): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update exchange.hook set stopped_at = ${tx.now}, stopped_because = ${because}
    where id = ${hookId} and stopped_at is null`.execute(tx.q)
  return numAffectedRows === 1n
}

/** Hooks where something waits whose time has come. */
export async function dueHooks(tx: Read): Promise<number[]> {
  const { rows } = await sql<{
    id: number
  }>`select distinct d.hook_id as id from exchange.delivery d join exchange.hook h on h.id = d.hook_id
    where d.done_at is null and d.next_at <= ${tx.now} and h.stopped_at is null order by 1`.execute(tx.q)
  return rows.map(({ id }) => id)
}

/** Messages older than thirty days go, with their deliveries. */
export const sweepMessages = (tx: Write) =>
  sql`delete from exchange.message where at < ${tx.now}::timestamptz - interval '30 days'`.execute(tx.q)

/** The hook that an event says stopped. */
export async function stoppedHook(
  tx: Read,
  eventId: number,
): Promise<Pick<Hook, 'id' | 'url' | 'ownerKind' | 'ownerId'> | undefined> {
  const { rows } = await sql<Pick<Hook, 'id' | 'url' | 'ownerKind' | 'ownerId'>>`
    select h.id, h.url, h.owner_kind as "ownerKind", h.owner_id as "ownerId" from platform.event e join exchange.hook h on h.id = e.subject_id
    where e.id = ${eventId} and e.subject_kind = 'hook'`.execute(tx.q)
  return rows[0]
}
