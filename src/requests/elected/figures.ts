// The requests of a commune in figures, for those who are elected there. Pure.
import type { Tally } from './queries.ts'

export interface Theme {
  /** « Voirie », or null: kinds of which there are too few to be named. */
  label: string | null
  open: number
  late: number
  received: number
}

export interface Figures extends Omit<Tally, 'category'> {
  /** The most open first; what is not named comes last. */
  themes: readonly Theme[]
}

const NONE = { open: 0, late: 0, own: 0, received: 0, answered: 0, kept: 0 }

/** @param themeOf the theme of a category, as the thesaurus says it */
export function figuresOf(rows: readonly Tally[], themeOf: (category: string) => string): Figures {
  const whole = rows.reduce(
    (sum, row) => ({
      open: sum.open + row.open,
      late: sum.late + row.late,
      own: sum.own + row.own,
      received: sum.received + row.received,
      answered: sum.answered + row.answered,
      kept: sum.kept + row.kept,
    }),
    NONE,
  )
  const groups = Map.groupBy(rows, ({ category }) => (category === null ? null : themeOf(category)))
  const themes = [...groups].map(([label, list]) => ({
    label,
    open: total(list, 'open'),
    late: total(list, 'late'),
    received: total(list, 'received'),
  }))
  return { ...whole, themes: themes.toSorted(byOpen) }
}

const total = (list: readonly Tally[], of: 'open' | 'late' | 'received') =>
  list.reduce((sum, row) => sum + row[of], 0)

const byOpen = (a: Theme, b: Theme) =>
  Number(a.label === null) - Number(b.label === null) ||
  b.open - a.open ||
  (a.label ?? '').localeCompare(b.label ?? '', 'fr')
