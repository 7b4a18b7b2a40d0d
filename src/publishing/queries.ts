// Every SQL statement of publishing.
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { publishers } from './access.ts'

/** A short public information of an authority. */
export interface Notice {
  id: number
  authorityId: number
  /** One or two words: « Circulation ». */
  theme: string
  title: string
  text: string
  publishedAt: Date
  /** When it stops being said, or null. */
  endsAt: Date | null
}

/** What is written of one. */
export type SaidOfNotice = Omit<Notice, 'id' | 'authorityId'>

const columns = sql`id, authority_id as "authorityId", theme, title, text, published_at as "publishedAt", ends_at as "endsAt"`

/** Notices in force of the authorities: those of the first one before the others, then the latest first. */
export async function noticesInForce(
  tx: Read,
  authorityIds: readonly number[],
  limit: number,
): Promise<Notice[]> {
  const { rows } = await sql<Notice>`select ${columns} from publishing.notice
    where authority_id = any (${authorityIds as number[]}::integer[]) and published_at <= ${tx.now}
      and (ends_at is null or ends_at > ${tx.now})
    order by authority_id = ${authorityIds[0] ?? 0} desc, published_at desc, id desc limit ${limit}`.execute(
    tx.q,
  )
  return rows
}

/** One notice already published, ended or not. */
export async function noticeRow(tx: Read, id: number): Promise<Notice | undefined> {
  const { rows } =
    await sql<Notice>`select ${columns} from publishing.notice where id = ${id} and published_at <= ${tx.now}`.execute(
      tx.q,
    )
  return rows[0]
}

/** As it is kept for whoever writes it, to come or over. */
export interface KeptNotice extends Notice {
  version: number
}

/** Those of the authorities for which somebody writes, the latest first. */
export async function writtenNotices(tx: Read): Promise<KeptNotice[]> {
  const { rows } = await sql<KeptNotice>`select ${columns}, version from publishing.notice n
    where ${allowedRows(publishers, tx.actor, 'n')} order by published_at desc, id desc`.execute(tx.q)
  return rows
}

/** One of them, held until the transaction ends. */
export async function heldNotice(tx: Write, id: number): Promise<KeptNotice | undefined> {
  const { rows } = await sql<KeptNotice>`select ${columns}, version from publishing.notice n
    where id = ${id} and ${allowedRows(publishers, tx.actor, 'n')} for update`.execute(tx.q)
  return rows[0]
}

const valuesOf = ({ theme, title, text, publishedAt, endsAt }: SaidOfNotice) => ({
  ...{ theme, title, text },
  published_at: publishedAt,
  ends_at: endsAt,
})

/** @returns its id */
export async function insertNotice(tx: Write, authorityId: number, said: SaidOfNotice): Promise<number> {
  const { id } = await tx.q
    .insertInto('publishing.notice')
    .values({ authority_id: authorityId, ...valuesOf(said) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function updateNotice(tx: Write, id: number, said: SaidOfNotice): Promise<void> {
  await tx.q.updateTable('publishing.notice').set(valuesOf(said)).where('id', '=', id).execute()
}

/**
 * Adds what a file says, or rewords it; what was changed on screen is left. As the system.
 * @returns whether anything changed
 */
export async function importNotice(
  tx: Write,
  { authorityId, ...said }: Omit<Notice, 'id'>,
): Promise<boolean> {
  const { rows } = await sql<{ id: number; kept: boolean }>`
    select id, edited_at is not null or (theme = ${said.theme} and text = ${said.text}) as kept from publishing.notice
    where authority_id = ${authorityId} and imported_as = ${said.title} limit 1`.execute(tx.q)
  const [known] = rows
  if (known?.kept === true) return false
  const id = known?.id ?? (await insertNotice(tx, authorityId, said))
  await tx.q
    .updateTable('publishing.notice')
    .set({ ...valuesOf(said), imported_as: said.title })
    .where('id', '=', id)
    .execute()
  return true
}
