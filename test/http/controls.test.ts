// NUL, other controls and broken percents in a path, a query, a field: never a fault of ours, on any route.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createTestApp, type TestApp } from '#test/app.ts'
import { makeWorld, type World } from '#test/world.ts'
import { pathOf } from '#platform/db/table.ts'
import { houseOf } from '../../src/app.ts'

const { routes } = houseOf({ demo: true })
const BAD = ['%00', 'a%00b', '%0d%0a', '%7f', '%', '%c3', '%ed%a0%80']
const QUERY = ['q', 'quoi', 'ou', 'code', 'suite', 'jeton', 'commune', 'vue', 'apres', 'tri']
const ENGINE = [
  '/oidc/auth',
  '/oidc/token',
  '/oidc/request',
  '/oidc/token/revocation',
  '/oidc/token/introspection',
  '/oidc/session/end',
  '/oidc/me',
]

describe('controls in addresses and forms', () => {
  let world: World
  before(async () => {
    world = await makeWorld()
  })
  after(() => world.parvis.close())

  const said = (status: number, text: string) => assert.ok(status < 500 && status !== 0, `${status} ${text}`)

  it('in the path of every route that has a parameter', async () => {
    const paths = routes.map(pathOf).filter((path) => path.includes(':'))
    assert.ok(paths.length > 35)
    const cookie = [...world.browsers.voirie.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    // Whatever the route: each bears one of them, and one is borne by many.
    for (const [at, path] of paths.entries())
      for (const method of ['GET', 'POST'] as const) {
        const url = path.replace(/:\w+/g, BAD[(method === 'GET' ? at : at + 1) % 4] ?? '')
        const reply = await world.parvis.app.inject({ method, url, headers: { cookie } })
        assert.ok([400, 404].includes(reply.statusCode), `${method} ${url}: ${reply.statusCode}`)
        assert.match(reply.body, /<html lang="fr">/)
      }
  })

  it('in the query of every page, and in a path by itself', async () => {
    for (const route of routes) {
      if (!('get' in route) || route.get.includes(':')) continue
      // All of them in each query, each in another parameter for another person.
      for (const [turn, actor] of (['voirie', 'habitante', 'admin'] as const).entries()) {
        const query = QUERY.map((name, at) => `${name}=${BAD[(at + turn) % BAD.length]}`)
        const url = `${route.get}?${[...query, ...BAD.map((bad) => `${bad}=${bad}`)].join('&')}`
        said((await world.browsers[actor].get(url)).statusCode, `${url} as ${actor}`)
      }
    }
    for (const bad of BAD) said((await world.parvis.app.inject({ url: `/${bad}` })).statusCode, bad)
  })

  it('in every field that the engine of the account reads', async () => {
    const names = [
      'client_id',
      'client_secret',
      'code',
      'token',
      'refresh_token',
      'request_uri',
      'redirect_uri',
      'state',
      'nonce',
      'scope',
      'id_token_hint',
      'login_hint',
      'client_assertion',
      'code_verifier',
    ]
    for (const path of ENGINE)
      for (const bad of ['%00', 'a%00b', '%ed%a0%80']) {
        const fields = [
          ...names.map((name) => `${name}=${bad}`),
          'grant_type=authorization_code',
          'response_type=code',
        ].join('&')
        said((await world.parvis.app.inject({ url: `${path}?${fields}` })).statusCode, `GET ${path} ${bad}`)
        const headers = { 'content-type': 'application/x-www-form-urlencoded' }
        const posted = await world.parvis.app.inject({ method: 'POST', url: path, payload: fields, headers })
        said(posted.statusCode, `POST ${path} ${bad}`)
        const basic = Buffer.from(`a\0b:c\0d`).toString('base64')
        const asked = { ...headers, authorization: `Basic ${basic}` }
        said(
          (await world.parvis.app.inject({ method: 'POST', url: path, payload: fields, headers: asked }))
            .statusCode,
          `Basic ${path}`,
        )
      }
  })

  it('said inside JSON, where a script answers', async () => {
    const answer = JSON.stringify({
      id: '\0',
      rawId: '\ud800',
      type: 'public-key',
      response: { clientDataJSON: '\0', authenticatorData: '\0', signature: '\0', userHandle: '\0' },
    })
    const browser = world.parvis.browser()
    for (const url of ['/connexion/cle', '/connexion/cle/defi'])
      said((await browser.post(url, { answer })).statusCode, url)
  })
})

describe('the figures of the process', () => {
  /** One program for each way of setting it. */
  const programs = new Map<string, Promise<TestApp>>()
  after(async () => {
    for (const made of programs.values()) await (await made).close()
  })
  async function ask(
    env: Record<string, string>,
    remoteAddress: string,
    headers: Record<string, string> = {},
  ): Promise<number> {
    const made = programs.get(JSON.stringify(env)) ?? createTestApp({ env })
    programs.set(JSON.stringify(env), made)
    return (await (await made).app.inject({ url: '/metrics', remoteAddress, headers })).statusCode
  }
  const TOKEN = 'a'.repeat(32)

  it('are for this machine alone, or for whoever holds the token', async () => {
    assert.equal(await ask({}, '127.0.0.1'), 200)
    assert.equal(await ask({}, '::ffff:127.0.0.1'), 200)
    assert.equal(await ask({}, '192.0.2.7'), 404)
    assert.equal(await ask({ PARVIS_TRUST_PROXY: '1' }, '127.0.0.1', { 'x-forwarded-for': '127.0.0.1' }), 404)
    // A proxy of this machine that we were not told of speaks for others all the same.
    for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])
      assert.equal(await ask({}, '127.0.0.1', { [name]: '127.0.0.1' }), 404, name)
    // A page whose name was made to lead here asks for another host.
    for (const host of ['pages.example', 'pages.example:3000', 'localhost.pages.example', '192.0.2.7'])
      assert.equal(await ask({}, '127.0.0.1', { host }), 404, host)
    for (const host of ['127.0.0.1:3000', '[::1]:3000', 'bron.localhost:3000', 'LOCALHOST'])
      assert.equal(await ask({}, '127.0.0.1', { host }), 200, host)
    assert.equal(
      await ask({ PARVIS_URL: 'https://parvis.example' }, '127.0.0.1', { host: 'parvis.example' }),
      200,
    )
    const env = { PARVIS_METRICS_TOKEN: TOKEN }
    assert.equal(await ask(env, '127.0.0.1'), 404)
    assert.equal(await ask(env, '192.0.2.7', { authorization: `Bearer ${TOKEN}` }), 200)
    assert.equal(await ask(env, '192.0.2.7', { authorization: `Bearer ${TOKEN}x` }), 404)
  })
})
