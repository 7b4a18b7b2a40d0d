// Who is in an audience, before anything is shown to it: a sentence, a count, and the names that whoever asks may know.
import type { Read } from '#platform/db/db.ts'
import { longDate } from '#platform/ui/french.ts'
import { knownNames } from '#people'
import { localDay, territory } from '#territory'
import { type Beside, besideReaders, countReaders, readersOfRule, seatedBy } from './queries.ts'
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
  /** Who sits where it says, when it is over seats alone: public, whatever one may know of accounts. */
  readonly seated: readonly string[]
  /** Who acts for the members among them, and reads what is for them. */
  readonly collaborators: Beside
  /** Elected members whom it means, and who have no account to read it with. */
  readonly unheld: Beside
  /** Why nobody is in it today; null within its days. */
  readonly apart: string | null
}

/** « Terminé le jeudi 2 janvier 2020 » */
export async function dayApart(tx: Read, { from, until }: Rule): Promise<string | null> {
  const today = localDay(tx.now, (await territory(tx)).zone)
  if (until !== null && until < today) return `Terminé le ${longDate(until)}`
  return from !== null && from > today ? `Pas avant le ${longDate(from)}` : null
}

/** Everybody of whom something is known. */
const anybody = (tx: Read): Rule => ({
  who: [...namedKinds(tx)].flatMap(([kind, { everybody }]) => (everybody === undefined ? [] : [kind])),
  ...{ also: [], except: [], from: null, until: null },
})

/** Those of its readers whom whoever asks may name. */
async function namesOf(tx: Read, rule: Rule): Promise<string[]> {
  const readers = await readersOfRule(tx, always(rule))
  const others = readers.flatMap(({ id, name }) => (name === null ? [id] : []))
  const names = [...readers.flatMap(({ name }) => name ?? []), ...(await knownNames(tx, others))]
  return names.toSorted((one, other) => one.localeCompare(other, 'fr'))
}

/** Whoever the rule means, whatever its days. */
export async function seenBy(tx: Read, rule: Rule): Promise<Seen> {
  const said = { sentence: await ruleWords(tx, rule), apart: await dayApart(tx, rule) }
  const { count: outOf } = await countReaders(tx, anybody(tx))
  const nobody = { count: 0, names: [] }
  if (isEverybody(rule))
    return {
      ...{ ...said, count: null, isExact: true, outOf, names: [], seated: [] },
      ...{ collaborators: nobody, unheld: nobody },
    }
  const { count, isExact } = await countReaders(tx, always(rule))
  const names = await namesOf(tx, rule)
  const seated = isExact ? [] : await seatedBy(tx, always(rule))
  return { ...said, count, isExact, outOf, names, seated, ...(await besideReaders(tx, always(rule))) }
}
