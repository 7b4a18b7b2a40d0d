// An import of the register as long work: a council a step, then the same from the last, undone.
import { z } from 'zod'
import type { Write } from '#platform/db/db.ts'
import { NotFound, type ParvisError } from '#platform/errors.ts'
import { type RunLine, runKind, type Stepped } from '#platform/runs/kind.ts'
import { territory } from '#territory'
import { applyChanges, takeBack } from './apply.ts'
import type { Change } from './differences.ts'
import { importById, noteMade, noteTakenBack, noteUndone } from './queries.ts'
import { changeText, DOES, IMPORT_AT, whyOf } from './words.ts'

/** How many councils it changes: a step that is refused says by it where the next begins. */
const input = z.object({ importId: z.number(), councils: z.number() })
type Input = z.infer<typeof input>

export const byCouncil = (changes: readonly Change[]): Change[][] => [
  ...Map.groupBy(changes, ({ authorityId }) => authorityId).values(),
]

/** Of a council that stays as it is, and which one: the reason names who it is. */
const refusal = (why: ParvisError, next: number | null): Stepped<number> => ({
  next,
  done: 0,
  lines: [{ sentence: `Un conseil reste comme il est\u00a0: ${whyOf(why)}`, isProblem: true }],
})

async function held(tx: Write, id: number) {
  const found = await importById(tx, id)
  if (found === undefined) throw new NotFound()
  return found
}

export const IMPORT = runKind<Input, number>({
  kind: 'bodies.import',
  action: 'body.change',
  title: () => 'Importer le répertoire des élus',
  one: 'conseil',
  several: 'conseils',
  input,
  async step(tx, { importId }, at) {
    const here = at ?? 0
    const { changes, made } = await held(tx, importId)
    const councils = byCouncil(changes)
    const [first, ...others] = councils[here] ?? []
    if (first === undefined) return { next: null, done: 0 }
    const next = here + 1 < councils.length ? here + 1 : null
    // Done already: asked twice, it is once.
    if (made.length > here) return { next, done: 1 }
    // Those that were refused before made nothing.
    for (let missing = made.length; missing < here; missing++) await noteMade(tx, importId, null)
    await noteMade(tx, importId, await applyChanges(tx, [first, ...others], importId))
    const { name } = (await territory(tx)).authority(first.authorityId)
    const lines = [first, ...others].map(
      (change): RunLine => ({
        sentence: `${DOES[change.do]}, ${name}\u00a0: ${changeText(change)}`,
        isProblem: false,
        href: `${IMPORT_AT}/${importId}`,
      }),
    )
    return { next, done: 1, lines }
  },
  refused: ({ councils }, at, why) => {
    const next = (at ?? 0) + 1
    return refusal(why, next < councils ? next : null)
  },
})

export const UNDO_IMPORT = runKind<Input, number>({
  kind: 'bodies.undo_import',
  action: 'body.change',
  title: () => 'Défaire un import du répertoire des élus',
  one: 'conseil',
  several: 'conseils',
  input,
  async step(tx, { importId, councils }, at) {
    const here = at ?? councils - 1
    const { made } = await held(tx, importId)
    const own = made[here] ?? null
    if (own !== null) {
      await takeBack(tx, own, importId)
      await noteTakenBack(tx, importId, here)
    }
    const done = Number(own !== null)
    if (here > 0) return { next: here - 1, done }
    if (made.every((one, place) => one === null || place === here)) await noteUndone(tx, importId)
    return { next: null, done }
  },
  refused: ({ councils }, at, why) => {
    const here = at ?? councils - 1
    return refusal(why, here > 0 ? here - 1 : null)
  },
})
