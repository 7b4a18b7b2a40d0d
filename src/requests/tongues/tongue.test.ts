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

  test('repeats its questions and stops before its end in that language', async () => {
    const browser = parvis.browser()
    const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n')
    const files = (field: string) => [{ field, name: 'piece.pdf', bytes: pdf }]
    const begun = async (slug: string) => {
      const { location } = (await browser.get(`/demarches/${slug}/demande?langue=en`)).headers
      return String(location).split('/home')[0] ?? ''
    }
    const home = { 'place-commune': '69029', 'place-adresse': '12 rue de la Paix' }
    const grant = await begun('prime-velo-electrique')
    const first = (await browser.get(`${grant}/home?langue=en`)).body
    assert.match(first, /data-url="[^"]*\/home\/fichiers\?langue=en"/, 'a file that a script sends first')
    await browser.upload(`${grant}/home?langue=en`, home, files('address_proof'))
    await browser.upload(`${grant}/means`, { tax_income: '90000', parts: '1' }, files('tax_notice'))
    const end = (await browser.get(`${grant}/verifier`)).body
    for (const said of [
      /<title>Your income is above the limit for the grant – Grant for an electric bike/,
      /<div lang="en"><div class="rich"><p>The grant is for households[^]*<a href="\/demarches\/question-a-votre-mairie">ask your town hall<\/a>/,
      /<span lang="en">Nothing is sent\. Your answers are kept until Sunday,? 21 February 2027/,
      /<span lang="en">Change my answers<\/span>/,
    ])
      assert.match(end, said)
    const school = await begun('inscription-a-l-ecole')
    const since = { 'since_home-jour': '1', 'since_home-mois': '9', 'since_home-annee': '2024' }
    await browser.upload(`${school}/home?langue=en`, { ...home, ...since }, files('address_proof'))
    const child = (await browser.get(`${school}/child`)).body
    assert.match(child, /<span lang="en">Add a <span[^>]*>|<span lang="en">Add a child<\/span>/)
    const pressed = await browser.post(`${school}/child`, { siblings: '', bloc: 'siblings ajouter 0' })
    const added = (await browser.follow(pressed)).body
    assert.match(added, /<legend><span lang="en">Child<\/span> 1|<legend>[^]{0,60}Child/)
    assert.match(added, /<span lang="en">What is their first name\?<\/span>/)
    assert.match(added, /Child added, number 1 of 1, in the question “Does the child have brothers/)
    for (const page of [end, child, added]) assert.doesNotMatch(page, MARKS)
  })

  test('says a language that the form has not in French', async () => {
    const browser = parvis.browser()
    const first = String(
      (await browser.get('/demarches/signaler-un-nid-de-poule/demande?langue=es')).headers.location,
    )
    assert.match((await browser.get(first)).body, /Où est-ce/)
  })
})
