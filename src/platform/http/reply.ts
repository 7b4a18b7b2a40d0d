// From what a handler answers to what is sent: cookies, headers, status.
import type { FastifyReply } from 'fastify'
import type { ParvisError } from '../errors.ts'
import { renderHtml } from '../html.ts'
import { FLASH, setCookie, VISITOR } from './cookies.ts'
import type { Hooks } from './hooks.ts'
import type { Context, Reply, Tools } from './route.ts'
import { flashOf, seal, visitorFrom } from './seal.ts'

/** Who the browser is once it has that answer: '' for nobody yet. */
function visitorAnswered({ config }: Tools, { cookies = [] }: Reply, asked: string): string {
  const given = cookies.findLast(({ name }) => name === VISITOR)
  if (given === undefined) return asked
  return given.value === null ? '' : visitorFrom(config.secret, given.value).id
}

/**
 * Sends a reply; nothing is kept by caches unless the reply says so.
 * @param visitorId the browser that asked: its message is shown to it alone
 */
export function send(tools: Tools, reply: FastifyReply, answered: Reply, visitorId = ''): FastifyReply {
  for (const item of answered.cookies ?? []) setCookie(tools.config, reply, item)
  reply.headers(answered.headers ?? {})
  if (answered.headers?.['cache-control'] === undefined) reply.header('cache-control', 'no-store')
  switch (answered.kind) {
    case 'page':
      return reply
        .code(answered.status ?? 200)
        .type('text/html; charset=utf-8')
        .send(renderHtml(answered.html))
    case 'json':
      return reply
        .code(answered.status ?? 200)
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(answered.body))
    case 'bytes':
      return reply
        .code(answered.status ?? 200)
        .type(answered.type)
        .send(answered.body)
    case 'stream':
      return reply.code(answered.status ?? 200).send(answered.body)
    case 'redirect': {
      if (answered.flash !== undefined) {
        const flash = Buffer.from(answered.flash).toString('base64url')
        setCookie(tools.config, reply, {
          name: FLASH,
          value: seal(tools.config.secret, flashOf(visitorAnswered(tools, answered, visitorId)), flash),
          maxAge: 60,
        })
      }
      return reply.redirect(answered.to, 303)
    }
  }
}

// A script that asked for data shows the sentence where it stands; a page would tell it nothing.
const isForScript = ({ request }: FastifyReply): boolean => request.headers.accept === 'application/json'

/** The page of an error, with when to try again; its sentence alone for a script. */
export function sendError(
  tools: Tools,
  hooks: Hooks,
  reply: FastifyReply,
  ctx: Context,
  error: ParvisError,
): FastifyReply {
  if (error.status === 503) reply.header('retry-after', '5')
  if (error.status === 429)
    reply.header('retry-after', String((error as { retryAfter?: number }).retryAfter ?? 60))
  if (isForScript(reply))
    return send(tools, reply, { kind: 'json', status: error.status, body: { said: error.message } })
  return send(tools, reply, { kind: 'page', status: error.status, html: hooks.errorPage(ctx, error) })
}
