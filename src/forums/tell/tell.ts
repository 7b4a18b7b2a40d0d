// Who is told of what in forums: those who follow a thread, whom a message names or quotes; the author of what is hidden, whoever reported it,
// those who moderate. Nothing of what was written leaves the room, but to whoever asked for it by mail (mail.ts).
import { isMailed, say } from '#notices'
import { holdersOf } from '#people'
import type { Sending } from '#threads'
import { system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import type { JobHandler, Jobs } from '#platform/jobs.ts'
import { eventById } from '#platform/ledger/events.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { capital, quoted } from '#platform/ui/french.ts'
import { territory } from '#territory'
import { THREAD } from '../record/events.ts'
import { threadAt } from '../record/find.ts'
import { reasonText, RULES } from '../record/words.ts'
import { ANSWERED, ASKED, type ForBoth, kindFor, MODERATED, NAMED, SAID } from './kinds.ts'
import { MAIL, mailThread, planMail } from './mail.ts'
import {
  follows,
  hidingTold,
  recipient,
  recipientsOf,
  reportersOf,
  threadTold,
  type ToTell,
} from './queries.ts'

type Event = NonNullable<Awaited<ReturnType<typeof eventById>>>
type Thread = NonNullable<Awaited<ReturnType<typeof threadTold>>>

interface Telling {
  tx: Write
  writer: Writer
  event: Event
  thread: Thread
}

const FOOTER = 'Vous recevez ce message parce que vous lisez un forum de votre collectivité.'

const tellOne = (
  { tx, writer, event, thread }: Telling,
  kind: ForBoth,
  to: ToTell,
  words: { title: string; text: string; label?: string; gather?: (leavesAt: Date) => Promise<void> },
): Promise<void> =>
  say(tx, writer, kindFor(kind, to), to, {
    key: `${THREAD}:${thread.id}:${event.id}:${to.personId}`,
    about: { kind: THREAD, id: thread.id, href: threadAt(thread) },
    ...{ label: 'Ouvrir le sujet', footer: FOOTER, ...words },
  })

const numberIn = ({ payload }: Event, name: string): number =>
  typeof payload[name] === 'number' ? payload[name] : 0

async function tellSaid(telling: Telling): Promise<void> {
  const { tx, event, thread } = telling
  const named = Array.isArray(event.payload.named) ? event.payload.named.map(Number) : []
  for (const to of await recipientsOf(tx, thread.id, named)) {
    if (to.personId === event.actorId) continue
    // One mail for all that is said by then, to whoever wants each message of what they follow.
    const isGathered =
      !to.isNamed ||
      ((await follows(tx, thread.id, to.personId)) && (await isMailed(tx, kindFor(SAID, to), to.personId)))
    await tellOne(telling, to.isNamed ? NAMED : SAID, to, {
      ...(isGathered && { gather: (leavesAt) => planMail(tx, thread.id, to.personId, leavesAt) }),
      title: `${to.isNamed ? 'On vous nomme ou vous cite' : 'Un message'} dans ${quoted(thread.title)}`,
      text: `${capital(event.actorLabel)} a écrit dans le forum ${thread.forum}.`,
    })
  }
}

/** Whoever published there may moderate; where nobody else does, the administrators of the metropolis. */
async function moderators({ tx, thread, event }: Telling, but: number | null): Promise<ToTell[]> {
  const place = await territory(tx)
  const own = await holdersOf(tx, thread.authorityId, ['admin', 'editor'])
  const others = (list: typeof own) =>
    list.filter(({ personId }) => personId !== but && personId !== event.actorId)
  const found = others(own)
  const all = found.length > 0 ? found : others(await holdersOf(tx, place.metropolis.id, ['admin']))
  return all.map(({ personId, address }) => ({ personId, address, name: '', isAgent: true }))
}

async function tellReported(telling: Telling): Promise<void> {
  const { event, thread } = telling
  const rule = String(event.payload.rule)
  const why = Object.entries(RULES).find(([name]) => name === rule)?.[1] ?? ''
  for (const to of await moderators(telling, null))
    await tellOne(telling, ASKED, to, {
      title: `Un message est signalé dans ${quoted(thread.title)}`,
      text: `Message n°\u00a0${numberIn(event, 'n')}\u00a0: ${why}. Masquez-le, ou laissez-le en place.`,
    })
}

async function tellReporters(telling: Telling, done: string): Promise<void> {
  const { tx, event, thread } = telling
  for (const to of await reportersOf(tx, numberIn(event, 'messageId'))) {
    if (to.personId === event.actorId) continue
    await tellOne(telling, ANSWERED, to, {
      title: `Ce que vous avez signalé dans ${quoted(thread.title)} est regardé`,
      text: `Le message n°\u00a0${numberIn(event, 'n')} ${done}.`,
    })
  }
}

/** Its author, with the reason and what they may do; those who had reported it. */
async function tellHidden(telling: Telling): Promise<void> {
  const { tx, event, thread } = telling
  const hiding = await hidingTold(tx, numberIn(event, 'hidingId'))
  if (hiding === undefined) return
  const author = hiding.authorId === null ? undefined : await recipient(tx, hiding.authorId)
  if (author !== undefined && author.personId !== event.actorId)
    await tellOne(telling, MODERATED, author, {
      title: `Un de vos messages est masqué dans ${quoted(thread.title)}`,
      text: `${hiding.by} l’a masqué\u00a0: ${reasonText(hiding.rule, hiding.word)} Vous pouvez contester une fois\u00a0: une autre personne décide.`,
    })
  await tellReporters(telling, 'est masqué')
}

async function tellContested(telling: Telling): Promise<void> {
  const { tx, event, thread } = telling
  const hiding = await hidingTold(tx, numberIn(event, 'hidingId'))
  if (hiding === undefined) return
  for (const to of await moderators(telling, hiding.byId))
    await tellOne(telling, ASKED, to, {
      title: `Une décision est contestée dans ${quoted(thread.title)}`,
      text: `Le message n°\u00a0${numberIn(event, 'n')} avait été masqué par ${hiding.by}\u00a0: décidez s’il se lit de nouveau.`,
    })
}

/** Its author and whoever had hidden it. */
async function tellDecided(telling: Telling): Promise<void> {
  const { tx, event, thread } = telling
  const hiding = await hidingTold(tx, numberIn(event, 'hidingId'))
  if (hiding === undefined) return
  const now = hiding.liftedAt === null ? 'reste masqué' : 'se lit de nouveau'
  for (const personId of new Set([hiding.authorId, hiding.byId])) {
    const to = personId === null ? undefined : await recipient(tx, personId)
    if (to === undefined || to.personId === event.actorId) continue
    const because = hiding.because === '' ? '' : ` ${hiding.because}`
    await tellOne(telling, MODERATED, to, {
      title: `Le message n°\u00a0${numberIn(event, 'n')} ${now} dans ${quoted(thread.title)}`,
      text: `${capital(event.actorLabel)} en a décidé.${because}`,
    })
  }
}

const WORK: Readonly<Record<string, (telling: Telling) => Promise<void>>> = {
  'thread.said': tellSaid,
  'thread.reported': tellReported,
  'thread.settled': (telling) => tellReporters(telling, 'reste en place'),
  'thread.hidden': tellHidden,
  'thread.contested': tellContested,
  'thread.judged': tellDecided,
  'thread.shown': tellDecided,
}

const TELL = 'forums.tell'
export const listeners = Object.fromEntries(Object.keys(WORK).map((name) => [name, [TELL]]))

const telling =
  (writer: Writer): JobHandler =>
  (db, { eventId }) =>
    db.write(system, async (tx) => {
      const event = await eventById(tx, Number(eventId))
      const thread = event === undefined ? undefined : await threadTold(tx, event.subjectId)
      if (event !== undefined && thread !== undefined) await WORK[event.name]?.({ tx, writer, event, thread })
    })

export const jobs = (writer: Writer, sending: Sending): Jobs => ({
  [TELL]: telling(writer),
  [MAIL]: mailThread(sending),
})
