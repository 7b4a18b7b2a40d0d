// Passes and what carries them: opened once for a person, stopped and taken up again by whoever holds it or a desk. As the system: whoever
// calls has judged.
import { type RawBuilder, sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import { retirePrinted, retireValues } from './values.ts'

export interface Pass {
  id: number
  personId: number
  openedAt: Date
  stoppedAt: Date | null
}

export type Carrier = 'phone' | 'paper' | 'card' | 'wallet'
export type CarrierState = 'ordered' | 'active' | 'suspended' | 'lost' | 'replaced' | 'expired'

/** Of the makers of phones: what it shows is a square, as printed on a card. */
export type App = 'apple' | 'google'

export interface Support {
  id: number
  passId: number
  kind: Carrier
  label: string
  state: CarrierState
  madeAt: Date
  endedAt: Date | null
  /** `YYYY-MM-DD` */
  expiresOn: string | null
  /** As whoever makes it does; null: by the holder. */
  madeAs: 'printed' | 'chip' | 'letter' | null
  app: App | null
}

const passColumns = sql`p.id, p.person_id as "personId", p.opened_at as "openedAt", p.stopped_at as "stoppedAt"`
const supportColumns = sql`s.id, s.pass_id as "passId", s.kind, s.label, s.state, s.made_at as "madeAt", s.ended_at as "endedAt",
  s.expires_on::text as "expiresOn", (select o.made_as from pass.card_order o where o.support_id = s.id) as "madeAs", s.app`

/** One’s own, or that of the person one acts for: the policy says. */
export async function passOf(tx: Read, personId: number): Promise<Pass | undefined> {
  const { rows } =
    await sql<Pass>`select ${passColumns} from pass.pass p where p.person_id = ${personId}`.execute(tx.q)
  return rows[0]
}

/** Opened once: twice is as once. As the system. @param openedBy the agent, at a desk */
export async function openPass(tx: Write, personId: number, openedBy: number | null): Promise<Pass> {
  await sql`insert into pass.pass (person_id, opened_at, opened_by) values (${personId}, ${tx.now}, ${openedBy}) on conflict (person_id) do nothing`.execute(
    tx.q,
  )
  const pass = await passOf(tx, personId)
  if (pass === undefined) throw new Error('a pass that was opened is there')
  return pass
}

export async function supportsOf(tx: Read, passId: number): Promise<Support[]> {
  const { rows } =
    await sql<Support>`select ${supportColumns} from pass.support s where s.pass_id = ${passId} order by s.id`.execute(
      tx.q,
    )
  return rows
}

export interface NewSupport {
  passId: number
  kind: Carrier
  label: string
  /** Of a phone: its public key, as a JWK. */
  holderKey?: Readonly<Record<string, unknown>>
  cardHash?: Buffer
  app?: App
  expiresOn?: string
  state?: CarrierState
}

/**
 * One phone is had at most: the one before is replaced, waiting or not, and opens nothing any more, whoever has it. As the system.
 * @returns its id
 */
export async function addSupport(tx: Write, support: NewSupport): Promise<number> {
  const { passId, kind, label, holderKey, cardHash, app, expiresOn, state = 'active' } = support
  const replaced =
    kind === 'phone'
      ? await sql<{ id: number }>`update pass.support set state = 'replaced', ended_at = ${tx.now}
          where pass_id = ${passId} and kind = 'phone' and state in ('active', 'suspended') returning id`.execute(
          tx.q,
        )
      : { rows: [] }
  if (replaced.rows.length > 0) await retireValues(tx, passId)
  const { rows } = await sql<{
    id: number
  }>`insert into pass.support (pass_id, kind, label, state, holder_key, card_hash, made_at, expires_on, replaces, app)
    values (${passId}, ${kind}, ${label}, ${state}, ${holderKey === undefined ? null : JSON.stringify(holderKey)}::jsonb, ${cardHash ?? null}, ${tx.now},
      ${expiresOn ?? null}, ${replaced.rows[0]?.id ?? null}, ${app ?? null}) returning id`.execute(tx.q)
  const [added] = rows
  if (added === undefined) throw new Error('a support that was added is there')
  return added.id
}

/**
 * A support ends, and what partners know the pass by with it: doors refuse it once they have the lists; others are given new values the
 * next time that they are shown. As the system. @returns false when it had ended already
 */
export async function endSupport(
  tx: Write,
  { passId, id, as }: { passId: number; id: number; as: 'lost' | 'replaced' | 'expired' },
): Promise<boolean> {
  const { rows } = await sql<{ was: CarrierState; keeps: boolean }>`with before as (
      select s.id, s.state, s.app is not null or coalesce(o.keeps_values, false) as keeps from pass.support s left join pass.card_order o on o.support_id = s.id
      where s.id = ${id} and s.pass_id = ${passId} and s.ended_at is null for update of s)
    update pass.support s set state = ${as}, ended_at = ${tx.now} from before b where s.id = b.id returning b.state as was, b.keeps`.execute(
    tx.q,
  )
  const [ended] = rows
  if (ended === undefined) return false
  await endOrders(tx, sql`support_id = ${id}`)
  // What never served was known to nobody, what ran out opens nothing by itself; what a controller chose to keep is dead on that card alone.
  const isAlone = ended.was === 'ordered' || as === 'expired' || ended.keeps
  await (isAlone ? retirePrinted(tx, id) : retireValues(tx, passId))
  return true
}

/** What ended is made no more, and sent nowhere. */
const endOrders = (tx: Write, which: RawBuilder<unknown>) =>
  sql`update pass.card_order set address = null, ended_at = ${tx.now} where ${which} and ended_at is null`.execute(
    tx.q,
  )

/**
 * A support waits: what partners know the pass by is dead, as when it is lost, and other supports are given new values when they are shown.
 * Taken up again, it opens as before. What is printed on a card does not wait: a list never takes back what it said dead. As the system.
 * @returns false when there was nothing to change
 */
export async function suspendSupport(
  tx: Write,
  { passId, id, isSuspended }: { passId: number; id: number; isSuspended: boolean },
): Promise<boolean> {
  const [from, to] = isSuspended ? ['active', 'suspended'] : ['suspended', 'active']
  const { rows } = await sql<{ isChip: boolean }>`update pass.support s set state = ${to}::pass.carrier_state
    where s.id = ${id} and s.pass_id = ${passId} and s.state = ${from}::pass.carrier_state and s.ended_at is null
      and not exists (select from pass.card_order o where o.support_id = s.id and o.made_as <> 'chip')
    returning exists (select from pass.card_order o where o.support_id = s.id) as "isChip"`.execute(tx.q)
  const [changed] = rows
  if (changed === undefined) return false
  // A chip is known by its own numbers, which doors ask about.
  if (isSuspended && !changed.isChip) await retireValues(tx, passId)
  return true
}

/** Nothing of it opens any more: every support is lost, every value dead. Entitlements stay. As the system. */
export async function stopPass(tx: Write, passId: number): Promise<void> {
  await sql`update pass.pass set stopped_at = coalesce(stopped_at, ${tx.now}) where id = ${passId}`.execute(
    tx.q,
  )
  await sql`update pass.support set state = 'lost', ended_at = ${tx.now} where pass_id = ${passId} and ended_at is null`.execute(
    tx.q,
  )
  await endOrders(tx, sql`support_id in (select id from pass.support where pass_id = ${passId})`)
  await retireValues(tx, passId)
}

/** Taken up again, with none of the supports of before. As the system. */
export async function takeUpPass(tx: Write, passId: number): Promise<void> {
  await sql`update pass.pass set stopped_at = null where id = ${passId}`.execute(tx.q)
}
