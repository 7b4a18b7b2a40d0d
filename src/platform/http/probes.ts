// What machines ask: is it alive, is it ready; and the files of pages.
import type { FastifyInstance } from 'fastify'
import type { Tools } from './route.ts'

/** Adds /healthz, /readyz and /assets. */
export function probes(app: FastifyInstance, { db, assets }: Pick<Tools, 'db' | 'assets'>) {
  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/readyz', async (_request, reply) => {
    try {
      const { rows } = await db.pool.query('select count(*)::int as migrations from platform.migration')
      return { status: 'ok', migrations: (rows[0] as { migrations: number }).migrations }
    } catch {
      return reply.code(503).send({ status: 'unavailable' })
    }
  })
  app.get('/assets/*', async (request, reply) => {
    const asset = assets.get(request.url.split('?')[0] ?? '')
    if (asset === undefined) return reply.code(404).type('text/plain').send('')
    reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('vary', 'accept-encoding')
      .type(asset.type)
    const accepted = request.headers['accept-encoding'] ?? ''
    // Compressed once at start, not at each request.
    if (asset.brotli !== undefined && /\bbr\b/.test(accepted))
      return reply.header('content-encoding', 'br').send(asset.brotli)
    if (asset.gzip !== undefined && /\bgzip\b/.test(accepted))
      return reply.header('content-encoding', 'gzip').send(asset.gzip)
    return reply.send(asset.body)
  })
}
