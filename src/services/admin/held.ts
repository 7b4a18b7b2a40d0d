// What units hold of services: the rules of competence in force that lead to them, by the functions they fill.
import type { Possession, Read } from '#platform/db/db.ts'
import { localDay, type Territory, territory, type Unit } from '#territory'
import { type Catalogue, catalogue } from '../catalogue/catalogue.ts'
import { ruleView } from '../catalogue/rule-view.ts'
import { leadsTo } from '../routing/able.ts'
import { lineage } from '../routing/matching.ts'
import type { CompetenceRule } from '../words/definition.ts'

const inForce = ({ rules }: Catalogue, today: string): CompetenceRule[] =>
  rules.filter(({ from, to }) => from <= today && (to === undefined || today <= to))

/** How many of these are there for one or other of some units, given the rules in force that lead to them. */
type CountOf = (leading: readonly CompetenceRule[], known: Catalogue) => number

/** Counted together, what leads to several of them is one: a rule leads to all that share a function, each for its communes. */
function counted(of: CountOf): Required<Pick<Possession, 'count' | 'countTogether'>> {
  async function counting(tx: Read): Promise<(unitIds: readonly number[]) => number> {
    const [known, place] = [await catalogue(tx), await territory(tx)]
    const rules = inForce(known, localDay(tx.now, place.zone))
    const leadsToOne = (ids: readonly number[]) => (rule: CompetenceRule) =>
      ids.some((id) => leadsTo(rule, place.unit(id), place))
    return (unitIds) => of(rules.filter(leadsToOne(unitIds)), known)
  }
  return {
    async count(tx, unitIds) {
      const total = await counting(tx)
      return new Map(unitIds.map((id) => [id, total([id])]))
    },
    async countTogether(tx, unitIds) {
      return (await counting(tx))(unitIds)
    },
  }
}

const rulesHere: Possession = {
  id: 'services.rule',
  one: 'règle qui mène ici',
  several: 'règles qui mènent ici',
  effect: 'Elles suivent les fonctions\u00a0: qui les tient reçoit les demandes à venir.',
  ...counted((leading) => leading.length),
}

const servicesHere: Possession = {
  id: 'services.service',
  one: 'démarche reçue ici',
  several: 'démarches reçues ici',
  effect: 'Elles restent proposées\u00a0: leurs pages disent le service qui les reçoit.',
  ...counted((leading, known) => {
    const categories = new Set(leading.map(({ category }) => category))
    const isLed = (category: string) => lineage(known, category).some((code) => categories.has(code))
    return known.every.filter(
      ({ formVersion, definition }) => formVersion !== null && isLed(definition.category),
    ).length
  }),
}

export const heldHere: readonly Possession[] = [rulesHere, servicesHere]

/** The rules that lead to a unit, each as a sentence, in the order of their subjects. */
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
