// Mandates: a helper acts for a person who asked for it (Civil Code, art. 1984). Begun by an act of both, with an end from the start.
import { system } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, Forbidden, NotFound } from '#platform/errors.ts'
import { queueMail } from '#platform/mail/outbox.ts'
import { type Throttling, throttleAll } from '#platform/limits/throttle.ts'
import { longDate } from '#platform/ui/french.ts'
import { localDay, territory } from '#territory'
import type { Writer } from '#platform/mail/writer.ts'
import { personEmail, tell } from '#people'
import { accountById, lockPerson } from '#people'
import { digest, newToken } from '#people'
import { yearsLater } from './days.ts'
import { acceptedMail, invitationMail, refusedMail } from './mails.ts'
import {
  countGiven,
  holdsOffice,
  insertInvitation,
  invitationOf,
  type Mandate,
  markAccepted,
  markEnded,
  parentOf,
} from './queries.ts'
import { ACCEPTED, REFUSED, tellSide } from './tell.ts'

/** Mandates and children one person may have at once. */
const MOST = 20

/** @throws BadInput on that field */
export const refuse = (field: string, message: string): never => {
  throw new BadInput([{ field, message }])
}

/** @throws TooMany */
export async function countTry(tools: Throttling, personId: number, email: string): Promise<void> {
  await throttleAll(tools, [
    { key: `mandate:person:${personId}`, limit: 5, windowSeconds: 900 },
    { key: `mandate:email:${email.toLowerCase()}`, limit: 5, windowSeconds: 900 },
  ])
}

/**
 * Invites somebody to act for the person, or for their child. Whether the address has an account is never looked at.
 * @param mandate `until`: last day, null when what was typed is no day; `childId`: for a child, whose other parent is invited
 * @throws BadInput on fields `email` and `fin`, Forbidden for an agent, NotFound for a child who is not theirs, TooMany
 */
export async function giveMandate(
  tools: Throttling,
  personId: number,
  mandate: { email: string; until: string | null; childId: string | null },
  writer: Writer,
): Promise<void> {
  const { email, childId } = mandate
  await countTry(tools, personId, email)
  await tools.db.write(system, async (tx) => {
    const giver = await accountById(tx, personId)
    if (giver === null) throw new NotFound()
    if (giver.email?.toLowerCase() === email.toLowerCase())
      refuse('email', 'C’est votre propre adresse. Donnez celle de la personne qui vous aide.')
    await checkCount(tx, personId)
    const about =
      childId === null
        ? { kind: 'helper' as const, personId, validTo: await checkedEnd(tx, personId, mandate.until) }
        : await aboutChild(tx, childId, personId)
    await lockPerson(tx, about.personId)
    const token = newToken()
    const invitation = { ...about, givenBy: personId, email, linkHash: digest(token) }
    const mandateId = await insertInvitation(tx, invitation)
    await queueMail(tx, { to: email, ...invitationMail(writer, token) })
    await tell(tx, 'person.mandate_given', about.personId, { mandateId, givenBy: personId })
  })
}

/** @throws BadInput when the person has as many mandates as one may */
export async function checkCount(tx: Write, personId: number): Promise<void> {
  if ((await countGiven(tx, personId)) >= MOST)
    refuse('email', `Vous avez déjà ${MOST} mandats en cours. Mettez fin à l’un d’eux d’abord.`)
}

/** The last day, a year away at most. */
async function checkedEnd(tx: Write, personId: number, until: string | null): Promise<string> {
  if (await holdsOffice(tx, personId))
    throw new Forbidden(
      'Votre compte est celui de votre fonction\u00a0: personne ne peut agir à votre place.',
    )
  const today = localDay(tx.now, (await territory(tx)).zone)
  const most = yearsLater(today, 1)
  if (until === null || until <= today || until > most)
    return refuse('fin', 'Choisissez un jour à venir, dans un an au plus.')
  return until
}

async function aboutChild(tx: Write, childId: string, parentId: number) {
  const parent = await parentOf(tx, childId, parentId)
  if (parent === null) throw new NotFound()
  return { kind: 'parent' as const, personId: parent.personId, validTo: parent.validTo }
}

/** What the link proposes, to the person who is signed in; null when it means nothing (any more), or is not for them. */
export function seeInvitation(tools: Throttling, token: string, readerId: number): Promise<Mandate | null> {
  return tools.db.read(system, async (tx) => {
    const invitation = await invitationOf(tx, digest(token))
    return invitation !== null && (await isFor(tx, invitation, readerId)) ? invitation : null
  })
}

/** The link alone is not enough: the account must be the one of the address it was sent to. */
async function isFor(tx: Read, invitation: Mandate, readerId: number): Promise<boolean> {
  const email = await personEmail(tx, readerId)
  return (
    email !== null &&
    email.toLowerCase() === invitation.invitedEmail?.toLowerCase() &&
    readerId !== invitation.personId &&
    readerId !== invitation.givenBy
  )
}

/**
 * The helper accepts or refuses. @returns the mandate
 * @throws NotFound when the link means nothing (any more), or is for somebody else
 */
export function answerInvitation(
  tools: Throttling,
  { token, helperId, accepts }: { token: string; helperId: number; accepts: boolean },
  writer: Writer,
): Promise<Mandate> {
  return tools.db.write(system, async (tx) => {
    const seen = await invitationOf(tx, digest(token))
    if (seen === null) throw new NotFound()
    await lockPerson(tx, seen.personId)
    // Of two answers at once, the second finds nothing.
    const invitation = await invitationOf(tx, digest(token))
    if (invitation === null || !(await isFor(tx, invitation, helperId))) throw new NotFound()
    const payload = { mandateId: invitation.id, helperId }
    const giver = { mandate: invitation, reader: invitation.givenBy }
    if (accepts) {
      const helper = await accountById(tx, helperId)
      await markAccepted(tx, invitation, helperId)
      await tell(tx, 'person.mandate_accepted', invitation.personId, payload)
      const mail = acceptedMail(writer, invitation, helper?.name ?? '')
      const detail = `Jusqu’au ${longDate(invitation.validTo)}`
      await tellSide(tx, writer, giver, { kind: ACCEPTED, mail, fact: ':accepted', detail })
    } else {
      await markEnded(tx, invitation.id, helperId)
      await tell(tx, 'person.mandate_refused', invitation.personId, payload)
      await tellSide(tx, writer, giver, {
        kind: REFUSED,
        mail: refusedMail(writer, invitation),
        fact: ':refused',
      })
    }
    return invitation
  })
}
