// A link fills a form: said with its source, on the page where it is asked; kept when that page is sent, and never over what was typed.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp } from '#test/app.ts'

const AT = '/demarches/signaler-un-nid-de-poule/demande'
const WHERE = {
  'place-commune': '69283',
  'place-adresse': '1, rue des Lilas',
  place_kind: 'street',
  lane: 'road',
}
const CHOSEN = /value="large"[^>]* checked/

describe('a link that fills a form', () => {
  let parvis: TestApp
  const journal: string[] = []
  before(async () => {
    parvis = await createTestApp({
      env: { PARVIS_LOG: 'info' },
      journal: { write: (line) => void journal.push(line) },
    })
  })
  after(() => parvis.close())

  const rawOf = (at: string) =>
    parvis.db.read(system, async (tx) => {
      const { rows } = await sql<{ raw: Record<string, unknown> }>`
        select answers -> 'raw' as raw from forms.draft where id = ${at.split('/').at(-1)}`.execute(tx.q)
      return rows[0]?.raw
    })
  async function begun(query: string) {
    const browser = parvis.browser()
    const first = String((await browser.get(`${AT}?${query}`)).headers.location)
    return { browser, first, at: first.replace(/\/place.*/, '') }
  }

  test('goes from page to page, says its source, and is kept when its page is sent', async () => {
    const { browser, first, at } = await begun('r-size=large&r-name=Sam&r-details=rien')
    assert.match(first, /\/place\?r-size=large/)
    assert.match((await browser.get(first)).body, /action="[^"]*\/place\?r-size=large/)
    const second = String((await browser.post(first, WHERE)).headers.location)
    assert.match(second, /\/problem\?r-size=large/)
    assert.equal((await rawOf(at))?.size, undefined, 'nothing is kept before')
    const { body } = await browser.get(second)
    assert.match(body, /Rempli par le lien\. Vous pouvez le changer ici\./)
    assert.match(body, CHOSEN)
    assert.doesNotMatch(body, />rien</)
    const third = String((await browser.post(second, { size: 'large' })).headers.location)
    assert.deepEqual((await rawOf(at))?.size, { '': 'large' })
    const contact = (await browser.get(third)).body
    assert.doesNotMatch(contact, /value="Sam"/)
  })

  test('never covers what was typed, and what is not right is not proposed', async () => {
    const { browser, first, at } = await begun('r-size=large')
    await browser.post(first, WHERE)
    await browser.post(`${at}/problem?r-size=large`, { size: 'small' })
    const { body } = await browser.get(`${at}/problem?r-size=large`)
    assert.match(body, /value="small"[^>]* checked/)
    assert.doesNotMatch(body, /Rempli par le lien/)
    const wrong = await begun('r-size=enorme')
    await wrong.browser.post(wrong.first, WHERE)
    assert.doesNotMatch(
      (await wrong.browser.get(`${wrong.at}/problem?r-size=enorme`)).body,
      /Rempli par le lien/,
    )
  })

  test('is never written in the journal', async () => {
    const told = journal.join('\n')
    assert.match(told, /demarches\/:slug\/demande/, 'the journal is read')
    assert.doesNotMatch(told, /r-size|large/)
  })

  test('is made in the studio, with the names to write it by', async () => {
    const admin = await parvis.signedInAs('admin@parvis.example')
    const at = '/administration/formulaires/nid-de-poule/lien'
    assert.match((await admin.get(at)).body, /<code>r-size<\/code>/)
    const made = (await admin.get(`${at}?size=large&faire=oui`)).body
    assert.match(made, /data-text="https?:[^"]*\/demarches\/signaler-un-nid-de-poule\/demande\?r-size=large"/)
    assert.match(
      (await admin.get('/administration/formulaires/tag/lien')).body,
      /Aucune question ne se remplit/,
    )
  })
})
