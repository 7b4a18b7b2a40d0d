// The pages: one’s notices unread first, each leading to its subject, at the account and at the desk.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createTestApp, type TestApp } from '#test/app.ts'

const RESIDENT = 'habitante@parvis.example'
const MALO = 'malo.vauzelle@parvis.example'

describe('the list of notices', () => {
  let parvis: TestApp
  let ref: string
  before(async () => {
    parvis = await createTestApp()
    const { personId } = await parvis.actor(RESIDENT)
    ref = (await parvis.makeRequest({ commune: '69029', residentId: personId })).ref
    const roads = await parvis.signedInAs('voirie@parvis.example')
    const malo = await parvis.actor(MALO)
    const at = `/agents/demandes/${ref}/actions`
    const acts = [
      await roads.post(`${at}/assign`, { agent: String(malo.personId) }),
      await roads.post(`${at}/reply`, { message: 'Nous passons jeudi.' }),
    ]
    assert.deepEqual(
      acts.map(({ statusCode }) => statusCode),
      [303, 303],
    )
    await parvis.runJobs()
  })
  after(() => parvis.close())

  const form = (body: string, title: string) =>
    new RegExp(`action="([^"]+/lecture)"[^]{0,300}?<span class="hidden"> ${title}`).exec(body)?.[1] ?? ''

  test('of a resident: counted on the home of the account, opened one by one, then all at once', async () => {
    const browser = await parvis.signedInAs(RESIDENT)
    const home = async () => (await browser.get('/compte')).body
    assert.match(await home(), /<a href="\/compte\/notifications">2.notifications non lues<\/a>/)
    const { body } = await browser.get('/compte/notifications')
    assert.ok(body.indexOf('Un message pour vous') < body.indexOf('Votre demande est enregistrée'))
    assert.match(body, new RegExp(`<p>${ref}, `))
    assert.doesNotMatch(body, /confiée/)
    const opened = await browser.post(form(body, 'Un message pour vous'), {})
    assert.equal(opened.headers.location, `/suivi/${ref}`)
    const after = (await browser.get('/compte/notifications')).body
    assert.match(after, new RegExp(`<a href="/suivi/${ref}">Ouvrir<span class="hidden"> Un message`))
    assert.ok(after.indexOf('Votre demande est enregistrée') < after.indexOf('Un message pour vous'))
    const upTo = /name="jusque" value="(\d+)"/.exec(after)?.[1] ?? ''
    const none = await browser.follow(await browser.post('/compte/notifications/lues', { jusque: '0' }))
    assert.match(none.body, /Tout était déjà lu/, 'what came since the page was shown stays')
    const all = await browser.follow(await browser.post('/compte/notifications/lues', { jusque: upTo }))
    assert.match(all.body, /1.notification marquée comme lue\./)
    assert.doesNotMatch(all.body, /Tout marquer comme lu|Nouveau</)
    assert.doesNotMatch(await home(), /non lue/)
  })

  test('of an agent: at the desk, theirs alone', async () => {
    const browser = await parvis.signedInAs(MALO)
    assert.match(
      (await browser.get('/agents')).body,
      /<a href="\/agents\/notifications">1.notification non lue<\/a>/,
    )
    const { body } = await browser.get('/agents/notifications')
    const opening = form(body, 'Une demande vous est confiée')
    const stranger = await parvis.signedInAs('agent.bron@parvis.example')
    assert.match((await stranger.get('/agents/notifications')).body, /Rien pour le moment/)
    assert.equal((await stranger.post(opening, {})).statusCode, 404)
    assert.equal((await browser.post(opening, {})).headers.location, `/agents/demandes/${ref}`)
  })
})
