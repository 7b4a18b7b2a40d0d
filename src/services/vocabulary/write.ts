// Words of the territory are changed on screen: told with who did, read at once by the search and the pages.
import { makeAnew } from '#definitions'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { canonicalJson, emit } from '#platform/ledger/events.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { isSameWords, slugFor } from '#platform/plain-words.ts'
import { someOf } from '#platform/ui/french.ts'
import { lastWriter, localDay, territory } from '#territory'
import { type Catalogue, catalogue, standingCatalogue } from '../catalogue/catalogue.ts'
import { Unsaid, type Use, type WordList, type WordRow } from './lists.ts'
import { insertSynonyms, insertWord, leadTo, lockWord, updateWord, wordRows } from './queries.ts'

/** Subject of its events. */
export const WORD = 'word'

type Typed = Readonly<Record<string, string>>

/** @throws BadInput beside each column that says nothing */
function valuesOf(columns: WordList['columns'], typed: Typed, known: Catalogue): Record<string, unknown> {
  const problems: { field: string; message: string }[] = []
  const values: Record<string, unknown> = {}
  for (const [name, { write }] of Object.entries(columns))
    try {
      values[name] = write((typed[name] ?? '').replace(/\r\n?/g, '\n'), known)
    } catch (error) {
      if (!(error instanceof Unsaid)) throw error
      problems.push({ field: name, message: error.message })
    }
  if (problems.length > 0) throw new BadInput(problems)
  return values
}

/** The same again writes nothing. @throws NotFound; Outdated when somebody changed it since `seen`; BadInput */
export async function changeWord(
  tx: Write,
  list: WordList,
  id: string,
  typed: Typed,
  seen: number,
): Promise<void> {
  const known = await standingCatalogue(tx)
  const kept = await lockWord(tx, list, id)
  if (kept === undefined || isWithdrawn(kept)) throw new NotFound()
  if (kept.version !== seen) throw new Outdated(await lastWriter(tx, WORD, kept.number))
  const values = valuesOf(list.columns, typed, known)
  const changed = Object.entries(values).filter(
    ([name, value]) => canonicalJson(kept[name]) !== canonicalJson(value),
  )
  if (changed.length === 0) return
  await updateWord(tx, list, id, Object.fromEntries(changed))
  await tell(tx, 'word.changed', kept.number, Object.fromEntries(changed))
}

/** @throws BadInput beside what says nothing, or whose address serves already */
export async function addWord(tx: Write, list: WordList, typed: Typed): Promise<void> {
  const { named, first = {} } = list.added ?? {}
  const values = valuesOf({ ...list.columns, ...first }, typed, await standingCatalogue(tx))
  const number =
    named === undefined ? await added(tx, list, values) : await insertNamed(tx, list, values, named)
  await tell(tx, 'word.added', number, values)
}

async function added(
  tx: Write,
  list: WordList,
  { words }: Readonly<Record<string, unknown>>,
): Promise<number> {
  const said = words as string[]
  if (said.length === 0)
    throw new BadInput([{ field: 'words', message: 'Écrivez deux expressions au moins.' }])
  const same = (await wordRows(tx, list)).find((row) => saysAll(row.words as string[], said))
  if (same !== undefined)
    throw new BadInput([
      { field: 'words', message: `Ces expressions sont déjà synonymes\u00a0: ${list.textOf(same)}.` },
    ])
  return insertSynonyms(tx, said)
}

/** Does the group hold each of these expressions already? */
const saysAll = (group: readonly string[], said: readonly string[]): boolean =>
  said.every((expression) => group.some((other) => isSameWords(other, expression)))

async function insertNamed(
  tx: Write,
  list: WordList,
  values: Readonly<Record<string, unknown>>,
  named: string,
): Promise<number> {
  const id = slugFor(String(values[named]))
  const number =
    id === '' || id === list.added?.at ? null : await insertWord(tx, list, { ...values, [list.key]: id })
  if (number !== null) return number
  throw new BadInput([
    { field: named, message: 'Ce nom sert déjà, ou a servi\u00a0: choisissez-en un autre.' },
  ])
}

/**
 * Withdraws a word into another, where its address leads from then on.
 * @throws NotFound; Outdated when somebody changed it since `seen`; BadInput on `vers`, with what uses it
 */
export async function withdrawWord(
  tx: Write,
  list: WordList,
  { id, into, seen }: { id: string; into: string; seen: number },
): Promise<void> {
  const known = await standingCatalogue(tx)
  const kept = await lockWord(tx, list, id)
  if (kept === undefined || isWithdrawn(kept) || list.keptBy === undefined) throw new NotFound()
  if (kept.version !== seen) throw new Outdated(await lastWriter(tx, WORD, kept.number))
  const target = await lockWord(tx, list, into)
  if (target === undefined || isWithdrawn(target) || into === id)
    throw new BadInput([{ field: 'vers', message: 'Choisissez à quoi il est réuni.' }])
  const uses = await usesOfWord(tx, list, kept, known)
  if (uses.length > 0) {
    const message = `Encore utilisé par ${someOf(uses.map(({ said }) => said))}\u00a0: changez-le d’abord.`
    throw new BadInput([{ field: 'vers', message }])
  }
  const given = list.given?.(kept, target)
  if (given !== undefined) {
    await updateWord(tx, list, into, given)
    await tell(tx, 'word.changed', target.number, given)
  }
  await leadTo(tx, list, id, into)
  await tell(tx, 'word.withdrawn', kept.number, { leads_to: into })
}

export const isWithdrawn = ({ leads_to: to }: WordRow): boolean => typeof to === 'string'

/** What still uses it. */
export async function usesOfWord(
  tx: Read,
  list: WordList,
  row: WordRow,
  known?: Catalogue,
): Promise<readonly Use[]> {
  const { zone } = await territory(tx)
  return list.keptBy?.(row, known ?? (await catalogue(tx)), localDay(tx.now, zone)) ?? []
}

async function tell(tx: Write, name: string, subjectId: number, said: object): Promise<void> {
  makeAnew(tx)
  await emit(tx, { name, subjectKind: WORD, subjectId, payload: { said } })
}
