// What is answered to a member’s proposal, from an account or by the link of the mail, and who is told.
import {
  ACCEPTED,
  acceptedMail,
  mandateOfInvitation,
  markEnded,
  proposalsTo,
  REFUSED,
  refusedMail,
  tellSide,
} from '#mandates'
import { lockPerson, tell } from '#people'
import { acceptPromise, readFactors, standingFor } from '#signin'
import { system } from '#platform/actor.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import type { JobHandler } from '#platform/jobs.ts'
import type { Throttling } from '#platform/limits/throttle.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { longDate } from '#platform/ui/french.ts'

/**
 * Accepts or refuses what is proposed to the address of the account. @returns the member’s name
 * @throws NotFound when the proposal stands no more, or is somebody else’s; Conflict when a second factor has to be added first;
 *   BadInput when these days are taken
 */
export function answerProposal(
  tools: Throttling,
  { id, personId, accepts }: { id: string; personId: number; accepts: boolean },
  writer: Writer,
): Promise<string> {
  return tools.db.write(system, async (tx) => {
    const seen = (await proposalsTo(tx, personId)).find((one) => String(one.id) === id)
    if (seen === undefined) throw new NotFound('Cette proposition ne tient plus.')
    await lockPerson(tx, seen.personId)
    // Of two answers at once, or of an answer and a withdrawal, the second finds nothing.
    const invitationId = await standingFor(tx, seen.id)
    if (invitationId === undefined) throw new NotFound('Cette proposition ne tient plus.')
    if (accepts) {
      const { totpSince, passkeys } = await readFactors(tx, personId)
      if (totpSince === null && passkeys === 0)
        throw new Conflict(
          'Qui agit pour un élu prouve deux fois qui il est. Ajoutez d’abord une seconde preuve à votre compte, puis acceptez.',
        )
      await acceptPromise(tx, invitationId, personId, seen)
    } else {
      await markEnded(tx, seen.id, personId)
      await tell(tx, 'person.mandate_refused', seen.personId, { mandateId: seen.id, helperId: personId })
      const mail = refusedMail(writer, seen)
      await tellSide(
        tx,
        writer,
        { mandate: seen, reader: seen.personId },
        { kind: REFUSED, mail, fact: ':refused' },
      )
    }
    return seen.personName
  })
}

/** The job: the member learns that it is accepted. */
export const tellAccepted =
  (writer: Writer): JobHandler =>
  (db, { eventId }) =>
    db.write(system, async (tx) => {
      const mandate = await mandateOfInvitation(tx, Number(eventId))
      if (mandate === null) return
      const detail = `Du ${longDate(mandate.validFrom)} au ${longDate(mandate.validTo)}`
      const mail = acceptedMail(writer, mandate, mandate.helperName ?? '')
      await tellSide(
        tx,
        writer,
        { mandate, reader: mandate.personId },
        { kind: ACCEPTED, mail, fact: ':accepted', detail },
      )
    })
