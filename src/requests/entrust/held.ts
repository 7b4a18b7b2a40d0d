// What units hold of requests: those that are open. When their unit closes they go to the one that takes its place, promise unchanged;
// whoever made them is told its name once.
import type { Possession, Write } from '#platform/db/db.ts'
import { emitEach } from '#platform/ledger/events.ts'
import type { ReorganisedPayload } from '../record/events.ts'
import { entrustOpen, giveBackRequests, openByUnit } from './queries.ts'

/** Tells it in the chain of each: where from, where to, and whose calendar goes on counting. */
async function tell(
  tx: Write,
  moved: readonly { id: number; countedBy: number }[],
  { from, to }: { from: number; to: number },
): Promise<void> {
  const facts = moved.map(({ id, countedBy }) => {
    const payload: ReorganisedPayload = { fromUnitId: from, unitId: to, countedBy }
    return { subjectId: id, payload: { ...payload } }
  })
  await emitEach(tx, { name: 'request.reorganised', subjectKind: 'request' }, facts)
}

export const openRequests: Possession = {
  id: 'requests.open',
  one: 'demande ouverte',
  several: 'demandes ouvertes',
  isListed: true,
  effect: 'Aucune date promise ne bouge\u00a0; chaque personne apprend le nom de la nouvelle unité.',
  count: openByUnit,
  handing: {
    async move(tx, from, to) {
      const moved = await entrustOpen(tx, from, to)
      await tell(tx, moved, { from, to })
      return { from, to, ids: moved.map(({ id }) => id) }
    },
    async giveBack(tx, { from, to, ids }) {
      const back = { from: to as number, to: from as number }
      await tell(tx, await giveBackRequests(tx, ids as number[], back.from, back.to), back)
    },
  },
}
