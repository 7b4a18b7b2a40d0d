// What somebody is told of tides, once for each fact: where it is listed, mailed and taken off follows.
import type { Write } from '#platform/db/db.ts'
import { noticeKind } from '#platform/house/notices.ts'
import { notify } from '#notices'
import { personEmail } from '#people'

export const HIGH_TIDE = noticeKind({
  id: 'tides.high',
  label: 'Une grande marée approche',
  to: 'resident',
  channels: ['page', 'mail'],
})

/** Tells somebody that the sea rises there on that day. Act as the system. */
export async function tellHighTide(tx: Write, personId: number, harbour: string, day: string): Promise<void> {
  const to = { personId, address: await personEmail(tx, personId) }
  const title = `Grande marée à ${harbour}`
  await notify(tx, HIGH_TIDE, to, {
    key: `tide:${harbour}:${day}:${personId}`,
    about: { kind: 'tide', id: personId, href: '/marees' },
    detail: day,
    origin: 'http://parvis.test',
    mail: {
      site: { name: 'Le port' },
      subject: title,
      title,
      paragraphs: ['Le quai est fermé deux heures.'],
      footer: 'Vous suivez ce port.',
    },
  })
}
