// Who is told of a content: whoever may publish it, when it is proposed; whoever began it, when it is published or sent back.
import { MAKE_OF_FILES } from '#files'
import { planAlert } from '#digest'
import { say } from '#notices'
import { accountById, holdersOf } from '#people'
import { system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { the } from '#platform/french/noun.ts'
import { noticeKind } from '#platform/house/notices.ts'
import type { Jobs } from '#platform/jobs.ts'
import { eventById } from '#platform/ledger/events.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { WRITING } from '#platform/roles.ts'
import { capital, longDate, quoted } from '#platform/ui/french.ts'
import { signedTo, territory, unitNoun } from '#territory'
import { CONTENT_SUBJECT } from '../record/events.ts'
import { spaceNoun } from '../reading/view.ts'
import { type Kept, writtenContent } from '../record/queries.ts'
import { authorOf } from './author.ts'
import { unreadBy } from '../record/queries.acknowledge.ts'
import { urgentOf } from '../record/queries.feeds.ts'

export const PROPOSED = noticeKind({
  id: 'publishing.proposed',
  label: 'Un contenu vous est proposé',
  to: 'administrator',
  channels: ['page', 'mail'],
})

export const ANSWERED = noticeKind({
  id: 'publishing.answered',
  label: 'Ce que vous avez proposé est publié, ou vous revient',
  to: 'agent',
  channels: ['page', 'mail'],
})

export const REMINDED = noticeKind({
  id: 'publishing.reminded',
  label: 'Un contenu urgent attend que vous disiez l’avoir lu',
  to: 'resident',
  channels: ['page', 'mail'],
})

/** Where whoever publishes, and whoever proposes, have it. */
const PUBLISHING = '/administration/contenus'
const PROPOSING = '/agents/propositions'

type Told = NonNullable<Awaited<ReturnType<typeof eventById>>>

const textOf = ({ payload }: Told, name: string): string =>
  typeof payload[name] === 'string' ? payload[name] : ''

/** Who proposes it, and for whom; of itself, when nobody is left in its space to decide. */
async function proposedText(tx: Write, event: Told, kept: Kept, to: { personId: number }): Promise<string> {
  const place = await territory(tx)
  const owner = (await spaceNoun(tx, kept.spaceId)) ?? unitNoun(place.unit(kept.unitId))
  if (event.actorId === null) return `Personne n’anime plus ${the(owner)}\u00a0: la réponse vous revient.`
  return `${capital(await signedTo(tx, to, actOfEvent(event)))} le propose pour ${the(owner)}.`
}

/** Those who may publish it, but for whoever proposed it; its space tells those who decide there. */
async function tellProposed(tx: Write, event: Told, kept: Kept, writer: Writer): Promise<void> {
  if (kept.decidedIn !== null) return
  const word = textOf(event, 'word')
  const title = `Un contenu attend votre relecture\u00a0: ${quoted(kept.title)}`
  for (const to of await holdersOf(tx, kept.authorityId, WRITING)) {
    if (to.personId === event.actorId) continue
    const said = await proposedText(tx, event, kept, { personId: to.personId })
    await say(tx, writer, PROPOSED, to, {
      key: `content:${kept.id}:proposed:${event.id}:${to.personId}`,
      about: { kind: CONTENT_SUBJECT, id: kept.id, href: `${PUBLISHING}/${kept.id}` },
      title,
      text: word === '' ? said : `${said} ${quoted(word)}`,
      label: 'Relire ce contenu',
      footer: 'Vous recevez ce message parce que vous publiez les contenus de votre collectivité.',
    })
  }
}

const actOfEvent = ({ id, actorId, actorLabel }: Told) => ({ id, personId: actorId, name: actorLabel })

/** What became of it, said to whoever began it and still works there, unless they did it themselves. */
async function tellAnswer(tx: Write, event: Told, kept: Kept, writer: Writer): Promise<void> {
  // What is of a space is answered there.
  if (kept.spaceId !== null) return
  const author = await authorOf(tx, kept)
  if (author === undefined || author.personId === event.actorId) return
  const isRefused = event.name === 'content.refused'
  await say(tx, writer, ANSWERED, author, {
    key: `content:${kept.id}:answered:${event.id}`,
    about: { kind: CONTENT_SUBJECT, id: kept.id, href: `${PROPOSING}/${kept.id}` },
    title: isRefused ? `${quoted(kept.title)} vous revient` : `${quoted(kept.title)} est publié`,
    text: isRefused ? textOf(event, 'because') : await publishedText(tx, event),
    label: isRefused ? 'Reprendre ce contenu' : 'Voir ce contenu',
    footer: 'Vous recevez ce message parce que vous avez écrit ce contenu.',
  })
}

/** Those for whom it is are told as it begins, when whoever published it says that it is urgent. */
async function tellUrgent(tx: Write, _event: Told, kept: Kept): Promise<void> {
  const urgent = await urgentOf(tx, kept.id)
  if (urgent !== null) await planAlert(tx, `publication:${urgent.id}`, urgent.audienceId, urgent.startsAt)
}

/** Those who have not said that they have read it, once. */
async function tellReminded(tx: Write, event: Told, kept: Kept, writer: Writer): Promise<void> {
  const publicationId = Number(event.payload.publicationId)
  for (const personId of await unreadBy(tx, publicationId)) {
    const account = await accountById(tx, personId)
    if (account === null) continue
    await say(
      tx,
      writer,
      REMINDED,
      { personId, address: account.email },
      {
        key: `content:${kept.id}:reminded:${publicationId}:${personId}`,
        about: { kind: CONTENT_SUBJECT, id: kept.id, href: `/contenus/${kept.id}/lire` },
        title: 'Un contenu urgent vous attend',
        text: 'Il vous est demandé de le lire, puis de dire que vous en avez pris connaissance.',
        label: 'Le lire',
        footer:
          'Vous recevez ce message parce que ce contenu s’adresse à vous, et que vous n’avez pas dit l’avoir lu.',
      },
    )
  }
}

async function publishedText(tx: Write, event: Told): Promise<string> {
  const { zone } = await territory(tx)
  const starts = new Date(textOf(event, 'startsAt'))
  return starts > event.at ? `Il paraîtra le ${longDate(starts, zone)}.` : 'Il est en ligne.'
}

const TELL_PROPOSED = 'publishing.tell_proposed'
const TELL_ANSWER = 'publishing.tell_answer'
const TELL_REMINDED = 'publishing.tell_reminded'
const TELL_URGENT = 'publishing.tell_urgent'

export const listeners = {
  // Pages of its documents are drawn.
  'content.written': MAKE_OF_FILES,
  'content.proposed': [TELL_PROPOSED],
  'content.raised': [TELL_PROPOSED],
  'content.refused': [TELL_ANSWER],
  'content.published': [TELL_ANSWER, TELL_URGENT],
  'content.reminded': [TELL_REMINDED],
}

type Tell = (tx: Write, event: Told, kept: Kept, writer: Writer) => Promise<void>

/** Of the event that a job names, once its content is known. */
const telling =
  (tell: Tell, writer: Writer): Jobs[string] =>
  (db, { eventId }) =>
    db.write(system, async (tx) => {
      const event = await eventById(tx, Number(eventId))
      const kept = event === undefined ? undefined : await writtenContent(tx, event.subjectId)
      if (event !== undefined && kept !== undefined) await tell(tx, event, kept, writer)
    })

export const tellingJobs = (writer: Writer): Jobs => ({
  [TELL_PROPOSED]: telling(tellProposed, writer),
  [TELL_ANSWER]: telling(tellAnswer, writer),
  [TELL_URGENT]: telling(tellUrgent, writer),
  [TELL_REMINDED]: telling(tellReminded, writer),
})
