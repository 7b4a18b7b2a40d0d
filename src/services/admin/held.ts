// What units hold of services: the rules of competence in force that lead to them, by the functions they fill.
import type { Possession, Read } from '#platform/db/db.ts'
import { localDay, type Territory, territory, type Unit } from '#territory'
import { type Catalogue, catalogue } from '../catalogue/catalogue.ts'
import { ruleView } from '../catalogue/rule-view.ts'
import { leadsTo } from '../routing/able.ts'
import type { CompetenceRule } from '../words/definition.ts'

const inForce = ({ rules }: Catalogue, today: string): CompetenceRule[] =>
  rules.filter(({ from, to }) => from <= today && (to === undefined || today <= to))

/** How many rules in force lead to one or other of these units. */
async function leadingTo(tx: Read): Promise<(unitIds: readonly number[]) => number> {
  const [known, place] = [await catalogue(tx), await territory(tx)]
  const rules = inForce(known, localDay(tx.now, place.zone))
  return (unitIds) =>
    rules.filter((rule) => unitIds.some((id) => leadsTo(rule, place.unit(id), place))).length
}

export const rulesHere: Possession = {
  id: 'services.rule',
  one: 'règle qui mène ici',
  several: 'règles qui mènent ici',
  effect: 'Elles suivent les fonctions\u00a0: qui les tient reçoit les demandes à venir.',
  async count(tx, unitIds) {
    const leading = await leadingTo(tx)
    return new Map(unitIds.map((id) => [id, leading([id])]))
  },
  // A rule leads to all the units that share a function, each for its communes.
  async countTogether(tx, unitIds) {
    return (await leadingTo(tx))(unitIds)
  },
}

/** The same, each as a sentence, in the order of their subjects. */
export async function rulesTo(
  tx: Read,
  unit: Unit,
  place: Territory,
): Promise<{ id: string; sentence: string }[]> {
  const known = await catalogue(tx)
  const today = localDay(tx.now, place.zone)
  return inForce(known, today)
    .filter((rule) => leadsTo(rule, unit, place))
    .map((rule) => ({ id: rule.id, sentence: ruleView(rule, known, place, today).sentence }))
    .toSorted((one, other) => one.sentence.localeCompare(other.sentence, 'fr'))
}
