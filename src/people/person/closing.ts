// Closing an account (GDPR art. 17): what it held is erased by the holdings (platform/house/personal.ts); the number stays.
import type { Read, Write } from '#platform/db/db.ts'
import { Forbidden } from '#platform/errors.ts'
import { worksToday } from '../posts/queries.ts'
import { tell } from './person.ts'
import { lockPerson, setClosed } from './queries.ts'

/** @throws Forbidden for an agent: the account goes with the post */
export async function mayClose(tx: Read, personId: number): Promise<void> {
  if (await worksToday(tx, personId))
    throw new Forbidden(
      'Un compte d’agent se ferme quand l’agent quitte son service. Demandez-le à votre administration.',
    )
}

/**
 * Closes the account for good; the address may open another one. Act as the system, with its holdings erased in the same
 * transaction (src/privacy/erasure/erasure.ts does both). Twice is as once.
 * @throws Forbidden for an agent
 */
export async function closeAccount(tx: Write, personId: number): Promise<void> {
  await lockPerson(tx, personId)
  await mayClose(tx, personId)
  if (await setClosed(tx, personId)) await tell(tx, 'person.closed', personId)
}
