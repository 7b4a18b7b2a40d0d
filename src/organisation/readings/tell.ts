// What administrators are told of the directory of their authority: that it is read no more, that it is again, that leavers wait for
// their word. Once each, whatever the number of hours.
import { administratorsOf } from '#people'
import { say } from '#notices'
import type { Write } from '#platform/db/db.ts'
import { noticeKind } from '#platform/house/notices.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { plural } from '#platform/ui/french.ts'
import { authorityNoun, territory } from '#territory'
import { of } from '#platform/french/noun.ts'
import { READINGS_AT } from '../arrivals/pages/import.ts'
import { leaversAt } from './addresses.ts'
import { type Reading, readingBefore } from './queries.ts'

export const DIRECTORY_TOLD = noticeKind({
  id: 'organisation.directory',
  label: 'L’annuaire des agents ne se lit plus, ou des départs attendent votre accord',
  to: 'administrator',
  channels: ['page', 'mail'],
})

interface Said {
  title: string
  text: string
  label: string
  href: string
}

type Told = Pick<Reading, 'counted' | 'why'>

/** What differs from what they know. */
function saidOf(now: Told, last: Told | undefined, whole: Told | undefined, slug: string): Said[] {
  const hasFailed = last !== undefined && last.counted === null
  const journal = { label: 'Voir les lectures', href: READINGS_AT }
  if (now.counted === null)
    return hasFailed
      ? []
      : [
          {
            ...journal,
            title: 'l’annuaire des agents ne se lit plus',
            text: `${now.why} Il est essayé chaque heure\u00a0; d’ici là, personne d’autre n’est fermé ni invité.`,
          },
        ]
  const again = {
    ...journal,
    title: 'l’annuaire des agents se lit de nouveau',
    text: 'La lecture de chaque heure a repris.',
  }
  const { waiting } = now.counted
  const toClose = {
    title: 'des départs attendent votre accord',
    text: `${plural(waiting, 'personne n’est plus', 'personnes ne sont plus')} dans l’annuaire\u00a0: c’est plus que d’ordinaire, ou les réglages viennent de changer. Rien n’est fermé avant que vous le disiez.`,
    ...{ label: 'Voir qui', href: leaversAt(slug) },
  }
  const isNew = waiting > 0 && (whole?.counted?.waiting ?? 0) === 0
  return [...(hasFailed ? [again] : []), ...(isNew ? [toClose] : [])]
}

/** What came of a reading. As the system. */
export async function tellReading(
  tx: Write,
  writer: Writer,
  reading: Told & Pick<Reading, 'id' | 'authorityId'>,
): Promise<void> {
  const authority = (await territory(tx)).authority(reading.authorityId)
  const [last, whole] = [await readingBefore(tx, reading, false), await readingBefore(tx, reading, true)]
  for (const { href, ...words } of saidOf(reading, last, whole, authority.slug))
    for (const to of await administratorsOf(tx, authority.id))
      await say(tx, writer, DIRECTORY_TOLD, to, {
        ...words,
        key: `directory:${reading.id}:${href}:${to.personId}`,
        about: { kind: 'directory', id: authority.id, href },
        detail: authority.name,
        footer: `Vous recevez ce message parce que vous administrez les agents ${of(authorityNoun(authority))}.`,
      })
}
