// What is wrong with a value that is worked out, among the other questions: what it reads exists, and is of the kind that it reads.
import { quoted } from '#platform/ui/french.ts'
import { type Condition, type Formula, partsOfFormula, readByFormula } from '#rules'
import { type Field, fieldsOf, type FormDefinition } from '../definition/definition.ts'
import { kindOf } from '../fields/index.ts'
import { rowsOf } from '../fields/repeated/rows.ts'
import type { FormFault } from './fault.ts'

const formulaOf = (field: Field): Formula | undefined => kindOf(field.type).computes?.(field)

/** What it waits for, as conditions say it: a value that reads itself, however far, turns in a circle. */
export function workedFrom(field: Field): Condition[] {
  const formula = formulaOf(field)
  return formula === undefined ? [] : readByFormula(formula).map((of) => ({ op: 'answered', of }))
}

function problemIn(form: FormDefinition, part: Formula): string | null {
  if (!('of' in part) || typeof part.of !== 'string') return null
  const read = fieldsOf(form).find(({ id }) => id === part.of)
  const kind = read === undefined ? undefined : kindOf(read.type)
  if (read === undefined || kind === undefined || (kind.asksNothing && kind.computes === undefined))
    return `lit ${quoted(part.of)}, qui n’existe pas`
  if (part.op === 'answer')
    return kind.fact === 'number' ? null : `lit ${quoted(read.label)}, qui n’est pas un nombre`
  if (part.op === 'age')
    return kind.fact === 'date' ? null : `lit ${quoted(read.label)}, qui n’est pas un jour`
  if (part.op !== 'column') return null
  return kind.cells !== undefined && rowsOf(read).columns.some(({ id }) => id === part.column)
    ? null
    : `lit la colonne ${quoted(part.column)} de ${quoted(read.label)}, qui n’existe pas`
}

export const formulaProblems = (form: FormDefinition): FormFault[] =>
  fieldsOf(form).flatMap((field) => {
    const formula = formulaOf(field)
    if (formula === undefined) return []
    const said = partsOfFormula(formula).map((part) => problemIn(form, part))
    return [...new Set(said.filter((one) => one !== null))].map((one) => ({
      at: field.id,
      sentence: `Le calcul ${quoted(field.label)} ${one}.`,
    }))
  })
