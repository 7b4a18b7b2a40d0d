// An import of the register as long work: a council a step, all of it or nothing; then the same, undone.
import type { RunLine } from '#platform/runs/kind.ts'
import { undoable } from '#platform/runs/undoable.ts'
import { territory } from '#territory'
import { applyChanges, takeBack } from './apply.ts'
import type { Change } from './differences.ts'
import { importById, IMPORTS, type Made, type RegisterImport } from './queries.ts'
import { changeText, DOES, IMPORT_AT } from './words.ts'

/** The changes of each council, by its authority. */
export const byCouncil = (changes: readonly Change[]): Map<number, Change[]> =>
  Map.groupBy(changes, ({ authorityId }) => authorityId)

export const REGISTER = undoable<RegisterImport, Change[], Made>({
  does: { kind: 'bodies.import', title: 'Importer le répertoire des élus' },
  undoes: { kind: 'bodies.undo_import', title: 'Défaire un import du répertoire des élus' },
  action: 'body.change',
  one: 'conseil',
  several: 'conseils',
  table: IMPORTS,
  find: importById,
  partsOf: ({ changes }) => byCouncil(changes),
  async make(tx, { id, marks }, changes) {
    const made = await applyChanges(tx, changes, { importId: id, marks })
    const place = await territory(tx)
    const lines = changes.map((change): RunLine => {
      const { name } = place.authority(change.authorityId)
      return { sentence: `${DOES[change.do]}, ${name}\u00a0: ${changeText(change)}`, isProblem: false }
    })
    return { made, lines }
  },
  async takeBack(tx, { id }, _changes, made) {
    await takeBack(tx, made, id)
    return []
  },
  href: (id) => `${IMPORT_AT}/${id}`,
  // The reason names who it is.
  refused: (why) => `Un conseil reste comme il est\u00a0: ${why}`,
})
