// Every SQL statement of audiences. What a rule means is said in the database alone (000650).
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Erasing, Read, Write } from '#platform/db/db.ts'
import { publishers } from '#people'
import { keptRule, type Rule } from './rule.ts'

/** « Public », as the migration numbered it. */
export const PUBLIC = 1

export interface Audience {
  id: number
  /** null: « Public ». */
  authorityId: number | null
  /** Nobody changes it: it came with the installation, or with its authority. */
  isStanding: boolean
  name: string
  rule: Rule
  version: number
}

const columns = sql`id, authority_id as "authorityId", standing is not null as "isStanding", name, rule, version`

const readable = (row: Audience): Audience => ({ ...row, rule: keptRule(row.rule) })

/** Those to which whoever acts may show something: « Public » first, then of each authority its own, those that it named, its spaces. */
export async function audiencesOf(tx: Read): Promise<Audience[]> {
  const { rows } = await sql<Audience>`select ${columns} from audiences.audience a
    where not is_withdrawn and (authority_id is null or ${allowedRows(publishers, tx.actor, 'a')})
    order by authority_id nulls first, case standing when 'own' then 0 when 'space' then 2 else 1 end, name collate "fr-x-icu", id`.execute(
    tx.q,
  )
  return rows.map(readable)
}

/** One of them, held until the transaction ends: nothing is shown to it meanwhile. */
export async function heldAudience(tx: Write, id: number): Promise<Audience | undefined> {
  const { rows } = await sql<Audience>`select ${columns} from audiences.audience a
    where id = ${id} and standing is null and not is_withdrawn and ${allowedRows(publishers, tx.actor, 'a')} for update`.execute(
    tx.q,
  )
  return rows.map(readable)[0]
}

/** The one that came with an authority. */
export async function ownAudience(tx: Read, authorityId: number): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`select id from audiences.audience
    where authority_id = ${authorityId} and standing = 'own'`.execute(tx.q)
  return rows[0]?.id
}

/** @returns its id */
export async function insertAudience(
  tx: Write,
  { authorityId, name, rule }: { authorityId: number; name: string; rule: Rule },
): Promise<number> {
  const { id } = await tx.q
    .insertInto('audiences.audience')
    .values({ authority_id: authorityId, name, rule: JSON.stringify(rule) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function updateAudience(
  tx: Write,
  id: number,
  { name, rule }: { name: string; rule: Rule },
): Promise<void> {
  await tx.q
    .updateTable('audiences.audience')
    .set({ name, rule: JSON.stringify(rule) })
    .where('id', '=', id)
    .execute()
}

export async function withdrawRow(tx: Write, id: number): Promise<void> {
  await tx.q.updateTable('audiences.audience').set({ is_withdrawn: true }).where('id', '=', id).execute()
}

export interface Count {
  /** At least so many, where whoever asks may not be told of all. */
  readonly count: number
  readonly isExact: boolean
  /** Is there anybody? */
  readonly isReached: boolean
}

/** How many meet that rule today; nobody for whoever writes nothing. */
export async function countReaders(tx: Read, rule: Rule): Promise<Count> {
  const { rows } = await sql<Count>`
    select count, is_exact as "isExact", is_reached as "isReached" from audiences.count_readers(${JSON.stringify(rule)}::jsonb)`.execute(
    tx.q,
  )
  return rows[0] ?? { count: 0, isExact: true, isReached: false }
}

/** Some of those who read beside whom a rule holds, or do not yet: how many, and the names that whoever acts may be told. */
export interface Beside {
  readonly count: number
  readonly names: readonly string[]
}

const NOBODY: Beside = { count: 0, names: [] }

/** Those who act for members whom that rule holds, and those whom it would hold if they had an account. */
export async function besideReaders(
  tx: Read,
  rule: Rule,
): Promise<{ collaborators: Beside; unheld: Beside }> {
  const { rows } = await sql<Beside & { what: string }>`
    select what, count, names from audiences.read_beside(${JSON.stringify(rule)}::jsonb)`.execute(tx.q)
  const of = (what: string) => rows.find((row) => row.what === what) ?? NOBODY
  return { collaborators: of('collaborator'), unheld: of('unheld') }
}

/** Who sits where that rule says, by the names of their seats, account or not; nobody when it is over anything else, or a political group. */
export async function seatedBy(tx: Read, rule: Rule): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from audiences.seated_by(${JSON.stringify(rule)}::jsonb)`.execute(tx.q)
  return rows.map(({ name }) => name)
}

/** Who meets that rule today, as far as whoever writes may be told: by name where they sit in a body that whoever writes keeps. */
export async function readersOfRule(tx: Read, rule: Rule): Promise<{ id: number; name: string | null }[]> {
  const said = sql`${JSON.stringify(rule)}::jsonb`
  const { rows } = await sql<{ id: number; name: string | null }>`select readers_of as id, m.name
    from audiences.readers_of(${said}) left join audiences.members_of(${said}) m on m.id = readers_of`.execute(
    tx.q,
  )
  return rows
}

/** The keys by which whoever acts is in that audience; null when they are not. */
export async function openedBy(tx: Read, audienceId: number): Promise<string[] | null> {
  const { rows } = await sql<{ keys: string[] | null }>`
    select audiences.opened_by(${audienceId}) as keys`.execute(tx.q)
  return rows[0]?.keys ?? null
}

/** By which clause whoever holds those keys alone is meant by that rule today; null: not at all. */
export async function openedFor(tx: Read, rule: Rule, held: readonly string[]): Promise<string[] | null> {
  const { rows } = await sql<{ keys: string[] | null }>`
    select audiences.opened_for(${JSON.stringify(rule)}::jsonb, ${held as string[]}::text[]) as keys`.execute(
    tx.q,
  )
  return rows[0]?.keys ?? null
}

const named = (authorityId: number) => sql`authority_id = ${authorityId} and standing is null`

/** When an authority has left with its copy: what its people had named goes. As the system. */
export const erasing: Erasing = {
  async count(tx, authorityId) {
    const { rows } = await sql<{ count: number }>`select count(*)::integer as count from audiences.audience
      where ${named(authorityId)}`.execute(tx.q)
    return { Publics: rows[0]?.count ?? 0 }
  },
  async erase(tx, authorityId, most) {
    const { numAffectedRows } = await sql`delete from audiences.audience where id in (
      select id from audiences.audience where ${named(authorityId)} limit ${most})`.execute(tx.q)
    return { Publics: Number(numAffectedRows ?? 0n) }
  },
}
