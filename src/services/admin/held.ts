// What units hold of services: the rules of competence in force that lead to them, by the functions they fill.
import type { Possession } from '#platform/db/db.ts'
import { localDay, territory } from '#territory'
import { catalogue } from '../catalogue/catalogue.ts'
import { leadsTo } from '../routing/able.ts'

export const rulesHere: Possession = {
  id: 'services.rule',
  one: 'règle qui mène ici',
  several: 'règles qui mènent ici',
  effect: 'Elles suivent les fonctions\u00a0: qui les tient reçoit les demandes à venir.',
  async count(tx, unitIds) {
    const [{ rules }, place] = [await catalogue(tx), await territory(tx)]
    const today = localDay(tx.now, place.zone)
    const inForce = rules.filter(({ from, to }) => from <= today && (to === undefined || today <= to))
    const count = (id: number) => inForce.filter((rule) => leadsTo(rule, place.unit(id), place)).length
    return new Map(unitIds.map((id) => [id, count(id)]))
  },
}
