// The file of long work: what its steps said, streamed piece by piece to the store; then it is the run’s, hence its owner’s alone.
import { Readable } from 'node:stream'
import { attach, keepMade, openFile, type Storing } from '#files'
import type { Database } from '#platform/db/db.ts'
import type { Packed, RunKind } from '#platform/runs/kind.ts'
import { endRun, holdRun, pieceOf } from '#platform/runs/queries.ts'
import { type ZipEntry, zipStream } from '#platform/sheets/zip-stream.ts'

type Making = Storing & { readonly db: Database }

/** Makes it when every step is done, and ends the run. Stopped in between, it is made again; the first is forgotten with time. */
export async function makeFile(making: Making, kind: RunKind, id: number): Promise<void> {
  const { db, actor } = making
  const held = await db.write(actor, (tx) => holdRun(tx, id))
  if (held?.isRead !== true || kind.file === undefined) return
  const { isArchive, ...file } = kind.file(kind.input.parse(held.input))
  const pieces = piecesOf(making, id)
  const source = isArchive === true ? zipStream(await entriesOf(making, pieces)) : pieces
  const { fileId } = await keepMade(making, { ...file, source })
  await db.write(actor, async (tx) => {
    // Stopped meanwhile: what was made is held by nothing, and goes.
    if ((await holdRun(tx, id)) === undefined) return
    await attach(tx, [fileId], { kind: 'run', id })
    await endRun(tx, id, 'done')
  })
}

/** What is in the archive, texts of one name together, where the first stood. Files are opened in turn, and left out once out of sight. */
async function entriesOf(
  { db, actor, files }: Making,
  pieces: AsyncIterable<Uint8Array>,
): Promise<Iterable<ZipEntry>> {
  const said: Buffer[] = []
  for await (const piece of pieces) said.push(Buffer.from(piece))
  const lines = Buffer.concat(said).toString().split('\n').filter(Boolean)
  const at = await db.read(actor, (tx) => Promise.resolve(tx.now))
  const texts = new Map<string, string[]>()
  const entries: ZipEntry[] = []
  for (const packed of lines.map((line) => JSON.parse(line) as Packed)) {
    const { name } = packed
    if ('fileId' in packed) {
      const { fileId } = packed
      const open = async () => {
        const opened = await db.read(actor, (tx) => openFile(tx, fileId, 'file'))
        return opened === undefined ? null : files.get(opened.storageKey)
      }
      entries.push({ name, at, open })
      continue
    }
    const before = texts.get(name)
    if (before !== undefined) {
      before.push(packed.text)
      continue
    }
    const held = [packed.text]
    texts.set(name, held)
    entries.push({ name, at, open: () => Promise.resolve(Readable.from([Buffer.from(held.join(''))])) })
  }
  return entries
}

async function* piecesOf({ db, actor }: Making, id: number): AsyncGenerator<Uint8Array> {
  for (let n = 0; ; n += 1) {
    const said = await db.read(actor, (tx) => pieceOf(tx, id, n))
    if (said === undefined) return
    yield Buffer.from(said)
  }
}
