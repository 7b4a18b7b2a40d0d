// `/authorize` and the page that follows: who asks, with what, who signs in, and the way back.
import { randomBytes, randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { type Fault, faultNamed } from './faults.ts'
import { type Answer, cookieOf, headerOf, html, readForm, redirect } from './http.ts'
import { personaPage, refusalPage } from './pages.ts'
import type { Client, Grant, Interaction, Persona, Refusal, Service, Session } from './shapes.ts'

const COOKIE = 'simulator_session'
const CODE_SECONDS = 30
const INTERACTION_SECONDS = 1800
const random = () => randomBytes(32).toString('base64url')

const refusal = (service: Service, code: string, message: string): Answer =>
  html(refusalPage(service.flavour, { code, message }), 400)

/** The registered client and its exact address, or what to say: never sent back to an address that was not checked. */
function clientOf({ clients, flavour }: Service, query: URLSearchParams): Client | Refusal {
  const code = flavour.name === 'FranceConnect' ? 'Y030007' : 'Y000400'
  const client = clients.find(({ id }) => id === query.get('client_id'))
  if (client === undefined) return { code, message: 'client_id n’est pas enregistré.' }
  if (!client.redirectUris.includes(query.get('redirect_uri') ?? ''))
    return { code, message: 'redirect_uri n’est pas exactement une adresse enregistrée.' }
  return client
}

/** Back to the client: with `state` and `iss` (RFC 9207) unless a fault says otherwise. */
function back(
  service: Service,
  query: URLSearchParams,
  answer: Record<string, string>,
  fault: Fault | null,
): Answer {
  const target = new URL(query.get('redirect_uri') ?? '')
  for (const [name, value] of Object.entries(answer)) target.searchParams.set(name, value)
  const state = fault === 'callback_wrong_state' ? random() : (query.get('state') ?? '')
  if (fault !== 'callback_without_state') target.searchParams.set('state', state)
  const iss = fault === 'callback_wrong_iss' ? 'https://another-provider.example/api/v2' : service.issuer
  if (fault !== 'callback_without_iss') target.searchParams.set('iss', iss)
  if (fault === 'callback_duplicated')
    for (const [name, value] of [...target.searchParams]) target.searchParams.append(name, value)
  return redirect(target.href)
}

function problemOf(service: Service, query: URLSearchParams): string | null {
  const scopes = (query.get('scope') ?? '').split(' ')
  if (!scopes.includes('openid') || !scopes.every((scope) => Object.hasOwn(service.flavour.scopes, scope)))
    return 'invalid_scope'
  const method = query.get('code_challenge_method')
  if (query.has('code_challenge') && method !== 'S256') return 'invalid_request'
  return readClaims(query) === null ? 'invalid_request' : null
}

/** The `claims` parameter (OpenID Connect Core, 5.5), or null when it cannot be read. */
function readClaims(query: URLSearchParams): { id_token?: Record<string, unknown> } | null {
  try {
    const read: unknown = JSON.parse(query.get('claims') ?? '{}')
    return typeof read === 'object' && read !== null ? read : null
  } catch {
    return null
  }
}

export function authorize(service: Service, request: IncomingMessage, query: URLSearchParams): Answer {
  const client = clientOf(service, query)
  if ('code' in client) return html(refusalPage(service.flavour, client), 400)
  const wrong = service.flavour.check(query)
  if (wrong !== null) return html(refusalPage(service.flavour, wrong), 400)
  const problem = problemOf(service, query)
  if (problem !== null) return back(service, query, { error: problem }, null)
  const fault = faultNamed(headerOf(request, 'x-fault')) ?? service.fault
  const interaction: Interaction = { client, query, fault, expires: Date.now() + INTERACTION_SECONDS * 1000 }
  if (query.get('prompt') === 'none' && service.flavour.silent) return silently(service, request, interaction)
  // For tests without a browser: the persona in a header, as the fault.
  const persona = service.flavour.personas.find(({ id }) => id === headerOf(request, 'x-persona'))
  if (persona !== undefined) return finish(service, interaction, persona)
  const id = randomUUID()
  service.interactions.set(id, interaction)
  return html(personaPage(service.flavour, id, client.id))
}

function silently(service: Service, request: IncomingMessage, interaction: Interaction): Answer {
  const session = sessionOf(service, request)
  if (session === null) return back(service, interaction.query, { error: 'login_required' }, null)
  return finish(service, interaction, session.persona, session)
}

/** The browser's live session, or null. */
export function sessionOf({ sessions }: Service, request: IncomingMessage): Session | null {
  const session = sessions.get(cookieOf(request, COOKIE) ?? '')
  return session !== undefined && session.expires > Date.now() ? session : null
}

/** Ends the browser's session. @returns the cookie to clear */
export function endSession({ sessions }: Service, request: IncomingMessage): string {
  sessions.delete(cookieOf(request, COOKIE) ?? '')
  return `${COOKIE}=; Path=/; Max-Age=0`
}

/** What was chosen on the page. */
export async function interact(service: Service, request: IncomingMessage, id: string): Promise<Answer> {
  const form = await readForm(request)
  const interaction = service.interactions.get(id)
  service.interactions.delete(id)
  if (interaction === undefined || interaction.expires < Date.now())
    return refusal(service, 'Y000400', 'Cette page a expiré\u00a0: recommencez depuis le site.')
  const chosen = { ...interaction, fault: faultNamed(form.get('fault')) ?? interaction.fault }
  if (form.has('cancel'))
    return back(
      service,
      interaction.query,
      { error: 'access_denied', error_description: 'User auth aborted' },
      null,
    )
  const persona = service.flavour.personas.find((item) => item.id === form.get('persona'))
  if (persona === undefined) return refusal(service, 'Y000400', 'Personne inconnue.')
  return finish(service, chosen, persona)
}

const RETURNED = new Set<Fault>(['access_denied', 'server_error', 'temporarily_unavailable', 'invalid_acr'])

function finish(service: Service, interaction: Interaction, persona: Persona, silent?: Session): Answer {
  const { query, fault } = interaction
  const acr = service.flavour.acrFor(query, persona)
  const error =
    fault !== null && RETURNED.has(fault) ? fault : (persona.refused ?? (acr === null ? 'invalid_acr' : null))
  if (error !== null) return back(service, query, { error, error_description: 'simulated' }, null)
  const session = silent ?? {
    persona,
    authTime: Math.floor(Date.now() / 1000),
    sid: randomUUID(),
    expires: Date.now() + service.flavour.sessionSeconds * 1000,
  }
  const code = random()
  service.codes.set(code, grantFor(service, interaction, session, acr ?? ''))
  const key = random()
  service.sessions.set(key, session)
  const answer = back(service, query, { code: fault === 'code_unknown' ? random() : code }, fault)
  const cookie = `${COOKIE}=${key}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${service.flavour.sessionSeconds}`
  return { ...answer, cookie }
}

function grantFor(
  service: Service,
  { client, query, fault }: Interaction,
  session: Session,
  acr: string,
): Grant {
  const { flavour } = service
  const { persona, authTime, sid } = session
  const claims = fault === 'changed_sub' ? flavour.changed(persona.claims) : persona.claims
  return {
    client,
    persona,
    claims,
    acr,
    authTime,
    sid,
    fault,
    sub: flavour.subject(claims, client),
    scope: query.get('scope') ?? '',
    nonce: query.get('nonce') ?? '',
    redirectUri: query.get('redirect_uri') ?? '',
    challenge: query.get('code_challenge'),
    wantsAmr:
      Object.hasOwn(readClaims(query)?.id_token ?? {}, 'amr') ||
      (query.get('scope') ?? '').split(' ').includes('amr'),
    expires: fault === 'code_expired' ? 0 : Date.now() + CODE_SECONDS * 1000,
    accessToken: null,
  }
}
