// Counts what was read: openings come from the process that answered, and leave it as numbers of groups.
import { system } from '#platform/actor.ts'
import type { Database, Read } from '#platform/db/db.ts'
import type { Counted, Opening, TakeOpenings } from '#platform/ledger/counted.ts'
import type { JobHandler } from '#platform/jobs.ts'
import { type Day, localDay, territory } from '#territory'
import { addCounts, type Count, keepThings, readersOn, tellMonths } from './queries.ts'

export const TELL = 'steering.tell_months'

const monthOf = (day: Day): Day => `${day.slice(0, 7)}-01`

/** Who reads by which group, asked once an hour of each database. */
const known = new WeakMap<Database, { at: string; readers: ReadonlyMap<number, string> }>()

async function readersNow(db: Database, tx: Read, day: Day): Promise<ReadonlyMap<number, string>> {
  const at = tx.now.toISOString().slice(0, 13)
  const held = known.get(db)
  if (held?.at === at) return held.readers
  const readers = await readersOn(tx, day)
  known.set(db, { at, readers })
  return readers
}

/** The openings that are readings: not those of whoever made what they opened. */
async function readingsOf(
  tx: Read,
  openings: readonly Opening[],
  counted: readonly Counted[],
): Promise<Opening[]> {
  const own = new Set<Opening>()
  for (const { kind, own: ownOf } of counted) {
    const named = openings.filter((one) => one.kind === kind && one.personId !== null)
    for (const one of named.length === 0 ? [] : ((await ownOf?.(tx, named)) ?? [])) own.add(one)
  }
  return openings.filter((one) => !own.has(one))
}

export const takeOpenings: TakeOpenings = (db, openings, counted) =>
  db.write(system, async (tx) => {
    const place = await territory(tx)
    const day = localDay(tx.now, place.zone)
    const readers = await readersNow(db, tx, day)
    const counts = new Map<string, Count>()
    for (const { kind, thing, personId, commune } of await readingsOf(tx, openings, counted)) {
      const counter = (commune === null ? undefined : place.authorityByCode(commune)) ?? place.metropolis
      const reader = (personId === null ? undefined : readers.get(personId)) ?? `public:${counter.id}`
      const key = `${kind} ${thing} ${reader}`
      counts.set(key, { kind, thing, reader, count: (counts.get(key)?.count ?? 0) + 1 })
    }
    await addCounts(tx, monthOf(day), [...counts.values()])
  })

/** Says what is there, then tells the months that are over. */
export const tellingMonths =
  (counted: readonly Counted[]): JobHandler =>
  (db) =>
    db.write(system, async (tx) => {
      for (const { kind, things } of counted) await keepThings(tx, kind, await things(tx))
      await tellMonths(tx, localDay(tx.now, (await territory(tx)).zone))
    })
