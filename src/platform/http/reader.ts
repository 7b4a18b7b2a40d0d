// Whose pages this device may keep to read without network, by what they asked for here: those of an elected member, in their own name, who
// works at no desk; a page of one’s own. The browser holds a mark of the session that scripts read: what is kept opens while it is there,
// and by it alone.
import type { FastifyReply } from 'fastify'
import { type Actor, ownName } from '../actor.ts'
import { KEEPS, setCookie } from './cookies.ts'
import type { Config } from '../config.ts'
import { KEEP_HEADER, type Keeping, READER, READER_HEADER, type Readers } from './reader-names.ts'
import type { Cookie, Reply, Route } from './route.ts'
import { keepsMark, sessionMark } from './seal.ts'

const A_YEAR = 365 * 24 * 3600
const KEEPINGS = ['pages', 'own'] as const satisfies readonly Keeping[]

export const NOBODY: Readers = { pages: null, own: null }

/** Whoever acts for somebody, looks as them or works at a desk keeps none of these. */
export const mayKeep = (actor: Actor): boolean =>
  ownName(actor) !== null && (actor.elected ?? []).length > 0 && actor.memberships.length === 0

const MAY: Readonly<Record<Keeping, (actor: Actor) => boolean>> = {
  pages: mayKeep,
  own: (actor) => ownName(actor) !== null,
}

/** The choice of that person on this device; null: nothing of it is kept any more. */
export function keepsCookie(secret: Buffer, what: Keeping, personId: number | null): Cookie {
  if (personId === null) return { name: KEEPS[what], value: null }
  return { name: KEEPS[what], value: keepsMark(secret, what, personId), maxAge: A_YEAR }
}

/** The marks of this session, for whoever keeps something here. */
export function readersOf(
  { secret }: Pick<Config, 'secret'>,
  actor: Actor,
  {
    sessionToken,
    cookie,
  }: { sessionToken: string | null; cookie: (name: string) => string | null | undefined },
): Readers {
  const { personId } = actor
  if (sessionToken === null || personId === null) return NOBODY
  const of = (what: Keeping) =>
    MAY[what](actor) && cookie(KEEPS[what]) === keepsMark(secret, what, personId)
      ? sessionMark(secret, what, sessionToken)
      : null
  return { pages: of('pages'), own: of('own') }
}

/** Tells the browser, when it believes something else; whoever is there now, by whatever way they came. */
export function tellReaders(
  config: Pick<Config, 'publicUrl'>,
  reply: FastifyReply,
  readers: Readers,
  cookie: (name: string) => string | null | undefined,
): void {
  for (const what of KEEPINGS) {
    const mark = readers[what]
    if (mark !== null) reply.header(READER_HEADER[what], mark)
    if (cookie(READER[what]) !== (mark ?? undefined)) setCookie(config, reply, readerCookie(what, mark))
  }
}

/** A page of one’s own opens after the browser was closed, as the session does; the worker counts the days. */
const LASTS: Readonly<Record<Keeping, { maxAge?: number }>> = { pages: {}, own: { maxAge: A_YEAR } }

/** Read by the worker that keeps: it says which session is there, and opens nothing by itself. */
export const readerCookie = (what: Keeping, value: string | null): Cookie => ({
  ...{ name: READER[what], value, readable: true },
  ...(value === null ? {} : LASTS[what]),
})

/** Those that the browser holds of whoever was there are taken back. */
export const leftReaders = (cookie: (name: string) => string | null | undefined): Cookie[] =>
  KEEPINGS.filter((what) => cookie(READER[what]) !== undefined).map((what) => readerCookie(what, null))

/** Marks the page that may be kept: its row says so, and it was found. */
export function markKept(reply: FastifyReply, route: Route, answered: Reply, readers: Readers): void {
  if (!('get' in route) || route.keeps === undefined) return
  if (readers[route.keeps === true ? 'pages' : route.keeps] === null) return
  if (answered.kind === 'page' && (answered.status ?? 200) === 200) reply.header(KEEP_HEADER, '1')
}
