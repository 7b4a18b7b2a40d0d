// The copy that an authority takes away at the end of its agreement: all its rows in one instant, and its files.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { system } from '#platform/actor.ts'
import type { Carried, Database, Write } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import type { FileStore } from '#platform/files/store/store.ts'
import { type Authority, territory } from '#territory'
import { note } from '../copy/events.ts'
import { FILES, fileOf, MANIFEST, type Manifest, VERSION } from '../copy/manifest.ts'
import { type CopiedRow, readOneInstant, rowsOf, schemaVersion } from './queries.export.ts'
import { takeEmpty, writeBytes, writeLines } from './write.ts'

export interface Copied {
  manifest: Manifest
  /** Digest of the manifest, which holds those of every table. */
  sha256: string
}

/**
 * Writes all that is one authority's in an empty folder, the manifest last: a folder without it is no copy.
 * @param code INSEE code of a commune
 * @throws NotFound when no commune of the territory bears it, Conflict when the folder is not empty
 */
export async function exportAuthority(
  db: Database,
  store: FileStore,
  carried: readonly Carried[],
  { code, folder }: { code: string; folder: string },
): Promise<Copied> {
  const place = await db.read(system, territory)
  const authority = place.authorityByCode(code)
  if (authority === undefined || authority.level !== 'commune')
    throw new NotFound(`${code} n’est le code INSEE d’aucune commune du territoire.`)
  await takeEmpty(folder)
  await mkdir(join(folder, FILES), { mode: 0o700 })
  const manifest = await db.write(system, async (tx) => {
    await readOneInstant(tx)
    return copyAll(tx, store, carried, authority, folder)
  })
  const text = `${JSON.stringify(manifest, null, 2)}\n`
  const sha256 = createHash('sha256').update(text).digest('hex')
  await writeFile(join(folder, MANIFEST), text, { flag: 'wx', mode: 0o600, flush: true })
  await db.write(system, (tx) =>
    note(tx, authority.id, 'reversibility.exported', { manifest: sha256, ...countsOf(manifest) }),
  )
  return { manifest, sha256 }
}

/** How much there is in a copy. */
export const countsOf = ({ tables, files }: Manifest): { rows: number; files: number } => ({
  rows: tables.reduce((sum, { rows }) => sum + rows, 0),
  files: files.count,
})

async function copyAll(
  tx: Write,
  store: FileStore,
  carried: readonly Carried[],
  { id, code, name, siren }: Authority,
  folder: string,
): Promise<Manifest> {
  const files: Manifest['files'] = { count: 0, bytes: 0, missing: [] }
  const tables: Manifest['tables'] = []
  for (const one of carried) {
    const lines = linesOf(rowsOf(tx, one, carried, id), (row) => copyBytes(store, folder, row, files))
    const written = await writeLines(join(folder, fileOf(one.table)), lines)
    tables.push({ table: one.table, ...written, without: { ...one.without } })
  }
  return {
    format: 'parvis-reversibility',
    version: VERSION,
    authority: { code, name, siren },
    at: tx.now.toISOString(),
    schema: await schemaVersion(tx),
    tables,
    files,
  }
}

async function* linesOf(
  rows: AsyncIterable<CopiedRow>,
  each: (row: CopiedRow) => Promise<void>,
): AsyncGenerator<string> {
  for await (const row of rows) {
    await each(row)
    yield row.line
  }
}

/** Bytes that several rows name are copied once; those that are gone are said. */
async function copyBytes(
  store: FileStore,
  folder: string,
  { key, sha256 }: CopiedRow,
  files: Manifest['files'],
): Promise<void> {
  if (key === null || sha256 === null) return
  const path = join(folder, FILES, sha256)
  if (existsSync(path)) return
  const bytes = await store.get(key)
  if (bytes === null) {
    files.missing.push(sha256)
    return
  }
  files.bytes += await writeBytes(path, bytes, sha256)
  files.count += 1
}
