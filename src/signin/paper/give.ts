// Giving a number to an account: with its paper, or alone when the person asks, so that an agent may find the account.
import { randomUUID } from 'node:crypto'
import { system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { Conflict } from '#platform/errors.ts'
import type { Keys } from '#platform/keys.ts'
import { tell } from '#people'
import { lockPerson } from '#people'
import { newNumber } from './number.ts'
import { insertNumber, type NewNumber, paperOf } from './queries.ts'

/**
 * A number that nobody has. @throws Conflict when the same page gave one meanwhile
 * @param draw where numbers come from: chance, but in the demonstration
 */
export async function giveNumber(
  tx: Write,
  given: Omit<NewNumber, 'number'>,
  draw: () => string = newNumber,
): Promise<string> {
  for (let tries = 0; tries < 20; tries++) {
    const number = draw()
    if (await insertNumber(tx, { ...given, number })) return number
  }
  throw new Conflict('Ce compte vient d’être ouvert. Cherchez-le par son numéro.')
}

/** Gives the person a number, once; it opens nothing by itself. */
export async function askNumber(tools: Keys, personId: number): Promise<void> {
  await tools.db.write(system, async (tx) => {
    await lockPerson(tx, personId)
    if ((await paperOf(tx, personId)) !== null) return
    await giveNumber(tx, { personId, askedKey: randomUUID(), agentId: null, authorityId: null })
    await tell(tx, 'person.number_given', personId)
  })
}
