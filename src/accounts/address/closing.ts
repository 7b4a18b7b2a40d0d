// Closing one's account (RGPD, article 17): what it held of the person is erased at once; requests live on by their code.
import { system } from '#platform/actor.ts'
import { Forbidden, NotFound } from '#platform/errors.ts'
import { queueMail } from '#platform/mail/outbox.ts'
import { deleteDevicesOf } from '../devices/queries.ts'
import type { Keys } from '../factors/keys.ts'
import { readFactors } from '../factors/queries.ts'
import { forgetAll } from '../factors/reset.ts'
import type { Writer } from '../mails.ts'
import { tell } from '../person.ts'
import { accountById, lockPerson } from '../queries.person.ts'
import { cancelProofs } from '../queries.proof.ts'
import { closedMail } from './mails.ts'
import { emptyPerson } from './queries.ts'

/**
 * Closes the account for good; the address may open another one.
 * @throws Forbidden for an agent: the account goes with the post
 */
export async function closeAccount(tools: Keys, personId: number, writer: Writer): Promise<void> {
  await tools.db.write(system, async (tx) => {
    await lockPerson(tx, personId)
    const account = await accountById(tx, personId)
    if (account === null) throw new NotFound()
    if ((await readFactors(tx, personId)).isAgent)
      throw new Forbidden(
        'Un compte d’agent se ferme quand l’agent quitte son service. Demandez-le à votre administration.',
      )
    await queueMail(tx, { to: account.email, ...closedMail(writer) })
    for (const purpose of ['password', 'factor'] as const) await cancelProofs(tx, purpose, account.email)
    await forgetAll(tx, personId)
    await deleteDevicesOf(tx, personId)
    await emptyPerson(tx, personId)
    await tell(tx, 'person.closed', personId)
  })
}
