// What every page of a form shows: the form, its log, what the last act was.
import { actsToTake, commanded, compare, type EditRow } from '#definitions'
import { FORM, type FormDefinition } from '#forms'
import { ownName } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { territory } from '#territory'
import { recentOthers } from '../presence/recent.ts'
import { namesOf } from '../written/names.ts'
import { ofAuthority } from '../written/owner.ts'
import { type AsWritten, logOf, nameOf, readAny, readForm } from '../written/read.ts'
import { testsRun } from '../written/tested.ts'
import type { HeadShown } from './head.ts'

/** What an act did, in sentences: from what it leads from to what it leads to. */
export interface ToldAct {
  act: number
  at: Date
  by: number | null
  state: EditRow['state']
  sentences: readonly string[]
}

const taken = (form: FormDefinition, commands: readonly EditRow['command'][]): FormDefinition | null => {
  try {
    return commanded(nameOf(form.id), { ...form }, commands) as unknown as FormDefinition
  } catch {
    // What was written elsewhere, or under what went since, is told without its words.
    return null
  }
}

/** The last acts of a log, the latest first; what stands walks back through them. */
export function toldActs(form: FormDefinition, log: readonly EditRow[], most: number): ToldAct[] {
  const acts = [...Map.groupBy(log, ({ act, n }) => act ?? -n)].map(([act, edits]) => ({ act, edits }))
  const told: ToldAct[] = []
  let now: FormDefinition | null = form
  for (const { act, edits } of acts.toReversed().filter(({ edits: [first] }) => first?.state === 'done')) {
    if (told.length === most) break
    const backs = edits.toReversed().flatMap(({ back }) => (back === null ? [] : [back]))
    const before: FormDefinition | null =
      now === null || backs.length < edits.length ? null : taken(now, backs)
    told.push(tell(act, edits, before, now))
    now = before
  }
  return told
}

/** Acts undone, which may be done again, the next one first. */
export function undoneActs(form: FormDefinition, log: readonly EditRow[]): ToldAct[] {
  const acts = [...Map.groupBy(log, ({ act, n }) => act ?? -n)].filter(
    ([, [first]]) => first?.state === 'undone',
  )
  let now: FormDefinition | null = form
  return acts.map(([act, edits]) => {
    const before = now
    now =
      before === null
        ? null
        : taken(
            before,
            edits.map(({ command }) => command),
          )
    return tell(act, edits, before, now)
  })
}

function tell(
  act: number,
  edits: readonly EditRow[],
  before: FormDefinition | null,
  after: FormDefinition | null,
): ToldAct {
  const first = edits[0] as EditRow
  const sentences = before === null || after === null ? [] : compare(FORM, before, after)
  return { act, at: first.at, by: first.by, state: first.state, sentences }
}

const LONGEST = 110
const NO_WORDS = 'un acte dont les mots ne sont plus connus'

/** One line of it. */
export function shortWords({ sentences: [first, ...others] }: Pick<ToldAct, 'sentences'>): string {
  if (first === undefined) return NO_WORDS
  const text = first.replace(/\.$/, '')
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST - 1).trimEnd()}…` : text
  return others.length === 0 ? cut : `${cut}, et le reste de cet acte`
}

/** Of a form to write. */
export const readShown = async (tx: Read, id: string): Promise<HeadShown> =>
  shownOf(tx, await readForm(tx, id))

/** Of a form to read. */
export const readSeen = async (tx: Read, id: string): Promise<HeadShown> => shownOf(tx, await readAny(tx, id))

async function shownOf(tx: Read, read: AsWritten): Promise<HeadShown> {
  const log = await logOf(tx, read)
  const { undo, redo } = actsToTake(log)
  const [last] = undo === null ? [] : toldActs(read.form, log, 1)
  const [next] = redo === null ? [] : undoneActs(read.form, log)
  const place = await territory(tx)
  const recent = recentOthers(read, log, { now: tx.now, me: ownName(tx.actor) })
  const nameOf = await namesOf(
    tx,
    recent.map(({ by }) => by),
  )
  return {
    ...{ recent, nameOf },
    ...{ read, log, zone: place.zone, whose: ofAuthority(place, read.written.authorityId) },
    tests: testsRun(read.form, (code) => place.area(code)),
    undo: last === undefined ? null : shortWords(last),
    redo: next === undefined ? null : shortWords(next),
  }
}
