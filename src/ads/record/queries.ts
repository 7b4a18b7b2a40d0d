// SQL of classified ads and of their replies. The second wall says who reads each.
import { type RawBuilder, sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import type { Day } from '#territory'
import { access } from './access.ts'

export type State = 'shown' | 'reported' | 'hidden'

/** What its author says. */
export interface Said {
  isShared: boolean
  category: string
  title: string
  text: string
  price: number | null
  place: string
}

export interface Ad extends Said {
  id: number
  authorityId: number
  personId: number
  authorName: string
  endsOn: Day
  state: State
  reason: string
  publishedAt: Date
  version: number
  isOwn: boolean
  /** Shown to any agent who meets it. */
  isMet: boolean
}

/** More than a territory has at once. */
const MOST = 2000

const columns = sql`a.id, a.authority_id as "authorityId", a.is_shared as "isShared", a.person_id as "personId", a.author_name as "authorName",
  a.category, a.title, a.text, a.price, a.place, a.ends_on::text as "endsOn", a.state, a.reason, a.published_at as "publishedAt", a.version,
  a.person_id = platform.person_id() as "isOwn", ads.is_met(a) as "isMet"`

const asked = async (tx: Read, which: RawBuilder<unknown>, most = MOST): Promise<Ad[]> =>
  (
    await sql<Ad>`select ${columns} from ads.ad a where ${which} order by a.published_at desc, a.id desc limit ${most}`.execute(
      tx.q,
    )
  ).rows

/** Those that any agent who meets them reads, the newest first. */
export const shownAds = (tx: Read, most?: number): Promise<Ad[]> => asked(tx, sql`ads.is_met(a)`, most)

/** One’s own, past and hidden ones too. */
export const ownAds = (tx: Read): Promise<Ad[]> => asked(tx, sql`a.person_id = ${tx.actor.personId}`)

/** One that is shown to whoever reads, or is theirs. */
export const readAd = async (tx: Read, id: number): Promise<Ad | undefined> =>
  (await asked(tx, sql`a.id = ${id} and (ads.is_met(a) or a.person_id = ${tx.actor.personId})`))[0]

/** Nobody judges their own. */
const judged = (tx: Read): RawBuilder<unknown> =>
  sql`a.reason <> '' and a.person_id is distinct from ${tx.actor.personId}::bigint and ${allowedRows(access['ad.judge'], tx.actor, 'a')}`

/** Those of one’s authorities that were ever reported, what is to be judged first. */
export async function reportedAds(tx: Read): Promise<Ad[]> {
  const found = await asked(tx, judged(tx))
  return found.toSorted((one, other) => Number(other.state === 'reported') - Number(one.state === 'reported'))
}

/** One’s own, held until the transaction ends. */
export async function heldAd(tx: Write, id: number): Promise<Ad | undefined> {
  const { rows } =
    await sql<Ad>`select ${columns} from ads.ad a where a.id = ${id} and a.person_id = ${tx.actor.personId} for update`.execute(
      tx.q,
    )
  return rows[0]
}

/** One to judge, held until the transaction ends. */
export async function heldToJudge(tx: Write, id: number): Promise<Ad | undefined> {
  const { rows } = await sql<Ad>`select ${columns} from ads.ad a
    where a.id = ${id} and ${judged(tx)} for update`.execute(tx.q)
  return rows[0]
}

/** The database says both days itself, but of a past that the system tells. @returns its id */
export async function insertAd(tx: Write, authorityId: number, said: Said): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into ads.ad (authority_id, is_shared, person_id, category, title, text, price, place, published_at, ends_on)
    values (${authorityId}, ${said.isShared}, ${tx.actor.personId}, ${said.category}, ${said.title}, ${said.text}, ${said.price}, ${said.place},
      ${tx.now}, territory.day_of(${tx.now}) + 30)
    returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

export async function updateAd(tx: Write, id: number, said: Said): Promise<void> {
  await sql`update ads.ad set is_shared = ${said.isShared}, category = ${said.category}, title = ${said.title}, text = ${said.text},
    price = ${said.price}, place = ${said.place} where id = ${id}`.execute(tx.q)
}

/** Until the thirtieth day from today, or until yesterday. */
export async function setEnd(tx: Write, id: number, days: 30 | -1): Promise<void> {
  await sql`update ads.ad set ends_on = territory.day_of(platform.now()) + ${days}::integer where id = ${id}`.execute(
    tx.q,
  )
}

export async function setState(tx: Write, id: number, state: State, reason: string): Promise<void> {
  await sql`update ads.ad set state = ${state}, reason = ${reason} where id = ${id}`.execute(tx.q)
}

/** Hidden from others at once. @returns the report; null when it is not shown to whoever acts */
export async function reportShown(tx: Write, id: number, reason: string): Promise<number | null> {
  const { rows } = await sql<{ made: number | null }>`select ads.report_ad(${id}, ${reason}) as made`.execute(
    tx.q,
  )
  return rows[0]?.made ?? null
}

/** The ad that was reported. As the system */
export async function adOfReport(tx: Read, id: number): Promise<number> {
  const { rows } = await sql<{
    adId: number
  }>`select ad_id as "adId" from ads.report where id = ${id}`.execute(tx.q)
  return rows[0]?.adId ?? 0
}

export interface Reply {
  id: number
  adId: number
  title: string
  personId: number
  personName: string
  authorName: string
  /** Is the ad that of whoever reads? */
  isAuthor: boolean
}

const replyColumns = sql`r.id, r.ad_id as "adId", coalesce(a.title, 'Annonce retirée') as title, r.person_id as "personId",
  r.person_name as "personName", coalesce(a.author_name, 'L’auteur') as "authorName", ads.is_own(r.ad_id) as "isAuthor"`

/** The threads of whoever reads, on one ad or on all. */
export async function ownReplies(tx: Read, which: { adId?: number; id?: number } = {}): Promise<Reply[]> {
  const { rows } =
    await sql<Reply>`select ${replyColumns} from ads.reply r left join ads.ad a on a.id = r.ad_id
    where (${which.adId ?? null}::integer is null or r.ad_id = ${which.adId ?? null}::integer)
      and (${which.id ?? null}::bigint is null or r.id = ${which.id ?? null}::bigint) order by r.id desc limit ${MOST}`.execute(
      tx.q,
    )
  return rows
}

/** The thread of whoever acts on that ad, begun when there is none. @returns its id */
export async function beginReply(tx: Write, adId: number): Promise<number> {
  const kept = (await ownReplies(tx, { adId })).find(({ isAuthor }) => !isAuthor)
  if (kept !== undefined) return kept.id
  const { rows } = await sql<{
    id: number
  }>`insert into ads.reply (ad_id, person_id) values (${adId}, ${tx.actor.personId}) returning id`.execute(
    tx.q,
  )
  return rows[0]?.id ?? 0
}

/** Held until the transaction ends. @returns whether it is in sight of whoever acts */
export async function holdReply(tx: Write, id: number): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`select ads.hold_reply(${id}) as held`.execute(tx.q)
  return rows[0]?.held === true
}

export interface ToTell {
  personId: number
  name: string
  address: string | null
}

/** As the system */
export async function sidesOf(tx: Read, replyId: number): Promise<(ToTell & { isAuthor: boolean })[]> {
  const { rows } = await sql<
    ToTell & { isAuthor: boolean }
  >`select person_id as "personId", name, address, is_author as "isAuthor"
    from ads.sides(${replyId})`.execute(tx.q)
  return rows
}

/** As the system */
export async function authorOf(tx: Read, adId: number): Promise<ToTell[]> {
  const { rows } =
    await sql<ToTell>`select person_id as "personId", name, address from ads.author(${adId})`.execute(tx.q)
  return rows
}

/** As the system */
export async function adTold(
  tx: Read,
  id: number,
): Promise<Pick<Ad, 'title' | 'state' | 'reason'> | undefined> {
  const { rows } = await sql<
    Pick<Ad, 'title' | 'state' | 'reason'>
  >`select title, state, reason from ads.ad where id = ${id}`.execute(tx.q)
  return rows[0]
}

/** Shown ones that end within two days, of which their author was not told, marked. As the system */
export async function tellEnding(
  tx: Write,
  most: number,
): Promise<{ id: number; title: string; endsOn: Day }[]> {
  const { rows } = await sql<{
    id: number
    title: string
    endsOn: Day
  }>`update ads.ad set told_end = ends_on where id in (
      select a.id from ads.ad a where a.state = 'shown' and a.told_end is distinct from a.ends_on
        and a.ends_on between territory.day_of(platform.now()) and territory.day_of(platform.now()) + 2 order by a.id limit ${most} for update)
    returning id, title, ends_on::text as "endsOn"`.execute(tx.q)
  return rows
}

/** What is on offer in an authority today, to whoever publishes for it; null: of fewer than five people. */
export interface OnOffer {
  ads: number | null
  people: number | null
  replies: number | null
}

export async function onOffer(tx: Read, authorityId: number): Promise<OnOffer | undefined> {
  const { rows } = await sql<OnOffer>`select ads, people, replies from ads.on_offer(${authorityId})`.execute(
    tx.q,
  )
  return rows[0]
}
