// Whoever administers learns that somebody who has left was alone to answer, however they left: on screen, by the directory that is read,
// by a key.
import { say } from '#notices'
import { administratorsOf, agentLine, type Departure, keepers, personName } from '#people'
import type { Write } from '#platform/db/db.ts'
import { of } from '#platform/french/noun.ts'
import { noticeKind } from '#platform/house/notices.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { listSentence } from '#platform/ui/french.ts'
import { authorityNoun, territory } from '#territory'
import { HOME } from '../units/addresses.ts'
import { fellSilent } from '../units/alone.ts'
import { TAKEN_UP } from '../units/silent.ts'

export const SILENT = noticeKind({
  id: 'organisation.silent',
  label: 'Après un départ, plus personne ne répond dans un service',
  to: 'administrator',
  channels: ['page', 'mail'],
})

/** As the system, once their posts have ended. */
export async function tellSilent(
  tx: Write,
  writer: Writer,
  { id, personId, authorityId, lastDay }: Departure,
): Promise<void> {
  const place = await territory(tx)
  const posts = (await agentLine(tx, keepers, personId))?.posts ?? []
  const units = await fellSilent(
    tx,
    posts.filter(({ unitId }) => place.unit(unitId).authorityId === authorityId),
    lastDay,
  )
  if (units.length === 0) return
  const who = (await personName(tx, personId)) ?? 'Quelqu’un'
  const names = listSentence(units.map(({ name }) => name))
  for (const to of await administratorsOf(tx, authorityId))
    await say(tx, writer, SILENT, to, {
      key: `silent:${id}:${to.personId}`,
      about: { kind: 'departure', id, href: `${HOME}?reponse=personne` },
      title: 'plus personne ne répond dans un service',
      text: `${who} a quitté la collectivité, et personne d’autre ne répond ici\u00a0: ${names}. ${TAKEN_UP}`,
      label: 'Voir où personne ne travaille',
      footer: `Vous recevez ce message parce que vous administrez les agents ${of(authorityNoun(place.authority(authorityId)))}.`,
    })
}
