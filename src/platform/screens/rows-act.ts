// Buttons of a form that change lines of cells, and nothing else: the page comes again with everything typed.
import { many, one, type Values } from '../http/route.ts'
import { ROWS_ACT, rowsActIn, rowsAfter } from '../ui/rows.ts'
import type { Field } from './field.ts'

interface Asked {
  readonly fields: Readonly<Record<string, Field>>
}

export interface RowsChanged {
  typed: Values
  /** The line where the person goes on. */
  goesOn: { name: string; row: number }
}

export const hasRows = ({ fields }: Asked): boolean =>
  Object.values(fields).some(({ control }) => typeof control === 'object' && 'rows' in control)

/** What is typed once the button that was pressed has changed its lines; null when none was. */
export function changedRows({ fields }: Asked, values: Values): RowsChanged | null {
  const act = rowsActIn(one(values, ROWS_ACT))
  const control = act === null || !Object.hasOwn(fields, act.name) ? undefined : fields[act.name]?.control
  if (act === null || typeof control !== 'object' || !('rows' in control)) return null
  const { cells, row } = rowsAfter(control.rows, many(values, act.name), act)
  const { [ROWS_ACT]: _, ...typed } = { ...values, [act.name]: cells }
  return { typed, goesOn: { name: act.name, row } }
}
