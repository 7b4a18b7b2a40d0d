// What units hold of directories: the newcomers that a key makes arrive there.
import type { Possession } from '#platform/db/db.ts'
import { arrivalsByUnit, moveArrivals, restoreArrivals } from './queries.ts'

export const arrivals: Possession = {
  id: 'provisioning.arrival',
  one: 'clé d’annuaire',
  several: 'clés d’annuaire',
  effect: 'Les agents que l’annuaire crée arrivent dans la nouvelle unité.',
  count: arrivalsByUnit,
  handing: {
    move: async (tx, from, to) => ({ from, ids: await moveArrivals(tx, from, to) }),
    giveBack: (tx, { from, ids }) => restoreArrivals(tx, from as number, ids as number[]),
  },
}
