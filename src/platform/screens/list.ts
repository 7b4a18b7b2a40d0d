// What a list is: its columns, filters, order, pages and export, said once as a value (docs/decisions/051-lists-and-forms.md).
import type { Relation } from '../access.ts'
import type { Read } from '../db/db.ts'
import type { HtmlValue } from '../html.ts'
import type { Option } from '../ui/fields.ts'
import type { Asked, Page } from './asked.ts'

/** A column; the first is the head of its row. */
export interface ListColumn<R> {
  readonly label: string
  /** In the export, and on screen unless `cell` says otherwise. Absent: not exported. */
  readonly text?: (row: R) => string
  /** On screen; null: only in the export. */
  readonly cell?: ((row: R) => HtmlValue) | null
  /** What the list may be ordered by, under that name in the address. Dates as ISO text. */
  readonly sort?: { readonly name: string; readonly by: (row: R) => string | number }
  readonly right?: boolean
}

interface FilterBase {
  /** In the address. */
  readonly name: string
  readonly label: string
}

/** Words typed, found at the beginnings of words; `in` what they are looked for when the rows are all at hand. */
interface WordsFilter<R> extends FilterBase {
  readonly placeholder?: string
  readonly in?: (row: R) => readonly string[]
}

/** What a choice offers: what is written when nothing is chosen (« Tous »), and the values. */
export interface Offered {
  readonly all: string
  readonly options: readonly Option[]
}

/** One of the values that rows have (`of`), of those said, or of those that a query finds for whoever asks. */
export type ChoiceFilter<R> = FilterBase &
  (
    | { readonly all: string; readonly of?: (row: R) => Option; readonly options?: readonly Option[] }
    | { readonly offered: (tx: Read) => Promise<Offered> }
  )

export type ListFilter<R> = WordsFilter<R> | ChoiceFilter<R>

/** Where a list leads, to those who may go there; everybody who has the list when nobody is said. */
export interface Way {
  readonly label: string
  readonly href: string
  readonly who?: Relation
}

export interface List<R> {
  /** Its address, and who may ask it. */
  readonly at: string
  readonly action: string
  readonly title: string
  /** What a row is: « site », « sites ». */
  readonly one: string
  readonly several: string
  readonly intro?: HtmlValue
  /** What is said above it, found for what is asked. */
  readonly note?: (tx: Read, asked: Asked) => Promise<HtmlValue>
  /** The way to add a row. */
  readonly add?: Way
  /** Where else one goes from there. */
  readonly ways?: readonly Way[]
  readonly columns: readonly ListColumn<R>[]
  readonly filters?: readonly ListFilter<R>[]
  /** Tells rows apart in an order where they are equal. */
  readonly id: (row: R) => string | number
  /** How it is ordered unless asked otherwise: a name of `sort`, `-` before it from the last to the first. Absent: as given. */
  readonly order?: string
  /** Rows of a page. */
  readonly size?: number
  /** Rows all at hand, which are then filtered, ordered and cut here; or the page that PostgreSQL cut. */
  readonly rows: (tx: Read, asked: Asked) => Promise<readonly R[] | Page<R>>
  readonly empty: { readonly title: string; readonly text?: HtmlValue }
  /** Name of the CSV file, without its end: small letters and hyphens. Absent: nothing is taken away. */
  readonly export?: string
  /** An elected member may keep it on their device (`keeps` of a route). */
  readonly keeps?: true
}

/** Says a list with the type of its rows. */
export const listOf = <R>(list: List<R>): List<R> => list

export const isChoice = <R>(filter: ListFilter<R>): filter is ChoiceFilter<R> =>
  'all' in filter || 'offered' in filter
