// What a handler knows of the exchange: whose site, who acts, what was asked.
import { ofPerson } from '#platform/french/noun.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Actor, anonymous } from '../actor.ts'
import type { Site } from '../ui/site.ts'
import { readQuery } from './gather.ts'
import { COMMUNE, DEVICE, FLASH, readCookie, SESSION, setCookie, VISITOR, visitorCookie } from './cookies.ts'
import { isHere } from './here.ts'
import { backTo } from './local-path.ts'
import { NOBODY, readersOf, tellReaders } from './reader.ts'
import type { Context, Tools } from './route.ts'
import { csrfToken, flashOf, seal, unseal, visitorFrom } from './seal.ts'
import { isOfPage } from './whence.ts'

/** When even the database is away: enough for a page that says so. */
export function bareContext(tools: Tools, request: FastifyRequest): Context {
  const visitorId = '00000000-0000-0000-0000-000000000000'
  return {
    ...tools,
    actor: anonymous(visitorId),
    site: tools.door.neutralSite,
    visitorId,
    params: {},
    query: {},
    url: request.url,
    back: null,
    ip: request.ip,
    isHere: isHere(tools.config, request),
    host: request.host,
    csrf: '',
    flash: null,
    readers: NOBODY,
    commune: null,
    title: 'Erreur',
    sessionToken: null,
    deviceToken: null,
    userAgent: '',
    header: () => null,
  }
}

/** Who has signed in as an agent, before anything else is known of the exchange; null: nobody, or who cannot be known now. */
export async function agentAsking(
  { config, db, door }: Tools,
  request: FastifyRequest,
): Promise<number | null> {
  const cookie = (name: string) => readCookie(config, request.headers.cookie, name)
  const session = cookie(SESSION)
  if (!session) return null
  const visitor = visitorFrom(config.secret, cookie(VISITOR) ?? undefined)
  const actor = await door.identify(db, session, visitor.id, door.proofs).catch(() => null)
  return actor?.kind === 'agent' ? actor.personId : null
}

/** Whose site that host is. */
export const siteOf = ({ db, door }: Pick<Tools, 'db' | 'door'>, host: string): Promise<Site> =>
  door.site(db, host.toLowerCase())

/** Said once, on a page that somebody reads: a script that saves a draft tells nobody. */
async function sayOver(
  { db, door }: Tools,
  request: FastifyRequest,
  token: string | null,
  actor: Actor,
): Promise<string | null> {
  const said = overOf(actor)
  if (said === null || token === null || !isOfPage(request.headers)) return null
  await door.told(db, token)
  return said
}

/** A mandate that ended, or a look whose half hour is over. */
function overOf({ wasFor, sawAs }: Actor): string | null {
  if (sawAs !== undefined)
    return `La demi-heure est passée\u00a0: vous ne voyez plus Parvis comme ${sawAs}. C’est de nouveau votre compte.`
  if (wasFor === undefined) return null
  return `${wasFor === '' ? 'Le mandat' : `Le mandat ${ofPerson(wasFor)}`} a pris fin\u00a0: vous êtes de nouveau en votre nom.`
}

/** From the cookies, the host and the address. `names`: a browser that has no name yet is given one. @throws Unavailable when the database is away */
export async function makeContext(
  tools: Tools,
  request: FastifyRequest,
  reply: FastifyReply,
  title: string,
  names = true,
): Promise<Context> {
  const { db, door } = tools
  const { secret } = tools.config
  const cookie = (name: string) => readCookie(tools.config, request.headers.cookie, name)
  const given = cookie(VISITOR)
  const visitor = visitorFrom(secret, given ?? undefined)
  // Given twice, one of them is the person's own: nothing replaces it.
  if (names && visitor.isNew && given !== null)
    setCookie(tools.config, reply, visitorCookie(seal(secret, 'visitor', visitor.id)))
  const sessionToken = cookie(SESSION) ?? null
  const [actor, site] = await Promise.all([
    door.identify(db, sessionToken, visitor.id, door.proofs),
    siteOf(tools, request.hostname),
  ])
  const flash = unseal(secret, flashOf(visitor.isNew ? '' : visitor.id), cookie(FLASH) ?? undefined)
  if (cookie(FLASH) !== undefined) setCookie(tools.config, reply, { name: FLASH, value: null })
  const readers = readersOf(tools.config, actor, { sessionToken, cookie })
  if (names) tellReaders(tools.config, reply, readers, cookie)
  const over = await sayOver(tools, request, sessionToken, actor)
  return {
    ...tools,
    actor,
    site,
    visitorId: visitor.id,
    sessionToken,
    title,
    commune: cookie(COMMUNE) ?? null,
    params: request.params as Record<string, string>,
    query: readQuery(request.url),
    url: request.url,
    back: request.method === 'GET' ? backTo(request.url) : null,
    ip: request.ip,
    isHere: isHere(tools.config, request),
    host: request.host,
    csrf: csrfToken(secret, { visitorId: visitor.id, sessionToken, under: actor.by?.under ?? null }),
    flash: over ?? (flash === null ? null : Buffer.from(flash, 'base64url').toString()),
    readers,
    deviceToken: cookie(DEVICE) ?? null,
    userAgent: request.headers['user-agent'] ?? '',
    header: (name) => request.headers[name]?.toString() ?? null,
  }
}
