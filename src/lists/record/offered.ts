// What lists propose now, as the process knows it: at most two seconds old. Nothing is read elsewhere for whoever answers a form.
import { live, replacedSince, whileDefined } from '#definitions'
import type { Read } from '#platform/db/db.ts'
import { forget, snapshot } from '#platform/db/snapshot.ts'
import { dateTime } from '#platform/ui/french.ts'
import { addDays, localDay, territory } from '#territory'
import { sourceOf } from './source.ts'
import type { ReferenceList } from './definition.ts'
import { type Former, offer, type Offered } from './find.ts'
import { REFERENCE } from './kind.ts'
import { readings, readingsRevision } from './queries.ts'

/** What went from a list is still taken for so many days of whoever had chosen it. */
export const GRACE_DAYS = 7

type Lists = ReadonlyMap<string, ReferenceList>

/** What was in tables lately and is there no longer, by list. */
async function goneRows(tx: Read, lists: Lists): Promise<ReadonlyMap<string, ReadonlyMap<string, Former>>> {
  const { zone } = await territory(tx)
  const since = new Date(tx.now.getTime() - GRACE_DAYS * 86_400_000)
  const gone = new Map<string, Map<string, Former>>()
  for (const { id, body, replacedAt } of await replacedSince(tx, REFERENCE, since)) {
    const now = new Set(lists.get(id)?.rows?.map(({ value }) => value))
    const own = gone.get(id) ?? new Map<string, Former>()
    const day = localDay(replacedAt, zone)
    for (const { value, label } of body.rows ?? [])
      if (!now.has(value) && !own.has(value))
        own.set(value, { label, gone: day, until: addDays(day, GRACE_DAYS) })
    gone.set(id, own)
  }
  return gone
}

/** The lists in force, and what their tables propose. */
async function tables(tx: Read): Promise<{ lists: Lists; offered: ReadonlyMap<string, Offered> }> {
  const lists = new Map((await live(tx, REFERENCE)).map(({ id, body }) => [id, body]))
  const gone = await goneRows(tx, lists)
  const offered = [...lists].flatMap(([id, list]) =>
    list.rows === undefined ? [] : [[id, offer(list, list.rows, gone.get(id))] as const],
  )
  return { lists, offered: new Map(offered) }
}

/** What was read at addresses, with the address by which it was. */
async function read(tx: Read): Promise<ReadonlyMap<string, { source: string; offered: Offered }>> {
  const { zone } = await territory(tx)
  return new Map(
    [...(await readings(tx))].map(([id, { source, entries, former, readAt, why }]) => {
      const age = why === null || readAt === null ? null : dateTime(readAt, zone)
      return [
        id,
        { source, offered: offer({ id, title: '' }, entries, new Map(Object.entries(former)), age) },
      ]
    }),
  )
}

const READ = 'lists.read'

/** For whoever has just noted a reading: this process knows it at once, the others within two seconds. */
export const readAnew = (tx: Read): void => forget(tx, READ)

/** What a list proposes now: nothing while it was never read; undefined when there is none of that name. */
export async function offeredOf(tx: Read, id: string): Promise<Offered | undefined> {
  const { lists, offered } = await whileDefined(tx, 'lists', tables)
  const list = lists.get(id)
  if (list?.address === undefined) return offered.get(id)
  const known = (await snapshot(tx, READ, readingsRevision, read)).get(id)
  return known?.source === sourceOf(list.address) ? { ...known.offered, title: list.title } : offer(list, [])
}
