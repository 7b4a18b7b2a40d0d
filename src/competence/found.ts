// What administrators find of rules by one search: their subject, their commune, the law and what residents read.
import { agent } from '#platform/access.ts'
import type { FoundSource } from '#platform/screens/found.ts'
import { catalogue } from '#services'
import { territory } from '#territory'
import { ruleAddress, whereWords } from './words.ts'

export const rulesSet: FoundSource = {
  id: 'competence.rule',
  who: agent('admin').anywhere,
  async find(tx) {
    const [known, place] = [await catalogue(tx), await territory(tx)]
    return known.rules.map((rule) => ({
      kind: 'Règle de compétence',
      name: known.category(rule.category)?.label ?? rule.category,
      href: ruleAddress(rule.id),
      text: `${rule.because}\n${rule.basis}`,
      where: whereWords(rule, place),
    }))
  },
}
