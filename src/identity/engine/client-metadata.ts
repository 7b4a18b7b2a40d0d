// A site as the engine wants it (OpenID Connect Registration 1.0, 2), made from its row.
import { timingSafeEqual } from 'node:crypto'
import type { AdapterPayload, Client } from 'oidc-provider'
import { system } from '#platform/actor.ts'
import type { Database } from '#platform/db/db.ts'
import { digestOf } from '../store/derive.ts'
import { presentedToken, readTokenAhead } from './exchange.ts'
import { type ClientRow, clientById, clientWithToken } from '../store/queries.client.ts'
import { VALUES } from '../store/values.ts'
import type { Sector } from '../store/registered.ts'

/** Names of the engine's client properties that are ours. */
export const OURS = [
  'authority_id',
  'sector',
  'required_values',
  'allowed_values',
  'controller',
  'concessions',
] as const

/** Where its identifiers are watertight. */
export function sectorOf(client: Client): Sector {
  return { authorityId: Number(client['authority_id']), sector: String(client['sector']) }
}

/** The metadata of a site in service, or undefined. With what it presents, that is read too, for what comes next. */
export async function clientMetadata(db: Database, id: string): Promise<AdapterPayload | undefined> {
  const presented = presentedToken()
  const row = await db.read(system, async (tx) => {
    if (presented === null) return clientById(tx, id)
    const found = await clientWithToken(tx, id, presented)
    if (found !== null) readTokenAhead(presented, found.token)
    return found?.client ?? null
  })
  return row === null ? undefined : metadataOf(row)
}

function metadataOf(row: ClientRow): AdapterPayload {
  const scopes = VALUES.filter(({ id }) => row.allowedValues.includes(id)).map(({ scope }) => scope)
  return {
    client_id: row.id,
    client_name: row.name,
    redirect_uris: [...row.redirectUris],
    post_logout_redirect_uris: [...row.postLogoutUris],
    response_types: ['code'],
    grant_types: ['authorization_code', 'refresh_token'],
    scope: ['openid', 'offline_access', ...scopes].join(' '),
    subject_type: 'pairwise',
    // Never fetched: it only tells the engine that several hosts of one sector are one.
    sector_identifier_uri: `https://${row.sector}.${row.authorityId}.sector.invalid`,
    token_endpoint_auth_method: row.authMethod,
    // The engine never sees a secret, only digests of those in force (see secretMatches).
    ...(row.authMethod === 'private_key_jwt'
      ? keysOf(row)
      : { client_secret: row.secrets.join('.') || 'none' }),
    ...(row.backchannelUri === null
      ? {}
      : { backchannel_logout_uri: row.backchannelUri, backchannel_logout_session_required: true }),
    ...(row.userinfoSigned ? { userinfo_signed_response_alg: 'RS256' as const } : {}),
    authority_id: row.authorityId,
    sector: row.sector,
    controller: row.authorityName,
    required_values: row.requiredValues,
    allowed_values: row.allowedValues,
    concessions: row.concessions,
  }
}

function keysOf({ jwks, jwksUri }: ClientRow): AdapterPayload {
  if (jwksUri !== null) return { jwks_uri: jwksUri }
  return jwks === null ? {} : { jwks }
}

/** Is `given` one of the secrets whose digests are kept? In the same time whatever the answer. */
export function secretMatches(digests: string, given: string): boolean {
  const digest = digestOf(given)
  const found = digests.split('.').map((hex) => {
    const known = Buffer.from(hex, 'hex')
    return known.length === digest.length && timingSafeEqual(known, digest)
  })
  return found.includes(true)
}
