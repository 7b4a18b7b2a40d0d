// SQL of digests: one’s own choice is oneself’s; who is due, and what was sent, are the system’s.
import { sql } from 'kysely'
import { countOf } from '#platform/db/count.ts'
import type { Read, Write } from '#platform/db/db.ts'
import type { Rhythm } from './rhythm.ts'

export interface Subscription {
  rhythm: Rhythm
  /** null: nobody chose it. */
  chosenAt: Date | null
  toldUntil: Date
  nextAt: Date
  alertAt: Date | null
}

const COLUMNS = sql`rhythm, chosen_at as "chosenAt", told_until as "toldUntil", next_at as "nextAt", alert_at as "alertAt"`

/** That of somebody; null: they never had one. As oneself, or the system. */
export async function subscriptionOf(tx: Read, personId: number): Promise<Subscription | null> {
  const { rows } =
    await sql<Subscription>`select ${COLUMNS} from digest.subscription where person_id = ${personId}`.execute(
      tx.q,
    )
  return rows[0] ?? null
}

/** As oneself, or the system. */
export async function saveRhythm(tx: Write, personId: number, rhythm: Rhythm, nextAt: Date): Promise<void> {
  const changed = await countOf(
    tx,
    sql`update digest.subscription set rhythm = ${rhythm}, next_at = ${nextAt} where person_id = ${personId}`,
  )
  if (changed === 0)
    await sql`insert into digest.subscription (person_id, rhythm, next_at) values (${personId}, ${rhythm}, ${nextAt})`.execute(
      tx.q,
    )
}

/** Nothing more is sent to them, whatever they had. As the system. */
export async function endFor(tx: Write, personId: number): Promise<void> {
  await sql`select digest.end_for(${personId}, ${tx.now})`.execute(tx.q)
}

/** Whoever acts for an authority and said nothing has one each week; whoever does no more has none. As the system. */
export async function enrol(tx: Write, nextAt: Date): Promise<void> {
  await sql`select digest.enrol(${tx.now}, ${nextAt})`.execute(tx.q)
  await sql`select digest.release(${tx.now})`.execute(tx.q)
}

const due = (tx: Read) => sql<boolean>`rhythm <> 'never' and (next_at <= ${tx.now} or alert_at <= ${tx.now})`

/** Some of those whose time has come. As the system. */
export async function duePeople(tx: Read, most: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select person_id as id from digest.subscription
    where ${due(tx)} order by person_id limit ${most}`.execute(tx.q)
  return rows.map(({ id }) => id)
}

/** Theirs, held until the transaction ends, if it is still due and nobody else has it in hand. As the system. */
export async function holdDue(tx: Write, personId: number): Promise<Subscription | null> {
  const { rows } = await sql<Subscription>`select ${COLUMNS} from digest.subscription
    where person_id = ${personId} and ${due(tx)} for update skip locked`.execute(tx.q)
  return rows[0] ?? null
}

export async function advance(
  tx: Write,
  personId: number,
  { toldUntil, nextAt }: Pick<Subscription, 'toldUntil' | 'nextAt'>,
): Promise<void> {
  await sql`update digest.subscription set told_until = ${toldUntil}, next_at = ${nextAt}, alert_at = null
    where person_id = ${personId}`.execute(tx.q)
}

/** Something urgent waits for them from now on. As the system. */
export const alertPeople = (tx: Write, personIds: readonly number[]): Promise<number> =>
  countOf(
    tx,
    sql`update digest.subscription set alert_at = coalesce(alert_at, ${tx.now})
      where person_id = any (${personIds as number[]}::bigint[]) and rhythm <> 'never'`,
  )

/** Who is in that audience today. As the system. */
export async function peopleOf(tx: Read, audienceId: number): Promise<number[]> {
  const { rows } = await sql<{
    id: number
  }>`select people_of as id from digest.people_of(${audienceId})`.execute(tx.q)
  return rows.map(({ id }) => id)
}

export interface Sent {
  /** Of its source: `contenus/12`. */
  key: string
  title: string
}

export interface Delivery {
  sentAt: Date
  isAlert: boolean
  items: Sent[]
}

export async function noteDelivery(
  tx: Write,
  personId: number,
  { id, isAlert, items }: { id: string; isAlert: boolean; items: readonly Sent[] },
): Promise<void> {
  await sql`insert into digest.delivery (id, person_id, sent_at, is_alert, items)
    values (${id}, ${personId}, ${tx.now}, ${isAlert}, ${JSON.stringify(items)}::jsonb)`.execute(tx.q)
}

/** What they were sent since then, the latest first. As oneself, or the system. */
export async function deliveriesTo(
  tx: Read,
  personId: number,
  since: Date,
  most: number,
): Promise<Delivery[]> {
  const { rows } =
    await sql<Delivery>`select sent_at as "sentAt", is_alert as "isAlert", items from digest.delivery
    where person_id = ${personId} and sent_at >= ${since} order by sent_at desc limit ${most}`.execute(tx.q)
  return rows
}

/** As the system. @returns the mails of what went */
export async function forgetDigests(tx: Write, personId: number): Promise<string[]> {
  await sql`delete from digest.subscription where person_id = ${personId}`.execute(tx.q)
  const { rows } = await sql<{
    id: string
  }>`delete from digest.delivery where person_id = ${personId} returning id`.execute(tx.q)
  return rows.map(({ id }) => id)
}

/** As the system. */
export const forgetDeliveries = (tx: Write, before: Date, most: number): Promise<number> =>
  countOf(
    tx,
    sql`delete from digest.delivery where id in (
      select id from digest.delivery where sent_at < ${before} order by sent_at limit ${most})`,
  )

/** Theirs leaves at the next sending, of what was published since then. As the system. */
export async function beginDigest(tx: Write, personId: number, since: Date): Promise<void> {
  await sql`insert into digest.subscription (person_id, rhythm, told_until, next_at)
    values (${personId}, 'weekly', ${since}, ${tx.now}) on conflict do nothing`.execute(tx.q)
}
