// Who is in an audience, before anything is shown to it: a sentence, a count, and the names that whoever asks may know.
import type { Read } from '#platform/db/db.ts'
import { knownNames } from '#people'
import { readersOfRule } from './queries.ts'
import { always, isEverybody, type Rule } from './rule.ts'
import { namedKinds, ruleWords } from './words.ts'

export interface Seen {
  readonly sentence: string
  /** null: everybody, residents too, whom nobody counts. */
  readonly count: number | null
  /** Everybody who works or is elected in the territory. */
  readonly outOf: number
  readonly names: readonly string[]
}

/** Everybody of whom something is known. */
const anybody = (tx: Read): Rule => ({
  who: [...namedKinds(tx)].flatMap(([kind, { everybody }]) => (everybody === undefined ? [] : [kind])),
  ...{ also: [], except: [], from: null, until: null },
})

/** Whoever the rule means, whatever its days. */
export async function seenBy(tx: Read, rule: Rule): Promise<Seen> {
  const sentence = await ruleWords(tx, rule)
  const outOf = (await readersOfRule(tx, anybody(tx))).length
  if (isEverybody(rule)) return { sentence, count: null, outOf, names: [] }
  const ids = await readersOfRule(tx, always(rule))
  return { sentence, count: ids.length, outOf, names: await knownNames(tx, ids) }
}
