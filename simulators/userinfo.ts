// `/userinfo`: the identity, signed, once the access token is shown; revocation and introspection beside it.
import type { IncomingMessage } from 'node:http'
import type { JWTPayload } from 'jose'
import { type Answer, headerOf, json, oauthError, pause, readForm } from './http.ts'
import type { Grant, Service } from './shapes.ts'
import { authenticate, signWithFault } from './token.ts'

function live({ tokens }: Service, token: string): Grant | null {
  const grant = tokens.get(token)
  return grant !== undefined && grant.expires > Date.now() ? grant : null
}

function identityOf({ flavour, issuer }: Service, grant: Grant): JWTPayload {
  const names = new Set(grant.scope.split(' ').flatMap((scope) => flavour.scopes[scope] ?? []))
  const claims = Object.fromEntries(Object.entries(grant.claims).filter(([name]) => names.has(name)))
  const now = Math.floor(Date.now() / 1000)
  return { ...claims, sub: grant.sub, aud: grant.client.id, exp: now + 60, iat: now, iss: issuer }
}

function spoil(identity: JWTPayload, { fault }: Grant): JWTPayload {
  switch (fault) {
    case 'userinfo_wrong_iss':
      return { ...identity, iss: 'https://another-provider.example/api/v2' }
    case 'userinfo_wrong_aud':
      return { ...identity, aud: 'another-client' }
    case 'userinfo_sub_mismatch':
      return { ...identity, sub: `${'0'.repeat(64)}v1` }
    case 'userinfo_missing_claim':
      return { ...identity, family_name: undefined, usual_name: undefined }
    default:
      return identity
  }
}

export async function userinfo(service: Service, request: IncomingMessage): Promise<Answer> {
  const bearer = /^Bearer ([\w-]+)$/i.exec(headerOf(request, 'authorization') ?? '')?.[1] ?? ''
  const grant = live(service, bearer)
  if (grant === null)
    return oauthError(
      'invalid_token',
      service.flavour.name === 'ProConnect' ? 'Y030025' : 'token expired or unknown',
      401,
    )
  const { fault } = grant
  if (fault === 'userinfo_500') return { status: 500, type: 'text/plain', body: 'simulated failure' }
  if (fault === 'userinfo_slow') await pause(service.slow)
  const identity = spoil(identityOf(service, grant), grant)
  if (fault === 'userinfo_plain_json') return json(identity)
  const how = fault?.startsWith('userinfo_') ? fault.slice('userinfo_'.length) : ''
  return {
    status: 200,
    type: 'application/jwt',
    body: await signWithFault(service, identity, grant.client, how),
  }
}

/** RFC 7009: always 200, whether the token existed or not. */
export async function revoke(service: Service, request: IncomingMessage): Promise<Answer> {
  const form = await readForm(request)
  const client = await authenticate(service, form)
  if (client === null) return oauthError('invalid_client', 'client authentication failed', 401)
  const token = form.get('token') ?? ''
  if (service.tokens.get(token)?.client.id === client.id) service.tokens.delete(token)
  return { status: 200 }
}

/** RFC 7662. */
export async function introspect(service: Service, request: IncomingMessage): Promise<Answer> {
  const form = await readForm(request)
  const client = await authenticate(service, form)
  if (client === null) return oauthError('invalid_client', 'client authentication failed', 401)
  const grant = live(service, form.get('token') ?? '')
  if (grant === null || grant.client.id !== client.id) return json({ active: false })
  return json({
    active: true,
    sub: grant.sub,
    scope: grant.scope,
    client_id: client.id,
    exp: Math.floor(grant.expires / 1000),
    iss: service.issuer,
  })
}
