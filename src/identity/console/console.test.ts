// The test console: an administrator tries a site's sign-in as themself; nobody else can, and nothing of it is left.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { system } from '#platform/actor.ts'
import {
  type Listener,
  openListener,
  openWorld,
  type Page,
  questionOf,
  RESIDENT,
  signIn,
  type Site,
  tokenRequest,
  type Visitor,
  type World,
} from '../world.fixture.ts'
import { beginTrial, readTrial } from './trial.ts'

const ADMIN = 'admin.bron@parvis.example'

describe('the test console', () => {
  let world: World
  let admin: Visitor
  let site: Site
  let listener: Listener
  before(async () => {
    world = await openWorld()
    admin = await signedIn(ADMIN)
    listener = await openListener(JSON.stringify({ keys: [{ kty: 'EC' }] }))
    site = await world.site({ requiredValues: ['email'] })
  })
  after(async () => {
    await listener.close()
    await world.close()
  })

  async function signedIn(email: string): Promise<Visitor> {
    const visitor = await world.browser(email)
    await world.sql('update accounts.session set factors = 2 where person_id = $1', [
      await world.personId(email),
    ])
    return visitor
  }
  const addressOf = ({ id }: Site, path = '') => `/administration/sites/${id}${path}`
  const begin = async (visitor: Visitor, its = site): Promise<Page> =>
    visitor.send(await visitor.get(addressOf(its, '/essai')), addressOf(its, '/essai'))
  const doubleOf = ({ id }: Site) => `console-${id}`
  const count = async (text: string, values: unknown[]) =>
    Number((await world.sql<{ count: string }>(text, values))[0]?.count)

  test('shows each step of a real sign-in of the administrator, with the identifier that the site itself gets', async () => {
    const { claims } = await signIn(world, site, admin, { scope: 'openid email' })
    const prepared = await admin.get(addressOf(site, '/essai'))
    assert.match(prepared.text, /code_challenge_method/)
    assert.match(prepared.text, /invalid_redirect_uri/)
    const question = await begin(admin)
    assert.match(question.text, /Se connecter à «\s*Site de Bron \(essai\)\s*»/)
    const shown = await admin.send(question, questionOf(question), { valeur: ['email'] })
    assert.equal(shown.status, 200)
    for (const part of [
      /La connexion fonctionne/,
      /userinfo/,
      /Jeton d’identité/,
      /admin\.bron@parvis\.example/,
    ])
      assert.match(shown.text, part)
    assert.ok(shown.text.includes(claims.sub))
    assert.match(shown.headers.get('cache-control') ?? '', /no-store/)
    assert.match((await admin.get(addressOf(site))).text, /Connexion essayée/)
  })

  test('keeps nothing: no token, no consent, no secret; the page is not shown twice', async () => {
    const question = await begin(admin)
    world.journal.length = 0
    let last = await admin.post(questionOf(question), {
      _csrf: /name="_csrf" value="([^"]+)"/.exec(question.text)?.[1] ?? '',
      valeur: ['email'],
    })
    for (let step = 0; step < 5 && last.location?.includes('/administration/') === false; step++)
      last = await admin.get(last.location)
    const back = last.location ?? ''
    const code = new URL(back, world.issuer).searchParams.get('code') ?? ''
    assert.ok(code.length > 20)
    const shown = await admin.get(new URL(back, world.issuer).pathname + new URL(back, world.issuer).search)
    assert.match(shown.text, /La connexion fonctionne/)
    assert.ok(!shown.text.includes(code))
    assert.doesNotMatch(shown.text, /eyJ[\w-]{20}/)
    assert.ok(!world.journal.join('\n').includes(code))
    const person = await world.personId(ADMIN)
    const id = doubleOf(site)
    assert.equal(
      await count('select count(*) from identity.artifact where client_id = $1 and person_id = $2', [
        id,
        person,
      ]),
      0,
    )
    assert.equal(
      await count('select count(*) from identity.consent where client_id = $1 and ended_at is null', [id]),
      0,
    )
    assert.equal(await count('select count(*) from identity.client_secret where client_id = $1', [id]), 0)
    const again = await admin.get(new URL(back, world.issuer).pathname + new URL(back, world.issuer).search)
    assert.equal(again.status, 410)
    assert.match(again.text, /Cet essai est terminé/)
  })

  test('a refusal comes back explained', async () => {
    const question = await begin(admin)
    const shown = await admin.send(question, `${questionOf(question)}/refus`)
    assert.match(shown.text, /access_denied/)
    assert.match(shown.text, /La personne a choisi de ne pas se connecter/)
  })

  test('signs in whoever began it, and nobody else: neither a resident nor another administrator', async () => {
    const started = await admin.post(addressOf(site, '/essai'), {
      _csrf:
        /name="_csrf" value="([^"]+)"/.exec((await admin.get(addressOf(site, '/essai'))).text)?.[1] ?? '',
    })
    const address = started.location ?? ''
    assert.match(address, /^\/oidc\/auth\?/)
    for (const email of [RESIDENT, 'admin@parvis.example']) {
      const other = email === RESIDENT ? await world.browser(email) : await signedIn(email)
      const page = await other.visit(address)
      assert.equal(page.status, 410, email)
      assert.equal(
        await count('select count(*) from identity.consent where client_id = $1 and person_id = $2', [
          doubleOf(site),
          await world.personId(email),
        ]),
        0,
      )
    }
    // Brought to someone else’s browser, the return of a trial says nothing either.
    const metropolis = await signedIn('admin@parvis.example')
    const state = new URL(address, world.issuer).searchParams.get('state') ?? ''
    const stolen = await metropolis.get(
      `/administration/sites/essai?code=x&state=${encodeURIComponent(state)}`,
    )
    assert.equal(stolen.status, 410)
  })

  test('opens nothing of the site: neither its addresses, nor its secret', async () => {
    const state = new URL((await startOf()).location ?? '', world.issuer).searchParams.get('state') ?? ''
    const trial = readTrial(world.config.secret, state, await world.personId(ADMIN), new Date())
    assert.ok(trial)
    const asDouble = { ...site, id: trial.consoleId, secret: trial.secret }
    const asSite = { ...site, secret: trial.secret }
    const parameters = { grant_type: 'authorization_code', code: 'x' }
    assert.equal((await tokenRequest(world, asDouble, parameters)).body.error, 'invalid_grant')
    assert.equal((await tokenRequest(world, asSite, parameters)).body.error, 'invalid_client')
    const url = new URL((await startOf()).location ?? '', world.issuer)
    url.searchParams.set('redirect_uri', site.redirectUri)
    assert.equal((await admin.get(url.pathname + url.search)).status, 400)
    url.searchParams.set('redirect_uri', `${world.issuer}/administration/sites/essai`)
    url.searchParams.set('client_id', site.id)
    assert.equal((await admin.get(url.pathname + url.search)).status, 400)
    const listed = (await admin.get('/administration/sites')).text
    assert.ok(!listed.includes('console-'))
    assert.equal((await admin.get(`/administration/sites/${trial.consoleId}`)).status, 404)
  })

  const startOf = async () =>
    admin.post(addressOf(site, '/essai'), {
      _csrf:
        /name="_csrf" value="([^"]+)"/.exec((await admin.get(addressOf(site, '/essai'))).text)?.[1] ?? '',
    })

  test('a state that was changed, is of another person, or is a quarter of an hour old is none', async () => {
    const person = await world.personId(ADMIN)
    const now = new Date()
    const { state } = await world.db.write(system, (tx) => beginTrial(tx, world.config, site.id, person))
    assert.ok(readTrial(world.config.secret, state, person, now))
    assert.equal(readTrial(world.config.secret, state, person + 1, now), null)
    assert.equal(readTrial(world.config.secret, state, person, new Date(now.getTime() + 16 * 60_000)), null)
    const [client, until, ...rest] = state.split('.')
    const later = [client, Number(until) + 60_000, ...rest].join('.')
    for (const wrong of [later, `${state}x`, '', 'a.b.c.d'])
      assert.equal(readTrial(world.config.secret, wrong, person, now), null)
  })

  test('a site out of service is not tried, and its double is as dead as it', async () => {
    const other = await world.site()
    const question = await begin(admin, other)
    await admin.send(await admin.get(addressOf(other)), addressOf(other, '/hors-service'))
    assert.equal((await admin.get(addressOf(other, '/essai'))).status, 409)
    assert.equal((await admin.send(question, questionOf(question), { valeur: [] })).status, 410)
  })

  test('a trial that nobody came back from is swept', async () => {
    const other = await world.site()
    const question = await begin(admin, other)
    const csrf = /name="_csrf" value="([^"]+)"/.exec(question.text)?.[1] ?? ''
    await admin.post(questionOf(question), { _csrf: csrf, valeur: ['email'] })
    const id = doubleOf(other)
    await world.sql(
      "update identity.consent set given_at = given_at - interval '20 minutes' where client_id = $1",
      [id],
    )
    await world.sql(
      "update identity.client_secret set expires_at = now() - interval '1 second' where client_id = $1",
      [id],
    )
    await world.job('identity.sweep')
    assert.equal(
      await count('select count(*) from identity.consent where client_id = $1 and ended_at is null', [id]),
      0,
    )
    assert.equal(await count('select count(*) from identity.client_secret where client_id = $1', [id]), 0)
  })

  describe('the check of the addresses', () => {
    const verdicts = async (more: Parameters<World['site']>[0]): Promise<string> => {
      const checked = await world.site(more)
      const page = await admin.send(await admin.get(addressOf(checked)), addressOf(checked, '/verification'))
      assert.equal(page.status, 200)
      return page.text
    }
    const host = () => new URL(listener.origin).host

    test('tells what answers, and sends a logout of nobody', async () => {
      listener.received.length = 0
      const text = await verdicts({
        redirectUris: [`${listener.origin}/retour`],
        backchannelUri: `${listener.origin}/sortie`,
        authMethod: 'private_key_jwt',
        jwksUri: `${listener.origin}/cles`,
        privateHosts: [host()],
      })
      assert.match(text, /Le site répond \(200\)/)
      assert.match(text, /1 clé\(s\) publiée\(s\)/)
      assert.match(text, /a accepté une déconnexion d’essai/)
      const sent = listener.received.find(({ path }) => path === '/sortie')?.body ?? ''
      const [, payload = ''] = (new URLSearchParams(sent).get('logout_token') ?? '').split('.')
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
      assert.deepEqual(Object.keys(claims).toSorted(), [
        'aud',
        'events',
        'exp',
        'iat',
        'iss',
        'jti',
        'sid',
        'sub',
      ])
      assert.equal(await count('select count(*) from identity.logout_delivery', []), 0)
    })

    test('goes nowhere inside the house, and repeats nothing of an answer', async () => {
      listener.received.length = 0
      const text = await verdicts({
        redirectUris: [
          `${listener.origin}/retour`,
          'https://127.0.0.1/retour',
          'https://10.0.0.7/retour',
          'https://intranet.lan/retour',
        ],
      })
      assert.equal(listener.received.length, 0)
      assert.equal(text.match(/Adresse d’un poste ou d’un réseau privé/g)?.length, 4)
      assert.doesNotMatch(text, /"kty"/)
    })

    test('says what is wrong: a fault, a page that is not there, a site that expects no sign-out', async () => {
      for (const [status, said] of [
        [503, /répond par une panne \(503\)/],
        [404, /cette page n’existe pas \(404\)/],
      ] as const) {
        listener.answer(status)
        assert.match(
          await verdicts({ redirectUris: [`${listener.origin}/retour`], privateHosts: [host()] }),
          said,
        )
      }
      const backchannel = { backchannelUri: `${listener.origin}/sortie`, privateHosts: [host()] }
      listener.answer(405)
      assert.match(await verdicts(backchannel), /n’attend pas de déconnexion à cette adresse \(405\)/)
      listener.answer(400)
      assert.match(await verdicts(backchannel), /refuse une déconnexion d’essai/)
      listener.answer(200)
    })
  })
})
