// What a handler knows of the exchange: whose site, who acts, what was asked.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { anonymous } from '../actor.ts'
import { readValues } from './body.ts'
import type { Hooks } from './hooks.ts'
import { FLASH, setCookie } from './reply.ts'
import type { Context, Tools } from './route.ts'
import { csrfToken, seal, unseal, visitorFrom } from './seal.ts'

const SESSION = 'parvis_session'
const DEVICE = 'parvis_device'
const VISITOR = 'parvis_visitor'
const COMMUNE = 'parvis_commune'
const YEAR = 365 * 24 * 3600

/** When even the database is away: enough for a page that says so. */
export function bareContext(tools: Tools, hooks: Hooks, request: FastifyRequest): Context {
  const visitorId = '00000000-0000-0000-0000-000000000000'
  return {
    ...tools,
    actor: anonymous(visitorId),
    site: hooks.neutralSite,
    visitorId,
    params: {},
    query: {},
    url: request.url,
    ip: request.ip,
    host: request.host,
    csrf: '',
    flash: null,
    commune: null,
    title: 'Erreur',
    sessionToken: null,
    deviceToken: null,
    userAgent: '',
  }
}

/** Said once, on a page that somebody reads: a script that saves a draft tells nobody. */
async function mandateOver(
  hooks: Hooks,
  request: FastifyRequest,
  token: string | null,
  wasFor: string | undefined,
): Promise<string | null> {
  const { 'sec-fetch-dest': to = 'document' } = request.headers
  if (wasFor === undefined || token === null || to !== 'document') return null
  await hooks.toldMandateOver(token)
  return `${wasFor === '' ? 'Le mandat' : `Le mandat de ${wasFor}`} a pris fin\u00a0: vous êtes de nouveau en votre nom.`
}

/** From the cookies, the host and the address. @throws Unavailable when the database is away */
export async function makeContext(
  tools: Tools,
  hooks: Hooks,
  request: FastifyRequest,
  reply: FastifyReply,
  title: string,
): Promise<Context> {
  const { secret } = tools.config
  const visitor = visitorFrom(secret, request.cookies[VISITOR])
  if (visitor.isNew)
    setCookie(tools, reply, { name: VISITOR, value: seal(secret, 'visitor', visitor.id), maxAge: YEAR })
  const sessionToken = request.cookies[SESSION] ?? null
  const [actor, site] = await Promise.all([
    hooks.identify(sessionToken, visitor.id),
    hooks.site(request.hostname),
  ])
  const flash = unseal(secret, 'flash', request.cookies[FLASH])
  if (flash !== null) setCookie(tools, reply, { name: FLASH, value: null })
  const over = await mandateOver(hooks, request, sessionToken, actor.wasFor)
  return {
    ...tools,
    actor,
    site,
    visitorId: visitor.id,
    sessionToken,
    title,
    commune: request.cookies[COMMUNE] ?? null,
    params: request.params as Record<string, string>,
    query: readValues(new URLSearchParams(request.url.split('?')[1] ?? '')),
    url: request.url,
    ip: request.ip,
    host: request.host,
    csrf: csrfToken(secret, visitor.id, actor.by?.mandateId ?? null),
    flash: over ?? (flash === null ? null : Buffer.from(flash, 'base64url').toString()),
    deviceToken: request.cookies[DEVICE] ?? null,
    userAgent: request.headers['user-agent'] ?? '',
  }
}
