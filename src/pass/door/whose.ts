// Whose a code is that a door shows to the server: a code of the moment, or a token. Nothing is believed that is not proved; what was taken
// once is not taken again, at whatever door. As the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { Keys } from '#platform/keys.ts'
import { disbelief } from '../gate/believe.ts'
import { readingId, readReading } from '../gate/card.ts'
import { isMomentary, takeCode } from '../issue/codes.ts'
import { issuerKeys } from '../issue/issuer.ts'
import { partnerName } from '../issue/names.ts'
import { cardOf, placeOf } from '../record/cards.ts'
import { passOfValue } from '../record/values.ts'
import type { IssuerKey } from '../token/issuers.ts'
import { type Presented, readPresented } from '../token/present.ts'
import type { Refusal } from '../token/words.ts'
import type { Device } from './device.ts'
import { deviceName } from './state.ts'

/** A paper is shown again at each visit, not at once to the next in the queue. */
const PAPER_PAUSE = 600
/** A door that has asked about a paper takes it alone until the end of the next week: the same for all, whenever they were seen. */
const WEEK = 7 * 86_400

export interface Shower {
  passId: number
  /** By which it is known again. */
  shown: Buffer
  /** Of a paper: until when a door that has asked takes it alone, in seconds. */
  paperUntil: number | null
  /** The one entitlement that was shown; any when absent. */
  only?: number
}

export interface Unknown {
  why: Refusal
  shown: Buffer | null
  /** When it was taken before. */
  before: Date | null
}

const unknown = (why: Refusal, shown: Buffer | null = null, before: Date | null = null): Unknown => ({
  why,
  shown,
  before,
})

export interface AskedAt {
  device: Device
  text: string
  /** What the door shows to be signed. */
  challenge: string | null
}

export async function whoseCode(
  tools: Pick<Keys, 'config'>,
  tx: Write,
  asked: AskedAt,
): Promise<Shower | Unknown> {
  if (isMomentary(asked.text)) {
    const taken = await takeCode(tools, tx, asked.text)
    return typeof taken === 'string'
      ? unknown(taken)
      : { passId: taken.passId, shown: taken.shown, paperUntil: null }
  }
  const presented = readPresented(asked.text)
  return presented === null ? unknown('unread') : whoseToken(tx, presented, asked)
}

async function whoseToken(tx: Write, presented: Presented, asked: AskedAt): Promise<Shower | Unknown> {
  const { claims } = presented.token
  const shown = Buffer.from(claims.id)
  const why = await doubted(await issuerKeys(tx), presented, { ...asked, at: tx.now })
  if (why !== null) return unknown(why, shown)
  await holdShown(tx, [shown])
  const isPaper = presented.shown === null
  const before = await takenAt(tx, shown, isPaper ? tx.now : null)
  if (before !== null) return unknown('shown', shown, before)
  const { partnerId, sector } = asked.device
  const passId = await passOfValue(tx, { value: Buffer.from(claims.value), partnerId, sector })
  return passId === undefined
    ? unknown('stopped', shown)
    : { passId, shown, paperUntil: isPaper ? paperUntil(tx.now, claims.expiresAt) : null }
}

/** Whose card that is, by what the reader of this door says of it. A number of another place than its own says nothing here. */
export async function whoseCard(tx: Write, device: Device, text: string): Promise<Shower | Unknown> {
  const reading = readReading(text)
  if (reading === null) return unknown('unread')
  if (reading.place !== (await placeOf(tx, device))) return unknown('elsewhere')
  const shown = Buffer.from(await readingId(reading))
  await holdShown(tx, [shown])
  const card = await cardOf(tx, reading)
  if (card === undefined) return unknown('unread')
  if (!card.isLive) return unknown('stopped', shown)
  const before = await takenAt(tx, shown, tx.now)
  return before === null ? { passId: card.passId, shown, paperUntil: null } : unknown('shown', shown, before)
}

const paperUntil = (now: Date, end: number): number =>
  Math.min(end, (Math.floor(now.getTime() / 1000 / WEEK) + 2) * WEEK)

/** Why the token, or the phone that showed it, is not believed, at that time. */
export const doubted = (
  keys: readonly IssuerKey[],
  presented: Presented,
  { device, challenge, at }: Omit<AskedAt, 'text'> & { at: Date },
): Promise<Refusal | null> =>
  disbelief(presented, {
    keys,
    audience: { partner: partnerName(device.partnerId), sector: device.sector },
    device: deviceName(device.id),
    list: null,
    ...{ time: Math.floor(at.getTime() / 1000), challenge },
  })

/**
 * Copies that are about to be taken, and the values of those who showed them: two doors that bring one at once wait for one another. All of
 * a journal together, in order, and before anything else is held: nobody waits in a circle.
 */
export const holdShown = (tx: Write, ids: readonly Uint8Array[]) =>
  sql`select pg_advisory_xact_lock(hashtextextended(id, 0))
    from (select distinct id from unnest(${ids.map((id) => Buffer.from(id).toString('hex'))}::text[]) id order by id) held`.execute(
    tx.q,
  )

/**
 * When that copy was taken, of what is counted; nothing when it never was.
 * @param visit of a paper, which is shown again at each visit: when this one is
 */
export const takenBefore = (shown: Buffer, visit: Date | null) => sql<{
  at: Date
}>`select at from pass.redemption
    where shown = ${shown} and result = 'ok' and undone_at is null and product_id is not null
      and (${visit}::timestamptz is null or at between ${visit}::timestamptz - make_interval(secs => ${PAPER_PAUSE})
        and ${visit}::timestamptz + make_interval(secs => ${PAPER_PAUSE}))
    order by at desc limit 1`

/** The same, asked. */
export async function takenAt(tx: Read, shown: Buffer, visit: Date | null): Promise<Date | null> {
  const { rows } = await takenBefore(shown, visit).execute(tx.q)
  return rows[0]?.at ?? null
}
