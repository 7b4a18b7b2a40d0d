// What another site makes a browser do: nothing is done, told or kept. What a sister host tosses in is never believed.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import { fillForm } from '#test/apply.ts'
import { pageCases } from '#test/route-cases.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { makeWorld, type World } from '#test/world.ts'

const HOST = 'demarches.exemple.fr'
const HERE = `https://${HOST}`

/** How browsers say that a page of another site makes them ask. */
const FOREIGN: Record<string, Record<string, string>> = {
  'another site': { 'sec-fetch-site': 'cross-site', origin: 'https://mechant.example' },
  'a sister host': { 'sec-fetch-site': 'same-site', origin: 'https://evil.exemple.fr' },
  'an older browser': { origin: 'https://mechant.example' },
  'a frame without origin': { origin: 'null' },
  'a browser that says its page alone': { referer: 'https://mechant.example/page' },
  'the same name on another port': { origin: `${HERE}:8443` },
}

/** Nothing of the person, nothing of what came, nothing that makes a next act easier. */
function isBare(reply: LightMyRequestResponse, said: string): void {
  assert.equal(reply.statusCode, 403, said)
  assert.equal(reply.headers['set-cookie'], undefined, said)
  assert.doesNotMatch(reply.body, /_csrf|<form|Ce que la page a mis|Se déconnecter/, said)
}

describe('a post of another site', () => {
  let world: World
  before(async () => {
    world = await makeWorld()
  })
  after(() => world.parvis.close())

  it('does nothing anywhere, whoever is signed in, even with the right token', async () => {
    const browser = world.browsers.habitante
    const csrf = await browser.csrf()
    const posts = Object.entries(pageCases).filter(([name]) => name.startsWith('POST'))
    assert.ok(posts.length > 60)
    for (const [name, one] of posts)
      for (const [from, headers] of Object.entries(FOREIGN)) {
        const values = { ...one.values, message: 'Ce que la page a mis' }
        isBare(await browser.post(one.url(world, 'metro'), values, { csrf, headers }), `${name} from ${from}`)
      }
    const unknown = await browser.post('/nulle-part', {}, { csrf, headers: FOREIGN['another site'] ?? {} })
    assert.deepEqual([unknown.statusCode, unknown.headers['set-cookie']], [404, undefined])
  })

  it('leads a grave act of our own old page back to its form, without what was typed', async () => {
    const browser = world.browsers.habitante
    const headers = {
      'sec-fetch-site': 'same-origin',
      host: 'parvis.test',
      referer: 'http://parvis.test/compte/profil',
    }
    const reply = await browser.post('/compte/profil', { phone: '06 39 98 17 49' }, { csrf: 'old', headers })
    assert.equal(reply.statusCode, 403)
    assert.match(reply.body, /rien n’a été changé.*href="\/compte\/profil"/s)
    assert.doesNotMatch(reply.body, /39 98 17 49/)
  })

  it('is shown in full, in its form, when our own old page may be sent again', async () => {
    const agent = world.browsers.voirie
    const url = `/agents/demandes/${world.refs.metro}/notes`
    const typed = { message: 'Une note longuement écrite.' }
    const headers = { 'sec-fetch-site': 'same-origin' }
    const reply = await agent.post(url, typed, { csrf: 'old', headers })
    assert.equal(reply.statusCode, 403)
    assert.match(reply.body, /ouverte depuis longtemps/)
    assert.match(reply.body, /Une note longuement écrite\.<\/textarea>/)
    const sent = await agent.post(url, typed)
    assert.equal(sent.statusCode, 303)
  })
})

describe('cookies behind TLS', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp({ env: { PARVIS_URL: HERE } })
  })
  after(() => parvis.close())

  const asked = (url: string, headers: Record<string, string>) =>
    parvis.app.inject({ method: 'GET', url, headers: { host: HOST, ...headers } })
  const cookieHeader = (browser: TestBrowser) =>
    [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')

  it('are all of this host alone', async () => {
    const browser = parvis.browser()
    await browser.get('/')
    await browser.post('/connexion', { email: 'habitante@parvis.example', password: 'parvis-demo-2026' })
    assert.ok(browser.cookies.size >= 3)
    for (const name of browser.cookies.keys()) assert.match(name, /^__Host-parvis_/)
  })

  it('are not kept for a picture, a frame or a script of another site, and are for whoever follows a link', async () => {
    const from = (mode: string, to: string, site = 'cross-site') =>
      asked('/', { 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': to })
    for (const [mode, to] of [
      ['no-cors', 'image'],
      ['navigate', 'iframe'],
      ['no-cors', 'script'],
      ['cors', 'empty'],
    ] as const)
      for (const site of ['cross-site', 'same-site'])
        assert.equal((await from(mode, to, site)).headers['set-cookie'], undefined, `${mode} ${to} ${site}`)
    assert.equal((await asked('/', { accept: 'image/*' })).headers['set-cookie'], undefined)
    assert.match(
      String((await from('navigate', 'document')).headers['set-cookie']),
      /__Host-parvis_visitor=.*SameSite=Lax/,
    )
  })

  it('a link from another site finds the session and the draft', async () => {
    const browser = await parvis.signedInAs('habitante@parvis.example')
    const { at } = await fillForm(browser)
    const headers = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    }
    const reply = await browser.get(`${at}/problem`, headers)
    assert.equal(reply.statusCode, 200)
    assert.equal(reply.headers['set-cookie'], undefined)
  })

  it('a foreign page destroys no draft: its posts and pictures replace nothing', async () => {
    const browser = parvis.browser()
    const { at } = await fillForm(browser)
    const before = new Map(browser.cookies)
    // Browsers leave our cookies at home for these: what the answer keeps would take their place.
    for (const headers of Object.values(FOREIGN)) {
      const reply = await parvis.app.inject({
        method: 'POST',
        url: '/suivi',
        headers: { host: HOST, ...headers },
      })
      assert.equal(reply.headers['set-cookie'], undefined)
    }
    assert.deepEqual(browser.cookies, before)
    assert.equal((await browser.get(`${at}/verifier`)).statusCode, 200)
  })

  it('tossed by a sister host are not believed: plain names, doubles, blanks before the name, overlong', async () => {
    const victim = await parvis.signedInAs('habitante@parvis.example')
    await victim.get('/')
    const attacker = await parvis.signedInAs('habitant@parvis.example')
    await attacker.get('/')
    const plain = cookieHeader(attacker).replaceAll('__Host-', '')
    const isAs = async (cookie: string, pattern: RegExp) => {
      const { body, statusCode } = await asked('/compte', { cookie })
      assert.match(statusCode === 303 ? 'nobody' : body, pattern, cookie.slice(0, 80))
    }
    await isAs(cookieHeader(victim), /Morandat/)
    await isAs(`${plain}; ${cookieHeader(victim)}`, /Morandat/)
    await isAs(plain, /^nobody$/)
    await isAs(`\u00a0${cookieHeader(attacker)}`.replace(/; /g, ';\u00a0'), /^nobody$/)
    // Both at once can only come of a browser that was deceived: neither is believed, and none is replaced.
    const both = `${cookieHeader(attacker)}; ${cookieHeader(victim)}`
    await isAs(both, /^nobody$/)
    const page = await asked('/', { cookie: both, accept: 'text/html' })
    assert.doesNotMatch(String(page.headers['set-cookie']), /visitor/)
    const long = await asked('/', { cookie: `a=${'x'.repeat(12_000)}; ${cookieHeader(victim)}` })
    assert.match(long.body, /Morandat/)
  })

  it('give each session its own form token, and none outlives a sign-in or a sign-out', async () => {
    const browser = parvis.browser()
    const before = await browser.csrf()
    await browser.post('/connexion', { email: 'habitante@parvis.example', password: 'parvis-demo-2026' })
    const signedIn = await browser.csrf()
    assert.notEqual(signedIn, before)
    assert.equal((await browser.post('/compte/donnees/export', {}, { csrf: before })).statusCode, 403)
    const other = await parvis.signedInAs('habitante@parvis.example')
    other.cookies.set('__Host-parvis_visitor', browser.cookies.get('__Host-parvis_visitor') ?? '')
    assert.notEqual(await other.csrf(), signedIn)
    await browser.post('/deconnexion', {})
    assert.notEqual(await browser.csrf(), signedIn)
  })
})
