// A form read in English, from its first page to its receipt: what is typed is kept, the agent reads French, and is told.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { beginForm } from '#test/apply.ts'

const MARKS = /[\ufff9-\ufffb]/
const WHERE = {
  'place-commune': '69283',
  'place-adresse': '1, rue des Lilas',
  place_kind: 'street',
  lane: 'road',
}

describe('a form read in another language', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  const languageOf = (draft: string) =>
    parvis.db.read(system, async (tx) => {
      const { rows } = await sql<{ language: string | null }>`
        select language from forms.draft where id = ${draft}`.execute(tx.q)
      return rows[0]?.language
    })

  test('keeps what is typed, right or wrong, and the language, with the draft', async () => {
    const browser = parvis.browser()
    const { at, draft } = await beginForm(browser)
    const french = (await browser.get(`${at}/place`)).body
    assert.match(
      french,
      /<button [^>]*value="en" formaction="[^"]*\/place\/langue"[^>]*><span lang="en">English<\/span>/,
    )
    assert.doesNotMatch(french, /<span lang="en">(?!English)/)
    const chosen = await browser.post(`${at}/place/langue`, {
      'place-adresse': '1, rue des Lilas',
      langue: 'en',
    })
    assert.equal(chosen.headers.location, `${at}/place`)
    assert.equal(await languageOf(draft), 'en')
    const { body } = await browser.get(`${at}/place`)
    assert.match(body, /<html lang="fr"/)
    assert.match(body, /<title>Step 1 of 4: The place – Report a pothole/)
    assert.match(body, /<legend><span lang="en">Where is it\?<\/span><\/legend>/)
    assert.match(body, /value="1, rue des Lilas"/)
    assert.match(body, /<span lang="en">Continue<\/span>/)
    assert.match(body, /data-words="[^"]*No connection/)
    assert.match(body, /<address-search [^>]*data-words="[^"]*Use my position/)
    assert.doesNotMatch(body, MARKS)
    const wrong = await browser.post(`${at}/place`, {
      'place-commune': '',
      'place-adresse': '',
      place_kind: '',
    })
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, /<span lang="en">2 answers need correcting<\/span>/)
    assert.match(wrong.body, /<span lang="en">Choose the town: it says which service answers\.<\/span>/)
    const saved = await browser.post(`${at}/place/sauver`, WHERE, { headers: { accept: 'application/json' } })
    const { said, lang } = JSON.parse(saved.body) as { said: string; lang: string }
    assert.match(said, /^Draft saved at \d\d:\d\d\.$/)
    assert.equal(lang, 'en')
    await browser.post(`${at}/place/langue`, { ...WHERE, langue: 'klingon' })
    assert.equal(await languageOf(draft), null)
    assert.match((await browser.get(`${at}/place`)).body, /Où est-ce/)
  })

  test('may be begun by a link that says the language, and be sent: the agent reads French, and is told', async () => {
    const browser = parvis.browser()
    const first = String(
      (await browser.get('/demarches/signaler-un-nid-de-poule/demande?langue=en')).headers.location,
    )
    assert.match(first, /\/place\?langue=en$/)
    const [, at = ''] = /^(.*)\/place/.exec(first) ?? []
    assert.match((await browser.get(first)).body, /<span lang="en">Where is it\?<\/span>/)
    await browser.post(first, WHERE)
    await browser.post(`${at}/problem`, { size: 'medium', danger: ['bike'] })
    await browser.post(`${at}/contact`, { name: 'Sam Taylor', email: 'sam@courriel.example' })
    const review = (await browser.get(`${at}/verifier`)).body
    assert.match(review, /<dd><span lang="en">Medium: one or two plates<\/span><\/dd>/)
    assert.match(review, /<span lang="en">Send my request<\/span>/)
    await browser.post(`${at}/envoyer`, {})
    const receipt = (await browser.get(`${at}/recu`)).body
    assert.match(receipt, /<h1><span lang="en">Your request is recorded<\/span><\/h1>/)
    for (const page of [review, receipt]) assert.doesNotMatch(page, MARKS)
    const paper = await browser.get(`${at}/recu/papier`)
    assert.equal(paper.statusCode, 200)
    const [, ref = ''] = /\/suivi\/(\d{4}-\d+)/.exec(receipt) ?? []
    const agent = await parvis.signedInAs('chef.voirie@parvis.example')
    const desk = (await agent.get(`/agents/demandes/${ref}`)).body
    assert.match(desk, /formulaire, version \d+, lu en anglais/)
    assert.match(desk, /Quelle est la taille du trou/)
    assert.doesNotMatch(desk, /How big is the hole/)
  })

  test('says a language that the form has not in French', async () => {
    const browser = parvis.browser()
    const first = String(
      (await browser.get('/demarches/signaler-un-nid-de-poule/demande?langue=es')).headers.location,
    )
    assert.match((await browser.get(first)).body, /Où est-ce/)
  })
})
