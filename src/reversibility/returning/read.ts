// A copy, read: whole and as its manifest says, or not at all.
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { Conflict } from '#platform/errors.ts'
import type { Content } from '#platform/files/store/store.ts'
import { digest, FILES, fileOf, MANIFEST, type Manifest, manifestSchema } from '../copy/manifest.ts'

/** A row as PostgreSQL wrote it. */
export type Row = Record<string, unknown>

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/**
 * The manifest of a copy whose every file is what it says.
 * @returns it, and its digest
 * @throws Conflict with what is missing, or is not as it was written
 */
export async function verifiedCopy(folder: string): Promise<{ manifest: Manifest; sha256: string }> {
  const path = join(folder, MANIFEST)
  if (!existsSync(path))
    throw new Conflict(
      `${folder} n’a pas de ${MANIFEST}\u00a0: ce n’est pas une copie, ou elle a été interrompue.`,
    )
  const text = await readFile(path, 'utf8')
  const manifest = manifestOf(text)
  for (const { table, sha256 } of manifest.tables) await holds(folder, fileOf(table), sha256)
  await holdsNothingElse(folder, manifest)
  const names = await readdir(join(folder, FILES))
  if (names.length !== manifest.files.count)
    throw new Conflict(
      `La copie a ${names.length} fichiers joints, et son manifeste en dit ${manifest.files.count}.`,
    )
  for (const name of names) await holds(folder, join(FILES, name), name)
  return { manifest, sha256: createHash('sha256').update(text).digest('hex') }
}

function manifestOf(text: string): Manifest {
  try {
    return manifestSchema.parse(JSON.parse(text))
  } catch {
    throw new Conflict(`Le ${MANIFEST} n’est pas d’un format que cette version de Parvis sait lire.`)
  }
}

async function holds(folder: string, name: string, sha256: string): Promise<void> {
  const path = join(folder, name)
  if (!existsSync(path))
    throw new Conflict(`Le fichier ${name} de la copie manque\u00a0: rien n’a été importé.`)
  if ((await digestOf(path)) !== sha256)
    throw new Conflict(`Le fichier ${name} n’est pas tel qu’il a été copié\u00a0: rien n’a été importé.`)
}

/** What the manifest does not name was never verified. */
async function holdsNothingElse(folder: string, { tables }: Manifest): Promise<void> {
  const named = [MANIFEST, FILES, ...tables.map(({ table }) => fileOf(table))]
  const other = (await readdir(folder)).find((name) => !named.includes(name))
  if (other !== undefined)
    throw new Conflict(`Le fichier ${other} n’est pas de la copie\u00a0: rien n’a été importé.`)
}

const AT_ONCE = 500

/** The rows of a table, some at once. */
export async function* rowsIn(folder: string, table: string): AsyncGenerator<Row[]> {
  let rows: Row[] = []
  const lines = createInterface({ input: createReadStream(join(folder, fileOf(table))), crlfDelay: Infinity })
  for await (const line of lines) {
    rows.push(JSON.parse(line) as Row)
    if (rows.length < AT_ONCE) continue
    yield rows
    rows = []
  }
  if (rows.length > 0) yield rows
}

/** Bytes of the copy; null: they were missing when it was made. @throws Conflict for a name that leads elsewhere */
export async function contentIn(folder: string, sha256: string): Promise<Content | null> {
  if (!digest.safeParse(sha256).success)
    throw new Conflict(
      'Un fichier de la copie n’est pas nommé par son empreinte\u00a0: rien n’a été importé.',
    )
  const path = join(folder, FILES, sha256)
  if (!existsSync(path)) return null
  const { size } = await stat(path)
  return { size, sha256, read: (range) => createReadStream(path, range) }
}
