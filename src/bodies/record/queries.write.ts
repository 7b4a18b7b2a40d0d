// SQL that changes bodies: whoever keeps them, under both walls.
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Write } from '#platform/db/db.ts'
import { keepers } from './access.ts'
import type { Kind, Post } from './kinds.ts'
import type { Days } from './queries.ts'

export interface HeldBody {
  id: number
  authorityId: number
  kind: Kind
  version: number
}

/** A body, held until the transaction ends: its events form one chain. */
export async function holdBody(tx: Write, id: number): Promise<HeldBody | undefined> {
  const { rows } = await sql<HeldBody>`
    select b.id, b.authority_id as "authorityId", b.kind, b.version from bodies.body b
    where b.id = ${id} and ${allowedRows(keepers, tx.actor, 'b')} for update`.execute(tx.q)
  return rows[0]
}

export interface SaidOfBody {
  authorityId: number
  kind: Kind
  name: string
}

export async function insertBody(tx: Write, { authorityId, kind, name }: SaidOfBody): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into bodies.body (authority_id, kind, name) values (${authorityId}, ${kind}, ${name}) returning id`.execute(
    tx.q,
  )
  return rows[0]?.id ?? 0
}

export async function updateBody(tx: Write, id: number, name: string): Promise<void> {
  await sql`update bodies.body set name = ${name}, version = version + 1 where id = ${id}`.execute(tx.q)
}

/** The body gathers these communes, and no other. */
export async function gather(tx: Write, id: number, communes: readonly number[]): Promise<void> {
  await sql`delete from bodies.gathered where body_id = ${id} and authority_id <> all (${communes as number[]}::integer[])`.execute(
    tx.q,
  )
  await sql`insert into bodies.gathered (authority_id, body_id) select c, ${id} from unnest(${communes as number[]}::integer[]) c
    where not exists (select from bodies.gathered g where g.authority_id = c and g.body_id = ${id})`.execute(
    tx.q,
  )
}

export async function insertTerm(tx: Write, bodyId: number, { from, to }: Days): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into bodies.term (body_id, first_day, last_day) values (${bodyId}, ${from}, ${to}) returning id`.execute(
    tx.q,
  )
  return rows[0]?.id ?? 0
}

export async function updateTerm(tx: Write, id: number, { from, to }: Days): Promise<void> {
  await sql`update bodies.term set first_day = ${from}, last_day = ${to} where id = ${id}`.execute(tx.q)
}

export async function insertMember(tx: Write, authorityId: number, name: string): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into bodies.member (authority_id, name) values (${authorityId}, ${name}) returning id`.execute(
    tx.q,
  )
  return rows[0]?.id ?? 0
}

export async function renameMember(tx: Write, id: number, name: string): Promise<void> {
  await sql`update bodies.member set name = ${name} where id = ${id} and name <> ${name}`.execute(tx.q)
}

/** Nobody’s account is theirs any more. @returns false when none was */
export async function unlinkMember(tx: Write, id: number): Promise<boolean> {
  const { rows } = await sql<{ gone: boolean }>`select bodies.unlink(${id}) as gone`.execute(tx.q)
  return rows[0]?.gone === true
}

export interface SaidOfSeat extends Days {
  post: Post
  rank: number | null
  delegation: string
  standsFor: number | null
  /** The import that gives it. */
  importId?: number
}

export async function insertSeat(
  tx: Write,
  termId: number,
  memberId: number,
  said: SaidOfSeat,
): Promise<number> {
  const { post, rank, delegation, standsFor, from, to, importId = null } = said
  const { rows } = await sql<{ id: number }>`
    insert into bodies.seat (term_id, member_id, post, rank, delegation, stands_for, first_day, last_day, import_id)
    values (${termId}, ${memberId}, ${post}, ${rank}, ${delegation}, ${standsFor}, ${from}, ${to}, ${importId}) returning id`.execute(
    tx.q,
  )
  return rows[0]?.id ?? 0
}

export async function updateSeat(tx: Write, id: number, said: SaidOfSeat): Promise<void> {
  const { post, rank, delegation, standsFor, from, to } = said
  await sql`update bodies.seat set post = ${post}, rank = ${rank}, delegation = ${delegation}, stands_for = ${standsFor},
    first_day = ${from}, last_day = ${to} where id = ${id}`.execute(tx.q)
}

/** One that has not begun never was, nor one of an import that is undone. @returns false for another */
export async function deleteSeat(tx: Write, id: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from bodies.seat where id = ${id} and (first_day >= territory.day_of(${tx.now}) or import_id is not null)`.execute(
    tx.q,
  )
  return numAffectedRows === 1n
}

/** One without seats. @returns false for another */
export async function deleteTerm(tx: Write, id: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from bodies.term t where id = ${id} and not exists (select from bodies.seat s where s.term_id = t.id)`.execute(
    tx.q,
  )
  return numAffectedRows === 1n
}

/** One without terms. @returns false for another */
export async function deleteBody(tx: Write, id: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from bodies.body b where id = ${id} and not exists (select from bodies.term t where t.body_id = b.id)`.execute(
    tx.q,
  )
  return numAffectedRows === 1n
}
