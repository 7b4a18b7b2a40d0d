// What an agent has in charge in the module of tides: the harbours they watch, which a colleague takes when they leave.
import type { Charge } from '#platform/house/charge.ts'
import { countWatches, deleteWatches, insertWatch, watchesOf } from './queries.ts'

interface Row {
  harbour: string
  from: number
  to: number
}

export const watching: Charge = {
  id: 'tides.watch',
  one: 'veille de marée',
  several: 'veilles de marée',
  otherwise: 'Le port les reprend.',
  count: (tx, { personId }) => countWatches(tx, personId),
  async move(tx, { personId }, taker) {
    const watches = taker === null ? [] : await watchesOf(tx, personId)
    const rows = watches.map(({ harbour }): Row => ({ harbour, from: personId, to: taker ?? 0 }))
    await deleteWatches(tx, personId)
    for (const { harbour, to } of rows) await insertWatch(tx, to, harbour)
    return { rows, taken: rows.length, left: {} }
  },
  async giveBack(tx, rows) {
    for (const { harbour, from, to } of rows as Row[]) {
      await deleteWatches(tx, to)
      await insertWatch(tx, from, harbour)
    }
  },
}
