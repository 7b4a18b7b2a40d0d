// What agents are told when somebody keeps their posts or absences: whoever is concerned, once for each fact, by a job.
import { agentLine, type AgentLine, keepers, looksAs } from '#people'
import { type Recipient, say } from '#notices'
import { system } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { ofPerson } from '#platform/french/noun.ts'
import { noticeKind, type NoticeKind } from '#platform/house/notices.ts'
import { type EventRow, eventById } from '#platform/ledger/events.ts'
import type { JobHandler } from '#platform/jobs.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { type Role, ROLES } from '#platform/roles.ts'
import { capital, dateTime, longDate } from '#platform/ui/french.ts'
import { actOf, signedTo, territory } from '#territory'

const channels = ['page', 'mail'] as const

const POSTS = noticeKind({
  id: 'organisation.posts',
  label: 'Vos fonctions ou vos absences changent',
  to: 'agent',
  channels,
  owed: 'Vous devez savoir ce qui vous est ouvert, et qui l’a décidé.',
})

const STAND_IN = noticeKind({
  id: 'organisation.stand_in',
  label: 'Vous prenez la place de quelqu’un d’absent',
  to: 'agent',
  channels,
  owed: 'Ce qui lui est demandé vous arrive ces jours-là.',
})

const LOOKED = noticeKind({
  id: 'organisation.looked',
  label: 'Quelqu’un a vu Parvis comme vous le voyez',
  to: 'agent',
  channels,
  owed: 'Vous devez savoir qui a vu votre écran, et pourquoi.',
})

export const agentNotices = [POSTS, STAND_IN, LOOKED] as const
export const TELL_AGENT = 'organisation.tell_agent'

/** What is said to one person of one fact. */
interface Said {
  kind: NoticeKind
  personId: number
  title: string
  text: string
}

const days = (from: string, to: string | null): string =>
  to === null ? `à partir du ${longDate(from)}` : `du ${longDate(from)} au ${longDate(to)}`

interface PostFact {
  personId: number
  unitId: number
  role: Role
  from: string
  to: string | null
}

const POST_WORDS: Readonly<Record<string, (post: PostFact) => [title: string, when: string]>> = {
  'post.given': ({ from, to }) => ['une fonction vous est donnée', days(from, to)],
  'post.changed': ({ from, to }) => ['les dates d’une de vos fonctions changent', days(from, to)],
  'post.ended': () => ['une de vos fonctions est terminée', 'elle n’ouvre plus rien'],
}

async function ofPost(tx: Write, name: string, fact: PostFact, by: string): Promise<Said[]> {
  const words = POST_WORDS[name]
  if (words === undefined) return []
  const [title, when] = words(fact)
  const unit = (await territory(tx)).unit(fact.unitId).name
  const text = `${ROLES[fact.role].label}, ${unit}\u00a0: ${when}. Décidé par ${by}.`
  return [{ kind: POSTS, personId: fact.personId, title, text }]
}

interface AbsenceFact {
  personId: number
  standInId: number | null
  from: string
  to: string
}

async function ofAbsence(tx: Write, name: string, fact: AbsenceFact, by: string): Promise<Said[]> {
  const agent = await agentLine(tx, keepers, fact.personId)
  if (agent === undefined) return []
  const isOver = name === 'absence.ended'
  const when = days(fact.from, fact.to)
  const own: Said = {
    kind: POSTS,
    personId: fact.personId,
    title: isOver ? 'votre absence est terminée' : 'votre absence est notée',
    text: isOver
      ? `Ce qui était confié pendant ce temps vous revient. Décidé par ${by}.`
      : `Absence ${when}. Notée par ${by}.`,
  }
  return fact.standInId === null ? [own] : [own, standIn(agent, fact.standInId, isOver, when)]
}

const standIn = ({ name }: AgentLine, personId: number, isOver: boolean, when: string): Said => ({
  kind: STAND_IN,
  personId,
  title: isOver ? `${name} est de retour` : `vous prenez la place ${ofPerson(name)}`,
  text: isOver
    ? 'Ce que vous teniez à sa place ne vous est plus ouvert.'
    : `Vous voyez et apprenez ce que voit et apprend ${name}, ${when}.`,
})

async function ofLook(tx: Write, lookId: number, personId: number, by: string): Promise<Said[]> {
  const look = (await looksAs(tx, personId)).find(({ id }) => id === lookId)
  if (look === undefined) return []
  const when = dateTime(look.beganAt, (await territory(tx)).zone)
  const text = `${by} a vu Parvis comme vous le voyez, en lecture seule, le ${when} et pendant trente minutes au plus. Motif\u00a0: ${look.reason}. Rien n’a pu être fait en votre nom.`
  return [{ kind: LOOKED, personId, title: `${by} a vu Parvis comme vous le voyez`, text }]
}

type Fact = EventRow & { subjectId: number }

/** What is said of that fact, by what its name begins with. */
async function saidOf(tx: Write, fact: Fact): Promise<Said[]> {
  const { name, subjectId, payload } = fact
  const [about] = name.split('.')
  const by = await signedTo(tx, { personId: Number(payload.personId) }, actOf(fact))
  if (about === 'post') return ofPost(tx, name, payload as unknown as PostFact, by)
  if (about === 'look') return ofLook(tx, subjectId, Number(payload.personId), capital(by))
  return ofAbsence(tx, name, payload as unknown as AbsenceFact, by)
}

/** An agent, at the address they work under. */
export const toAgent = async (tx: Read, personId: number): Promise<Recipient> => ({
  personId,
  address: (await agentLine(tx, keepers, personId))?.email ?? null,
})

/** `organisation.tell_agent`. */
export const tellAgent =
  (writer: Writer): JobHandler =>
  (db, { eventId }) =>
    db.write(system, async (tx) => {
      const fact = await eventById(tx, Number(eventId))
      if (fact === undefined) return
      for (const { kind, personId, ...words } of await saidOf(tx, fact))
        await say(tx, writer, kind, await toAgent(tx, personId), {
          ...words,
          key: `agent:${Number(eventId)}:${personId}`,
          about: { kind: 'person', id: personId, href: '/agents/notifications' },
          footer: 'Vous recevez ce message parce que vous travaillez dans Parvis.',
        })
    })
