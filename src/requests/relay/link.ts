// A link by which a town hall without the desk reads one request and answers it. Its token is nowhere but in the mail; looking does
// nothing, and whoever answers says who they are first. What is done is done for the unit, by the verbs and workflows of all.
import { digest, newToken } from '#people'
import { type Actor, anonymous, labelled, system } from '#platform/actor.ts'
import type { Database, Read, Write } from '#platform/db/db.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import { type Throttling, throttle } from '#platform/limits/throttle.ts'
import { openFile } from '#files'
import { isRelayed } from '#services'
import { type Authority, territory } from '#territory'
import { actOn } from '../act/act.ts'
import type { ActInput } from '../act/acting.ts'
import { type Held, holdToAct } from '../act/hold.ts'
import { requestAccess } from '../record/access.ts'
import type { LinkOpenedPayload, RelayedPayload } from '../record/events.ts'
import { lockRequest, type RequestRow } from '../record/queries.ts'
import { saidOf } from '../record/story.ts'
import { namedByLink } from '../record/words.ts'
import { LIMITS } from '../send/limits.ts'
import { closeLinks, insertLink, linkOf, type LinkRow, saveOpening } from './queries.ts'
import { actsOf, contactCentre, type LinkView, linkView, readByLink } from './view.ts'

const DAY_MS = 24 * 3600_000
/** A link lives that long after the promised date. */
const LINK_DAYS = 60
/** A browser in which somebody said who they are asks it again after that. */
const OPENING_HOURS = 12

const GONE =
  'Ce lien ne sert plus\u00a0: il a pris fin, a été fermé, ou la demande est suivie ailleurs. Le centre de contact de la Métropole vous en envoie un autre sur simple appel.'

/** A new link for that request, once for a cause. @returns its token; null when it was sent. As the system. */
export async function giveLink(
  tx: Write,
  { id, authorityId, solutionDueAt }: RequestRow,
  sentTo: string,
  cause: string,
): Promise<string | null> {
  const token = newToken()
  const last = Math.max(tx.now.getTime(), solutionDueAt?.getTime() ?? 0)
  const endsAt = new Date(last + LINK_DAYS * DAY_MS)
  const link = { requestId: id, authorityId, tokenHash: digest(token), cause, sentTo, endsAt }
  return (await insertLink(tx, link)) ? token : null
}

/** What somebody holds who follows a link: its token, in a browser. */
export interface Bearer {
  token: string
  visitorId: string
}

async function held(tx: Read, { token, visitorId }: Bearer): Promise<LinkRow> {
  const since = new Date(tx.now.getTime() - OPENING_HOURS * 3600_000)
  const link = await linkOf(tx, digest(token), visitorId, since)
  // The desk is back, or the agreement has ended: the request is answered elsewhere.
  if (link === undefined || !(await isRelayed(tx, link.authorityId))) throw new NotFound(GONE)
  return link
}

/** The request of a link, held; the link is found again then, for an agent may have closed it meanwhile. @throws NotFound */
async function heldToAct(tx: Write, bearer: Bearer): Promise<{ link: LinkRow; request: Held }> {
  const { ref } = await held(tx, bearer)
  const request = await holdToAct(tx, ref, 'link')
  return { link: await held(tx, bearer), request }
}

/** What a link shows: to whom it is sent; the request, once somebody said who they are. */
export interface Seen {
  authority: Authority
  name: string | null
  view: LinkView | null
}

/** Follows a link: reads, and does nothing else. Its 256 bits are found by no number of tries: none is counted. @throws NotFound */
export function seeLink(db: Database, bearer: Bearer): Promise<Seen> {
  return db.read(system, async (tx) => {
    const { authorityId, name, requestId } = await held(tx, bearer)
    const authority = (await territory(tx)).authority(authorityId)
    return { authority, name, view: name === null ? null : await linkView(tx, requestId) }
  })
}

/** Who answers for that town hall, as the story of the request names them. */
const answering = (authority: Authority, name: string): Actor => ({
  ...anonymous(),
  label: namedByLink(authority.name, name),
})

/** Somebody says who they are: the request is open to that browser for some hours. @throws NotFound, TooMany */
export async function openLink(tools: Throttling, bearer: Bearer, name: string): Promise<void> {
  const { authority } = await seeLink(tools.db, bearer)
  await throttle(tools, `link:${bearer.token}`, LIMITS.messagesOnRequest)
  await tools.db.write(labelled(answering(authority, name)), async (tx) => {
    const { link } = await heldToAct(tx, bearer)
    await saveOpening(tx, link.id, bearer.visitorId, name)
    const payload: LinkOpenedPayload = { link: link.id }
    await emit(tx, {
      name: 'request.link_opened',
      subjectKind: 'request',
      subjectId: link.requestId,
      payload: { ...payload },
    })
  })
}

/**
 * An act of the town hall on its request.
 * @returns the sentence shown next
 * @throws what `actOn` throws; NotFound for a link that is none; Conflict when that act is not possible any more
 */
export async function actByLink(
  tools: Throttling,
  bearer: Bearer,
  transitionId: string,
  input: ActInput,
): Promise<string> {
  const { authority, name } = await seeLink(tools.db, bearer)
  if (name === null) throw new Conflict('Dites d’abord qui vous êtes\u00a0: votre texte est gardé plus bas.')
  await throttle(tools, `link:${bearer.token}`, LIMITS.messagesOnRequest)
  return tools.db.write(labelled(answering(authority, name)), async (tx) => {
    const { link, request } = await heldToAct(tx, bearer)
    const act = (await actsOf(tx, request.request)).find(({ id }) => id === transitionId)
    if (act === undefined)
      throw new Conflict(
        'La demande a changé entre-temps\u00a0: cela ne peut plus se faire. Voici où elle en est.',
      )
    const targetUnitId = contactCentre(await territory(tx), request.request).id
    await actOn(tx, request, transitionId, { ...input, targetUnitId, linkId: link.id })
    return `C’est fait\u00a0: ${act.label.charAt(0).toLowerCase()}${act.label.slice(1)}. La personne et les agents de la Métropole le lisent.`
  })
}

/** A file of the request, for whoever has opened it. @throws NotFound */
export function fileByLink(db: Database, bearer: Bearer, fileId: string) {
  return db.read(system, async (tx) => {
    const { name, requestId } = await held(tx, bearer)
    const files = name === null ? [] : readByLink(await saidOf(tx, { id: requestId })).documents
    const file = files.some((one) => one.fileId === fileId) ? await openFile(tx, fileId, 'file') : undefined
    if (file === undefined) throw new NotFound('Ce fichier n’existe pas, ou ne vous concerne pas.')
    return file
  })
}

/** An agent who follows the request closes the links of its town hall, and may send it another. @throws NotFound, Conflict */
export async function relayAgain(tx: Write, ref: string, again: boolean): Promise<void> {
  const request = await lockRequest(tx, requestAccess['request.relay'] ?? [], ref)
  if (request === undefined) throw new NotFound('Cette demande n’existe pas, ou ne vous concerne pas.')
  if (!(await isRelayed(tx, request.authorityId)))
    throw new Conflict('Cette demande n’est pas traitée par lien\u00a0: elle est au poste des agents.')
  await closeLinks(tx, request.id)
  const payload: RelayedPayload = { again }
  await emit(tx, {
    name: 'request.relayed',
    subjectKind: 'request',
    subjectId: request.id,
    payload: { ...payload },
  })
}
