// Who is in an audience, before anything is shown to it: a sentence, a count, and the names that whoever asks may know.
import type { Read } from '#platform/db/db.ts'
import { longDate } from '#platform/ui/french.ts'
import { knownNames } from '#people'
import { localDay, territory } from '#territory'
import { countReaders, readersOfRule } from './queries.ts'
import { always, isEverybody, type Rule } from './rule.ts'
import { namedKinds, ruleWords } from './words.ts'

export interface Seen {
  readonly sentence: string
  /** null: everybody, residents too, whom nobody counts. */
  readonly count: number | null
  /** false: at least so many, as far as whoever asks may be told. */
  readonly isExact: boolean
  /** Everybody who works or is elected in the territory. */
  readonly outOf: number
  readonly names: readonly string[]
  /** Why nobody is in it today; null within its days. */
  readonly apart: string | null
}

/** « Terminé le jeudi 2 janvier 2020 » */
async function apartText(tx: Read, { from, until }: Rule): Promise<string | null> {
  const today = localDay(tx.now, (await territory(tx)).zone)
  if (until !== null && until < today) return `Terminé le ${longDate(until)}`
  return from !== null && from > today ? `Pas avant le ${longDate(from)}` : null
}

/** Everybody of whom something is known. */
const anybody = (tx: Read): Rule => ({
  who: [...namedKinds(tx)].flatMap(([kind, { everybody }]) => (everybody === undefined ? [] : [kind])),
  ...{ also: [], except: [], from: null, until: null },
})

/** Whoever the rule means, whatever its days. */
export async function seenBy(tx: Read, rule: Rule): Promise<Seen> {
  const said = { sentence: await ruleWords(tx, rule), apart: await apartText(tx, rule) }
  const { count: outOf } = await countReaders(tx, anybody(tx))
  if (isEverybody(rule)) return { ...said, count: null, isExact: true, outOf, names: [] }
  const { count, isExact } = await countReaders(tx, always(rule))
  const names = await knownNames(tx, await readersOfRule(tx, always(rule)))
  return { ...said, count, isExact, outOf, names }
}
