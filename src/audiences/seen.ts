// Who is in an audience, before anything is shown to it: a sentence, a count, and the names that whoever asks may know.
import type { Read } from '#platform/db/db.ts'
import { knownNames } from '#people'
import { countReaders, readersOfRule } from './queries.ts'
import { always, isEverybody, type Rule } from './rule.ts'
import { namedKinds, ruleWords } from './words.ts'

export interface Seen {
  readonly sentence: string
  /** null: everybody, residents too, whom nobody counts. */
  readonly count: number | null
  /** false: at least so many, said by fives. */
  readonly isExact: boolean
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
  const { count: outOf } = await countReaders(tx, anybody(tx))
  if (isEverybody(rule)) return { sentence, count: null, isExact: true, outOf, names: [] }
  const { count, isExact } = await countReaders(tx, always(rule))
  const names = await knownNames(tx, await readersOfRule(tx, always(rule)))
  return { sentence, count, isExact, outOf, names }
}
