// What stands at an address: the root, a space, a folder, a document, or a name that is free in a folder that exists.
import type { Read } from '#platform/db/db.ts'
import {
  type Entry,
  type Folder,
  foldersOf,
  entriesOf,
  locksBelow,
  locksOf,
  locksOn,
  type Lock,
  nameOf,
  type Place,
  propertiesOf,
  type Property,
  type Space,
  spacesFor,
} from '#spaces'
import { DavError } from '../protocol/dialect.ts'

/** What a space holds. */
export interface Tree {
  readonly space: Space
  readonly folders: readonly Folder[]
  readonly entries: readonly Entry[]
  readonly locks: readonly Lock[]
  /** By place (`keyOf`). */
  readonly properties: ReadonlyMap<string, readonly Property[]>
}

export type Resource = { readonly names: readonly string[] } & (
  | { readonly kind: 'root' }
  /** `folder` null: the space itself. */
  | { readonly kind: 'folder'; readonly tree: Tree; readonly folder: Folder | null }
  | { readonly kind: 'document'; readonly tree: Tree; readonly entry: Entry }
  | { readonly kind: 'free'; readonly tree: Tree; readonly within: Folder | null; readonly name: string }
)

/** Each space under its name; with its number where two have the same. */
export async function spacesByName(tx: Read): Promise<ReadonlyMap<string, Space>> {
  const spaces = await spacesFor(tx, 'space.read')
  const plain = (space: Space) => nameOf(space.name.normalize('NFC'))
  const count = Map.groupBy(spaces, plain)
  return new Map(
    spaces.map((space) => {
      const name = plain(space)
      return [(count.get(name)?.length ?? 0) > 1 ? `${name} (${space.id})` : name, space]
    }),
  )
}

const keyOf = ({ folderId, documentId }: Place): string => `${folderId} ${documentId}`

const treeOf = async (tx: Read, space: Space): Promise<Tree> => ({
  space,
  folders: await foldersOf(tx, space.id),
  entries: await entriesOf(tx, space.id),
  locks: await locksOf(tx, space.id),
  properties: Map.groupBy(await propertiesOf(tx, space.id), keyOf),
})

const gone = () => new DavError(404, 'Rien ne se trouve à cette adresse.')

/** @throws DavError 404 for a space that is not theirs; 409 for a name in a folder that is not there */
export async function resourceAt(tx: Read, names: readonly string[]): Promise<Resource> {
  const [spaceName, ...path] = names
  if (spaceName === undefined) return { kind: 'root', names }
  const space = (await spacesByName(tx)).get(spaceName)
  if (space === undefined) throw gone()
  const tree = await treeOf(tx, space)
  let folder = null as Folder | null
  for (const [at, name] of path.entries()) {
    const within: number | null = folder?.id ?? null
    const next: Folder | undefined = tree.folders.find((one) => one.parentId === within && one.name === name)
    if (next !== undefined) {
      folder = next
      continue
    }
    if (at < path.length - 1) throw new DavError(409, 'Le dossier de cette adresse n’existe pas.')
    const entry = tree.entries.find((one) => one.folderId === within && one.name === name)
    return entry === undefined
      ? { kind: 'free', names, tree, within: folder, name }
      : { kind: 'document', names, tree, entry }
  }
  return { kind: 'folder', names, tree, folder }
}

/** The same, of something that stands there. @throws DavError 404 */
export async function standingAt(
  tx: Read,
  names: readonly string[],
): Promise<Exclude<Resource, { kind: 'free' }>> {
  const found = await resourceAt(tx, names).catch((error: unknown) => {
    throw error instanceof DavError && error.status === 409 ? gone() : error
  })
  if (found.kind === 'free') throw gone()
  return found
}

/** Where its locks and its properties are; null: it has none. */
export function placeOf(resource: Resource): Place | null {
  if (resource.kind === 'document') return { folderId: null, documentId: resource.entry.id }
  if (resource.kind === 'folder' && resource.folder !== null)
    return { folderId: resource.folder.id, documentId: null }
  return null
}

export function locksAt(resource: Resource): Lock[] {
  if (resource.kind === 'root') return []
  const place =
    resource.kind === 'free' ? { folderId: resource.within?.id ?? null, documentId: null } : placeOf(resource)
  const found = place === null ? [] : locksOn(resource.tree, place)
  return resource.kind === 'free' ? found.filter(({ isDeep }) => isDeep) : found
}

export const locksUnder = (resource: Resource): Lock[] =>
  resource.kind === 'folder' && resource.folder !== null ? locksBelow(resource.tree, resource.folder.id) : []

export const propertiesAt = (resource: Resource): readonly Property[] => {
  const place = placeOf(resource)
  if (place === null || resource.kind === 'root') return []
  return resource.tree.properties.get(keyOf(place)) ?? []
}

/** Strong: another version has another. null: what is no document has none. */
export const etagOf = (resource: Resource): string | null =>
  resource.kind === 'document' ? `"${resource.entry.fileId ?? `awaited-${resource.entry.id}`}"` : null

/** What a folder holds, one level down. */
export function childrenOf({ names, tree, folder }: Extract<Resource, { kind: 'folder' }>): Resource[] {
  const within = folder?.id ?? null
  return [
    ...tree.folders
      .filter(({ parentId }) => parentId === within)
      .map((one): Resource => ({ kind: 'folder', names: [...names, one.name], tree, folder: one })),
    ...tree.entries
      .filter(({ folderId }) => folderId === within)
      .map((entry): Resource => ({ kind: 'document', names: [...names, entry.name], tree, entry })),
  ]
}
