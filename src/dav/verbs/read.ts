// What reads: OPTIONS, GET, PROPFIND.
import type { CallContext, Told } from '#platform/api/call.ts'
import type { Read } from '#platform/db/db.ts'
import { servingHeaders } from '#platform/files/headers.ts'
import { rangeOf } from '#platform/files/range.ts'
import { noteOpened, openFile } from '#files'
import { heldBytes, type Space } from '#spaces'
import { lockAddress } from '../protocol/conditions.ts'
import { DavError } from '../protocol/dialect.ts'
import { hrefOf } from '../protocol/path.ts'
import {
  DAV_NAMESPACE,
  type Element,
  elementsIn,
  named,
  part,
  text,
  XML_TYPE,
  xmlOf,
} from '../protocol/xml.ts'
import { checkConditions, depthOf, namesAsked } from '../tree/call.ts'
import {
  childrenOf,
  etagOf,
  locksAt,
  propertiesAt,
  type Resource,
  spacesByName,
  standingAt,
} from '../tree/resource.ts'
import type { Lock } from '#spaces'

/** Classes of the protocol; Windows asks for the second header. */
const CLASSES = { dav: '1, 2', 'ms-author-via': 'DAV' } as const
const ALLOWED = 'OPTIONS, GET, HEAD, PUT, DELETE, PROPFIND, PROPPATCH, MKCOL, COPY, MOVE, LOCK, UNLOCK'

export const options = async (): Promise<Told<unknown>> => ({
  body: '',
  headers: { ...CLASSES, allow: ALLOWED },
})

export async function get(ctx: CallContext): Promise<Told<unknown>> {
  const { resource, file } = await ctx.db.read(ctx.actor, async (tx) => {
    const found = await standingAt(tx, namesAsked(ctx))
    await checkConditions(
      tx,
      { ...ctx, header: (name) => (name === 'if-none-match' ? null : ctx.header(name)) },
      found,
    )
    const fileId = found.kind === 'document' ? found.entry.fileId : null
    return { resource: found, file: fileId === null ? undefined : await openFile(tx, fileId, 'file') }
  })
  const etag = etagOf(resource)
  if (etag === null || resource.kind !== 'document') return folderPage()
  const headers = { etag, 'last-modified': resource.entry.at.toUTCString(), 'accept-ranges': 'bytes' }
  if (ctx.header('if-none-match')?.includes(etag)) return { body: '', status: 304, headers }
  if (file === undefined)
    return { body: '', headers: { ...headers, 'content-type': 'text/plain', 'content-length': '0' } }
  const range = [null, etag].includes(ctx.header('if-range'))
    ? rangeOf(ctx.header('range'), file.bytes)
    : null
  if (range === 'unsatisfiable')
    throw new DavError(416, 'Ce document est plus court que ce qui en est demandé.')
  const body = await ctx.files.get(file.storageKey, range ?? undefined)
  if (body === null) throw new DavError(404, 'Ce fichier n’est plus disponible.')
  if (ctx.actor.kind === 'agent') await noteOpened(ctx, file.fileId)
  const all = { ...servingHeaders({ ...file, name: resource.entry.name }), ...headers }
  if (range === null) return { body, headers: { ...all, 'content-length': String(file.bytes) } }
  const size = String(range.end - range.start + 1)
  const part206 = {
    'content-range': `bytes ${range.start}-${range.end}/${file.bytes}`,
    'content-length': size,
  }
  return { body, status: 206, headers: { ...all, ...part206 } }
}

/** A folder is for programs: a browser is told so. */
const folderPage = (): Told<unknown> => ({
  body: 'Ce dossier s’ouvre dans l’explorateur de fichiers de votre ordinateur, ou dans LibreOffice.\n',
  headers: { 'content-type': 'text/plain; charset=utf-8' },
})

const whole = (name: string, inside: string) => named({ namespace: DAV_NAMESPACE, name }, inside)

export const activeLock = (lock: Lock, href: string, now: Date): string =>
  whole(
    'activelock',
    [
      whole('locktype', '<D:write/>'),
      whole('lockscope', lock.isShared ? '<D:shared/>' : '<D:exclusive/>'),
      whole('depth', lock.isDeep ? 'infinity' : '0'),
      lock.said === '' ? '' : whole('owner', lock.said),
      whole('timeout', `Second-${Math.max(0, Math.round((lock.endsAt.getTime() - now.getTime()) / 1000))}`),
      whole('locktoken', whole('href', lockAddress(lock.token))),
      whole('lockroot', whole('href', href)),
    ].join(''),
  )

interface Room {
  readonly now: Date
  readonly held: number
}

const ENTRY =
  '<D:lockentry><D:lockscope><D:KIND/></D:lockscope><D:locktype><D:write/></D:locktype></D:lockentry>'
const SUPPORTED = ENTRY.replace('KIND', 'exclusive') + ENTRY.replace('KIND', 'shared')

/** Where a lock was taken: the thing itself, or a folder above it. */
export function rootOf(resource: Exclude<Resource, { kind: 'root' }>, lock: Lock): string {
  const { names, tree } = resource
  if (lock.documentId !== null) return hrefOf(names, false)
  let [depth, at] = [1, tree.folders.find(({ id }) => id === lock.folderId)]
  while (at !== undefined) {
    depth += 1
    const { parentId } = at
    at = tree.folders.find(({ id }) => id === parentId)
  }
  return hrefOf(names.slice(0, depth), true)
}

/** Properties that the server says, in XML; those that nobody changes. */
const LIVE: Readonly<Record<string, (resource: Resource, room: Room) => string | null>> = {
  resourcetype: ({ kind }) => (kind === 'document' ? '' : '<D:collection/>'),
  displayname: ({ names }) => text(names.at(-1) ?? 'Mes espaces'),
  creationdate: (resource) => dateOf(resource)?.toISOString() ?? null,
  getlastmodified: (resource) => dateOf(resource)?.toUTCString() ?? null,
  getcontentlength: (resource) => (resource.kind === 'document' ? String(resource.entry.bytes) : null),
  getcontenttype: (resource) =>
    resource.kind === 'document' ? text(resource.entry.mediaType ?? 'text/plain') : null,
  getetag: (resource) => {
    const etag = etagOf(resource)
    return etag === null ? null : text(etag)
  },
  supportedlock: (resource) => (resource.kind === 'root' ? '' : SUPPORTED),
  lockdiscovery: (resource, { now }) =>
    resource.kind === 'root'
      ? ''
      : locksAt(resource)
          .map((lock) => activeLock(lock, rootOf(resource, lock), now))
          .join(''),
  'quota-used-bytes': ({ kind }, { held }) => (kind === 'folder' ? String(held) : null),
  'quota-available-bytes': (resource, { held }) =>
    resource.kind === 'folder' ? String(Math.max(0, resource.tree.space.quota * 1_000_000 - held)) : null,
}
export const isLive = ({ namespace, name }: Pick<Element, 'namespace' | 'name'>): boolean =>
  namespace === DAV_NAMESPACE && Object.hasOwn(LIVE, name)

function dateOf(resource: Resource): Date | null {
  if (resource.kind === 'document') return resource.entry.at
  return resource.kind === 'root' ? null : resource.tree.space.openedAt
}

type Wanted = { kind: 'all' | 'names' } | { kind: 'some'; names: readonly Element[] }

/** Of one call: each is sought for each thing of a folder. */
const MOST_ASKED = 100

/** @throws DavError 400 */
async function wantedBy(body: unknown): Promise<Wanted> {
  const asked = await xmlOf(body)
  if (asked === null) return { kind: 'all' }
  const prop = part(asked, 'prop')
  if (asked.name === 'propfind' && asked.namespace === DAV_NAMESPACE) {
    if (prop !== undefined) {
      const names = elementsIn(prop)
      if (names.length > MOST_ASKED)
        throw new DavError(400, `${MOST_ASKED} propriétés au plus se demandent à la fois.`)
      return { kind: 'some', names }
    }
    if (part(asked, 'propname') !== undefined) return { kind: 'names' }
    if (part(asked, 'allprop') !== undefined) return { kind: 'all' }
  }
  throw new DavError(400, 'Cet appel ne dit pas ce qu’il demande\u00a0: prop, propname ou allprop.')
}

const propstat = (status: string, inside: string): string =>
  inside === '' ? '' : whole('propstat', whole('prop', inside) + whole('status', `HTTP/1.1 ${status}`))

/** A value of one that the server says; null: it has none. */
const liveOf = (name: string, resource: Resource, room: Room): string | null =>
  Object.hasOwn(LIVE, name) ? (LIVE[name]?.(resource, room) ?? null) : null

function valueOf(one: Pick<Element, 'namespace' | 'name'>, resource: Resource, room: Room): string | null {
  if (one.namespace === DAV_NAMESPACE && Object.hasOwn(LIVE, one.name))
    return liveOf(one.name, resource, room)
  const found = propertiesAt(resource).find(
    ({ namespace, name }) => namespace === one.namespace && name === one.name,
  )
  return found?.value ?? null
}

function responseOf(resource: Resource, wanted: Wanted, room: Room): string {
  const href = whole('href', hrefOf(resource.names, resource.kind !== 'document'))
  const every = [
    ...Object.keys(LIVE).map((name) => ({ namespace: DAV_NAMESPACE, name })),
    ...propertiesAt(resource),
  ]
  const asked = wanted.kind === 'some' ? wanted.names : every
  const values = asked.map((one) => ({ one, value: valueOf(one, resource, room) }))
  const found = values.filter(({ value }) => value !== null)
  const missing = wanted.kind === 'some' ? values.filter(({ value }) => value === null) : []
  return whole(
    'response',
    href +
      (propstat(
        '200 OK',
        found.map(({ one, value }) => named(one, wanted.kind === 'names' ? '' : (value ?? ''))).join(''),
      ) || (missing.length === 0 ? whole('propstat', '<D:prop/><D:status>HTTP/1.1 200 OK</D:status>') : '')) +
      propstat('404 Not Found', missing.map(({ one }) => named(one, '')).join('')),
  )
}

export const multistatus = (responses: string): Told<unknown> => ({
  body: `<?xml version="1.0" encoding="utf-8"?>\n<D:multistatus xmlns:D="DAV:">${responses}</D:multistatus>\n`,
  status: 207,
  headers: { ...CLASSES, 'content-type': XML_TYPE },
})

async function listed(tx: Read, resource: Resource, isDeep: boolean): Promise<Resource[]> {
  if (!isDeep) return [resource]
  if (resource.kind === 'folder') return [resource, ...childrenOf(resource)]
  if (resource.kind !== 'root') return [resource]
  const spaces: [string, Space][] = [...(await spacesByName(tx))]
  const empty = { folders: [], entries: [], locks: [], properties: new Map() }
  return [
    resource,
    ...spaces.map(
      ([name, space]): Resource => ({
        kind: 'folder',
        names: [name],
        tree: { space, ...empty },
        folder: null,
      }),
    ),
  ]
}

export async function propfind(ctx: CallContext, body: unknown): Promise<Told<unknown>> {
  const depth = depthOf(ctx, ['0', '1', 'infinity'], 'infinity')
  const wanted = await wantedBy(body)
  if (depth === 'infinity')
    throw new DavError(
      403,
      'Demandez un dossier à la fois\u00a0: profondeur 0 ou 1.',
      'propfind-finite-depth',
    )
  return ctx.db.read(ctx.actor, async (tx) => {
    const resource = await standingAt(tx, namesAsked(ctx))
    const held = resource.kind === 'folder' ? await heldBytes(tx, resource.tree.space.id) : 0
    const room = { now: tx.now, held }
    const all = await listed(tx, resource, depth === '1')
    return multistatus(all.map((one) => responseOf(one, wanted, room)).join(''))
  })
}
