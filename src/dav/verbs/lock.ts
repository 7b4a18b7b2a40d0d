// LOCK and UNLOCK (RFC 4918, 9.10 and 9.11): exclusive or shared, of one thing or of a folder with all it holds, for an hour at most at a time.
import type { CallContext, Told } from '#platform/api/call.ts'
import type { Write } from '#platform/db/db.ts'
import { deleteLock, insertLock, type Lock, prolongLock, unheld } from '#spaces'
import { lockAddress, lockNamed } from '../protocol/conditions.ts'
import { DavError } from '../protocol/dialect.ts'
import { type Element, part, written, XML_TYPE, xmlOf } from '../protocol/xml.ts'
import { checkConditions, depthOf, namesAsked, tokensOf, writable, writing } from '../tree/call.ts'
import { breaksName } from '../tree/names.ts'
import { locksAt, locksUnder, placeOf, type Resource, resourceAt, standingAt } from '../tree/resource.ts'
import { reserveName } from '../tree/room.ts'
import { activeLock, rootOf } from './read.ts'

/** Seconds. */
const [LONGEST, SHORTEST] = [3600, 30]
/** Of one space. */
const MOST_LOCKS = 500
const MOST_SAID = 2000

const secondsOf = ({ header }: CallContext): number => {
  const said = /Second-(\d{1,12})/i.exec(header('timeout') ?? '')?.[1]
  return said === undefined ? LONGEST : Math.min(LONGEST, Math.max(SHORTEST, Number(said)))
}
const endOf = (ctx: CallContext, now: Date): Date => new Date(now.getTime() + secondsOf(ctx) * 1000)

type Lockable = Exclude<Resource, { kind: 'root' }>

const told = (
  resource: Lockable,
  lock: Lock,
  now: Date,
  status: number,
  isTaken: boolean,
): Told<unknown> => ({
  body: `<?xml version="1.0" encoding="utf-8"?>\n<D:prop xmlns:D="DAV:"><D:lockdiscovery>${activeLock(lock, rootOf(resource, lock), now)}</D:lockdiscovery></D:prop>\n`,
  status,
  headers: { 'content-type': XML_TYPE, ...(isTaken ? { 'lock-token': `<${lockAddress(lock.token)}>` } : {}) },
})

interface Asked {
  readonly isShared: boolean
  readonly said: string
}

/** @throws DavError 400 */
function askedIn(body: Element): Asked {
  const scope = part(body, 'lockscope')
  const type = part(body, 'locktype')
  const isShared = scope !== undefined && part(scope, 'shared') !== undefined
  const isOne = isShared || (scope !== undefined && part(scope, 'exclusive') !== undefined)
  if (body.name !== 'lockinfo' || !isOne || type === undefined || part(type, 'write') === undefined)
    throw new DavError(400, 'Cet appel ne dit pas quel verrou il demande.')
  const said = (part(body, 'owner')?.children ?? []).map(written).join('')
  if (said.length > MOST_SAID) throw new DavError(400, 'Le titulaire de ce verrou est trop long.')
  return { isShared, said }
}

export async function lock(ctx: CallContext, body: unknown): Promise<Told<unknown>> {
  const isDeep = depthOf(ctx, ['0', 'infinity'], 'infinity') !== '0'
  const asked = await xmlOf(body)
  return writing(ctx, namesAsked(ctx), async (tx) => {
    const found = await resourceAt(tx, namesAsked(ctx))
    if (found.kind === 'root' || (found.kind === 'folder' && found.folder === null))
      throw new DavError(403, 'Un espace entier ne se verrouille pas.')
    await writable(tx, found)
    await checkConditions(tx, ctx, found)
    return asked === null ? refresh(tx, ctx, found) : take(tx, ctx, found, { ...askedIn(asked), isDeep })
  })
}

async function take(
  tx: Write,
  ctx: CallContext,
  asked: Lockable,
  wanted: Asked & { isDeep: boolean },
): Promise<Told<unknown>> {
  const { id } = asked.tree.space
  let found = asked
  if (found.tree.locks.length >= MOST_LOCKS) throw new DavError(507, 'Cet espace a trop de verrous.')
  const isNew = found.kind === 'free'
  if (found.kind === 'free') {
    breaksName(found.name, 120)
    await unheld(tx, id, [{ folderId: found.within?.id ?? null, documentId: null }], tokensOf(ctx))
    await reserveName(tx, found.tree, found.within?.id ?? null, found.name)
    found = (await standingAt(tx, found.names)) as Lockable
  }
  refuseConflict(found, wanted)
  const place = placeOf(found)
  if (place === null) throw new DavError(403, 'Rien ne se verrouille ici.')
  const isDeep = found.kind === 'folder' && wanted.isDeep
  const made = { ...place, isShared: wanted.isShared, isDeep, said: wanted.said, seconds: secondsOf(ctx) }
  const token = await insertLock(tx, id, made)
  return told(
    found,
    { ...made, token, personId: 0, label: '', endsAt: endOf(ctx, tx.now) },
    tx.now,
    isNew ? 201 : 200,
    true,
  )
}

/** @throws DavError 423 */
function refuseConflict(found: Lockable, { isShared, isDeep }: Asked & { isDeep: boolean }): void {
  const others = [...locksAt(found), ...(isDeep ? locksUnder(found) : [])]
  const other = others.find((one) => !isShared || !one.isShared)
  if (other !== undefined)
    throw new DavError(423, `${other.label} écrit ici en ce moment.`, 'no-conflicting-lock')
}

async function refresh(tx: Write, ctx: CallContext, found: Lockable): Promise<Told<unknown>> {
  const tokens = tokensOf(ctx)
  const own = locksAt(found).find(
    ({ token, personId }) => tokens.includes(token) && personId === tx.actor.personId,
  )
  if (own === undefined) throw new DavError(412, 'Le verrou que cet appel prolonge n’est pas là.')
  const endsAt = endOf(ctx, tx.now)
  await prolongLock(tx, own.token, secondsOf(ctx))
  return told(found, { ...own, endsAt }, tx.now, 200, false)
}

export async function unlock(ctx: CallContext): Promise<Told<unknown>> {
  const token = lockNamed(/^<(.{1,200})>$/.exec(ctx.header('lock-token')?.trim() ?? '')?.[1] ?? '')
  if (ctx.header('lock-token') === null)
    throw new DavError(400, 'Dites quel verrou\u00a0: l’en-tête Lock-Token manque.')
  return ctx.db.write(ctx.actor, async (tx) => {
    const found = await standingAt(tx, namesAsked(ctx))
    const held = locksAt(found).find((one) => one.token === token)
    if (held === undefined)
      throw new DavError(409, 'Ce verrou n’est pas à cette adresse.', 'lock-token-matches-request-uri')
    if (held.personId !== tx.actor.personId)
      throw new DavError(403, 'Ce verrou est celui de quelqu’un d’autre.')
    await deleteLock(tx, held.token)
    return { body: '', status: 204 }
  })
}
