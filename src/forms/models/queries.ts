// SQL of the models that forms give to download.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

/** @returns its number; undefined when these bytes are one already */
export async function insertModel(tx: Write, sha256: string): Promise<string | undefined> {
  const { rows } = await sql<{
    id: string
  }>`insert into forms.model (sha256) values (decode(${sha256}, 'hex'))
    on conflict (sha256) do nothing returning id::text`.execute(tx.q)
  return rows[0]?.id
}

/** Numbers of those of these digests that whoever acts may be served. */
export async function modelIds(tx: Read, digests: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select m.id::text from forms.model m
    where m.sha256 = any (array(select decode(d, 'hex') from unnest(${digests as string[]}::text[]) d))`.execute(
    tx.q,
  )
  return rows.map(({ id }) => id)
}
