// The job that walks the links of what is shown: a few addresses at a time, one host slowly, several hosts at once; then tells who answers.
import { setTimeout as sleep } from 'node:timers/promises'
import { say } from '#notices'
import { holdersOf } from '#people'
import { system } from '#platform/actor.ts'
import type { Database, Write } from '#platform/db/db.ts'
import { noticeKind } from '#platform/house/notices.ts'
import type { JobHandler } from '#platform/jobs.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { WRITING } from '#platform/roles.ts'
import { quoted } from '#platform/ui/french.ts'
import { CONTENT_SUBJECT } from '../record/events.ts'
import { type Kept, writtenContent } from '../record/queries.ts'
import { authorOf } from '../tell/author.ts'
import { askAddress, type Asking, hostOf } from './ask.ts'
import { brokenLinks, dueLinks, forgetUnlinked, isShownNow, markTold, noteAnswer } from './queries.ts'
import { brokenText, WHY } from './words.ts'

export const WALK_LINKS = 'publishing.walk_links'

export const LINKS = noticeKind({
  id: 'publishing.links',
  label: 'Des liens de vos contenus ne répondent plus',
  to: 'agent',
  channels: ['page', 'mail'],
})

/** Addresses of one walk, of which so many of one host; hosts asked at once. */
const MOST = { addresses: 200, ofHost: 10, hosts: 4, contents: 100 } as const
/** Between two questions to one host. */
const PAUSE_MS = 1_000
/** Nothing more is asked after so long: a job that lasts is taken for a dead one. */
const LONGEST_MS = 300_000

export interface Walking extends Omit<Asking, 'isPage'> {
  /** Patterns of the pages of this site: `/demarches/:slug`. */
  readonly paths: readonly string[]
  readonly writer: Writer
  readonly pauseMs?: number
}

/** Asks those whose turn has come, and tells. Stopped in between, the others are asked by the next walk. */
export async function walkLinks(db: Database, walking: Walking): Promise<void> {
  await db.write(system, (tx) => forgetUnlinked(tx, MOST.addresses))
  const due = await db.read(system, (tx) => dueLinks(tx, MOST.addresses))
  const hosts = [...Map.groupBy(due, hostOf).values()]
  const until = performance.now() + LONGEST_MS
  await Promise.all(Array.from({ length: MOST.hosts }, () => askHosts(db, walking, hosts, until)))
  await db.write(system, (tx) => tellBroken(tx, walking.writer))
}

/** Takes hosts one after the other, until none is left. Pages of this site have no host, and are not waited for. */
async function askHosts(db: Database, walking: Walking, hosts: string[][], until: number): Promise<void> {
  const asking = { ...walking, isPage: pageIn(db, walking.paths) }
  for (let host = hosts.shift(); host !== undefined; host = hosts.shift()) {
    const isOutside = host.some((address) => hostOf(address) !== '')
    for (const [at, address] of host.slice(0, isOutside ? MOST.ofHost : undefined).entries()) {
      if (performance.now() > until) return
      if (at > 0 && isOutside) await sleep(walking.pauseMs ?? PAUSE_MS)
      const found = await askAddress(address, asking)
      await db.write(system, (tx) => noteAnswer(tx, address, found.why, found.isSure))
    }
  }
}

const CONTENT = /^\/contenus\/([1-9]\d{0,8})\//

const partsOf = (path: string): string[] => path.replace(/\/$/, '').split('/')

/** Is it an address of that pattern, part by part? */
function isAt(pattern: readonly string[], path: readonly string[]): boolean {
  return (
    pattern.length === path.length &&
    pattern.every((part, at) => (part.startsWith(':') ? path[at] !== '' : part === path[at]))
  )
}

/** Is there such a page? Of a content, as long as somebody reads it. */
function pageIn(db: Database, paths: readonly string[]): Asking['isPage'] {
  const known = paths.map(partsOf)
  return async (path) => {
    if (!known.some((pattern) => isAt(pattern, partsOf(path)))) return false
    const content = CONTENT.exec(path)?.[1]
    return content === undefined || db.read(system, (tx) => isShownNow(tx, Number(content)))
  }
}

async function tellBroken(tx: Write, writer: Writer): Promise<void> {
  for (const id of await markTold(tx, MOST.contents)) {
    const kept = await writtenContent(tx, id)
    if (kept !== undefined) await tellOne(tx, kept, writer)
  }
}

/** Whoever began it and still works in its unit; those who publish, otherwise. */
async function ownersOf(tx: Write, kept: Kept) {
  const { authorityId, authorId } = kept
  const author = await authorOf(tx, kept)
  const publishers = await holdersOf(tx, authorityId, WRITING)
  const publishes = publishers.some(({ personId }) => personId === authorId)
  if (author === undefined || publishes)
    return (author === undefined ? publishers : [author]).map((to) => ({
      to,
      at: '/administration/contenus',
    }))
  return [{ to: author, at: '/agents/propositions' }]
}

async function tellOne(tx: Write, kept: Kept, writer: Writer): Promise<void> {
  const broken = await brokenLinks(tx, [kept.id])
  const said = broken.map(({ address, why }) => `${address} (${WHY[why]})`)
  for (const { to, at } of await ownersOf(tx, kept))
    await say(tx, writer, LINKS, to, {
      key: `content:${kept.id}:links:${tx.now.toISOString()}:${to.personId}`,
      about: { kind: CONTENT_SUBJECT, id: kept.id, href: `${at}/${kept.id}` },
      title: `${brokenText(broken.length)} dans ${quoted(kept.title)}`,
      text: `${said.slice(0, 5).join('\u00a0; ')}${said.length > 5 ? '…' : ''}. Corrigez-les, puis publiez de nouveau.`,
      label: 'Voir ce contenu',
      footer: 'Vous recevez ce message parce que vous répondez de ce contenu.',
    })
}

/** The job. A walk that begins before the last one ended does nothing. */
export function walkingJob(walking: Walking): JobHandler {
  let isWalking = false
  return async (db) => {
    if (isWalking) return
    isWalking = true
    await walkLinks(db, walking).finally(() => {
      isWalking = false
    })
  }
}
