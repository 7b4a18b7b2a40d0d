// Nothing personal in the journal, in the figures, in the jobs or in the events: what was typed is looked for everywhere it must not be.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { codeAt, DEMO_TOTP_SECRET } from '#signin'
import { DEMO_PASSWORD } from '#demo'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { sendForm } from '#test/apply.ts'

const PASSWORD = 'Canari-cuivre-1749'
const TYPED = {
  name: 'Zélie Canarinette',
  email: 'zelie.canarinette@courriel.example',
  phone: '06 39 98 17 49',
  address: '17 impasse Canaribranche',
  details: 'Le trou canarifond est devant la porte.',
}
/** As typed, as stored, as written in an address. */
const CANARIES = [
  'canarinette',
  'Zélie',
  'Z%C3%A9lie',
  '39 98 17 49',
  '639981749',
  'canaribranche',
  'canarifond',
  'canarinote',
  'canarireponse',
  'canarirecherche',
  PASSWORD,
  DEMO_PASSWORD,
]

describe('canaries', () => {
  let parvis: TestApp
  let journal = ''
  const secrets: string[] = []
  before(async () => {
    parvis = await createTestApp({
      env: { PARVIS_LOG: 'trace' },
      journal: { write: (line) => void (journal += line) },
    })
    await live()
  })
  after(() => parvis.close())

  /** A day of the program: somebody asks, signs up, follows, searches; an agent answers; strangers and mistakes too. */
  async function live(): Promise<void> {
    const visitor = parvis.browser()
    const sent = await sendForm(visitor, TYPED)
    secrets.push(
      sent.code,
      sent.code.replace('-', ''),
      visitor.cookies.get('parvis_visitor') ?? '',
      await visitor.csrf(),
    )
    await follow(sent.code, sent.ref)
    await signUpAndIn()
    await answer(sent.ref)
    await mistakes(sent.code)
    await parvis.runJobs()
    await parvis.app.inject({
      method: 'GET',
      url: '/agents',
      headers: { cookie: 'parvis_session=canarijeton' },
    })
    secrets.push('canarijeton')
  }

  async function follow(code: string, ref: string): Promise<void> {
    const other = parvis.browser()
    assert.equal((await other.get(`/suivi?code=${code}`)).statusCode, 303)
    assert.equal((await other.get(`/suivi/${ref}`)).statusCode, 200)
    assert.equal(
      (await other.post(`/suivi/${ref}/messages`, { message: 'Un mot de plus, canarinote.' })).statusCode,
      303,
    )
    await other.get(`/demarches?quoi=canarirecherche&ou=${encodeURIComponent(TYPED.address)}`)
    await other.get(`/adresses?q=${encodeURIComponent(TYPED.address)}`)
  }

  async function signUpAndIn(): Promise<void> {
    const browser = parvis.browser()
    const { email, name } = TYPED
    assert.equal((await browser.post('/inscription', { email, name, password: PASSWORD })).statusCode, 303)
    await parvis.runJobs()
    const link = await lastLink(/inscription\/confirmer\?jeton=([\w-]+)/)
    secrets.push(link)
    await browser.get(`/inscription/confirmer?jeton=${link}`)
    await browser.post('/inscription/confirmer', { jeton: link })
    await browser.post('/connexion', { email, password: `${PASSWORD} presque` })
    const signedIn = await browser.post('/connexion', { email, password: PASSWORD })
    assert.equal(signedIn.statusCode, 303)
    secrets.push(browser.cookies.get('parvis_session') ?? '')
    assert.equal((await browser.get('/compte')).statusCode, 200)
    await secure(browser)
    await forget(email)
  }

  /** A second factor: its secret, its codes, right and wrong, and the recovery codes. */
  async function secure(browser: TestBrowser): Promise<void> {
    const { body } = await browser.get('/compte/securite/code')
    const sealed = /name="passe_secret" value="([^"]+)"/.exec(body)?.[1] ?? ''
    const secret = /secret=([A-Z2-7]+)/.exec(body)?.[1] ?? assert.fail('no secret')
    const wrong = '749174'
    await browser.post('/compte/securite/code', { passe_secret: sealed, code: wrong })
    const code = codeAt(secret, parvis.now())
    const shown = await browser.post('/compte/securite/code', { passe_secret: sealed, code })
    const recovery = [...shown.body.matchAll(/<span class="code">([^<]+)<\/span>/g)].map(
      (found) => found[1] ?? '',
    )
    assert.equal(recovery.length, 10)
    secrets.push(secret, sealed, ...recovery)
    const half = parvis.browser()
    await half.post('/connexion', { email: TYPED.email, password: PASSWORD })
    secrets.push(half.cookies.get('parvis_session') ?? '')
    await half.post('/connexion/code', { code: wrong })
    await half.post('/connexion/secours', { code: recovery[0] ?? '' })
    secrets.push(half.cookies.get('parvis_session') ?? '', half.cookies.get('parvis_device') ?? '')
  }

  /** A forgotten password: the link, and the new one that is too weak. */
  async function forget(email: string): Promise<void> {
    const stranger = parvis.browser()
    parvis.advance({ minutes: 1 })
    await stranger.post('/mot-de-passe-oublie', { email })
    await parvis.runJobs()
    const link = await lastLink(/mot-de-passe\/nouveau\?jeton=([\w-]+)/)
    secrets.push(link, 'canari-faible')
    await stranger.get(`/mot-de-passe/nouveau?jeton=${link}`)
    await stranger.post('/mot-de-passe/nouveau', { jeton: link, password: 'canari-faible' })
  }

  async function answer(ref: string): Promise<void> {
    const agent: TestBrowser = parvis.browser()
    assert.equal(
      (await agent.post('/connexion', { email: 'voirie@parvis.example', password: DEMO_PASSWORD }))
        .statusCode,
      303,
    )
    const code = codeAt(DEMO_TOTP_SECRET, parvis.now())
    assert.equal(
      (await agent.post('/connexion/code', { code, suite: '/agents' })).headers.location,
      '/agents',
    )
    secrets.push(agent.cookies.get('parvis_session') ?? '')
    assert.match((await agent.get('/agents?q=canarinette')).body, /canarinette/i)
    const at = `/agents/demandes/${ref}`
    assert.match((await agent.get(at)).body, /canarifond/)
    assert.equal((await agent.post(`${at}/actions/take`, {})).statusCode, 303)
    assert.equal((await agent.post(`${at}/notes`, { message: 'Note canarinote.' })).statusCode, 303)
    assert.equal(
      (await agent.post(`${at}/actions/reply`, { message: 'Bonjour, canarireponse.' })).statusCode,
      303,
    )
  }

  /** Wrong ways in, and a fault of ours: even a broken statement that holds values must not be quoted. */
  async function mistakes(code: string): Promise<void> {
    const browser = parvis.browser()
    await browser.get(`/${encodeURIComponent(TYPED.name)}?${encodeURIComponent(TYPED.email)}`)
    await browser.post('/suivi', { code }, { csrf: 'faux' })
    await browser.post('/connexion', { email: TYPED.email, password: '' })
    await parvis.app.inject({
      method: 'POST',
      url: '/suivi',
      payload: `{"code": "canarifond`,
      headers: { 'content-type': 'application/json' },
    })
    await breakThings(browser)
  }

  // A column goes: statements fail with what they were about, as a real fault would.
  async function breakThings(browser: TestBrowser): Promise<void> {
    const owner = new pg.Client({ connectionString: parvis.ownerUrl })
    await owner.connect()
    await owner.query('alter table accounts.credential rename column password_hash to gone')
    const broken = await browser.post('/connexion', { email: TYPED.email, password: PASSWORD })
    assert.equal(broken.statusCode, 500)
    await owner.query('alter table accounts.credential rename column gone to password_hash')
    await owner.end()
  }

  async function lastLink(pattern: RegExp): Promise<string> {
    const { rows } = await ownerQuery<{ text: string }>(
      `select text_body as text from platform.mail where text_body ~ 'jeton=' order by created_at desc limit 1`,
    )
    return pattern.exec(rows[0]?.text ?? '')?.[1] ?? assert.fail('no link')
  }

  async function ownerQuery<T extends object>(query: string): Promise<{ rows: T[] }> {
    const owner = new pg.Client({ connectionString: parvis.ownerUrl })
    await owner.connect()
    try {
      return await owner.query<T>(query)
    } finally {
      await owner.end()
    }
  }

  function refuse(text: string, where: string): void {
    const low = text.toLowerCase()
    for (const word of [...CANARIES, ...secrets]) {
      assert.ok(word.length >= 5, `a canary is empty: ${word}`)
      const at = low.indexOf(word.toLowerCase())
      assert.ok(at < 0, `${where} holds ${word}: ${text.slice(Math.max(0, at - 200), at + 100)}`)
    }
  }

  it('leave no word in the journal, which says what happened all the same', () => {
    assert.match(journal, /"route":"\/suivi\/:ref"/)
    assert.match(journal, /"route":"\/agents\/demandes\/:ref\/actions\/:transition"/)
    assert.match(journal, /"status":500/)
    assert.match(journal, /"at":\["\s*at /, 'a fault says where it broke')
    assert.ok(journal.split('\n').length > 40)
    refuse(journal, 'the journal')
  })

  it('leave no word in the figures', async () => {
    const { body } = await parvis.app.inject({ method: 'GET', url: '/metrics' })
    assert.match(body, /parvis_http_requests_total\{method="GET",route="\/suivi\/:ref",status="200"\}/)
    refuse(body, '/metrics')
  })

  it('leave no word in the probes, whatever is asked of them', async () => {
    for (const url of ['/healthz', '/readyz']) {
      const reply = await parvis.app.inject({ method: 'GET', url })
      assert.equal(reply.statusCode, 200)
      refuse(reply.body, url)
    }
  })

  it('leave no word in events or throttles, and jobs hold ids alone', async () => {
    for (const table of ['platform.event', 'platform.throttle', 'platform.failing_job']) {
      const { rows } = await ownerQuery<{ text: string }>(
        `select coalesce(string_agg(to_jsonb(t)::text, E'\\n'), '') as text from ${table} t`,
      )
      refuse((rows[0]?.text ?? '').replaceAll(/"actor_label": ?"[^"]*"/g, ''), table)
    }
  })

  it('are stored as digests when they are keys', async () => {
    const { rows } = await ownerQuery<{ text: string }>(
      `select string_agg(to_jsonb(t)::text, '') as text from (select to_jsonb(s) from accounts.session s union all select to_jsonb(c) from accounts.credential c) t`,
    )
    for (const secret of [...secrets, PASSWORD])
      assert.ok(!(rows[0]?.text ?? '').includes(secret), 'a key is stored as it is')
    assert.match(rows[0]?.text ?? '', /\$argon2id\$/)
  })
})
