// What was begun is found again: on another device when signed in, where one looks for it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createTestApp, type TestApp } from '#test/app.ts'
import { beginForm } from '#test/apply.ts'

const EMAIL = 'habitante@parvis.example'
const SERVICE = '/demarches/signaler-un-nid-de-poule'

describe('drafts on another device', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  test('the account and the page of the service lead back to it; a stranger sees nothing', async () => {
    const phone = await parvis.signedInAs(EMAIL)
    const { at } = await beginForm(phone)
    await phone.post(`${at}/place/sauver`, { 'place-commune': '69283', 'place-adresse': '3, rue Neuve' })
    const computer = await parvis.signedInAs(EMAIL)
    const account = (await computer.get('/compte')).body
    assert.match(account, new RegExp(`href="${at}/reprendre"><b>Signaler un nid-de-poule`))
    assert.match(
      (await computer.get(SERVICE)).body,
      new RegExp(`href="${at}/reprendre">Reprendre où vous en étiez`),
    )
    assert.match((await computer.get(`${at}/place`)).body, /value="3, rue Neuve"/)
    const stranger = parvis.browser()
    assert.doesNotMatch((await stranger.get(SERVICE)).body, /Vous avez commencé cette démarche/)
    const other = await parvis.signedInAs('habitant@parvis.example')
    assert.doesNotMatch((await other.get('/compte')).body, new RegExp(at))
  })
})
