// What machines ask: is it alive, is it ready, how is it doing; and the files of pages.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { isHere } from './here.ts'
import type { createMetrics } from './metrics.ts'
import type { Tools } from './route.ts'

// Nobody listens to how long an answer takes: the token is compared by its digest.
const digest = (text: string) => createHash('sha256').update(text).digest()

/** The figures are for the machine itself, as long as no proxy speaks for others, and for whoever holds the token. */
function mayMeasure(config: Config, request: FastifyRequest): boolean {
  const { metricsToken } = config
  const given = /^Bearer ([\x21-\x7e]{1,500})$/i.exec(request.headers.authorization ?? '')?.[1]
  if (metricsToken !== null)
    return given !== undefined && timingSafeEqual(digest(given), digest(metricsToken))
  return isHere(config, request)
}

/** Adds /healthz, /readyz, /metrics and /assets. */
export function probes(
  app: FastifyInstance,
  { db, assets, config }: Tools,
  metrics: ReturnType<typeof createMetrics>,
) {
  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/readyz', async (_request, reply) => {
    try {
      const { rows } = await db.pool.query('select count(*)::int as migrations from platform.migration')
      return { status: 'ok', migrations: (rows[0] as { migrations: number }).migrations }
    } catch {
      return reply.code(503).send({ status: 'unavailable' })
    }
  })
  app.get('/metrics', async (request, reply) => {
    if (!mayMeasure(config, request)) return reply.code(404).type('text/plain').send('')
    metrics.setPoolUse(db.pool.totalCount - db.pool.idleCount, db.pool.waitingCount)
    return reply.type('text/plain; version=0.0.4').send(await metrics.text())
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
