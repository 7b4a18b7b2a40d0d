// What a site is once registered.
import { feature } from '#platform/partnership/feature.ts'

export type AuthMethod = 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt'

export const AUTH_METHODS: readonly AuthMethod[] = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
]

/** A site as it is registered. */
export interface NewClient {
  authorityId: number
  /** Lower case words with hyphens: `etat-civil`. */
  sector: string
  name: string
  redirectUris: readonly string[]
  postLogoutUris: readonly string[]
  backchannelUri: string | null
  authMethod: AuthMethod
  /** Public keys of the site, for private_key_jwt: these, or an address where they are. */
  jwks: { keys: Record<string, unknown>[] } | null
  jwksUri: string | null
  /** `host` or `host:port` of the internal network that may be called for this site. */
  privateHosts: readonly string[]
  allowedValues: readonly string[]
  requiredValues: readonly string[]
  userinfoSigned: boolean
  /** What it is allowed that is weaker (concessions.ts). */
  concessions: readonly string[]
}

/** Where the identifiers of the site are watertight: its authority, for this sector. */
export interface Sector {
  authorityId: number
  sector: string
}

/** What agreements open of the account to an authority: its sites sign people in. */
export const SITES = feature({
  id: 'identity.sites',
  label: 'Compte et connexion',
  gives: 'Les sites de la commune reconnaissent les habitants par leur compte.',
})
