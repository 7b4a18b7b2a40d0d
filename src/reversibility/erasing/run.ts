// The erasure as long work: a table after the other, some rows a step, each in a transaction that keeps how many went.
import { z } from 'zod'
import { AGREEMENTS, heldToErase, type Kept, noteErased } from '#agreements'
import type { Write } from '#platform/db/db.ts'
import { Conflict } from '#platform/errors.ts'
import type { Counts } from '#platform/partnership/carried.ts'
import { runKind, type Stepped } from '#platform/runs/kind.ts'
import { plural } from '#platform/ui/french.ts'
import { added, eraseSome, foresee, going, keptOf, sumOf } from './erase.ts'

const MOST = 200

const input = z.object({ agreementId: z.number(), whose: z.string() })

interface Cursor {
  table: number
  erased: Counts
  /** As it was before: what hangs on posts is counted while they are there. */
  kept: readonly Kept[]
}

export const ERASURE = runKind<z.infer<typeof input>, Cursor>({
  kind: 'reversibility.erase',
  action: 'agreement.write',
  title: ({ whose }) => `Effacer les données ${whose}`,
  input,
  one: 'élément',
  several: 'éléments',
  asSystem: true,
  async step(tx, { agreementId }, cursor) {
    const { authorityId } = await heldToErase(tx, agreementId)
    const { table, erased, kept } = cursor ?? { table: 0, erased: {}, kept: await keptOf(tx, authorityId) }
    const one = going(tx)[table]
    if (one === undefined) return finish(tx, agreementId, authorityId, { erased, kept })
    const gone = await eraseSome(tx, one, { authorityId, most: MOST })
    const done = sumOf(gone)
    return { next: { table: done === 0 ? table + 1 : table, erased: added(erased, gone), kept }, done }
  },
})

/** Counted once more: what is certified is what the database says. */
async function finish(
  tx: Write,
  agreementId: number,
  authorityId: number,
  done: Omit<Cursor, 'table'>,
): Promise<Stepped<Cursor>> {
  const { goes, hindrances } = await foresee(tx, authorityId)
  if (sumOf(goes) > 0 || hindrances.length > 0)
    throw new Conflict(
      [
        `${plural(sumOf(goes), 'élément est venu', 'éléments sont venus')} pendant l’effacement\u00a0: demandez-le de nouveau.`,
        ...hindrances,
      ].join(' '),
    )
  await noteErased(tx, agreementId, done)
  const href = `${AGREEMENTS}/${agreementId}/papiers/certificat`
  return { next: null, done: 0, lines: [{ sentence: 'Certificat d’effacement', isProblem: false, href }] }
}
