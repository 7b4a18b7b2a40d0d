// What administrators of both sides are told once the data of a commune that has left are erased.
import { notify } from '#notices'
import { administratorsOf } from '#people'
import type { Write } from '#platform/db/db.ts'
import { of } from '#platform/french/noun.ts'
import { noticeKind } from '#platform/house/notices.ts'
import { eventById } from '#platform/ledger/events.ts'
import { longDate } from '#platform/ui/french.ts'
import { authorityNoun, territory } from '#territory'
import { agreement } from './write.ts'

export const ERASED = noticeKind({
  id: 'agreements.erased',
  label: 'Les données d’une commune sont effacées',
  to: 'administrator',
  channels: ['page', 'mail'],
})

/** As the system. */
export async function tellErased(tx: Write, eventId: number, origin: string): Promise<void> {
  const event = await eventById(tx, eventId)
  if (event === undefined) return
  const [place, row] = [await territory(tx), await agreement(tx, event.subjectId)]
  const title = `Les données ${of(authorityNoun(place.authority(row.authorityId)))} sont effacées`
  const href = `/administration/conventions/${row.id}/papiers/certificat`
  for (const id of [row.authorityId, place.metropolis.id])
    for (const to of await administratorsOf(tx, id))
      await notify(tx, ERASED, to, {
        key: `agreement:${row.id}:erased:${to.personId}`,
        about: { kind: 'agreement', id: row.id, href },
        detail: `Le ${longDate(event.at, place.zone)}`,
        origin,
        mail: {
          site: { name: place.metropolis.name },
          subject: title,
          title,
          paragraphs: [
            `La convention n° ${row.number} est finie, et les trente jours de lecture aussi\u00a0: ce que la Métropole traitait pour le compte de la commune est effacé.`,
            'Le certificat dit combien de chaque chose est effacé, ce qui reste et pourquoi, et l’empreinte de la copie remise.',
          ],
          action: { label: 'Lire le certificat', url: `${origin}${href}` },
          footer: 'Gardez-le\u00a0: il prouve l’effacement que promet l’article 7 de la convention.',
        },
      })
}
