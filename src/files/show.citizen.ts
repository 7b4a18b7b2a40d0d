// Handlers of the files people sent: shown to their owner, and to whoever may see the thing that holds them.
import { noter } from '#platform/actor.ts'
import { NotFound } from '#platform/errors.ts'
import { servingHeaders } from '#platform/files/headers.ts'
import { rangeOf } from '#platform/files/range.ts'
import type { Range } from '#platform/files/store/store.ts'
import type { Context, Reply } from '#platform/http/route.ts'
import type { Readable } from 'node:stream'
import type { OpenedFile, Part } from './queries.ts'
import { openFile } from './subject.ts'

// Who may see a file is the second wall's to say: one's own, or one of what one may see.
async function opened(ctx: Context, part: Part): Promise<OpenedFile> {
  const file = await ctx.db.read(ctx.actor, (tx) => openFile(tx, ctx.params.id ?? '', part))
  if (file === undefined) throw new NotFound('Ce fichier n’existe pas, ou ne vous concerne pas.')
  return file
}

async function bodyOf(ctx: Context, { storageKey }: OpenedFile, range?: Range): Promise<Readable> {
  const body = await ctx.files.get(storageKey, range)
  if (body === null) throw new NotFound('Ce fichier n’est plus disponible.')
  return body
}

/** GET /fichiers/:id: all of it, or the part that is asked (RFC 9110, 14). */
export async function sendWhole(ctx: Context): Promise<Reply> {
  const file = await opened(ctx, 'file')
  const etag = `"${file.sha256}"`
  const isSame = [null, etag].includes(ctx.header('if-range'))
  const range = isSame ? rangeOf(ctx.header('range'), file.bytes) : null
  if (range === 'unsatisfiable')
    return {
      kind: 'bytes',
      body: '',
      type: 'text/plain',
      status: 416,
      headers: { 'content-range': `bytes */${file.bytes}` },
    }
  const body = await bodyOf(ctx, file, range ?? undefined)
  // Each part is an opening: whoever asks for all but one byte has read it.
  if (ctx.actor.kind === 'agent') await noteOpened(ctx, file.fileId)
  const headers = { ...servingHeaders(file), etag, 'accept-ranges': 'bytes' }
  if (range === null)
    return { kind: 'stream', body, headers: { ...headers, 'content-length': String(file.bytes) } }
  const { start, end } = range
  const part = {
    'content-range': `bytes ${start}-${end}/${file.bytes}`,
    'content-length': String(end - start + 1),
  }
  return { kind: 'stream', body, status: 206, headers: { ...headers, ...part } }
}

/** GET /fichiers/:id/vignette: on the screen of what holds the file, whose opening is noted already. */
export const sendThumbnail = (ctx: Context): Promise<Reply> => sendPicture(ctx, 'thumbnail')

/** GET /fichiers/:id/pages/:n: of its preview, the same. */
export const sendPage = (ctx: Context): Promise<Reply> => sendPicture(ctx, `p${Number(ctx.params.n)}`)

async function sendPicture(ctx: Context, part: Part): Promise<Reply> {
  const file = await opened(ctx, part)
  const headers = servingHeaders({ mediaType: 'image/webp', name: file.name })
  return { kind: 'stream', body: await bodyOf(ctx, file), headers }
}

/** In the journals of whoever keeps one: an agent read it. */
export async function noteOpened(
  ctx: Pick<Context, 'actor' | 'db' | 'fileOpened'>,
  fileId: string,
): Promise<void> {
  await ctx.db.write(noter(ctx.actor), async (tx) => {
    for (const note of ctx.fileOpened) await note(tx, fileId, ctx.actor)
  })
}
