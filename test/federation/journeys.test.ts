// Sign-in with FranceConnect and ProConnect from the first page to the last, against the simulators.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import {
  AT_HOME,
  codeSentTo,
  type FederationWorld,
  openAccountWith,
  openFederation,
} from '#test/federation.ts'

describe('sign-in through providers', () => {
  let world: FederationWorld
  before(async () => {
    world = await openFederation()
  })
  after(() => world.close())

  const rows = async <T>(query: ReturnType<typeof sql<T>>) =>
    (await world.db.read(system, (tx) => query.execute(tx.q))).rows

  test('the buttons are on the page to sign in, and lead where they say', async () => {
    const { body } = await world.browser().get('/connexion?suite=/suivi')
    assert.match(body, /href="\/connexion\/franceconnect\?suite=%2Fsuivi"/)
    assert.match(body, /href="\/connexion\/proconnect\?suite=%2Fsuivi"/)
  })

  test('from another site of the territory one leaves by the public address, where one comes back', async () => {
    const left = await world
      .browser()
      .get('/connexion/franceconnect?suite=/suivi', { host: 'bron.parvis.test' })
    assert.equal(left.headers.location, 'http://parvis.test/connexion/franceconnect?ici=1&suite=%2Fsuivi')
  })

  test('first time with FranceConnect: address verified by code, account, then straight in the next time', async () => {
    const browser = world.browser()
    const opened = await openAccountWith(
      world,
      browser,
      { persona: 'nom-d-usage', next: '/suivi' },
      'solange@courriel.example',
    )
    assert.deepEqual([opened.statusCode, opened.headers.location], [303, '/suivi'])
    assert.equal((await browser.get('/compte')).statusCode, 200)
    const [person] = await rows(sql<{ name: string; verified: boolean; password: boolean }>`
      select p.name, p.email_verified_at is not null as verified, exists (select from accounts.credential c where c.person_id = p.id) as password
      from accounts.person p where p.email = 'solange@courriel.example'`)
    assert.deepEqual(person, { name: 'Solange VERNAISON', verified: true, password: false })

    const later = world.browser()
    const back = await world.travel(later, { persona: 'nom-d-usage' })
    assert.deepEqual([back.statusCode, back.headers.location], [303, '/compte'])
    assert.equal((await later.get('/compte')).statusCode, 200)
  })

  for (const persona of [
    'corse',
    'etranger',
    'jour-presume',
    'mois-presume',
    'signes',
    'homonyme-1',
    'homonyme-2',
    'mineur',
    'aidee',
  ])
    test(`every form of identity opens an account: ${persona}`, async () => {
      const opened = await openAccountWith(world, world.browser(), { persona }, `${persona}@essai.example`)
      assert.deepEqual([opened.statusCode, opened.headers.location], [303, '/compte'])
    })

  test('of an identity only digests are kept: no civil status, no token of the provider in clear', async () => {
    const kept = (
      await rows(sql<{ text: string }>`
      select e::text as text from accounts.external_identity e union all select s::text from accounts.federation_session s`)
    )
      .map(({ text }) => text)
      .join('\n')
    assert.ok(kept.length > 1000)
    for (const secret of ['BRESSAND', '1974-08-12', '69123', 'solange', 'eyJ'])
      assert.ok(!kept.includes(secret), secret)
  })

  test('an address that has an account is not linked by itself, and the screen does not tell', async () => {
    const browser = world.browser()
    const back = await world.travel(browser, { persona: 'habitante' })
    const wait = String(back.headers.location)
    const asked = await browser.post(wait, { email: 'habitante@parvis.example' })
    assert.deepEqual([asked.statusCode, asked.headers.location], [303, `${wait}/code`])
    const page = await browser.get(`${wait}/code`)
    assert.match(page.body, /Un message est parti/)
    assert.equal(await codeSentTo(world, 'habitante@parvis.example'), '')
    assert.equal((await browser.post(`${wait}/code`, { code: '000 000' })).statusCode, 422)
    assert.equal((await browser.get('/compte')).statusCode, 303)

    // Signing in as usual, then asking FranceConnect again from there, links the two.
    const current = 'parvis-demo-2026'
    const entered = await browser.post('/connexion', {
      email: 'habitante@parvis.example',
      password: current,
      suite: '/compte/connexions',
    })
    assert.equal(entered.headers.location, '/compte/connexions')
    const leaving = await browser.post('/compte/connexions/franceconnect', { current })
    const url = /^0; url=(.+)$/.exec(String(leaving.headers.refresh))?.[1] ?? ''
    const linked = await browser.get(await world.there(url, { persona: 'habitante' }))
    assert.deepEqual([linked.statusCode, linked.headers.location], [303, '/compte/connexions'])
    assert.equal((await world.travel(world.browser(), { persona: 'habitante' })).headers.location, '/compte')
  })

  test('linking from the account asks for the password, and the browser is led to the provider', async () => {
    const browser = await world.signedInAs('habitant@parvis.example')
    assert.equal(
      (await browser.post('/compte/connexions/franceconnect', { current: 'faux' })).statusCode,
      422,
    )
    const leaving = await browser.post('/compte/connexions/franceconnect', { current: 'parvis-demo-2026' })
    assert.equal(leaving.statusCode, 200)
    const url = /^0; url=(.+)$/.exec(String(leaving.headers.refresh))?.[1] ?? ''
    const back = await browser.get(await world.there(url))
    assert.deepEqual([back.statusCode, back.headers.location], [303, '/compte/connexions'])
    const { body } = await browser.get('/compte/connexions')
    const removal = /action="(\/compte\/connexions\/\d+\/retrait)"/.exec(body)?.[1] ?? ''
    assert.equal((await browser.post(removal, {})).headers.location, '/compte/connexions')
    assert.match(String((await world.travel(world.browser())).headers.location), /compte\//)
  })

  test('the only way into an account cannot be removed', async () => {
    const browser = world.browser()
    await world.travel(browser, { persona: 'nom-d-usage' })
    const [link] = await rows(sql<{ id: number }>`
      select e.id from accounts.external_identity e join accounts.person p on p.id = e.person_id where p.email = 'solange@courriel.example'`)
    assert.equal((await browser.post(`/compte/connexions/${link?.id}/retrait`, {})).statusCode, 422)
    assert.equal(
      (
        await (
          await world.signedInAs('habitante@parvis.example')
        ).post(`/compte/connexions/${link?.id}/retrait`, {})
      ).statusCode,
      404,
    )
  })

  test('signing out here offers to sign out of the provider, with the ID token, once', async () => {
    const browser = world.browser()
    const held = async () =>
      (await rows(sql<{ n: number }>`select count(*)::int as n from accounts.federation_session`))[0]?.n ?? 0
    const others = await held()
    await world.travel(browser, { persona: 'nom-d-usage' })
    assert.equal(await held(), others + 1)
    const out = await browser.post('/deconnexion', {})
    assert.equal(out.statusCode, 200)
    assert.equal(await held(), others)
    const href = (/href="(http:\/\/127[^"]+session\/end[^"]+)"/.exec(out.body)?.[1] ?? '').replaceAll(
      '&amp;',
      '&',
    )
    assert.equal((await browser.get('/compte')).statusCode, 303)
    const ended = await fetch(href, { redirect: 'manual' })
    assert.equal(ended.status, 303)
    const home = await browser.get(String(ended.headers.get('location')).replace('http://parvis.test', ''))
    assert.equal(home.headers.location, '/')
    assert.match((await browser.get('/')).body, /Vous êtes déconnecté de partout/)
    const foreign = await browser.get('/deconnexion/retour?state=faux')
    assert.equal(foreign.headers.location, '/')
    assert.doesNotMatch((await browser.get('/')).body, /Vous êtes déconnecté/)
  })

  test('an agent signs in with ProConnect, two factors, in one go', async () => {
    const browser = world.browser()
    const back = await world.travel(browser, { provider: 'proconnect', persona: 'voirie' })
    assert.deepEqual([back.statusCode, back.headers.location], [303, '/agents'])
    assert.equal((await browser.get('/agents')).statusCode, 200)
    const [link] = await rows(
      sql<{
        siret: string
        acr: string
        uid: string
      }>`select siret, acr, uid from accounts.external_identity where provider = 'proconnect'`,
    )
    assert.deepEqual(link, { siret: '20004697700019', acr: 'eidas1-mfa', uid: 'uid-voirie' })
    assert.equal(
      (await world.travel(world.browser(), { provider: 'proconnect', persona: 'voirie' })).headers.location,
      '/agents',
    )
  })

  test('an agent of a commune is recognised by the SIREN of the commune', async () => {
    assert.equal(
      (await world.travel(world.browser(), { provider: 'proconnect', persona: 'bron' })).headers.location,
      '/agents',
    )
  })

  test('one factor at ProConnect is half of what an agent owes: the code is asked here', async () => {
    const browser = world.browser()
    const back = await world.travel(browser, { provider: 'proconnect', persona: 'accueil-un-facteur' })
    assert.equal(back.headers.location, '/connexion/code')
    assert.equal((await browser.get('/agents')).statusCode, 303)
  })

  for (const persona of ['etat', 'association', 'elue', 'inconnue', 'mions-autre-siret'])
    test(`no role here for that address and that organisation: ${persona}`, async () => {
      const browser = world.browser()
      const back = await world.travel(browser, { provider: 'proconnect', persona })
      assert.equal(back.statusCode, 403)
      assert.match(back.body, /Aucun rôle à ce nom/)
      assert.equal((await browser.get('/agents')).statusCode, 303)
    })

  test('what the provider refuses about a person is said plainly: deceased, unavailable', async () => {
    const declined = await world.travel(world.browser(), { persona: 'decede' })
    assert.equal(declined.statusCode, 403)
    assert.match(declined.body, /Connexion interrompue/)
    const away = await world.travel(world.browser(), { persona: 'sans-reponse' })
    assert.equal(away.statusCode, 503)
    assert.match(away.body, /mot de passe/)
  })

  test('a changed identity is checked by somebody, who links it or keeps the two apart', async () => {
    await openAccountWith(world, world.browser(), { persona: 'sans-nom-d-usage' }, 'firmin@essai.example')
    const links = () =>
      rows(sql<{ subject: string }>`
      select e.subject from accounts.external_identity e join accounts.person p on p.id = e.person_id where p.email = 'firmin@essai.example'`)
    const [before] = await links()
    const browser = world.browser()
    const waits = await world.travel(browser, { persona: 'sans-nom-d-usage', fault: 'changed_sub' })
    assert.match(waits.body, /Nous vérifions votre identité/)
    assert.equal((await browser.get('/compte')).statusCode, 303)
    assert.deepEqual(await links(), [before])

    for (const email of ['habitante@parvis.example', 'admin.bron@parvis.example', 'voirie@parvis.example'])
      assert.equal(
        (await (await world.signedInAs(email)).get('/administration/identites')).statusCode,
        404,
        email,
      )
    const admin = await world.signedInAs('admin@parvis.example')
    assert.match((await admin.get('/administration')).body, /href="\/administration\/identites"/)
    assert.doesNotMatch(
      (await (await world.signedInAs('admin.bron@parvis.example')).get('/administration')).body,
      /identites/,
    )
    const { body } = await admin.get('/administration/identites')
    assert.match(body, /firmin@essai\.example/)
    const action = /action="(\/administration\/identites\/\d+)"/.exec(body)?.[1] ?? ''
    assert.equal((await admin.post(action, { decision: 'peut-être' })).statusCode, 422)
    assert.equal((await admin.post(action, { decision: 'same' })).statusCode, 303)
    assert.equal((await admin.post(action, { decision: 'same' })).statusCode, 404)
    const [changed] = await links()
    assert.notEqual(changed?.subject, before?.subject)
    assert.equal(
      (await world.travel(browser, { persona: 'sans-nom-d-usage', fault: 'changed_sub' })).headers.location,
      '/compte',
    )
  })

  test('two people who share an address stay two people', async () => {
    await openAccountWith(
      world,
      world.browser(),
      { persona: 'etranger', fault: 'changed_sub' },
      'x@essai.example',
    ).catch(() => null)
    const admin = await world.signedInAs('admin@parvis.example')
    const { body } = await admin.get('/administration/identites')
    const action = /action="(\/administration\/identites\/\d+)"/.exec(body)?.[1] ?? ''
    await admin.post(action, { decision: 'other' })
    const opened = await openAccountWith(
      world,
      world.browser(),
      { persona: 'etranger', fault: 'changed_sub' },
      'x@essai.example',
    )
    assert.equal(opened.headers.location, '/compte')
  })

  test('a chain of events tells the life of links, without a name', async () => {
    const events = await rows(
      sql<{
        name: string
        payload: unknown
      }>`select name, payload from platform.event where name like 'person.identity%' order by id`,
    )
    assert.ok(events.some(({ name }) => name === 'person.identity_replaced'))
    assert.ok(!JSON.stringify(events).includes('@'))
  })

  test('ended attempts and waits are swept', async () => {
    await world.browser().get('/connexion/franceconnect', AT_HOME)
    world.advance({ hours: 2 })
    const { jobsOf } = await import('../../src/app.ts')
    await jobsOf(world.config)['accounts.sweep']?.(world.db, {})
    assert.deepEqual(await rows(sql`select from accounts.federation_attempt`), [])
    assert.deepEqual(await rows(sql`select from accounts.federation_arrival`), [])
  })
})

test('without settings there is no button, and the addresses do not exist', async () => {
  const { createTestApp } = await import('#test/app.ts')
  const app = await createTestApp()
  try {
    const browser = app.browser()
    assert.doesNotMatch((await browser.get('/connexion')).body, /FranceConnect|ProConnect/)
    for (const path of [
      'franceconnect',
      'proconnect',
      'franceconnect/retour?state=x',
      'proconnect/retour?state=x',
    ])
      assert.equal((await browser.get(`/connexion/${path}`, AT_HOME)).statusCode, 404, path)
  } finally {
    await app.close()
  }
})
