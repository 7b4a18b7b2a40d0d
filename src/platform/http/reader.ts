// Whose pages this device may keep to read without network: an elected member’s, in their own name, who works at no desk and asked
// for it here. The browser holds a mark of the session that scripts read: what is kept opens while it is there, and by it alone.
import type { FastifyReply } from 'fastify'
import { type Actor, ownName } from '../actor.ts'
import { KEEPS, setCookie } from './cookies.ts'
import type { Config } from '../config.ts'
import { KEEP_HEADER, READER, READER_HEADER } from './reader-names.ts'
import type { Cookie, Reply, Route } from './route.ts'
import { keepsMark, sessionMark } from './seal.ts'

const A_YEAR = 365 * 24 * 3600

/** Whoever acts for somebody, looks as them or works at a desk keeps nothing. */
export const mayKeep = (actor: Actor): boolean =>
  ownName(actor) !== null && (actor.elected ?? []).length > 0 && actor.memberships.length === 0

/** The choice of that person on this device; null: nothing is kept any more. */
export function keepsCookie(secret: Buffer, personId: number | null): Cookie {
  if (personId === null) return { name: KEEPS, value: null }
  return { name: KEEPS, value: keepsMark(secret, personId), maxAge: A_YEAR }
}

/** The mark of this session, for whoever keeps pages here; null for anybody else. */
export function readerOf(
  { secret }: Pick<Config, 'secret'>,
  actor: Actor,
  { sessionToken, keeps }: { sessionToken: string | null; keeps: string | null | undefined },
): string | null {
  const { personId } = actor
  if (!keeps || sessionToken === null || personId === null || !mayKeep(actor)) return null
  return keeps === keepsMark(secret, personId) ? sessionMark(secret, sessionToken) : null
}

/** Tells the browser, when it believes something else; whoever is there now, by whatever way they came. */
export function tellReader(
  config: Pick<Config, 'publicUrl'>,
  reply: FastifyReply,
  reader: string | null,
  told: string | null | undefined,
): void {
  if (reader !== null) reply.header(READER_HEADER, reader)
  if (told !== (reader ?? undefined)) setCookie(config, reply, readerCookie(reader))
}

/** Read by the worker that keeps: it says which session is there, and opens nothing by itself. */
export const readerCookie = (value: string | null): Cookie => ({ name: READER, value, readable: true })

/** Marks the page that may be kept: its row says so, and it was found. */
export function markKept(reply: FastifyReply, route: Route, answered: Reply, reader: string | null): void {
  if (reader === null || !('get' in route) || route.keeps !== true) return
  if (answered.kind === 'page' && (answered.status ?? 200) === 200) reply.header(KEEP_HEADER, '1')
}
