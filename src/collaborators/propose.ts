// An elected member proposes to somebody to act in their name: what their seats open, between two days, taken back at any time.
import { sittingOf } from '#bodies'
import {
  checkCount,
  countTry,
  insertProposal,
  type Proposal,
  proposedAlready,
  refuse,
  yearsLater,
} from '#mandates'
import { accountById, lockPerson, tell } from '#people'
import { inviteCollaborator } from '#signin'
import { system } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { Forbidden, NotFound } from '#platform/errors.ts'
import type { Throttling } from '#platform/limits/throttle.ts'
import { longDate } from '#platform/ui/french.ts'
import { localDay, territory } from '#territory'

/** Days are null when what was typed is no day. */
type Typed = Pick<Proposal, 'email' | 'capacity'> & {
  name: string
  from: string | null
  until: string | null
}

/**
 * Whether the address has an account is never looked at: the mail’s link opens one, or asks for its password.
 * @throws BadInput on fields `email`, `debut` and `fin`, Forbidden for whoever does not sit, TooMany
 */
export async function propose(tools: Throttling, personId: number, typed: Typed): Promise<void> {
  await countTry(tools, personId, typed.email)
  await tools.db.write(system, async (tx) => {
    const giver = await accountById(tx, personId)
    if (giver === null) throw new NotFound()
    await lockPerson(tx, personId)
    const { email, capacity, name } = typed
    if (giver.email?.toLowerCase() === email.toLowerCase())
      refuse('email', 'C’est votre propre adresse. Donnez celle de la personne qui agira en votre nom.')
    await checkCount(tx, personId)
    const proposal = { personId, email, capacity, ...(await checkedDays(tx, personId, typed)) }
    const already = await proposedAlready(tx, proposal)
    if (already !== null)
      refuse(
        'email',
        `Cette personne a déjà ce mandat, ou votre proposition, du ${longDate(already.validFrom)} au ${longDate(already.validTo)}. Choisissez d’autres jours, ou reprenez-le d’abord.`,
      )
    const mandateId = await insertProposal(tx, proposal)
    await inviteCollaborator(tx, { mandateId, email, name, invitedBy: personId })
    await tell(tx, 'person.mandate_given', personId, { mandateId, givenBy: personId })
  })
}

/** Until which day at most one sits; null: none is said. @throws Forbidden for whoever does not sit today */
export async function seatsOf(tx: Read, personId: number): Promise<{ until: string | null }> {
  const { sits, until } = await sittingOf(tx, personId)
  if (!sits)
    throw new Forbidden(
      'Vous n’avez pas de mandat électif en cours\u00a0: personne ne peut agir en votre nom.',
    )
  return { until }
}

/** A year at most, and no day after the last of the member’s seats. */
async function checkedDays(
  tx: Write,
  personId: number,
  { from, until }: Pick<Typed, 'from' | 'until'>,
): Promise<{ from: string; until: string }> {
  const seats = await seatsOf(tx, personId)
  const today = localDay(tx.now, (await territory(tx)).zone)
  if (from === null || from < today || from > yearsLater(today, 1))
    return refuse('debut', 'Choisissez aujourd’hui, ou un jour à venir dans un an au plus.')
  if (until === null || until < from || until > yearsLater(from, 1))
    return refuse('fin', 'Choisissez un jour à partir du premier, un an après au plus.')
  if (seats.until !== null && until > seats.until)
    return refuse(
      'fin',
      `Vos mandats électifs finissent le ${longDate(seats.until)}\u00a0: choisissez ce jour au plus tard.`,
    )
  return { from, until }
}
