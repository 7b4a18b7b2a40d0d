// SQL of hooks: addresses that are told what happens, messages, deliveries. Who keeps a hook, modules say by their policies.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { KeyOwner } from '../keys/queries.ts'

export interface Hook {
  id: number
  uid: string
  ownerKind: string
  ownerId: number
  url: string
  events: readonly string[]
  /** Until when the secret before signs too. */
  beforeUntil: Date | null
  stoppedAt: Date | null
  stoppedBecause: 'owner' | 'silent' | 'gone' | null
}

const HOOK = sql`h.id, h.uid, h.owner_kind as "ownerKind", h.owner_id as "ownerId", h.url, h.events, h.before_until as "beforeUntil",
  h.stopped_at as "stoppedAt", h.stopped_because as "stoppedBecause"`

/** Those of an owner, or one of them. */
export async function hooksHeld(tx: Read, { kind, id }: KeyOwner, hookId?: number): Promise<Hook[]> {
  const { rows } =
    await sql<Hook>`select ${HOOK} from exchange.hook h where h.owner_kind = ${kind} and h.owner_id = ${id}
    and (${hookId ?? null}::bigint is null or h.id = ${hookId ?? null}) order by h.url, h.id limit 50`.execute(
      tx.q,
    )
  return rows
}

export async function insertHook(
  tx: Write,
  { kind, id }: KeyOwner,
  hook: Pick<Hook, 'uid' | 'url' | 'events'> & { secret: Buffer },
): Promise<number> {
  const { rows } = await sql<{
    id: number
  }>`insert into exchange.hook (uid, owner_kind, owner_id, url, events, secret, created_at)
    values (${hook.uid}, ${kind}, ${id}, ${hook.url}, ${hook.events as string[]}, ${hook.secret}, ${tx.now}) returning id`.execute(
    tx.q,
  )
  return rows[0]?.id ?? 0
}

export const updateHook = (tx: Write, hookId: number, { url, events }: Pick<Hook, 'url' | 'events'>) =>
  sql`update exchange.hook set url = ${url}, events = ${events as string[]} where id = ${hookId}`.execute(
    tx.q,
  )

export const updateSecret = (tx: Write, hookId: number, secret: Buffer) =>
  sql`update exchange.hook set secret = ${secret} where id = ${hookId}`.execute(tx.q)

export const stopHook = (tx: Write, hookId: number, at: Date | null) =>
  sql`update exchange.hook set stopped_at = ${at} where id = ${hookId}`.execute(tx.q)

export const deleteHook = (tx: Write, hookId: number) =>
  sql`delete from exchange.hook where id = ${hookId}`.execute(tx.q)

/** A delivery, with what it tells. */
export interface Delivery {
  id: number
  messageId: number
  name: string
  subject: string
  at: Date
  data: Readonly<Record<string, unknown>>
  tries: number
  nextAt: Date
  doneAt: Date | null
  lastAt: Date | null
  lastStatus: number | null
  lastSaid: string | null
}

const DELIVERY = sql`d.id, d.message_id as "messageId", m.name, m.subject, m.at, m.data, d.tries, d.next_at as "nextAt", d.done_at as "doneAt",
  d.last_at as "lastAt", d.last_status as "lastStatus", d.last_said as "lastSaid"`

/** The last ones, the newest first; or one of them. */
export async function deliveriesOf(tx: Read, hookId: number, id?: number): Promise<Delivery[]> {
  const { rows } =
    await sql<Delivery>`select ${DELIVERY} from exchange.delivery d join exchange.message m on m.id = d.message_id
    where d.hook_id = ${hookId} and (${id ?? null}::bigint is null or d.id = ${id ?? null}) order by d.id desc limit 50`.execute(
      tx.q,
    )
  return rows
}

export type Message = Pick<Delivery, 'name' | 'subject' | 'at' | 'data'> & { id: number }

/** What an owner was told after that, the first first. */
export async function messagesOf(
  tx: Read,
  { kind, id }: KeyOwner,
  { after, most }: { after: number; most: number },
): Promise<Message[]> {
  const { rows } = await sql<Message>`select m.id, m.name, m.subject, m.at, m.data from exchange.message m
    where m.owner_kind = ${kind} and m.owner_id = ${id} and m.id > ${after} order by m.id limit ${most}`.execute(
    tx.q,
  )
  return rows
}
