// A provider such as an authority has for its agents: the certified library, on a port of its own, that signs in whoever is named.
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

export interface OpenIdWorld {
  issuer: string
  /** What it says of each subject; a test writes here. */
  people: Record<string, Record<string, unknown>>
  /** Follows its pages as that subject. @returns where it sends the browser back */
  there(url: string, subject: string): Promise<string>
  close(): Promise<void>
}

export const CLIENT = { id: 'parvis', secret: 'secret-de-la-mairie-0123456789' }

/** @param redirectUri as registered */
export async function startOpenId(redirectUri: string): Promise<OpenIdWorld> {
  const people: OpenIdWorld['people'] = {}
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = { ...privateKey.export({ format: 'jwk' }), use: 'sig' }
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: {
      openid: ['sub', 'amr'],
      profile: ['name', 'department', 'groups'],
      email: ['email', 'email_verified'],
    },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['for tests alone'] },
    interactions: { url: () => '/entrer' },
    ttl: { Interaction: 60, Grant: 60, Session: 60, AccessToken: 60, IdToken: 60, AuthorizationCode: 60 },
    jwks: { keys: [key] },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ ...people[sub], sub }) }),
    // Everybody agrees to everything.
    async loadExistingGrant({ oidc }) {
      const grant = new provider.Grant({
        clientId: oidc.client?.clientId,
        accountId: oidc.session?.accountId,
      })
      grant.addOIDCScope('openid profile email')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => {
    const subject = request.headers['x-subject']
    if (request.url !== '/entrer' || typeof subject !== 'string') return void answer(request, response)
    const amr = [people[subject]?.amr ?? 'pwd'].flat() as string[]
    void provider.interactionFinished(request, response, { login: { accountId: subject, amr } })
  })
  return {
    issuer,
    people,
    async there(url, subject) {
      const cookies = new Map<string, string>()
      let at = url
      while (at.startsWith(issuer)) {
        const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
        const reply = await fetch(at, { redirect: 'manual', headers: { 'x-subject': subject, cookie } })
        for (const said of reply.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(said) ?? []
          cookies.set(name, value)
        }
        const location = reply.headers.get('location')
        if (location === null) throw new Error(`the provider answered ${reply.status}: ${await reply.text()}`)
        at = new URL(location, at).href
      }
      return at
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
