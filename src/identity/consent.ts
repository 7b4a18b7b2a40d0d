// What a person lets a site receive: given value by value, remembered, taken back with effect at once (GDPR art. 7).
import { system } from '#platform/actor.ts'
import type { Database, Write } from '#platform/db.ts'
import { NotFound } from '#platform/errors.ts'
import { announceEnd } from './logout.ts'
import { deleteOfPersonAtClient } from './queries.artifact.ts'
import { addEntry, endConsent, endStaleConsents, insertConsent, lockConsents } from './queries.consent.ts'

export interface Answer {
  personId: number
  clientId: string
  scopes: readonly string[]
  /** Values that the site cannot do without: the person is told, and agrees by going on. */
  required: readonly string[]
  /** Other values asked, and those the person ticked. */
  asked: readonly string[]
  chosen: readonly string[]
}

/** Remembers the answer of the person; act as the system, on the person's own form. */
export async function giveConsent(tx: Write, answer: Answer): Promise<void> {
  const { personId, clientId, required, asked, scopes } = answer
  const optional = asked.filter((id) => !required.includes(id))
  const chosen = optional.filter((id) => answer.chosen.includes(id))
  const refused = optional.filter((id) => !answer.chosen.includes(id))
  await lockConsents(tx, personId)
  const former = await endConsent(tx, personId, clientId)
  // Values agreed for another page of the site stay agreed; one that was agreed and is now refused is withdrawn.
  const kept = (former?.granted ?? []).filter((id) => !asked.includes(id))
  const granted = [...required, ...chosen, ...kept]
  const stillRefused = [...refused, ...(former?.refused ?? []).filter((id) => !asked.includes(id))]
  const allScopes = [...new Set([...scopes, ...(former?.scopes ?? [])])]
  await insertConsent(tx, { personId, clientId, scopes: allScopes, granted, refused: stillRefused })
  await addEntry(tx, personId, clientId, 'information', required)
  await addEntry(tx, personId, clientId, 'consent', chosen)
  await addEntry(tx, personId, clientId, 'refusal', refused)
  if (former?.granted.some((id) => refused.includes(id)) === true)
    await deleteOfPersonAtClient(tx, personId, clientId)
}

/**
 * Takes everything back: no token of the site reads anything from now on, and the site is told.
 * @throws NotFound when nothing was given
 */
export async function withdrawConsent(tx: Write, personId: number, clientId: string): Promise<void> {
  await lockConsents(tx, personId)
  const former = await endConsent(tx, personId, clientId)
  if (former === null) throw new NotFound()
  await addEntry(tx, personId, clientId, 'withdrawal', former.granted.length > 0 ? former.granted : ['sub'])
  await announceEnd(tx, personId, clientId)
  await deleteOfPersonAtClient(tx, personId, clientId)
}

/** The job: consents unused for a year end, with everything they opened. */
export async function expireConsents(db: Database): Promise<void> {
  await db.write(system, async (tx) => {
    for (const { personId, clientId, granted } of await endStaleConsents(tx)) {
      await addEntry(tx, personId, clientId, 'expiry', granted.length > 0 ? granted : ['sub'])
      await deleteOfPersonAtClient(tx, personId, clientId)
    }
  })
}
