// Who does what: a question in one’s own words leads to the units to which it is given, and to those who say that they do it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { tellingWords } from './asked.ts'

const HERE = '/intranet/qui-fait-quoi'
const VOIRIE = 'voirie@parvis.example'
const CARD = { job: '', phone: '', mobile: '', place: '', open: 'non' }

test('what asks is not what is asked', () => {
  const telling = (text: string) => tellingWords(text.split(' ')).join(' ')
  assert.equal(telling('qui s occupe des nids de poule'), 'nids poule')
  assert.equal(telling('le responsable du lampadaire'), 'lampadaire')
  // Nothing else is said: it is what is sought.
  assert.equal(telling('service'), 'service')
  assert.equal(telling('qui'), 'qui')
  assert.equal(telling(''), '')
})

describe('who does what', () => {
  let parvis: TestApp
  let voirie: TestBrowser
  let bron: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    voirie = await parvis.signedInAs(VOIRIE)
    bron = await parvis.signedInAs('agent.bron@parvis.example')
    const told = await voirie.post('/intranet/ma-fiche', {
      ...CARD,
      ...{ does: 'Nids-de-poule\nArrêtés de circulation', skills: 'Langue des signes, notions' },
    })
    assert.equal(told.statusCode, 303, told.body)
  })
  after(() => parvis.close())

  const ask = async (browser: TestBrowser, q: string, commune?: string) => {
    const asked = new URLSearchParams({ q, ...(commune === undefined ? {} : { commune }) })
    const { statusCode, body } = await browser.get(`${HERE}?${asked}`)
    assert.equal(statusCode, 200, body)
    return body.slice(body.indexOf('<main'))
  }

  test('leads to the units that the rules name, of the metropolis or of a commune', async () => {
    for (const q of ['qui s’occupe des nids-de-poule ?', 'nid de poule', 'un trou dans la chaussée']) {
      const body = await ask(voirie, q)
      for (const unit of ['Voirie Est', 'Voirie Nord'])
        assert.ok(body.includes(`>${unit}</a>`), `${q}: ${unit}`)
      assert.ok(!body.includes('Ville de Bron<br>'), q)
    }
    assert.match(await ask(voirie, 'lampadaire en panne'), /Chaque mairie s’en occupe chez elle/)
    assert.match(await ask(voirie, 'lampadaire en panne', 'bron'), />Services techniques<\/a>, Ville de Bron/)
    // One’s own commune, unless another is asked: the likely unit first.
    const own = await ask(bron, 'nids-de-poule')
    assert.match(own, /<ul class="plain stack tight"><li><a href="\/intranet\/unites\/\d+">Voirie Est</)
  })

  test('leads to whoever says that they do it, in the singular or the plural, as far as they are read', async () => {
    const { personId } = await parvis.actor(VOIRIE)
    const names = async (browser: TestBrowser, q: string) =>
      (await ask(browser, q)).includes(`href="/intranet/annuaire/${personId}"`)
    for (const q of [
      'qui s’occupe des nids-de-poule',
      'arrêté de circulation',
      'qui connaît la langue des signes',
    ])
      assert.ok(await names(voirie, q), q)
    assert.ok(!(await names(voirie, 'cimetières')))
    assert.ok(!(await names(bron, 'langue des signes')))
    const list = await voirie.get('/intranet/annuaire?q=nids-de-poule')
    assert.ok(list.body.includes(`href="/intranet/annuaire/${personId}"`))
    assert.ok(list.body.includes(`href="${HERE}?q=nids-de-poule"`))
  })

  test('says what to do when nothing is found, and is nobody’s who is no agent', async () => {
    assert.match(await ask(voirie, 'zzyzx'), /Aucun sujet ne correspond/)
    assert.match(await ask(voirie, ''), /Dites un sujet/)
    for (const email of ['habitante@parvis.example', 'maire.bron@parvis.example'])
      assert.notEqual((await (await parvis.signedInAs(email)).get(`${HERE}?q=voirie`)).statusCode, 200, email)
  })
})
