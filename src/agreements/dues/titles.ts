// Titles of payment: what is owed for a year, less what was asked already. Issued twice, nothing is asked twice.
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { type Day, territory } from '#territory'
import { type Amount, less } from '../price/money.ts'
import { stretches, yearOf } from '../life/life.ts'
import type { Line } from '../life/line.ts'
import { note } from '../record/events.ts'
import { bookOf, linesOf } from '../record/lines.ts'
import type { AgreementRow } from '../record/queries.ts'
import { agreements, holdAgreement, todayOf } from '../record/write.ts'
import { insertTitle, type TitleRow, titleRows } from './queries.ts'

/** What an agreement owes for a year. */
export interface Due {
  row: AgreementRow
  line: Line
  titles: readonly TitleRow[]
  /** Still to be asked; null when all was. Less than nothing is to be given back. */
  left: Amount | null
}

/** What is owed for that year, agreement by agreement. */
export async function duesOf(tx: Read, year: number): Promise<Due[]> {
  const [book, titles, rows] = [await bookOf(tx), await titleRows(tx), await agreements(tx)]
  return rows.flatMap((row) => {
    const line = linesOf(row, book, stretches(row)).find((one) => one.year === year)
    const own = titles.filter((title) => title.agreementId === row.id && title.year === year)
    if (line === undefined) return []
    const left = less(line, own)
    return [{ row, line, titles: own, left: left.gross === 0 ? null : left }]
  })
}

/** May that year be asked already? Its agreements run, so that their population is read. */
function refuseYear(year: number, today: Day): void {
  if (year > yearOf(today))
    throw new BadInput(
      'Les titres d’une année s’émettent une fois qu’elle a commencé\u00a0: la population est lue ce jour-là.',
    )
}

/** Issues what is still to be asked for that year. @returns how many titles */
export async function issue(tx: Write, year: number): Promise<number> {
  const today = await todayOf(tx)
  refuseYear(year, today)
  const before = (await duesOf(tx, year)).filter(({ left }) => left !== null)
  for (const { row } of before.toSorted((one, other) => one.row.id - other.row.id))
    await holdAgreement(tx, row.id)
  // Whoever issued meanwhile has let go: what they asked is asked no more.
  const dues = (await duesOf(tx, year)).filter(({ left }) => left !== null)
  for (const { row, left } of dues) {
    if (left === null) continue
    await insertTitle(tx, { ...left, agreementId: row.id, year, issuedOn: today })
    await note(tx, row.id, 'agreement.charged', { year, gross: left.gross })
  }
  return dues.length
}

/** « Convention n° 2026-014, guichet numérique, année 2027 » */
export const objectOf = ({ number }: AgreementRow, year: number): string =>
  `Convention n° ${number}, guichet numérique, année ${year}`

/** A title with its debtor, for whoever takes it to the accounts. */
export interface Charged {
  title: TitleRow
  row: AgreementRow
  debtor: { name: string; siren: string }
}

/** Every title issued, the last first. */
export async function charged(tx: Read): Promise<Charged[]> {
  const [place, rows] = [await territory(tx), new Map((await agreements(tx)).map((row) => [row.id, row]))]
  return (await titleRows(tx)).toReversed().flatMap((title) => {
    const row = rows.get(title.agreementId)
    return row === undefined ? [] : [{ title, row, debtor: place.authority(row.authorityId) }]
  })
}
