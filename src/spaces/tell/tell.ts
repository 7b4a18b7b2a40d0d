// Who is told of what in a space: a message, by its members; what one is named in, entrusted with, let into, by whom it concerns.
import { MAKE_OF_FILES } from '#files'
import { say } from '#notices'
import { CONTENT_SUBJECT, type KeptContent, writtenContent } from '#publishing'
import { holdersOf } from '#people'
import type { Sending } from '#threads'
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
import { handOver } from '../contents/hand-over.ts'
import { IN_SPACES } from '../contents/place.ts'
import {
  ANSWERED,
  ASKED,
  ENTERED,
  ENTRUSTED,
  type ForBoth,
  MENTIONED,
  PROPOSED,
  SAID,
  WISHED,
} from './kinds.ts'
import { MAIL, mailTopic, planMail } from './mail.ts'
import { type Wants, wantsIn } from '../talk/queries.mail.ts'
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
  /** Their mail is another, or none. */
  gather?: () => Promise<void>
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

/** What they chose for that space stands before what they chose for all: one mail for what is said by then, or no mail but where they are named. */
async function mailed(
  tx: Write,
  topicId: number,
  to: ToTell,
  { wants, isNamed }: { wants: Wants | undefined; isNamed: boolean },
): Promise<Pick<Sentence, 'gather'>> {
  if (wants === 'each') await planMail(tx, topicId, to.personId)
  const isOther = wants === 'each' || (wants !== undefined && !isNamed)
  return isOther ? { gather: () => Promise.resolve() } : {}
}

/** Every member but whoever wrote: those who are named, by name; nothing of what was written leaves the room, but to whoever asked for it by mail (mail.ts). */
async function tellSaid(tx: Write, event: Told, writer: Writer): Promise<void> {
  const topic = await spaceOfTopic(tx, event.subjectId)
  const space = topic === undefined ? undefined : await spaceNamed(tx, topic.spaceId)
  if (topic === undefined || space === undefined) return
  const mentioned = new Set(Array.isArray(event.payload.mentioned) ? event.payload.mentioned : [])
  const wants = await wantsIn(tx, space.id)
  for (const to of await recipientsOf(tx, space.id)) {
    if (to.personId === event.actorId) continue
    const isNamed = mentioned.has(to.personId)
    const chosen = { wants: wants.get(to.personId), isNamed }
    await tellOne(tx, writer, isNamed ? MENTIONED : SAID, to, {
      ...(await mailed(tx, event.subjectId, to, chosen)),
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

/** A content of a space, as it stands; undefined for one of none. */
async function contentOfSpace(tx: Write, event: Told) {
  const kept = await writtenContent(tx, event.subjectId)
  const space = kept?.spaceId == null ? undefined : await spaceNamed(tx, kept.spaceId)
  return kept === undefined || space === undefined ? undefined : { kept, space }
}

const sentenceOf = ({ id, title }: KeptContent, event: Told) => ({
  key: `content:${id}:space:${event.id}`,
  href: `${IN_SPACES.at}/${id}`,
  about: { kind: CONTENT_SUBJECT, id },
  title,
})

const wordOf = ({ payload: { word, because } }: Told): string =>
  typeof because === 'string' ? because : typeof word === 'string' ? word : ''

/** Those who moderate, when it is theirs to decide; whoever publishes for the authority is told otherwise (publishing). */
async function tellContentProposed(tx: Write, event: Told, writer: Writer): Promise<void> {
  const found = await contentOfSpace(tx, event)
  if (found === undefined || found.kept.decidedIn === null) return
  const { kept, space } = found
  for (const to of await recipientsOf(tx, space.id)) {
    if (to.role !== 'moderator' || to.personId === event.actorId) continue
    const word = wordOf(event)
    await tellOne(tx, writer, PROPOSED, to, {
      ...sentenceOf(kept, event),
      title: `Un contenu vous est proposé dans ${space.name}\u00a0: ${quoted(kept.title)}`,
      text: `${capital(event.actorLabel)} le propose.${word === '' ? '' : ` ${quoted(word)}`}`,
      label: 'Relire ce contenu',
    })
  }
}

/** Whoever began it; those who moderate too, of what was answered beyond the space. Nobody who is in the space no more. */
async function tellContentAnswered(tx: Write, event: Told, writer: Writer): Promise<void> {
  const found = await contentOfSpace(tx, event)
  if (found === undefined) return
  const { kept, space } = found
  const members = await recipientsOf(tx, space.id)
  const isFromBeyond = !members.some(({ personId }) => personId === event.actorId)
  const isRefused = event.name === 'content.refused'
  for (const to of members) {
    const isConcerned = to.personId === kept.authorId || (isFromBeyond && to.role === 'moderator')
    if (!isConcerned || to.personId === event.actorId) continue
    await tellOne(tx, writer, ANSWERED, to, {
      ...sentenceOf(kept, event),
      title: `${quoted(kept.title)} ${isRefused ? 'vous revient' : 'est publié'}`,
      text: isRefused ? wordOf(event) : `Il est de l’espace ${space.name}.`,
      label: isRefused ? 'Reprendre ce contenu' : 'Voir ce contenu',
    })
  }
}

const TELL_SAID = 'spaces.tell_said'
const TELL_ASKED = 'spaces.tell_asked'
const TELL_ENTERED = 'spaces.tell_entered'
const TELL_ENTRUSTED = 'spaces.tell_entrusted'
const TELL_WISHED = 'spaces.tell_wished'
const TELL_GRANTED = 'spaces.tell_granted'
const TELL_PROPOSED = 'spaces.tell_proposed'
const TELL_ANSWERED = 'spaces.tell_answered'
/** What waits for nobody is handed over. */
export const HAND_OVER = 'spaces.hand_over'

export const listeners = {
  'topic.said': [TELL_SAID],
  'space.filed': MAKE_OF_FILES,
  'space.asked': [TELL_ASKED],
  // A role that changes is told so too.
  'space.invited': [TELL_ENTERED, HAND_OVER],
  'space.answered': [TELL_ENTERED],
  'space.entrusted': [TELL_ENTRUSTED],
  'space.wished': [TELL_WISHED],
  'space.wish_answered': [TELL_GRANTED],
  'content.proposed': [TELL_PROPOSED],
  'content.refused': [TELL_ANSWERED],
  'content.published': [TELL_ANSWERED],
  'space.closed': [HAND_OVER],
  'space.dismissed': [HAND_OVER],
  'space.left': [HAND_OVER],
}

type Tell = (tx: Write, event: Told, writer: Writer) => Promise<void>

const telling =
  (tell: Tell, writer: Writer): Jobs[string] =>
  (db, { eventId }) =>
    db.write(system, async (tx) => {
      const event = await eventById(tx, Number(eventId))
      if (event !== undefined) await tell(tx, event, writer)
    })

export const tellingJobs = (writer: Writer, sending: Sending): Jobs => ({
  [MAIL]: mailTopic(sending),
  [TELL_SAID]: telling(tellSaid, writer),
  [TELL_ASKED]: telling(tellAsked, writer),
  [TELL_ENTERED]: telling(tellEntered, writer),
  [TELL_ENTRUSTED]: telling(tellEntrusted, writer),
  [TELL_WISHED]: telling(tellWished, writer),
  [TELL_GRANTED]: telling(tellGranted, writer),
  [TELL_PROPOSED]: telling(tellContentProposed, writer),
  [TELL_ANSWERED]: telling(tellContentAnswered, writer),
  [HAND_OVER]: handOver,
})
