// What every answer says to browsers, whatever it is; and what never becomes a request.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { createTestApp, type TestApp } from '#test/app.ts'

const ANSWERS = [
  '/',
  '/connexion',
  '/n-existe-pas',
  '/compte',
  '/healthz',
  '/suivi/%00',
  '/agents',
  '/oidc/jwks',
]

describe('what every answer says', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp({ env: { PARVIS_URL: 'https://demarches.exemple.fr' } })
  })
  after(() => parvis.close())

  it('only our own content, in no frame, no guess of types, no path told to others, TLS for a year', async () => {
    for (const url of ANSWERS) {
      const { headers } = await parvis.app.inject({ url })
      const policy = String(headers['content-security-policy'])
      for (const words of [
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ])
        assert.ok(policy.includes(words) || policy.includes("default-src 'none'"), `${url}: ${policy}`)
      assert.doesNotMatch(policy, /unsafe|\*/, url)
      assert.equal(headers['x-content-type-options'], 'nosniff', url)
      assert.match(String(headers['referrer-policy']), /^(same-origin|no-referrer)$/, url)
      assert.equal(headers['strict-transport-security'], 'max-age=31536000; includeSubDomains', url)
      // Public keys are for everybody's servers and pages.
      const readers = url === '/oidc/jwks' ? '*' : undefined
      assert.equal(headers['access-control-allow-origin'], readers, url)
      assert.equal(headers['x-powered-by'], undefined, url)
      assert.equal(headers['server'], undefined, url)
    }
  })

  it('its type and its letters; what may be personal is stored nowhere', async () => {
    for (const url of ANSWERS) {
      const reply = await parvis.app.inject({ url })
      if (reply.body !== '')
        assert.match(
          String(reply.headers['content-type']),
          /^(text\/html|application\/json|application\/jwk-set\+json).*charset=utf-8$/,
          url,
        )
      if (/text\/html/.test(String(reply.headers['content-type'])))
        assert.match(String(reply.headers['cache-control']), /no-store/, url)
    }
  })

  it('TRACE, PUT, DELETE and methods of nobody are answered by nothing of ours', async () => {
    for (const method of ['TRACE', 'PUT', 'DELETE', 'PATCH', 'PROPFIND'] as const)
      for (const url of ['/', '/connexion', '/compte']) {
        const reply = await parvis.app.inject({
          method: method as 'PUT',
          url,
          headers: { 'x-canary': 'perroquet' },
        })
        assert.ok(reply.statusCode >= 400 && reply.statusCode < 500, `${method} ${url}: ${reply.statusCode}`)
        assert.doesNotMatch(reply.body, /perroquet/)
      }
  })

  it('every page of an account, of the desk and of the administration has the button that signs out', async () => {
    const pages = {
      'habitante@parvis.example': [
        '/compte',
        '/compte/profil',
        '/compte/securite',
        '/compte/sites',
        '/compte/donnees',
        '/compte/donnees/acces',
        '/compte/proches',
      ],
      'voirie@parvis.example': ['/agents', '/agents/comptes', '/agents/saisir'],
      'admin@parvis.example': ['/administration', '/administration/sites'],
    }
    for (const [email, urls] of Object.entries(pages)) {
      const browser = await parvis.signedInAs(email)
      for (const url of urls)
        assert.match((await browser.get(url)).body, /<form[^>]* action="\/deconnexion"/, `${email} ${url}`)
    }
  })

  it('signing out asks the browser to forget what pages had stored', async () => {
    const browser = await parvis.signedInAs('habitante@parvis.example')
    const { statusCode, headers } = await browser.post('/deconnexion', {})
    assert.deepEqual([statusCode, headers['clear-site-data']], [303, '"storage"'])
  })

  it('every line of the journal is JSON with its instant, whatever was asked', async () => {
    let journal = ''
    const told = await createTestApp({
      env: { PARVIS_LOG: 'info' },
      journal: { write: (line) => void (journal += line) },
    })
    try {
      const forged = '%0A%7B%22level%22:60,%22msg%22:%22perroquet%22%7D'
      for (const url of ['/', `/demarches?q=${forged}`, `/${forged}`, '/suivi?code=perroquet'])
        await told.app.inject({ url, headers: { 'user-agent': 'a{"level":60}', cookie: 'a="b\\n{"' } })
      await told.browser().post('/connexion', { email: 'perroquet\n{"level":60}', password: 'perroquet' })
    } finally {
      await told.close()
    }
    const lines = journal.trimEnd().split('\n')
    assert.ok(lines.length >= 5, journal)
    for (const line of lines) {
      const { time, level } = JSON.parse(line) as { time: number; level: number }
      // Milliseconds since 1970, in UTC.
      assert.ok(Math.abs(Date.now() - time) < 600_000, line)
      assert.ok(level < 60)
      assert.doesNotMatch(line, /perroquet/)
    }
  })

  it('no source, no folder and no list of files is served', async () => {
    for (const url of [
      '/.git/config',
      '/package.json',
      '/src/main.ts',
      '/.env',
      '/assets/',
      '/assets/../package.json',
      '/assets/%2e%2e/package.json',
      '/theme/',
      '/data/',
      '/db/schema.sql',
      '/docs/',
    ])
      assert.equal((await parvis.app.inject({ url })).statusCode, 404, url)
  })
})

describe('what never becomes a request', () => {
  let parvis: TestApp
  let port = 0
  before(async () => {
    parvis = await createTestApp()
    port = Number(new URL(await parvis.listen()).port)
  })
  after(() => parvis.close())

  async function say(words: string): Promise<string> {
    const socket = connect(port, '127.0.0.1')
    let got = ''
    socket.on('data', (data) => void (got += data.toString()))
    socket.on('error', () => {})
    socket.write(words)
    await once(socket, 'close')
    return got
  }

  it('a target that names a host is nobody’s address, on any route', async () => {
    for (const target of [
      'http://evil.example/',
      'http://evil.example/oidc/auth?client_id=%00',
      '//evil.example/compte',
    ]) {
      const got = await say(`GET ${target} HTTP/1.1\r\nhost: parvis.test\r\nconnection: close\r\n\r\n`)
      assert.match(got, /^HTTP\/1\.1 404 /, target)
      assert.doesNotMatch(got, /evil\.example/, target)
    }
  })

  it('headers beyond 16 kB: 431, a plain page in French, and nothing of what was sent', async () => {
    const got = await say(
      `GET / HTTP/1.1\r\nhost: parvis.test\r\ncookie: a=${'perroquet'.repeat(2500)}\r\n\r\n`,
    )
    assert.match(got, /^HTTP\/1\.1 431 Request Header Fields Too Large\r\n/)
    assert.match(got, /content-type: text\/html; charset=utf-8/i)
    assert.match(
      got,
      /<html lang="fr">.*<p>Votre navigateur a envoyé une adresse ou des cookies trop longs\./s,
    )
    assert.doesNotMatch(got, /perroquet|HPE_|node:|\bat /)
    assert.equal((await fetch(`http://127.0.0.1:${port}/healthz`)).status, 200, 'the others go on')
  })

  it('bytes that are no HTTP, and lengths that contradict each other: 400, and the connection ends', async () => {
    const smuggled =
      'POST /connexion HTTP/1.1\r\nhost: parvis.test\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nhost: parvis.test\r\n\r\n'
    const twice =
      'POST /connexion HTTP/1.1\r\nhost: parvis.test\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nabcde'
    for (const words of ['\u0016\u0003\u0001 bonjour\r\n\r\n', smuggled, twice]) {
      const got = await say(words)
      assert.match(got, /^HTTP\/1\.1 400 Bad Request\r\n/, words)
      assert.match(got, /Votre demande est arrivée abîmée/)
      assert.doesNotMatch(got, /"status":"ok"|HPE_|node:/)
    }
  })
})
