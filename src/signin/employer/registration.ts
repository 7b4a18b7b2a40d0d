// How an authority is registered at its own provider: the secret opened, its addresses fetched under guard.
import type { Config } from '#platform/config.ts'
import { lock, unlock } from '#platform/db/locked.ts'
import { fetchWithin } from '#platform/outside/guard.ts'
import { FederationRefused } from '../federation/refused.ts'
import type { ProviderSettings } from '../federation/settings.ts'
import type { EmployerRow } from './queries.ts'

const LIMITS = { timeoutMs: 3000, maxBytes: 500_000 }

const ownerOf = (authorityId: number): string => `employer of ${authorityId}`

export const lockSecret = ({ secret }: Pick<Config, 'secret'>, authorityId: number, text: string): Buffer =>
  lock(secret, ownerOf(authorityId), text)

/** The domains of the addresses that the provider of an authority may speak for. */
export const domainsOf = (
  { agentDomains }: Pick<Config, 'agentDomains'>,
  { slug }: { slug: string },
): string[] => [...agentDomains].flatMap(([domain, whose]) => (whose === slug ? [domain] : []))

/** May that address be an issuer? In clear or within the house only where the operator names it. */
export const mayIssue = ({ agentIssuers }: Pick<Config, 'agentIssuers'>, issuer: string): boolean =>
  agentIssuers.includes(issuer) || (URL.canParse(issuer) && new URL(issuer).protocol === 'https:')

/** The addresses of an issuer named by the operator may lead within the house; nobody else’s do. */
function guarded({ agentIssuers }: Pick<Config, 'agentIssuers'>, issuer: string) {
  const own = agentIssuers.includes(issuer) ? new URL(issuer).origin : null
  return fetchWithin((url) => ({ ...LIMITS, allowPrivate: URL.parse(url)?.origin === own }))
}

/** @throws FederationRefused when the secret does not open, or the operator allows that address no more */
export function registrationOf(
  config: Pick<Config, 'secret' | 'agentIssuers'>,
  authorityId: number,
  { said: { issuer, clientId }, secret }: EmployerRow,
): ProviderSettings {
  const clientSecret = unlock(config.secret, ownerOf(authorityId), secret)
  if (clientSecret === null || !mayIssue(config, issuer)) throw new FederationRefused('unavailable')
  return { issuer, clientId, clientSecret, fetch: guarded(config, issuer) }
}
