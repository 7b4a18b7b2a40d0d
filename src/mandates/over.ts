// The end of a mandate, whatever ends it: one of the two, the day, the 18th birthday, an account that closes.
import { system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import type { Throttling } from '#platform/limits/throttle.ts'
import { tell } from '#people'
import { lockPerson } from '#people'
import { forgetInvitations, type Mandate, mandatesOf, markEnded, openMandate, ranOut } from './queries.ts'

/**
 * Either side ends it, at once: the helper's next click is in the helper's own name.
 * @returns the mandate as it was
 * @throws NotFound when it is not theirs, or over
 */
export function endMandate(tools: Throttling, personId: number, id: string): Promise<Mandate> {
  return tools.db.write(system, async (tx) => {
    const mandate = await openMandate(tx, id, personId)
    if (mandate === null) throw new NotFound('Ce mandat est déjà fini.')
    await end(tx, mandate, personId)
    return mandate
  })
}

/** Ends those that the account gave or received; the account closes. What it accepted for another parent goes on. Act as the system. @returns how many */
export async function endMandatesOf(tx: Write, personId: number): Promise<number> {
  const isTheirs = ({ personId: of, helperId, givenBy, acceptedAt }: Mandate): boolean =>
    of === personId || helperId === personId || (givenBy === personId && acceptedAt === null)
  const open = (await mandatesOf(tx, personId)).filter((one) => one.endedAt === null && isTheirs(one))
  for (const mandate of open) await end(tx, mandate, personId)
  return open.length
}

/** Closes those that ran out and forgets invitations without answer. What ran out opens nothing anyway: dates decide. */
export async function closeOver(tx: Write): Promise<void> {
  for (const mandate of await ranOut(tx)) await end(tx, mandate, null)
  await forgetInvitations(tx)
}

async function end(tx: Write, mandate: Mandate, by: number | null): Promise<void> {
  await lockPerson(tx, mandate.personId)
  await markEnded(tx, mandate.id, by)
  await tell(tx, 'person.mandate_ended', mandate.personId, { mandateId: mandate.id })
}
