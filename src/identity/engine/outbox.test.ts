// What follows a sign-in: sign-outs told until they are heard, consents taken back, secrets and keys changed, leftovers swept.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { decodeJwt } from 'jose'
import { system } from '#platform/actor.ts'
import { rotateSecret } from '../client/client.ts'
import { addClient, readClientArguments } from '../client/client-command.ts'
import { deliveryReport } from '../store/queries.logout.ts'
import {
  ask,
  openListener,
  openWorld,
  OTHER,
  type Listener,
  RESIDENT,
  signIn,
  tokenRequest,
  type World,
} from '../world.fixture.ts'

describe('after the sign-in', () => {
  let world: World
  let listener: Listener
  before(async () => {
    world = await openWorld()
    listener = await openListener()
  })
  after(async () => {
    await world.close()
    await listener.close()
  })

  const told = () =>
    world.site({ backchannelUri: `${listener.origin}/sortie`, privateHosts: [new URL(listener.origin).host] })
  const read = async (token: string) =>
    (await fetch(`${world.issuer}/oidc/me`, { headers: { authorization: `Bearer ${token}` } })).status
  const endSessions = async () => {
    for (const payload of await world.planned('identity.end_session'))
      await world.job('identity.end_session', payload)
  }
  const signOut = async (visitor: Awaited<ReturnType<World['browser']>>) => {
    await visitor.send(await visitor.get('/compte/sites'), '/deconnexion')
    await endSessions()
  }

  test('a site that is down is told later, with the same jti, and the report says what happened', async () => {
    const site = await told()
    const visitor = await world.browser(RESIDENT)
    const { claims } = await signIn(world, site, visitor)
    await signOut(visitor)
    const [payload = {}] = await world.planned('identity.deliver_logout')
    listener.answer(503)
    await assert.rejects(world.job('identity.deliver_logout', payload), /logout not delivered: 503/)
    listener.answer(200)
    await world.job('identity.deliver_logout', payload)
    await world.job('identity.deliver_logout', payload)
    const tokens = listener.received
      .splice(0)
      .map(({ body }) => decodeJwt(new URLSearchParams(body).get('logout_token') ?? ''))
    assert.deepEqual(
      tokens.map(({ jti }) => jti),
      [payload.deliveryId, payload.deliveryId],
    )
    assert.deepEqual([tokens[0]?.sub, tokens[0]?.sid], [claims.sub, claims.sid])
    const [report] = await world.db.read(system, (tx) => deliveryReport(tx, site.id))
    assert.deepEqual([report?.attempts, report?.lastOutcome, report?.deliveredAt !== null], [2, '200', true])
  })

  test('one site that does not answer delays no other: each has its own job', async () => {
    const [here, gone] = [
      await told(),
      await world.site({ backchannelUri: 'https://ailleurs.invalid/sortie' }),
    ]
    const visitor = await world.browser(RESIDENT)
    await signIn(world, here, visitor)
    await signIn(world, gone, visitor)
    await signOut(visitor)
    const outcomes = await Promise.allSettled(
      (await world.planned('identity.deliver_logout')).map((payload) =>
        world.job('identity.deliver_logout', payload),
      ),
    )
    assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
    assert.equal(listener.received.splice(0).length, 1)
  })

  test('whatever ends the account’s session ends those of the sites: tokens without offline access are dead', async () => {
    const site = await told()
    const visitor = await world.browser(RESIDENT)
    const { response } = await signIn(world, site, visitor)
    assert.equal(await read(response.access_token), 200)
    await world.sql('delete from accounts.session where person_id = $1', [await world.personId(RESIDENT)])
    await endSessions()
    assert.equal(await read(response.access_token), 401)
    assert.equal((await world.planned('identity.deliver_logout')).length, 1)
  })

  test('a session that goes on under another token is still followed', async () => {
    const site = await told()
    const { response } = await signIn(world, site, await world.browser(RESIDENT))
    await world.sql('update accounts.session set token_hash = sha256(token_hash)')
    await world.sql('delete from accounts.session')
    await endSessions()
    assert.equal(await read(response.access_token), 401)
    assert.equal((await world.planned('identity.deliver_logout')).length, 1)
  })

  test('consent is value by value, remembered, and asked again for what is new', async () => {
    const site = await world.site({ requiredValues: ['email'] })
    const visitor = await world.browser(RESIDENT)
    const page = await visitor.visit((await ask(world, site, { scope: 'openid email profile' })).url)
    assert.match(
      page.text,
      /id="valeur-email"[^>]* checked[^>]* disabled|id="valeur-email"[^>]* disabled[^>]* checked/,
    )
    assert.match(page.text, /Indispensable/)
    const { response } = await signIn(world, site, visitor, { scope: 'openid email profile' }, [])
    const info = (await (
      await fetch(`${world.issuer}/oidc/me`, {
        headers: { authorization: `Bearer ${response.access_token}` },
      })
    ).json()) as object
    assert.deepEqual(Object.keys(info).toSorted(), ['email', 'email_verified', 'provenance', 'sub'])
    assert.ok((await visitor.visit((await ask(world, site, { scope: 'openid email profile' })).url)).location)
    assert.match(
      (await visitor.visit((await ask(world, site, { scope: 'openid email phone' })).url)).text,
      /valeur-phone/,
    )
    const kinds = await world.sql<{ kind: string; value_ids: string[] }>(
      'select kind, value_ids from identity.consent_entry where client_id = $1 order by id',
      [site.id],
    )
    assert.deepEqual(kinds, [
      { kind: 'information', value_ids: ['email'] },
      { kind: 'refusal', value_ids: ['name'] },
    ])
  })

  test('withdrawn: every token of the site is dead at once, the site is told, the ledger remembers', async () => {
    const site = await told()
    const visitor = await world.browser(RESIDENT)
    const { response } = await signIn(world, site, visitor, {
      scope: 'openid email offline_access',
      prompt: 'consent',
    })
    const page = await visitor.get('/compte/sites')
    assert.match(page.text, /Adresse e-mail/)
    const done = await visitor.send(page, `/compte/sites/${site.id}/retrait`)
    assert.match(done.text, /ne peut plus rien lire/)
    assert.match(done.text, /Vous avez tout retiré/)
    assert.equal(await read(response.access_token), 401)
    assert.equal(
      (
        await tokenRequest(world, site, {
          grant_type: 'refresh_token',
          refresh_token: response.refresh_token ?? '',
        })
      ).body.error,
      'invalid_grant',
    )
    assert.equal((await world.planned('identity.deliver_logout')).length, 1)
    assert.equal((await visitor.send(page, `/compte/sites/${site.id}/retrait`)).status, 404)
    assert.match(
      (await visitor.visit((await ask(world, site)).url)).text,
      /Se connecter à «\s*Site de Bron\s*»/,
    )
  })

  test('nobody withdraws or sees what another person agreed to', async () => {
    const site = await world.site({ name: 'Site de Lucette' })
    await signIn(world, site, await world.browser(RESIDENT))
    const stranger = await world.browser(OTHER)
    const page = await stranger.get('/compte/sites')
    assert.doesNotMatch(page.text, /Site de Lucette/)
    assert.equal((await stranger.send(page, `/compte/sites/${site.id}/retrait`)).status, 404)
  })

  test('a refusal is told to the site, and nothing is kept', async () => {
    const site = await world.site()
    const visitor = await world.browser(RESIDENT)
    const page = await visitor.visit((await ask(world, site)).url)
    const back = await visitor.send(page, /action="([^"]+\/refus)"/.exec(page.text)?.[1] ?? '')
    assert.equal(new URL(back.location ?? '').searchParams.get('error'), 'access_denied')
    assert.deepEqual(await world.sql('select from identity.consent where client_id = $1', [site.id]), [])
  })

  test('a year without use ends the consent and what it opened', async () => {
    const site = await world.site()
    const visitor = await world.browser(RESIDENT)
    const { response } = await signIn(world, site, visitor, { scope: 'openid email' })
    await world.sql(
      "update identity.consent set last_used_at = now() - interval '366 days' where client_id = $1",
      [site.id],
    )
    assert.match(
      (await visitor.visit((await ask(world, site, { scope: 'openid email' })).url)).text,
      /valeur-email/,
    )
    await world.job('privacy.retention')
    assert.equal(await read(response.access_token), 401)
    const [last] = await world.sql<{ kind: string }>(
      'select kind from identity.consent_entry where client_id = $1 order by id desc limit 1',
      [site.id],
    )
    assert.equal(last?.kind, 'expiry')
  })

  test('the ledger is append-only', async () => {
    for (const statement of [
      'delete from identity.consent_entry',
      'update identity.consent_entry set kind = kind',
      'delete from identity.consent',
    ])
      await assert.rejects(world.db.pool.query(statement), /permission denied/)
  })

  test('secrets change without outage: two are valid for a week, then one', async () => {
    const site = await world.site()
    const isTaken = async (secret: string) =>
      (await tokenRequest(world, { ...site, secret }, { grant_type: 'authorization_code', code: 'x' }))
        .status !== 401
    const second = await world.db.write(system, (tx) => rotateSecret(tx, site.id))
    assert.deepEqual([await isTaken(site.secret), await isTaken(second.secret ?? '')], [true, true])
    const third = await world.db.write(system, (tx) => rotateSecret(tx, site.id))
    assert.deepEqual(
      [await isTaken(site.secret), await isTaken(second.secret ?? ''), await isTaken(third.secret ?? '')],
      [false, true, true],
    )
    await world.sql(
      'update identity.client_secret set expires_at = now() where client_id = $1 and expires_at is not null',
      [site.id],
    )
    assert.deepEqual([await isTaken(second.secret ?? ''), await isTaken(third.secret ?? '')], [false, true])
    const rows = await world.sql<{ line: string }>('select s::text as line from identity.client_secret s')
    assert.ok(rows.every(({ line }) => !line.includes(third.secret ?? '')))
  })

  test('keys turn after 90 days, and are forgotten 7 days after they last signed', async () => {
    const states = async () =>
      (await world.sql<{ state: string }>('select state from identity.signing_key order by state')).map(
        ({ state }) => state,
      )
    await signIn(world, await world.site(), await world.browser(RESIDENT))
    await world.job('identity.rotate_keys')
    assert.deepEqual(await states(), ['current', 'next'])
    await world.sql(
      "update identity.signing_key set changed_at = now() - interval '91 days' where state = 'current'",
    )
    await world.job('identity.rotate_keys')
    assert.deepEqual(await states(), ['current', 'next', 'previous'])
    await world.sql(
      "update identity.signing_key set changed_at = now() - interval '8 days' where state = 'previous'",
    )
    await world.job('identity.rotate_keys')
    assert.deepEqual(await states(), ['current', 'next'])
    const keys = await world.sql<{ sealed: Buffer }>('select sealed from identity.signing_key')
    assert.ok(keys.every(({ sealed }) => !sealed.toString('latin1').includes('"d"')))
  })

  test('the sweep forgets what has expired', async () => {
    await world.sql(
      "update identity.artifact set expires_at = now() - interval '1 second' where model = 'AccessToken'",
    )
    await world.job('identity.sweep')
    assert.deepEqual(await world.sql("select from identity.artifact where model = 'AccessToken'"), [])
  })

  test('a site is registered from the command line; what is typed inside the house is allowed to it alone', async () => {
    const typed = await readClientArguments([
      'add',
      '--authority',
      '69029',
      '--sector',
      'etat-civil',
      '--name',
      'Site de Bron',
      '--redirect',
      'http://127.0.0.1:4000/retour',
      '--post-logout',
      'http://127.0.0.1:4000/',
      '--backchannel',
      'http://127.0.0.1:4000/sortie',
      '--auth',
      'client_secret_basic',
    ])
    assert.ok(typed)
    const printed = await addClient(world.db, world.issuer, typed)
    assert.deepEqual(
      [printed.issuer, printed.token_endpoint_auth_method, printed.private_hosts],
      [world.issuer, 'client_secret_basic', ['127.0.0.1:4000']],
    )
    const site = {
      id: printed.client_id,
      secret: printed.client_secret ?? '',
      redirectUri: 'http://127.0.0.1:4000/retour',
      client: { client_id: printed.client_id },
    }
    assert.equal((await signIn(world, site, await world.browser(RESIDENT))).claims.aud, printed.client_id)
    assert.equal(await readClientArguments(['add', '--sector', 'x']), null)
    assert.equal(await readClientArguments(['remove']), null)
    await assert.rejects(
      addClient(world.db, world.issuer, { ...typed, authority: '00000' }),
      /Aucune collectivité/,
    )
  })

  test('DPoP: a token bound to a key is of no use without it', async () => {
    const oauth = await import('oauth4webapi')
    const site = await world.site()
    const asked = await ask(world, site)
    const visitor = await world.browser(RESIDENT)
    const page = await visitor.visit(asked.url)
    const back = await visitor.send(page, /action="(\/autorisation\/[^"/]+)"/.exec(page.text)?.[1] ?? '')
    const server = await world.discovered()
    const proof = oauth.DPoP(site.client, await oauth.generateKeyPair('ES256'))
    const insecure = { [oauth.allowInsecureRequests]: true }
    const parameters = oauth.validateAuthResponse(
      server,
      site.client,
      new URL(back.location ?? ''),
      asked.state,
    )
    const reply = await oauth.authorizationCodeGrantRequest(
      server,
      site.client,
      oauth.ClientSecretBasic(site.secret),
      parameters,
      site.redirectUri,
      asked.verifier,
      { ...insecure, DPoP: proof },
    )
    const tokens = await oauth.processAuthorizationCodeResponse(server, site.client, reply, {
      expectedNonce: asked.nonce,
    })
    assert.equal(tokens.token_type, 'dpop')
    assert.equal(await read(tokens.access_token), 401)
    const info = await oauth.userInfoRequest(server, site.client, tokens.access_token, {
      ...insecure,
      DPoP: proof,
    })
    assert.equal(info.status, 200)
  })

  test('pushed requests: an address holds only a reference, which serves once', async () => {
    const site = await world.site()
    const { url } = await ask(world, site, { scope: 'openid email' })
    const parameters = new URL(url, world.issuer).searchParams
    const headers = { authorization: `Basic ${Buffer.from(`${site.id}:${site.secret}`).toString('base64')}` }
    const pushed = (await (
      await fetch(`${world.issuer}/oidc/request`, { method: 'POST', headers, body: parameters })
    ).json()) as { request_uri: string }
    const visitor = await world.browser(RESIDENT)
    const short = `/oidc/auth?client_id=${site.id}&request_uri=${encodeURIComponent(pushed.request_uri)}`
    const page = await visitor.visit(short)
    assert.match(page.text, /valeur-email/)
    const back = await visitor.send(page, /action="(\/autorisation\/[^"/]+)"/.exec(page.text)?.[1] ?? '', {
      valeur: ['email'],
    })
    assert.ok(new URL(back.location ?? '').searchParams.get('code'))
    const again = await visitor.visit(short)
    assert.ok(!(again.location ?? '').includes('code='))
  })
})
