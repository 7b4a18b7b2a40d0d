// An import of the register as long work: one change a step, then the same from the last, undone.
import { z } from 'zod'
import type { Write } from '#platform/db/db.ts'
import { BadInput, NotFound, type ParvisError } from '#platform/errors.ts'
import { type RunLine, runKind } from '#platform/runs/kind.ts'
import { territory } from '#territory'
import { applyChange, takeBack } from './apply.ts'
import { importById, noteMade, noteUndone } from './queries.ts'
import { changeText, DOES } from './words.ts'

const input = z.object({ importId: z.number() })
type Input = z.infer<typeof input>

/** The reason, as it stands beside a field. */
const whyOf = (why: ParvisError): string =>
  why instanceof BadInput ? why.problems.map(({ message }) => message).join(' ') : why.message
const problem = (sentence: string): RunLine => ({ sentence, isProblem: true })

async function held(tx: Write, id: number) {
  const found = await importById(tx, id)
  if (found === undefined) throw new NotFound()
  return found
}

export const IMPORT = runKind<Input, number>({
  kind: 'bodies.import',
  action: 'body.change',
  title: () => 'Importer le répertoire des élus',
  one: 'changement',
  several: 'changements',
  input,
  async step(tx, { importId }, at) {
    const here = at ?? 0
    const { changes, made } = await held(tx, importId)
    const change = changes[here]
    if (change === undefined) return { next: null, done: 0 }
    const next = here + 1 < changes.length ? here + 1 : null
    // Done already: asked twice, it is once.
    if (made.length > here) return { next, done: 1 }
    // Those that were refused before made nothing.
    for (let missing = made.length; missing < here; missing++) await noteMade(tx, importId, null)
    await noteMade(tx, importId, await applyChange(tx, change, importId))
    const { name } = (await territory(tx)).authority(change.authorityId)
    const line = {
      sentence: `${DOES[change.do]}, ${name}\u00a0: ${changeText(change)}`,
      isProblem: false,
    }
    return { next, done: 1, lines: [line] }
  },
  refused: (_input, at, why) => ({
    next: (at ?? 0) + 1,
    done: 1,
    lines: [problem(`Changement ${(at ?? 0) + 1}, laissé\u00a0: ${whyOf(why)}`)],
  }),
})

export const UNDO_IMPORT = runKind<Input, number>({
  kind: 'bodies.undo_import',
  action: 'body.change',
  title: () => 'Défaire un import du répertoire des élus',
  one: 'changement',
  several: 'changements',
  input,
  async step(tx, { importId }, at) {
    const { made } = await held(tx, importId)
    const here = at ?? made.length - 1
    await takeBack(tx, made[here] ?? null)
    if (here > 0) return { next: here - 1, done: 1 }
    await noteUndone(tx, importId)
    return { next: null, done: 1 }
  },
  refused: (_input, at, why) => ({ next: (at ?? 0) - 1, done: 1, lines: [problem(whyOf(why))] }),
})
