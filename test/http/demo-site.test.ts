// The demonstration site: on this machine alone, and strict with what it is told, like any site should be.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { type DemoSite, startDemoSite } from '../../demo-site/index.ts'
import { configOf } from '../../src/app.ts'
import { portBeside, withDemoSite } from '../../src/demo-site.ts'

const EVENTS = { 'http://schemas.openid.net/event/backchannel-logout': {} }

describe('the demonstration site', () => {
  let site: DemoSite
  let issuer = ''
  let close: () => Promise<void>
  let privateKey: CryptoKey
  before(async () => {
    const pair = await generateKeyPair('RS256', { extractable: true })
    privateKey = pair.privateKey
    const keys = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'a', alg: 'RS256' }] }
    const account = createServer((request, response) => {
      const known: Record<string, object> = {
        '/.well-known/openid-configuration': {
          issuer,
          authorization_endpoint: `${issuer}/auth`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/jwks`,
        },
        '/jwks': keys,
      }
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(known[request.url ?? ''] ?? {}))
    })
    await new Promise<void>((resolve) => account.listen(0, '127.0.0.1', resolve))
    issuer = `http://localhost:${(account.address() as AddressInfo).port}`
    close = async () => {
      account.closeAllConnections()
      await new Promise((resolve) => account.close(resolve))
    }
    site = await startDemoSite({ port: 0, issuer })
  })
  after(async () => {
    await site.stop()
    await close()
  })

  const get = (path: string, cookie = '') =>
    fetch(site.origin + path, { headers: { cookie }, redirect: 'manual' })

  test('says plainly that it is not ready, that a page is not there, that a return is nobody’s', async () => {
    assert.equal((await get('/connexion')).status, 502)
    assert.equal((await get('/rien')).status, 404)
    assert.equal((await get('/retour?code=x&state=y')).status, 400)
    assert.equal((await get('/mon-espace')).status, 303)
    const home = await get('/')
    assert.equal(home.status, 200)
    assert.match(home.headers.get('content-security-policy') ?? '', /default-src 'none'/)
    assert.doesNotMatch(await home.text(), /<script|style=/)
  })

  test('leaves for the account with PKCE, a state and a nonce of its own each time', async () => {
    site.connect({ clientId: 'bron', clientSecret: 'secret' })
    const urls = [await get('/connexion'), await get('/connexion')].map(
      (reply) => new URL(reply.headers.get('location') ?? ''),
    )
    for (const name of ['state', 'nonce', 'code_challenge']) {
      const [first, second] = urls.map((url) => url.searchParams.get(name))
      assert.ok(first)
      assert.notEqual(first, second, name)
    }
    assert.equal(urls[0]?.searchParams.get('code_challenge_method'), 'S256')
    assert.equal(urls[0]?.searchParams.get('redirect_uri'), site.redirectUri)
  })

  const told = (claims: JWTPayload = {}, header: { alg?: string; typ?: string } = {}) =>
    new SignJWT({ events: EVENTS, sub: 'someone', ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'a', typ: 'logout+jwt', ...header })
      .setIssuer(issuer)
      .setAudience('bron')
      .setIssuedAt()
      .setExpirationTime('2m')
      .setJti(crypto.randomUUID())
  const tell = async (token: string) =>
    (await fetch(site.backchannelUri, { method: 'POST', body: new URLSearchParams({ logout_token: token }) }))
      .status

  test('hears of a sign-out, and of nothing that only looks like one (oidcc-client-test-rp-backchannel-rpinitlogout)', async () => {
    const other = await generateKeyPair('RS256')
    const token = await told().sign(privateKey)
    // The same again is the same sign-out.
    assert.deepEqual([await tell(token), await tell(token)], [200, 200])
    const wrong = {
      none: `${Buffer.from('{"alg":"none"}').toString('base64url')}.${token.split('.')[1]}.`,
      'no-event': await told({ events: undefined }).sign(privateKey),
      'wrong-event': await told({ events: { other: {} } }).sign(privateKey),
      'with-nonce': await told({ nonce: 'n' }).sign(privateKey),
      'wrong-alg': await told({}, { alg: 'HS256' }).sign(Buffer.alloc(32)),
      'wrong-aud': await told().setAudience('other').sign(privateKey),
      'wrong-iss': await told().setIssuer('https://other.example').sign(privateKey),
      'wrong-key': await told().sign(other.privateKey),
      'wrong-typ': await told({}, { typ: 'jwt' }).sign(privateKey),
      old: await told().setIssuedAt('-1h').setExpirationTime('1h').sign(privateKey),
      nobody: await told({ sub: '' }).sign(privateKey),
      absent: '',
    }
    for (const [name, text] of Object.entries(wrong)) assert.equal(await tell(text), 400, name)
  })

  test('takes another port when its own is taken', async () => {
    const second = await startDemoSite({ port: Number(new URL(site.origin).port), issuer })
    assert.notEqual(second.origin, site.origin)
    await second.stop()
  })

  test('leaves the next ports to a second Parvis', () => {
    assert.deepEqual(
      [3000, 3001, 55_535, 55_536, 65_535, 0].map(portBeside),
      [13_000, 13_001, 65_535, 0, 0, 0],
    )
  })

  test('starts beside the program on this machine alone, and in demonstration alone', async () => {
    const config = configOf({ PARVIS_SECRET: 'ab'.repeat(32), PARVIS_URL: issuer, PORT: '0' })
    for (const change of [
      { demo: false },
      { host: '0.0.0.0' },
      { publicUrl: 'https://demarches.exemple.fr' },
      { role: 'worker' as const },
    ])
      assert.equal((await withDemoSite({ ...config, ...change })).config.demoSite, undefined)
    const started = await withDemoSite(config)
    assert.match(started.config.demoSite ?? '', /^http:\/\/127\.0\.0\.1:\d+$/)
    await started.stop()
  })
})
