// What writes in one place: PUT, MKCOL, DELETE, PROPPATCH. Each is a verb of spaces, in one transaction with what the call supposes.
import type { CallContext, Told } from '#platform/api/call.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { breaksName } from '../tree/names.ts'
import { type KeptFile, receive, takeFileRoom } from '#files'
import { HEAD, kindOf } from '#platform/files/kinds.ts'
import { announcesOtherKind, isTextName } from '#platform/files/name.ts'
import {
  ACCEPTED,
  deleteProperty,
  fileDocuments,
  fileVersion,
  filing,
  makeFolder,
  MOST_FILE_BYTES,
  removeDocument,
  removeFolder,
  unheld,
} from '#spaces'
import { DavError, ofFile } from '../protocol/dialect.ts'
import { hrefOf } from '../protocol/path.ts'
import { DAV_NAMESPACE, type Element, elementsIn, named, part, written, xmlOf } from '../protocol/xml.ts'
import { checkConditions, depthOf, namesAsked, tokensOf, writable, writing } from '../tree/call.ts'
import { reserveName, sayProperty } from '../tree/room.ts'
import { placeOf, propertiesAt, type Resource, resourceAt, standingAt } from '../tree/resource.ts'
import { isLive, multistatus } from './read.ts'

const DONE = { body: '', status: 204 } as const
export const doneOf = (isNew: boolean): Told<unknown> => (isNew ? { body: '', status: 201 } : DONE)

const MOST_AT_ONCE = 200
const HERE = 'Un document va dans un espace, pas à côté des espaces.'

type Target = Extract<Resource, { kind: 'document' | 'free' }>

/** Where a document is written: it stands there, or the name is free. @throws DavError */
async function targetOf(tx: Read, ctx: CallContext): Promise<Target> {
  const names = namesAsked(ctx)
  if (names.length < 2) throw new DavError(names.length === 0 ? 405 : 403, HERE)
  const found = await resourceAt(tx, names)
  if (found.kind === 'folder' || found.kind === 'root')
    throw new DavError(405, 'Un dossier est à cette adresse.')
  await writable(tx, found)
  await checkConditions(tx, ctx, found)
  if (found.kind === 'free') breaksName(found.name, 120)
  const place = {
    folderId: found.kind === 'free' ? (found.within?.id ?? null) : null,
    documentId: found.kind === 'free' ? null : found.entry.id,
  }
  await unheld(tx, found.tree.space.id, [place], tokensOf(ctx))
  return found
}

/** The same bytes, from the first; and the first of them. */
async function peeked(source: AsyncIterable<Buffer>): Promise<{ head: Buffer; all: AsyncIterable<Buffer> }> {
  const from = source[Symbol.asyncIterator]()
  const parts: Buffer[] = []
  let size = 0
  while (size < HEAD) {
    const { value, done } = await from.next()
    if (done === true) break
    parts.push(value as Buffer)
    size += (value as Buffer).length
  }
  async function* all() {
    yield* parts
    for (let next = await from.next(); next.done !== true; next = await from.next())
      yield next.value as Buffer
  }
  return { head: Buffer.concat(parts), all: all() }
}

/** A text has no first bytes of its own; where its name ends with nothing that says a kind, it is judged as one. */
const judgedName = async (name: string, head: Buffer): Promise<string> =>
  !isTextName(name) &&
  !announcesOtherKind(name, 'text') &&
  (await kindOf(head.subarray(0, HEAD))) === 'unknown-kind'
    ? `${name}.txt`
    : name

/** A name is reserved: an empty file is no document yet (it has no version). */
const reserve = (ctx: CallContext): Promise<Told<unknown>> =>
  writing(ctx, namesAsked(ctx), async (tx) => {
    const target = await targetOf(tx, ctx)
    if (target.kind === 'document' && target.entry.fileId !== null)
      throw new DavError(409, 'Un document ne devient pas vide\u00a0: retirez-le, ou envoyez son contenu.')
    if (target.kind === 'free') await reserveName(tx, target.tree, target.within?.id ?? null, target.name)
    return doneOf(target.kind === 'free')
  })

export async function put(ctx: CallContext, body: unknown): Promise<Told<unknown>> {
  if (ctx.header('content-range') !== null) throw new DavError(400, 'Un document s’envoie en entier.')
  if (Number(ctx.header('content-length') ?? 0) > MOST_FILE_BYTES)
    throw new DavError(413, 'Ce document est trop lourd\u00a0: 10\u00a0Mo au plus.')
  const asked = await ctx.db.read(ctx.actor, (tx) => targetOf(tx, ctx))
  const { head, all } = await peeked(body as AsyncIterable<Buffer>)
  if (head.length === 0) return reserve(ctx)
  await takeFileRoom({ ...ctx, isHere: false, visitorId: '' }, 1)
  const name = asked.names.at(-1) ?? ''
  const source = { source: all, name: await judgedName(name, head) }
  const kept = await receive(ctx, source, { accept: ACCEPTED, maxBytes: MOST_FILE_BYTES }).catch(
    (error: unknown) => {
      throw ofFile(error)
    },
  )
  const isNew = await filing(ctx.db, [kept], () =>
    writing(ctx, namesAsked(ctx), async (tx) =>
      fileAt(tx, await targetOf(tx, ctx), { ...kept, name }, tokensOf(ctx)),
    ),
  )
  return { ...doneOf(isNew), headers: { etag: `"${kept.fileId}"` } }
}

/** @returns whether nothing stood there */
export async function fileAt(
  tx: Write,
  target: Target,
  kept: KeptFile,
  tokens: readonly string[],
): Promise<boolean> {
  const { id } = target.tree.space
  if (target.kind === 'document') await fileVersion(tx, id, target.entry.id, kept, tokens)
  else await fileDocuments(tx, id, target.within?.id ?? null, [kept], tokens)
  return target.kind === 'free'
}

export async function mkcol(ctx: CallContext, body: unknown): Promise<Told<unknown>> {
  if (await isFull(body)) throw new DavError(415, 'Un dossier se crée sans rien envoyer.')
  return writing(ctx, namesAsked(ctx), async (tx) => {
    const found = await resourceAt(tx, namesAsked(ctx)).catch((error: unknown) => {
      throw namesAsked(ctx).length === 1 && error instanceof DavError
        ? new DavError(403, 'Un espace s’ouvre sur le site, pas ici.')
        : error
    })
    if (found.kind !== 'free') throw new DavError(405, 'Quelque chose est déjà à cette adresse.')
    await writable(tx, found)
    await checkConditions(tx, ctx, found)
    breaksName(found.name, 80)
    await makeFolder(tx, found.tree.space.id, found.within?.id ?? null, found.name, tokensOf(ctx))
    return doneOf(true)
  })
}

async function isFull(body: unknown): Promise<boolean> {
  for await (const piece of body as AsyncIterable<Buffer>) if (piece.length > 0) return true
  return false
}

/** Takes away what stands there, the deepest first. @throws DavError 403 for a space, or for too much at once */
export async function removeAt(tx: Write, resource: Resource, tokens: readonly string[]): Promise<void> {
  if (resource.kind === 'document')
    return removeDocument(tx, resource.tree.space.id, resource.entry.id, tokens)
  if (resource.kind !== 'folder' || resource.folder === null)
    throw new DavError(403, 'Un espace se ferme sur le site, pas ici.')
  const { tree, folder } = resource
  const below = foldersBelow(resource)
  const inside = tree.entries.filter(
    ({ folderId }) => folderId !== null && [folder.id, ...below].includes(folderId),
  )
  if (inside.length + below.length > MOST_AT_ONCE)
    throw new DavError(
      403,
      'Ce dossier tient trop de documents pour un seul appel\u00a0: retirez ses dossiers un par un.',
    )
  const { id } = tree.space
  await unheld(tx, id, [], tokens, [folder.id])
  for (const entry of inside) await removeDocument(tx, id, entry.id, tokens)
  for (const each of [...below.toReversed(), folder.id]) await removeFolder(tx, id, each, tokens)
}

/** Ids, those above before those below. */
export function foldersBelow({ tree, folder }: Extract<Resource, { kind: 'folder' }>): number[] {
  const found: number[] = []
  let level = [folder?.id ?? null]
  while (level.length > 0) {
    const next = tree.folders.filter(({ parentId }) => level.includes(parentId)).map(({ id }) => id)
    found.push(...next)
    level = next
  }
  return found
}

export async function remove(ctx: CallContext): Promise<Told<unknown>> {
  depthOf(ctx, ['infinity', '0'], 'infinity')
  return writing(ctx, namesAsked(ctx), async (tx) => {
    const found = await standingAt(tx, namesAsked(ctx))
    await writable(tx, found)
    await checkConditions(tx, ctx, found)
    await removeAt(tx, found, tokensOf(ctx))
    return DONE
  })
}

const MOST_PROPERTIES = 60
const MOST_VALUE = 4000

interface PropertyChange {
  readonly one: Element
  readonly isSet: boolean
}

/** @throws DavError 400 */
async function changesIn(body: unknown): Promise<PropertyChange[]> {
  const asked = await xmlOf(body)
  if (asked === null || asked.name !== 'propertyupdate' || asked.namespace !== DAV_NAMESPACE)
    throw new DavError(400, 'Cet appel ne dit pas ce qu’il change\u00a0: propertyupdate.')
  return elementsIn(asked)
    .filter(({ namespace, name }) => namespace === DAV_NAMESPACE && ['set', 'remove'].includes(name))
    .flatMap((act) => {
      const prop = part(act, 'prop')
      return prop === undefined ? [] : elementsIn(prop).map((one) => ({ one, isSet: act.name === 'set' }))
    })
}

const valueOf = ({ children }: Element): string => children.map(written).join('')

export async function proppatch(ctx: CallContext, body: unknown): Promise<Told<unknown>> {
  const changes = await changesIn(body)
  return writing(ctx, namesAsked(ctx), async (tx) => {
    const found = await standingAt(tx, namesAsked(ctx))
    const { id } = await writable(tx, found)
    await checkConditions(tx, ctx, found)
    const place = placeOf(found)
    if (place === null) throw new DavError(403, 'Rien ne se note sur un espace.')
    await unheld(tx, id, [place], tokensOf(ctx))
    const isRefused = ({ one, isSet }: PropertyChange) =>
      isLive(one) ||
      one.namespace === DAV_NAMESPACE ||
      (isSet && (valueOf(one).length > MOST_VALUE || one.name.length > 200 || one.namespace.length > 300))
    const refused = changes.filter(isRefused)
    if (propertiesAt(found).length + changes.length > MOST_PROPERTIES)
      throw new DavError(507, `${MOST_PROPERTIES} propriétés au plus.`, 'quota-not-exceeded')
    if (refused.length === 0)
      for (const { one, isSet } of changes) {
        const key = { ...place, namespace: one.namespace, name: one.name }
        if (isSet) await sayProperty(tx, id, { ...key, value: valueOf(one) })
        else await deleteProperty(tx, key)
      }
    const told = changes.map((change) =>
      statusOf(
        change.one,
        refused.length === 0
          ? '200 OK'
          : refused.includes(change)
            ? '403 Forbidden'
            : '424 Failed Dependency',
      ),
    )
    const href = `<D:href>${hrefOf(found.names, found.kind !== 'document')}</D:href>`
    return multistatus(`<D:response>${href}${told.join('')}</D:response>`)
  })
}

const statusOf = (one: Element, status: string): string =>
  `<D:propstat><D:prop>${named(one, '')}</D:prop><D:status>HTTP/1.1 ${status}</D:status></D:propstat>`
