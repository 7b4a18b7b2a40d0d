// Who is told of what in the network: the correspondent that they are named, the direction that it is to validate, whoever animates the
// network of what is validated, of a doubt, of a direction that somebody leaves.
import { say } from '#notices'
import { system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { noticeKind } from '#platform/house/notices.ts'
import type { Jobs } from '#platform/jobs.ts'
import { eventById } from '#platform/ledger/events.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { longDate } from '#platform/ui/french.ts'
import { territory } from '#territory'
import { CORRESPONDENT } from '../record/act.ts'
import { addressOf } from '../record/words.ts'
import { endGone, recipientsOf, type Told, toldOf, type ToTell } from './queries.ts'

export const TOLD_KIND = noticeKind({
  id: 'correspondents.told',
  to: 'agent',
  label: 'Réseau des correspondants\u00a0: une fiche mission, un relais',
  channels: ['page', 'mail'],
})

const FOOTER =
  'Vous recevez ce message parce que le réseau des correspondants de votre collectivité vous concerne.'

interface Sentence {
  key: string
  to: readonly ToTell['side'][]
  title: string
  text: string
  but?: number | null
}

async function tellAll(tx: Write, writer: Writer, id: number, said: Sentence): Promise<void> {
  const told = new Set<number>()
  for (const to of await recipientsOf(tx, id)) {
    if (to.personId === said.but || !said.to.includes(to.side) || told.has(to.personId)) continue
    told.add(to.personId)
    await say(tx, writer, TOLD_KIND, to, {
      key: `${CORRESPONDENT}:${id}:${said.key}:${to.personId}`,
      about: { kind: CORRESPONDENT, id, href: addressOf(id) },
      ...{ title: said.title, text: said.text, label: 'Ouvrir la fiche', footer: FOOTER },
    })
  }
}

type Event = NonNullable<Awaited<ReturnType<typeof eventById>>>

const leaving = ({ name, until }: Told, unit: string): Pick<Sentence, 'title' | 'text'> => ({
  title: `${name} passe la main\u00a0: ${unit}`,
  text: `Son dernier jour de correspondant est le ${longDate(until ?? '')}. Pensez à qui prend la suite.`,
})

/** What an event says, to whom; null: nothing. */
function sentenceOf(event: Event, told: Told, unit: string): Omit<Sentence, 'key' | 'but'> | null {
  const { name, doubt, agreedAt } = told
  switch (event.name) {
    case 'correspondent.proposed':
      return {
        to: ['own'],
        title: `On vous propose d’être correspondant\u00a0: ${unit}`,
        text: 'Lisez la fiche mission, puis validez-la, ou dites ce que vous voulez éclaircir d’abord.',
      }
    case 'correspondent.agreed':
      return {
        to: ['head'],
        title: `Une fiche mission à valider\u00a0: ${name}`,
        text: `${name} a validé sa fiche mission de correspondant pour ${unit}. Elle vaut quand vous l’aurez validée à votre tour.`,
      }
    case 'correspondent.doubted':
      return {
        to: agreedAt === null ? ['keeper'] : ['keeper', 'own'],
        title: `Un point à éclaircir\u00a0: ${name}, ${unit}`,
        text: doubt === '' ? 'Voyez sa fiche.' : doubt,
      }
    case 'correspondent.approved':
      return {
        to: ['own', 'keeper'],
        title: `Fiche mission validée\u00a0: ${name}, ${unit}`,
        text: 'Le correspondant et la direction l’ont validée.',
      }
    case 'correspondent.ended':
      return { to: ['own', 'head'], ...leaving(told, unit) }
    default:
      return null
  }
}

const TELL = 'correspondents.tell'
export const END_GONE = 'correspondents.end_gone'
const MOST_AT_ONCE = 100

export const listeners = Object.fromEntries(
  ['proposed', 'agreed', 'doubted', 'approved', 'ended'].map((what) => [`correspondent.${what}`, [TELL]]),
)

export const jobs = (writer: Writer): Jobs => ({
  [TELL]: (db, { eventId }) =>
    db.write(system, async (tx) => {
      const event = await eventById(tx, Number(eventId))
      const told = event === undefined ? undefined : await toldOf(tx, event.subjectId)
      if (event === undefined || told === undefined) return
      const said = sentenceOf(event, told, (await territory(tx)).unit(told.unitId).name)
      if (said !== null)
        await tellAll(tx, writer, event.subjectId, {
          ...said,
          key: `${event.name}:${event.id}`,
          but: event.actorId,
        })
    }),
  [END_GONE]: (db) =>
    db.write(system, async (tx) => {
      const place = await territory(tx)
      for (const id of await endGone(tx, MOST_AT_ONCE)) {
        const told = await toldOf(tx, id)
        if (told === undefined) continue
        const said = leaving(told, place.unit(told.unitId).name)
        await tellAll(tx, writer, id, { ...said, key: 'gone', to: ['head', 'keeper'] })
      }
    }),
})
