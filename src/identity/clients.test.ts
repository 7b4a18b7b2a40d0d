// The sites of an authority, administered through HTTP: by its administrators, and by nobody else.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openWorld, RESIDENT, signIn, tokenRequest, type Visitor, type World } from './world.fixture.ts'

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
    new RegExp(`${label}\\)</dt><dd><code>([^<]+)</code>`).exec(text)?.[1] ?? ''

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
})
