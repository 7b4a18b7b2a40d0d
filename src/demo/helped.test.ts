// The demonstration has somebody who is helped, and a paper that opens an account.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createTestApp, type TestApp } from '#test/app.ts'
import { actingAs, mandateBetween } from '#test/mandates.ts'
import { DEMO_PAPER, helpPeople } from './helped.ts'

describe('people who are helped, in the demonstration', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
    await helpPeople(parvis)
  })
  after(() => parvis.close())

  test('Karim acts for Lucette', async () => {
    const helper = 'habitant@parvis.example'
    const id = await mandateBetween(parvis, helper, 'habitante@parvis.example')
    assert.match((await (await actingAs(parvis, helper, id)).get('/compte')).body, /Demandes de Lucette/)
  })

  test('the paper that is printed at start signs in', async () => {
    const browser = parvis.browser()
    const { number: numero, code: passe, name } = DEMO_PAPER
    const entered = await browser.post('/connexion/papier', { numero, passe })
    assert.equal(entered.headers.location, '/compte')
    assert.ok((await browser.get('/compte/profil')).body.includes(name))
  })
})
