// What a resident writes in the follow-up, over HTTP: kept, sent once, with its files.
import assert from 'node:assert/strict'
import sharp from 'sharp'
import { system } from '#platform/actor.ts'
import { LIMITS } from '../send/limits.ts'
import { onRequest } from '../record/queries.ts'
import { messagesOf } from '#threads'
import { describe, test } from 'node:test'
import { openFollowing } from './following.fixture.ts'

describe('messages of the follow-up', () => {
  const world = openFollowing()

  test('the answer to a question resumes the promised date', async () => {
    const { sent, browser, url } = await world.followed()
    await world.agentActs(sent.ref, 'ask', { message: 'De quel côté de la rue\u00a0?' })
    const asked = await browser.get(url)
    assert.match(asked.body, /En pause<\/dt><dd>Nous attendons votre réponse/)
    assert.ok(
      asked.body.indexOf('De quel côté de la rue') < asked.body.indexOf('Vos échanges'),
      'the question comes first',
    )
    assert.equal((await world.rowOf(sent)).solutionDueAt, null)
    world.parvis.advance({ days: 2 })
    await browser.get(`/suivi?code=${sent.code}`)
    const empty = await browser.post(`${url}/messages`, { message: '  ' })
    assert.equal(empty.statusCode, 422)
    assert.match(empty.body, /id="message-erreur"/)
    const reply = await browser.post(`${url}/messages`, {
      message: 'Côté pair, <script>devant</script> le 12.',
    })
    assert.equal(reply.headers.location, url)
    const page = await browser.follow(reply)
    assert.match(page.body, /Votre réponse est envoyée/)
    assert.match(page.body, /Côté pair, &lt;script&gt;devant/)
    assert.match(page.body, /La réparation au plus tard le/)
    const row = await world.rowOf(sent)
    assert.equal(row.state, 'in_progress')
    assert.notEqual(row.solutionDueAt, null)
  })

  test('files go with the message; what is refused costs neither the text nor the other files', async () => {
    const { browser, url } = await world.followed()
    const picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#888' } })
      .jpeg()
      .toBuffer()
    const mixed = await browser.upload(`${url}/messages`, { message: 'Voici le trou' }, [
      { field: 'files', name: 'trou.jpg', bytes: picture },
      { field: 'files', name: 'vide.jpg', bytes: Buffer.alloc(0) },
    ])
    assert.equal(mixed.statusCode, 422)
    assert.match(mixed.body, /id="files-erreur"/)
    assert.match(mixed.body, /vide\.jpg\u00a0: Ce fichier est vide/)
    assert.match(mixed.body, /Voici le trou<\/textarea>/)
    const kept =
      /name="kept" value="([0-9a-f-]{36})"/.exec(mixed.body)?.[1] ?? assert.fail('the good file is kept')
    // Somebody else's browser cannot send that file as its own.
    const thief = await world.followed()
    await thief.browser.post(`${thief.url}/messages`, { message: 'Avec votre photo', kept })
    assert.equal((await thief.browser.get(thief.url)).body.includes(kept), false)
    const removed = await browser.post(`${url}/messages`, { message: 'Voici le trou', kept, remove: kept })
    assert.equal(removed.statusCode, 200)
    assert.equal(removed.body.includes('name="kept"'), false)
    const sent = await browser.follow(
      await browser.post(`${url}/messages`, { message: 'Voici le trou', kept }),
    )
    assert.match(sent.body, new RegExp(`<a href="/fichiers/${kept}"><img class="shot"`))
    assert.equal((await browser.get(`/fichiers/${kept}/vignette`)).statusCode, 200)
    assert.equal((await thief.browser.get(`/fichiers/${kept}`)).statusCode, 404)
    const alone = await browser.follow(
      await browser.upload(`${url}/messages`, { message: '' }, [
        { field: 'files', name: 'seule.jpg', bytes: picture },
      ]),
    )
    assert.match(alone.body, /Fichiers joints\u00a0: seule\.jpg/)
  })

  test('what is being written is kept with its photos: another tab finds it, sending forgets it, nobody else reads it', async () => {
    const { sent, browser, url } = await world.followed()
    const picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#888' } })
      .jpeg()
      .toBuffer()
    const stored = await browser.upload(`${url}/brouillon`, {}, [
      { field: 'files', name: 'trou.jpg', bytes: picture },
    ])
    const answer = JSON.parse(stored.body)
    const kept =
      /name="kept" value="([0-9a-f-]{36})"/.exec(answer.field)?.[1] ?? assert.fail('the file is stored')
    // The text leaves by itself, with what the page holds; a late one takes nothing away.
    const text = 'Le trou s’est agrandi, et voici sa photo.'
    assert.equal((await browser.post(`${url}/brouillon`, { message: text })).statusCode, 200)
    const again = (await browser.get(url)).body
    assert.match(again, /retrouvé\./)
    assert.ok(again.includes(`${text}</textarea>`))
    assert.ok(again.includes(`name="kept" value="${kept}"`))
    const other = world.parvis.browser()
    await other.get(`/suivi?code=${sent.code}`)
    assert.doesNotMatch((await other.get(url)).body, /agrandi|trou\.jpg/)
    await other.post(`${url}/brouillon`, { kept, message: 'À moi\u00a0?' })
    assert.equal((await other.get(url)).body.includes(kept), false)
    const second = await browser.upload(`${url}/brouillon`, {}, [
      { field: 'files', name: 'vide.jpg', bytes: Buffer.alloc(0) },
    ])
    assert.equal(second.statusCode, 422)
    assert.match(JSON.parse(second.body).problems[0], /Ce fichier est vide/)
    assert.equal(
      (await browser.follow(await browser.post(`${url}/messages`, { message: text, kept }))).statusCode,
      200,
    )
    assert.doesNotMatch((await browser.get(url)).body, /retrouvé|name="kept"/)
  })

  test('a message kept by an account is found on another machine, and a file taken away is gone', async () => {
    const residentId = (await world.parvis.actor('habitante@parvis.example')).personId
    const { ref } = await world.parvis.makeRequest({ residentId })
    const browser = await world.parvis.signedInAs('habitante@parvis.example')
    const url = `/suivi/${ref}`
    await browser.get(url)
    const picture = await sharp({ create: { width: 6, height: 4, channels: 3, background: '#888' } })
      .jpeg()
      .toBuffer()
    const { field } = JSON.parse(
      (await browser.upload(`${url}/brouillon`, {}, [{ field: 'files', name: 'plan.jpg', bytes: picture }]))
        .body,
    )
    const kept = /name="kept" value="([0-9a-f-]{36})"/.exec(field)?.[1] ?? assert.fail('the file is stored')
    const phone = await world.parvis.signedInAs('habitante@parvis.example')
    assert.ok((await phone.get(url)).body.includes(`value="${kept}"`))
    const gone = JSON.parse((await phone.post(`${url}/brouillon`, { remove: kept })).body)
    assert.equal(gone.field.includes(kept), false)
    assert.equal((await browser.get(url)).body.includes(kept), false)
  })

  test('a page that is merely old says so, and not that an answer is wrong', async () => {
    const { browser, url } = await world.followed()
    const old = await browser.post(
      `${url}/messages`,
      { message: 'Toujours là' },
      { csrf: 'faux', headers: { 'sec-fetch-site': 'same-origin' } },
    )
    assert.equal(old.statusCode, 403)
    assert.match(old.body, /À lire avant de continuer/)
    assert.doesNotMatch(old.body, /à corriger/)
  })

  test('a message too long is shown again, whole', async () => {
    const { browser, url } = await world.followed()
    const long = await browser.post(`${url}/messages`, { message: 'a'.repeat(4001) })
    assert.equal(long.statusCode, 422)
    assert.ok(long.body.includes('a'.repeat(4001)))
  })

  test('whoever follows a request writes so many messages an hour, and loses none that they typed', async () => {
    const { browser, sent, url } = await world.followed()
    for (let count = 0; count < LIMITS.messagesOnRequest.limit; count++)
      assert.equal((await browser.post(`${url}/messages`, { message: `Message ${count}` })).statusCode, 303)
    const more = await browser.post(`${url}/messages`, { message: 'Encore un mot' })
    assert.equal(more.statusCode, 422)
    assert.match(more.body, /beaucoup de messages sur cette demande/)
    assert.match(more.body, /Encore un mot<\/textarea>/)
    // Another browser of the same network, with the same code.
    const other = world.parvis.browser()
    await other.get(`/suivi?code=${sent.code}`)
    assert.equal((await other.post(`${url}/messages`, { message: 'Moi aussi' })).statusCode, 422)
    const second = await world.followed()
    const elsewhere = await second.browser.post(`${second.url}/messages`, { message: 'Autre demande' })
    assert.equal(elsewhere.statusCode, 303)
    world.parvis.advance({ hours: 1 })
    assert.equal((await browser.post(`${url}/messages`, { message: 'Encore un mot' })).statusCode, 303)
  })

  test('a form without its token changes nothing', async () => {
    const { sent, browser, url } = await world.followed()
    assert.equal((await browser.post(`${url}/actions/cancel`, {}, { csrf: 'faux' })).statusCode, 403)
    assert.equal((await world.rowOf(sent)).state, 'new')
  })

  test('a message written after the code’s day is kept: the code again, and it is sent', async () => {
    const { sent, browser, url } = await world.followed()
    world.parvis.advance({ hours: 25 })
    const refused = await browser.post(`${url}/messages`, { message: 'Le trou s’agrandit.' })
    const back = String(refused.headers.location)
    assert.match(back, /^\/suivi\?suite=%2Freprise%2F[0-9a-f-]{36}$/)
    assert.match((await browser.get(back)).body, /Rien n’est perdu/)
    const suite = new URL(back, 'http://parvis.test').searchParams.get('suite') ?? ''
    const opened = await browser.post('/suivi', { code: sent.code, suite })
    assert.equal(opened.headers.location, suite)
    assert.doesNotMatch((await browser.get(suite)).body, /Le trou s’agrandit/)
    const kept = await browser.post(suite, { mien: 'oui' })
    assert.match(kept.body, /saisies sans connexion, sur cet appareil/)
    assert.match(kept.body, /Le trou s’agrandit\./)
    const stranger = await world.parvis.browser().get(suite)
    assert.equal(stranger.statusCode, 404)
    const elsewhere = await browser.post('/suivi', { code: sent.code, suite: 'https://ailleurs.example/' })
    assert.equal(elsewhere.headers.location, url)
    assert.equal((await browser.post(`${url}/messages`, { message: 'Le trou s’agrandit.' })).statusCode, 303)
  })

  test('a resident’s form sent ten times says one thing, once, even when the first changed the state', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    const resident = world.parvis.browser()
    const screen = await resident.follow(await resident.get(`/suivi?code=${sent.code}`))
    const once = /name="once" value="([^"]+)"/.exec(screen.body)?.[1] ?? ''
    const url = `/suivi/${sent.ref}/messages`
    for (let turn = 0; turn < 10; turn += 1)
      assert.equal(
        (await resident.post(url, { message: 'Il y a aussi une bouche d’égout.', once })).statusCode,
        303,
      )
    const said = await world.parvis.db.read(system, (tx) => messagesOf(tx, onRequest(sent.id)))
    assert.equal(said.filter(({ body }) => body.includes('bouche d’égout')).length, 1)
    // Another form may say the same again.
    const again = { message: 'Il y a aussi une bouche d’égout.', once: crypto.randomUUID() }
    assert.equal((await resident.post(url, again)).statusCode, 303)
    assert.equal(
      (await world.parvis.db.read(system, (tx) => messagesOf(tx, onRequest(sent.id)))).length,
      said.length + 1,
    )
  })
})
