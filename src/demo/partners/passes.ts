// A year of the pass in the demonstration: its holders, what they used at each partner, what doors refused, what a private partner is owed. Counts,
// books and settlements say the same.
import { sql } from 'kysely'
import { answerDispute, disputeLine, settle, settlementsOf, stepSettlement } from '#pass'
import { system } from '#platform/actor.ts'
import type { Actor } from '#platform/actor.ts'
import type { Database, Read, Write } from '#platform/db/db.ts'
import { addDays, type Day, todayThere } from '#territory'
import type { Dice } from './held.ts'
import { tellSupports } from './cards.ts'
import { forgetWhose, giveRights, tellVisits } from './books.ts'
import { bringPeople } from './holders.ts'
import { ADMINISTRATOR } from './pass.ts'
import { tellTill } from './till.ts'

const LATELY_MS = 48 * 3600 * 1000
/** Postings in one transaction: each moves the same two accounts, whose former rows wait for its end. */
const CHUNK = 250

type ActorOf = (tx: Read, email: string) => Promise<Actor>

interface Signed {
  id: number
  name: string
  isPrivate: boolean
  /** Address of whoever manages it. */
  manager: string | null
}

async function signedPartners(tx: Read): Promise<Signed[]> {
  const { rows } =
    await sql<Signed>`select p.id, p.name, p.is_private as "isPrivate", (select w.email from pass.member m
      join accounts.person w on w.id = m.person_id where m.partner_id = p.id and m.is_manager order by m.id limit 1) as manager
    from pass.partner p order by p.id`.execute(tx.q)
  return rows
}

/** How often each product may serve: a credit, as often as it holds the price of a use. */
async function quantities(tx: Read) {
  const { rows } = await sql<{
    name: string
    kind: string
    quantity: number | null
  }>`select d.name, d.kind::text, case d.kind when 'credit' then d.quantity / (select max(c.cents) from pass.price c where c.product_id = d.id) else d.quantity end as quantity
    from pass.product d`.execute(tx.q)
  return new Map(rows.map(({ name, kind, quantity }) => [name, { quantity, isWeekly: kind === 'weekly' }]))
}

/** What doors refused, of nobody. */
async function tellRefused(tx: Write, today: Day): Promise<void> {
  await sql`insert into pass.use (partner_id, place_id, product_id, class, day, result, is_online, count)
    select l.partner_id, l.id, null, '', day::date, r.result, true, n.count
    from pass.place l cross join (values ('expired', 3), ('shown', 1), ('used', 2), ('elsewhere', 1)) r(result, most)
    cross join generate_series(${addDays(today, -365)}::date, ${addDays(today, -1)}::date, interval '1 day') day
    cross join lateral (select abs(hashtext(l.name || r.result || day::date::text)) % (r.most + 1) as count) n
    where n.count > 0`.execute(tx.q)
}

const monthBefore = (day: Day): Day => `${addDays(`${day.slice(0, 7)}-01`, -1).slice(0, 7)}-01`

/** The last two months of each private partner: one paid after a correction, one of which a line is disputed. */
async function settleTwo(tx: Write, manager: Actor, partnerId: number, today: Day): Promise<void> {
  const asManager: Write = { ...tx, actor: manager }
  const last = monthBefore(today)
  const first = monthBefore(last)
  await settle(tx, partnerId, first)
  const [paid] = await settlementsOf(tx, partnerId, first)
  const line = paid?.lines[0]
  if (paid === undefined || line === undefined) return
  await disputeLine(
    tx,
    paid,
    line.id,
    'Le match du samedi soir manque\u00a0: la porte sud était sans réseau.',
  )
  const [disputed = paid] = await settlementsOf(tx, partnerId, first)
  const dispute = disputed.disputes[0]?.id ?? 0
  await answerDispute(tx, disputed, dispute, {
    said: 'Retrouvé dans le journal de la porte, arrivé le lundi.',
    uses: 12,
  })
  await stepSettlement(asManager, disputed, 'accepted')
  await stepSettlement(tx, disputed, 'paid', `M-${last.slice(0, 4)}-0412`)
  await settle(tx, partnerId, last)
  const [open] = await settlementsOf(tx, partnerId, last)
  const other = open?.lines.find((one) => one.class === 'famille')
  if (open !== undefined && other !== undefined)
    await disputeLine(asManager, open, other.id, 'Nous comptons trois familles de plus le mercredi 14.')
}

/**
 * Tells them, two settlements, the cards that are made of passes there are, and what a desk sold today, after the partners signed; nothing when they did not.
 * @param actorOf somebody of the demonstration, by their address
 */
export async function tellPasses(db: Database, actorOf: ActorOf, dice: Dice): Promise<void> {
  const told = <T>(work: (tx: Write) => Promise<T>) => db.write(system, work)
  const partners = await told(signedPartners)
  if (partners.length === 0) return
  const rights = await told(async (tx) => {
    const today = await todayThere(tx)
    await tellRefused(tx, today)
    return bringPeople(tx, today, await quantities(tx), dice)
  })
  for (const { id, name } of partners) {
    const posted = await told(async (tx) => {
      const its = rights.filter(({ partner }) => partner === name)
      const visits = await giveRights(tx, id, its)
      return tellVisits(tx, id, visits, new Date(tx.now.getTime() - LATELY_MS))
    })
    for (let from = 0; from < posted.length; from += CHUNK)
      await told((tx) => forgetWhose(tx, id, posted.slice(from, from + CHUNK)))
  }
  await told(async (tx) => {
    const asAdmin: Write = { ...tx, actor: await actorOf(tx, ADMINISTRATOR) }
    for (const { id, isPrivate, manager } of partners)
      if (isPrivate && manager !== null)
        await settleTwo(asAdmin, await actorOf(tx, manager), id, await todayThere(tx))
  })
  await told(tellSupports)
  await told((tx) => tellTill(tx, actorOf))
}
