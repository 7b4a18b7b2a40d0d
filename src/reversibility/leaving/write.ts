// Files of a copy, written as they come: counted, digested, on disk when they are said to be.
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Conflict } from '#platform/errors.ts'

/** Makes the folder, which nobody else on the machine reads. @throws Conflict when something is in it */
export async function takeEmpty(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await readdir(folder)).length > 0)
    throw new Conflict(`Le dossier ${folder} n’est pas vide\u00a0: choisissez-en un autre.`)
}

// Only whoever runs the command reads what it writes.
const NEW = { flags: 'wx', mode: 0o600, flush: true } as const

/** Writes one line after the other. */
export async function writeLines(
  path: string,
  lines: AsyncIterable<string>,
): Promise<{ rows: number; sha256: string }> {
  const out = createWriteStream(path, NEW)
  const hash = createHash('sha256')
  let rows = 0
  await pipeline(async function* () {
    for await (const line of lines) {
      const text = `${line}\n`
      hash.update(text)
      rows += 1
      yield text
    }
  }, out)
  if (!out.closed) await once(out, 'close')
  return { rows, sha256: hash.digest('hex') }
}

/** Writes bytes under a digest. @throws Conflict when they are not those that it says */
export async function writeBytes(path: string, bytes: Readable, sha256: string): Promise<number> {
  const hash = createHash('sha256')
  let size = 0
  await pipeline(
    bytes,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk)
        size += chunk.length
        yield chunk
      }
    },
    createWriteStream(path, NEW),
  )
  if (hash.digest('hex') !== sha256)
    throw new Conflict(
      `Le fichier ${sha256} du magasin n’a plus les octets qui avaient été reçus\u00a0: la copie s’arrête là.`,
    )
  return size
}
