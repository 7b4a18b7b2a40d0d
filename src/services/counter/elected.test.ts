// Services that are for elected members alone: found, asked for and answered like any other; nobody else finds, reads or sends one.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const SLUG = 'conseil-des-archives'
const TITLE = 'Demander un conseil aux archives'
const PAGE = `/demarches/${SLUG}`

describe('a service for elected members', () => {
  let parvis: TestApp
  let mayor: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    mayor = await parvis.signedInAs('maire.bron@parvis.example')
  })
  after(() => parvis.close())

  const answers = {
    question: {
      ...{ 'place-commune': '69029', 'place-adresse': '', subject: 'Des permis de construire de 1962' },
      ...{ about: 'keep', details: 'Peut-on les détruire ?' },
    },
    contact: { name: 'Hélène Saunier', email: 'mairie@bron.example', phone: '' },
  }

  test('is on their home, and sent to whom it is for, who answers by a day that is said', async () => {
    for (const path of ['/territoires', '/territoires/services'])
      assert.match((await mayor.get(path)).body, new RegExp(`href="${PAGE}"[^]*${TITLE}`), path)
    const page = (await mayor.get(PAGE)).body
    assert.match(page, /href="\/territoires\/services"[^]*Les élus des communes/)
    assert.doesNotMatch(page, /sans compte|Sans internet/)
    const begun = String((await mayor.get(`${PAGE}/demande`)).headers.location)
    const at = /^(.*demande\/[0-9a-f-]{36})\//.exec(begun)?.[1] ?? assert.fail(begun)
    for (const [page, typed] of Object.entries(answers)) {
      const saved = await mayor.upload(`${at}/${page}`, typed, [])
      assert.equal(saved.statusCode, 303, `${page}: ${saved.body}`)
    }
    const sent = await mayor.post(`${at}/envoyer`, {})
    assert.equal(sent.statusCode, 303, sent.body)
    const archives = await parvis.signedInAs('gaspard.archives@parvis.example')
    assert.match((await archives.get('/agents')).body, /Des permis de construire de 1962/)
  })

  test('is nowhere for anybody else', async () => {
    const others = [parvis.browser()]
    for (const email of ['habitante', 'agent.bron', 'gaspard.archives'])
      others.push(await parvis.signedInAs(`${email}@parvis.example`))
    for (const other of others) {
      for (const path of [PAGE, `${PAGE}/demande`, `/api/v1/services/${SLUG}`, '/territoires/services'])
        assert.notEqual((await other.get(path)).statusCode, 200, path)
      for (const path of [
        ...['/', '/demarches', '/demarches?quoi=archives', '/suggestions?quoi=archives', '/plan-du-site'],
        ...['/demarches/themes/mairie-et-vie-citoyenne', '/api/v1/services', '/communes/bron'],
      ])
        assert.doesNotMatch((await other.get(path)).body, /conseil-des-archives|conseil aux archives/i, path)
    }
  })

  test('is entered by no agent for somebody', async () => {
    const desk = await parvis.signedInAs('accueil@parvis.example')
    assert.equal((await desk.get(`/agents/saisir/${SLUG}`)).statusCode, 404)
  })
})
