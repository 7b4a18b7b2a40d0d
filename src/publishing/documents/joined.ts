// The documents that an edition joins: each with its file, what is made of it, and what it says for whoever cannot read it.
import { attach, filesOf, type HeldFile, type KeptFile, type Made, madeOf } from '#files'
import type { Read, Write } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { writeContent } from '../record/act.ts'
import { editionOf, type Joined, writtenContent } from '../record/queries.ts'
import { insertDocument } from './queries.ts'

/** Subject of its file (000970). */
export const DOCUMENT = 'contentfile'
export const MOST_DOCUMENTS = 10
export const MOST_FILE_BYTES = 20_000_000

/** One as it is read, or about to be joined. */
export interface Document extends KeptFile {
  alternative: string
  made: Made
}
export interface JoinedDocument extends Document {
  id: string
}

/** Their files, as far as whoever reads may see them. */
export const filesOfDocuments = (tx: Read, joined: readonly Joined[]): Promise<HeldFile[]> =>
  filesOf(tx, ...joined.map(({ id }) => ({ kind: DOCUMENT, id })))

/** Those that whoever reads may see, in their order. */
export async function documentsIn(tx: Read, joined: readonly Joined[]): Promise<JoinedDocument[]> {
  const files = await filesOfDocuments(tx, joined)
  const found: JoinedDocument[] = []
  for (const { id, alternative } of joined) {
    const file = files.find(({ subject }) => subject.id === id)
    if (file === undefined) continue
    const { fileId, name, bytes, mediaType } = file
    const made = await madeOf(tx, fileId)
    found.push({ id, alternative, fileId, name, bytes, mediaType, made })
  }
  return found
}

/** What is to be joined: a document of the content, or a file that was just sent. */
export type Chosen = Pick<Document, 'fileId' | 'alternative'> & { id?: string }

const isSame = (former: readonly Joined[], latter: readonly Chosen[]): boolean =>
  former.length === latter.length &&
  former.every(({ id, alternative }, at) => latter[at]?.id === id && latter[at].alternative === alternative)

/**
 * These are its documents from now on: a new edition, whose text is that of the last. Nothing is written when they are the same.
 * @throws as `writeContent`
 */
export async function joinDocuments(
  tx: Write,
  contentId: number,
  seen: number,
  chosen: readonly Chosen[],
): Promise<void> {
  const kept = await writtenContent(tx, contentId)
  const last = kept === undefined ? undefined : await editionOf(tx, contentId, kept.edition)
  if (last === undefined) throw new NotFound()
  if (kept?.version === seen && isSame(last.documents, chosen)) return
  const documents: Joined[] = []
  for (const { id, fileId, alternative } of chosen)
    documents.push({ id: id ?? (await give(tx, contentId, fileId)), alternative })
  const { typeVersion, title, summary, theme, about, fields, picture } = last
  await writeContent(tx, contentId, seen, {
    ...{ typeVersion, title, summary, theme, about, fields, picture, documents },
  })
}

/** @throws Conflict when the file is gone, or is not theirs */
async function give(tx: Write, contentId: number, fileId: string): Promise<string> {
  const id = await insertDocument(tx, contentId)
  await attach(tx, [fileId], { kind: DOCUMENT, id })
  return id
}
