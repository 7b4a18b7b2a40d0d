// What keeps a grid of rights: what is to be had by it.
import { type Gate, gateOn } from '#platform/house/definition.ts'
import { quoted } from '#platform/ui/french.ts'
import { todayThere } from '#territory'
import { GRID } from './grid/kind.ts'
import { productsOn } from './record/queries.ts'

export const gates: readonly Gate[] = [
  gateOn(GRID, {
    async keep(id, { tx }) {
      const products = await productsOn(tx, await todayThere(tx), { waiting: true })
      return products
        .filter(({ grid }) => grid === id)
        .map(({ name, partner }) => ({
          sentence: `${quoted(name)} (${partner}) se donne par cette grille\u00a0: changez d’abord la sienne.`,
        }))
    },
  }),
]
