// What a cell of a line may be: a text, a whole number, an amount, a day, one of some answers. Each is judged and read as the question of
// that type is.
import type { CellType, RowColumn } from '#platform/ui/rows.ts'
import { longDate } from '#platform/ui/french.ts'
import type { Field } from '../../definition/definition.ts'
import { judgeBoxes } from '../days/boxes.ts'
import { integer } from '../numbers/integer.ts'
import { money } from '../numbers/money.ts'
import { type FieldKind, type Judging, tooLong } from '../kind.ts'
import { SAYS as ANY } from '../words.ts'
import { SAYS } from './words.ts'

/** What a cell keeps. */
export type Cell = string | number

type JudgedCell = { cell: Cell } | { problem: string }

interface CellKind {
  judge: (typed: string, column: RowColumn, judging: Judging) => JudgedCell
  /** As it is typed, of what is kept. */
  typed: (cell: Cell) => string
  /** As it is read. */
  said: (cell: Cell, column: RowColumn) => string
  sample: (column: RowColumn, line: number) => Cell
}

const LONGEST = 160

const asked = ({ id, label }: RowColumn): Field => ({ id, type: '', label })

/** A number, as the question of that type takes it. */
const numbers = (kind: FieldKind): CellKind => ({
  judge(typed, column, judging) {
    const judged = kind.judge(asked(column), { '': typed }, judging)
    return 'answer' in judged
      ? { cell: judged.answer as number }
      : { problem: 'problem' in judged ? judged.problem : kind.missing(asked(column)) }
  },
  typed: (cell) => [kind.rawOf(cell, asked({ id: '', label: '' }))[''] ?? ''].flat().join(''),
  said: (cell, column) => [kind.summary(asked(column), cell, () => undefined)].flat().join(''),
  sample: (column) => kind.sample(asked(column), '') as number,
})

const DAY = /^(\d{1,2})\s*[/. -]\s*(\d{1,2})\s*[/. -]\s*(\d{4})$/

const CELLS: Readonly<Record<CellType, CellKind>> = {
  text: {
    judge(typed, { maxLength = LONGEST }) {
      const problem = tooLong(typed, maxLength)
      return problem === null ? { cell: typed } : { problem }
    },
    typed: String,
    said: String,
    sample: ({ label, maxLength = LONGEST }, line) => `${label} ${line}`.slice(0, maxLength).trim(),
  },
  integer: numbers(integer),
  money: numbers(money),
  date: {
    judge(typed) {
      const [, day, month, year] = DAY.exec(typed) ?? []
      if (day === undefined || month === undefined || year === undefined) return { problem: SAYS.cellDay() }
      const judged = judgeBoxes({ '-jour': day, '-mois': month, '-annee': year })
      if ('answer' in judged) return { cell: judged.answer }
      return { problem: 'problem' in judged ? judged.problem : SAYS.noSuchDay() }
    },
    typed: (cell) => String(cell).split('-').toReversed().join('/'),
    said: (cell) => longDate(String(cell)),
    sample: (_column, line) => `2026-03-${String(10 + line)}`,
  },
  choice: {
    judge: (typed, { choices = [] }) =>
      choices.includes(typed) ? { cell: typed } : { problem: ANY.chooseKnown() },
    typed: String,
    said: String,
    sample: ({ choices = [] }) => choices[0] ?? '',
  },
}

export const cellKind = ({ type = 'text' }: RowColumn): CellKind => CELLS[type]

/** Of what is kept: a text, or a number where the column says one; nothing else is a cell. */
export const cellIn = (column: RowColumn, kept: unknown): Cell | undefined => {
  const isNumber = column.type === 'integer' || column.type === 'money'
  return typeof kept === (isNumber ? 'number' : 'string') ? (kept as Cell) : undefined
}
