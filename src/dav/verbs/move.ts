// COPY and MOVE: in one space a thing keeps what it is when it moves; a copy is another one. What stood there goes, but a document on a
// document, which becomes its next version.
import type { CallContext, Told } from '#platform/api/call.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { type KeptFile, takeFileRoom } from '#files'
import {
  changeDocument,
  changeFolder,
  copied,
  deleteLocksOn,
  deleteProperty,
  entriesOf,
  type Entry,
  filing,
  type Folder,
  makeFolder,
  type Place,
} from '#spaces'
import { DavError, ofFile } from '../protocol/dialect.ts'
import {
  checkConditions,
  depthOf,
  destination,
  namesAsked,
  overwrites,
  tokensOf,
  writable,
  writing,
} from '../tree/call.ts'
import { breaksName } from '../tree/names.ts'
import { sayProperty, reserveName } from '../tree/room.ts'
import { locksUnder, placeOf, propertiesAt, type Resource, resourceAt, standingAt } from '../tree/resource.ts'
import { doneOf, fileAt, foldersBelow, removeAt } from './write.ts'

const MOST_COPIED = 60

type Thing = Extract<Resource, { kind: 'document' | 'folder' }>
interface Both {
  readonly from: Thing
  readonly to: Extract<Resource, { kind: 'document' | 'folder' | 'free' }>
}

/** @throws DavError */
async function bothOf(tx: Read, ctx: CallContext, isMove: boolean): Promise<Both> {
  const [names, toNames] = [namesAsked(ctx), destination(ctx)]
  const from = await standingAt(tx, names)
  await checkConditions(tx, ctx, from)
  if (from.kind === 'root' || names.length < 2)
    throw new DavError(403, 'Un espace ne se copie ni ne se déplace.')
  if (isMove) await writable(tx, from)
  if (toNames.length < 2) throw new DavError(403, 'Un document va dans un espace, pas à côté des espaces.')
  if (names.every((name, at) => name === toNames[at]))
    throw new DavError(403, 'Rien ne va à sa propre place, ni dans ce qu’il tient.')
  const to = await resourceAt(tx, toNames).catch((error: unknown) => {
    throw error instanceof DavError && error.status === 404 ? new DavError(409, error.message) : error
  })
  if (to.kind === 'root') throw new DavError(403, 'Rien ne va là.')
  await writable(tx, to)
  if (toNames.every((name, at) => name === names[at]))
    throw new DavError(403, 'Un dossier ne va pas à la place d’un dossier qui le tient.')
  if (to.kind !== 'free' && !overwrites(ctx))
    throw new DavError(412, 'Quelque chose est déjà à cette adresse.')
  breaksName(toNames.at(-1) ?? '', from.kind === 'folder' ? 80 : 120)
  if (isMove && from.tree.space.id !== to.tree.space.id)
    throw new DavError(
      403,
      'Ce qui est dans un espace y reste avec ses versions\u00a0: copiez-le dans l’autre.',
    )
  return { from, to }
}

const nameAt = ({ names }: Resource): string => names.at(-1) ?? ''

/** The folder in which an address is. */
function folderAround(resource: Both['to']): number | null {
  if (resource.kind === 'free') return resource.within?.id ?? null
  return resource.kind === 'document' ? resource.entry.folderId : (resource.folder?.parentId ?? null)
}

/** The address is free: what stood there is gone. */
async function cleared(
  tx: Write,
  to: Both['to'],
  tokens: readonly string[],
): Promise<Extract<Resource, { kind: 'free' }>> {
  if (to.kind === 'free') return to
  await removeAt(tx, to, tokens)
  const within = to.tree.folders.find(({ id }) => id === folderAround(to)) ?? null
  return { kind: 'free', names: to.names, tree: to.tree, within, name: nameAt(to) }
}

/** What programs said of the one is said of the other. */
async function sayAgain(
  tx: Write,
  from: Resource,
  spaceId: number,
  place: Place,
  before: Resource | null,
): Promise<void> {
  for (const property of before === null ? [] : propertiesAt(before)) await deleteProperty(tx, property)
  for (const property of propertiesAt(from)) await sayProperty(tx, spaceId, { ...property, ...place })
}

async function idAt(tx: Read, names: readonly string[]): Promise<Place> {
  return placeOf(await standingAt(tx, names)) ?? { folderId: null, documentId: null }
}

/** The bytes of each, taken in again. @throws DavError 403 for too many at once */
async function bytesOf(
  ctx: CallContext,
  spaceId: number,
  ids: readonly number[],
): Promise<Map<number, KeptFile>> {
  if (ids.length > MOST_COPIED)
    throw new DavError(
      403,
      `${MOST_COPIED} documents au plus se copient à la fois\u00a0: copiez ce dossier par parties.`,
    )
  await takeFileRoom({ ...ctx, isHere: false, visitorId: '' }, ids.length)
  const taken = new Map<number, KeptFile>()
  try {
    for (const id of ids) taken.set(id, (await copied(ctx, spaceId, id)).kept)
  } catch (error) {
    await filing(ctx.db, [...taken.values()], () => Promise.reject(ofFile(error)))
  }
  return taken
}

const idsIn = ({ tree }: Thing, folders: readonly (number | null)[]) =>
  tree.entries
    .filter(({ folderId, fileId }) => folders.includes(folderId) && fileId !== null)
    .map(({ id }) => id)

const changed = () => new DavError(409, 'Ce document a changé pendant qu’il était pris\u00a0: recommencez.')

async function copyDocumentTo(
  tx: Write,
  { from, to }: Both,
  kept: KeptFile | undefined,
  tokens: readonly string[],
): Promise<void> {
  if (kept === undefined && from.kind === 'document' && from.entry.fileId !== null) throw changed()
  const target = to.kind === 'folder' ? await cleared(tx, to, tokens) : to
  if (kept !== undefined) await fileAt(tx, target, { ...kept, name: nameAt(to) }, tokens)
  else if (target.kind === 'free') await reserveName(tx, to.tree, target.within?.id ?? null, target.name)
  await sayAgain(tx, from, to.tree.space.id, await idAt(tx, to.names), to.kind === 'document' ? to : null)
}

async function copyFolderTo(
  tx: Write,
  { from, to }: { from: Extract<Thing, { kind: 'folder' }>; to: Both['to'] },
  bytes: ReadonlyMap<number, KeptFile>,
  isDeep: boolean,
  tokens: readonly string[],
): Promise<void> {
  const free = await cleared(tx, to, tokens)
  const spaceId = to.tree.space.id
  const made = new Map<number, Folder>()
  const make = async (source: Folder, within: number | null, name: string) => {
    const id = await makeFolder(tx, spaceId, within, name, tokens)
    made.set(source.id, { id, parentId: within, name })
    const resource: Resource = { kind: 'folder', names: [], tree: from.tree, folder: source }
    await sayAgain(tx, resource, spaceId, { folderId: id, documentId: null }, null)
  }
  if (from.folder === null) return
  await make(from.folder, free.within?.id ?? null, free.name)
  if (!isDeep) return
  for (const id of foldersBelow(from)) {
    const source = from.tree.folders.find((one) => one.id === id)
    if (source !== undefined) await make(source, made.get(source.parentId ?? 0)?.id ?? null, source.name)
  }
  for (const [id, kept] of bytes) {
    const entry = from.tree.entries.find((one) => one.id === id)
    const within = made.get(entry?.folderId ?? 0)
    if (entry === undefined || within === undefined) continue
    const target: Resource = { kind: 'free', names: [], tree: to.tree, within, name: entry.name }
    await fileAt(tx, target, { ...kept, name: entry.name }, tokens)
  }
  await sayAgainInside(tx, from, spaceId, made)
}

async function sayAgainInside(
  tx: Write,
  from: Extract<Thing, { kind: 'folder' }>,
  spaceId: number,
  made: ReadonlyMap<number, Folder>,
): Promise<void> {
  const said = from.tree.entries
    .filter(({ folderId }) => made.has(folderId ?? 0))
    .map((entry) => ({ entry, resource: { kind: 'document', names: [], tree: from.tree, entry } as const }))
    .filter(({ resource }) => propertiesAt(resource).length > 0)
  if (said.length === 0) return
  const standing = await entriesOf(tx, spaceId)
  for (const { entry, resource } of said) {
    const copy = standing.find(
      (one) => one.name === entry.name && one.folderId === made.get(entry.folderId ?? 0)?.id,
    )
    if (copy !== undefined)
      await sayAgain(tx, resource, spaceId, { folderId: null, documentId: copy.id }, null)
  }
}

export async function copy(ctx: CallContext): Promise<Told<unknown>> {
  const isDeep = depthOf(ctx, ['0', 'infinity'], 'infinity') !== '0'
  const { from } = await ctx.db.read(ctx.actor, (tx) => bothOf(tx, ctx, false))
  const folders = from.kind === 'folder' && isDeep ? [from.folder?.id ?? null, ...foldersBelow(from)] : []
  const ids =
    from.kind === 'document' ? (from.entry.fileId === null ? [] : [from.entry.id]) : idsIn(from, folders)
  const bytes = await bytesOf(ctx, from.tree.space.id, ids)
  const tokens = tokensOf(ctx)
  return filing(ctx.db, [...bytes.values()], () =>
    writing(ctx, destination(ctx), async (tx) => {
      const both = await bothOf(tx, ctx, false)
      if (both.from.kind === 'document') await copyDocumentTo(tx, both, bytes.get(both.from.entry.id), tokens)
      else await copyFolderTo(tx, { from: both.from, to: both.to }, bytes, isDeep, tokens)
      return doneOf(both.to.kind === 'free')
    }),
  )
}

/** A document that goes where another stands is its next version: programs save so. */
async function moveOnto(ctx: CallContext, { id, fileId }: Entry, spaceId: number): Promise<Told<unknown>> {
  const bytes = await bytesOf(ctx, spaceId, [id])
  const tokens = tokensOf(ctx)
  return filing(ctx.db, [...bytes.values()], () =>
    writing(ctx, destination(ctx), async (tx) => {
      const both = await bothOf(tx, ctx, true)
      // What was written there meanwhile would go with it.
      if (both.from.kind !== 'document' || both.from.entry.fileId !== fileId) throw changed()
      await copyDocumentTo(tx, both, bytes.get(id), tokens)
      await removeAt(tx, both.from, tokens)
      return doneOf(both.to.kind === 'free')
    }),
  )
}

export async function move(ctx: CallContext): Promise<Told<unknown>> {
  depthOf(ctx, ['infinity', '0'], 'infinity')
  const asked = await ctx.db.read(ctx.actor, (tx) => bothOf(tx, ctx, true))
  if (asked.from.kind === 'document' && asked.from.entry.fileId !== null && asked.to.kind === 'document')
    return moveOnto(ctx, asked.from.entry, asked.from.tree.space.id)
  const tokens = tokensOf(ctx)
  return writing(ctx, destination(ctx), async (tx) => {
    const { from, to } = await bothOf(tx, ctx, true)
    // A document came there meanwhile, whose next version this would be.
    if (from.kind === 'document' && from.entry.fileId !== null && to.kind === 'document') throw changed()
    const isNew = to.kind === 'free'
    const free = await cleared(tx, to, tokens)
    const folderId = free.within?.id ?? null
    const { id } = from.tree.space
    if (from.kind === 'document')
      await changeDocument(tx, id, from.entry.id, from.entry.version, { name: free.name, folderId }, tokens)
    else if (from.folder !== null)
      await changeFolder(tx, id, from.folder.id, { name: free.name, parentId: folderId }, tokens)
    await unlock(tx, from)
    return doneOf(isNew)
  })
}

/** A lock stays where it was taken (RFC 4918, 7.6): nothing that moves takes one along. */
async function unlock(tx: Write, from: Thing): Promise<void> {
  const place = placeOf(from)
  for (const one of [...(place === null ? [] : [place]), ...locksUnder(from)]) await deleteLocksOn(tx, one)
}
