// What time does to agreements: each takes effect, is renewed and ends on its day, without anybody. Done twice, it is done once.
import type { Write } from '#platform/db/db.ts'
import { eventsOf } from '#platform/ledger/events.ts'
import type { Day } from '#territory'
import { span, stretches, yearOf, yearsOf } from '../life/life.ts'
import { note } from './events.ts'
import { type Book, bookOf, populationFor } from './lines.ts'
import { type AgreementRow, agreementRows, insertPeriod, lockAgreement } from './queries.ts'
import { todayOf } from './write.ts'

/** Notes the years that have begun, each with the population read for it, and the ends that have come. Act as the system. */
export async function turn(tx: Write): Promise<void> {
  const [today, book] = [await todayOf(tx), await bookOf(tx)]
  for (const { id } of await agreementRows(tx, [])) {
    await lockAgreement(tx, [], id)
    const [row] = await agreementRows(tx, [], { id })
    if (row !== undefined) await turnOne(tx, row, book, today)
  }
}

async function turnOne(tx: Write, row: AgreementRow, book: Book, today: Day): Promise<void> {
  const held = span(row)
  if (held === null || held.from > today) return
  const begun = yearsOf(stretches(row)).filter((year) => `${year}-01-01` <= today)
  for (const year of begun.filter((one) => row.periods.every((period) => period.year !== one))) {
    const { id: populationId, figure } = populationFor(row, year, book)
    await insertPeriod(tx, row.id, year, populationId)
    const isFirst = year === yearOf(held.from)
    await note(tx, row.id, isFirst ? 'agreement.took_effect' : 'agreement.renewed', { year, figure })
  }
  if (held.to >= today) return
  const told = await eventsOf(tx, 'agreement', row.id)
  if (told.some(({ name }) => name === 'agreement.ended')) return
  await note(tx, row.id, 'agreement.ended', { on: held.to, why: row.stopped })
}
