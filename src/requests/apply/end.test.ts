// The end of a form, and what may happen before it: a closed service, an older form, a session that ends, two windows.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { publishAll } from '#definitions'
import { FORM, type FormDefinition, formVersion } from '#forms'
import { system } from '#platform/actor.ts'
import { catalogue } from '#services'
import { createTestApp, type TestApp } from '#test/app.ts'
import { beginForm, fillForm } from '#test/apply.ts'
import { jobsOf } from '../../app.ts'

const SLUG = 'signaler-un-nid-de-poule'
const PLACE = { 'place-commune': '69283', 'place-adresse': '1, rue des Lilas', place_kind: 'street' }
const PROBLEM = { size: 'medium', details: 'Devant le portail' }
const CONTACT = { name: 'Lucette Morandat', email: 'l.morandat@courriel.example', phone: '' }
const plain = (text: string) => text.replace(/&nbsp;|[\u00a0\u202f]/g, ' ')

describe('drafts and time', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  const requestOf = (draft: string) =>
    parvis.db.read(system, (tx) =>
      tx.q.selectFrom('requests.request').selectAll().where('draft_id', '=', draft).execute(),
    )

  test('a session that ends in the middle of a form: what was typed waits for that person, and the next one finds nothing', async () => {
    const browser = await parvis.signedInAs('habitant@parvis.example')
    const session = browser.cookies.get('parvis_session') ?? ''
    const { at, draft } = await beginForm(browser)
    await browser.post(`${at}/place`, PLACE)
    const signedIn = async (email: string) => {
      const other = await parvis.signedInAs(email)
      browser.cookies.set('parvis_session', other.cookies.get('parvis_session') ?? '')
    }
    await parvis.db.write(system, (tx) =>
      sql`update accounts.session set expires_at = ${tx.now} where token_hash = sha256(convert_to(${session}, 'UTF8'))`.execute(
        tx.q,
      ),
    )
    const kept = String((await browser.post(`${at}/problem`, PROBLEM)).headers.location)
    assert.match(kept, /^\/connexion\?suite=%2Freprise%2F/)
    const back = decodeURIComponent(kept.slice('/connexion?suite='.length))
    const foundBy = async () => {
      const list = (await browser.get('/brouillons')).body
      const pages = await Promise.all(
        [at, `${at}/place`, `${at}/verifier`, back].map(async (path) => (await browser.get(path)).statusCode),
      )
      return { listed: list.includes(draft), pages }
    }
    browser.cookies.delete('parvis_session')
    assert.equal((await foundBy()).listed, false)
    assert.doesNotMatch((await browser.get(back)).body, /Devant le portail/)
    await signedIn('habitante@parvis.example')
    assert.deepEqual(await foundBy(), { listed: false, pages: [404, 404, 404, 404] })
    await signedIn('habitant@parvis.example')
    assert.match((await browser.get(back)).body, /Devant le portail/)
    assert.equal((await browser.post(`${at}/problem`, PROBLEM)).headers.location, `${at}/contact`)
    await browser.post(`${at}/contact`, CONTACT)
    assert.equal((await browser.post(`${at}/envoyer`, {})).headers.location, `${at}/recu`)
    const [request] = await requestOf(draft)
    assert.equal(request?.resident_id, (await parvis.actor('habitant@parvis.example')).personId)
  })

  test('a draft begun without an account and gone on with under one is that person’s, its files too', async () => {
    const browser = parvis.browser()
    const { at, draft } = await beginForm(browser)
    await browser.post(`${at}/place`, PLACE)
    const one = await parvis.signedInAs('habitant@parvis.example')
    browser.cookies.set('parvis_session', one.cookies.get('parvis_session') ?? '')
    assert.equal((await browser.post(`${at}/problem`, PROBLEM)).headers.location, `${at}/contact`)
    assert.match((await one.get('/brouillons')).body, new RegExp(draft), 'on another device too')
    for (const next of [null, 'habitante@parvis.example']) {
      browser.cookies.delete('parvis_session')
      const other = next === null ? null : await parvis.signedInAs(next)
      if (other !== null) browser.cookies.set('parvis_session', other.cookies.get('parvis_session') ?? '')
      assert.doesNotMatch((await browser.get('/brouillons')).body, new RegExp(draft))
      assert.notEqual((await browser.get(`${at}/place`)).statusCode, 200)
    }
  })

  test('whoever signs out leaves no draft to the next person at the computer', async () => {
    const browser = await parvis.signedInAs('habitant@parvis.example')
    const { at, draft } = await beginForm(browser)
    await browser.post(`${at}/place`, PLACE)
    await browser.post('/deconnexion', {})
    assert.doesNotMatch((await browser.get('/brouillons')).body, new RegExp(draft))
    assert.match(String((await browser.get(`${at}/place`)).headers.location), /^\/connexion/)
  })

  test('two windows and a script at once: no answer of one erases the other’s', async () => {
    const browser = parvis.browser()
    const { at } = await beginForm(browser)
    await browser.post(`${at}/place`, PLACE)
    const csrf = await browser.csrf()
    await Promise.all([
      browser.post(`${at}/problem`, PROBLEM, { csrf }),
      browser.post(`${at}/contact`, CONTACT, { csrf }),
      browser.post(`${at}/place/sauver`, PLACE, { csrf }),
    ])
    const review = plain((await browser.get(`${at}/verifier`)).body)
    for (const said of ['1, rue des Lilas', 'Devant le portail', 'Lucette Morandat'])
      assert.match(review, new RegExp(said))
  })

  test('what is sent is what was last saved: a page saved while sending is in, or finds the receipt', async () => {
    const browser = parvis.browser()
    const { at, draft } = await fillForm(browser, { details: 'avant' })
    const csrf = await browser.csrf()
    const [saved, sent] = await Promise.all([
      browser.post(`${at}/problem`, { ...PROBLEM, details: 'après' }, { csrf }),
      browser.post(`${at}/envoyer`, {}, { csrf }),
    ])
    assert.equal(sent.headers.location, `${at}/recu`)
    const [request, ...others] = await requestOf(draft)
    assert.deepEqual(others, [])
    assert.ok(request)
    assert.equal(
      (request.answers as Record<string, unknown>).details,
      saved.headers.location === `${at}/verifier` ? 'après' : 'avant',
    )
  })

  test('a draft sent keeps no copy; three months later its address still shows the receipt, never an empty form', async () => {
    const browser = parvis.browser()
    const { at, draft } = await fillForm(browser)
    await browser.post(`${at}/envoyer`, {})
    const kept = await parvis.db.read(system, (tx) =>
      tx.q.selectFrom('forms.draft').select('answers').where('id', '=', draft).executeTakeFirstOrThrow(),
    )
    assert.deepEqual(kept.answers, { answers: {}, raw: {} })
    parvis.advance({ days: 100 })
    await jobsOf(parvis.config)['privacy.retention']?.(parvis.db, {})
    assert.equal((await browser.get(`${at}/place`)).headers.location, `${at}/recu`)
    assert.match((await browser.get(`${at}/recu`)).body, /envoyée depuis cet appareil le .*est-ce la vôtre/)
    const yes = await browser.post(`/brouillons/${draft}/reprise`, { mien: 'oui' })
    assert.equal(yes.headers.location, `${at}/recu`)
    assert.match((await browser.get(`${at}/recu`)).body, /Cette page vaut accusé de réception/)
    parvis.advance({ days: -100 })
  })

  test('what the page of a service promises is what the receipt says, on a Saturday too', async () => {
    parvis.advance({ days: 5 })
    const browser = parvis.browser()
    const shown = plain((await browser.get(`/demarches/${SLUG}?commune=69283`)).body)
    const promised = /Envoyé aujourd’hui : au plus tard le ([^<]+\d{4})/.exec(shown)?.[1]
    assert.ok(promised)
    const { at } = await fillForm(browser)
    await browser.post(`${at}/envoyer`, {})
    const receipt = plain((await browser.get(`${at}/recu`)).body)
    assert.equal(
      /La réparation au plus tard le<\/dt><dd>([^<]+)</.exec(receipt)?.[1],
      promised.replace(/ \d{4}$/, ''),
    )
    parvis.advance({ days: -5 })
  })

  test('a draft is listed with its place, and erased after one question', async () => {
    const browser = parvis.browser()
    const { at, draft } = await beginForm(browser)
    await browser.post(`${at}/place`, PLACE)
    const list = plain((await browser.get('/brouillons')).body)
    assert.match(list, /Signaler un nid-de-poule.*1, rue des Lilas, 69780 Mions.*gardé jusqu’au .*2027/s)
    const asked = plain((await browser.get(`/brouillons/${draft}/effacement`)).body)
    assert.match(asked, /Effacer ce brouillon \?.*seront perdus/s)
    assert.equal((await parvis.browser().get(`/brouillons/${draft}/effacement`)).statusCode, 404)
    await browser.post(`/brouillons/${draft}/effacement`, {})
    assert.equal((await browser.get(`/brouillons/${draft}/effacement`)).statusCode, 404)
  })

  test('the day is said when the draft is not of today', async () => {
    const browser = await parvis.signedInAs('habitant@parvis.example')
    const { at } = await beginForm(browser)
    await browser.post(`${at}/place`, PLACE)
    assert.match(plain((await browser.get(`${at}/problem`)).body), /Brouillon enregistré à 14 h 38\./)
    // A script says it by the same clock, whatever the device’s.
    const saved = await browser.post(`${at}/problem/sauver`, { size: 'large' })
    assert.equal(plain(String(saved.json().said)), 'Brouillon enregistré à 14 h 38.')
    parvis.advance({ days: 1 })
    assert.match(
      plain((await browser.get(`${at}/problem`)).body),
      /Brouillon enregistré le lundi 23 novembre 2026 à 14 h 38\./,
    )
    parvis.advance({ days: -1 })
  })

  test('at a commune’s counter, the commune is chosen already', async () => {
    const browser = parvis.browser()
    const { at } = await beginForm(browser)
    const page = await browser.get(`${at}/place`, { host: 'bron.localhost' })
    assert.match(page.body, /<option value="69029" selected>Bron/)
  })
})

describe('what changes while a form is filled', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  test('a draft stays under the version of the form it was begun under', async () => {
    const browser = parvis.browser()
    const { at, draft } = await beginForm(browser)
    await browser.post(`${at}/place`, PLACE)
    const before = await parvis.db.write(system, async (tx) => {
      const version = (await catalogue(tx)).service(SLUG)?.formVersion ?? 0
      const form = await formVersion(tx, 'nid-de-poule', version)
      const changed: FormDefinition = {
        ...form,
        pages: form.pages.map((page) => ({ ...page, title: `${page.title} (nouveau)` })),
      }
      const done = await publishAll(tx, parvis.house, [{ kind: FORM, id: changed.id, body: changed }])
      assert.deepEqual(
        done.changed.map((one) => one.version),
        [version + 1],
      )
      return version
    })
    assert.doesNotMatch((await browser.get(`${at}/problem`)).body, /\(nouveau\)/)
    await browser.post(`${at}/problem`, PROBLEM)
    await browser.post(`${at}/contact`, CONTACT)
    await browser.post(`${at}/envoyer`, {})
    const row = await parvis.db.read(system, (tx) =>
      tx.q
        .selectFrom('requests.request')
        .select(['form_version', 'form_id'])
        .where('draft_id', '=', draft)
        .executeTakeFirstOrThrow(),
    )
    assert.deepEqual(row, { form_version: before, form_id: 'nid-de-poule' })
    const later = await beginForm(browser)
    assert.match((await browser.get(`${later.at}/place`)).body, /\(nouveau\)/)
  })

  test('a service closed meanwhile: nothing is sent, nothing is lost, and the page says whom to call', async () => {
    const browser = parvis.browser()
    const { at, draft } = await fillForm(browser)
    await parvis.db.write(system, async (tx) => {
      await sql`update definitions.version set status = 'archived' where kind = 'service' and id = ${SLUG} and status = 'live'`.execute(
        tx.q,
      )
      tx.snapshots.clear()
    })
    const refused = await browser.post(`${at}/envoyer`, {})
    assert.equal(refused.statusCode, 422)
    const said = plain(refused.body)
    assert.match(said, /<title>Erreur – Étape 4 sur 4/)
    assert.match(said, /Cette démarche n’est plus proposée en ligne/)
    assert.match(said, /gardées jusqu’au dimanche 21 février 2027/)
    assert.match(said, /appelez le/)
    assert.doesNotMatch(said, /Envoyer ma demande/)
    assert.match(said, /Lucette Morandat/)
    assert.match((await browser.get('/brouillons')).body, new RegExp(draft), 'still listed')
    assert.equal((await browser.get(`/demarches/${SLUG}/demande`)).statusCode, 404)
    assert.equal(
      (
        await parvis.db.read(system, (tx) =>
          tx.q.selectFrom('requests.request').select('id').where('draft_id', '=', draft).execute(),
        )
      ).length,
      0,
    )
  })
})
