// Lines of cells, as many as there are things to say: the steps of a process, who comes along. Cells are texts.
import { z } from 'zod'
import { quoted, typo } from '#platform/ui/french.ts'
import {
  cellPart,
  isBegun,
  MOST_ROWS,
  mostRows,
  type Rows,
  rowName,
  rowsField,
  rowsIn,
  rowText,
} from '#platform/ui/rows.ts'
import type { Field } from '../../definition/definition.ts'
import { asked, common, fieldKind, tooLong } from '../kind.ts'
import type { Raw } from '../read.ts'

interface Options {
  rows?: Rows
}

/** By the id of the column; a cell that is empty is not there. */
type Row = Record<string, string>

const NONE: Rows = { one: 'ligne', isFeminine: true, columns: [] }
const LONGEST = 160
const id = z.string().regex(/^[a-z][a-z0-9_]*$/, 'lower case, digits and _')

const shape: z.ZodType<Rows> = z.strictObject({
  one: z.string().min(2).max(40),
  isFeminine: z.literal(true).optional(),
  most: z.int().min(1).max(MOST_ROWS).optional(),
  columns: z
    .array(
      z.strictObject({
        id,
        label: z.string().min(1).max(60),
        hint: z.string().optional(),
        optional: z.literal(true).optional(),
        maxLength: z.int().positive().max(1000).optional(),
        long: z.literal(true).optional(),
      }),
    )
    .min(1)
    .max(6),
})

/** The lines that a question of that type asks. */
export const rowsOf = (field: Field & Options): Rows => field.rows ?? NONE

const typedIn = (field: Field & Options, raw: Raw): string[][] =>
  rowsIn(rowsOf(field), [raw[''] ?? []].flat())

const cellText = (typed: string, isLong: boolean): string =>
  isLong ? typed.replaceAll(/\r\n?/g, '\n').trim() : typed.trim().replaceAll(/\s+/g, ' ')

/** What is wrong in a line that is begun, and in which cell. */
function wrongIn(
  rows: Rows,
  cells: readonly string[],
  row: number,
): { problem: string; part: string } | null {
  for (const [at, { label, optional, maxLength = LONGEST }] of rows.columns.entries()) {
    const said = cells[at] ?? ''
    const why =
      said === '' && optional === undefined
        ? 'remplissez cette case, ou videz toute la ligne.'
        : tooLong(said, maxLength)
    if (why !== null)
      return {
        problem: `${rowName(rows, row)}, ${quoted(typo(label))}\u00a0: ${why.charAt(0).toLowerCase()}${why.slice(1)}`,
        part: cellPart(row, at),
      }
  }
  return null
}

export const rows = fieldKind<Row[], Options>({
  type: 'rows',
  fact: 'other',
  options: { rows: { shape, one: 'ce que dit chaque ligne' } },
  faults({ id: name, rows: said }) {
    const question = `La question ${quoted(name)}`
    if (said === undefined) return [`${question} doit dire les colonnes de ses lignes.`]
    const ids = new Set(said.columns.map((column) => column.id))
    return ids.size < said.columns.length
      ? [`${question} a deux colonnes qui portent le même identifiant.`]
      : []
  },
  judge(field, raw) {
    const asks = rowsOf(field)
    const typed = typedIn(field, raw).map((cells) =>
      cells.map((one, at) => cellText(one, asks.columns[at]?.long === true)),
    )
    const begun = typed.filter(isBegun)
    if (begun.length === 0) return { empty: true }
    if (begun.length > mostRows(asks))
      return { problem: `Vous avez rempli plus de ${mostRows(asks)} lignes\u00a0: retirez-en.` }
    for (const [row, cells] of typed.entries()) {
      const wrong = isBegun(cells) ? wrongIn(asks, cells, row) : null
      if (wrong !== null) return wrong
    }
    const kept = begun.map((cells) =>
      Object.fromEntries(
        asks.columns.flatMap((column, at) => (cells[at] ? [[column.id, cells[at]] as const] : [])),
      ),
    )
    return { answer: kept }
  },
  missing: (field) => `Remplissez au moins une ligne de ${asked(field)}.`,
  rawOf: (answer, field) => ({
    '': answer.flatMap((row) => rowsOf(field).columns.map((column) => textOf(row, column.id))),
  }),
  control: (field, raw, showing) =>
    rowsField({
      ...common(field, showing),
      rows: rowsOf(field),
      cells: typedIn(field, raw).flat(),
      part: showing.part,
    }),
  summary: (field, answer) => answer.map((row, at) => rowText(rowsOf(field), row, at)),
  sample: (field) =>
    [1, 2].map((n) =>
      Object.fromEntries(
        rowsOf(field).columns.map(({ id: column, label, maxLength = LONGEST }) => [
          column,
          `${label} ${n}`.slice(0, maxLength).trim(),
        ]),
      ),
    ),
})

const textOf = (row: Row, column: string): string => (Object.hasOwn(row, column) ? String(row[column]) : '')
