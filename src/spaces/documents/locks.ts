// Who holds a document or a folder while they write: asked by every verb that changes one, on a page as by a program.
import { BadInput } from '#platform/errors.ts'
import type { Read } from '#platform/db/db.ts'
import { time } from '#platform/ui/french.ts'
import { territory } from '#territory'
import { type Folder, foldersOf } from './queries.ts'
import { type Entry, entriesOf, type Lock, locksOf, type Place } from './queries.entries.ts'
import { pathTo } from './tree.ts'

/** 422 on a page, 423 by a program: somebody is writing there. */
export class Held extends BadInput {
  readonly lock: Lock
  constructor(lock: Lock, until: string) {
    super([
      {
        field: '',
        message: `${lock.label} modifie en ce moment ce que vous voulez changer, jusqu’à ${until} au plus tard. Attendez, ou écrivez-lui.`,
      },
    ])
    this.lock = lock
  }
}

/** What somebody wants to change: a document; a folder, or what it names. */
export type Change = Place

interface Holding {
  folders: readonly Folder[]
  entries: readonly Entry[]
  locks: readonly Lock[]
}

const above = (holding: Holding, { folderId, documentId }: Place): Folder[] => {
  const folder =
    documentId === null ? folderId : (holding.entries.find(({ id }) => id === documentId)?.folderId ?? null)
  return pathTo(holding.folders, folder)
}

/** Those that hold it: its own, and those of folders above it that hold all they have. */
export function locksOn(holding: Holding, place: Place): Lock[] {
  const path = above(holding, place).map(({ id }) => id)
  return holding.locks.filter(({ documentId, folderId, isDeep }) =>
    documentId === null
      ? folderId !== null && path.includes(folderId) && (isDeep || folderId === place.folderId)
      : documentId === place.documentId,
  )
}

/** Those in a folder, however deep. */
export const locksBelow = (holding: Holding, folderId: number): Lock[] =>
  holding.locks.filter((lock) => above(holding, lock).some(({ id }) => id === folderId))

export const holdingOf = async (tx: Read, spaceId: number): Promise<Holding> => ({
  folders: await foldersOf(tx, spaceId),
  entries: await entriesOf(tx, spaceId),
  locks: await locksOf(tx, spaceId),
})

/**
 * Nobody else holds any of these. `tokens`: the locks that whoever acts says are theirs; one of those shared is enough.
 * @throws Held
 */
export async function unheld(
  tx: Read,
  spaceId: number,
  changes: readonly Change[],
  tokens: readonly string[],
  whole: readonly number[] = [],
): Promise<void> {
  const locks = await locksOf(tx, spaceId)
  if (locks.length === 0) return
  const holding = { folders: await foldersOf(tx, spaceId), entries: await entriesOf(tx, spaceId), locks }
  const isOwn = ({ token, personId }: Lock) => tokens.includes(token) && personId === tx.actor.personId
  const sets = [
    ...changes.map((change) => locksOn(holding, change)),
    ...whole.flatMap((folderId) => locksBelow(holding, folderId)).map((lock) => [lock]),
  ]
  for (const set of sets) {
    const [first] = set
    if (first === undefined || set.some(isOwn)) continue
    throw new Held(first, time(first.endsAt, (await territory(tx)).zone))
  }
}
