// What a module says of a year in the report of an authority (`Module.yearly`): its lines, of things and of people, never of few people.
import { LEAST } from '../told/few.ts'

/** A year of an authority, or what is over of it: from the first instant, until the second, which is not in it. */
export interface YearAsked {
  readonly authorityId: number
  readonly from: Date
  readonly until: Date
}

export interface YearlyFigure {
  readonly label: string
  /** null: of too few people to be told. */
  readonly value: number | null
  /** Between 0 and 1; absent: a number. */
  readonly isShare?: true
  /** It counts people, or what so few did: under five, it is not told, whatever the module says. */
  readonly ofPeople?: true
}

export interface YearlyLines {
  /** What the figures cannot say by themselves. */
  readonly sentence?: string
  readonly figures: readonly YearlyFigure[]
  /** Alike, and compared: drawn as bars, under these words. Absent: one after the other. */
  readonly compared?: { readonly caption: string; readonly heads: readonly [what: string, value: string] }
}

/** `Yearly` (db.ts) is that of our transactions. */
export interface YearlyOf<Read> {
  /** `module.thing` */
  readonly id: string
  /** « Forums » */
  readonly title: string
  /** The least first. */
  readonly order: number
  /** As whoever makes the report, who publishes for the authority; null: nothing to say of that year. */
  readonly of: (tx: Read, asked: YearAsked) => Promise<YearlyLines | null>
}

/** What may be told of a figure. */
export const toldFigure = (figure: YearlyFigure): YearlyFigure => {
  const { value, ofPeople } = figure
  const isFew = ofPeople === true && value !== null && value > 0 && value < LEAST
  return isFew ? { ...figure, value: null } : figure
}
