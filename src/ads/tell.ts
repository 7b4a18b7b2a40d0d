// Who is told of ads: both sides of an exchange of what is written, an author that their ad is reported, judged, or about to end.
import { say } from '#notices'
import { system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { noticeKind } from '#platform/house/notices.ts'
import type { Jobs } from '#platform/jobs.ts'
import { eventById } from '#platform/ledger/events.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { capital, dayDate, quoted } from '#platform/ui/french.ts'
import { AD, REPLY } from './record/ad.ts'
import { adOfReport, adTold, authorOf, sidesOf, tellEnding } from './record/queries.ts'
import { addressOf, talkAt } from './record/where.ts'

const channels = ['page', 'mail'] as const
export const TOLD = noticeKind({
  id: 'ads.told',
  to: 'agent',
  label: 'Une petite annonce\u00a0: réponse, signalement, dernier jour',
  channels,
})
const FOOTER = 'Vous recevez ce message parce que vous avez publié une petite annonce, ou répondu à une.'
const MOST_AT_ONCE = 200

type Event = NonNullable<Awaited<ReturnType<typeof eventById>>>

async function tellSides(
  tx: Write,
  writer: Writer,
  { id, subjectId, actorId, actorLabel }: Event,
): Promise<void> {
  for (const to of await sidesOf(tx, subjectId))
    if (to.personId !== actorId)
      await say(tx, writer, TOLD, to, {
        key: `adreply:${subjectId}:${id}:${to.personId}`,
        about: { kind: REPLY, id: subjectId, href: talkAt(subjectId) },
        title: to.isAuthor ? 'Une réponse à votre annonce' : 'Un message sur une annonce',
        ...{ text: `${capital(actorLabel)} vous a écrit.`, label: 'Lire et répondre', footer: FOOTER },
      })
}

async function tellAuthor(
  tx: Write,
  writer: Writer,
  id: number,
  key: string,
  title: string,
  text: string,
): Promise<void> {
  for (const to of await authorOf(tx, id))
    await say(tx, writer, TOLD, to, {
      key: `ad:${id}:${key}`,
      about: { kind: AD, id, href: addressOf(id) },
      ...{ title, text, label: 'Voir votre annonce', footer: FOOTER },
    })
}

async function tellJudged(tx: Write, writer: Writer, { id, name, subjectId }: Event): Promise<void> {
  const adId = name === 'adreport.made' ? await adOfReport(tx, subjectId) : subjectId
  const ad = await adTold(tx, adId)
  if (ad === undefined) return
  const title =
    name === 'adreport.made'
      ? 'Votre annonce est signalée, et masquée aux autres'
      : ad.state === 'shown'
        ? 'Votre annonce est montrée de nouveau'
        : 'Votre annonce est masquée'
  await tellAuthor(tx, writer, adId, `${name}:${id}`, title, `${quoted(ad.title)}. ${ad.reason}`)
}

const TELL = 'ads.tell'
export const TELL_ENDING = 'ads.tell_ending'
export const listeners = { 'adreply.said': [TELL], 'adreport.made': [TELL], 'ad.decided': [TELL] }

export const jobs = (writer: Writer): Jobs => ({
  [TELL]: (db, { eventId }) =>
    db.write(system, async (tx) => {
      const event = await eventById(tx, Number(eventId))
      if (event === undefined) return
      await (event.name === 'adreply.said' ? tellSides : tellJudged)(tx, writer, event)
    }),
  [TELL_ENDING]: (db) =>
    db.write(system, async (tx) => {
      for (const { id, title, endsOn } of await tellEnding(tx, MOST_AT_ONCE))
        await tellAuthor(
          ...([tx, writer, id, `end:${endsOn}`, 'Votre annonce s’efface bientôt'] as const),
          `${quoted(title)} n’est plus montrée après le ${dayDate(endsOn)}. Gardez-la trente jours de plus d’un geste, ou laissez-la finir.`,
        )
    }),
})
