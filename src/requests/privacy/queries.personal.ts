// SQL of what authorities hold about one person's requests: for the page « Mes données » and the export. Act as the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

export interface HeldRequest {
  authorityId: number
  ref: string
  subject: string
  description: string
  receivedAt: Date
  closedAt: Date | null
  contact: { name: string; email: string | null; phone: string | null; address: string | null }
  place: string
  answers: unknown
  messages: { at: string; from: string; text: string }[]
  files: string[]
  signatures: { name: string; sentence: string; at: string; digest: string }[]
  rating: string | null
}

/** Requests of the account with everything said between the resident and the agents; internal notes are the agents' own. */
export async function heldRequests(tx: Read, personId: number): Promise<HeldRequest[]> {
  const { rows } = await sql<HeldRequest>`
    select r.authority_id as "authorityId", r.ref, r.subject, r.description, r.received_at as "receivedAt", r.closed_at as "closedAt",
      jsonb_build_object('name', r.contact_name, 'email', r.contact_email, 'phone', r.contact_phone, 'address', r.contact_address) as contact,
      r.place_address as place, r.answers,
      coalesce((select jsonb_agg(jsonb_build_object('at', m.created_at, 'from', m.author_kind, 'text', m.body) order by m.id)
        from threads.message m where m.subject_kind = 'request' and m.subject_id = r.id and m.audience = 'resident'), '[]') as messages,
      coalesce((select jsonb_agg(f.name order by f.attached_at, f.subject_id, f.place) from files.held f where (f.subject_kind, f.subject_id) in (
        select 'request', r.id::text union all
        select 'message', m.id::text from threads.message m where m.subject_kind = 'request' and m.subject_id = r.id and m.audience = 'resident')), '[]') as files,
      coalesce((select jsonb_agg(jsonb_build_object('name', s.name, 'sentence', s.sentence, 'at', s.signed_at, 'digest', s.digest)
        order by s.signed_at, s.field_id) from requests.signature s where s.request_id = r.id), '[]') as signatures,
      (select score from requests.rating g where g.request_id = r.id) as rating
    from requests.request r where r.resident_id = ${personId} order by r.received_at, r.id`.execute(tx.q)
  return rows
}

export interface KeptRequests {
  authorityId: number
  open: number
  done: number
}

export async function keptRequests(tx: Read, personId: number): Promise<KeptRequests[]> {
  const { rows } = await sql<KeptRequests>`
    select authority_id as "authorityId", count(*) filter (where state_kind <> 'done')::int as open,
      count(*) filter (where state_kind = 'done')::int as done
    from requests.request where resident_id = ${personId} group by 1 order by 1`.execute(tx.q)
  return rows
}

/** The name of a helper stands beside what they wrote for others, whose requests stay. @returns how many messages */
export async function eraseHelperName(tx: Write, personId: number, name: string): Promise<number> {
  const done = await sql`
    update threads.message m set author_label = 'Compte fermé'
    where m.subject_kind = 'request' and m.author_kind = 'resident' and starts_with(m.author_label, ${`${name}, pour `})
      and m.subject_id in (select e.subject_id from platform.event e
        where e.subject_kind = 'request' and e.payload ? 'by' and (e.payload ->> 'by')::bigint = ${personId})`.execute(
    tx.q,
  )
  return Number(done.numAffectedRows ?? 0n)
}
