// One simulated service on one port: its memory, its paths, its discovery document.
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { authorize, interact } from './authorize.ts'
import type { Fault } from './faults.ts'
import { type Answer, html, json, send } from './http.ts'
import { createKeys } from './keys.ts'
import { logout } from './logout.ts'
import { homePage } from './pages.ts'
import type { Client, Flavour, Service } from './shapes.ts'
import { token } from './token.ts'
import { introspect, revoke, userinfo } from './userinfo.ts'

export interface Simulator {
  /** `http://127.0.0.1:PORT/api/v2` */
  issuer: string
  /** A fault for every exchange from now on that names none; null: none. */
  setFault(fault: Fault | null): void
  stop(): Promise<void>
}

export interface SimulatorOptions {
  port: number
  clients: readonly Client[]
  fault?: Fault | null
  /** How long the « slow » faults wait, in seconds. */
  slowSeconds?: number
}

function discovery({ issuer, flavour, fault }: Service): Answer {
  if (fault === 'discovery_500') return { status: 500 }
  const { scopes, acrValues, pairwise } = flavour
  return json({
    issuer: fault === 'discovery_wrong_issuer' ? 'https://another-provider.example/api/v2' : issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    end_session_endpoint: `${issuer}/session/end`,
    revocation_endpoint: `${issuer}/token/revocation`,
    introspection_endpoint: `${issuer}/token/introspection`,
    scopes_supported: Object.keys(scopes),
    claims_supported: [
      ...new Set(['sub', 'acr', 'amr', 'auth_time', 'iss', 'nonce', ...Object.values(scopes).flat()]),
    ],
    acr_values_supported: acrValues,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code'],
    subject_types_supported: [pairwise ? 'pairwise' : 'public'],
    // The real list still names HS256: a relying party must refuse it by itself.
    id_token_signing_alg_values_supported: ['ES256', 'RS256', 'HS256'],
    userinfo_signing_alg_values_supported: ['ES256', 'RS256', 'HS256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['ES256', 'RS256', 'PS256'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    claims_parameter_supported: true,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
  })
}

async function answer(service: Service, request: IncomingMessage): Promise<Answer> {
  const url = new URL(request.url ?? '/', service.issuer)
  const interaction = /^\/interaction\/([\w-]+)$/.exec(url.pathname)?.[1]
  if (request.method === 'POST' && interaction !== undefined) return interact(service, request, interaction)
  switch (`${request.method} ${url.pathname.replace('/api/v2', '')}`) {
    case 'GET /':
      return html(homePage(service.flavour, service.issuer))
    case 'GET /.well-known/openid-configuration':
      return discovery(service)
    case 'GET /jwks':
      return service.fault === 'jwks_500' ? { status: 500 } : json(await service.keys.published())
    case 'GET /authorize':
      return authorize(service, request, url.searchParams)
    case 'POST /token':
      return token(service, request)
    case 'GET /userinfo':
    case 'POST /userinfo':
      return userinfo(service, request)
    case 'POST /token/revocation':
      return revoke(service, request)
    case 'POST /token/introspection':
      return introspect(service, request)
    case 'GET /session/end':
      return logout(service, request, url.searchParams)
    default:
      return { status: 404, type: 'text/plain', body: 'not found' }
  }
}

function sweep(service: Service): void {
  for (const kept of [service.interactions, service.codes, service.tokens, service.sessions])
    for (const [key, { expires }] of kept) if (expires < Date.now() - 60_000) kept.delete(key)
}

/** Starts one service on the loopback address. Port 0 takes a free one. */
export async function startSimulator(
  flavour: Flavour,
  { port, clients, fault = null, slowSeconds = 30 }: SimulatorOptions,
): Promise<Simulator> {
  const service: Service = {
    flavour,
    clients,
    fault,
    issuer: '',
    keys: createKeys(),
    slow: slowSeconds * 1000,
    interactions: new Map(),
    codes: new Map(),
    tokens: new Map(),
    sessions: new Map(),
    assertions: new Set(),
  }
  const server = createServer((request, response) => {
    answer(service, request).then(
      (given) => send(response, given),
      () => send(response, { status: 500, type: 'text/plain', body: 'simulator failure' }),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  service.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v2`
  const sweeping = setInterval(() => sweep(service), 60_000).unref()
  return {
    issuer: service.issuer,
    setFault: (next) => void (service.fault = next),
    async stop() {
      clearInterval(sweeping)
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
