// The photograph of a card: kept small with its person's agreement, taken away with it; seen by whoever reads all of the card.
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import {
  attach,
  eraseFiles,
  filesOf,
  judgeUpload,
  keepMade,
  type OpenedFile,
  openFile,
  type Storing,
} from '#files'
import type { Read, Write } from '#platform/db/db.ts'
import { smallSquare } from '#platform/files/picture.ts'
import type { Upload } from '#platform/http/route.ts'
import { agreePortrait, withdrawPortrait } from './queries.ts'

/** Subject of its file, whose id is that of its person. */
export const PORTRAIT = 'portrait'

/** Of the file as it is sent. */
export const MOST_BYTES = 12_000_000
/** Of what is kept, in pixels. */
const SIDE = 320

const idsOf = async (tx: Read, personId: number): Promise<string[]> =>
  (await filesOf(tx, { kind: PORTRAIT, id: personId })).map(({ fileId }) => fileId)

/** As far as whoever acts may see it. */
export async function portraitOf(tx: Read, personId: number): Promise<OpenedFile | undefined> {
  const [id] = await idsOf(tx, personId)
  return id === undefined ? undefined : openFile(tx, id, 'file')
}

/** Takes their agreement and the photograph away. @returns files to erase */
async function withdrawn(tx: Write, personId: number): Promise<string[]> {
  const ids = await idsOf(tx, personId)
  await withdrawPortrait(tx, personId)
  return ids
}

/**
 * Their photograph, cut to a square and without what a camera writes in it, in the place of the former; whoever gives it agrees to it.
 * @throws RefusedFile, whose message is for the person
 */
export async function givePortrait(storing: Storing, personId: number, upload: Upload): Promise<void> {
  const judged = await judgeUpload(storing, upload, { accept: ['image'], maxBytes: MOST_BYTES })
  try {
    await keepPortrait(storing, personId, await smallSquare(await buffer(judged.content.read()), SIDE))
  } finally {
    await judged.drop()
  }
}

/** A square of WebP that the program made, as their photograph. */
export async function keepPortrait(storing: Storing, personId: number, square: Buffer): Promise<void> {
  const made = { source: Readable.from([square]), name: 'photo.webp', mediaType: 'image/webp' }
  const { fileId } = await keepMade(storing, made)
  try {
    const former = await storing.db.write(storing.actor, async (tx) => {
      const gone = await withdrawn(tx, personId)
      await agreePortrait(tx, personId)
      await attach(tx, [fileId], { kind: PORTRAIT, id: personId })
      return gone
    })
    await eraseFiles(storing.db, former)
  } catch (error) {
    await eraseFiles(storing.db, [fileId])
    throw error
  }
}

/** One act: neither the agreement nor the photograph is kept. */
export async function takeBackPortrait(
  { db, actor }: Pick<Storing, 'db' | 'actor'>,
  personId: number,
): Promise<void> {
  await eraseFiles(db, await db.write(actor, (tx) => withdrawn(tx, personId)))
}
