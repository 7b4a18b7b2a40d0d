// What units hold of the territory: those that stand under them.
import type { Possession } from '#platform/db/db.ts'
import { forget } from '#platform/db/snapshot.ts'
import { placeBack, placeBelow } from './queries.edit.ts'
import { territory } from './territory.ts'

export const unitsBelow: Possession = {
  id: 'territory.unit',
  one: 'unité au-dessous',
  several: 'unités au-dessous',
  effect: 'Elles passent sous la nouvelle unité, avec tout ce qu’elles tiennent.',
  async count(tx, unitIds) {
    const open = (await territory(tx)).units.filter(({ closedOn }) => closedOn === null)
    const below = (id: number) => open.filter(({ parentId }) => parentId === id).length
    return new Map(unitIds.map((id) => [id, below(id)]))
  },
  handing: {
    async move(tx, from, to) {
      const ids = await placeBelow(tx, from, to)
      forget(tx, 'territory')
      return { from, to, ids }
    },
    async giveBack(tx, { from, to, ids }) {
      await placeBack(tx, ids as number[], to as number, from as number)
      forget(tx, 'territory')
    },
  },
}
