// The person as the engine sees it: what may be told of them, from the account.
import type { Account, AccountClaims } from 'oidc-provider'
import { system } from '#platform/actor.ts'
import type { Database } from '#platform/db.ts'
import { personFacts } from './queries.login.ts'

/** How sure the account is of who signs in: one factor proves an e-mail address, two are harder to steal. */
export const ASSURANCES = ['eidas1', 'eidas1-mfa'] as const

/** Values of `acr` and `amr` (RFC 8176). */
export function assuranceOf(factors: 1 | 2): { acr: string; amr: string[] } {
  return factors === 2 ? { acr: 'eidas1-mfa', amr: ['mfa'] } : { acr: 'eidas1', amr: ['pwd'] }
}

/** An open account, or undefined: a closed one gets no token any more. */
export async function findAccount(db: Database, accountId: string): Promise<Account | undefined> {
  const personId = Number(accountId)
  if (!Number.isSafeInteger(personId)) return undefined
  const facts = await db.read(system, (tx) => personFacts(tx, personId))
  if (facts === null) return undefined
  const { name, email, isEmailVerified, phone, commune } = facts
  const claims: AccountClaims = {
    // Replaced by the engine with the identifier of the sector.
    sub: accountId,
    name,
    email,
    email_verified: isEmailVerified,
    ...(phone === null ? {} : { phone_number: phone, phone_number_verified: false }),
    ...(commune === null ? {} : { address: { locality: commune, country: 'France' } }),
  }
  return { accountId, claims: async () => claims }
}
