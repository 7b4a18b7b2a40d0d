// GET /formulaires/modeles/:empreinte: the model, for whoever may see a form that names it (the second wall says).
import { NotFound } from '#platform/errors.ts'
import { servingHeaders } from '#platform/files/headers.ts'
import type { Context, Reply } from '#platform/http/route.ts'
import { modelFiles } from './models.ts'

const GONE = 'Ce modèle n’existe pas, ou n’existe plus.'

export async function sendModel(ctx: Context): Promise<Reply> {
  const digest = ctx.params.empreinte ?? ''
  if (!/^[0-9a-f]{64}$/.test(digest)) throw new NotFound(GONE)
  const [model] = await ctx.db.read(ctx.actor, (tx) => modelFiles(tx, [digest]))
  const body = model === undefined ? null : await ctx.files.get(model.storageKey)
  if (model === undefined || body === null) throw new NotFound(GONE)
  const headers = { ...servingHeaders(model), etag: `"${digest}"`, 'content-length': String(model.bytes) }
  return { kind: 'stream', body, headers }
}
