// What is done with a picture of the library: added with its file, described, taken away when nothing shows it. Each is told on it.
import { attach, filesOf, type HeldFile, sizeOfPicture } from '#files'
import { inWords } from '#platform/db/in-words.ts'
import type { PictureUse, Read, Write } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { lastWriter } from '#territory'
import {
  deletePicture,
  heldPicture,
  insertPicture,
  type Picture,
  pictureInSight,
  type Said,
  updatePicture,
} from './queries.ts'

/** Subject of its events, and of its file. */
export const PICTURE = 'picture'

export const TOLD: Readonly<Record<string, string>> = {
  'picture.added': 'Envoyée',
  'picture.described': 'Décrite',
  'picture.removed': 'Retirée',
}

const tell = (tx: Write, name: string, subjectId: number, payload: Record<string, unknown> = {}) =>
  emit(tx, { name, subjectKind: PICTURE, subjectId, payload, isFirst: name === 'picture.added' })

/** Its file, as far as it is in sight of whoever acts. */
export const fileOf = async (tx: Read, id: number): Promise<string | undefined> =>
  (await filesOf(tx, { kind: PICTURE, id }))[0]?.fileId

/** The file of one of the library, as far as whoever acts sees it: as large as it is kept. */
export async function fileOfPicture(tx: Read, key: string): Promise<HeldFile | undefined> {
  const id = await pictureInSight(tx, key)
  return id === undefined ? undefined : (await filesOf(tx, { kind: PICTURE, id }))[0]
}

/** Keeps one’s own file as a picture of the authority. @returns its id; refused by PostgreSQL for an authority of others. @throws Conflict */
export async function addPicture(
  tx: Write,
  authorityId: number,
  { fileId, name }: { fileId: string; name: string },
): Promise<number> {
  const size = await sizeOfPicture(tx, fileId)
  if (size === undefined) throw new BadInput([{ field: 'image', message: 'Envoyez une image.' }])
  const id = await insertPicture(tx, authorityId, nameOf(name), size)
  await attach(tx, [fileId], { kind: PICTURE, id })
  await tell(tx, 'picture.added', id, { fileId })
  return id
}

/** What it is called until somebody says better: its file, without its end. */
const nameOf = (file: string): string =>
  file
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replaceAll(/[-_]+/g, ' ')
    .trim()
    .slice(0, 160) || 'Image'

/** @throws NotFound for whoever may not; Outdated when somebody changed it since it was read */
async function held(tx: Write, id: number, seen: number): Promise<Picture> {
  const found = await heldPicture(tx, id)
  if (found === undefined) throw new NotFound()
  if (found.version !== seen) throw new Outdated(await lastWriter(tx, PICTURE, id))
  return found
}

/** Its words and its right. @throws as `held` */
export async function describePicture(tx: Write, id: number, seen: number, said: Said): Promise<void> {
  await held(tx, id, seen)
  await updatePicture(tx, id, said)
  await tell(tx, 'picture.described', id)
}

/** Where it is used, whatever shows it: what is shown first. */
export async function usesOf(tx: Read, key: string): Promise<PictureUse[]> {
  const found: PictureUse[] = []
  for (const { uses } of tx.illustrated) found.push(...(await uses(tx, key)))
  const order = { shown: 0, coming: 1, written: 2 }
  return found.toSorted((one, other) => order[one.standing] - order[other.standing])
}

/** In how many things each is used. */
export async function countUses(tx: Read, keys: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const all = new Map<string, number>()
  for (const { count } of tx.illustrated)
    for (const [key, many] of await count(tx, keys)) all.set(key, (all.get(key) ?? 0) + many)
  return all
}

export const SHOWN_SOMEWHERE =
  'Cette image est montrée, ou va l’être\u00a0: retirez-la d’abord de ce qui la montre.'

/** It is no longer in the library, and its file is erased. @throws as `held`; BadInput when something shows it */
export async function removePicture(tx: Write, id: number, seen: number): Promise<void> {
  const { key } = await held(tx, id, seen)
  const fileId = await fileOf(tx, id)
  const problem = { field: '', message: SHOWN_SOMEWHERE }
  if ((await usesOf(tx, key)).some(({ standing }) => standing !== 'written')) throw new BadInput([problem])
  await tell(tx, 'picture.removed', id, { fileId })
  // What others show is not told here: PostgreSQL knows, and refuses.
  await inWords(deletePicture(tx, id), { '42501': problem })
}
