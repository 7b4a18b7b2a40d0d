// What administrators of both sides are told ahead of the days of an agreement, once each.
import type { Write } from '#platform/db/db.ts'
import { noticeKind } from '#platform/house/notices.ts'
import type { OutgoingMail } from '#platform/mail/outbox.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { the } from '#platform/french/noun.ts'
import { longDate } from '#platform/ui/french.ts'
import { notify } from '#notices'
import { administratorsOf } from '#people'
import { authorityNoun, territory } from '#territory'
import { type Appointed, type Coming, toTell } from './calendar.ts'
import { agreementRows } from '../record/queries.ts'
import { todayOf } from '../record/write.ts'

export const COMING_SOON = noticeKind({
  id: 'agreements.coming',
  label: 'Une échéance de convention approche',
  to: 'administrator',
  channels: ['page', 'mail'],
})

/** What follows if nobody does anything. */
const SENTENCES: Readonly<Partial<Record<Coming, (day: string) => string>>> = {
  notify: (day) =>
    `Elle n’est pas encore notifiée. Notifiée le ${day} ou plus tard, elle ne prendrait pas effet le jour prévu.`,
  notice: (day) =>
    `Elle sera reconduite au 1er janvier, sauf si l’une des parties la dénonce, au plus tard le ${day}.`,
  end: (day) =>
    `Elle finit le ${day}, sans reconduction. Pendant les trente jours qui suivent, les agents de la commune lisent tout et ne changent rien\u00a0; puis ses données sont effacées. Pour continuer, signez la suivante avant ce jour.`,
}

function mailOf(
  { site, origin }: Writer,
  { row, day, what }: Appointed,
  name: string,
): Omit<OutgoingMail, 'id' | 'to'> {
  const title = `Convention avec ${name}\u00a0: échéance du ${longDate(day)}`
  return {
    site,
    subject: title,
    title,
    paragraphs: [
      `La convention n° ${row.number} lie ${name} et la Métropole.`,
      SENTENCES[what]?.(longDate(day)) ?? '',
    ],
    action: { label: 'Voir la convention', url: `${origin}/administration/conventions/${row.id}` },
    footer: 'Nous écrivons aux administrateurs des deux collectivités avant chaque échéance.',
  }
}

/** Tells what is near, to the administrators of the metropolis and of the commune. Act as the system. */
export async function tellComing(tx: Write, writer: Writer): Promise<void> {
  const [place, today] = [await territory(tx), await todayOf(tx)]
  const rows = await agreementRows(tx, [])
  for (const row of rows)
    for (const date of toTell(row, today, rows)) {
      const readers = [
        ...(await administratorsOf(tx, row.authorityId)),
        ...(await administratorsOf(tx, place.metropolis.id)),
      ]
      for (const to of readers)
        await notify(tx, COMING_SOON, to, {
          key: `agreement:${row.id}:${date.what}:${date.day}:${date.ahead}:${to.personId}`,
          about: { kind: 'agreement', id: row.id, href: `/administration/conventions/${row.id}` },
          detail: `Le ${longDate(date.day)}`,
          origin: writer.origin,
          mail: mailOf(writer, date, the(authorityNoun(place.authority(row.authorityId)))),
        })
    }
}
