// Leavers that waited for a word are closed, by whoever gives it: one a step, under the same rights as on the screen of each.
import { z } from 'zod'
import { BadInput } from '#platform/errors.ts'
import { runKind } from '#platform/runs/kind.ts'
import { plural } from '#platform/ui/french.ts'
import { leave } from './leave.ts'
import { waitingEntries } from './queries.ts'

/** Those who were shown: whoever left since waits for another word. */
const input = z.object({ authorityId: z.number(), entryIds: z.array(z.string()) })

export const CLOSE = runKind<z.infer<typeof input>, number>({
  kind: 'organisation.close_leavers',
  action: 'directory.change',
  title: ({ entryIds }) =>
    `Fermer ${plural(entryIds.length, 'accès de qui a quitté l’annuaire', 'accès de qui a quitté l’annuaire')}`,
  one: 'personne',
  several: 'personnes',
  input,
  async step(tx, { authorityId, entryIds }, at) {
    const here = at ?? 0
    const waiting = await waitingEntries(tx, authorityId)
    const leaver = waiting.find(({ entryId }) => entryId === entryIds[here])
    // Back in the directory, or closed already.
    if (leaver !== undefined) await leave(tx, authorityId, leaver)
    return { next: nextOf(entryIds, here), done: 1 }
  },
  refused({ entryIds }, at, why) {
    const here = at ?? 0
    const said = why instanceof BadInput ? why.problems.map(({ message }) => message).join(' ') : why.message
    const lines = [{ sentence: `Personne ${here + 1}, laissée\u00a0: ${said}`, isProblem: true }]
    return { next: nextOf(entryIds, here), done: 1, lines }
  },
})

const nextOf = (all: readonly string[], here: number): number | null =>
  here + 1 < all.length ? here + 1 : null
