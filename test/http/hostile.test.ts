// What people, robots and enemies send: shown as text, cut, refused with a clear page, never lost, never believed.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { beginForm, fillForm, sendForm } from '#test/apply.ts'

const SCRIPT = '<script>alert(1)</script><img src=x onerror=alert(1)>"\'><svg onload=alert(1)>'

/** Nothing of it may stand in a page as a tag or an attribute. */
function isTextIn(body: string, said: string): void {
  assert.doesNotMatch(body, /<script>alert|<img src=x|<svg onload/i, said)
  assert.match(body, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/, `${said} does not show it`)
}

const isClear = (reply: LightMyRequestResponse, status: number, sentence: RegExp): void => {
  assert.equal(reply.statusCode, status, reply.body.slice(0, 500))
  assert.match(reply.body, /<html lang="fr">/)
  assert.match(reply.body, sentence)
}

describe('hostile input', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  it('shows script as text: form, review, receipt, follow-up, desk, list, mails', async () => {
    const browser = parvis.browser()
    const typed = { name: `Eve ${SCRIPT}`.slice(0, 100), address: `1 rue ${SCRIPT}`, details: SCRIPT }
    const { at } = await fillForm(browser, typed)
    isTextIn((await browser.get(`${at}/problem`)).body, 'the form')
    isTextIn((await browser.get(`${at}/verifier`)).body, 'the review')
    const { ref } = await sendForm(browser, typed)
    isTextIn((await browser.get(`/suivi/${ref}`)).body, 'the follow-up')
    await browser.post(`/suivi/${ref}/messages`, { message: SCRIPT })
    const agent = await parvis.signedInAs('voirie@parvis.example')
    isTextIn((await agent.get(`/agents/demandes/${ref}`)).body, 'the desk')
    isTextIn((await agent.get('/agents')).body, 'the list')
    await agent.post(`/agents/demandes/${ref}/notes`, { message: SCRIPT })
    await agent.post(`/agents/demandes/${ref}/actions/reply`, { message: SCRIPT })
    isTextIn((await agent.get(`/agents/demandes/${ref}`)).body, 'the thread')
    await parvis.runJobs()
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ html: string }>`select html_body as html from platform.mail`.execute(tx.q),
    )
    assert.ok(rows.some(({ html }) => html.includes('&lt;script&gt;')))
    for (const { html } of rows) assert.doesNotMatch(html, /<script|<img src=x|<svg onload/)
  })

  it('shows script of addresses and searches as text', async () => {
    const code = encodeURIComponent(SCRIPT)
    const agent = await parvis.signedInAs('voirie@parvis.example')
    for (const url of [
      `/demarches?quoi=${code}&ou=${code}`,
      `/suivi?code=${code}`,
      `/connexion?suite=${code}`,
      `/inscription?suite=${code}`,
      `/${code}`,
      `/informations?commune=${code}`,
      `/demarches/${code}`,
    ]) {
      const { body, statusCode } = await parvis.browser().get(url)
      assert.ok(statusCode < 500, url)
      assert.doesNotMatch(body, /<script>alert|<img src=x|<svg onload/i, url)
    }
    for (const url of [
      `/agents?q=${code}`,
      `/agents?vue=${code}&service=${code}&commune=${code}&apres=${code}`,
      `/agents/saisir?q=${code}`,
    ]) {
      const { body, statusCode } = await agent.get(url)
      assert.ok(statusCode < 500, url)
      assert.doesNotMatch(body, /<script>alert|<img src=x|<svg onload/i, url)
    }
  })

  it('drops control characters and broken text, keeps accents and line feeds', async () => {
    const { ref } = await sendForm(parvis.browser(), {
      details: 'Un\u0000 trou\u0007\u001b[31m,\r\nl\u0301a-bas\u2028 \ud800fin é',
      name: 'No\u0008é\u200b',
    })
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        description: string
        name: string
      }>`select description, contact_name as name from requests.request where ref = ${ref}`.execute(tx.q),
    )
    assert.equal(rows[0]?.description, 'Un trou[31m,\nĺa-bas \ufffdfin é')
    assert.match(rows[0]?.name ?? '', /^Noé/)
  })

  it('refuses what is too large with a clear page', async () => {
    const browser = parvis.browser()
    const { at } = await beginForm(browser)
    isClear(
      await browser.post(`${at}/problem`, { details: 'x'.repeat(3_000_000) }),
      413,
      /trop lourd|trop grand/,
    )
    const long = await browser.post(`${at}/problem`, { size: 'medium', details: 'x'.repeat(90_000) })
    isClear(long, 422, /caractères de trop/)
    const headers = {
      'content-type': 'multipart/form-data; boundary=x',
      'content-length': String(200 * 1024 * 1024),
    }
    const huge = await parvis.app.inject({ method: 'POST', url: `${at}/problem`, headers, payload: 'x' })
    assert.ok([400, 413, 422].includes(huge.statusCode), String(huge.statusCode))
  })

  it('refuses too many fields, parts and files with a clear page', async () => {
    const browser = parvis.browser()
    const { at } = await beginForm(browser)
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`champ${index}`, 'x']))
    const fields = await browser.upload(`${at}/problem`, many, [])
    assert.ok(fields.statusCode >= 400 && fields.statusCode < 500, String(fields.statusCode))
    assert.match(fields.body, /<html lang="fr">/)
    const files = Array.from({ length: 14 }, (_, index) => ({
      field: 'photos',
      name: `${index}.png`,
      bytes: Buffer.from('x'),
    }))
    const tooMany = await browser.upload(`${at}/problem`, { size: 'medium', details: 'Gardé.' }, files)
    isClear(tooMany, 422, /trop de fichiers à la fois\u00a0: 10 au plus/)
    assert.match(tooMany.body, /Gardé\.<\/textarea>/)
    const plain = await browser.post(`${at}/problem`, many)
    assert.ok(plain.statusCode < 500)
  })

  it('refuses an unknown commune beside the field and keeps the rest', async () => {
    const browser = parvis.browser()
    const { at } = await beginForm(browser)
    const reply = await browser.post(`${at}/place`, {
      'place-commune': '75056',
      'place-adresse': '3 rue gardée',
      place_kind: 'street',
    })
    isClear(reply, 422, /pas dans le territoire/)
    assert.match(reply.body, /3 rue gardée/)
    assert.match(reply.body, /href="#place-commune"/)
  })

  it('answers an unknown page, a wrong method and an odd address with a page in French', async () => {
    const browser = parvis.browser()
    isClear(await browser.get('/nulle-part'), 404, /Page introuvable/)
    isClear(await browser.post('/nulle-part', {}), 404, /Page introuvable/)
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const) {
      const reply = await parvis.app.inject({
        method,
        url: '/suivi',
        payload: method === 'OPTIONS' ? '' : 'a=b',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      })
      assert.ok([404, 405].includes(reply.statusCode), `${method}: ${reply.statusCode}`)
      assert.match(reply.body, /<html lang="fr">/, method)
    }
    for (const url of [
      '/%',
      '/%ff',
      '/demarches/%00',
      '/suivi/%2e%2e',
      '/agents/demandes/%C0%AF',
      `/suivi/${'a'.repeat(500)}`,
      '/informations/-1',
      '/informations/1e9',
      '//mechant.example',
      '/fichiers/../../etc/passwd',
    ]) {
      const reply = await parvis.app.inject({ method: 'GET', url })
      assert.ok(reply.statusCode < 500, `${url}: ${reply.statusCode}`)
      assert.equal(reply.headers['x-content-type-options'], 'nosniff', url)
      if (reply.statusCode >= 400) assert.match(reply.body, /<html lang="fr">/, url)
    }
    assert.equal((await parvis.app.inject({ method: 'HEAD', url: '/' })).statusCode, 200)
  })

  it('refuses other kinds of bodies, and forms without their token', async () => {
    for (const [type, payload] of [
      ['application/json', '{"code":"AAAA2222"}'],
      ['application/json', '{'],
      ['text/xml', '<a/>'],
      ['text/plain', 'code=AAAA2222'],
      ['', 'code=AAAA2222'],
      ['multipart/form-data', 'x'],
      ['multipart/form-data; boundary=x', '--x\r\nbroken'],
    ] as const) {
      const reply = await parvis.app.inject({
        method: 'POST',
        url: '/suivi',
        payload,
        headers: type === '' ? {} : { 'content-type': type },
      })
      assert.ok(reply.statusCode >= 400 && reply.statusCode < 500, `${type}: ${reply.statusCode}`)
      assert.match(reply.body, /<html lang="fr">/, type)
    }
    const one = parvis.browser()
    const other = parvis.browser()
    const stolen = await other.csrf()
    const headers = { 'sec-fetch-site': 'same-origin' }
    isClear(
      await one.post('/suivi', { code: 'AAAA2222' }, { csrf: stolen, headers }),
      403,
      /value="AAAA2222"/,
    )
  })

  it('survives huge and repeated queries and cookies that nobody gave', async () => {
    const browser = parvis.browser()
    const urls = [
      `/demarches?quoi=${'a'.repeat(12_000)}`,
      `/demarches?${'quoi=a&'.repeat(2000)}`,
      '/demarches?__proto__=x&constructor=y&toString=z',
      '/demarches?quoi[]=a&quoi=%00&ou=%ff',
      `/demarches?quoi=${encodeURIComponent(`'; drop table requests.request; -- ! & | ( : * \\`)}`,
    ]
    for (const url of urls) assert.equal((await browser.get(url)).statusCode, 200, url.slice(0, 60))
    const agent = await parvis.signedInAs('voirie@parvis.example')
    for (const url of [
      `/agents?q=${'a '.repeat(4000)}`,
      `/agents?${'service=x&'.repeat(1500)}`,
      `/agents?apres=${'9'.repeat(400)}`,
      `/agents?q=${encodeURIComponent(`' | ! & :* <-> "`)}`,
    ])
      assert.ok((await agent.get(url)).statusCode < 500, url.slice(0, 60))
    const admin = await parvis.signedInAs('admin@parvis.example')
    const cursor = Buffer.from(JSON.stringify(['\0', 1])).toString('base64url')
    for (const list of ['acces-signales', 'sites', 'registre', 'demarches'])
      for (const edge of ['apres', 'avant'])
        assert.equal((await admin.get(`/administration/${list}?${edge}=${cursor}`)).statusCode, 200, list)
    const prepared = await admin.post('/administration/competences/regles/fichier', { query: 'q=%00%25&q=x' })
    assert.equal(prepared.statusCode, 303)
    for (const [name, value] of [
      ['parvis_visitor', 'x'.repeat(3000)],
      ['parvis_session', '\u00e9'.repeat(50)],
      ['parvis_flash', 'eA.x'],
      ['parvis_commune', '../../etc'],
      ['parvis_visitor', '00000000-0000-0000-0000-000000000000.faux'],
    ] as const) {
      const reply = await parvis.app.inject({
        method: 'GET',
        url: '/',
        headers: { cookie: `${name}=${encodeURIComponent(value)}` },
      })
      assert.equal(reply.statusCode, 200, name)
    }
  })

  it('serves no other file than its own', async () => {
    const browser = parvis.browser()
    for (const url of [
      '/assets/../package.json',
      '/assets/..%2f..%2fpackage.json',
      '/assets/%2e%2e/%2e%2e/etc/passwd',
      '/assets/....//package.json',
      '/assets/',
      '/fichiers/..%2f..%2fpackage.json',
      '/fichiers/%2e%2e%2fsecret',
      '/fichiers/00000000-0000-4000-8000-000000000000',
      '/theme/..%2f..%2fpackage.json',
      '/theme/%2e%2e%2f',
    ]) {
      const reply = await browser.get(url)
      assert.equal(reply.statusCode, 404, url)
      assert.doesNotMatch(reply.body, /"dependencies"|root:/, url)
    }
  })

  it('carries no header and follows no address that somebody typed', async () => {
    const browser = parvis.browser()
    const evil = [
      'https://mechant.example/',
      '//mechant.example',
      '/\\mechant.example',
      'javascript:alert(1)',
      '/\t/mechant.example',
      '%2f%2fmechant.example',
      'http:mechant.example',
      '/x\r\nset-cookie: vol=1',
    ]
    for (const suite of evil) {
      const shown = await browser.get(`/connexion?suite=${encodeURIComponent(suite)}`)
      assert.doesNotMatch(shown.body, /value="[^"]*mechant|vol=1"/, suite)
      const fresh = parvis.browser()
      const signedIn = await fresh.post('/connexion', {
        email: 'habitante@parvis.example',
        password: 'parvis-demo-2026',
        suite,
      })
      assert.equal(signedIn.statusCode, 303)
      const to = new URL(String(signedIn.headers.location), 'http://parvis.test')
      assert.equal(to.origin, 'http://parvis.test', suite)
      assert.equal(fresh.cookies.has('vol'), false)
      const chosen = await browser.post('/commune', { commune: '69029', retour: suite })
      assert.equal(
        new URL(String(chosen.headers.location), 'http://parvis.test').origin,
        'http://parvis.test',
        suite,
      )
    }
    const host = await parvis.app.inject({
      method: 'GET',
      url: '/compte',
      headers: { host: 'mechant.example' },
    })
    assert.ok(String(host.headers.location).startsWith('/connexion'))
  })

  it('makes one request of a form sent twice at once, again, or after going back', async () => {
    const browser = parvis.browser()
    const { at, draft } = await fillForm(browser)
    const csrf = await browser.csrf()
    const sent = await Promise.all(
      Array.from({ length: 6 }, () => browser.post(`${at}/envoyer`, {}, { csrf })),
    )
    for (const reply of sent) assert.equal(reply.headers.location, `${at}/recu`, String(reply.statusCode))
    const receipts = await Promise.all([1, 2].map(() => browser.get(`${at}/recu`)))
    const refs = new Set(receipts.map(({ body }) => /\b\d{4}-\d{5}\b/.exec(body)?.[0]))
    assert.equal(refs.size, 1)
    assert.equal((await browser.post(`${at}/envoyer`, {})).headers.location, `${at}/recu`)
    assert.equal((await browser.post(`${at}/problem`, { size: 'large' })).headers.location, `${at}/recu`)
    assert.equal((await browser.get(`${at}/verifier`)).headers.location, `${at}/recu`)
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ n: number; messages: number; events: number }>`select count(*)::int as n,
      (select count(*)::int from threads.message m where m.subject_id = min(r.id)) as messages,
      (select count(*)::int from platform.event e where e.subject_id = min(r.id) and e.name = 'request.received') as events
      from requests.request r where draft_id = ${draft}`.execute(tx.q),
    )
    assert.deepEqual(rows, [{ n: 1, messages: 1, events: 1 }])
  })

  it('gives no receipt of somebody else’s form', async () => {
    const { at } = await sendForm(parvis.browser())
    assert.equal((await parvis.browser().get(`${at}/recu`)).statusCode, 404)
    assert.equal((await parvis.browser().post(`${at}/envoyer`, {})).statusCode, 404)
  })

  it('sends safe headers with every kind of answer', async () => {
    const agent = await parvis.signedInAs('voirie@parvis.example')
    const browser = parvis.browser()
    const replies = [
      await browser.get('/'),
      await browser.get('/nulle-part'),
      await browser.post('/suivi', { code: 'x' }),
      await browser.get('/compte'),
      await agent.get('/agents'),
      await browser.get('/adresses?q=rue'),
      await browser.get('/healthz'),
    ]
    for (const { headers } of replies) {
      const policy = String(headers['content-security-policy'])
      for (const part of [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
      ])
        assert.ok(policy.includes(part), `${part} in ${policy}`)
      assert.doesNotMatch(policy, /unsafe|\*/)
      assert.equal(headers['x-content-type-options'], 'nosniff')
      assert.equal(headers['referrer-policy'], 'same-origin')
      assert.equal(headers['x-powered-by'], undefined)
    }
    assert.equal(replies[4]?.headers['cache-control'], 'no-store')
    for (const { body } of replies)
      assert.doesNotMatch(body, /<[a-z][^>]* on[a-z]+="|<script(?![^>]* src=)|<style|javascript:/i)
  })
})
