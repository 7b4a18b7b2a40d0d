// What is read is counted once a day a reader, after the answer, and of nobody: who reads is known by this process alone, for some seconds,
// then by a sketch that cannot be read back, under a key that is drawn each day and kept nowhere.
import { createHmac, randomBytes } from 'node:crypto'
import type { Database } from '../db/db.ts'
import type { Counted, Opening, TakeOpenings } from '../ledger/counted.ts'
import type { Actor } from '../actor.ts'

/** What of an exchange is asked: who reads, what, where. A Context is one. */
interface Read {
  readonly actor: Actor
  readonly visitorId: string
  readonly userAgent: string
  readonly params: Readonly<Record<string, string>>
  readonly site: { readonly commune: string | null }
  readonly header: (name: string) => string | null
}

export interface Openings {
  /** Notes that a page was read. Never waits, never fails. */
  note(pattern: string, ctx: Read): void
  /** Counts what was noted. */
  flush(): Promise<void>
  /** Counts what was noted, and notes nothing more. */
  close(): Promise<void>
}

/** Two megabytes: at half a million readings a day, one in six thousand is taken for another. */
const BITS = 2 ** 24
const MARKS = 4
/** More in a flush than any crowd reads: the others are not counted. */
const MOST = 20_000
const EVERY_MS = 30_000

// Robots that say so, and what browsers fetch before anybody asks.
const ROBOT =
  /bot|crawl|spider|slurp|preview|monitor|fetch|scan|curl|wget|python|java|okhttp|libwww|headless/i
/** `007` is the same content as `7`. */
const plain = (thing: string): string => (/^\d+$/.test(thing) ? String(Number(thing)) : thing)
const isRead = ({ actor, userAgent, header }: Read): boolean => {
  if (actor.kind === 'program' || actor.by?.looks) return false
  if (/prefetch/.test(`${header('sec-purpose') ?? ''} ${header('purpose') ?? ''}`)) return false
  return actor.personId !== null || Boolean(actor.by) || (userAgent !== '' && !ROBOT.test(userAgent))
}

/** A day’s sketch of what was seen: whether something was, and nothing of what. */
function sketch() {
  const key = randomBytes(32)
  const bits = new Uint8Array(BITS / 8)
  return {
    /** @returns false when it was there already */
    add(text: string): boolean {
      const digest = createHmac('sha256', key).update(text).digest()
      let isNew = false
      for (let mark = 0; mark < MARKS; mark += 1) {
        const bit = digest.readUInt32BE(mark * 4) % BITS
        const [at, mask] = [bit >> 3, 1 << (bit & 7)]
        isNew ||= ((bits[at] ?? 0) & mask) === 0
        bits[at] = (bits[at] ?? 0) | mask
      }
      return isNew
    },
  }
}

/** For whom somebody reads: the member who lends their seats, or oneself. */
const readerOf = ({ actor: { by, personId } }: Read): number | null =>
  by && !by.looks && 'seatsOf' in by ? by.seatsOf : personId

/** Counts the pages that the modules say. `take` is whoever keeps the counts; `everyMs`: how often, null when whoever asks flushes. */
export function openings(
  db: Database,
  counted: readonly Counted[],
  take: TakeOpenings | undefined,
  everyMs: number | null = EVERY_MS,
): Openings {
  const places = new Map(counted.flatMap((kind) => kind.at.map((pattern) => [pattern, kind] as const)))
  let day = ''
  let seen: ReturnType<typeof sketch> | null = null
  let noted: Opening[] = []
  const flush = async (): Promise<void> => {
    const waiting = noted
    noted = []
    if (waiting.length === 0 || take === undefined) return
    try {
      await take(db, waiting, counted)
    } catch (error) {
      // The database is away: they wait for the next time, as far as there is room.
      noted = [...waiting, ...noted].slice(0, MOST)
      throw error
    }
  }
  const timer =
    everyMs === null ? undefined : setInterval(() => void flush().catch(() => {}), everyMs).unref()
  return {
    note(pattern, ctx) {
      const kind = places.get(pattern)
      if (take === undefined || kind === undefined || noted.length >= MOST || !isRead(ctx)) return
      const thing = kind.param === '' ? pattern : plain(ctx.params[kind.param] ?? '')
      const today = db.clock().toISOString().slice(0, 10)
      if (seen === null || today !== day) [day, seen] = [today, sketch()]
      const personId = readerOf(ctx)
      if (!seen.add(`${kind.kind} ${thing} ${personId ?? ctx.visitorId}`)) return
      noted.push({ kind: kind.kind, thing, personId, commune: ctx.site.commune })
    },
    flush,
    async close() {
      clearInterval(timer)
      await flush().catch(() => {})
    },
  }
}
