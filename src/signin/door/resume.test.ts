// A session that ends in the middle of a form, and a form left open for long: nothing typed is lost.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import { anonymous, system } from '#platform/actor.ts'
import { json, post } from '#platform/http/route.ts'
import { HOUR, openSample, PASSWORD, type Sample } from '#test/accounts.ts'
import { type Browser, openBrowser } from '#test/account-browser.ts'

// A form of another module, for people signed in.
const form = post({
  post: '/essai',
  action: 'account.change_password',
  title: 'Essai',
  resend: true,
  face: 'citizen',
  input: z.object({ texte: z.string(), choix: z.array(z.string()) }),
  handle: async (_ctx, input) => json(input),
})
const TEXT = 'Deux lignes\net « des guillemets » <script>alert(1)</script>'

describe('nothing is lost', () => {
  let world: Sample
  let app: FastifyInstance
  before(async () => {
    world = await openSample()
    app = await world.serve([form])
    await world.person('camille@parvis.example')
  })
  after(async () => {
    await app.close()
    await world.close()
  })

  const signIn = (browser: Browser, suite = '') =>
    browser.post('/connexion', { email: 'camille@parvis.example', password: PASSWORD, suite })
  const send = (browser: Browser, more: Record<string, string> = {}) =>
    browser.post('/essai?a=b', {
      texte: TEXT,
      choix: 'un',
      'mot-de-passe': 'secret-canari',
      once: 'cle',
      seen: '4',
      vide: '',
      ...more,
    })
  const kept =
    /<input type="hidden" name="texte" value="Deux lignes\net « des guillemets » &lt;script&gt;alert\(1\)&lt;\/script&gt;">/

  test('an expired session: sign in, find the values, send again', async () => {
    const browser = openBrowser(app)
    await signIn(browser)
    world.pass(40 * 24 * HOUR)
    const away = await send(browser)
    assert.equal(away.status, 303)
    const suite = new URL(away.to, 'https://parvis.example').searchParams.get('suite') ?? ''
    assert.match(suite, /^\/reprise\/[0-9a-f-]{36}$/)
    assert.match((await browser.get(away.to)).text, /Votre session avait expiré\. Rien n’est perdu/)
    const back = await signIn(browser, suite)
    assert.equal(back.to, suite)
    const { status, text } = await browser.get(suite)
    assert.equal(status, 200)
    assert.match(text, /Il reste à envoyer\. Rien n’est perdu\./)
    assert.match(text, /action="\/essai\?a=b"/)
    assert.match(text, kept)
    assert.doesNotMatch(text, /secret-canari/)
    const [typed = '', folded = ''] = text.split('Ce que la page envoie aussi')
    assert.match(typed, /<dt>texte<\/dt>/)
    assert.doesNotMatch(typed, /<dt>once|<dt>seen/, 'marks of the page are no answers')
    for (const mark of ['once', 'seen', 'vide']) assert.ok(folded.includes(`<dt>${mark}</dt>`), mark)
    const stored = await world.db.read(anonymous(), (tx) =>
      sql`select 1 from platform.kept_post`.execute(tx.q),
    )
    assert.equal(stored.rows.length, 0)
    const other = openBrowser(app)
    await signIn(other)
    assert.equal((await other.get(suite)).status, 404)
    assert.equal((await other.get('/reprise/nimporte')).status, 404)
  })

  test('what was typed in a session that ended from elsewhere, or was swept, is its person’s alone', async () => {
    await world.person('suivante@parvis.example')
    const endings = {
      'closed from another device': () =>
        sql`delete from accounts.session where person_id = (select id from accounts.person where email = 'camille@parvis.example')`,
      'expired, then swept': () => sql`delete from accounts.session where expires_at < ${world.db.clock()}`,
    }
    for (const [name, ending] of Object.entries(endings)) {
      const browser = openBrowser(app)
      await signIn(browser)
      await browser.get('/compte')
      world.pass(40 * 24 * HOUR)
      await world.db.write(system, (tx) => ending().execute(tx.q))
      const { to } = await send(browser)
      const suite = new URL(to, 'https://parvis.example').searchParams.get('suite') ?? ''
      assert.match(suite, /^\/reprise\//, name)
      // Whoever sits down next, at the page to sign in that was left open.
      const next = openBrowser(app)
      for (const [cookie, value] of browser.cookies) next.cookies.set(cookie, value)
      await next.post('/connexion', { email: 'suivante@parvis.example', password: PASSWORD, suite })
      assert.equal((await next.get(suite)).status, 404, name)
      assert.equal((await next.post(suite, { mien: 'oui' })).status, 404, name)
      await signIn(browser, suite)
      assert.match((await browser.get(suite)).text, kept, name)
    }
  })

  test('what was typed without a session is nobody’s: whoever signs in with that cookie is asked, and nothing is ready to be sent', async () => {
    // The attacker’s own browser, and the same cookie in somebody else’s: copied, or tossed by a sister host.
    const attacker = openBrowser(app)
    const planted = async () => {
      const { to } = await send(attacker)
      return new URL(to, 'https://parvis.example').searchParams.get('suite') ?? ''
    }
    const victim = openBrowser(app)
    const [first, second] = [await planted(), await planted()]
    victim.cookies.set('parvis_visitor', attacker.cookies.get('parvis_visitor') ?? '')
    assert.equal((await signIn(victim, first)).to, first)
    const asked = (await victim.get(first)).text
    assert.match(asked, /Ces informations ont été saisies avant la connexion, sur cet appareil, le /)
    assert.doesNotMatch(asked, /action="\/essai|Deux lignes|name="texte"/)
    assert.equal((await victim.post(first, {})).status, 422)
    assert.equal((await victim.post(first, { mien: 'non' })).status, 303)
    assert.equal((await victim.get(first)).status, 404)
    const theirs = (await victim.post(second, { mien: 'oui' })).text
    assert.match(theirs, kept)
    assert.match(theirs, /saisies avant la connexion.*au nom de Camille/)
    assert.equal((await attacker.get(second)).status, 404, 'not the browser’s any more')
  })

  test('a form kept while one proves again who one is answers to that account alone', async () => {
    await world.person('autre@parvis.example')
    const browser = openBrowser(app)
    await signIn(browser)
    world.pass(HOUR)
    const { to } = await browser.post('/compte/securite/adresse', { email: 'nouvelle@parvis.example' })
    assert.match(to, /reprise/)
    const { rows } = await world.db.read(system, (tx) =>
      sql<{ n: number }>`select count(*)::int as n from platform.kept_post where person_id is null`.execute(
        tx.q,
      ),
    )
    assert.equal(rows[0]?.n, 0, to)
  })

  test('an old token: the same values wait behind a button', async () => {
    const browser = openBrowser(app)
    await signIn(browser)
    const { status, text } = await send(browser, { _csrf: 'old' })
    assert.equal(status, 403)
    assert.match(text, kept)
    assert.match(text, />Envoyer<\/button>/)
    assert.doesNotMatch(text, /secret-canari|value="old"/)
  })
})
