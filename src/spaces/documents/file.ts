// Documents of a space: filed, given another version, named, moved, copied, taken away. What is filed under a name that stands there is its next version.
import { attach, eraseFiles, type KeptFile, openFile, receive, type Storing } from '#files'
import { BadInput, NotFound } from '#platform/errors.ts'
import { inWords } from '#platform/db/in-words.ts'
import type { Database, Read, Write } from '#platform/db/db.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { fileSize } from '#platform/ui/french.ts'
import { FILE, tell } from '../record/events.ts'
import type { Space } from '../record/queries.ts'
import { holdSpace } from '../record/queries.write.ts'
import { spaceFor } from '../record/write.ts'
import { type Change, unheld } from './locks.ts'
import { entriesOf, type Entry } from './queries.entries.ts'
import {
  deleteDocument,
  deleteFolder,
  type Document,
  documentOf,
  type Folder,
  foldersOf,
  heldBytes,
  insertDocument,
  insertEdition,
  insertFolder,
  updateDocument,
  updateFolder,
} from './queries.ts'

export const MOST_FILE_BYTES = 10_000_000
export const MOST_AT_ONCE = 8
export const ACCEPTED = ['image', 'pdf', 'office', 'text'] as const

const NAMES = {
  document_name: { field: 'name', message: 'Un document de ce dossier a déjà ce nom.' },
  folder_name: { field: 'name', message: 'Un dossier a déjà ce nom à cet endroit.' },
  folder_depth: {
    field: 'folder',
    message: 'Un dossier ne va ni dans lui-même, ni à plus de cinq de profondeur.',
  },
} as const

/** A name as documents have it: without what would be a path, here or in an archive. */
export const nameOf = (name: string): string =>
  name
    .replace(/[/\\]+/g, '-')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .slice(0, 120) || 'Document'

/** @throws NotFound for a folder of elsewhere */
export async function folderOf(tx: Read, spaceId: number, id: number | null): Promise<Folder | null> {
  if (id === null) return null
  const found = (await foldersOf(tx, spaceId)).find((folder) => folder.id === id)
  if (found === undefined) throw new NotFound()
  return found
}

/** @throws NotFound */
export async function documentIn(tx: Read, spaceId: number, id: number): Promise<Document> {
  const found = await documentOf(tx, spaceId, id)
  if (found === undefined) throw new NotFound()
  return found
}

/** 422 on a page, 507 by a program: the space would hold more than it may. */
export class NoRoom extends BadInput {}

/** Each is looked through for whatever is in a space. */
const MOST_FOLDERS = 1000

const inFolder = (folderId: number | null): Change => ({ folderId, documentId: null })
const itself = (documentId: number): Change => ({ folderId: null, documentId })

/** @throws NoRoom when the space would hold more than it may */
async function checkRoom(tx: Write, { id, quota }: Space, more: number): Promise<void> {
  const most = quota * 1_000_000
  const held = await heldBytes(tx, id)
  if (held + more > most)
    throw new NoRoom([
      {
        field: 'files',
        message: `Il reste ${fileSize(Math.max(0, most - held))} sur ${fileSize(most)} dans cet espace\u00a0: retirez d’anciens documents, ou demandez plus de place à qui l’administre.`,
      },
    ])
}

/** To put things in their place: one after another in a space, so that what is in a folder, above it, held or counted, stays until it is done. @throws NotFound */
async function arranging(tx: Write, spaceId: number): Promise<Space> {
  const space = await spaceFor(tx, 'space.contribute', spaceId)
  await holdSpace(tx, spaceId)
  return space
}

async function addEdition(tx: Write, spaceId: number, documentId: number, file: KeptFile): Promise<void> {
  const id = await insertEdition(tx, spaceId, documentId)
  await attach(tx, [file.fileId], { kind: FILE, id })
}

/** Each is a document of that folder; a name that stands there, its next version. `tokens`: locks that are one’s own. @throws NotFound; NoRoom; Held */
export async function fileDocuments(
  tx: Write,
  spaceId: number,
  folderId: number | null,
  files: readonly KeptFile[],
  tokens: readonly string[] = [],
): Promise<void> {
  const space = await arranging(tx, spaceId)
  await folderOf(tx, spaceId, folderId)
  for (const { fileId } of files) await tell(tx, 'space.filed', spaceId, { fileId })
  await checkRoom(
    tx,
    space,
    files.reduce((sum, { bytes }) => sum + bytes, 0),
  )
  const standing = (await entriesOf(tx, spaceId)).filter((one) => one.folderId === folderId)
  const ids = new Map(standing.map(({ name, id }) => [name, id]))
  for (const file of files) {
    const name = nameOf(file.name)
    const held = ids.get(name)
    await unheld(tx, spaceId, [held === undefined ? inFolder(folderId) : itself(held)], tokens)
    const id = held ?? (await insertDocument(tx, spaceId, folderId, name))
    ids.set(name, id)
    await addEdition(tx, spaceId, id, file)
  }
}

/** @throws NotFound; NoRoom; Held */
export async function fileVersion(
  tx: Write,
  spaceId: number,
  id: number,
  file: KeptFile,
  tokens: readonly string[] = [],
): Promise<void> {
  const space = await arranging(tx, spaceId)
  await entryIn(tx, spaceId, id)
  await unheld(tx, spaceId, [itself(id)], tokens)
  await tell(tx, 'space.filed', spaceId, { fileId: file.fileId, documentId: id })
  await checkRoom(tx, space, file.bytes)
  await addEdition(tx, spaceId, id, file)
}

/** One that awaits its first version too. @throws NotFound */
async function entryIn(tx: Read, spaceId: number, id: number): Promise<Entry> {
  const found = (await entriesOf(tx, spaceId)).find((one) => one.id === id)
  if (found === undefined) throw new NotFound()
  return found
}

/** Another name, another folder. @throws NotFound; Outdated; Held; BadInput when the name stands there */
export async function changeDocument(
  tx: Write,
  spaceId: number,
  id: number,
  seen: number,
  said: { name: string; folderId: number | null },
  tokens: readonly string[] = [],
): Promise<void> {
  await arranging(tx, spaceId)
  const { version, author, folderId } = await documentIn(tx, spaceId, id)
  await unheld(tx, spaceId, [itself(id), inFolder(folderId), inFolder(said.folderId)], tokens)
  if (version !== seen) throw new Outdated(author)
  await folderOf(tx, spaceId, said.folderId)
  await inWords(updateDocument(tx, id, { ...said, name: nameOf(said.name) }), NAMES)
}

/** Its versions go with it. @throws NotFound; Held */
export async function removeDocument(
  tx: Write,
  spaceId: number,
  id: number,
  tokens: readonly string[] = [],
): Promise<void> {
  await arranging(tx, spaceId)
  const { folderId } = await entryIn(tx, spaceId, id)
  await unheld(tx, spaceId, [itself(id), inFolder(folderId)], tokens)
  await tell(tx, 'space.removed', spaceId, { documentId: id })
  await deleteDocument(tx, id)
}

/** @throws NotFound; BadInput */
export async function makeFolder(
  tx: Write,
  spaceId: number,
  parentId: number | null,
  name: string,
  tokens: readonly string[] = [],
): Promise<number> {
  await arranging(tx, spaceId)
  await folderOf(tx, spaceId, parentId)
  if ((await foldersOf(tx, spaceId)).length >= MOST_FOLDERS)
    throw new NoRoom([
      {
        field: 'name',
        message: `${MOST_FOLDERS} dossiers au plus dans un espace\u00a0: retirez-en d’abord.`,
      },
    ])
  await unheld(tx, spaceId, [inFolder(parentId)], tokens)
  return inWords(insertFolder(tx, spaceId, parentId, nameOf(name)), NAMES)
}

/** @throws NotFound; BadInput */
export async function changeFolder(
  tx: Write,
  spaceId: number,
  id: number,
  said: { name: string; parentId: number | null },
  tokens: readonly string[] = [],
): Promise<void> {
  await arranging(tx, spaceId)
  const before = await folderOf(tx, spaceId, id)
  await folderOf(tx, spaceId, said.parentId)
  const places = [inFolder(before?.parentId ?? null), inFolder(said.parentId)]
  await unheld(tx, spaceId, places, tokens, [id])
  await inWords(updateFolder(tx, id, { ...said, name: nameOf(said.name) }), NAMES)
}

/** An empty one. @throws NotFound; BadInput when it holds something */
export async function removeFolder(
  tx: Write,
  spaceId: number,
  id: number,
  tokens: readonly string[] = [],
): Promise<void> {
  await arranging(tx, spaceId)
  const folder = await folderOf(tx, spaceId, id)
  await unheld(tx, spaceId, [inFolder(id), inFolder(folder?.parentId ?? null)], tokens)
  const holds =
    (await entriesOf(tx, spaceId)).some(({ folderId }) => folderId === id) ||
    (await foldersOf(tx, spaceId)).some(({ parentId }) => parentId === id)
  if (holds)
    throw new BadInput([
      {
        field: '',
        message: 'Ce dossier n’est pas vide\u00a0: déplacez ou retirez d’abord ce qu’il contient.',
      },
    ])
  await deleteFolder(tx, id)
}

/** The bytes of its last version, taken in again: a file has one place. They are whoever copies’ until a document takes them. @throws NotFound */
export async function copied(
  storing: Storing & { readonly db: Database },
  spaceId: number,
  id: number,
): Promise<{ document: Document; kept: KeptFile }> {
  const { db, actor } = storing
  const { document, opened } = await db.read(actor, async (tx) => {
    await spaceFor(tx, 'space.read', spaceId)
    const found = await documentIn(tx, spaceId, id)
    return { document: found, opened: await openFile(tx, found.fileId, 'file') }
  })
  const source = opened === undefined ? null : await storing.files.get(opened.storageKey)
  if (opened === undefined || source === null) throw new NotFound()
  const kept = await receive(
    storing,
    { source, name: opened.name },
    { accept: ACCEPTED, maxBytes: MOST_FILE_BYTES },
  )
  return { document, kept: { ...kept, name: document.name } }
}

/** Its last version, as a document of another folder. @throws NotFound; BadInput */
export async function copyDocument(
  storing: Storing & { readonly db: Database },
  spaceId: number,
  id: number,
  folderId: number | null,
): Promise<void> {
  const { db, actor } = storing
  const standing = await db.read(actor, async (tx) => {
    await spaceFor(tx, 'space.contribute', spaceId)
    return documentIn(tx, spaceId, id)
  })
  if (standing.folderId === folderId)
    throw new BadInput([
      { field: 'folder', message: 'Il est déjà dans ce dossier\u00a0: choisissez-en un autre.' },
    ])
  const { kept } = await copied(storing, spaceId, id)
  await filing(db, [kept], () => db.write(actor, (tx) => fileDocuments(tx, spaceId, folderId, [kept])))
}

/** Files that no document takes in the end are nobody’s: they go at once. */
export async function filing<T>(
  db: Database,
  files: readonly KeptFile[],
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    await eraseFiles(
      db,
      files.map(({ fileId }) => fileId),
    )
    throw error
  }
}
