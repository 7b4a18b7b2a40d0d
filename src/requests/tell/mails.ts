// The mails a request causes. Written by jobs that listen to its events, so that a mail is planned with the fact it tells.
import { system } from '#platform/actor.ts'
import type { Write } from '#platform/db.ts'
import type { JobHandler, Jobs } from '#platform/jobs.ts'
import { mailIdOf, type OutgoingMail, queueMail } from '#platform/mail/outbox.ts'
import { dateTime, longDate } from '#platform/ui/french.ts'
import { personEmail } from '#people'
import { catalogue, FIRST_MESSAGE, FIRST_MESSAGE_SAYS, solutionWords } from '#services'
import { type Day, type Territory, territory } from '#territory'
import { dayOf } from '../record/clocks.ts'
import { showCode } from '../record/code.ts'
import type { MovedPayload, NotedPayload } from '../record/events.ts'
import { codeOf } from '../record/queries.code.ts'
import { messageOf } from '#threads'
import { onRequest, type RequestRow, requestOfEvent } from '../record/queries.ts'
import { sentFor } from '../record/sent-for.ts'
import { chosenOf, RECEIPT_NOTE } from '../settings/chosen.ts'
import { toldOf } from './hearers.ts'

interface Fact {
  id: number
  payload: unknown
}

interface Writing {
  tx: Write
  place: Territory
  request: RequestRow
  fact: Fact
  /** Public origin. */
  origin: string
}

const WHY_RESIDENT =
  'Vous recevez ce message parce que cette adresse a été donnée avec la demande. Ne donnez le numéro de suivi qu’à des personnes de confiance.'
const WHY_AGENT = 'Vous recevez ce message parce que votre service est chargé de cette demande.'

/** The same event and reader: the same mail. */
const mailId = (fact: Fact, reader: string): string => mailIdOf(`${fact.id}:${reader}`)

const serviceOf = async ({ tx, request }: Writing) =>
  (await catalogue(tx)).service(request.serviceSlug)?.definition

const titleOf = async (writing: Writing): Promise<string> =>
  (await serviceOf(writing))?.title ?? writing.request.subject

const siteOf = ({ place, request }: Writing) => {
  const authority = place.authority(request.authorityId)
  return { name: authority.name, brand: authority.profile.brand }
}

async function toResident(
  writing: Writing,
  mail: Pick<OutgoingMail, 'subject' | 'title' | 'paragraphs' | 'facts'>,
  action: string,
  known?: string,
): Promise<void> {
  const { tx, request, fact, origin } = writing
  if (request.contactEmail === null) return
  const code = known ?? (await codeOf(tx, request.id)) ?? ''
  await queueMail(tx, {
    id: mailId(fact, 'resident'),
    to: request.contactEmail,
    ...mail,
    site: siteOf(writing),
    action: { label: action, url: `${origin}/suivi?code=${code}` },
    footer: WHY_RESIDENT,
  })
}

async function receipt(writing: Writing): Promise<void> {
  const { tx, place, request } = writing
  if (request.contactEmail === null) return
  const authority = place.authority(request.authorityId)
  const unit = place.unit(request.unitId)
  const code = (await codeOf(tx, request.id)) ?? ''
  const note = await chosenOf(tx, request, RECEIPT_NOTE)
  const due = (at: Date | null) =>
    at === null ? 'à confirmer' : `au plus tard le ${longDate(dayOf(place, at))}`
  await toResident(
    writing,
    {
      subject: `Demande ${request.ref} enregistrée : ${request.subject}`,
      title: 'Votre demande est enregistrée',
      paragraphs: [
        `Nous l’avons reçue le ${dateTime(request.receivedAt, place.zone)}. Ce message vaut accusé de réception.`,
        request.routing.because,
        ...(note === '' ? [] : [note]),
      ],
      facts: [
        ['Démarche', await titleOf(writing)],
        ['Référence', request.ref],
        ['Numéro de suivi', showCode(code)],
        ['Service chargé', `${authority.name}, ${unit.name}`],
        [FIRST_MESSAGE, `${due(request.answerDueAt)} (${FIRST_MESSAGE_SAYS})`],
        [solutionWords((await serviceOf(writing)) ?? {}), due(request.solutionDueAt)],
      ],
    },
    'Suivre ma demande',
    code,
  )
}

/** Somebody sent it for the resident, who learns it at once, wherever the form says to write. */
async function sentInTheirName(writing: Writing): Promise<void> {
  const { tx, request, fact, origin } = writing
  const sent = await sentFor(tx, request)
  const to = sent === null ? null : await personEmail(tx, sent.personId)
  if (sent === null || to === null || to.toLowerCase() === request.contactEmail?.toLowerCase()) return
  await queueMail(tx, {
    id: mailId(fact, 'represented'),
    to,
    subject: `Demande ${request.ref} : ${sent.helper} l’a faite pour vous`,
    title: `${sent.helper} a fait une demande pour vous`,
    paragraphs: [
      'Vous la suivez dans votre compte, et vous pouvez mettre fin à ce mandat à tout moment dans «\u00a0Proches et aidants\u00a0».',
    ],
    facts: [['Demande', `${request.ref}, ${request.subject}`]],
    site: siteOf(writing),
    action: { label: 'Voir la demande', url: `${origin}/suivi/${request.ref}` },
    footer: 'Nous vous écrivons quand quelqu’un fait une demande en votre nom.',
  })
}

/** A message to the resident as its mail says it. */
export interface Letter {
  subject: string
  title: string
  paragraphs: string[]
  facts: [string, string][]
  action: string
}

/** A promise that moves, as its letter says it. */
export const newDate = (day: Day): [string, string] => ['Nouvelle date', `au plus tard le ${longDate(day)}`]

/** The letter of a message: what the mail holds is what the desk shows before sending. */
export function letterOf(
  request: Pick<RequestRow, 'ref' | 'subject' | 'closedAt'>,
  body: string,
  { promisedDay }: Pick<MovedPayload, 'promisedDay'>,
): Letter {
  const about: [string, string] = ['Demande', `${request.ref}, ${request.subject}`]
  const paragraphs = body.split(/\n\n+/)
  const start = `Demande ${request.ref}\u00a0:`
  if (promisedDay !== undefined) {
    const [, by] = newDate(promisedDay)
    return {
      subject: `${start} nouvelle date, ${by}`,
      title: 'Une nouvelle date pour votre demande',
      paragraphs,
      facts: [about, newDate(promisedDay)],
      action: 'Voir et répondre',
    }
  }
  if (request.closedAt === null)
    return {
      subject: `${start} un message pour vous`,
      title: 'Un message pour vous',
      paragraphs,
      facts: [about],
      action: 'Voir et répondre',
    }
  return {
    subject: `${start} la réponse pour vous`,
    title: 'La réponse à votre demande',
    paragraphs: [
      ...paragraphs,
      'Si ce n’est pas résolu, dites-le dans les 15 jours\u00a0: la demande est rouverte. Votre avis nous aide aussi, en un clic.',
    ],
    facts: [about],
    action: 'Voir la réponse et donner mon avis',
  }
}

async function message(writing: Writing): Promise<void> {
  const { tx, request, fact } = writing
  const { toResident: goes, messageId } = fact.payload as MovedPayload
  if (goes !== true || messageId === undefined) return
  const said = await messageOf(tx, onRequest(request.id), messageId)
  // An event is told by whoever acts: its letter holds what the authority wrote on this request, and nothing else.
  if (said === undefined || said.audience !== 'resident' || said.authorKind === 'resident') return
  const { action, ...letter } = letterOf(request, said.body, fact.payload as MovedPayload)
  await toResident(writing, letter, action)
}

/** Addresses of whoever handles the request: the agent in charge, or those who hear of the unit. */
async function handlerAddresses({ tx, place, request }: Writing): Promise<string[]> {
  const assignee = request.assigneeId === null ? null : await personEmail(tx, request.assigneeId)
  if (assignee !== null) return [assignee]
  return (await toldOf(tx, place, place.unit(request.unitId), request.areaCode))?.addresses ?? []
}

/** Addresses of the commune that follows the request: its front door. */
async function communeAddresses({ tx, place, request }: Writing): Promise<string[]> {
  const desk = place.unitFor(request.communeId, 'town-hall', request.areaCode)
  if (desk !== undefined) return (await toldOf(tx, place, desk, request.areaCode))?.addresses ?? []
  const { email } = place.authority(request.communeId).profile
  return email ? [email] : []
}

async function toDesk(writing: Writing, title: string, addresses: readonly string[]): Promise<void> {
  const { tx, request, fact, origin } = writing
  for (const to of addresses)
    await queueMail(tx, {
      id: mailId(fact, `handler:${to}`),
      to,
      subject: `${request.ref} : ${title}`,
      title,
      site: siteOf(writing),
      paragraphs: [
        'Ouvrez la demande pour lire et répondre. Ce message ne contient pas les textes de la demande, pour protéger les personnes.',
      ],
      facts: [['Demande', `${request.ref}, ${request.subject}`]],
      action: { label: 'Ouvrir la demande', url: `${origin}/agents/demandes/${request.ref}` },
      footer: WHY_AGENT,
    })
}

async function handlerTold(writing: Writing): Promise<void> {
  const { toHandler: goes, fromUnitId, assigneeId } = writing.fact.payload as MovedPayload
  if (goes !== true) return
  const title =
    fromUnitId !== undefined
      ? 'une demande vous est transmise'
      : typeof assigneeId === 'number'
        ? 'une demande vous est confiée'
        : 'du nouveau sur une demande'
  await toDesk(writing, title, await handlerAddresses(writing))
}

async function noted(writing: Writing): Promise<void> {
  const { audience, messageId } = writing.fact.payload as NotedPayload
  if (audience !== 'handler') return
  // The same thread serves both ways: whoever is not writing is told.
  const unitId = (await messageOf(writing.tx, onRequest(writing.request.id), messageId))?.unitId ?? null
  const isAnswer = unitId !== null && writing.place.unit(unitId).authorityId === writing.request.authorityId
  if (isAnswer)
    await toDesk(writing, 'un message du service chargé de la demande', await communeAddresses(writing))
  else await toDesk(writing, 'un message de la commune', await handlerAddresses(writing))
}

/** Runs `write` for the event named in a job's payload, as the system. */
function onEvent(origin: string, write: (writing: Writing) => Promise<void>): JobHandler {
  return (db, payload) =>
    db.write(system, async (tx) => {
      const told = await requestOfEvent(tx, Number(payload.eventId))
      if (told === undefined) return
      await write({ tx, place: await territory(tx), ...told, origin })
    })
}

/** Jobs that write mails; `origin` is the public origin of links. */
export function mailJobs(origin: string): Jobs {
  return {
    'requests.mail_receipt': onEvent(origin, async (writing) => {
      await receipt(writing)
      await sentInTheirName(writing)
    }),
    'requests.mail_message': onEvent(origin, message),
    'requests.mail_handler': onEvent(origin, handlerTold),
    'requests.mail_noted': onEvent(origin, noted),
  }
}
