// Who is told of what in a space: a message, by its members; what one is named in, entrusted with, let into, by whom it concerns.
import { say } from '#notices'
import { holdersOf } from '#people'
import { system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import type { Jobs } from '#platform/jobs.ts'
import { eventById } from '#platform/ledger/events.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { capital, quoted } from '#platform/ui/french.ts'
import { SPACE_SUBJECT, TOPIC, WISH } from '../record/events.ts'
import { addressOf } from '../record/frame.ts'
import { KEPT } from '../members/place.ts'
import { spaceOfTopic } from '../talk/queries.ts'
import { topicAt } from '../talk/pages.ts'
import { ASKED, ENTERED, ENTRUSTED, type ForBoth, MENTIONED, SAID, WISHED } from './kinds.ts'
import {
  askingNamed,
  recipient,
  recipientsOf,
  spaceNamed,
  taskTitle,
  type ToTell,
  wishNamed,
} from './queries.ts'

type Told = NonNullable<Awaited<ReturnType<typeof eventById>>>

interface Sentence {
  key: string
  href: string
  about: { kind: string; id: number }
  title: string
  text: string
  label: string
}

const FOOTER = 'Vous recevez ce message parce que vous êtes d’un espace de travail.'

const tellOne = (tx: Write, writer: Writer, kind: ForBoth, to: ToTell, said: Sentence): Promise<void> => {
  const { key, href, about, ...words } = said
  return say(tx, writer, to.isAgent ? kind.agent : kind.resident, to, {
    ...words,
    key: `${key}:${to.personId}`,
    about: { ...about, href },
    footer: FOOTER,
  })
}

const numberOf = (payload: Told['payload'], name: string): number | null =>
  typeof payload[name] === 'number' ? payload[name] : null

/** Every member but whoever wrote: those who are named, by name; nothing of what was written leaves the room. */
async function tellSaid(tx: Write, event: Told, writer: Writer): Promise<void> {
  const topic = await spaceOfTopic(tx, event.subjectId)
  const space = topic === undefined ? undefined : await spaceNamed(tx, topic.spaceId)
  if (topic === undefined || space === undefined) return
  const mentioned = new Set(Array.isArray(event.payload.mentioned) ? event.payload.mentioned : [])
  for (const to of await recipientsOf(tx, space.id)) {
    if (to.personId === event.actorId) continue
    const isNamed = mentioned.has(to.personId)
    await tellOne(tx, writer, isNamed ? MENTIONED : SAID, to, {
      key: `topic:${event.subjectId}:said:${event.id}`,
      href: topicAt(space, { id: event.subjectId }),
      about: { kind: TOPIC, id: event.subjectId },
      title: isNamed ? `On vous nomme dans ${quoted(topic.title)}` : `Un message dans ${quoted(topic.title)}`,
      text: `${capital(event.actorLabel)} a écrit dans l’espace ${space.name}.`,
      label: 'Lire le message',
    })
  }
}

/** Whoever moderates. */
async function tellAsked(tx: Write, event: Told, writer: Writer): Promise<void> {
  const asking = await askingNamed(tx, event.subjectId)
  const space = asking === undefined ? undefined : await spaceNamed(tx, asking.spaceId)
  if (asking === undefined || space === undefined) return
  for (const to of await recipientsOf(tx, space.id)) {
    if (to.role !== 'moderator') continue
    await tellOne(tx, writer, ASKED, to, {
      key: `space:${space.id}:asked:${event.id}`,
      href: `${addressOf(space)}/membres/demandes/${event.subjectId}`,
      about: { kind: SPACE_SUBJECT, id: space.id },
      title: `${asking.name} demande à entrer dans ${space.name}`,
      text: 'Vous l’animez\u00a0: faites entrer cette personne, ou non.',
      label: 'Répondre',
    })
  }
}

/** Whoever was let in, or was not. */
async function tellEntered(tx: Write, event: Told, writer: Writer): Promise<void> {
  const space = await spaceNamed(tx, event.subjectId)
  const to = await recipient(tx, numberOf(event.payload, 'personId') ?? 0)
  if (space === undefined || to === undefined) return
  const isIn = event.name === 'space.invited' || event.payload.role !== null
  await tellOne(tx, writer, ENTERED, to, {
    key: `space:${space.id}:entered:${event.id}`,
    href: isIn ? addressOf(space) : '/espaces',
    about: { kind: SPACE_SUBJECT, id: space.id },
    title: isIn ? `Vous êtes de l’espace ${space.name}` : `Vous n’entrez pas dans l’espace ${space.name}`,
    text: isIn
      ? `${capital(event.actorLabel)} vous y a fait entrer. Vous en sortez quand vous voulez.`
      : 'Qui l’anime n’a pas donné suite à votre demande.',
    label: isIn ? 'Ouvrir l’espace' : 'Voir les espaces',
  })
}

async function tellEntrusted(tx: Write, event: Told, writer: Writer): Promise<void> {
  const space = await spaceNamed(tx, event.subjectId)
  const title = await taskTitle(tx, numberOf(event.payload, 'taskId') ?? 0)
  const to = await recipient(tx, numberOf(event.payload, 'personId') ?? 0)
  if (space === undefined || title === undefined || to === undefined || to.personId === event.actorId) return
  await tellOne(tx, writer, ENTRUSTED, to, {
    key: `space:${space.id}:entrusted:${event.id}`,
    href: `${addressOf(space)}/taches`,
    about: { kind: SPACE_SUBJECT, id: space.id },
    title: `Une tâche vous est confiée dans ${space.name}`,
    text: `${capital(event.actorLabel)} vous a confié une tâche.`,
    label: 'Voir vos tâches',
  })
}

/** Whoever administers the authority, when a space is asked for. */
async function tellWished(tx: Write, event: Told, writer: Writer): Promise<void> {
  const wish = await wishNamed(tx, event.subjectId)
  if (wish === undefined) return
  for (const to of await holdersOf(tx, wish.authorityId, ['admin']))
    await say(tx, writer, WISHED, to, {
      key: `wish:${wish.id}:${event.id}:${to.personId}`,
      about: { kind: WISH, id: wish.id, href: `${KEPT}/souhaits/${wish.id}` },
      title: `Un espace est demandé\u00a0: ${quoted(wish.name)}`,
      text: `${wish.by} le demande.`,
      label: 'Répondre',
      footer: 'Vous recevez ce message parce que vous administrez votre collectivité.',
    })
}

async function tellGranted(tx: Write, event: Told, writer: Writer): Promise<void> {
  const wish = await wishNamed(tx, event.subjectId)
  const to = wish === undefined ? undefined : await recipient(tx, wish.personId)
  if (wish === undefined || to === undefined) return
  await tellOne(tx, writer, ENTERED, to, {
    key: `wish:${wish.id}:answered:${event.id}`,
    href: wish.spaceId === null ? '/espaces' : `/espaces/${wish.spaceId}`,
    about: { kind: WISH, id: wish.id },
    title:
      wish.spaceId === null ? `${quoted(wish.name)} n’est pas ouvert` : `${quoted(wish.name)} est ouvert`,
    text: wish.refusedBecause ?? 'Vous l’animez\u00a0: faites-y entrer les autres.',
    label: 'Voir les espaces',
  })
}

const TELL_SAID = 'spaces.tell_said'
const TELL_ASKED = 'spaces.tell_asked'
const TELL_ENTERED = 'spaces.tell_entered'
const TELL_ENTRUSTED = 'spaces.tell_entrusted'
const TELL_WISHED = 'spaces.tell_wished'
const TELL_GRANTED = 'spaces.tell_granted'

export const listeners = {
  'topic.said': [TELL_SAID],
  'space.asked': [TELL_ASKED],
  'space.invited': [TELL_ENTERED],
  'space.answered': [TELL_ENTERED],
  'space.entrusted': [TELL_ENTRUSTED],
  'space.wished': [TELL_WISHED],
  'space.wish_answered': [TELL_GRANTED],
}

type Tell = (tx: Write, event: Told, writer: Writer) => Promise<void>

const telling =
  (tell: Tell, writer: Writer): Jobs[string] =>
  (db, { eventId }) =>
    db.write(system, async (tx) => {
      const event = await eventById(tx, Number(eventId))
      if (event !== undefined) await tell(tx, event, writer)
    })

export const tellingJobs = (writer: Writer): Jobs => ({
  [TELL_SAID]: telling(tellSaid, writer),
  [TELL_ASKED]: telling(tellAsked, writer),
  [TELL_ENTERED]: telling(tellEntered, writer),
  [TELL_ENTRUSTED]: telling(tellEntrusted, writer),
  [TELL_WISHED]: telling(tellWished, writer),
  [TELL_GRANTED]: telling(tellGranted, writer),
})
