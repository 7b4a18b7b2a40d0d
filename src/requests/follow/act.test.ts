// What a resident does of a request, over HTTP: « ce n’est pas résolu », an opinion, a stop; what the page tells of a promise.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openFollowing } from './following.fixture.ts'

describe('acts of the follow-up', () => {
  const world = openFollowing()

  test('a promise that was not kept is said, and where the request stands then', async () => {
    const { sent, browser, url } = await world.followed()
    world.parvis.advance({ days: 8 })
    await browser.get(`/suivi?code=${sent.code}`)
    assert.match((await browser.get(url)).body, /Cette date est passée\. Votre demande est en tête/)
  })

  test('what an agent says is no question that waits, unless they ask one', async () => {
    const { sent, browser, url } = await world.followed()
    const waits = async () => /attend votre réponse/.test((await browser.get(url)).body)
    await world.agentActs(sent.ref, 'reply', { message: 'Nous passons jeudi.' })
    assert.equal(await waits(), false)
    await world.agentActs(sent.ref, 'ask', { message: 'De quel côté de la rue ?' })
    assert.equal(await waits(), true)
  })

  test('« ce n’est pas résolu » reopens within 15 days, and not after', async () => {
    const { sent, browser, url } = await world.followed()
    assert.equal(
      (await browser.post(`${url}/actions/reopen`, { message: 'Pas encore' })).statusCode,
      303,
      'an open request takes it as a message',
    )
    await world.agentActs(sent.ref, 'close', { message: 'C’est réparé.' })
    world.parvis.advance({ days: 15 })
    await browser.get(`/suivi?code=${sent.code}`)
    const closed = await browser.get(url)
    assert.match(closed.body, /Demande terminée le/)
    assert.match(closed.body, /Dites-nous ce qui ne va pas/)
    assert.doesNotMatch(closed.body, /faites une nouvelle demande/)
    assert.doesNotMatch(
      closed.body,
      /href="[^"]*\/actions\/reopen"/,
      'what is written here is not offered beside',
    )
    const silent = await browser.post(`${url}/actions/reopen`, { message: '' })
    assert.equal(silent.statusCode, 422)
    const page = await browser.follow(
      await browser.post(`${url}/actions/reopen`, { message: 'Le trou est revenu.' }),
    )
    assert.match(page.body, /Votre demande est rouverte/)
    const row = await world.rowOf(sent)
    assert.equal(row.stateKind, 'new')
    assert.equal(row.closedAt, null)
    await world.agentActs(sent.ref, 'close', { message: 'Rebouché de nouveau.' })
    world.parvis.advance({ days: 16 })
    await browser.get(`/suivi?code=${sent.code}`)
    const over = (await browser.get(url)).body
    assert.doesNotMatch(over, /Dites-nous ce qui ne va pas/)
    assert.match(over, /Vous aviez jusqu’au [^<]+ pour la faire rouvrir[^]*href="\/demarches\/[\w-]+"/)
    const late = await browser.post(`${url}/actions/reopen`, { message: 'Encore un trou' })
    assert.equal(late.statusCode, 409)
    assert.match(late.body, /Encore un trou/, 'the text is given back')
    assert.equal((await world.rowOf(sent)).stateKind, 'done')
  })

  test('the answer is rated in one click once closed, and the opinion may change', async () => {
    const { sent, browser, url } = await world.followed()
    assert.equal((await browser.post(`${url}/avis`, { score: 'good' })).statusCode, 422)
    await world.agentActs(sent.ref, 'close', { message: 'C’est réparé.' })
    assert.match((await browser.get(url)).body, /Comment avons-nous répondu/)
    assert.match(
      (await browser.follow(await browser.post(`${url}/avis`, { score: 'good' }))).body,
      /Vous avez répondu <b>«&nbsp;Bien/,
    )
    assert.match(
      (await browser.follow(await browser.post(`${url}/avis`, { score: 'bad' }))).body,
      /Vous avez répondu <b>«&nbsp;Mauvais/,
    )
    assert.equal((await browser.post(`${url}/avis`, { score: 'super' })).statusCode, 422)
  })

  test('stopping a request is confirmed on its own page', async () => {
    const { sent, browser, url } = await world.followed()
    const asked = await browser.get(`${url}/actions/cancel`)
    assert.match(asked.body, /<h1>Arrêter cette demande<\/h1>/)
    assert.equal((await world.rowOf(sent)).state, 'new')
    const page = await browser.follow(await browser.post(`${url}/actions/cancel`, {}))
    assert.match(page.body, /Arrêtée à votre demande/)
    assert.equal(page.body.includes('Comment avons-nous répondu'), false)
    assert.equal((await world.rowOf(sent)).state, 'withdrawn')
    assert.equal((await browser.post(`${url}/actions/cancel`, {})).statusCode, 409)
    // An agent's act is not the resident's.
    assert.equal(
      (await browser.post(`${url}/actions/reopen_by_agent`, { reason: 'Je veux' })).statusCode,
      403,
    )
  })

  test('a message written while the request was being closed does not reopen it by surprise', async () => {
    const { sent, browser, url } = await world.followed()
    await world.agentActs(sent.ref, 'close', { message: 'C’est réparé.' })
    const crossed = await browser.post(`${url}/messages`, { message: 'Merci de votre passage' })
    assert.equal(crossed.statusCode, 409)
    assert.match(crossed.body, /Merci de votre passage<\/textarea>/)
    assert.equal((await world.rowOf(sent)).stateKind, 'done')
    await browser.post(`${url}/actions/reopen`, { message: 'Merci de votre passage' })
    assert.equal((await world.rowOf(sent)).stateKind, 'new')
  })
})
