// What a person lets a site receive: given value by value, remembered, taken back with effect at once (GDPR art. 7).
import type { Write } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import type { SealedValues } from '../store/consent-chain.ts'
import { deleteOfPersonAtClient } from '../store/queries.artifact.ts'
import {
  addEntry,
  endConsent,
  endStaleConsents,
  insertConsent,
  lockConsents,
  type SiteScope,
} from '../store/queries.consent.ts'
import { heldConsents } from './queries.personal.ts'
import { announceEnd } from '../store/ending.ts'

export interface Answer {
  personId: number
  clientId: string
  scopes: readonly string[]
  /** Values that the site cannot do without: the person is told, and agrees by going on. */
  required: readonly string[]
  /** Other values asked, and those the person ticked. */
  asked: readonly string[]
  chosen: readonly string[]
  /** What those values are today: sealed in the ledger (GDPR art. 7.1). */
  seal: (ids: readonly string[]) => SealedValues
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
  await addEntry(tx, personId, clientId, 'information', required, answer.seal(required))
  await addEntry(tx, personId, clientId, 'consent', chosen, answer.seal(chosen))
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

/** Everything, from every site, each of which is told: the account closes. */
export async function withdrawAll(tx: Write, personId: number): Promise<void> {
  for (const { clientId } of await heldConsents(tx, personId)) await withdrawConsent(tx, personId, clientId)
}

/** Ends the consents unused since `before`, with everything they opened. As the system. @returns how many ended */
export async function expireConsents(
  tx: Write,
  before: Date,
  scope: SiteScope,
  most: number,
): Promise<number> {
  const ended = await endStaleConsents(tx, before, scope, most)
  for (const { personId, clientId, granted } of ended) {
    await addEntry(tx, personId, clientId, 'expiry', granted.length > 0 ? granted : ['sub'])
    await deleteOfPersonAtClient(tx, personId, clientId)
  }
  return ended.length
}
