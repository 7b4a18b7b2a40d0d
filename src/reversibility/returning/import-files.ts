// The files of a copy: bytes go to the store of this installation, rows to what holds them here.
import { type FileStore, newFileKey } from '#platform/files/store/store.ts'
import { insertRows, shapeOf } from './queries.import.ts'
import { contentIn, type Row, rowsIn } from './read.ts'
import type { Reading } from './reading.ts'

const FILE = 'files.file'
/** What holds them that is read back. */
const HOLDERS: Readonly<Record<string, string>> = { request: 'requests.request', message: 'threads.message' }

/**
 * @param stored receives the keys of what was put in the store, should the transaction fail
 * @returns how many
 */
export async function importFiles(
  { tx, folder, numbers }: Reading,
  store: FileStore,
  stored: string[],
): Promise<number> {
  const shape = await shapeOf(tx, FILE)
  let count = 0
  for await (const rows of rowsIn(folder, FILE)) {
    const written: Row[] = []
    for (const row of rows) {
      const holder = numbers.here(HOLDERS[String(row.subject_kind)] ?? '', Number(row.subject_id))
      const content = holder === null ? null : await contentIn(folder, String(row.sha256).replace('\\x', ''))
      if (content === null) continue
      const key = newFileKey()
      stored.push(key)
      await store.put(key, content)
      // Whoever sent it stayed there.
      const sender = { person_id: null, visitor_id: null }
      written.push({ ...row, ...sender, subject_id: String(holder), storage_key: key })
    }
    await insertRows(tx, FILE, shape, written)
    count += written.length
  }
  return count
}
