// The steps of a sign-in, as a site takes them with openid-client: every check of a real site, and what each step gave.
import { decodeProtectedHeader } from 'jose'
import {
  allowInsecureRequests,
  AuthorizationResponseError,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  type Configuration,
  type CustomFetch,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  ResponseBodyError,
} from 'openid-client'
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/db/db.ts'
import type { ClientRow } from '../store/queries.client.ts'
import { VALUES } from '../store/values.ts'
import { withEngine } from './engine.ts'
import { CONSOLE_PATH, type Trial } from './trial.ts'

type Told = Readonly<Record<string, unknown>>

/** What the steps gave, in their order; those after a failure are null. No token, no secret. */
export interface Outcome {
  discovery: Told | null
  code: Told | null
  answer: Told | null
  header: Told | null
  claims: Told | null
  userinfo: Told | null
  failure: { code: string; description: string | null } | null
}

/** Scopes that a site with those values may ask for. */
export const scopesOf = (client: Pick<ClientRow, 'allowedValues'>): string => {
  const scopes = VALUES.filter(({ id }) => client.allowedValues.includes(id)).map(({ scope }) => scope)
  return [...new Set(['openid', ...scopes])].join(' ')
}

function connect({ publicUrl }: Config, trial: Trial, ask: CustomFetch): Promise<Configuration> {
  return discovery(new URL(publicUrl), trial.consoleId, undefined, ClientSecretBasic(trial.secret), {
    // The exchange stays in this process; the issuer may be on the loopback.
    execute: [allowInsecureRequests, enableNonRepudiationChecks],
    [customFetch]: ask,
  })
}

/** Where the browser is sent. */
export function trialUrl(db: Database, config: Config, trial: Trial, client: ClientRow): Promise<string> {
  return withEngine(db, config, async (ask) => {
    const asked = {
      redirect_uri: config.publicUrl + CONSOLE_PATH,
      scope: scopesOf(client),
      state: trial.state,
      nonce: trial.nonce,
      code_challenge: await calculatePKCECodeChallenge(trial.verifier),
      code_challenge_method: 'S256',
    }
    return buildAuthorizationUrl(await connect(config, trial, ask), asked).href
  })
}

const nothing: Outcome = {
  discovery: null,
  code: null,
  answer: null,
  header: null,
  claims: null,
  userinfo: null,
  failure: null,
}

/** Goes on from the address where the engine sent the browser back. Never throws for what the engine refuses. */
export async function runTrial(db: Database, config: Config, trial: Trial, returned: URL): Promise<Outcome> {
  const outcome = { ...nothing }
  try {
    await withEngine(db, config, async (ask) => {
      const client = await connect(config, trial, ask)
      outcome.discovery = described(client)
      await exchange(client, trial, returned, outcome)
    })
  } catch (error) {
    outcome.failure = failureOf(error)
  }
  return outcome
}

function described(client: Configuration): Told {
  const {
    issuer,
    authorization_endpoint,
    token_endpoint,
    userinfo_endpoint,
    jwks_uri,
    end_session_endpoint,
  } = client.serverMetadata()
  return { issuer, authorization_endpoint, token_endpoint, userinfo_endpoint, jwks_uri, end_session_endpoint }
}

async function exchange(client: Configuration, trial: Trial, returned: URL, outcome: Outcome): Promise<void> {
  const code = returned.searchParams.get('code')
  if (code !== null) outcome.code = { code: `${code.slice(0, 6)}…`, iss: returned.searchParams.get('iss') }
  const tokens = await authorizationCodeGrant(client, returned, {
    expectedState: trial.state,
    expectedNonce: trial.nonce,
    pkceCodeVerifier: trial.verifier,
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  outcome.answer = {
    token_type: tokens.token_type,
    expires_in: tokens.expires_in,
    scope: tokens.scope,
    access_token: `${tokens.access_token.length} caractères`,
    id_token: `${tokens.id_token?.length ?? 0} caractères`,
  }
  outcome.header = { ...decodeProtectedHeader(tokens.id_token ?? '') }
  outcome.claims = { ...claims }
  outcome.userinfo = { ...(await fetchUserInfo(client, tokens.access_token, claims?.sub ?? '')) }
}

function failureOf(error: unknown): NonNullable<Outcome['failure']> {
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError)
    return { code: error.error, description: error.error_description ?? null }
  const { code } = error as { code?: unknown }
  return { code: typeof code === 'string' ? code : 'server_error', description: null }
}
