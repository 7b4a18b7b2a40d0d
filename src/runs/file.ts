// The file of long work: what its steps said, streamed piece by piece to the store; then it is the run’s, hence its owner’s alone.
import { attach, keepMade, type Storing } from '#files'
import type { Database } from '#platform/db/db.ts'
import type { RunKind } from '#platform/runs/kind.ts'
import { endRun, holdRun, pieceOf } from '#platform/runs/queries.ts'

type Making = Storing & { readonly db: Database }

/** Makes it when every step is done, and ends the run. Stopped in between, it is made again; the first is forgotten with time. */
export async function makeFile(making: Making, kind: RunKind, id: number): Promise<void> {
  const { db, actor } = making
  const held = await db.write(actor, (tx) => holdRun(tx, id))
  if (held?.isRead !== true || kind.file === undefined) return
  const file = kind.file(kind.input.parse(held.input))
  const { fileId } = await keepMade(making, { ...file, source: piecesOf(making, id) })
  await db.write(actor, async (tx) => {
    // Stopped meanwhile: what was made is held by nothing, and goes.
    if ((await holdRun(tx, id)) === undefined) return
    await attach(tx, [fileId], { kind: 'run', id })
    await endRun(tx, id, 'done')
  })
}

async function* piecesOf({ db, actor }: Making, id: number): AsyncGenerator<Uint8Array> {
  for (let n = 0; ; n += 1) {
    const said = await db.read(actor, (tx) => pieceOf(tx, id, n))
    if (said === undefined) return
    yield Buffer.from(said)
  }
}
