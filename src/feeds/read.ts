// Handlers: a list as programs read it, as anybody or, at the secret address, as one person, whom both walls then bind as on a page.
import { createHash } from 'node:crypto'
import { actorOfPerson } from '#people'
import { type Actor, anonymous, system } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { ParvisError } from '#platform/errors.ts'
import type { FeedSource } from '#platform/api/feeds.ts'
import { type Context, one, type Reply } from '#platform/http/route.ts'
import { throttle } from '#platform/limits/throttle.ts'
import { FEED_FORMATS, type FeedFormat, feedPath } from './links.ts'
import { territory } from '#territory'
import { digestOf } from './address.ts'
import { calendarOf } from './calendar.ts'
import { type Channel, changedAt, titleOf } from './channel.ts'
import { LIMITS } from './limits.ts'
import { holderOf } from './queries.ts'
import { atomOf, rssOf } from './xml.ts'

const MOST_ENTRIES = 50
const MOST_EVENTS = 500

const plain = (status: number, body: string): Reply => ({
  kind: 'bytes',
  body,
  type: 'text/plain; charset=utf-8',
  status,
  headers: { 'x-robots-tag': 'noindex' },
})

const NONE = plain(404, 'Cette adresse ne mène à aucune liste, ou a pris fin.\n')

interface Wanted {
  source: FeedSource
  format: FeedFormat
}

/** `contenus.atom` */
function wantedBy({ feeds, params }: Context): Wanted | null {
  const [, id, format] = /^([a-z-]{1,40})\.(atom|rss|ics)$/.exec(params.liste ?? '') ?? []
  const source = feeds.find((known) => known.id === id)
  if (source === undefined || (format === 'ics' && source.events === undefined)) return null
  return { source, format: format as FeedFormat }
}

/** What its page would be narrowed by. */
export const askedIn = ({ filters }: FeedSource, query: Context['query']): Record<string, string> =>
  Object.fromEntries(filters.map((name) => [name, one(query, name).slice(0, 200)]))

interface Written {
  body: string
  /** When something of it last changed; what is there no more changes no date. */
  at: Date
}

async function textOf(tx: Read, ctx: Context, { source, format }: Wanted, isOwn: boolean): Promise<Written> {
  const asked = askedIn(source, ctx.query)
  const place = await territory(tx)
  const channel: Channel = {
    origin: new URL(ctx.config.publicUrl).origin,
    id: source.id,
    title: titleOf(source.title, await source.narrowed(tx, asked)),
    author: place.metropolis.name,
    at: source.at,
    self: isOwn ? null : feedPath(source, format, asked),
  }
  if (format === 'ics') {
    const events = (await source.events?.(tx, asked, MOST_EVENTS)) ?? []
    const dated = events.map(({ revisedAt }) => ({ updatedAt: revisedAt }))
    return { body: calendarOf(channel, place.zone, events), at: changedAt(dated) }
  }
  const entries = await source.entries(tx, asked, MOST_ENTRIES)
  const body = format === 'atom' ? atomOf(channel, entries) : rssOf(channel, entries)
  return { body, at: changedAt(entries) }
}

const typeOf = (format: FeedFormat): string => `${FEED_FORMATS[format].type}; charset=utf-8`

/** What anybody has, signed in or not: caches may keep it for a while, and ask whether it has changed. */
async function answerPublic(ctx: Context, wanted: Wanted): Promise<Reply> {
  const { body, at } = await ctx.db.read(anonymous(), (tx) => textOf(tx, ctx, wanted, false))
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 32)}"`
  const headers = {
    etag,
    'last-modified': at.toUTCString(),
    'cache-control': 'public, max-age=300',
    'x-robots-tag': 'noindex',
  }
  // By the text alone: what is withdrawn changes no date.
  const isKnown = (ctx.header('if-none-match') ?? '')
    .split(',')
    .some((tag) => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*')
  const type = typeOf(wanted.format)
  return isKnown
    ? { kind: 'bytes', body: '', type, status: 304, headers }
    : { kind: 'bytes', body, type, headers }
}

const OWN_HEADERS = {
  'cache-control': 'private, no-store',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  'referrer-policy': 'no-referrer',
}

/** Whoever that address is of, as they would be on a page today; null when it has ended. */
async function readerAt(ctx: Context, secret: string): Promise<Actor | null> {
  const digest = digestOf(secret)
  if (digest === null) return null
  const reader = await ctx.db.read(system, async (tx) => {
    const personId = await holderOf(tx, digest)
    return personId === null ? null : actorOfPerson(tx, personId)
  })
  if (reader !== null) await throttle(ctx, `feed:${reader.personId}`, LIMITS.feedReads)
  return reader
}

/** Errors are said in a line: pages lead elsewhere, and this address is a secret. */
async function answerOwn(ctx: Context, wanted: Wanted): Promise<Reply> {
  try {
    const reader = await readerAt(ctx, one(ctx.query, 'jeton'))
    if (reader === null) return NONE
    const { body } = await ctx.db.read(reader, (tx) => textOf(tx, ctx, wanted, true))
    return { kind: 'bytes', body, type: typeOf(wanted.format), headers: OWN_HEADERS }
  } catch (error) {
    if (error instanceof ParvisError) return plain(error.status, `${error.message}\n`)
    throw error
  }
}

/** GET /flux/:liste */
export async function readFeed(ctx: Context): Promise<Reply> {
  const wanted = wantedBy(ctx)
  if (wanted === null) return NONE
  return 'jeton' in ctx.query ? answerOwn(ctx, wanted) : answerPublic(ctx, wanted)
}
