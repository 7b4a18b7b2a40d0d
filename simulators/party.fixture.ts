// A relying party that talks to a simulator, for its tests.
import { decodeJwt } from 'jose'
import { type Client, type Simulator } from './index.ts'

export const BACK = 'https://site.example/retour'
export const OUT = 'https://site.example/sorti'
const NONCE = 'n'.repeat(32)
export const STATE = 's'.repeat(32)

export const client = (id: string, entity: string, more: Partial<Client> = {}): Client => ({
  id,
  entity,
  secret: `secret-${id}`,
  signedWith: 'ES256',
  redirectUris: [BACK],
  postLogoutRedirectUris: [OUT],
  ...more,
})

export interface Tokens {
  access_token: string
  expires_in: number
  id_token: string
  scope: string
  token_type: string
}

/** One relying party talking to one simulator. */
export function party(simulator: Simulator, id: string, scope: string) {
  const query = (changes: Record<string, string | null> = {}) => {
    const asked = {
      client_id: id,
      redirect_uri: BACK,
      response_type: 'code',
      scope,
      state: STATE,
      nonce: NONCE,
      acr_values: 'eidas1',
      ...changes,
    }
    return new URLSearchParams(
      Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== null),
    )
  }
  const authorize = (changes: Record<string, string | null> = {}, headers: Record<string, string> = {}) =>
    fetch(`${simulator.issuer}/authorize?${query(changes)}`, { redirect: 'manual', headers })
  const code = async (persona: string, changes: Record<string, string | null> = {}) => {
    const reply = await authorize(changes, { 'x-persona': persona })
    return new URL(reply.headers.get('location') ?? '').searchParams.get('code') ?? ''
  }
  const exchange = (given: string, form: Record<string, string> = {}) =>
    fetch(`${simulator.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: given,
        redirect_uri: BACK,
        client_id: id,
        client_secret: `secret-${id}`,
        ...form,
      }),
    })
  const tokens = async (persona: string, changes: Record<string, string | null> = {}) =>
    (await (await exchange(await code(persona, changes))).json()) as Tokens
  const userinfo = (accessToken: string) =>
    fetch(`${simulator.issuer}/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } })
  const identity = async (persona: string) =>
    decodeJwt(await (await userinfo((await tokens(persona)).access_token)).text())
  return { authorize, code, exchange, tokens, userinfo, identity, query }
}

export const errorOf = async (reply: Response) => ((await reply.json()) as { error: string }).error
