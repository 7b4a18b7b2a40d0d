// The words of the simulators: who signs in, who asks, what differs between the two services, what is remembered.
import type { JWK } from 'jose'
import type { Fault } from './faults.ts'
import type { KeyRing } from './keys.ts'

/** Somebody who can sign in: invented, never a real person. */
export interface Persona {
  id: string
  name: string
  /** What this persona is for, in French: shown on the page. */
  note: string
  /** Every claim the service knows of the persona; scopes choose among them. */
  claims: Readonly<Record<string, unknown>>
  acr: string
  amr: readonly string[]
  /** The service refuses this persona: the error it returns. */
  refused?: string
}

/** A relying party, as registered at the real service. */
export interface Client {
  id: string
  /** null: private_key_jwt alone, with `jwks`. */
  secret: string | null
  /** Clients of one entity see the same `sub` for a person (FranceConnect). */
  entity: string
  redirectUris: readonly string[]
  postLogoutRedirectUris: readonly string[]
  /** How its userinfo and its ID tokens are signed. */
  signedWith: 'ES256' | 'RS256'
  jwks?: { keys: JWK[] }
}

/** A page of refusal, which never goes back to the client. */
export interface Refusal {
  code: string
  message: string
}

/** What differs between the two services. */
export interface Flavour {
  name: 'FranceConnect' | 'ProConnect'
  personas: readonly Persona[]
  /** Scope -> claims. */
  scopes: Readonly<Record<string, readonly string[]>>
  acrValues: readonly string[]
  sessionSeconds: number
  /** Is `prompt=none` answered from the session? */
  silent: boolean
  /** Must the browser still hold the session to sign out? */
  logoutNeedsSession: boolean
  pairwise: boolean
  /** Judges the parameters of `/authorize`. */
  check(query: URLSearchParams): Refusal | null
  /** The level granted, or null when none that was asked can be. */
  acrFor(query: URLSearchParams, persona: Persona): string | null
  subject(claims: Readonly<Record<string, unknown>>, client: Client): string
  /** The persona after a change that gives another `sub` for the same human being. */
  changed(claims: Readonly<Record<string, unknown>>): Record<string, unknown>
}

export interface Interaction {
  client: Client
  query: URLSearchParams
  fault: Fault | null
  expires: number
}

export interface Grant {
  client: Client
  persona: Persona
  claims: Readonly<Record<string, unknown>>
  sub: string
  acr: string
  scope: string
  nonce: string
  redirectUri: string
  challenge: string | null
  wantsAmr: boolean
  authTime: number
  sid: string
  fault: Fault | null
  expires: number
  /** Set once the code is exchanged: a second use revokes it. */
  accessToken: string | null
}

export interface Session {
  persona: Persona
  authTime: number
  sid: string
  expires: number
}

/** One running service. */
export interface Service {
  flavour: Flavour
  issuer: string
  clients: readonly Client[]
  keys: KeyRing
  /** Milliseconds that the « slow » faults wait. */
  slow: number
  /** Fault of every exchange, when the exchange names none. */
  fault: Fault | null
  interactions: Map<string, Interaction>
  codes: Map<string, Grant>
  tokens: Map<string, Grant>
  sessions: Map<string, Session>
  /** `jti` of client assertions already seen. */
  assertions: Set<string>
}
