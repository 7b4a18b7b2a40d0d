// What is told of the answers to a questionnaire, under the rule of platform/told/few.ts. Pure; solver.test.ts solves for them.
import { type Answer, type Answers, type Field, fieldsOf, type FormDefinition } from '#forms'
import { type Cell, crossed, gather, type Group, LEAST } from '#platform/told/few.ts'

/** The same answers by who gave them. */
export interface Crossing {
  readonly by: string
  readonly columns: readonly { readonly label: string; readonly counts: readonly number[] }[]
}

export interface Told {
  readonly id: string
  readonly label: string
  /** Each person is in one group; otherwise in several, and null is not told. */
  readonly kind: 'one' | 'several'
  readonly groups: readonly Group[]
  readonly apart?: readonly { readonly label: string; readonly count: number | null }[]
  readonly crossing?: Crossing
}

export interface Results {
  /** How many answered; null: too few to say anything. */
  readonly count: number | null
  readonly questions: readonly Told[]
}

/** One answer of one person, among those that may be given; the last, where nobody has to answer, is to have given none. */
interface Line {
  readonly id: string
  readonly label: string
  readonly labels: readonly string[]
  readonly read: (answers: Answers) => number
}

const NONE = 'Sans réponse'

const labelsOf = ({ choices = [] }: Field): string[] => choices.map(({ label }) => label)
const placeIn = ({ choices = [] }: Field, value: unknown): number =>
  choices.findIndex((choice) => choice.value === value)

/** A question of which each person has one answer, as lines of a table: one, or one for each line of a matrix. */
function linesOf(field: Field & { scale?: number; lines?: string[] }): Line[] {
  const { id, label, type } = field
  const line = (labels: readonly string[], read: (answer: Answer | undefined) => number): Line => ({
    ...{ id, label, labels: field.optional === true ? [...labels, NONE] : labels },
    read: (answers) => {
      const at = read(answers[id])
      return at >= 0 && at < labels.length ? at : labels.length
    },
  })
  if (type === 'rating') {
    const marks = Array.from({ length: field.scale ?? 5 }, (_, at) => `${at + 1} sur ${field.scale ?? 5}`)
    return [line(marks, (answer) => Number(answer ?? 0) - 1)]
  }
  if (type === 'yes-no')
    return [line(['Oui', 'Non'], (answer) => (answer === true ? 0 : answer === false ? 1 : -1))]
  if (type === 'ranked-list')
    return [
      {
        ...line(labelsOf(field), (answer) => placeIn(field, [answer].flat()[0])),
        label: `${label} (premier choix)`,
      },
    ]
  if (type === 'matrix')
    return (field.lines ?? []).map((said, at) => ({
      ...line(labelsOf(field), (answer) => placeIn(field, [answer].flat()[at])),
      id: `${id}-${at + 1}`,
      label: `${label} ${said}`,
    }))
  return [line(labelsOf(field), (answer) => placeIn(field, answer))]
}

const counted = ({ labels, read }: Line, all: readonly Answers[]): Cell[] =>
  labels.map((label, at) => ({ label, count: all.filter((answers) => read(answers) === at).length }))

/** Of which group each answer is, by its place. */
const groupOf = (groups: readonly Group[], labels: readonly string[], at: number): number =>
  groups.findIndex((group) => group.labels.includes(labels[at] ?? ''))

function crossingOf(line: Line, by: Line, all: readonly Answers[]): Crossing | undefined {
  const [rows, columns] = [gather(counted(line, all)), gather(counted(by, all))]
  if (rows.length < 2 || columns.length < 2) return undefined
  const table = columns.map((_, column) =>
    rows.map(
      (_row, row) =>
        all.filter(
          (answers) =>
            groupOf(rows, line.labels, line.read(answers)) === row &&
            groupOf(columns, by.labels, by.read(answers)) === column,
        ).length,
    ),
  )
  if (!crossed(table)) return undefined
  const told = columns.map((column, at) => ({ label: column.labels.join(', '), counts: table[at] ?? [] }))
  return { by: by.label, columns: told }
}

/** Each choice by itself: told when neither those who made it nor those who did not are too few. */
function apartOf(field: Field, all: readonly Answers[]): Told {
  const apart = (field.choices ?? []).map(({ value, label }) => {
    const count = all.filter((answers) => [answers[field.id]].flat().includes(value)).length
    return { label, count: count >= LEAST && all.length - count >= LEAST ? count : null }
  })
  return { id: field.id, label: field.label, kind: 'several', groups: [], apart }
}

/** All that is told of a questionnaire that is closed. */
export function resultsOf(form: FormDefinition, by: string | null, all: readonly Answers[]): Results {
  if (all.length < LEAST) return { count: null, questions: [] }
  const fields = fieldsOf(form)
  const [byLine] = fields.filter(({ id, type }) => id === by && type === 'single-choice').flatMap(linesOf)
  const questions = fields.flatMap((field): Told[] => {
    if (field.type === 'multiple-choice') return [apartOf(field, all)]
    return linesOf(field).map((line) => {
      const { id, label } = line
      const crossing = byLine === undefined || id === byLine.id ? undefined : crossingOf(line, byLine, all)
      return {
        ...{ id, label, kind: 'one', groups: gather(counted(line, all)) },
        ...(crossing === undefined ? {} : { crossing }),
      }
    })
  })
  return { count: all.length, questions }
}
