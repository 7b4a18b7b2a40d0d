// What a request has people told, in words. Written by jobs that listen to its events, so that it is planned with the fact it tells.
import { system } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db.ts'
import type { JobHandler, Jobs } from '#platform/jobs.ts'
import type { OutgoingMail } from '#platform/mail/outbox.ts'
import type { NoticeKind } from '#platform/notices.ts'
import { dateTime, longDate } from '#platform/ui/french.ts'
import { notify, type Recipient } from '#notices'
import { personEmail } from '#people'
import { catalogue, FIRST_MESSAGE, FIRST_MESSAGE_SAYS, solutionWords } from '#services'
import { type Day, type Territory, territory } from '#territory'
import { REOPEN } from '../act/effects/reopen.ts'
import { hasEffect, workflowVersion } from '#workflows'
import { dayOf } from '../record/clocks.ts'
import { showCode } from '../record/code.ts'
import type { MovedPayload, NotedPayload } from '../record/events.ts'
import { codeOf } from '../record/queries.code.ts'
import { messageOf } from '#threads'
import { onRequest, type RequestRow, requestOfEvent, writeRouting } from '../record/queries.ts'
import { judgeRouting } from '../record/receiver.ts'
import { sentFor } from '../record/sent-for.ts'
import { chosenOf, RECEIPT_NOTE } from '../settings/chosen.ts'
import { toldOf } from './hearers.ts'
import { ASSIGNED, HANDED, IN_THEIR_NAME, MESSAGE, NEWS, RECEIPT, WORD } from './kinds.ts'

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

/** The same event and reader: told once. */
const keyOf = (fact: Fact, reader: string): string => `${fact.id}:${reader}`

const aboutIt = ({ ref, subject }: Pick<RequestRow, 'ref' | 'subject'>): string => `${ref}, ${subject}`

/** Its page in the account of whoever made it. */
const followed = ({ id, ref }: RequestRow) => ({ kind: 'request', id, href: `/suivi/${ref}` })

const serviceOf = async ({ tx, request }: Writing) =>
  (await catalogue(tx)).service(request.serviceSlug)?.definition

const titleOf = async (writing: Writing): Promise<string> =>
  (await serviceOf(writing))?.title ?? writing.request.subject

const siteOf = ({ place, request }: Writing) => {
  const authority = place.authority(request.authorityId)
  return { name: authority.name, brand: authority.profile.brand }
}

/** Neither an account nor an address: whoever came to a desk and left nothing. */
const isNobody = ({ personId, address }: Recipient): boolean => personId === null && address === null

async function toResident(
  writing: Writing,
  kind: NoticeKind,
  mail: Pick<OutgoingMail, 'subject' | 'title' | 'paragraphs' | 'facts'>,
  action: string,
  known?: string,
): Promise<void> {
  const { tx, request, fact, origin } = writing
  const to = { personId: request.residentId, address: request.contactEmail }
  if (isNobody(to)) return
  const code = known ?? (await codeOf(tx, request.id)) ?? ''
  await notify(tx, kind, to, {
    key: keyOf(fact, 'resident'),
    about: followed(request),
    detail: aboutIt(request),
    origin,
    mail: {
      ...mail,
      site: siteOf(writing),
      action: { label: action, url: `${origin}/suivi?code=${code}` },
      footer: WHY_RESIDENT,
    },
  })
}

/** Said again from the rules before anybody reads it in the authority's name: it was told by whoever sent. */
async function routed(writing: Writing): Promise<Writing> {
  const { tx, place, request } = writing
  const routing = judgeRouting(await catalogue(tx), place, request)
  if (routing === null) return writing
  await writeRouting(tx, request.id, routing)
  return { ...writing, request: { ...request, routing } }
}

async function receipt(writing: Writing): Promise<void> {
  const { tx, place, request } = writing
  if (isNobody({ personId: request.residentId, address: request.contactEmail })) return
  const authority = place.authority(request.authorityId)
  const unit = place.unit(request.unitId)
  const code = (await codeOf(tx, request.id)) ?? ''
  const note = await chosenOf(tx, request, RECEIPT_NOTE)
  const due = (at: Date | null) =>
    at === null ? 'à confirmer' : `au plus tard le ${longDate(dayOf(place, at))}`
  await toResident(
    writing,
    RECEIPT,
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
  const mail = {
    subject: `Demande ${request.ref} : ${sent.helper} l’a faite pour vous`,
    title: `${sent.helper} a fait une demande pour vous`,
    paragraphs: [
      'Vous la suivez dans votre compte, et vous pouvez mettre fin à ce mandat à tout moment dans «\u00a0Proches et aidants\u00a0».',
    ],
    facts: [['Demande', aboutIt(request)]] satisfies OutgoingMail['facts'],
    site: siteOf(writing),
    action: { label: 'Voir la demande', url: `${origin}/suivi/${request.ref}` },
    footer: 'Nous vous écrivons quand quelqu’un fait une demande en votre nom.',
  }
  await notify(
    tx,
    IN_THEIR_NAME,
    { personId: sent.personId, address: to },
    { key: keyOf(fact, 'represented'), about: followed(request), detail: aboutIt(request), origin, mail },
  )
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

/** May the person open it again, from the state where it is? What they stopped themselves, they do not. */
async function mayReopen(tx: Read, request: Worked): Promise<boolean> {
  const { transitions } = await workflowVersion(tx, request.workflowId, request.workflowVersion)
  return transitions.some(
    (item) => item.who.includes('resident') && item.from.includes(request.state) && hasEffect(item, REOPEN),
  )
}

type Worked = Pick<RequestRow, 'ref' | 'subject' | 'closedAt' | 'state' | 'workflowId' | 'workflowVersion'>

/** The letter of a message: what the mail holds is what the desk shows before sending. */
export async function letterOf(
  tx: Read,
  request: Worked,
  body: string,
  { promisedDay }: Pick<MovedPayload, 'promisedDay'>,
): Promise<Letter> {
  const about: [string, string] = ['Demande', aboutIt(request)]
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
  if (!(await mayReopen(tx, request)))
    return {
      subject: `${start} elle est terminée`,
      title: 'Votre demande est terminée',
      paragraphs,
      facts: [about],
      action: 'Voir ma demande',
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
  const { action, ...letter } = await letterOf(tx, request, said.body, fact.payload as MovedPayload)
  await toResident(writing, MESSAGE, letter, action)
}

/** Whoever handles the request: the agent in charge, or those who hear of the unit. */
async function handlers({ tx, place, request }: Writing): Promise<readonly Recipient[]> {
  const { assigneeId } = request
  const address = assigneeId === null ? null : await personEmail(tx, assigneeId)
  if (address !== null) return [{ personId: assigneeId, address }]
  return (await toldOf(tx, place, place.unit(request.unitId), request.areaCode))?.to ?? []
}

/** The commune that follows the request: its front door. */
async function communeOf({ tx, place, request }: Writing): Promise<readonly Recipient[]> {
  const desk = place.unitFor(request.communeId, 'town-hall', request.areaCode)
  if (desk !== undefined) return (await toldOf(tx, place, desk, request.areaCode))?.to ?? []
  const { email } = place.authority(request.communeId).profile
  return email ? [{ personId: null, address: email }] : []
}

async function toDesk(
  writing: Writing,
  kind: NoticeKind,
  title: string,
  recipients: readonly Recipient[],
): Promise<void> {
  const { tx, request, fact, origin } = writing
  const href = `/agents/demandes/${request.ref}`
  const mail = {
    subject: `${request.ref} : ${title}`,
    title,
    site: siteOf(writing),
    paragraphs: [
      'Ouvrez la demande pour lire et répondre. Ce message ne contient pas les textes de la demande, pour protéger les personnes.',
    ],
    facts: [['Demande', aboutIt(request)]] satisfies OutgoingMail['facts'],
    action: { label: 'Ouvrir la demande', url: `${origin}${href}` },
    footer: WHY_AGENT,
  }
  const about = { kind: 'request', id: request.id, href }
  for (const to of recipients) {
    const key = keyOf(fact, `handler:${to.address}`)
    await notify(tx, kind, to, { key, about, detail: aboutIt(request), origin, mail })
  }
}

async function handlerTold(writing: Writing): Promise<void> {
  const { toHandler: goes, fromUnitId, assigneeId } = writing.fact.payload as MovedPayload
  if (goes !== true) return
  const [kind, title] =
    fromUnitId !== undefined
      ? ([HANDED, 'une demande vous est transmise'] as const)
      : typeof assigneeId === 'number'
        ? ([ASSIGNED, 'une demande vous est confiée'] as const)
        : ([NEWS, 'du nouveau sur une demande'] as const)
  await toDesk(writing, kind, title, await handlers(writing))
}

async function noted(writing: Writing): Promise<void> {
  const { audience, messageId } = writing.fact.payload as NotedPayload
  if (audience !== 'handler') return
  // The same thread serves both ways: whoever is not writing is told.
  const unitId = (await messageOf(writing.tx, onRequest(writing.request.id), messageId))?.unitId ?? null
  const isAnswer = unitId !== null && writing.place.unit(unitId).authorityId === writing.request.authorityId
  if (isAnswer)
    await toDesk(writing, WORD, 'un message du service chargé de la demande', await communeOf(writing))
  else await toDesk(writing, WORD, 'un message de la commune', await handlers(writing))
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

/** Jobs that tell people; `origin` is the public origin of links. */
export function mailJobs(origin: string): Jobs {
  return {
    'requests.mail_receipt': onEvent(origin, async (told) => {
      const writing = await routed(told)
      await receipt(writing)
      await sentInTheirName(writing)
    }),
    'requests.mail_message': onEvent(origin, message),
    'requests.mail_handler': onEvent(origin, handlerTold),
    'requests.mail_noted': onEvent(origin, noted),
  }
}
