// Where the reports are, and how a figure of one is written: for people, and in files that programs read.
import { number, percent } from '#platform/ui/french.ts'
import { euros, plainEuros } from '../price/money.ts'
import type { Figure } from './queries.ts'

export const REPORTS = '/administration/rapports'
export const reportHref = (slug: string, year: number): string => `${REPORTS}/${slug}/${year}`

interface Writing {
  readonly shown: (value: number) => string
  readonly plain: (value: number) => string
}

export const WRITE: Readonly<Record<Figure['kind'], Writing>> = {
  count: { shown: (value) => number(Math.round(value)), plain: (value) => String(Math.round(value)) },
  share: { shown: percent, plain: percent },
  cents: { shown: (value) => euros(Math.round(value)), plain: (value) => plainEuros(Math.round(value)) },
}
