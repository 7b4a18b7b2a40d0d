// A session acts under a mandate, or in its own name again. What it acts under is judged at each exchange (people/sessions/identity.ts).
import { type Lent, system } from '#platform/actor.ts'
import type { Database } from '#platform/db/db.ts'
import { recordAccess } from '#platform/ledger/audit.ts'
import { NotFound } from '#platform/errors.ts'
import type { Throttling } from '#platform/limits/throttle.ts'
import { tell } from '#people'
import { lockPerson } from '#people'
import { digest } from '#people'
import { liveMandate, type Mandate, type MandateKind, setSessionMandate } from './queries.ts'

/** Their role in journals of accesses. */
export const COLLABORATOR = 'collaborator'

const BEGUN: Readonly<Record<MandateKind, string>> = {
  parent: 'Votre parent a commencé à agir pour vous',
  helper: 'Votre aidant a commencé à agir pour vous',
  collaborator: 'A commencé à agir en votre nom',
}

/**
 * From now on the session acts for the person of the mandate.
 * @returns the mandate
 * @throws NotFound when the mandate is not in force, or not the helper's
 */
export async function startActing(
  tools: Throttling,
  session: { helperId: number; token: string },
  mandateId: string,
): Promise<Mandate> {
  const { helperId, token } = session
  return tools.db.write(system, async (tx) => {
    const mandate = await liveMandate(tx, mandateId, helperId)
    if (mandate === null) throw new NotFound('Ce mandat est fini.')
    await lockPerson(tx, mandate.personId)
    if (!(await setSessionMandate(tx, digest(token), helperId, mandate.id))) throw new NotFound()
    await tell(tx, 'person.mandate_used', mandate.personId, { mandateId: mandate.id, by: helperId })
    await recordAccess(tx, {
      personId: mandate.personId,
      kind: 'mandate',
      object: BEGUN[mandate.kind],
      purpose: 'mandats',
      actorId: helperId,
      authorityId: null,
      role: roleOf(mandate),
    })
    return mandate
  })
}

const roleOf = ({ kind }: Mandate): string => (kind === 'collaborator' ? COLLABORATOR : 'helper')

/** What a collaborator opens or sends for an elected member, in the member’s own journal of accesses; once an hour for the same. */
export async function noteActed(db: Database, lent: Lent, what: string): Promise<void> {
  await db.write(system, (tx) =>
    recordAccess(tx, {
      ...{ personId: lent.seatsOf, kind: 'mandate', object: what, purpose: 'mandats' },
      ...{ actorId: lent.personId, authorityId: null, role: COLLABORATOR },
    }),
  )
}

/** The session acts in its own name again. */
export async function stopActing(tools: Throttling, helperId: number, token: string): Promise<void> {
  await tools.db.write(system, (tx) => setSessionMandate(tx, digest(token), helperId, null))
}
