// The resident's follow-up over HTTP, on a real database: by code, in an account, and what each may not do.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { saveDraft } from '#forms'
import { system } from '#platform/actor.ts'
import { LIMITS } from '../send/limits.ts'
import { catalogue } from '#services'
import { createTestApp, type RequestOverrides, type TestApp, type TestBrowser } from '#test/app.ts'
import { act } from '../act/act.ts'
import { type ActInput } from '../act/acting.ts'
import { messagesOf, type RequestRow } from '../record/queries.ts'
import { requestById } from '#test/requests.ts'
import type { Sent } from '../send/submit.ts'

let parvis: TestApp
before(async () => {
  parvis = await createTestApp()
})
after(() => parvis.close())

/** A request, and a browser that has given its code. */
async function followed(
  overrides: RequestOverrides = {},
): Promise<{ sent: Sent; browser: TestBrowser; url: string }> {
  const sent = await parvis.makeRequest(overrides)
  const browser = parvis.browser()
  const opened = await browser.get(`/suivi?code=${sent.code}`)
  assert.equal(opened.statusCode, 303)
  return { sent, browser, url: `/suivi/${sent.ref}` }
}

async function agentActs(ref: string, transition: string, input: ActInput): Promise<void> {
  const agent = await parvis.actor('voirie@parvis.example')
  await parvis.db.write(agent, (tx) => act(tx, ref, transition, input, 'agent'))
}

async function rowOf({ id }: Sent): Promise<RequestRow> {
  const row = await parvis.db.read(system, (tx) => requestById(tx, id))
  assert.ok(row)
  return row
}

const personId = async (email: string): Promise<number> => (await parvis.actor(email)).personId ?? 0

test('a right code opens the request, however it is typed', async () => {
  const { ref, code } = await parvis.makeRequest()
  const browser = parvis.browser()
  const form = await browser.get('/suivi')
  assert.equal(form.statusCode, 200)
  assert.match(form.body, /Numéro de suivi/)
  const opened = await browser.post('/suivi', { code: ` ${code.slice(0, 4).toLowerCase()} ${code.slice(4)}` })
  assert.equal(opened.headers.location, `/suivi/${ref}`)
  const page = await browser.follow(opened)
  assert.equal(page.statusCode, 200)
  assert.match(
    page.body,
    new RegExp(`Demande ${ref}, envoyée le <time datetime="2026-11-23">lundi 23\u00a0novembre 2026`),
  )
  assert.match(page.body, /Un premier message au plus tard le<\/dt><dd>vendredi 27\u00a0novembre/)
  assert.match(page.body, /Pourquoi ce service/)
  assert.match(page.body, /Mions/)
})

test('a wrong code says the same whether it almost exists or not, and keeps what was typed', async () => {
  const { code } = await parvis.makeRequest()
  const near = `${code.slice(0, 7)}${code.endsWith('2') ? '3' : '2'}`
  const browser = parvis.browser()
  const sentence = async (typed: string, reply: Promise<{ statusCode: number; body: string }>) => {
    const { statusCode, body } = await reply
    assert.equal(statusCode, 422)
    assert.ok(body.includes(`value="${typed}"`))
    assert.match(body, /<title>Erreur – /)
    return /id="code-erreur"[^>]*>(.*?)<\/p>/s.exec(body)?.[1] ?? assert.fail('no sentence beside the field')
  }
  const said = [
    await sentence(near, browser.get(`/suivi?code=${near}`)),
    await sentence(near, browser.post('/suivi', { code: near })),
    await sentence('AAAA-2222', browser.get('/suivi?code=AAAA-2222')),
    await sentence('bonjour', browser.post('/suivi', { code: 'bonjour' })),
    await sentence('', browser.get('/suivi?code=')),
  ]
  assert.equal(new Set(said).size, 1)
})

test('a reference typed for the number is said to be one, whether the request exists or not', async () => {
  const { ref } = await parvis.makeRequest()
  for (const typed of [ref, ` ${ref.replace('-', ' ')} `, '2026-99999']) {
    const { statusCode, body } = await parvis.browser().post('/suivi', { code: typed })
    assert.equal(statusCode, 422)
    assert.match(body, /C’est la référence de la demande\. Son numéro de suivi est écrit à côté/, typed)
  }
})

test('too many tries on one code, or from one address, must wait', async () => {
  const { code } = await parvis.makeRequest()
  const browser = parvis.browser()
  for (let tries = 0; tries < 15; tries += 1) await browser.get('/suivi?code=ZZZZ2222')
  const stopped = await browser.get('/suivi?code=ZZZZ2222')
  assert.equal(stopped.statusCode, 429)
  assert.ok(Number(stopped.headers['retry-after']) > 0)
  for (let tries = 0; tries < 30; tries += 1)
    await browser.get(`/suivi?code=YYYY22${22 + tries}`.replaceAll(/[01]/g, 'X'))
  assert.equal((await browser.get(`/suivi?code=${code}`)).statusCode, 429)
  parvis.advance({ minutes: 16 })
  assert.equal((await browser.get(`/suivi?code=${code}`)).statusCode, 303)
})

test('nobody follows the request of somebody else', async () => {
  const residentId = await personId('habitant@parvis.example')
  const { ref } = await parvis.makeRequest({ residentId, email: 'habitant@parvis.example' })
  const owner = await parvis.signedInAs('habitant@parvis.example')
  assert.equal((await owner.get(`/suivi/${ref}`)).statusCode, 200)
  const other = await parvis.signedInAs('habitante@parvis.example')
  assert.equal((await other.get(`/suivi/${ref}`)).statusCode, 404)
  assert.equal((await other.get(`/suivi/${ref}/actions/cancel`)).statusCode, 404)
  for (const [path, values] of [
    ['messages', { message: 'Bonjour' }],
    ['actions/cancel', {}],
    ['avis', { score: 'bad' }],
    ['rattacher', {}],
  ] as const) {
    assert.equal((await other.post(`/suivi/${ref}/${path}`, values)).statusCode, 404, path)
  }
  assert.equal((await other.get('/compte')).body.includes(ref), false)
  const stranger = await parvis.browser().get(`/suivi/${ref}`)
  assert.equal(stranger.headers.location, `/connexion?suite=${encodeURIComponent(`/suivi/${ref}`)}`)
  // The holder of one code has not the others.
  const { browser } = await followed()
  assert.equal((await browser.get(`/suivi/${ref}`)).statusCode, 404)
})

test('a code proved under an account is not found by the next person at the computer', async () => {
  const { ref, code } = await parvis.makeRequest()
  const browser = await parvis.signedInAs('habitant@parvis.example')
  await browser.get('/suivi')
  await browser.post('/suivi', { code })
  assert.equal((await browser.get(`/suivi/${ref}`)).statusCode, 200)
  const next = await parvis.signedInAs('habitante@parvis.example')
  browser.cookies.set('parvis_session', next.cookies.get('parvis_session') ?? '')
  assert.equal((await browser.get(`/suivi/${ref}`)).statusCode, 404)
  assert.doesNotMatch((await browser.get('/compte/demandes')).body, new RegExp(ref))
  browser.cookies.delete('parvis_session')
  assert.notEqual((await browser.get(`/suivi/${ref}`)).statusCode, 200)
})

test('a code opens the request for a day', async () => {
  const { browser, url } = await followed()
  parvis.advance({ hours: 23 })
  assert.equal((await browser.get(url)).statusCode, 200)
  parvis.advance({ hours: 2 })
  assert.equal((await browser.get(url)).statusCode, 303)
  const late = await browser.post(`${url}/messages`, { message: 'Toujours là' })
  assert.match(String(late.headers.location), /^\/suivi\?suite=%2Freprise%2F/)
})

test('the answer to a question resumes the promised date', async () => {
  const { sent, browser, url } = await followed()
  await agentActs(sent.ref, 'ask', { message: 'De quel côté de la rue\u00a0?' })
  const asked = await browser.get(url)
  assert.match(asked.body, /En pause<\/dt><dd>Nous attendons votre réponse/)
  assert.ok(
    asked.body.indexOf('De quel côté de la rue') < asked.body.indexOf('Vos échanges'),
    'the question comes first',
  )
  assert.equal((await rowOf(sent)).solutionDueAt, null)
  parvis.advance({ days: 2 })
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
  const row = await rowOf(sent)
  assert.equal(row.state, 'in_progress')
  assert.notEqual(row.solutionDueAt, null)
})

test('files go with the message; what is refused costs neither the text nor the other files', async () => {
  const { browser, url } = await followed()
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
  const thief = await followed()
  await thief.browser.post(`${thief.url}/messages`, { message: 'Avec votre photo', kept })
  assert.equal((await thief.browser.get(thief.url)).body.includes(kept), false)
  const removed = await browser.post(`${url}/messages`, { message: 'Voici le trou', kept, remove: kept })
  assert.equal(removed.statusCode, 200)
  assert.equal(removed.body.includes('name="kept"'), false)
  const sent = await browser.follow(await browser.post(`${url}/messages`, { message: 'Voici le trou', kept }))
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
  const { sent, browser, url } = await followed()
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
  const other = parvis.browser()
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
  const residentId = (await parvis.actor('habitante@parvis.example')).personId
  const { ref } = await parvis.makeRequest({ residentId })
  const browser = await parvis.signedInAs('habitante@parvis.example')
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
  const phone = await parvis.signedInAs('habitante@parvis.example')
  assert.ok((await phone.get(url)).body.includes(`value="${kept}"`))
  const gone = JSON.parse((await phone.post(`${url}/brouillon`, { remove: kept })).body)
  assert.equal(gone.field.includes(kept), false)
  assert.equal((await browser.get(url)).body.includes(kept), false)
})

test('a page that is merely old says so, and not that an answer is wrong', async () => {
  const { browser, url } = await followed()
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
  const { browser, url } = await followed()
  const long = await browser.post(`${url}/messages`, { message: 'a'.repeat(4001) })
  assert.equal(long.statusCode, 422)
  assert.ok(long.body.includes('a'.repeat(4001)))
})

test('whoever follows a request writes so many messages an hour, and loses none that they typed', async () => {
  const { browser, sent, url } = await followed()
  for (let count = 0; count < LIMITS.messagesOnRequest.limit; count++)
    assert.equal((await browser.post(`${url}/messages`, { message: `Message ${count}` })).statusCode, 303)
  const more = await browser.post(`${url}/messages`, { message: 'Encore un mot' })
  assert.equal(more.statusCode, 422)
  assert.match(more.body, /beaucoup de messages sur cette demande/)
  assert.match(more.body, /Encore un mot<\/textarea>/)
  // Another browser of the same network, with the same code.
  const other = parvis.browser()
  await other.get(`/suivi?code=${sent.code}`)
  assert.equal((await other.post(`${url}/messages`, { message: 'Moi aussi' })).statusCode, 422)
  const second = await followed()
  const elsewhere = await second.browser.post(`${second.url}/messages`, { message: 'Autre demande' })
  assert.equal(elsewhere.statusCode, 303)
  parvis.advance({ hours: 1 })
  assert.equal((await browser.post(`${url}/messages`, { message: 'Encore un mot' })).statusCode, 303)
})

test('a promise that was not kept is said, and where the request stands then', async () => {
  const { sent, browser, url } = await followed()
  parvis.advance({ days: 8 })
  await browser.get(`/suivi?code=${sent.code}`)
  assert.match((await browser.get(url)).body, /Cette date est passée\. Votre demande est en tête/)
})

test('the receipt is linked for whoever filled the form, not for others who hold the code', async () => {
  const browser = await parvis.signedInAs('habitante@parvis.example')
  const by = await parvis.actor('habitante@parvis.example')
  const draftId = randomUUID()
  const service = 'signaler-un-nid-de-poule'
  await parvis.db.write(by, async (tx) => {
    const live = (await catalogue(tx)).service(service)
    assert.ok(live?.formVersion)
    const draft = {
      id: draftId,
      serviceSlug: service,
      serviceVersion: live.version,
      formId: 'nid-de-poule',
      formVersion: live.formVersion,
    }
    await saveDraft(tx, draft, {}, {})
  })
  const { ref, code } = await parvis.makeRequest({ by, draftId, residentId: by.personId })
  const receipt = `href="/demarches/${service}/demande/${draftId}/recu"`
  assert.ok((await browser.get(`/suivi/${ref}`)).body.includes(receipt))
  const holder = parvis.browser()
  const page = await holder.follow(await holder.get(`/suivi?code=${code}`))
  assert.equal(page.statusCode, 200)
  assert.equal(page.body.includes(receipt), false)
})

test('a form without its token changes nothing', async () => {
  const { sent, browser, url } = await followed()
  assert.equal((await browser.post(`${url}/actions/cancel`, {}, { csrf: 'faux' })).statusCode, 403)
  assert.equal((await rowOf(sent)).state, 'new')
})

test('« ce n’est pas résolu » reopens within 15 days, and not after', async () => {
  const { sent, browser, url } = await followed()
  assert.equal(
    (await browser.post(`${url}/actions/reopen`, { message: 'Pas encore' })).statusCode,
    303,
    'an open request takes it as a message',
  )
  await agentActs(sent.ref, 'close', { message: 'C’est réparé.' })
  parvis.advance({ days: 15 })
  await browser.get(`/suivi?code=${sent.code}`)
  const closed = await browser.get(url)
  assert.match(closed.body, /Demande terminée le/)
  assert.match(closed.body, /Dites-nous ce qui ne va pas/)
  const silent = await browser.post(`${url}/actions/reopen`, { message: '' })
  assert.equal(silent.statusCode, 422)
  const page = await browser.follow(
    await browser.post(`${url}/actions/reopen`, { message: 'Le trou est revenu.' }),
  )
  assert.match(page.body, /Votre demande est rouverte/)
  const row = await rowOf(sent)
  assert.equal(row.stateKind, 'new')
  assert.equal(row.closedAt, null)
  await agentActs(sent.ref, 'close', { message: 'Rebouché de nouveau.' })
  parvis.advance({ days: 16 })
  await browser.get(`/suivi?code=${sent.code}`)
  assert.equal((await browser.get(url)).body.includes('Dites-nous ce qui ne va pas'), false)
  const late = await browser.post(`${url}/actions/reopen`, { message: 'Encore un trou' })
  assert.equal(late.statusCode, 409)
  assert.match(late.body, /Encore un trou/, 'the text is given back')
  assert.equal((await rowOf(sent)).stateKind, 'done')
})

test('the answer is rated in one click once closed, and the opinion may change', async () => {
  const { sent, browser, url } = await followed()
  assert.equal((await browser.post(`${url}/avis`, { score: 'good' })).statusCode, 422)
  await agentActs(sent.ref, 'close', { message: 'C’est réparé.' })
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
  const { sent, browser, url } = await followed()
  const asked = await browser.get(`${url}/actions/cancel`)
  assert.match(asked.body, /<h1>Arrêter cette demande<\/h1>/)
  assert.equal((await rowOf(sent)).state, 'new')
  const page = await browser.follow(await browser.post(`${url}/actions/cancel`, {}))
  assert.match(page.body, /Arrêtée à votre demande/)
  assert.equal(page.body.includes('Comment avons-nous répondu'), false)
  assert.equal((await rowOf(sent)).state, 'withdrawn')
  assert.equal((await browser.post(`${url}/actions/cancel`, {})).statusCode, 409)
  // An agent's act is not the resident's.
  assert.equal((await browser.post(`${url}/actions/reopen_by_agent`, { reason: 'Je veux' })).statusCode, 403)
})

test('a message written while the request was being closed does not reopen it by surprise', async () => {
  const { sent, browser, url } = await followed()
  await agentActs(sent.ref, 'close', { message: 'C’est réparé.' })
  const crossed = await browser.post(`${url}/messages`, { message: 'Merci de votre passage' })
  assert.equal(crossed.statusCode, 409)
  assert.match(crossed.body, /Merci de votre passage<\/textarea>/)
  assert.equal((await rowOf(sent)).stateKind, 'done')
  await browser.post(`${url}/actions/reopen`, { message: 'Merci de votre passage' })
  assert.equal((await rowOf(sent)).stateKind, 'new')
})

test('a request is attached to the account with the code and the same verified address only', async () => {
  const mine = await parvis.makeRequest({ email: 'Habitante@parvis.example' })
  const browser = await parvis.signedInAs('habitante@parvis.example')
  assert.equal((await browser.post(`/suivi/${mine.ref}/rattacher`, {})).statusCode, 404, 'without the code')
  await browser.get(`/suivi?code=${mine.code}`)
  assert.equal((await browser.get('/compte')).body.includes(mine.ref), false, 'nothing is attached silently')
  assert.match((await browser.get(`/suivi/${mine.ref}`)).body, /Rattacher à mon compte/)
  const page = await browser.follow(await browser.post(`/suivi/${mine.ref}/rattacher`, {}))
  assert.match(page.body, /maintenant dans votre compte/)
  assert.match((await browser.get('/compte')).body, new RegExp(mine.ref))

  const other = await parvis.makeRequest({ email: 'voisin@courriel.example' })
  await browser.get(`/suivi?code=${other.code}`)
  const refused = await browser.post(`/suivi/${other.ref}/rattacher`, {})
  assert.equal(refused.statusCode, 422)
  assert.match(refused.body, /autre adresse e-mail/)
  assert.equal((await rowOf(other)).residentId, null)

  const stranger = await followed({ email: 'habitante@parvis.example' })
  const invited = await stranger.browser.get(stranger.url)
  assert.match(invited.body, new RegExp(`/connexion\\?suite=${encodeURIComponent(stranger.url)}`))
  assert.equal((await stranger.browser.post(`${stranger.url}/rattacher`, {})).statusCode, 404)
})

test('« Mes demandes » shows one’s own: what is expected first, then the others, then those finished', async () => {
  const email = 'habitant@parvis.example'
  const residentId = await personId(email)
  const asked = await parvis.makeRequest({ residentId, email })
  const finished = await parvis.makeRequest({ residentId, email })
  const newer = await parvis.makeRequest({ residentId, email })
  const foreign = await parvis.makeRequest()
  await agentActs(asked.ref, 'ask', { message: 'Où exactement\u00a0?' })
  await agentActs(finished.ref, 'close', { message: 'Fait.' })
  const browser = await parvis.signedInAs(email)
  const { body, statusCode } = await browser.get('/compte')
  assert.equal(statusCode, 200)
  const at = (sent: Sent) => body.indexOf(`/suivi/${sent.ref}"`)
  assert.ok(at(asked) > 0 && at(asked) < at(newer) && at(newer) < at(finished))
  assert.equal(at(foreign), -1)
  assert.match(body, /Nous attendons votre réponse/)
  assert.match(body, /action="\/deconnexion"/)
  assert.match(body, /\/compte\/securite/)
  assert.match(body, /\/brouillons/)
  assert.equal((await parvis.browser().get('/compte')).headers.location, '/connexion?suite=%2Fcompte')
  const agent = await parvis.signedInAs('voirie@parvis.example')
  assert.match((await agent.get('/compte')).body, /Aucune demande en cours/)
})

test('a message written after the code’s day is kept: the code again, and it is sent', async () => {
  const { sent, browser, url } = await followed()
  parvis.advance({ hours: 25 })
  const refused = await browser.post(`${url}/messages`, { message: 'Le trou s’agrandit.' })
  const back = String(refused.headers.location)
  assert.match(back, /^\/suivi\?suite=%2Freprise%2F[0-9a-f-]{36}$/)
  assert.match((await browser.get(back)).body, /Rien n’est perdu/)
  const suite = new URL(back, 'http://parvis.test').searchParams.get('suite') ?? ''
  const opened = await browser.post('/suivi', { code: sent.code, suite })
  assert.equal(opened.headers.location, suite)
  const kept = await browser.get(suite)
  assert.match(kept.body, /Le trou s’agrandit\./)
  const stranger = await parvis.browser().get(suite)
  assert.equal(stranger.statusCode, 404)
  const elsewhere = await browser.post('/suivi', { code: sent.code, suite: 'https://ailleurs.example/' })
  assert.equal(elsewhere.headers.location, url)
  assert.equal((await browser.post(`${url}/messages`, { message: 'Le trou s’agrandit.' })).statusCode, 303)
})

test('a resident’s form sent ten times says one thing, once, even when the first changed the state', async () => {
  const sent = await parvis.makeRequest({ commune: '69029' })
  const resident = parvis.browser()
  const screen = await resident.follow(await resident.get(`/suivi?code=${sent.code}`))
  const once = /name="once" value="([^"]+)"/.exec(screen.body)?.[1] ?? ''
  const url = `/suivi/${sent.ref}/messages`
  for (let turn = 0; turn < 10; turn += 1)
    assert.equal(
      (await resident.post(url, { message: 'Il y a aussi une bouche d’égout.', once })).statusCode,
      303,
    )
  const said = await parvis.db.read(system, (tx) => messagesOf(tx, sent.id))
  assert.equal(said.filter(({ body }) => body.includes('bouche d’égout')).length, 1)
  // Another form may say the same again.
  const again = { message: 'Il y a aussi une bouche d’égout.', once: crypto.randomUUID() }
  assert.equal((await resident.post(url, again)).statusCode, 303)
  assert.equal((await parvis.db.read(system, (tx) => messagesOf(tx, sent.id))).length, said.length + 1)
})
