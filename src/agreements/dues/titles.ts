// Titles of payment: what is owed for a year, less what was asked already. Issued twice, nothing is asked twice.
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { type Authority, type Day, territory } from '#territory'
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

export type Asked = Due & { left: Amount }

const isAsked = (due: Due): due is Asked => due.left !== null

/** What would be issued for that year; every change of an agreement that holds raises `version`. */
export async function toIssue(tx: Read, year: number): Promise<{ asked: Asked[]; version: number }> {
  refuseYear(year, await todayOf(tx))
  const notified = (await agreements(tx)).filter(({ notifiedOn }) => notifiedOn !== null)
  return {
    asked: (await duesOf(tx, year)).filter(isAsked),
    version: notified.reduce((sum, { version }) => sum + version, 0),
  }
}

/**
 * Issues what is still to be asked for that year.
 * @param version of what was shown; 0: whatever it is
 * @returns how many titles
 * @throws Outdated when an agreement changed since
 */
export async function issue(tx: Write, year: number, version = 0): Promise<number> {
  const before = await toIssue(tx, year)
  if (version !== 0 && version !== before.version) throw new Outdated('Quelqu’un')
  for (const { row } of before.asked.toSorted((one, other) => one.row.id - other.row.id))
    await holdAgreement(tx, row.id)
  // Whoever issued meanwhile has let go: what they asked is asked no more.
  const { asked } = await toIssue(tx, year)
  const issuedOn = await todayOf(tx)
  for (const { row, left } of asked) {
    await insertTitle(tx, { ...left, agreementId: row.id, year, issuedOn })
    await note(tx, row.id, 'agreement.charged', { year, gross: left.gross })
  }
  return asked.length
}

/** « Convention n° 2026-014, guichet numérique, année 2027 » */
export const objectOf = ({ number }: AgreementRow, year: number): string =>
  `Convention n° ${number}, guichet numérique, année ${year}`

/** A title with its debtor, for whoever takes it to the accounts. */
export interface Charged {
  title: TitleRow
  row: AgreementRow
  debtor: Authority
}

/** Every title issued, the last first. */
export async function charged(tx: Read): Promise<Charged[]> {
  const [place, rows] = [await territory(tx), new Map((await agreements(tx)).map((row) => [row.id, row]))]
  return (await titleRows(tx)).toReversed().flatMap((title) => {
    const row = rows.get(title.agreementId)
    return row === undefined ? [] : [{ title, row, debtor: place.authority(row.authorityId) }]
  })
}
