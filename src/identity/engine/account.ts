// The person as the engine sees it: what may be told of them, from the account.
import type { Account, AccountClaims, Client } from 'oidc-provider'
import { system } from '#platform/actor.ts'
import type { Database } from '#platform/db/db.ts'
import { answerTo, type Provenance } from '../consent/answers.ts'
import { takesIdTokenValues } from '../store/concessions.ts'
import { isOpenAhead } from './exchange.ts'
import { isOpenAccount, type PersonFacts, personFacts } from '../store/queries.login.ts'
import { PROVENANCE, type SharedValue, valuesAsked } from '../store/values.ts'

/** How sure the account is of who signs in: one factor proves an e-mail address, two are harder to steal. */
export const ASSURANCES = ['eidas1', 'eidas1-mfa'] as const

/** Values of `acr` and `amr` (RFC 8176). */
export function assuranceOf(factors: 1 | 2): { acr: string; amr: string[] } {
  return factors === 2 ? { acr: 'eidas1-mfa', amr: ['mfa'] } : { acr: 'eidas1', amr: ['pwd'] }
}

/** Whose site asks, and how it takes what it is told. */
export interface Asker {
  authorityId: number | null
  inIdToken: boolean
}

/** What matters here of the site of an exchange, if there is one. */
export function askerOf(client: Client | undefined): Asker {
  const authority = client?.['authority_id']
  return {
    authorityId: typeof authority === 'number' ? authority : null,
    inIdToken: takesIdTokenValues(client?.['concessions']),
  }
}

/**
 * An open account, or undefined: a closed one gets no token any more.
 * Its values are read when something is to be told. Only what is asked and not refused is made, and said with where it comes from.
 */
export async function findAccount(
  db: Database,
  accountId: string,
  { authorityId, inIdToken }: Asker,
): Promise<Account | undefined> {
  const personId = Number(accountId)
  if (!Number.isSafeInteger(personId)) return undefined
  const isOpen = isOpenAhead(accountId) ?? (await db.read(system, (tx) => isOpenAccount(tx, personId)))
  if (!isOpen) return undefined
  return {
    accountId,
    claims: async (use, scope, claims, rejected) => {
      // An ID token carries what was asked for there by name, and nothing for scopes unless its site was allowed that.
      const named = use === 'id_token' && !inIdToken ? Object.keys(claims) : null
      if (named?.length === 0) return { sub: accountId }
      const facts = await db.read(system, (tx) => personFacts(tx, personId, authorityId))
      if (facts === null) return { sub: accountId }
      const asked = valuesAsked(named === null ? scope.split(' ') : [], Object.keys(claims))
      const told = claimsFrom(
        accountId,
        facts,
        asked.filter((value) => !value.claims.every((claim) => rejected.includes(claim))),
      )
      return named === null ? told : onlyNamed(told, named)
    },
  }
}

const onlyNamed = (told: AccountClaims, named: readonly string[]): AccountClaims => ({
  ...Object.fromEntries(Object.entries(told).filter(([claim]) => named.includes(claim))),
  sub: told.sub,
})

function claimsFrom(accountId: string, facts: PersonFacts, asked: readonly SharedValue[]): AccountClaims {
  // Replaced by the engine with the identifier of the sector.
  const told: AccountClaims = { sub: accountId }
  const provenance: Record<string, Provenance> = {}
  for (const { id, claims } of asked) {
    const answer = answerTo(id, facts)
    if (answer === null) continue
    Object.assign(told, answer.claims)
    provenance[claims[0] ?? id] = answer.provenance
  }
  return Object.keys(provenance).length === 0 ? told : { ...told, [PROVENANCE]: provenance }
}
