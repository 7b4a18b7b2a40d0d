// Answers that a question proposes, edited as a list, or pasted: the value that answers keep stays that of its line. Pure.
import type { Field as Question } from '#forms'
import { BadInput } from '#platform/errors.ts'
import { field, several } from '#platform/screens/field.ts'
import { MOST_ROWS, type Rows } from '#platform/ui/rows.ts'
import { nameFor } from '../written/elements.ts'

type Choice = NonNullable<Question['choices']>[number]

const ROWS: Rows = {
  one: 'réponse',
  isFeminine: true,
  most: MOST_ROWS,
  columns: [
    { id: 'label', label: 'Intitulé', maxLength: 250 },
    { id: 'hint', label: 'Aide', optional: true, maxLength: 250 },
    {
      ...{ id: 'value', label: 'Valeur gardée', optional: true, maxLength: 100 },
      hint: 'Laissez-la vide pour une réponse nouvelle\u00a0; ne la changez pas pour une ancienne.',
    },
  ],
}

export const CHOICES = field({
  label: 'Réponses proposées',
  hint: 'Dans cet ordre. Une ligne vidée est retirée.',
  control: { rows: ROWS },
  type: several,
})

export const choicesShown = (choices: readonly Choice[]): string[] =>
  choices.flatMap(({ label, hint, value }) => [label, hint ?? '', value])

export const MOST_CHOICES = 3000

/** The choices of those lines of cells; what a line does not show of its choice stays. @throws BadInput beside what is wrong */
export function choicesOf({ choices = [] }: Question, cells: readonly string[]): Choice[] {
  const width = ROWS.columns.length
  const lines = Array.from({ length: Math.ceil(cells.length / width) }, (_, row) =>
    Array.from({ length: width }, (_of, at) => (cells[row * width + at] ?? '').trim()),
  )
  const typed = lines.flatMap(([label = '', hint = '', value = ''], row) =>
    label + hint === '' ? [] : [{ row, label, hint, value }],
  )
  const empty = typed.find(({ label }) => label === '')
  if (empty !== undefined)
    throw new BadInput([
      { field: `choix-${empty.row + 1}-1`, message: 'Écrivez l’intitulé de cette réponse.' },
    ])
  const taken = new Set(typed.flatMap(({ value }) => (value === '' ? [] : [value])))
  return typed.map(({ label, hint, value }) => {
    const kept = value === '' ? nameFor(label, taken) : value
    taken.add(kept)
    const { hint: _, label: _label, ...known } = choices.find((one) => one.value === kept) ?? { value: kept }
    return { ...known, label, ...(hint !== '' && { hint }) } as Choice
  })
}

/**
 * The choices of a pasted list, one a line, with what explains it after a tab or « | ». A line that says the same as a choice is that
 * choice.
 * @throws BadInput when there are too many
 */
export function pasted({ choices = [] }: Question, text: string, how: 'ajouter' | 'remplacer'): Choice[] {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.split(/\t|\|/).map((cell) => cell.trim()))
    .filter(([label = '']) => label !== '')
  const kept = how === 'ajouter' ? [...choices] : []
  const taken = new Set(choices.map(({ value }) => value))
  const byLabel = new Map(choices.map((choice) => [choice.label, choice]))
  const made = new Map(kept.map((choice) => [choice.value, choice]))
  for (const [label = '', hint = ''] of lines) {
    const known = byLabel.get(label)
    const value = known?.value ?? nameFor(label, taken)
    taken.add(value)
    const choice: Choice = { ...known, value, label, ...(hint !== '' && { hint }) }
    byLabel.set(label, choice)
    made.set(value, choice)
  }
  if (made.size > MOST_CHOICES)
    throw new BadInput([
      {
        field: 'liste',
        message: `Une question propose ${MOST_CHOICES} réponses au plus\u00a0: il y en aurait ${made.size}.`,
      },
    ])
  return [...made.values()]
}
