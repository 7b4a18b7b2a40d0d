// Lines of cells, as many as there are things to say: the steps of a process, who comes along, what a project costs. A column says what its
// cells are.
import { z } from 'zod'
import { quoted, typo } from '#platform/ui/french.ts'
import {
  CELL_TYPES,
  cellPart,
  isBegun,
  MOST_ROWS,
  mostRows,
  type RowColumn,
  type Rows,
  rowName,
  rowsField,
  rowsIn,
  rowText,
} from '#platform/ui/rows.ts'
import type { Field } from '../../definition/definition.ts'
import { asked, common, fieldKind, type Judging } from '../kind.ts'
import type { Raw } from '../read.ts'
import { type Cell, cellIn, cellKind } from './cells.ts'
import { SAYS } from './words.ts'

interface Options {
  rows?: Rows
}

/** By the id of the column; a cell that is empty is not there. */
type Row = Record<string, Cell>

const NONE: Rows = { one: 'ligne', isFeminine: true, columns: [] }
const id = z.string().regex(/^[a-z][a-z0-9_]*$/, 'lower case, digits and _')

const shape: z.ZodType<Rows> = z.strictObject({
  one: z.string().min(2).max(40),
  isFeminine: z.literal(true).optional(),
  least: z.int().min(1).max(MOST_ROWS).optional(),
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
        type: z.enum(CELL_TYPES).optional(),
        choices: z.array(z.string().trim().min(1).max(80)).min(2).max(30).optional(),
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

type JudgedRow = { row: Row } | { problem: string; part: string }

/** What a line that is begun says, or what is wrong in it, and in which cell. */
function rowIn(rows: Rows, cells: readonly string[], row: number, judging: Judging): JudgedRow {
  const kept: Row = {}
  for (const [at, column] of rows.columns.entries()) {
    const typed = cells[at] ?? ''
    if (typed === '' && column.optional === true) continue
    const judged =
      typed === '' ? { problem: SAYS.fillCell() } : cellKind(column).judge(typed, column, judging)
    if ('problem' in judged) {
      const problem = SAYS.inCell(rowName(rows, row), typo(column.label), judged.problem)
      return { problem, part: cellPart(row, at) }
    }
    kept[column.id] = judged.cell
  }
  return { row: kept }
}

function columnFaults(question: string, { columns, least = 1, most }: Rows): string[] {
  const said = []
  if (new Set(columns.map((column) => column.id)).size < columns.length)
    said.push(`${question} a deux colonnes qui portent le même identifiant.`)
  if (least > mostRows({ one: '', columns, most }))
    said.push(`${question} demande plus de lignes (${least}) qu’elle n’en accepte.`)
  for (const { label, type, choices } of columns) {
    if (type === 'choice' && choices === undefined)
      said.push(`${question}\u00a0: la colonne ${quoted(label)} doit proposer au moins deux réponses.`)
    if (type !== 'choice' && choices !== undefined)
      said.push(`${question}\u00a0: la colonne ${quoted(label)} propose des réponses, et n’est pas un choix.`)
    if (choices !== undefined && new Set(choices).size < choices.length)
      said.push(`${question}\u00a0: la colonne ${quoted(label)} propose deux fois une réponse.`)
  }
  return said
}

/** Its lines in words, each cell as its column reads it. */
export const rowsSaid = (field: Field & Options, answer: readonly Row[]): Record<string, string>[] =>
  answer.map((row) =>
    Object.fromEntries(
      rowsOf(field).columns.flatMap((column) => {
        const cell = cellOf(row, column)
        return cell === undefined ? [] : [[column.id, cellKind(column).said(cell, column)] as const]
      }),
    ),
  )

const cellOf = (row: Row, column: RowColumn): Cell | undefined =>
  Object.hasOwn(row, column.id) ? cellIn(column, row[column.id]) : undefined

export const rows = fieldKind<Row[], Options>({
  type: 'rows',
  fact: 'other',
  options: {
    rows: {
      shape,
      one: 'ce que dit chaque ligne',
      isNeeded: true,
      texts: ['one', 'columns/*/label', 'columns/*/hint'],
    },
  },
  faults({ id: name, rows: said }) {
    const question = `La question ${quoted(name)}`
    if (said === undefined) return [`${question} doit dire les colonnes de ses lignes.`]
    return columnFaults(question, said)
  },
  judge(field, raw, judging) {
    const asks = rowsOf(field)
    const typed = typedIn(field, raw).map((cells) =>
      cells.map((one, at) => cellText(one, asks.columns[at]?.long === true)),
    )
    const begun = typed.filter(isBegun)
    if (begun.length === 0) return { empty: true }
    if (begun.length > mostRows(asks)) return { problem: SAYS.tooManyRows(mostRows(asks)) }
    const kept: Row[] = []
    for (const [row, cells] of typed.entries()) {
      if (!isBegun(cells)) continue
      const judged = rowIn(asks, cells, row, judging)
      if ('problem' in judged) return judged
      kept.push(judged.row)
    }
    const { least = 1 } = asks
    return kept.length < least ? { problem: SAYS.tooFewRows(least, kept.length) } : { answer: kept }
  },
  missing(field) {
    const { least = 1 } = rowsOf(field)
    return least === 1 ? SAYS.rowTo(asked(field)) : SAYS.rowsTo(asked(field), least)
  },
  rawOf: (answer, field) => ({
    '': answer.flatMap((row) => rowsOf(field).columns.map((column) => textOf(row, column))),
  }),
  control: (field, raw, showing) =>
    rowsField({
      ...common(field, showing),
      rows: rowsOf(field),
      cells: typedIn(field, raw).flat(),
      part: showing.part,
    }),
  cells: (field, answer) =>
    answer.flatMap((row) => rowsOf(field).columns.map((column) => textOf(row, column))),
  summary: (field, answer) => rowsSaid(field, answer).map((row, at) => rowText(rowsOf(field), row, at)),
  sample(field) {
    const { columns, least = 1, most } = rowsOf(field)
    const count = Math.max(Math.min(2, mostRows({ one: '', columns, most })), least)
    return Array.from({ length: count }, (_, at) =>
      Object.fromEntries(columns.map((column) => [column.id, cellKind(column).sample(column, at + 1)])),
    )
  },
})

function textOf(row: Row, column: RowColumn): string {
  const cell = cellOf(row, column)
  return cell === undefined ? '' : cellKind(column).typed(cell)
}
