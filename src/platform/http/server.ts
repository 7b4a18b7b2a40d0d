// The kernel: from a request to a Context, through the gates (access, form token, input), to a reply.
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import Fastify, { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { ZodError } from 'zod'
import { type AccessTable, mayEver, type Relation } from '../access.ts'
import type { Actor } from '../actor.ts'
import { BadInput, type FieldProblem, isUnavailable, NotFound, ParvisError, TooLarge, Unauthenticated, Unavailable } from '../errors.ts'
import { type Html, renderHtml } from '../html.ts'
import type { Site } from '../ui/site.ts'
import { LIMITS, readBody, readValues } from './body.ts'
import { createMetrics } from './metrics.ts'
import { type Context, type Cookie, one, type Posted, type Reply, type Route, type Tools } from './route.ts'
import { csrfHolds, csrfToken, seal, unseal, visitorFrom } from './seal.ts'

/** What the kernel asks of the modules, given by app.ts: platform imports none of them. */
export interface Hooks {
  /** Who is this? From the session cookie and the visitor's proven codes. */
  identify(sessionToken: string | null, visitorId: string): Promise<Actor>
  /** Whose site is this host? */
  site(host: string): Promise<Site>
  /** The look of a page when even the database is away. */
  neutralSite: Site
  /** One of the error pages. */
  errorPage(ctx: Context, error: ParvisError): Html
  /** "Your page was open for long: nothing is lost, send again": a form with everything posted. */
  sendAgainPage(ctx: Context, path: string, posted: Posted): Html
  /** Keeps what was posted with an expired session; gives the address to sign in and come back. */
  keepPost(ctx: Context, path: string, posted: Posted): Promise<string>
}

const SESSION = 'parvis_session'
const VISITOR = 'parvis_visitor'
const COMMUNE = 'parvis_commune'
const FLASH = 'parvis_flash'
const YEAR = 365 * 24 * 3600

function securityHeaders(tilesUrl: string | null) {
  const tiles = tilesUrl === null ? [] : [new URL(tilesUrl.replace(/\{.*?\}/g, 'x')).origin]
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"], baseUri: ["'none'"], formAction: ["'self'"], frameAncestors: ["'none'"], objectSrc: ["'none'"],
        imgSrc: ["'self'", 'data:', ...tiles], scriptSrc: ["'self'"], styleSrc: ["'self'"],
      },
    },
    // The program may be served in clear on a laptop; behind TLS the proxy adds it.
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' as const },
  }
}

/** Where the journal goes, a line at a time. */
export interface Journal {
  write(line: string): void
}

/**
 * Builds the server: plugins, routes, error mapper. The journal goes to the standard output unless told otherwise.
 * @throws when a route names an action without access row
 */
export async function buildServer(tools: Tools, routes: readonly Route[], access: AccessTable, hooks: Hooks, journal: Journal = process.stdout): Promise<FastifyInstance> {
  const { config } = tools
  const app = Fastify({
    // At the most talkative level the multipart parser would write headers, and so the keys of sessions.
    logger: config.logLevel === 'silent' ? false : { level: config.logLevel, stream: journal, redact: { paths: ['busboyOptions.headers'], remove: true } },
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustProxy,
    bodyLimit: LIMITS.body,
    routerOptions: { maxParamLength: 200 },
    // An address that cannot be decoded never reaches the hooks: its page and its headers are made from nothing.
    frameworkErrors: (_error, request, reply) => {
      reply.headers({ 'content-security-policy': "default-src 'self'; frame-ancestors 'none'", 'x-content-type-options': 'nosniff' })
      return void sendError(tools, hooks, reply, bareContext(tools, hooks, request), new NotFound())
    },
  })
  await app.register(helmet, securityHeaders(config.tilesUrl))
  await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'], customTypes: /^text\/(html|css|javascript|plain)|json|xml/ })
  await app.register(cookie)
  await app.register(multipart, { throwFileSizeLimit: false, limits: { fieldSize: LIMITS.field, fileSize: LIMITS.file, files: LIMITS.files, fields: 400, parts: 420 } })
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 2 * 1024 * 1024 }, (_request, body, done) => done(null, body))
  const metrics = createMetrics()
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    const ms = reply.elapsedTime
    metrics.observe(request.method, route, reply.statusCode, ms / 1000)
    // The pattern, never the address: codes and searches are personal.
    request.log.info({ method: request.method, route, status: reply.statusCode, ms: Math.round(ms) })
  })
  probes(app, tools, metrics)
  const kernel = new Map<FastifyRequest, Context>()
  const context = async (request: FastifyRequest, reply: FastifyReply, title: string) => {
    const made = await makeContext(tools, hooks, request, reply, title)
    kernel.set(request, made)
    return made
  }
  app.addHook('onResponse', async (request) => void kernel.delete(request))
  for (const route of routes) {
    const relations = access[route.action]
    if (relations === undefined) throw new Error(`route ${'get' in route ? route.get : route.post}: action ${route.action} is in no access table`)
    const url = 'get' in route ? route.get : route.post
    app.route({
      method: 'get' in route ? 'GET' : 'POST',
      url,
      handler: async (request, reply) => {
        const ctx = await context(request, reply, route.title)
        return send(tools, reply, await answer(route, relations, ctx, request, hooks))
      },
    })
  }
  app.setNotFoundHandler(async (request, reply) => {
    const ctx = await context(request, reply, 'Page introuvable')
    return sendError(tools, hooks, reply, ctx, new NotFound())
  })
  app.setErrorHandler(async (error, request, reply) => {
    const known = asParvisError(error)
    if (known.status >= 500 && !(known instanceof Unavailable)) request.log.error({ route: request.routeOptions.url, name: (error as Error).name, at: stackOf(error) })
    const ctx = kernel.get(request) ?? (await context(request, reply, 'Erreur').catch(() => bareContext(tools, hooks, request)))
    return sendError(tools, hooks, reply, ctx, known)
  })
  return app
}

/** Where it broke, without the message: messages may carry values. */
function stackOf(error: unknown): string[] {
  return error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => line.trim().startsWith('at ')).slice(0, 8) : []
}

/** 500: a fault of ours. */
export class Broken extends ParvisError {
  readonly status = 500
}

function asParvisError(error: unknown): ParvisError {
  if (error instanceof ParvisError) return error
  if (isUnavailable(error)) return new Unavailable()
  const status = (error as { statusCode?: number }).statusCode
  if (status === 413) return new TooLarge('Votre envoi est trop lourd : 60 Mo au plus en tout, 10 Mo par fichier. Retirez un fichier et recommencez ; vos réponses enregistrées sont gardées.')
  if (status !== undefined && status >= 400 && status < 500) return new BadInput('Votre navigateur a envoyé une demande que nous n’avons pas comprise. Revenez en arrière et recommencez.')
  return new Broken('Une erreur est survenue de notre côté. Ce que vous aviez enregistré est gardé. Recommencez dans un instant.')
}

function probes(app: FastifyInstance, { db, assets }: Tools, metrics: ReturnType<typeof createMetrics>) {
  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/readyz', async (_request, reply) => {
    try {
      const { rows } = await db.pool.query('select count(*)::int as migrations from platform.migration')
      return { status: 'ok', migrations: (rows[0] as { migrations: number }).migrations }
    } catch {
      return reply.code(503).send({ status: 'unavailable' })
    }
  })
  app.get('/metrics', async (_request, reply) => {
    metrics.setPoolUse(db.pool.totalCount - db.pool.idleCount, db.pool.waitingCount)
    return reply.type('text/plain; version=0.0.4').send(await metrics.text())
  })
  app.get('/assets/*', async (request, reply) => {
    const asset = assets.get(request.url.split('?')[0] ?? '')
    if (asset === undefined) return reply.code(404).type('text/plain').send('')
    reply.header('cache-control', 'public, max-age=31536000, immutable').header('vary', 'accept-encoding').type(asset.type)
    const accepted = request.headers['accept-encoding'] ?? ''
    // Compressed once at start, not at each request.
    if (asset.brotli !== undefined && /\bbr\b/.test(accepted)) return reply.header('content-encoding', 'br').send(asset.brotli)
    if (asset.gzip !== undefined && /\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(asset.gzip)
    return reply.send(asset.body)
  })
}

function bareContext(tools: Tools, hooks: Hooks, request: FastifyRequest): Context {
  const visitorId = '00000000-0000-0000-0000-000000000000'
  const actor: Actor = { kind: 'anonymous', personId: null, label: 'Visiteur', memberships: [], visitorId, codes: [] }
  return {
    ...tools, actor, site: hooks.neutralSite, visitorId, params: {}, query: {}, url: request.url, ip: request.ip,
    csrf: '', flash: null, commune: null, title: 'Erreur', sessionToken: null, userAgent: '',
  }
}

async function makeContext(tools: Tools, hooks: Hooks, request: FastifyRequest, reply: FastifyReply, title: string): Promise<Context> {
  const { secret } = tools.config
  const visitor = visitorFrom(secret, request.cookies[VISITOR])
  if (visitor.isNew) setCookie(tools, reply, { name: VISITOR, value: seal(secret, 'visitor', visitor.id), maxAge: YEAR })
  const sessionToken = request.cookies[SESSION] ?? null
  const [actor, site] = await Promise.all([hooks.identify(sessionToken, visitor.id), hooks.site(request.hostname)])
  const flash = unseal(secret, 'flash', request.cookies[FLASH])
  if (flash !== null) setCookie(tools, reply, { name: FLASH, value: null })
  return {
    ...tools, actor, site, visitorId: visitor.id, sessionToken, title,
    commune: request.cookies[COMMUNE] ?? null,
    params: request.params as Record<string, string>,
    query: readValues(new URLSearchParams(request.url.split('?')[1] ?? '')),
    url: request.url, ip: request.ip, csrf: csrfToken(secret, visitor.id),
    flash: flash === null ? null : Buffer.from(flash, 'base64url').toString(),
    userAgent: request.headers['user-agent'] ?? '',
  }
}

async function answer(route: Route, relations: readonly Relation[], ctx: Context, request: FastifyRequest, hooks: Hooks): Promise<Reply> {
  if ('get' in route) return orSignIn(ctx, request.url, () => allowed(relations, ctx, () => route.handle(ctx)))
  const posted = await readBody(request)
  if (!fromOurPages(ctx, request, posted)) {
    if (route.script) return { kind: 'json', status: 403, body: { error: 'csrf' } }
    return { kind: 'page', status: 403, html: hooks.sendAgainPage(ctx, request.url, posted) }
  }
  const work = () => allowed(relations, ctx, () => act(route, ctx, posted))
  return route.script ? work() : orSignIn(ctx, () => hooks.keepPost(ctx, request.url, posted), work)
}

/** The first gate. Who is signed in and could never act learns nothing; who is not may be somebody else. */
async function allowed(relations: readonly Relation[], { actor }: Context, work: () => Promise<Reply>): Promise<Reply> {
  if (mayEver(relations, actor)) return work()
  throw actor.personId === null ? new Unauthenticated() : new NotFound()
}

/** Signing in is needed: there, and back to where one was with everything typed. */
async function orSignIn(ctx: Context, back: string | (() => Promise<string>), work: () => Promise<Reply>): Promise<Reply> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Unauthenticated) || ctx.actor.personId !== null) throw error
    return { kind: 'redirect', to: typeof back === 'string' ? `/connexion?suite=${encodeURIComponent(back)}` : await back() }
  }
}

async function act(route: Extract<Route, { post: string }>, ctx: Context, posted: Posted): Promise<Reply> {
  const parsed = route.input.safeParse(posted.values)
  try {
    if (!parsed.success) throw new BadInput(problemsOf(parsed.error))
    return await route.handle(ctx, parsed.data, posted)
  } catch (error) {
    if (error instanceof BadInput && route.again !== undefined) return route.again(ctx, error.problems, posted)
    throw error
  }
}

function problemsOf(error: ZodError): FieldProblem[] {
  return error.issues.map((issue) => ({ field: String(issue.path[0] ?? ''), message: issue.message }))
}

/** The visitor's token, and a browser that does not say the form came from elsewhere. */
function fromOurPages(ctx: Context, request: FastifyRequest, posted: Posted): boolean {
  const site = request.headers['sec-fetch-site']
  if (site === 'cross-site') return false
  return csrfHolds(ctx.config.secret, ctx.visitorId, one(posted.values, '_csrf'))
}

function setCookie({ config }: Tools, reply: FastifyReply, { name, value, maxAge }: Cookie) {
  const options = { path: '/', httpOnly: true, sameSite: 'lax' as const, secure: config.publicUrl.startsWith('https:') }
  if (value === null) reply.clearCookie(name, options)
  else reply.setCookie(name, value, maxAge === undefined ? options : { ...options, maxAge })
}

function send(tools: Tools, reply: FastifyReply, answered: Reply): FastifyReply {
  for (const item of answered.cookies ?? []) setCookie(tools, reply, item)
  reply.headers(answered.headers ?? {})
  if (answered.headers?.['cache-control'] === undefined) reply.header('cache-control', 'no-store')
  switch (answered.kind) {
    case 'page':
      return reply.code(answered.status ?? 200).type('text/html; charset=utf-8').send(renderHtml(answered.html))
    case 'json':
      return reply.code(answered.status ?? 200).type('application/json; charset=utf-8').send(JSON.stringify(answered.body))
    case 'bytes':
      return reply.code(answered.status ?? 200).type(answered.type).send(answered.body)
    case 'stream':
      return reply.send(answered.body)
    case 'redirect': {
      if (answered.flash !== undefined) {
        const flash = Buffer.from(answered.flash).toString('base64url')
        setCookie(tools, reply, { name: FLASH, value: seal(tools.config.secret, 'flash', flash), maxAge: 60 })
      }
      return reply.redirect(answered.to, 303)
    }
  }
}

function sendError(tools: Tools, hooks: Hooks, reply: FastifyReply, ctx: Context, error: ParvisError): FastifyReply {
  if (error.status === 503) reply.header('retry-after', '5')
  if (error.status === 429) reply.header('retry-after', String((error as { retryAfter?: number }).retryAfter ?? 60))
  return send(tools, reply, { kind: 'page', status: error.status, html: hooks.errorPage(ctx, error) })
}
