// SQL of links to town halls. They are the system’s; agents who follow the request see where they went, and close them (000500).
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import { type RequestRow, requestsWhere } from '../record/queries.ts'

/** Requests treated by one run: the next run takes the rest. */
const BATCH = 500

export interface NewLink {
  requestId: number
  authorityId: number
  tokenHash: Buffer
  cause: string
  sentTo: string
  endsAt: Date
}

/** @returns false when one was sent for that cause already */
export async function insertLink(tx: Write, link: NewLink): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into requests.link (request_id, authority_id, token_hash, cause, sent_to, made_at, ends_at)
    values (${link.requestId}, ${link.authorityId}, ${link.tokenHash}, ${link.cause}, ${link.sentTo}, ${tx.now}, ${link.endsAt})
    on conflict (request_id, cause) do nothing`.execute(tx.q)
  return numAffectedRows === 1n
}

/** A link in force, what it opens, and who said they answer in that browser. */
export interface LinkRow {
  id: number
  requestId: number
  ref: string
  authorityId: number
  /** Null: nobody yet, or too long ago. */
  name: string | null
}

export async function linkOf(
  tx: Read,
  tokenHash: Buffer,
  visitorId: string,
  since: Date,
): Promise<LinkRow | undefined> {
  const { rows } = await sql<LinkRow>`
    select l.id, l.request_id as "requestId", r.ref, l.authority_id as "authorityId", o.name
    from requests.link l join requests.request r on r.id = l.request_id and r.authority_id = l.authority_id
    left join requests.link_opening o on o.link_id = l.id and o.visitor_id = ${visitorId} and o.opened_at > ${since}
    where l.token_hash = ${tokenHash} and l.revoked_at is null and l.ends_at > ${tx.now}`.execute(tx.q)
  return rows[0]
}

export async function saveOpening(tx: Write, id: number, visitorId: string, name: string): Promise<void> {
  await sql`insert into requests.link_opening (link_id, visitor_id, name, opened_at) values (${id}, ${visitorId}, ${name}, ${tx.now})
    on conflict (link_id, visitor_id) do update set name = excluded.name, opened_at = excluded.opened_at`.execute(
    tx.q,
  )
}

/** Closes those of a request. */
export async function closeLinks(tx: Write, requestId: number): Promise<void> {
  await sql`update requests.link set revoked_at = ${tx.now} where request_id = ${requestId} and revoked_at is null`.execute(
    tx.q,
  )
}

/** The last link of a request, and when one of them was first opened. */
export interface LastLink {
  sentTo: string
  madeAt: Date
  endsAt: Date
  isClosed: boolean
  openedAt: Date | null
}

export async function lastLink(tx: Read, requestId: number): Promise<LastLink | null> {
  const { rows } = await sql<LastLink>`
    select sent_to as "sentTo", made_at as "madeAt", ends_at as "endsAt", revoked_at is not null as "isClosed",
      requests.first_opened(request_id) as "openedAt"
    from requests.link where request_id = ${requestId} order by id desc limit 1`.execute(tx.q)
  return rows[0] ?? null
}

/** Open ones whose promised date is near, and of which no link has said so. */
export const nearing = (tx: Read): Promise<RequestRow[]> =>
  requestsWhere(
    tx,
    sql<boolean>`r.state_kind not in ('done', 'waiting') and r.solution_done_at is null and r.solution_risk_at <= ${tx.now}
      and exists (select from requests.link l where l.request_id = r.id and l.authority_id = r.authority_id)
      and not exists (select from requests.link l where l.request_id = r.id and starts_with(l.cause, 'due:') and l.made_at >= r.solution_risk_at)`,
    BATCH,
  )

/** Open ones whose first link went between these instants, and that nobody has opened. */
export const unopened = (tx: Read, from: Date, until: Date): Promise<RequestRow[]> =>
  requestsWhere(
    tx,
    sql<boolean>`r.state_kind <> 'done' and (select min(l.made_at) from requests.link l
        where l.request_id = r.id and l.authority_id = r.authority_id and l.revoked_at is null) between ${from} and ${until}
      and not exists (select from requests.link l join requests.link_opening o on o.link_id = l.id where l.request_id = r.id)`,
    BATCH,
  )
