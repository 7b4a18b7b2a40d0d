// The job that reads sources: each asked for what is new alone, through the guard; then whoever made something of an item that changed is told.
import { createHash } from 'node:crypto'
import { say } from '#notices'
import { holdersOf } from '#people'
import { slugFor } from '#platform/plain-words.ts'
import { system } from '#platform/actor.ts'
import type { Database, Write } from '#platform/db/db.ts'
import { noticeKind } from '#platform/house/notices.ts'
import type { JobHandler } from '#platform/jobs.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { FetchRefused, type GuardedAnswer, type guardedFetch } from '#platform/outside/guard.ts'
import { WRITING } from '#platform/roles.ts'
import { territory } from '#territory'
import { quoted } from '#platform/ui/french.ts'
import { CONTENT_SUBJECT } from '../record/events.ts'
import { archive } from '../record/act.ts'
import { type Kept, writtenContent } from '../record/queries.ts'
import { originOf } from '../record/queries.origin.ts'
import { type FeedItem, FeedRefused, readFeed } from './feed.ts'
import {
  dueSources,
  keepItems,
  markChanged,
  markEnded,
  noteReading,
  offeredBy,
  type Source,
} from './queries.ts'
import type { Why } from './words.ts'

export const READ_SOURCES = 'publishing.read_sources'

export const CHANGED = noticeKind({
  id: 'publishing.source',
  label: 'La source d’un contenu repris a changé',
  to: 'administrator',
  channels: ['page', 'mail'],
})

const LIMITS = { timeoutMs: 10_000, maxBytes: 2_000_000 } as const
const ACCEPT =
  'application/feed+json, application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5'
const MOST = { sources: 30, items: 200, offered: 50, told: 100 } as const

export interface Reading {
  readonly publicUrl: string
  readonly writer: Writer
  readonly fetch: typeof guardedFetch
  /** Also within the house: tests alone. */
  readonly allowPrivate?: boolean
}

/** What a reading gave; items null: nothing new. */
interface Given {
  why: Why | null
  items: Said[] | null
  etag: string | null
  lastModified: string | null
}

const failed = (why: Why): Given => ({ why, items: null, etag: null, lastModified: null })

/** An item, and the content of this site that it is; `edition`: of one that some only read, whose text is taken up too. */
interface Said extends FeedItem {
  ofContentId?: number
  edition?: number | null
}

const digestOf = ({ title, summary, href, edition = null }: Said): string =>
  createHash('sha256')
    .update(JSON.stringify([title, summary, href, ...(edition === null ? [] : [edition])]))
    .digest('hex')

/** Reads those whose turn has come, one after the other. @throws AggregateError for what is a fault of ours, once the others are read */
export async function readSources(db: Database, reading: Reading): Promise<void> {
  const faults: unknown[] = []
  for (const source of await db.read(system, (tx) => dueSources(tx, MOST.sources))) {
    const given =
      source.address === null
        ? await offered(db, source)
        : await asked(source, source.address, reading).catch((error: unknown) => {
            faults.push(error)
            return failed('unreadable')
          })
    await db.write(system, async (tx) => {
      await noteReading(tx, source.id, given)
      const items = (given.items ?? []).map((item) => ({ ...item, digest: digestOf(item) }))
      if (given.items !== null) await keepItems(tx, source.id, items, MOST.items)
    })
  }
  await db.write(system, async (tx) => {
    await tellEnded(tx, reading.writer)
    await tellChanged(tx, reading.writer)
  })
  if (faults.length > 0) throw new AggregateError(faults, 'Some sources were not read')
}

/** What another authority, or a part of one, publishes here, or offers to whoever follows it. */
async function offered(db: Database, { authorityId, ofAuthorityId, ofUnitId }: Source): Promise<Given> {
  const found = await db.read(system, async (tx) => {
    const { units, lineage } = await territory(tx)
    const below = ofUnitId === null ? null : units.filter(({ id }) => lineage(id).includes(ofUnitId))
    return offeredBy(
      tx,
      { by: authorityId, of: ofAuthorityId ?? 0 },
      below?.map(({ id }) => id) ?? null,
      MOST.offered,
    )
  })
  const items = found.map(({ id, title, summary, datedAt, edition }) => ({
    ...{ guid: String(id), title, summary, datedAt, ofContentId: id, edition },
    // Its address says nothing of what some only read.
    href: `/contenus/${id}/${(edition === null && slugFor(title)) || 'lire'}`,
  }))
  return { ...failed('silent'), why: null, items }
}

async function asked(
  source: Source,
  address: string,
  { fetch, publicUrl, allowPrivate }: Reading,
): Promise<Given> {
  const { etag, lastModified } = source
  const headers = {
    accept: ACCEPT,
    ...(etag === null ? {} : { 'if-none-match': etag }),
    ...(lastModified === null ? {} : { 'if-modified-since': lastModified }),
  }
  try {
    const answer = await fetch(address, { ...LIMITS, headers, allowPrivate })
    if (new URL(answer.url).origin === new URL(publicUrl).origin) return failed('circular')
    if (answer.status === 304) return { why: null, items: null, etag, lastModified }
    if (answer.status >= 400) return failed(answer.status === 404 || answer.status === 410 ? 'gone' : 'error')
    return { why: null, items: itemsIn(answer, publicUrl), ...saidOfItself(answer) }
  } catch (error) {
    if (error instanceof FeedRefused) return failed(error.why)
    if (error instanceof FetchRefused) return failed(WHY_OF[error.reason])
    throw error
  }
}

const WHY_OF: Readonly<Record<FetchRefused['reason'], Why>> = {
  ...{
    address: 'inside',
    host: 'inside',
    redirects: 'lost',
    size: 'huge',
    timeout: 'slow',
    network: 'silent',
  },
}

/** What leads to this site was ours first: it is not taken up again. */
const itemsIn = ({ body, url }: GuardedAnswer, publicUrl: string): FeedItem[] =>
  readFeed(body, url).filter(({ href }) => new URL(href).origin !== new URL(publicUrl).origin)

const lineIn = (value: unknown, most: number): string | null =>
  typeof value === 'string' && value.length <= most ? value : null

const saidOfItself = ({ headers }: GuardedAnswer) => ({
  etag: lineIn(headers.etag, 500),
  lastModified: lineIn(headers['last-modified'], 100),
})

/** Whoever publishes for the authority of a content, told once of what became of its source. */
async function tellPublishers(
  tx: Write,
  writer: Writer,
  { id, authorityId }: Pick<Kept, 'id' | 'authorityId'>,
  { key, title, text }: { key: string; title: string; text: string },
): Promise<void> {
  for (const to of await holdersOf(tx, authorityId, WRITING))
    await say(tx, writer, CHANGED, to, {
      key: `content:${id}:source:${key}:${to.personId}`,
      about: { kind: CONTENT_SUBJECT, id, href: `/administration/contenus/${id}` },
      ...{ title, text, label: 'Voir ce contenu' },
      footer: 'Vous recevez ce message parce que vous publiez les contenus de votre collectivité.',
    })
}

async function tellChanged(tx: Write, writer: Writer): Promise<void> {
  for (const id of await markChanged(tx, MOST.told)) {
    const [kept, origin] = [await writtenContent(tx, id), await originOf(tx, id)]
    if (kept === undefined || !origin?.now) continue
    await tellPublishers(tx, writer, kept, {
      key: origin.now.digest,
      title: `La source de ${quoted(kept.title)} a changé`,
      text: `${origin.sourceName} dit maintenant\u00a0: ${quoted(origin.now.title)}.`,
    })
  }
}

/** What was made of a content that is read no more is put away where that was chosen; what may be taken no more stays. */
async function tellEnded(tx: Write, writer: Writer): Promise<void> {
  for (const { id, end, endsWith } of await markEnded(tx, MOST.told)) {
    const [kept, origin] = [await writtenContent(tx, id), await originOf(tx, id)]
    if (end === null || kept === undefined || origin === undefined || kept.state === 'archived') continue
    const goes = end === 'ended' && endsWith
    if (goes) await archive(tx, id, kept.version, ENDED_TOO)
    await tellPublishers(tx, writer, kept, {
      key: `${end}:${tx.now.getTime()}`,
      title:
        end === 'ended'
          ? `La source de ${quoted(kept.title)} n’est plus en ligne`
          : `La source de ${quoted(kept.title)} ne se reprend plus`,
      text: `${origin.sourceName} ${END[end]} ${goes ? 'Comme vous l’aviez choisi, le vôtre est archivé.' : 'Le vôtre reste tel qu’il est\u00a0: à vous de le relire, ou de l’archiver.'}`,
    })
  }
}

const END = {
  ended: 'ne le publie plus.',
  closed: 'ne permet plus de le reprendre\u00a0: vous n’en suivez plus les changements.',
} as const
const ENDED_TOO = 'sa source n’est plus en ligne'

/** The job. A reading that begins before the last one ended does nothing. */
export function readingJob(reading: Reading): JobHandler {
  let isReading = false
  return async (db) => {
    if (isReading) return
    isReading = true
    await readSources(db, reading).finally(() => {
      isReading = false
    })
  }
}
