// Handler of the pictures of the library: whoever has what shows one has it, in the width that their screen asks.
import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import { type OpenedFile, openFile, type Part } from '#files'
import { type Actor, anonymous } from '#platform/actor.ts'
import { NotFound } from '#platform/errors.ts'
import { servingHeaders } from '#platform/files/headers.ts'
import type { Context, Reply } from '#platform/http/route.ts'
import { SMALL, WHOLE } from './address.ts'
import { fileOf } from './picture.ts'
import { pictureInSight } from './queries.ts'
import { WIDTHS } from './words.ts'

const PARTS: Readonly<Record<string, Part>> = {
  [WHOLE]: 'file',
  [SMALL]: 'thumbnail',
  ...Object.fromEntries(WIDTHS.map((width) => [width, `w${width}`])),
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const GONE = 'Cette image n’existe pas, n’est plus montrée, ou n’est pas pour vous.'

/** What everybody has may be kept by caches, so long: a right that ends, or a content that is withdrawn, is followed within it. */
const PUBLIC_SECONDS = 600

interface Opened extends OpenedFile {
  /** Is it what was made of the file? Otherwise it is the file. */
  isMade: boolean
}

/** That part of a picture in sight of the actor; the whole as long as the part is not made. */
const openedBy = (ctx: Context, actor: Actor, key: string, part: Part): Promise<Opened | undefined> =>
  ctx.db.read(actor, async (tx) => {
    const id = await pictureInSight(tx, key)
    const fileId = id === undefined ? undefined : await fileOf(tx, id)
    if (fileId === undefined) return undefined
    const made = part === 'file' ? undefined : await openFile(tx, fileId, part)
    const whole = made ?? (await openFile(tx, fileId, 'file'))
    return whole === undefined ? undefined : { ...whole, isMade: made !== undefined }
  })

/** Would anybody have it, who is nobody here? */
const isEverybodys = async (ctx: Context, key: string): Promise<boolean> =>
  (await ctx.db.read(anonymous(randomUUID()), (tx) => pictureInSight(tx, key))) !== undefined

/** GET /images/:cle/:taille */
export async function sendPicture(ctx: Context): Promise<Reply> {
  const { cle = '', taille = '' } = ctx.params
  const part = Object.hasOwn(PARTS, taille) ? PARTS[taille] : undefined
  const opened = part !== undefined && UUID.test(cle) ? await openedBy(ctx, ctx.actor, cle, part) : undefined
  if (opened === undefined) throw new NotFound(GONE)
  const body: Readable | null = await ctx.files.get(opened.storageKey)
  if (body === null) throw new NotFound(GONE)
  const mediaType = opened.isMade ? 'image/webp' : opened.mediaType
  const headers = servingHeaders({ mediaType, name: opened.name })
  const caching = (await isEverybodys(ctx, cle))
    ? { 'cache-control': `public, max-age=${PUBLIC_SECONDS}` }
    : {}
  return { kind: 'stream', body, headers: { ...headers, ...caching } }
}
