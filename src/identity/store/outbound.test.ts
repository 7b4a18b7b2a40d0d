// Calls to addresses that a site chose, when the site, its name server or its clock is hostile (OWASP: server-side request
// forgery, DNS rebinding).
import assert from 'node:assert/strict'
import dns from 'node:dns'
import { createServer as createHttp, type RequestListener, type Server as HttpServer } from 'node:http'
import { syncBuiltinESMExports } from 'node:module'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { after, before, beforeEach, describe, mock, test } from 'node:test'
import { importJWK, type JWK, SignJWT } from 'jose'
import { CallFailed, callSite } from './outbound.ts'
import {
  type Listener,
  openListener,
  openWorld,
  RESIDENT,
  signIn,
  type Site,
  type World,
} from '../world.fixture.ts'

const HOSTILE = '.hostile.example'
const INSIDE = { address: '127.0.0.1', family: 4 }
/** Of the public range, and nobody’s: nothing answers there. */
const NOWHERE = { address: '2000::1', family: 6 }

describe('hostile addresses', () => {
  /** What the hostile name server answers, one after the other; the last one for ever. */
  let answers: (typeof INSIDE)[][] = []
  let lookups = 0
  let reached = 0
  let inside: Server

  before(async () => {
    const real = dns.lookup
    const hostile = (name: string, options: object, callback: (...given: unknown[]) => void): void => {
      if (!name.endsWith(HOSTILE)) return void Reflect.apply(real, dns, [name, options, callback])
      const answer = answers[Math.min(lookups, answers.length - 1)] ?? []
      lookups += 1
      if ('all' in options && options.all === true) callback(null, answer)
      else callback(null, answer[0]?.address, answer[0]?.family)
    }
    mock.method(dns, 'lookup', hostile as unknown as typeof dns.lookup)
    syncBuiltinESMExports()
    inside = createServer((socket) => {
      reached += 1
      socket.destroy()
    })
    await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve))
  })
  after(async () => {
    mock.restoreAll()
    syncBuiltinESMExports()
    await new Promise((resolve) => inside.close(resolve))
  })
  beforeEach(() => {
    ;[lookups, reached] = [0, 0]
  })

  const port = () => (inside.address() as AddressInfo).port
  const url = (path = '/x') => `https://site${HOSTILE}:${port()}${path}`
  const call = (address = url()) =>
    callSite({ method: 'GET', url: address, headers: {}, body: null, privateHosts: [] })

  test('a name that leads inside when it is called is refused', async () => {
    answers = [[INSIDE]]
    await assert.rejects(call(), new CallFailed('private address'))
    assert.deepEqual([lookups, reached], [1, 0])
  })

  test('so is one inside address among public ones', async () => {
    answers = [[NOWHERE, INSIDE]]
    await assert.rejects(call(), new CallFailed('private address'))
    assert.equal(reached, 0)
  })

  test('rebinding: the name is resolved once, and the address that was checked is the one that is called', async () => {
    answers = [[NOWHERE], [INSIDE]]
    await assert.rejects(call(), { name: 'CallFailed' })
    assert.deepEqual([lookups, reached], [1, 0])
  })

  for (const address of [
    '169.254.169.254',
    '10.0.0.1',
    '::ffff:127.0.0.1',
    'fd00::1',
    '::1',
    '100.100.100.200',
  ])
    test(`a name that leads to ${address} is refused`, async () => {
      answers = [[{ address, family: address.includes(':') ? 6 : 4 }]]
      await assert.rejects(call(), new CallFailed('private address'))
    })

  describe('at the provider', () => {
    let world: World
    before(async () => {
      world = await openWorld()
    })
    after(() => world.close())

    test('jwks_uri: the keys of a site are not looked for inside', async () => {
      answers = [[INSIDE]]
      const { privateKey } = await keyPair()
      const site = await world.site({ authMethod: 'private_key_jwt', jwksUri: url('/cles') })
      assert.equal(await answerTo(world, site, await assertion(world, site, privateKey)), 'invalid_client')
      assert.deepEqual([lookups, reached], [1, 0])
    })

    test('backchannel_logout_uri: the report says why, and nothing inside is told', async () => {
      answers = [[INSIDE]]
      const site = await world.site({ backchannelUri: url('/sortie') })
      await signIn(world, site, await world.browser(RESIDENT))
      await leaveAll(world)
      assert.equal(await lastOutcome(world, site), 'private address')
      assert.ok(lookups >= 1)
      assert.equal(reached, 0)
    })

    describe('a site that leads elsewhere', () => {
      let door: HttpServer
      let secret: Listener
      let behave: RequestListener
      before(async () => {
        secret = await openListener('secret')
        behave = (_request, response) =>
          response.writeHead(302, { location: `${secret.origin}/secret` }).end()
        door = createHttp((request, response) => behave(request, response))
        await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
      })
      after(async () => {
        door.closeAllConnections()
        await new Promise((resolve) => door.close(resolve))
        await secret.close()
      })
      const origin = () => `http://127.0.0.1:${(door.address() as AddressInfo).port}`
      const allowed = () => ({ privateHosts: [new URL(origin()).host] })

      test('is not followed: neither for its keys nor for a sign-out', async () => {
        const { privateKey } = await keyPair()
        const keyed = await world.site({
          authMethod: 'private_key_jwt',
          jwksUri: `${origin()}/cles`,
          ...allowed(),
        })
        assert.equal(
          await answerTo(world, keyed, await assertion(world, keyed, privateKey)),
          'invalid_client',
        )
        const site = await world.site({ backchannelUri: `${origin()}/sortie`, ...allowed() })
        await signIn(world, site, await world.browser(RESIDENT))
        await leaveAll(world)
        assert.equal(await lastOutcome(world, site), '302')
        assert.equal(secret.received.length, 0)
      })

      test('an answer without end is cut, one that comes drop by drop or never too', async () => {
        const its = (path: string) =>
          callSite({ method: 'GET', url: `${origin()}${path}`, headers: {}, body: null, ...allowed() })
        behave = ({ url: asked }, response) => {
          response.on('error', () => {})
          if (asked === '/jamais') return
          response.writeHead(200)
          const send = () => response.write(asked === '/flot' ? Buffer.alloc(8192) : '.')
          const clock = setInterval(send, asked === '/flot' ? 1 : 200)
          response.on('close', () => clearInterval(clock))
        }
        await Promise.all([
          assert.rejects(its('/flot'), new CallFailed('answer too long')),
          assert.rejects(its('/gouttes'), new CallFailed('timeout')),
          assert.rejects(its('/jamais'), new CallFailed('timeout')),
        ])
      })
    })

    describe('clocks that differ (client assertions)', () => {
      let site: Site
      let privateKey: JWK
      before(async () => {
        const pair = await keyPair()
        privateKey = pair.privateKey
        site = await world.site({ authMethod: 'private_key_jwt', jwks: { keys: [{ ...pair.publicKey }] } })
      })
      const answer = async (claims: Record<string, number>) =>
        answerTo(world, site, await assertion(world, site, privateKey, claims))
      const now = () => Math.floor(Date.now() / 1000)

      test('ten seconds ahead or behind are nothing', async () => {
        const ahead = { iat: now() + 10, nbf: now() + 10, exp: now() + 70 }
        const behind = { iat: now() - 70, nbf: now() - 70, exp: now() - 10 }
        for (const claims of [ahead, behind]) assert.equal(await answer(claims), 'invalid_grant')
      })
      test('five minutes are too much, whichever date says so', async () => {
        for (const claims of [
          { iat: now() + 300, exp: now() + 360 },
          { iat: now(), nbf: now() + 300, exp: now() + 360 },
          { iat: now() - 360, exp: now() - 300 },
          { iat: now(), exp: now() + 86_400 },
        ])
          assert.equal(await answer(claims), 'invalid_client', JSON.stringify(claims))
      })
      test('an assertion serves once', async () => {
        const made = await assertion(world, site, privateKey)
        assert.equal(await answerTo(world, site, made), 'invalid_grant')
        assert.equal(await answerTo(world, site, made), 'invalid_client')
      })
    })
  })
})

async function keyPair(): Promise<{ publicKey: JWK; privateKey: JWK }> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  const [publicKey, privateKey] = [
    await crypto.subtle.exportKey('jwk', pair.publicKey),
    await crypto.subtle.exportKey('jwk', pair.privateKey),
  ]
  const named = { kid: 'a', alg: 'ES256' }
  return { publicKey: { ...publicKey, ...named } as JWK, privateKey: { ...privateKey, ...named } as JWK }
}

async function assertion(
  world: World,
  site: Site,
  key: JWK,
  claims: Record<string, number> = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  return new SignJWT({ iat: now, exp: now + 60, ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'a' })
    .setIssuer(site.id)
    .setSubject(site.id)
    .setAudience(world.issuer)
    .setJti(crypto.randomUUID())
    .sign(await importJWK(key, 'ES256'))
}

/** What the token endpoint says: `invalid_grant` when the site is known, and the code is not. */
async function answerTo(world: World, site: Site, client_assertion: string): Promise<unknown> {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code: 'x',
    redirect_uri: site.redirectUri,
    code_verifier: 'x'.repeat(43),
    client_id: site.id,
    client_assertion,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  })
  const reply = await fetch(`${world.issuer}/oidc/token`, { method: 'POST', body })
  return ((await reply.json()) as { error: unknown }).error
}

async function leaveAll(world: World): Promise<void> {
  await world.sql('delete from accounts.session where person_id = $1', [await world.personId(RESIDENT)])
  for (const payload of await world.planned('identity.end_session'))
    await world.job('identity.end_session', payload)
  for (const payload of await world.planned('identity.deliver_logout'))
    await world.job('identity.deliver_logout', payload).catch(() => {})
}

async function lastOutcome(world: World, site: Site): Promise<string | undefined> {
  const rows = await world.sql<{ outcome: string }>(
    'select last_outcome as outcome from identity.logout_delivery where client_id = $1',
    [site.id],
  )
  return rows[0]?.outcome
}
