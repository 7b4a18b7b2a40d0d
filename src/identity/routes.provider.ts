// Where the engine is mounted: its own paths, on the raw exchange, before anything reads the body.
import { anonymous } from '#platform/actor.ts'
import { counterNav, footOf } from '#platform/http/navigation.ts'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Tools } from '#platform/http/route.ts'
import {
  cookieName,
  cookieOptions,
  isSecure,
  readCookie,
  VISITOR,
  visitorCookie,
} from '#platform/http/cookies.ts'
import { seal, visitorFrom } from '#platform/http/seal.ts'
import { mayKeepCookies } from '#platform/http/whence.ts'
import type { Frame, Site } from '#platform/ui/site.ts'
import { currentLogin, sessionTokenOf } from './engine/session-follow.ts'
import { providerOf } from './engine/provider.ts'
import { surround } from './engine/screens.ts'
import { PATHS } from './engine/configuration.ts'

/** Bytes of a request of a site: far more than any real one (the engine has no limit of its own). */
const MOST = 56 * 1024
/** Bytes of a posted authorization request: it becomes an address. */
const MOST_POSTED = 12 * 1024

// No inline script or style; forms may lead to the site one comes from, so their targets are not limited here.
const POLICY =
  "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; img-src 'self' data:; script-src 'self'; style-src 'self'"

/** Mounts discovery and the engine's endpoints. `site` gives the look of a host. */
export async function mountProvider(
  app: FastifyInstance,
  tools: Tools,
  site: (host: string) => Promise<Site>,
): Promise<void> {
  await app.register(async (scope) => {
    scope.addHook('onRequest', async (request, reply) => {
      const { raw } = request
      const tooLong = request.url.length > MOST || Number(raw.headers['content-length'] ?? 0) > MOST
      if (tooLong)
        return reply
          .code(413)
          .header('connection', 'close')
          .send({ error: 'invalid_request', error_description: 'request too long' })
      const provider = await providerOf(tools.db, tools.config)
      prepare(scope, tools, request, reply, site)
      reply.hijack()
      const posted = raw.method === 'POST' && request.url === PATHS.authorization
      await (posted ? asGet(raw, reply.raw, tools.config.publicUrl) : provider.callback()(raw, reply.raw))
    })
    const unreachable = async (): Promise<never> => {
      throw new Error('the engine answers before')
    }
    scope.get('/.well-known/openid-configuration', unreachable)
    scope.all('/oidc/*', unreachable)
  })
}

function prepare(
  scope: FastifyInstance,
  { config, assets, db, navigation, door }: Tools,
  request: FastifyRequest,
  reply: FastifyReply,
  site: (host: string) => Promise<Site>,
): void {
  const { raw, hostname } = request
  const given = readCookie(config, raw.headers.cookie, VISITOR)
  const visitor = visitorFrom(config.secret, given ?? undefined)
  // A form posted by another site comes without our cookies: nothing must replace them then.
  const isNavigation = raw.method === 'GET' && request.url.startsWith(PATHS.authorization)
  const frame = async (): Promise<Frame> => {
    const [login, its] = await Promise.all([currentLogin(db, sessionTokenOf(config, raw)), site(hostname)])
    return {
      assets,
      site: its,
      account: login === null ? null : { name: login.name },
      addresses: door,
      places: counterNav({ actor: anonymous(), config, navigation, door }),
      foot: footOf({ navigation }),
      demo: config.demo,
      flash: null,
      map: null,
    }
  }
  // Where it broke, without the message: messages may carry values.
  const broken = (error: Error) => {
    const at = (error.stack ?? '')
      .split('\n')
      .filter((line) => line.trim().startsWith('at '))
      .slice(0, 8)
    request.log.error({ route: request.routeOptions.url, name: error.name, at })
  }
  surround(raw, { frame, visitorId: visitor.id, ip: request.ip, broken })
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) reply.raw.setHeader(name, value)
  if (visitor.isNew && given !== null && isNavigation && mayKeepCookies(request)) {
    const { value, maxAge = 0 } = visitorCookie(seal(config.secret, 'visitor', visitor.id))
    const options = { ...cookieOptions(config), maxAge }
    reply.raw.setHeader(
      'set-cookie',
      scope.serializeCookie(cookieName(config, VISITOR), value ?? '', options),
    )
  }
  reply.raw.setHeader('content-security-policy', POLICY)
  reply.raw.setHeader('referrer-policy', 'no-referrer')
  // The engine believes the public address, not what proxies and clients say.
  for (const name of ['x-forwarded-host', 'x-forwarded-for', 'x-forwarded-proto']) delete raw.headers[name]
  if (isSecure(config)) raw.headers['x-forwarded-proto'] = 'https'
  raw.headers.host = new URL(config.publicUrl).host
}

// An authorization request may be posted (Core 3.1.2.1), but a browser posts to another site without its cookies: asked
// again by GET, they come along, and a person who is signed in is recognised.
async function asGet(request: IncomingMessage, response: ServerResponse, publicUrl: string): Promise<void> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size <= MOST_POSTED) parts.push(part)
  }
  const to = new URL(PATHS.authorization, publicUrl)
  to.search = new URLSearchParams(Buffer.concat(parts).toString('utf8')).toString()
  const isForm =
    size <= MOST_POSTED &&
    (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
  response
    .writeHead(
      isForm ? 303 : 400,
      isForm ? { location: to.pathname + to.search, 'cache-control': 'no-store' } : {},
    )
    .end()
}
