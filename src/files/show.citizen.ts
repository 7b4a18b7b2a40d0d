// Handlers of the files people sent: shown to their owner, and to whoever may see the thing that holds them.
import { NotFound } from '#platform/errors.ts'
import { servingHeaders } from '#platform/files/headers.ts'
import type { Context, Reply } from '#platform/http/route.ts'
import { openFile } from './subject.ts'

// Who may see a file is the second wall's to say: one's own, or one of what one may see.
async function sendFile(ctx: Context, part: 'file' | 'thumbnail'): Promise<Reply> {
  const file = await ctx.db.read(ctx.actor, (tx) => openFile(tx, ctx.params.id ?? '', part))
  if (file === undefined) throw new NotFound('Ce fichier n’existe pas, ou ne vous concerne pas.')
  const body = await ctx.files.get(file.storageKey)
  if (body === null) throw new NotFound('Ce fichier n’est plus disponible.')
  // Thumbnails stand on the screen of what holds the file, whose opening is noted already.
  if (part === 'file' && ctx.actor.kind === 'agent') await noteOpened(ctx, file.fileId)
  const mediaType = part === 'file' ? file.mediaType : 'image/webp'
  return { kind: 'stream', body, headers: servingHeaders({ mediaType, name: file.name }) }
}

async function noteOpened(ctx: Context, fileId: string): Promise<void> {
  await ctx.db.write(ctx.actor, async (tx) => {
    for (const note of ctx.fileOpened) await note(tx, fileId)
  })
}

export const sendWhole = (ctx: Context): Promise<Reply> => sendFile(ctx, 'file')
export const sendThumbnail = (ctx: Context): Promise<Reply> => sendFile(ctx, 'thumbnail')
