// SQL that writes spaces and who is in them. Who acts, and when, is said by PostgreSQL (000820).
import { sql } from 'kysely'
import type { Write } from '#platform/db/db.ts'
import type { Group, Joining, Kind, Role } from './kinds.ts'

/** Whoever tells something on a space holds it until the transaction ends. */
export const holdSpace = async (tx: Write, id: number): Promise<void> => {
  await sql`select spaces.hold(${id})`.execute(tx.q)
}
export const holdTopic = async (tx: Write, id: number): Promise<void> => {
  await sql`select spaces.hold_topic(${id})`.execute(tx.q)
}

export interface NewSpace {
  authorityId: number
  kind: Kind
  name: string
  purpose: string
  presentation: string
  joining: Joining
  bodyId: number | null
}

/** @returns its id */
export async function insertSpace(tx: Write, said: NewSpace): Promise<number> {
  const { authorityId, kind, name, purpose, presentation, joining, bodyId } = said
  const { rows } = await sql<{ id: number }>`
    insert into spaces.space (authority_id, kind, name, purpose, presentation, is_listed, joining, body_id)
    values (${authorityId}, ${kind}, ${name}, ${purpose}, ${presentation}, ${joining !== 'invited'}, ${joining}, ${bodyId}) returning id`.execute(
    tx.q,
  )
  return rows[0]?.id ?? 0
}

export type SaidOfSpace = Pick<NewSpace, 'name' | 'purpose' | 'presentation' | 'joining'> & { quota: number }

export async function updateSpace(
  tx: Write,
  id: number,
  { name, purpose, presentation, joining, quota }: SaidOfSpace,
): Promise<void> {
  await sql`update spaces.space set name = ${name}, purpose = ${purpose}, presentation = ${presentation},
    is_listed = ${joining !== 'invited'}, joining = ${joining}, quota = ${quota} where id = ${id}`.execute(
    tx.q,
  )
}

export async function setClosed(tx: Write, id: number, at: Date | null): Promise<void> {
  await sql`update spaces.space set closed_at = ${at} where id = ${id}`.execute(tx.q)
}

/** The folders of its template. */
export async function furnish(tx: Write, id: number, folders: readonly string[]): Promise<void> {
  await sql`select spaces.furnish(${id}, ${folders as string[]}::text[])`.execute(tx.q)
}

/** @returns its id */
export async function insertAdmission(
  tx: Write,
  spaceId: number,
  { kind, holderId, heldAs, role }: { kind: Group; holderId: number; heldAs: string | null; role: Role },
): Promise<number> {
  const { rows } = await sql<{
    id: number
  }>`insert into spaces.admission (space_id, kind, holder_id, held_as, role)
    values (${spaceId}, ${kind}, ${holderId}, ${heldAs}, ${role}) returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

/** @returns whether whoever acts may */
export async function setRole(tx: Write, id: number, role: Role): Promise<boolean> {
  const { numAffectedRows } = await sql`update spaces.admission set role = ${role} where id = ${id}`.execute(
    tx.q,
  )
  return (numAffectedRows ?? 0n) > 0n
}

/** @returns whether whoever acts may */
export async function deleteAdmission(tx: Write, id: number): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from spaces.admission where id = ${id}`.execute(tx.q)
  return (numAffectedRows ?? 0n) > 0n
}

/** Lets in somebody in office by their address. @returns who it is; null when nobody in office has it */
export async function inviteByAddress(
  tx: Write,
  spaceId: number,
  address: string,
  role: Role,
): Promise<number | null> {
  const { rows } = await sql<{
    id: number | null
  }>`select spaces.invite(${spaceId}, ${address}, ${role}) as id`.execute(tx.q)
  return rows[0]?.id ?? null
}

export async function joinFree(tx: Write, spaceId: number): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select spaces.join_free(${spaceId}) as done`.execute(tx.q)
  return rows[0]?.done === true
}

/** Asks in one's own name. @returns its id */
export async function insertAsking(tx: Write, spaceId: number, word: string): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into spaces.asking (space_id, person_id, word)
    values (${spaceId}, ${tx.actor.personId}, ${word}) returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

/** Answers; `role` null: no. @returns who had asked; null when whoever acts may not answer, or somebody has */
export async function answerAsking(tx: Write, id: number, role: Role | null): Promise<number | null> {
  const { rows } = await sql<{ id: number | null }>`select spaces.answer(${id}, ${role}) as id`.execute(tx.q)
  return rows[0]?.id ?? null
}

/** @returns its id */
export async function insertWish(
  tx: Write,
  { authorityId, kind, name, purpose }: Pick<NewSpace, 'authorityId' | 'kind' | 'name' | 'purpose'>,
): Promise<number> {
  const { rows } = await sql<{
    id: number
  }>`insert into spaces.wish (authority_id, person_id, kind, name, purpose)
    values (${authorityId}, ${tx.actor.personId}, ${kind}, ${name}, ${purpose}) returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

/** Whoever wished for it moderates that space. @returns who it is */
export async function grantWish(tx: Write, id: number, spaceId: number): Promise<number | null> {
  const { rows } = await sql<{
    id: number | null
  }>`select spaces.grant_wish(${id}, ${spaceId}) as id`.execute(tx.q)
  return rows[0]?.id ?? null
}

export async function refuseWish(tx: Write, id: number, because: string): Promise<void> {
  await sql`update spaces.wish set refused_because = ${because} where id = ${id}`.execute(tx.q)
}
