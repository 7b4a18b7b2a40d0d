// What agents are told of a request: those who have it in charge, and the commune that follows it.
import type { OutgoingMail } from '#platform/mail/outbox.ts'
import type { NoticeKind } from '#platform/house/notices.ts'
import { notify, type Recipient } from '#notices'
import type { Write } from '#platform/db/db.ts'
import { absentAmong, peopleOfUnits, personEmail } from '#people'
import { messageOf } from '#threads'
import { whoHandle } from '../act/asked.ts'
import type { MovedPayload, NotedPayload } from '../record/events.ts'
import { onRequest } from '../record/queries.ts'
import { isRelayed } from '#services'
import { toldOf } from './hearers.ts'
import { ASSIGNED, HANDED, NEWS, WORD } from './kinds.ts'
import { aboutIt, keyOf, siteOf, type Writing } from './writing.ts'

const WHY_AGENT = 'Vous recevez ce message parce que votre service est chargé de cette demande.'

/** Who takes the place of an agent who is away today from that authority, or null. */
const standInOf = async (tx: Write, authorityId: number, personId: number): Promise<number | null> =>
  (await absentAmong(tx, authorityId, [personId])).get(personId)?.standInId ?? null

/** Whoever handles the request: the agent in charge and, when they are away, who stands in, as far as they may still open it; or those
 * who hear of the unit. */
async function handlers({ tx, place, request }: Writing): Promise<readonly Recipient[]> {
  // Its own link tells it (relay/tell.ts).
  if (await isRelayed(tx, request.authorityId)) return []
  const { assigneeId } = request
  const inCharge =
    assigneeId === null ? [] : [assigneeId, await standInOf(tx, request.authorityId, assigneeId)]
  const able = whoHandle(await peopleOfUnits(tx, place.lineage(request.unitId)), place, request)
  const told: Recipient[] = []
  for (const personId of inCharge) {
    const address = able.some((one) => one.personId === personId)
      ? await personEmail(tx, Number(personId))
      : null
    if (address !== null && personId !== null) told.push({ personId, address })
  }
  if (told.length > 0) return told
  return (await toldOf(tx, place, place.unit(request.unitId), request.areaCode))?.to ?? []
}

/** The commune that follows the request: its front door. */
async function communeOf({ tx, place, request }: Writing): Promise<readonly Recipient[]> {
  if (await isRelayed(tx, request.communeId)) return []
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

export async function handlerTold(writing: Writing): Promise<void> {
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

export async function noted(writing: Writing): Promise<void> {
  const { audience, messageId } = writing.fact.payload as NotedPayload
  if (audience !== 'handler') return
  // The same thread serves both ways: whoever is not writing is told.
  const unitId = (await messageOf(writing.tx, onRequest(writing.request.id), messageId))?.unitId ?? null
  const isAnswer = unitId !== null && writing.place.unit(unitId).authorityId === writing.request.authorityId
  if (isAnswer)
    await toDesk(writing, WORD, 'un message du service chargé de la demande', await communeOf(writing))
  else await toDesk(writing, WORD, 'un message de la commune', await handlers(writing))
}
