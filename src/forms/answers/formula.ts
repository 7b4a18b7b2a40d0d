// A formula as it is worked out: its columns said by their place.
import type { Formula } from '#rules'
import { type Field, fieldsOf, type FormDefinition } from '../definition/definition.ts'
import { kindOf } from '../fields/index.ts'
import { rowsOf } from '../fields/repeated/rows.ts'

function placedColumns(form: FormDefinition, formula: Formula): Formula {
  switch (formula.op) {
    case 'column': {
      const field = fieldsOf(form).find(({ id }) => id === formula.of)
      const columns = field === undefined ? [] : rowsOf(field).columns
      const at = columns.findIndex(({ id }) => id === formula.column)
      return at < 0 ? formula : { ...formula, at, width: columns.length }
    }
    case 'round':
    case 'steps':
      return { ...formula, of: placedColumns(form, formula.of) }
    case 'subtract':
    case 'divide':
      return { ...formula, of: placedColumns(form, formula.of), by: placedColumns(form, formula.by) }
    case 'add':
    case 'multiply':
    case 'least':
    case 'most':
      return { ...formula, of: formula.of.map((one) => placedColumns(form, one)) }
    default:
      return formula
  }
}

/** That of a question that is worked out; undefined for any other. */
export function wholeFormula(form: FormDefinition, field: Field): Formula | undefined {
  const formula = kindOf(field.type).computes?.(field)
  return formula === undefined ? undefined : placedColumns(form, formula)
}
