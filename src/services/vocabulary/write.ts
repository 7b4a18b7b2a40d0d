// Words of the territory are changed on screen: told with who did, read at once by the search and the pages.
import { makeAnew } from '#definitions'
import type { Write } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { canonicalJson, emit } from '#platform/ledger/events.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { lastWriter } from '#territory'
import { catalogue } from '../catalogue/catalogue.ts'
import { Unsaid, type WordList } from './lists.ts'
import { insertSynonyms, lockWord, updateWord } from './queries.ts'

/** Subject of its events. */
export const WORD = 'word'

type Typed = Readonly<Record<string, string>>

/** @throws BadInput beside each column that says nothing */
async function valuesOf(tx: Write, { columns }: WordList, typed: Typed): Promise<Record<string, unknown>> {
  const known = await catalogue(tx)
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
  const kept = await lockWord(tx, list, id)
  if (kept === undefined) throw new NotFound()
  if (kept.version !== seen) throw new Outdated(await lastWriter(tx, WORD, kept.number))
  const values = await valuesOf(tx, list, typed)
  const changed = Object.entries(values).filter(
    ([name, value]) => canonicalJson(kept[name]) !== canonicalJson(value),
  )
  if (changed.length === 0) return
  await updateWord(tx, list, id, Object.fromEntries(changed))
  await tell(tx, 'word.changed', kept.number, Object.fromEntries(changed))
}

/** @throws BadInput */
export async function addSynonyms(tx: Write, list: WordList, typed: Typed): Promise<void> {
  const { words } = await valuesOf(tx, list, typed)
  const said = words as string[]
  if (said.length === 0)
    throw new BadInput([{ field: 'words', message: 'Écrivez deux expressions au moins.' }])
  await tell(tx, 'word.added', await insertSynonyms(tx, said), { words })
}

async function tell(tx: Write, name: string, subjectId: number, said: object): Promise<void> {
  makeAnew(tx)
  await emit(tx, { name, subjectKind: WORD, subjectId, payload: { said } })
}
