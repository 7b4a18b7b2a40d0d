// The photographs of an ad are added, said in words, put in order, taken away by its author. What is taken away is erased.
import { attach, filesOf } from '#files'
import type { Read, Write } from '#platform/db/db.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { AD, heldToChange } from '../record/ad.ts'
import { emit } from '#platform/ledger/events.ts'
import {
  deletePhoto,
  describePhoto,
  insertPhoto,
  MOST_PHOTOS,
  type PhotoRow,
  photoRows,
  placePhotos,
} from './queries.ts'

/** What holds the file of one. */
export const PHOTO = 'adphoto'

export const FULL = `Une annonce montre ${MOST_PHOTOS}\u00a0photos au plus\u00a0: retirez-en une pour la remplacer.`

export interface Photo extends PhotoRow {
  fileId: string
}

/** Those in sight of whoever reads, ad by ad, in their order. */
export async function photosOf(tx: Read, adIds: readonly number[]): Promise<Photo[]> {
  const rows = await photoRows(tx, adIds)
  const held = await filesOf(tx, ...rows.map(({ id }) => ({ kind: PHOTO, id })))
  const files = new Map(held.map(({ subject, fileId }) => [String(subject.id), fileId]))
  return rows.flatMap((row) => {
    const fileId = files.get(String(row.id))
    return fileId === undefined ? [] : [{ ...row, fileId }]
  })
}

/** Those of one’s own ad, held until the transaction ends. @throws NotFound; Conflict while it is reported */
async function held(tx: Write, adId: number): Promise<Photo[]> {
  await heldToChange(tx, adId)
  return photosOf(tx, [adId])
}

const tell = (tx: Write, adId: number) =>
  emit(tx, { name: 'ad.changed', subjectKind: AD, subjectId: adId, payload: {} })

/** Shows one’s own file last. @throws NotFound; Conflict when there is no room, or the file is gone */
export async function addPhoto(tx: Write, adId: number, fileId: string, alternative: string): Promise<void> {
  const kept = await held(tx, adId)
  if (kept.length >= MOST_PHOTOS) throw new Conflict(FULL)
  const id = await insertPhoto(tx, adId, kept.length + 1, alternative)
  await attach(tx, [fileId], { kind: PHOTO, id })
  await tell(tx, adId)
}

/** @throws NotFound */
async function heldPhoto(tx: Write, adId: number, photoId: number) {
  const kept = await held(tx, adId)
  const at = kept.findIndex(({ id }) => id === photoId)
  const found = kept[at]
  if (found === undefined) throw new NotFound()
  return { kept, at, found }
}

/** @throws NotFound */
export async function sayPhoto(tx: Write, adId: number, photoId: number, alternative: string): Promise<void> {
  const { found } = await heldPhoto(tx, adId, photoId)
  await describePhoto(tx, found.id, alternative)
  await tell(tx, adId)
}

/** One place nearer the first, which lists show; the first stays. @throws NotFound */
export async function raisePhoto(tx: Write, adId: number, photoId: number): Promise<void> {
  const { kept, at, found } = await heldPhoto(tx, adId, photoId)
  const before = kept[at - 1]
  if (before === undefined) return
  const ids = kept.map(({ id }) => id)
  ids.splice(at - 1, 2, found.id, before.id)
  await placePhotos(tx, ids)
  await tell(tx, adId)
}

/** @returns its file, which nothing holds any more and is to be erased. @throws NotFound */
export async function removePhoto(tx: Write, adId: number, photoId: number): Promise<string> {
  const { kept, found } = await heldPhoto(tx, adId, photoId)
  await deletePhoto(tx, found.id)
  await placePhotos(
    tx,
    kept.flatMap(({ id }) => (id === found.id ? [] : id)),
  )
  await tell(tx, adId)
  return found.fileId
}

/** The files of ads that are about to be forgotten. As the system */
export async function photoFiles(tx: Read, adIds: readonly number[]): Promise<string[]> {
  return (await photosOf(tx, adIds)).map(({ fileId }) => fileId)
}
