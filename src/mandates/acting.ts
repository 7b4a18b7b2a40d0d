// A session acts under a mandate, or in its own name again. What it acts under is judged at each exchange (people/sessions/identity.ts).
import { system } from '#platform/actor.ts'
import { recordAccess } from '#platform/ledger/audit.ts'
import { NotFound } from '#platform/errors.ts'
import type { Throttling } from '#platform/limits/throttle.ts'
import { tell } from '#people'
import { lockPerson } from '#people'
import { digest } from '#people'
import { liveMandate, setSessionMandate } from './queries.ts'

/**
 * From now on the session acts for the person of the mandate.
 * @throws NotFound when the mandate is not in force, or not the helper's
 */
export async function startActing(
  tools: Throttling,
  session: { helperId: number; token: string },
  mandateId: string,
): Promise<void> {
  const { helperId, token } = session
  await tools.db.write(system, async (tx) => {
    const mandate = await liveMandate(tx, mandateId, helperId)
    if (mandate === null) throw new NotFound('Ce mandat est fini.')
    await lockPerson(tx, mandate.personId)
    if (!(await setSessionMandate(tx, digest(token), helperId, mandate.id))) throw new NotFound()
    await tell(tx, 'person.mandate_used', mandate.personId, { mandateId: mandate.id, by: helperId })
    await recordAccess(tx, {
      personId: mandate.personId,
      kind: 'mandate',
      object: `${mandate.kind === 'parent' ? 'Votre parent' : 'Votre aidant'} a commencé à agir pour vous`,
      purpose: 'mandats',
      actorId: helperId,
      authorityId: null,
      role: 'helper',
    })
  })
}

/** The session acts in its own name again. */
export async function stopActing(tools: Throttling, helperId: number, token: string): Promise<void> {
  await tools.db.write(system, (tx) => setSessionMandate(tx, digest(token), helperId, null))
}
