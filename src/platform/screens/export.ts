// The file of a list, however long: long work that reads it page by page (docs/decisions/056-runs.md).
import { z } from 'zod'
import { type RunKind, runKind } from '../runs/kind.ts'
import { type Cursor, type Page, readAsked } from './asked.ts'
import { pageAtHand } from './at-hand.ts'
import { csvLines, csvStart } from './csv.ts'
import type { List } from './list.ts'

/** Rows of one step. */
const AT_ONCE = 2_000

/** Heads of its file. */
export const headsOf = <R>({ columns }: List<R>): string[] =>
  columns.flatMap(({ label, text }) => (text === undefined ? [] : [label]))

/** Rows of its file. */
export function linesOf<R>({ columns }: List<R>, rows: readonly R[]): string[][] {
  const texts = columns.flatMap(({ text }) => (text === undefined ? [] : [text]))
  return rows.map((row) => texts.map((text) => text(row)))
}

export const fileNameOf = ({ export: name }: Pick<List<never>, 'export'>): string => `${name}.csv`

const input = z.object({ query: z.record(z.string(), z.string()) })
type ExportInput = z.infer<typeof input>

/** Long work that makes the file of this list; asked by what its address asks. */
export const exportKind = <R>(list: List<R>): RunKind<ExportInput, Cursor> =>
  runKind<ExportInput, Cursor>({
    kind: `export.${list.export}`,
    action: list.action,
    title: () => `Emporter la liste\u00a0: ${list.title}`,
    one: 'ligne',
    several: 'lignes',
    input,
    file: () => ({ name: fileNameOf(list), mediaType: 'text/csv' }),
    async step(tx, { query }, after) {
      const asked = { ...readAsked(list, { ...query, format: 'csv' }), most: AT_ONCE, after }
      const found = await list.rows(tx, asked)
      const { rows, hasNext, edges }: Page<R> = 'edges' in found ? found : pageAtHand(list, found, asked)
      const head = after === null ? csvStart(headsOf(list)) : ''
      return {
        next: hasNext ? edges.last : null,
        done: rows.length,
        said: head + csvLines(linesOf(list, rows)),
      }
    },
  })
