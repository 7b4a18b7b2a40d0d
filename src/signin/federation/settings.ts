// How this installation is registered at FranceConnect and ProConnect, from its environment.
import { z } from 'zod'
import { environment, isLoopback, isUrl, withoutSlash } from '#platform/config.ts'
import type { GuardedFetch } from '#platform/outside/guard.ts'
import { StartError } from '#platform/start-error.ts'

/** How this installation is registered at an OpenID Connect provider. */
export type ProviderSettings = {
  issuer: string
  clientId: string
  clientSecret: string
  /** How its addresses are fetched, when somebody else than the operator chose them. */
  fetch?: GuardedFetch
}

declare module '#platform/config.ts' {
  interface ModuleConfig {
    /** Sign-in of residents with FranceConnect; null: not offered. */
    franceconnect: ProviderSettings | null
    /** Sign-in of agents with ProConnect; null: not offered. */
    proconnect: ProviderSettings | null
    /** Whose agents' addresses end so, by the domain: the slug of an authority, whose own provider may speak for them. */
    agentDomains: ReadonlyMap<string, string>
    /** Providers of authorities that may be within the house, and speak in clear on this machine. */
    agentIssuers: readonly string[]
  }
}

// In clear only on this machine: simulators, tests.
const isIssuer = (text: string) =>
  isUrl(text, 'https:') || (isUrl(text, 'http:') && isLoopback(new URL(text).hostname))

const ISSUER = z
  .string()
  .refine(
    isIssuer,
    'doit être l’adresse https de l’émetteur, par exemple https://oidc.franceconnect.gouv.fr/api/v2.',
  )
  .optional()
const WORD = z.string().optional()
const LIST = z
  .string()
  .default('')
  .transform((text) => text.split(/[\s,]+/).filter((word) => word !== ''))

/** All three or none. @throws StartError */
function registration(
  name: string,
  issuer: string | undefined,
  clientId: string | undefined,
  clientSecret: string | undefined,
): ProviderSettings | null {
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return null
  if (issuer === undefined || clientId === undefined || clientSecret === undefined)
    throw new StartError(
      `PARVIS_${name}_ISSUER, PARVIS_${name}_CLIENT_ID et PARVIS_${name}_CLIENT_SECRET vont ensemble : donnez les trois, ou aucun.`,
    )
  return { issuer: withoutSlash(issuer), clientId, clientSecret }
}

/** `PARVIS_FRANCECONNECT_*`, `PARVIS_PROCONNECT_*`, `PARVIS_AGENT_*`. */
export const federationEnvironment = environment(
  {
    PARVIS_FRANCECONNECT_ISSUER: ISSUER,
    PARVIS_FRANCECONNECT_CLIENT_ID: WORD,
    PARVIS_FRANCECONNECT_CLIENT_SECRET: WORD,
    PARVIS_PROCONNECT_ISSUER: ISSUER,
    PARVIS_PROCONNECT_CLIENT_ID: WORD,
    PARVIS_PROCONNECT_CLIENT_SECRET: WORD,
    PARVIS_AGENT_DOMAINS: LIST.refine(
      (pairs) => pairs.every((pair) => /^[a-z0-9-]+(\.[a-z0-9-]+)+=[a-z0-9-]+$/.test(pair)),
      'doit nommer des domaines et leur collectivité, séparés par des virgules, par exemple mairie-bron.example=bron.',
    ),
    PARVIS_AGENT_ISSUERS: LIST.refine(
      (issuers) => issuers.every(isIssuer),
      'doit nommer des émetteurs en https, séparés par des virgules, par exemple https://agents.mairie.example.',
    ),
  },
  (values) => ({
    agentDomains: new Map(values.PARVIS_AGENT_DOMAINS.map((pair) => pair.split('=') as [string, string])),
    agentIssuers: values.PARVIS_AGENT_ISSUERS.map(withoutSlash),
    franceconnect: registration(
      'FRANCECONNECT',
      values.PARVIS_FRANCECONNECT_ISSUER,
      values.PARVIS_FRANCECONNECT_CLIENT_ID,
      values.PARVIS_FRANCECONNECT_CLIENT_SECRET,
    ),
    proconnect: registration(
      'PROCONNECT',
      values.PARVIS_PROCONNECT_ISSUER,
      values.PARVIS_PROCONNECT_CLIENT_ID,
      values.PARVIS_PROCONNECT_CLIENT_SECRET,
    ),
  }),
)
