// The sites of an authority, administered through HTTP: by its administrators, and by nobody else.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { actorOfPerson } from '#people'
import { system } from '#platform/actor.ts'
import {
  agree,
  ask,
  openListener,
  openWorld,
  OTHER,
  questionOf,
  RESIDENT,
  signIn,
  tokenRequest,
  type Visitor,
  type World,
} from '../world.fixture.ts'

const FORM = {
  authority: '69029',
  name: 'Portail famille',
  sector: 'scolaire',
  redirect: 'https://famille.bron.example/retour',
  postlogout: '',
  backchannel: '',
  auth: 'client_secret_basic',
  keys: '',
  values: ['email', 'name'],
  required: 'email',
}

describe('administration of sites', () => {
  let world: World
  let admin: Visitor
  before(async () => {
    world = await openWorld()
    admin = await signedIn('admin.bron@parvis.example')
  })
  after(() => world.close())

  /** Agents owe two factors. */
  async function signedIn(email: string): Promise<Visitor> {
    const visitor = await world.browser(email)
    await world.sql('update accounts.session set factors = 2 where person_id = $1', [
      await world.personId(email),
    ])
    return visitor
  }
  const code = (text: string, label: string): string =>
    new RegExp(`${label}\\)</dt><dd><copy-code[^>]*><code>([^<]+)</code>`).exec(text)?.[1] ?? ''

  test('an administrator connects a site of the authority: the secret is shown once, and works', async () => {
    const page = await admin.send(
      await admin.get('/administration/sites/nouveau'),
      '/administration/sites/nouveau',
      FORM,
    )
    const [id, secret] = [code(page.text, 'client_id'), code(page.text, 'client_secret')]
    assert.match(page.text, /Copiez le secret maintenant/)
    assert.match(page.headers.get('cache-control') ?? '', /no-store/)
    const site = { id, secret, redirectUri: FORM.redirect, client: { client_id: id } }
    assert.equal(
      (await signIn(world, site, await world.browser(RESIDENT), { scope: 'openid email' })).claims.aud,
      id,
    )
    const shown = await admin.get(`/administration/sites/${id}`)
    assert.match(shown.text, /Portail famille/)
    const form = (await admin.get('/administration/sites/nouveau')).text
    assert.match(form, /Commune où la personne habite/)
    assert.doesNotMatch(form, /vous habitez/)
    assert.match(shown.text, /En vigueur/)
    assert.ok(!shown.text.includes(secret))
    const changed = await admin.send(shown, `/administration/sites/${id}/secret`)
    const second = code(changed.text, 'client_secret')
    assert.notEqual(second, secret)
    for (const one of [secret, second])
      assert.equal(
        (await tokenRequest(world, { ...site, secret: one }, { grant_type: 'authorization_code', code: 'x' }))
          .body.error,
        'invalid_grant',
      )
  })

  test('what is weaker at a site is chosen one by one, said on its page, and can be taken back', async () => {
    const made = await admin.send(
      await admin.get('/administration/sites/nouveau'),
      '/administration/sites/nouveau',
      { ...FORM, name: 'Vieux logiciel', concessions: 'without_pkce' },
    )
    const id = code(made.text, 'client_id')
    const shown = await admin.get(`/administration/sites/${id}`)
    assert.match(shown.text, /moins bien protégé que les autres/)
    assert.match(shown.text, /Se connecter sans PKCE\.<\/b> Un code de connexion volé/)
    assert.doesNotMatch(shown.text, /dans des journaux/)
    const form = await admin.get(`/administration/sites/${id}/modifier`)
    assert.match(form.text, /value="without_pkce"[^>]*checked/)
    const changed = await admin.send(form, `/administration/sites/${id}/modifier`, {
      ...FORM,
      name: 'Vieux logiciel',
      concessions: 'id_token_values',
    })
    assert.match(changed.text, /dans des journaux/)
    assert.match(
      changed.text,
      /Permis malgré leur faiblesse<\/b>.*Se connecter sans PKCE → Recevoir les valeurs dans le jeton/,
    )
    const wrong = await admin.send(form, `/administration/sites/${id}/modifier`, {
      ...FORM,
      concessions: 'tout',
    })
    assert.equal(wrong.status, 422)
  })

  test('each mistake is said beside its field, and everything typed is kept', async () => {
    const page = await admin.send(
      await admin.get('/administration/sites/nouveau'),
      '/administration/sites/nouveau',
      {
        ...FORM,
        sector: 'État civil',
        redirect: 'http://famille.bron.example/',
        backchannel: 'https://10.0.0.1/sortie',
        authority: '69029',
      },
    )
    assert.equal(page.status, 422)
    for (const part of [
      /le secteur en minuscules/,
      /doit commencer par https/,
      /réseau privé/,
      /value="Portail famille"/,
      /http:\/\/famille\.bron\.example\//,
    ])
      assert.match(page.text, part)
  })

  test('nobody registers, sees or changes a site of another authority', async () => {
    const mine = await world.site({ name: 'Site de Bron seul' })
    const metropolis = await signedIn('admin@parvis.example')
    assert.doesNotMatch((await metropolis.get('/administration/sites')).text, /Site de Bron seul/)
    assert.match((await admin.get('/administration/sites')).text, /Site de Bron seul/)
    assert.equal((await metropolis.get(`/administration/sites/${mine.id}`)).status, 404)
    const page = await metropolis.get('/administration/sites/nouveau')
    assert.equal((await metropolis.send(page, `/administration/sites/${mine.id}/secret`)).status, 404)
    assert.equal((await metropolis.send(page, '/administration/sites/nouveau', FORM)).status, 422)
    for (const email of ['agent.bron@parvis.example', RESIDENT]) {
      const other = email === RESIDENT ? await world.browser(email) : await signedIn(email)
      assert.equal((await other.get('/administration/sites')).status, 404)
    }
  })

  test('the list is filtered, ordered and taken away, of one’s own sites alone', async () => {
    const site = await world.site()
    const list = async (query: string) => (await admin.get(`/administration/sites${query}`)).text
    assert.ok((await list('?q=brn')).includes('Rien ne correspond'))
    assert.ok((await list('?q=bron&secteur=etat-civil&etat=en-service')).includes(site.id))
    assert.ok(!(await list('?secteur=scolaire')).includes(site.id))
    assert.match(await list('?tri=-nom'), /aria-sort="descending"/)
    const file = await list('?format=csv')
    assert.ok(file.startsWith('"Site";"Collectivité";"Secteur"') && file.includes(site.redirectUri), file)
    const metropolis = await signedIn('admin@parvis.example')
    assert.ok(!(await metropolis.get('/administration/sites?format=csv')).text.includes(site.redirectUri))
  })

  const page = (id: string) => `/administration/sites/${id}`
  const EDITION = {
    name: 'Site de Bron',
    redirect: 'https://bron.example/retour',
    postlogout: '',
    backchannel: '',
    keys: '',
    values: ['email', 'name', 'phone', 'commune'],
  }

  test('a site is changed under the checks of a registration, and its history says who did what', async () => {
    const site = await world.site()
    const form = await admin.get(`${page(site.id)}/modifier`)
    assert.match(form.text, /https:\/\/bron\.example\/retour/)
    const wrong = await admin.send(form, `${page(site.id)}/modifier`, {
      ...EDITION,
      redirect: 'https://bron.example/*',
      backchannel: 'https://169.254.169.254/sortie',
      name: 'Nom gardé',
    })
    assert.equal(wrong.status, 422)
    for (const part of [/sans «\u00a0\*\u00a0»/, /réseau privé/, /value="Nom gardé"/, /bron\.example\/\*/])
      assert.match(wrong.text, part)
    const shown = await admin.send(form, `${page(site.id)}/modifier`, {
      ...EDITION,
      redirect: 'https://bron.example/entree',
    })
    assert.match(shown.text, /Réglages modifiés/)
    assert.match(shown.text, /https:\/\/bron\.example\/retour → https:\/\/bron\.example\/entree/)
    assert.match(shown.text, /Depuis le serveur/)
    const [{ name } = { name: '' }] = await world.sql<{ name: string }>(
      'select name from accounts.person where email = $1',
      ['admin.bron@parvis.example'],
    )
    assert.ok(shown.text.includes(name))
    const asked = await ask(world, site)
    assert.equal((await admin.get(asked.url)).status, 400)
  })

  test('what a site may no longer ask for, no token reads any more', async () => {
    const site = await world.site()
    const { response } = await signIn(world, site, await world.browser(RESIDENT), {
      scope: 'openid email phone',
    })
    const form = await admin.get(`${page(site.id)}/modifier`)
    await admin.send(form, `${page(site.id)}/modifier`, { ...EDITION, values: ['email'] })
    for (const payload of await world.planned('identity.end_grants'))
      await world.job('identity.end_grants', payload)
    assert.equal((await userinfo(response.access_token)).status, 401)
  })

  const userinfo = (token: string) =>
    fetch(`${world.issuer}/oidc/me`, { headers: { authorization: `Bearer ${token}` } })

  test('out of service: authorization, token, refresh, introspection, userinfo and revocation refuse at once', async () => {
    const site = await world.site()
    const resident = await world.browser(RESIDENT)
    const offline = { scope: 'openid email offline_access', prompt: 'consent' }
    const { response } = await signIn(world, site, resident, offline)
    const pending = await agree(resident, await resident.visit((await ask(world, site)).url))
    const shown = await admin.send(await admin.get(page(site.id)), `${page(site.id)}/hors-service`)
    assert.match(shown.text, /Ce site est hors service/)
    assert.match((await admin.get('/administration/sites')).text, /Hors service/)

    assert.equal((await resident.get((await ask(world, site)).url)).status, 400)
    const refused = [
      {
        grant_type: 'authorization_code',
        code: pending.searchParams.get('code') ?? '',
        redirect_uri: site.redirectUri,
      },
      { grant_type: 'refresh_token', refresh_token: response.refresh_token ?? '' },
    ]
    for (const parameters of refused)
      assert.deepEqual((await tokenRequest(world, site, parameters)).body.error, 'invalid_client')
    const headers = {
      authorization: `Basic ${Buffer.from(`${site.id}:${site.secret}`).toString('base64')}`,
    }
    for (const path of ['/oidc/token/introspection', '/oidc/token/revocation', '/oidc/request']) {
      const body = new URLSearchParams({ token: response.access_token })
      const reply = await fetch(`${world.issuer}${path}`, { method: 'POST', headers, body })
      assert.equal(reply.status, 401, path)
    }
    assert.equal((await userinfo(response.access_token)).status, 401)

    await admin.send(shown, `${page(site.id)}/en-service`)
    assert.equal((await userinfo(response.access_token)).status, 200)
    const history = (await admin.get(page(site.id))).text
    assert.ok(history.indexOf('Remis en service') < history.indexOf('Mis hors service'))
    const again = await admin.send(shown, `${page(site.id)}/en-service`)
    assert.equal(again.status, 409)
  })

  test('a question that was open when the site went out of service is dead, and its people are still told of sign-outs', async () => {
    const listener = await openListener()
    const site = await world.site({
      backchannelUri: `${listener.origin}/sortie`,
      privateHosts: [new URL(listener.origin).host],
    })
    try {
      const resident = await world.browser(OTHER)
      await signIn(world, site, resident)
      const waiting = await world.browser(RESIDENT)
      const question = await waiting.visit((await ask(world, site)).url)
      await admin.send(await admin.get(page(site.id)), `${page(site.id)}/hors-service`)
      assert.equal((await waiting.send(question, questionOf(question))).status, 410)
      await world.sql('delete from accounts.session where person_id = $1', [await world.personId(OTHER)])
      for (const name of ['identity.end_session', 'identity.deliver_logout'])
        for (const payload of await world.planned(name)) await world.job(name, payload)
      assert.equal(listener.received.length, 1)
    } finally {
      await listener.close()
    }
  })

  test('the former secret ends early; the one in force never does', async () => {
    const site = await world.site()
    const isKnown = async (secret: string) =>
      (await tokenRequest(world, { ...site, secret }, { grant_type: 'authorization_code', code: 'x' })).body
        .error === 'invalid_grant'
    const changed = await admin.send(await admin.get(page(site.id)), `${page(site.id)}/secret`)
    const second = code(changed.text, 'client_secret')
    assert.deepEqual([await isKnown(site.secret), await isKnown(second)], [true, true])
    const shown = await admin.get(page(site.id))
    const ends = [...shown.text.matchAll(/action="([^"]+\/fin)"/g)].map((found) => found[1] ?? '')
    assert.equal(ends.length, 1)
    await admin.send(shown, ends[0] ?? '')
    assert.deepEqual([await isKnown(site.secret), await isKnown(second)], [false, true])
    const [{ id } = { id: 0 }] = await world.sql<{ id: number }>(
      'select max(id)::integer as id from identity.client_secret where client_id = $1',
      [site.id],
    )
    assert.equal((await admin.send(shown, `${page(site.id)}/secrets/${id}/fin`)).status, 409)
    assert.ok(await isKnown(second))
    const after = (await admin.get(page(site.id))).text
    assert.match(after, /Ancien secret terminé/)
    for (const secret of [site.secret, second]) assert.ok(!after.includes(secret))
  })

  test('ten minutes after the last proof, a secret and being out of service wait for another one', async () => {
    const site = await world.site()
    const late = await signedIn('admin.bron@parvis.example')
    const shown = await late.get(page(site.id))
    await world.sql(
      "update accounts.session set proved_at = proved_at - interval '11 minutes' where person_id = $1",
      [await world.personId('admin.bron@parvis.example')],
    )
    for (const act of ['/secret', '/hors-service'])
      assert.match(
        (await late.send(shown, `${page(site.id)}${act}`)).url,
        /\/compte\/confirmation\?suite=/,
        act,
      )
    const body = { grant_type: 'authorization_code', code: 'x' }
    assert.equal((await tokenRequest(world, site, body)).body.error, 'invalid_grant')
    await world.sql('update accounts.session set proved_at = now() where person_id = $1', [
      await world.personId('admin.bron@parvis.example'),
    ])
  })

  test('no administrator of another authority reaches any page or act of a site', async () => {
    const site = await world.site()
    const metropolis = await signedIn('admin@parvis.example')
    const form = await metropolis.get('/administration/sites/nouveau')
    for (const path of ['', '/modifier', '/essai'])
      assert.equal((await metropolis.get(page(site.id) + path)).status, 404, path)
    const acts = [
      '/modifier',
      '/secret',
      '/secrets/1/fin',
      '/hors-service',
      '/en-service',
      '/essai',
      '/verification',
    ]
    for (const path of acts)
      assert.equal((await metropolis.send(form, page(site.id) + path, EDITION)).status, 404, path)
    const events = await world.sql<{ name: string }>(
      `select e.name from platform.event e join identity.client c on c.number = e.subject_id
       where e.subject_kind = 'client' and c.id = $1`,
      [site.id],
    )
    assert.deepEqual(events, [{ name: 'client.registered' }])
    // The database says the same: the history is that of whoever sees the site.
    const seenBy = async (email: string) => {
      const id = await world.personId(email)
      return world.db
        .read(system, (tx) => actorOfPerson(tx, id))
        .then(
          (actor) =>
            actor &&
            world.db.read(actor, async (tx) => {
              const { rows } = await sql`select from platform.event e where e.subject_kind = 'client'
              and e.subject_id = (select number from identity.client where id = ${site.id})`.execute(tx.q)
              const hidden = await sql`select from platform.event where subject_kind = 'client'`.execute(tx.q)
              return [rows.length, hidden.rows.length > 0]
            }),
        )
    }
    assert.deepEqual(await seenBy('admin@parvis.example'), [0, false])
    assert.deepEqual(await seenBy('admin.bron@parvis.example'), [1, true])
    assert.deepEqual(await seenBy('agent.bron@parvis.example'), [0, false])
  })
})
