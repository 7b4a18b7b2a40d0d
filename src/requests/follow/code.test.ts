// The follow-up by its code, over HTTP: who opens a request, and for how long.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { saveDraft } from '#forms'
import { catalogue } from '#services'
import { describe, test } from 'node:test'
import { openFollowing } from './following.fixture.ts'

describe('following by the code', () => {
  const world = openFollowing()

  test('a right code opens the request, however it is typed', async () => {
    const { ref, code } = await world.parvis.makeRequest()
    const browser = world.parvis.browser()
    const form = await browser.get('/suivi')
    assert.equal(form.statusCode, 200)
    assert.match(form.body, /Numéro de suivi/)
    const opened = await browser.post('/suivi', {
      code: ` ${code.slice(0, 4).toLowerCase()} ${code.slice(4)}`,
    })
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
    const { code } = await world.parvis.makeRequest()
    const near = `${code.slice(0, 7)}${code.endsWith('2') ? '3' : '2'}`
    const browser = world.parvis.browser()
    const sentence = async (typed: string, reply: Promise<{ statusCode: number; body: string }>) => {
      const { statusCode, body } = await reply
      assert.equal(statusCode, 422)
      assert.ok(body.includes(`value="${typed}"`))
      assert.match(body, /<title>Erreur – /)
      return (
        /id="code-erreur"[^>]*>(.*?)<\/p>/s.exec(body)?.[1] ?? assert.fail('no sentence beside the field')
      )
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
    const { ref } = await world.parvis.makeRequest()
    for (const typed of [ref, ` ${ref.replace('-', ' ')} `, '2026-99999']) {
      const { statusCode, body } = await world.parvis.browser().post('/suivi', { code: typed })
      assert.equal(statusCode, 422)
      assert.match(body, /C’est la référence de la demande\. Son numéro de suivi est écrit à côté/, typed)
    }
  })

  test('too many tries on one code, or from one address, must wait', async () => {
    const { code } = await world.parvis.makeRequest()
    const browser = world.parvis.browser()
    for (let tries = 0; tries < 15; tries += 1) await browser.get('/suivi?code=ZZZZ2222')
    const stopped = await browser.get('/suivi?code=ZZZZ2222')
    assert.equal(stopped.statusCode, 429)
    assert.ok(Number(stopped.headers['retry-after']) > 0)
    for (let tries = 0; tries < 30; tries += 1)
      await browser.get(`/suivi?code=YYYY22${22 + tries}`.replaceAll(/[01]/g, 'X'))
    assert.equal((await browser.get(`/suivi?code=${code}`)).statusCode, 429)
    world.parvis.advance({ minutes: 16 })
    assert.equal((await browser.get(`/suivi?code=${code}`)).statusCode, 303)
  })

  test('right codes use up nothing of an address that many share, nor do pictures of somebody else’s page', async () => {
    const { code, ref } = await world.parvis.makeRequest()
    for (let people = 0; people < 40; people += 1)
      assert.equal((await world.parvis.browser().get(`/suivi?code=${code}`)).statusCode, 303)
    const picture = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }
    const victim = world.parvis.browser()
    for (const tried of [code, ...Array.from({ length: 40 }, () => 'ZZZZ2222')])
      assert.equal((await victim.get(`/suivi?code=${tried}`, picture)).statusCode, 200)
    assert.notEqual((await victim.get(`/suivi/${ref}`)).statusCode, 200, 'no picture opens a request')
    assert.equal((await victim.get('/suivi?code=ZZZZ2222')).statusCode, 422)
    assert.equal((await victim.get(`/suivi?code=${code}`)).statusCode, 303)
  })

  test('nobody follows the request of somebody else', async () => {
    const residentId = await world.personId('habitant@parvis.example')
    const { ref } = await world.parvis.makeRequest({ residentId, email: 'habitant@parvis.example' })
    const owner = await world.parvis.signedInAs('habitant@parvis.example')
    assert.equal((await owner.get(`/suivi/${ref}`)).statusCode, 200)
    const other = await world.parvis.signedInAs('habitante@parvis.example')
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
    const stranger = await world.parvis.browser().get(`/suivi/${ref}`)
    assert.equal(stranger.headers.location, `/connexion?suite=${encodeURIComponent(`/suivi/${ref}`)}`)
    // The holder of one code has not the others.
    const { browser } = await world.followed()
    assert.equal((await browser.get(`/suivi/${ref}`)).statusCode, 404)
  })

  test('a code proved under an account is not found by the next person at the computer', async () => {
    const { ref, code } = await world.parvis.makeRequest()
    const browser = await world.parvis.signedInAs('habitant@parvis.example')
    await browser.get('/suivi')
    await browser.post('/suivi', { code })
    assert.equal((await browser.get(`/suivi/${ref}`)).statusCode, 200)
    const next = await world.parvis.signedInAs('habitante@parvis.example')
    browser.cookies.set('parvis_session', next.cookies.get('parvis_session') ?? '')
    assert.equal((await browser.get(`/suivi/${ref}`)).statusCode, 404)
    assert.doesNotMatch((await browser.get('/compte/demandes')).body, new RegExp(ref))
    browser.cookies.delete('parvis_session')
    assert.notEqual((await browser.get(`/suivi/${ref}`)).statusCode, 200)
  })

  test('a code opens the request for a day', async () => {
    const { browser, url } = await world.followed()
    world.parvis.advance({ hours: 23 })
    assert.equal((await browser.get(url)).statusCode, 200)
    world.parvis.advance({ hours: 2 })
    assert.equal((await browser.get(url)).statusCode, 303)
    const late = await browser.post(`${url}/messages`, { message: 'Toujours là' })
    assert.match(String(late.headers.location), /^\/suivi\?suite=%2Freprise%2F/)
  })

  test('the receipt is linked for whoever filled the form, not for others who hold the code', async () => {
    const browser = await world.parvis.signedInAs('habitante@parvis.example')
    const by = await world.parvis.actor('habitante@parvis.example')
    const draftId = randomUUID()
    const service = 'signaler-un-nid-de-poule'
    await world.parvis.db.write(by, async (tx) => {
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
    const { ref, code } = await world.parvis.makeRequest({ by, draftId, residentId: by.personId })
    const receipt = `href="/demarches/${service}/demande/${draftId}/recu"`
    assert.ok((await browser.get(`/suivi/${ref}`)).body.includes(receipt))
    const holder = world.parvis.browser()
    const page = await holder.follow(await holder.get(`/suivi?code=${code}`))
    assert.equal(page.statusCode, 200)
    assert.equal(page.body.includes(receipt), false)
  })
})
