// The server: Fastify with its plugins, the table of routes through the gates, one mapper for errors.
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import type { Config } from '../config.ts'
import { NotFound } from '../errors.ts'
import type { House } from '../house/house.ts'
import { mountCalls, refuseUnread } from '../api/mount.ts'
import { hearSecurity } from '../limits/security-notes.ts'
import { answerBroken } from './broken-request.ts'
import { LIMITS } from './multipart.ts'
import { bareContext, makeContext } from './context.ts'
import { isSecure } from './cookies.ts'
import { exchangeOf, refuseForeign } from './exchange.ts'
import { asParvisError, noteFault } from './faults.ts'
import type { Hooks } from './hooks.ts'
import { PATIENCE, patienceOptions, watchBodies } from './patience.ts'
import { probes } from './probes.ts'
import { sendError } from './reply.ts'
import type { Context, Tools } from './route.ts'
import { serverInTurn } from './turns.ts'
import { isForeignAct } from './whence.ts'

/** Seconds. */
const YEAR = 365 * 86_400

/** Where the journal goes, a line at a time. */
export interface Journal {
  write(line: string): void
}

function securityHeaders({ publicUrl }: Pick<Config, 'publicUrl'>) {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        // A form of a counter may lead to the main host, to sign in first.
        formAction: ["'self'", publicUrl],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
        imgSrc: ["'self'", 'data:'],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
      },
    },
    // In clear, on a laptop, it would say nothing.
    strictTransportSecurity: isSecure({ publicUrl }) && { maxAge: YEAR, includeSubDomains: true },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' as const },
  }
}

// At the most talkative level the multipart parser would write headers, and so the keys of sessions.
const loggerOf = ({ logLevel }: Config, stream: Journal) =>
  logLevel === 'silent'
    ? false
    : { level: logLevel, stream, redact: { paths: ['busboyOptions.headers'], remove: true } }

function createFastify(
  tools: Tools,
  hooks: Hooks,
  journal: Journal,
  house: Pick<House, 'calls'>,
): FastifyInstance {
  return Fastify({
    logger: loggerOf(tools.config, journal),
    logController: new LogController({ disableRequestLogging: true }),
    // One proxy: what it saw is the last name of the list; those before were written by whoever asked.
    trustProxy: tools.config.trustProxy && ((_address, hop) => hop < 1),
    bodyLimit: LIMITS.urlencoded,
    ...patienceOptions(PATIENCE),
    serverFactory: serverInTurn,
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: (error, socket) => answerBroken(error, socket),
    // An address that cannot be decoded never reaches the hooks: its page and its headers are made from nothing.
    frameworkErrors: (_error, request, reply) => {
      reply.headers({
        'content-security-policy': "default-src 'self'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
      })
      if (refuseUnread(house, request, reply)) return
      void sendError(tools, hooks, reply, bareContext(tools, request), new NotFound())
    },
  }) as unknown as FastifyInstance
}

async function addPlugins(app: FastifyInstance, config: Config): Promise<void> {
  await app.register(helmet, securityHeaders(config))
  await app.register(compress, {
    threshold: 1024,
    encodings: ['br', 'gzip'],
    customTypes: /^text\/(html|css|javascript|plain)|json|xml/,
  })
  // It writes cookies; reading them is ours (cookies.ts).
  await app.register(cookie, { hook: false })
  // Forms alone are read: no other kind of body costs anything.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('multipart/form-data', (_request, _payload, done) => done(null))
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, body),
  )
}

function watch(app: FastifyInstance, tools: Tools): void {
  const { metrics } = tools
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    const ms = reply.elapsedTime
    metrics.observe(request.method, route, reply.statusCode, ms / 1000)
    // The pattern, never the address: codes and searches are personal.
    request.log.info({ method: request.method, route, status: reply.statusCode, ms: Math.round(ms) })
  })
  const stop = hearSecurity(tools.db, (note) => {
    metrics.alert(note.event)
    app.log.warn({ security: note.event, accounts: note.accounts, seconds: note.seconds })
  })
  app.addHook('onClose', async () => {
    stop()
    await tools.openings.close()
  })
  probes(app, tools)
}

// No address of ours holds a control character, and PostgreSQL takes none (NUL): refused once, here, for every route. In a
// query of ours they are cleaned away (clean-text.ts); the account's engine takes it as it comes.
const hasControls = (url: string): boolean =>
  /%(?:[01][0-9a-f]|7f)/i.test(url.split('?', 1)[0] ?? '') ||
  (url.startsWith('/oidc/') && url.includes('%00'))

// A target may name a host (RFC 9112, 3.2.2), which the router drops and everything that reads the address afterwards would keep.
const isOurPath = (url: string): boolean => url.startsWith('/') && !url.startsWith('//')

/** Makes the context of an exchange, and gives it again to the error mapper. */
function contexts(app: FastifyInstance, tools: Tools, hooks: Hooks) {
  const known = new WeakMap<FastifyRequest, Context>()
  const make = async (request: FastifyRequest, reply: FastifyReply, title: string, names = true) => {
    const made = isForeignAct(request)
      ? bareContext(tools, request)
      : await makeContext(tools, request, reply, title, names)
    known.set(request, made)
    return made
  }
  app.setNotFoundHandler(async (request, reply) =>
    sendError(tools, hooks, reply, await make(request, reply, 'Page introuvable'), new NotFound()),
  )
  app.setErrorHandler(async (error, request, reply) => {
    const told = asParvisError(error)
    noteFault(request, error, told)
    const ctx =
      known.get(request) ?? (await make(request, reply, 'Erreur').catch(() => bareContext(tools, request)))
    return sendError(tools, hooks, reply, ctx, told)
  })
  return make
}

/**
 * Builds the server: plugins, routes of the house, error mapper. The journal goes to the standard output unless told otherwise.
 */
export async function buildServer(
  tools: Tools,
  house: Pick<House, 'routes' | 'access' | 'calls' | 'callers'>,
  hooks: Hooks,
  journal: Journal = process.stdout,
): Promise<FastifyInstance> {
  const app = createFastify(tools, hooks, journal, house)
  await addPlugins(app, tools.config)
  watch(app, tools)
  app.addHook('onRequest', async (request) => {
    if (!isOurPath(request.url) || hasControls(request.url)) throw new NotFound()
  })
  const stopWatching = watchBodies(app.server, PATIENCE)
  app.addHook('onClose', async () => stopWatching())
  const kernel = { tools, hooks, makeContext: contexts(app, tools, hooks) }
  for (const route of house.routes) {
    const [method, url] = 'get' in route ? (['GET', route.get] as const) : (['POST', route.post] as const)
    app.route({
      method,
      url,
      onRequest: refuseForeign(kernel, 'script' in route),
      handler: exchangeOf(route, house.access[route.action] ?? [], kernel),
    })
  }
  await mountCalls(app, tools, house)
  return app
}
