// The place in the form of a service: contours, what was reported near by, the card beside, questions without scripts.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { system } from '#platform/actor.ts'
import { areaAt, importContours } from '#territory'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { beginForm } from '#test/apply.ts'
import { nearOpen } from '../near/queries.ts'

// The contours of the reference territory, beside the project: absent, these tests fail and say which file is missing.
const CONTOURS = join(import.meta.dirname, '../../../../shared/data/communes-metropole-de-lyon.geojson')
const BRON_TOWN_HALL = { lat: 45.7334, long: 4.9117 }
const [BRON, MIONS, LYON_3] = ['69029', '69283', '69383']

const plain = (text: string) => text.replace(/&nbsp;|[\u00a0\u202f]/g, ' ')
const saidBeside = (body: string) =>
  plain(/id="place-erreur"[^>]*>.*?<span>(.*?)<\/span>/s.exec(body)?.[1] ?? '')
const placed = (commune: string, { lat, long } = BRON_TOWN_HALL) => ({
  'place-commune': commune,
  'place-adresse': 'Place de Weingarten',
  'place-lat': String(lat),
  'place-long': String(long),
  place_kind: 'street',
  lane: 'road',
})

describe('contours', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  const at = (lat: number, long: number) => parvis.db.read(system, (tx) => areaAt(tx, lat, long))

  test('without contours nobody contradicts a point; with them a town hall is in its commune', async () => {
    assert.equal(await at(BRON_TOWN_HALL.lat, BRON_TOWN_HALL.long), undefined)
    const browser = parvis.browser()
    const { at: form } = await beginForm(browser)
    assert.equal((await browser.post(`${form}/place`, placed(MIONS))).statusCode, 303)
    assert.deepEqual(await importContours(parvis.db, CONTOURS), { set: 58, unknown: [] })
    assert.equal(await at(BRON_TOWN_HALL.lat, BRON_TOWN_HALL.long), BRON)
    assert.equal(await at(45.7604, 4.8594), '69123', 'an arrondissement without a contour is Lyon')
    assert.equal(await at(48.8566, 2.3522), null)
  })

  test('a point far outside the commune chosen is said beside the field, whichever is wrong', async () => {
    const browser = parvis.browser()
    const { at: form } = await beginForm(browser)
    const elsewhere = await browser.post(`${form}/place`, placed(MIONS))
    assert.equal(elsewhere.statusCode, 422)
    assert.match(saidBeside(elsewhere.body), /est à Bron, et vous avez choisi Mions/)
    assert.match(elsewhere.body, /<a href="#place-commune">/)
    assert.match(elsewhere.body, /value="Place de Weingarten"/)
    const paris = await browser.post(`${form}/place`, placed(BRON, { lat: 48.8566, long: 2.3522 }))
    assert.match(saidBeside(paris.body), /hors du territoire/)
    assert.equal((await browser.post(`${form}/place`, placed(BRON))).statusCode, 303)
    assert.equal(
      (await browser.post(`${form}/place`, placed(LYON_3, { lat: 45.7604, long: 4.8594 }))).statusCode,
      303,
      'an arrondissement is in Lyon',
    )
  })

  test('what is not GeoJSON is refused whole', async () => {
    await assert.rejects(importContours(parvis.db, join(import.meta.dirname, 'near.ts')))
    assert.equal(await at(BRON_TOWN_HALL.lat, BRON_TOWN_HALL.long), BRON)
  })
})

describe('near by', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  /** Sends a pothole at a point, as anybody. */
  async function report(point: { lat: number; long: number }, kind = 'street'): Promise<void> {
    const browser = parvis.browser()
    const { at } = await beginForm(browser)
    await browser.post(`${at}/place`, { ...placed(BRON, point), place_kind: kind })
    await browser.post(`${at}/problem`, { size: 'medium', details: 'CANARI-TEXTE' })
    await browser.post(`${at}/contact`, { name: 'CANARI-NOM', email: 'canari@courriel.example', phone: '' })
    assert.equal((await browser.post(`${at}/envoyer`, {})).headers.location, `${at}/recu`)
  }
  const metresEast = (metres: number) => ({
    lat: BRON_TOWN_HALL.lat,
    long: BRON_TOWN_HALL.long + metres / (111_320 * Math.cos((BRON_TOWN_HALL.lat * Math.PI) / 180)),
  })
  async function secondPage(browser: TestBrowser, point = BRON_TOWN_HALL): Promise<string> {
    const { at } = await beginForm(browser)
    await browser.post(`${at}/place`, placed(BRON, point))
    return plain((await browser.get(`${at}/problem`)).body)
  }
  const near = (category: string, metres: number) =>
    parvis.db.read(system, (tx) =>
      nearOpen(tx, { category, ...BRON_TOWN_HALL }, metres, new Date(tx.now.getTime() - 90 * 86_400_000)),
    )

  test('nothing near: the place alone is shown, with the way to change it', async () => {
    const body = await secondPage(parvis.browser())
    assert.doesNotMatch(body, /Déjà signalé/)
    assert.match(
      body,
      /<h2 id="lieu">Le lieu<\/h2>.*<b>Place de Weingarten<\/b><br>69500 Bron.*Rue, place ou trottoir.*\/place">Modifier/s,
    )
  })

  test('an open request near by is said with its distance and its day, and nothing of anybody', async () => {
    await report(metresEast(12))
    const body = await secondPage(parvis.browser())
    assert.match(body, /Déjà signalé à 10 mètres/)
    assert.match(
      body,
      /Un signalement « Nid-de-poule » a été reçu le lundi 23 novembre et n’est pas terminé\./,
    )
    assert.doesNotMatch(body, /CANARI|canari|\/suivi\/20/)
    assert.match(await secondPage(parvis.browser(), metresEast(-100)), /^(?!.*Déjà signalé)/s, 'too far')
    await report(metresEast(30))
    assert.match(
      await secondPage(parvis.browser()),
      /2 signalements « Nid-de-poule » ne sont pas terminés ; le plus proche a été reçu le lundi 23 novembre/,
    )
  })

  test('private places, other categories, finished and old requests are left out', async () => {
    assert.equal((await near('nid-de-poule', 50))?.requests, 2)
    await report(metresEast(3), 'private')
    assert.deepEqual((await near('nid-de-poule', 50))?.metres, 10)
    assert.equal(await near('depot-sauvage', 50), null)
    assert.equal((await near('nid-de-poule', 20))?.requests, 1)
    await parvis.db.write(system, (tx) =>
      tx.q
        .updateTable('requests.request')
        .set({ state_kind: 'done' })
        .where('lat', 'is not', null)
        .where('place_kind', '=', 'street')
        .execute(),
    )
    assert.equal(await near('nid-de-poule', 50), null)
    parvis.advance({ days: 91 })
  })
})

describe('questions that answers open, without scripts', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  const HERE = { 'place-commune': MIONS, 'place-adresse': '1, rue des Lilas', place_kind: 'street' }

  test('the page comes back with the question that was added, then goes on', async () => {
    const browser = parvis.browser()
    const { at } = await beginForm(browser)
    const first = (await browser.get(`${at}/place`)).body
    const seen =
      /<noscript><input type="hidden" name="questions-vues" value="([^"]*)">/.exec(first)?.[1] ??
      assert.fail()
    assert.equal(seen, 'place place_kind')
    assert.match(first, /<fieldset[^>]* hidden[^>]*data-field="lane"/)
    const back = await browser.post(`${at}/place`, { ...HERE, 'questions-vues': seen })
    assert.equal(back.headers.location, `${at}/place#lane`)
    const again = (await browser.get(`${at}/place`)).body
    assert.match(again, /Vos réponses sont gardées\. Une question s’y ajoute\./)
    assert.doesNotMatch(again, /<fieldset[^>]* hidden[^>]*data-field="lane"/)
    assert.match(again, /value="street" checked/)
    assert.equal(
      (await browser.post(`${at}/place`, { ...HERE, 'questions-vues': `${seen} lane` })).headers.location,
      `${at}/problem`,
    )
  })

  test('what is wrong is said first', async () => {
    const browser = parvis.browser()
    const { at } = await beginForm(browser)
    const wrong = await browser.post(`${at}/place`, {
      ...HERE,
      'place-adresse': '',
      'questions-vues': 'place place_kind',
    })
    assert.equal(wrong.statusCode, 422)
    assert.match(saidBeside(wrong.body), /Indiquez l’adresse/)
  })
})
