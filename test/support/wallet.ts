// A wallet that is not ours, for tests: foreign libraries (OpenID4VCI, OpenID4VP, SD-JWT VC) with keys of their own, over real HTTP.
import { createHash, randomBytes } from 'node:crypto'
import { mock } from 'node:test'
import { Openid4vciClient, setGlobalConfig } from '@openid4vc/openid4vci'
import { Openid4vpClient } from '@openid4vc/openid4vp'
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc'
import { exportJWK, importJWK, type JWK, jwtVerify, SignJWT } from 'jose'
import type { TestApp } from './app.ts'

// Tests listen without a certificate.
setGlobalConfig({ allowInsecureUrls: true })

const hash = (data: Uint8Array | string, algorithm: string): Uint8Array =>
  new Uint8Array(createHash(algorithm.replace('-', '').toLowerCase()).update(data).digest())

export interface HeldCopy {
  credential: string
  key: CryptoKey
  jwk: JWK
}

async function newKey(): Promise<{ key: CryptoKey; jwk: JWK }> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  return { key: pair.privateKey, jwk: await exportJWK(pair.publicKey) }
}

const heldOf = (
  given: readonly { credential: string }[],
  keys: readonly { key: CryptoKey; jwk: JWK }[],
): HeldCopy[] =>
  given.flatMap(({ credential }, at) => {
    const own = keys[at]
    return own === undefined ? [] : [{ credential, ...own }]
  })

/** What the library asks of whoever uses it; keys are found by their public half. */
function walletCallbacks(fetchThere: typeof fetch, keys: Map<string, CryptoKey>, clientId?: string) {
  return {
    fetch: fetchThere,
    hash,
    generateRandom: (length: number) => new Uint8Array(randomBytes(length)),
    clientAuthentication: ({ body }: { body: Record<string, unknown> }) => {
      if (clientId !== undefined) body.client_id = clientId
    },
    signJwt: async (
      signer: object,
      { header, payload }: { header: Record<string, unknown>; payload: Record<string, unknown> },
    ) => {
      const jwk = (signer as { publicJwk: JWK }).publicJwk
      const key = keys.get(jwk.x ?? '')
      if (key === undefined) throw new Error('the wallet has no such key')
      const jwt = await new SignJWT(payload).setProtectedHeader(header as { alg: string }).sign(key)
      return { jwt, signerJwk: jwk as { kty: string } }
    },
    decryptJwe: () => Promise.reject(new Error('nothing is encrypted')),
    encryptJwe: () => Promise.reject(new Error('nothing is encrypted')),
  }
}

/** Goes to where the program listens for what its public address names. */
const fetchTo =
  (parvis: TestApp, origin: string): typeof fetch =>
  (input, init) =>
    fetch(
      String(input instanceof Request ? input.url : input).replace(
        new URL(parvis.config.publicUrl).origin,
        origin,
      ),
      init,
    )

interface ShowOver {
  /** Names disclosed; the product alone when absent. */
  disclosed?: readonly string[]
  audience?: string
  nonce?: string
  at?: Date
  /** Whose key binds it, instead of the copy’s. */
  key?: CryptoKey
}

/** A wallet that asks by itself, and where it is answered. */
export interface AskingWallet {
  clientId: string
  redirectUri: string
  /** By authorization details, instead of the scope of the metadata. */
  detailed?: true
}

export interface Wallet {
  /** Leaves its request beforehand. @returns where its holder is sent, and the secret of the code */
  ask(asking: AskingWallet): Promise<{ url: string; verifier: string }>
  /** The code in an answer, said by whom it should be. @throws what the library throws for any other answer */
  codeIn(url: string): Promise<string>
  /** Takes what its holder chose. @throws what the library throws when it is refused */
  exchange(
    asking: AskingWallet,
    taken: { code: string; verifier: string },
    copies: number,
  ): Promise<{ copies: HeldCopy[]; accessToken: string; given: Record<string, unknown> }>
  /** Answers a door’s link, as a foreign library reads and answers it. @returns the status of the answer */
  show(link: string, copy: HeldCopy, over?: ShowOver): Promise<number>
  /** What the door asks, its signature checked against did:web. */
  asked(link: string): Promise<Record<string, unknown>>
  /** Takes an offer, with as many copies as wanted. @throws what the library throws when it is refused */
  take(link: string, pin: string, copies: number): Promise<{ copies: HeldCopy[]; accessToken: string }>
  more(
    accessToken: string,
    copies: number,
    over?: { nonce?: string; sameKey?: true; identifier?: string },
  ): Promise<HeldCopy[]>
  nonce(): Promise<string>
  /** Believed by a foreign library: signature, status, what is disclosed. */
  believed(credential: string): Promise<Record<string, unknown>>
}

/** @param origin where the program listens already */
export async function openWallet(parvis: TestApp, origin?: string): Promise<Wallet> {
  const there = fetchTo(parvis, origin ?? (await parvis.listen()))
  const keys = new Map<string, CryptoKey>()
  const client = new Openid4vciClient({ callbacks: walletCallbacks(there, keys) })
  const issuer = new URL('/pass', parvis.config.publicUrl).href
  const metadata = () => client.resolveIssuerMetadata(issuer)
  const configuration = 'pass-droit'

  const didKey = async (didUrl: string): Promise<JWK> => {
    const host = decodeURIComponent(didUrl.split('#')[0]?.slice('did:web:'.length) ?? '')
    const document = (await (await there(`http://${host}/.well-known/did.json`)).json()) as {
      verificationMethod: { id: string; publicKeyJwk: JWK }[]
    }
    const found = document.verificationMethod.find(({ id }) => id === didUrl)
    if (found === undefined) throw new Error('no such key')
    return found.publicKeyJwk
  }
  const presenter = new Openid4vpClient({
    callbacks: {
      ...walletCallbacks(there, keys),
      verifyJwt: async (signer, { compact }) => {
        const jwk = await didKey((signer as { didUrl: string }).didUrl)
        await jwtVerify(compact, await importJWK(jwk, 'ES256'), { currentDate: parvis.now() })
        return { verified: true, signerJwk: jwk as { kty: string } }
      },
    },
  })
  const askedBy = async (link: string) => {
    const parsed = presenter.parseOpenid4vpAuthorizationRequest({ authorizationRequest: link })
    // The library reads the clock of the machine.
    mock.timers.enable({ apis: ['Date'], now: parvis.now() })
    try {
      const { authorizationRequestPayload } = await presenter.resolveOpenId4vpAuthorizationRequest({
        authorizationRequestPayload: parsed.params as never,
      })
      return authorizationRequestPayload
    } finally {
      mock.timers.reset()
    }
  }

  const DETAILS = [{ type: 'openid_credential', credential_configuration_id: configuration }]
  /** An offer of nobody: the wallet asks first. */
  const begun = {
    credential_issuer: issuer,
    credential_configuration_ids: [configuration],
    grants: { authorization_code: {} },
  }
  const asking = ({ clientId }: AskingWallet) =>
    new Openid4vciClient({ callbacks: walletCallbacks(there, keys, clientId) })

  const wallet: Wallet = {
    async ask({ clientId, redirectUri, detailed }) {
      const { authorizationFlow, ...flow } = await asking({
        clientId,
        redirectUri,
      }).initiateAuthorization({
        ...{ clientId, redirectUri, credentialOffer: begun, issuerMetadata: await metadata() },
        ...(detailed === true ? { additionalRequestPayload: { authorization_details: DETAILS } } : {}),
        ...(detailed === true ? {} : { scope: 'pass_right' }),
      })
      if (!('authorizationRequestUrl' in flow)) throw new Error(authorizationFlow)
      return { url: flow.authorizationRequestUrl, verifier: flow.pkce?.codeVerifier ?? '' }
    },
    async codeIn(url) {
      const { authorizationServers } = await metadata()
      const [server] = authorizationServers
      if (server === undefined) throw new Error('no server')
      const answer = client.parseAndVerifyAuthorizationResponseRedirectUrl({
        url,
        authorizationServerMetadata: server,
      })
      if (answer.code === undefined) throw new Error(answer.error)
      return answer.code
    },
    async exchange(who, { code, verifier }, count) {
      const { accessTokenResponse } = await asking(who).retrieveAuthorizationCodeAccessTokenFromOffer({
        ...{ issuerMetadata: await metadata(), credentialOffer: begun, authorizationCode: code },
        ...{ pkceCodeVerifier: verifier, redirectUri: who.redirectUri },
      })
      const { access_token: accessToken, ...given } = accessTokenResponse
      const identifier = who.detailed === true ? 'droit' : undefined
      return {
        accessToken,
        given,
        copies: await wallet.more(accessToken, count, identifier === undefined ? {} : { identifier }),
      }
    },
    asked: askedBy,
    async show(link, { credential, key }, over = {}) {
      const request = await askedBy(link)
      const { disclosed = ['product'] } = over
      const holder = new SDJwtVcInstance({
        hasher: (data, algorithm) => hash(typeof data === 'string' ? data : new Uint8Array(data), algorithm),
        hashAlg: 'sha-256',
        kbSignAlg: 'ES256',
        kbSigner: async (data) =>
          Buffer.from(
            await crypto.subtle.sign(
              { name: 'ECDSA', hash: 'SHA-256' },
              over.key ?? key,
              new TextEncoder().encode(data),
            ),
          ).toString('base64url'),
      })
      const shown = await holder.present(
        credential,
        Object.fromEntries(disclosed.map((name) => [name, true])),
        {
          kb: {
            payload: {
              iat: Math.floor((over.at ?? parvis.now()).getTime() / 1000),
              aud: over.audience ?? String(request.client_id),
              nonce: over.nonce ?? String(request.nonce),
            },
          },
        },
      )
      const { authorizationResponsePayload } = await presenter.createOpenid4vpAuthorizationResponse({
        authorizationRequestPayload: request,
        authorizationResponsePayload: { vp_token: { droit: [shown] } },
      })
      const { response } = await presenter.submitOpenid4vpAuthorizationResponse({
        authorizationRequestPayload: request as never,
        authorizationResponsePayload,
      })
      return response.status
    },
    nonce: async () => (await client.requestNonce({ issuerMetadata: await metadata() })).c_nonce,
    async more(accessToken, count, { nonce, sameKey, identifier } = {}) {
      const issuerMetadata = await metadata()
      const signed = nonce ?? (await wallet.nonce())
      const made = await Promise.all(Array.from({ length: count }, newKey))
      const held = sameKey === true ? made.flatMap(() => made.slice(0, 1)) : made
      const proofs = await Promise.all(
        held.map(async ({ key, jwk }) => {
          keys.set(jwk.x ?? '', key)
          const { jwt } = await client.createCredentialRequestJwtProof({
            issuerMetadata,
            credentialConfigurationId: configuration,
            signer: { method: 'jwk', publicJwk: jwk as { kty: string }, alg: 'ES256' },
            nonce: signed,
            issuedAt: parvis.now(),
          })
          return jwt
        }),
      )
      // The library asks by no identifier.
      if (identifier !== undefined) {
        const reply = await there(issuerMetadata.credentialIssuer.credential_endpoint, {
          method: 'POST',
          headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
          body: JSON.stringify({ credential_identifier: identifier, proofs: { jwt: proofs } }),
        })
        const { credentials } = (await reply.json()) as { credentials: { credential: string }[] }
        return heldOf(credentials, held)
      }
      const { credentialResponse } = await client.retrieveCredentials({
        issuerMetadata,
        accessToken,
        credentialConfigurationId: configuration,
        proofs: { jwt: proofs as [string, ...string[]] },
      })
      return heldOf((credentialResponse.credentials ?? []) as { credential: string }[], held)
    },
    async take(link, pin, count) {
      const credentialOffer = await client.resolveCredentialOffer(link)
      const issuerMetadata = await metadata()
      const { accessTokenResponse } = await client.retrievePreAuthorizedCodeAccessTokenFromOffer({
        credentialOffer,
        issuerMetadata,
        txCode: pin,
      })
      const accessToken = accessTokenResponse.access_token
      return { accessToken, copies: await wallet.more(accessToken, count) }
    },
    async believed(credential) {
      const at = new URL('/.well-known/jwt-vc-issuer/pass', issuer).href
      const { jwks } = (await (await there(at)).json()) as { jwks: { keys: (JWK & { kid: string })[] } }
      const currentDate = parvis.now()
      const check = async (jwt: string) => {
        const { kid } = JSON.parse(Buffer.from(jwt.split('.')[0] ?? '', 'base64url').toString()) as {
          kid: string
        }
        const jwk = jwks.keys.find((one) => one.kid === kid)
        if (jwk === undefined) throw new Error('no such key')
        await jwtVerify(jwt, await importJWK(jwk, 'ES256'), { currentDate })
        return true
      }
      const reader = new SDJwtVcInstance({
        hasher: (data, algorithm) => hash(typeof data === 'string' ? data : new Uint8Array(data), algorithm),
        hashAlg: 'sha-256',
        verifier: (data, signature) => check(`${data}.${signature}`),
        statusListFetcher: async (uri) => (await there(uri)).text(),
        statusVerifier: (data, signature) => check(`${data}.${signature}`),
      })
      const { payload } = await reader.verify(credential, {
        currentDate: Math.floor(currentDate.getTime() / 1000),
      })
      return payload as Record<string, unknown>
    },
  }
  return wallet
}
