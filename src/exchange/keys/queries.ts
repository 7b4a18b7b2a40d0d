// SQL of the keys by which programs of others call. Whose they are, and who keeps them, modules say (policies on exchange.key).
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

/** Whose keys: in the word of the module that knows it. */
export interface KeyOwner {
  /** `passpartner` */
  readonly kind: string
  readonly id: number
  /** It is there to be tried: its keys say so. */
  readonly isTrial?: boolean
}

export interface ExchangeKey {
  id: number
  ownerKind: string
  ownerId: number
  name: string
  /** What histories show as who acted. */
  label: string
  /** What is seen of it, and what addresses of pages name. */
  prefix: string
  scopes: readonly string[]
  /** Calls a minute. */
  mostCalls: number
  /** Last day, `YYYY-MM-DD`. */
  endsOn: string
  createdAt: Date
  lastUsedOn: string | null
  /** From when on it opens nothing. */
  stopsAt: Date | null
}

const COLUMNS = sql`k.id, k.owner_kind as "ownerKind", k.owner_id as "ownerId", k.name, k.label, k.prefix, k.scopes, k.most_calls as "mostCalls",
  k.ends_on::text as "endsOn", k.created_at as "createdAt", k.last_used_on::text as "lastUsedOn", k.stops_at as "stopsAt"`

/** Those of an owner, or one of them by its prefix. */
export async function keysHeld(tx: Read, { kind, id }: KeyOwner, prefix?: string): Promise<ExchangeKey[]> {
  const { rows } =
    await sql<ExchangeKey>`select ${COLUMNS} from exchange.key k where k.owner_kind = ${kind} and k.owner_id = ${id}
      and (${prefix ?? null}::text is null or k.prefix = ${prefix ?? null})
    order by k.stops_at is not null, k.name collate "fr-x-icu", k.id desc limit 200`.execute(tx.q)
  return rows
}

export async function insertKey(
  tx: Write,
  { kind, id }: KeyOwner,
  key: Pick<ExchangeKey, 'name' | 'prefix' | 'scopes' | 'endsOn'> & { digest: Buffer },
): Promise<void> {
  await sql`insert into exchange.key (owner_kind, owner_id, name, prefix, digest, scopes, ends_on, created_at)
    values (${kind}, ${id}, ${key.name}, ${key.prefix}, ${key.digest}, ${key.scopes as string[]}, ${key.endsOn}, ${tx.now})`.execute(
    tx.q,
  )
}

/** @returns false when it had stopped by then */
export async function stopKeyRow(tx: Write, keyId: number, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update exchange.key set stops_at = ${at}
    where id = ${keyId} and (stops_at is null or stops_at > ${at})`.execute(tx.q)
  return numAffectedRows === 1n
}

/** A key that calls, and how many calls it made in the minute that runs. */
export interface Called extends Pick<ExchangeKey, 'id' | 'label' | 'scopes' | 'mostCalls'> {
  calls: number
  minuteSince: Date
}

/** The key of that digest, as long as it is good: the call is counted, and its day noted. As the system. */
export async function countCall(tx: Write, digest: Buffer): Promise<Called | undefined> {
  const { rows } = await sql<Called>`
    with called as (select k.id, k.label, k.scopes, k.most_calls from exchange.key k where k.digest = ${digest}
        and (k.stops_at is null or k.stops_at > ${tx.now}) and k.ends_on >= territory.day_of(${tx.now})),
    counted as (insert into exchange.minute as m (key_id, since, calls) select id, ${tx.now}, 1 from called
      on conflict (key_id) do update set
        calls = case when m.since > excluded.since - interval '1 minute' then m.calls + 1 else 1 end,
        since = case when m.since > excluded.since - interval '1 minute' then m.since else excluded.since end
      returning key_id, since, calls),
    noted as (update exchange.key set last_used_on = territory.day_of(${tx.now})
      where id = (select id from called) and last_used_on is distinct from territory.day_of(${tx.now}))
    select c.id, c.label, c.scopes, c.most_calls as "mostCalls", n.calls, n.since as "minuteSince" from called c join counted n on n.key_id = c.id`.execute(
    tx.q,
  )
  return rows[0]
}
