// What the person is told of their request: the receipt, what was sent in their name, the messages of the authority.
import type { OutgoingMail } from '#platform/mail/outbox.ts'
import type { NoticeKind } from '#platform/house/notices.ts'
import { dateTime, longDate } from '#platform/ui/french.ts'
import { notify, type Recipient } from '#notices'
import { personEmail } from '#people'
import { catalogue, judgeRouting, solutionWords } from '#services'
import { messageOf } from '#threads'
import { dayOf } from '../record/clocks.ts'
import { showCode } from '../record/code.ts'
import type { MovedPayload } from '../record/events.ts'
import { onRequest, type RequestRow, writeRouting } from '../record/queries.ts'
import { codeOf } from '../record/queries.code.ts'
import { sentFor } from '../record/sent-for.ts'
import { IN_THEIR_NAME, MESSAGE, RECEIPT } from './kinds.ts'
import { letterOf } from './letters.ts'
import { serviceReach } from '../record/words.ts'
import { acknowledged, RECEIPT_MAIL } from './mails.ts'
import type { Letter } from './letter.ts'
import { dueWords, mailOn } from './worded.ts'
import { aboutIt, keyOf, siteOf, WHY_RESIDENT, type Writing } from './writing.ts'

/** Its page in the account of whoever made it. */
const followed = ({ id, ref }: RequestRow) => ({ kind: 'request', id, href: `/suivi/${ref}` })

/** Neither an account nor an address: whoever came to a desk and left nothing. */
const isNobody = ({ personId, address }: Recipient): boolean => personId === null && address === null

/** Tells whoever made the request, by their account or the address they gave. */
export async function toResident(
  writing: Writing,
  kind: NoticeKind,
  { action, ...mail }: Letter,
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
export async function routed(writing: Writing): Promise<Writing> {
  const { tx, place, request } = writing
  const routing = judgeRouting(await catalogue(tx), place, request)
  if (routing === null) return writing
  await writeRouting(tx, request.id, routing)
  return { ...writing, request: { ...request, routing } }
}

const reachWords = ({ place, request }: Pick<Writing, 'place' | 'request'>): string => {
  const { address, phone, email } = serviceReach(place, request)
  return [address, phone, email].filter((part) => part !== undefined).join(', ')
}

export async function receipt(writing: Writing): Promise<void> {
  const { tx, place, request } = writing
  if (isNobody({ personId: request.residentId, address: request.contactEmail })) return
  const code = (await codeOf(tx, request.id)) ?? ''
  const due = (at: Date | null) => dueWords(at === null ? null : longDate(dayOf(place, at)))
  const letter = await mailOn(tx, request, RECEIPT_MAIL, {
    acknowledged: acknowledged(dateTime(request.receivedAt, place.zone)),
    because: request.routing.because,
    code: showCode(code),
    reach: reachWords(writing),
    solution: solutionWords((await catalogue(tx)).service(request.serviceSlug)?.definition ?? {}),
    answerDue: due(request.answerDueAt),
    solutionDue: due(request.solutionDueAt),
  })
  await toResident(writing, RECEIPT, letter, code)
}

/** Somebody sent it for the resident, who learns it at once, wherever the form says to write. */
export async function sentInTheirName(writing: Writing): Promise<void> {
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

export async function message(writing: Writing): Promise<void> {
  const { tx, request, fact } = writing
  const { toResident: goes, messageId } = fact.payload as MovedPayload
  if (goes !== true || messageId === undefined) return
  const said = await messageOf(tx, onRequest(request.id), messageId)
  // An event is told by whoever acts: its letter holds what the authority wrote on this request, and nothing else.
  if (said === undefined || said.audience !== 'resident' || said.authorKind === 'resident') return
  await toResident(writing, MESSAGE, await letterOf(tx, request, said.body, fact.payload as MovedPayload))
}
