// An ad is posted, changed, kept thirty days more, ended by its author; answered; reported by whoever reads it; judged. Each is told on it.
import { say } from '#threads'
import type { Read, Write } from '#platform/db/db.ts'
import { inWords, type Refusals } from '#platform/db/in-words.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { lastWriter } from '#territory'
import {
  type Ad,
  beginReply,
  heldAd,
  heldToJudge,
  holdReply,
  insertAd,
  readAd,
  reportShown,
  type Said,
  setEnd,
  setState,
  updateAd,
} from './queries.ts'

/** Subject of its events. */
export const AD = 'ad'
/** Subject of who reported it. */
export const REPORT = 'adreport'
/** Subject of what two people write to each other on it. */
export const REPLY = 'adreply'

const tell = (tx: Write, name: string, subjectId: number, payload: Record<string, unknown> = {}) =>
  emit(tx, { name, subjectKind: AD, subjectId, payload, isFirst: name === 'ad.published' })

/** @returns its id; refused by PostgreSQL where one does not work */
export async function postAd(tx: Write, authorityId: number, said: Said): Promise<number> {
  const id = await insertAd(tx, authorityId, said)
  await tell(tx, 'ad.published', id)
  return id
}

/** @throws NotFound for what is neither shown to whoever reads nor theirs */
export async function adOf(tx: Read, id: number): Promise<Ad> {
  const found = await readAd(tx, id)
  if (found === undefined) throw new NotFound('Cette annonce n’existe pas, ou n’est plus montrée.')
  return found
}

/** Said wherever its author would change it. */
export const FROZEN =
  'Cette annonce est signalée\u00a0: elle reste comme elle est, texte, photos, prix et dates, jusqu’à ce qu’un modérateur ait décidé. Vous lirez sa décision ici.'

/** One’s own, until the transaction ends. @throws NotFound; Conflict while it is reported: what is judged is what was reported */
export async function heldToChange(tx: Write, id: number): Promise<Ad> {
  const found = await heldAd(tx, id)
  if (found === undefined) throw new NotFound()
  if (found.state === 'reported') throw new Conflict(FROZEN)
  return found
}

/** @throws NotFound; Conflict while it is reported; Outdated when it was changed, or judged, since it was read */
export async function changeAd(tx: Write, id: number, seen: number, said: Said): Promise<void> {
  const { version } = await heldToChange(tx, id)
  if (version !== seen) throw new Outdated(await lastWriter(tx, AD, id))
  await updateAd(tx, id, said)
  await tell(tx, 'ad.changed', id)
}

/** Thirty days more from today, or none. @throws NotFound; Conflict while it is reported */
export async function keepAd(tx: Write, id: number, isKept: boolean): Promise<void> {
  await heldToChange(tx, id)
  await setEnd(tx, id, isKept ? 30 : -1)
  await tell(tx, isKept ? 'ad.kept' : 'ad.ended', id)
}

const REFUSALS: Refusals = {
  reported_once: {
    field: 'reason',
    message: 'Vous avez déjà signalé cette annonce\u00a0: un modérateur a décidé qu’elle se lit.',
  },
}

/** Hidden from others at once. @throws NotFound for what is not shown to whoever acts, or is theirs; BadInput the second time */
export async function reportAd(tx: Write, id: number, reason: string): Promise<void> {
  const made = await inWords(reportShown(tx, id, reason), REFUSALS)
  if (made === null) throw new NotFound('Cette annonce n’existe pas, ou n’est plus montrée.')
  await emit(tx, {
    name: 'adreport.made',
    subjectKind: REPORT,
    subjectId: made,
    payload: { adId: id },
    isFirst: true,
  })
}

/** Shown again, or hidden for good. @throws NotFound for whoever does not publish for its authority */
export async function judgeAd(tx: Write, id: number, isShown: boolean, reason: string): Promise<void> {
  if ((await heldToJudge(tx, id)) === undefined) throw new NotFound()
  await setState(tx, id, isShown ? 'shown' : 'hidden', reason)
  await tell(tx, 'ad.decided', id, { isShown, reason })
}

/** @throws NotFound */
export async function sayOnReply(tx: Write, id: number, body: string): Promise<void> {
  if (!(await holdReply(tx, id))) throw new NotFound()
  const author = { authorKind: 'agent', authorId: tx.actor.personId, audience: 'all', unitId: null } as const
  const messageId = await say(tx, { kind: REPLY, id }, { ...author, body })
  await emit(tx, { name: 'adreply.said', subjectKind: REPLY, subjectId: id, payload: { messageId } })
}

/** Writes to the author of an ad; the thread is begun once. @returns its id. @throws NotFound */
export async function answerAd(tx: Write, adId: number, body: string): Promise<number> {
  const { isOwn, isMet } = await adOf(tx, adId)
  if (isOwn || !isMet) throw new NotFound()
  const id = await beginReply(tx, adId)
  await sayOnReply(tx, id, body)
  return id
}
