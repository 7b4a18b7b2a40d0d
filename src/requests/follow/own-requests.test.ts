// « Mes demandes » over HTTP: one’s own, and those attached with their code.
import assert from 'node:assert/strict'
import type { Sent } from '../send/submit.ts'
import { describe, test } from 'node:test'
import { openFollowing } from './following.fixture.ts'

describe('own requests', () => {
  const world = openFollowing()

  test('a request is attached to the account with the code and the same verified address only', async () => {
    const mine = await world.parvis.makeRequest({ email: 'Habitante@parvis.example' })
    const browser = await world.parvis.signedInAs('habitante@parvis.example')
    assert.equal((await browser.post(`/suivi/${mine.ref}/rattacher`, {})).statusCode, 404, 'without the code')
    await browser.get(`/suivi?code=${mine.code}`)
    assert.equal(
      (await browser.get('/compte')).body.includes(mine.ref),
      false,
      'nothing is attached silently',
    )
    assert.match((await browser.get(`/suivi/${mine.ref}`)).body, /Rattacher à mon compte/)
    const page = await browser.follow(await browser.post(`/suivi/${mine.ref}/rattacher`, {}))
    assert.match(page.body, /maintenant dans votre compte/)
    assert.match((await browser.get('/compte')).body, new RegExp(mine.ref))

    const other = await world.parvis.makeRequest({ email: 'voisin@courriel.example' })
    await browser.get(`/suivi?code=${other.code}`)
    const refused = await browser.post(`/suivi/${other.ref}/rattacher`, {})
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /autre adresse e-mail/)
    assert.equal((await world.rowOf(other)).residentId, null)

    const stranger = await world.followed({ email: 'habitante@parvis.example' })
    const invited = await stranger.browser.get(stranger.url)
    assert.match(invited.body, new RegExp(`/connexion\\?suite=${encodeURIComponent(stranger.url)}`))
    assert.equal((await stranger.browser.post(`${stranger.url}/rattacher`, {})).statusCode, 404)
  })

  test('« Mes demandes » shows one’s own: what is expected first, then the others, then those finished', async () => {
    const email = 'habitant@parvis.example'
    const residentId = await world.personId(email)
    const asked = await world.parvis.makeRequest({ residentId, email })
    const finished = await world.parvis.makeRequest({ residentId, email })
    const newer = await world.parvis.makeRequest({ residentId, email })
    const foreign = await world.parvis.makeRequest()
    await world.agentActs(asked.ref, 'ask', { message: 'Où exactement\u00a0?' })
    await world.agentActs(finished.ref, 'close', { message: 'Fait.' })
    const browser = await world.parvis.signedInAs(email)
    const { body, statusCode } = await browser.get('/compte')
    assert.equal(statusCode, 200)
    const at = (sent: Sent) => body.indexOf(`/suivi/${sent.ref}"`)
    assert.ok(at(asked) > 0 && at(asked) < at(newer) && at(newer) < at(finished))
    assert.equal(at(foreign), -1)
    assert.match(body, /Nous attendons votre réponse/)
    assert.match(body, /action="\/deconnexion"/)
    assert.match(body, /\/compte\/securite/)
    assert.match(body, /\/brouillons/)
    assert.equal((await world.parvis.browser().get('/compte')).headers.location, '/connexion?suite=%2Fcompte')
    const agent = await world.parvis.signedInAs('voirie@parvis.example')
    assert.match((await agent.get('/compte')).body, /Aucune demande en cours/)
  })
})
