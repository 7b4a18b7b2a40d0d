// What a browser began without an account follows whoever signs in there; the cookie from before reaches nothing (shared computers).
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import sharp from 'sharp'
import { sql } from 'kysely'
import { DEMO_PASSWORD } from '#demo'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { fillForm, sendForm } from '#test/apply.ts'

const RESIDENT = { email: 'habitante@parvis.example', password: DEMO_PASSWORD }
const VISITOR = 'parvis_visitor'

describe('the visitor', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  const picture = () =>
    sharp({ create: { width: 60, height: 40, channels: 3, background: '#888' } })
      .jpeg()
      .toBuffer()

  /** Somebody who kept the cookie of that browser. */
  function shadowOf(browser: TestBrowser): TestBrowser {
    const shadow = parvis.browser()
    shadow.cookies.set(VISITOR, browser.cookies.get(VISITOR) ?? assert.fail('no visitor'))
    return shadow
  }

  /** A form begun with a photo, a request sent, another followed by its code, a message to it kept. */
  async function anonymousDay() {
    const browser = parvis.browser()
    const photos = [{ field: 'photos', name: 'trou.jpg', bytes: await picture() }]
    const begun = await fillForm(browser, { details: 'Devant le portail.', photos })
    const sent = await sendForm(browser)
    const followed = await parvis.makeRequest()
    assert.equal((await browser.get(`/suivi?code=${followed.code}`)).statusCode, 303)
    const file = /\/fichiers\/[^"'\s?]+/.exec((await browser.get(`${begun.at}/problem`)).body)?.[0]
    const addresses = [
      `${begun.at}/verifier`,
      `${sent.at}/recu`,
      `/suivi/${followed.ref}`,
      file ?? assert.fail('no photo'),
    ]
    return { browser, begun, addresses }
  }

  const reached = async (browser: TestBrowser, addresses: string[]) => {
    const statuses: number[] = []
    for (const address of addresses) statuses.push((await browser.get(address)).statusCode)
    return statuses
  }

  test('begins under a name that nobody noted before, form or code, and leaves when asked', async () => {
    const { code, ref } = await parvis.makeRequest()
    const ways: ((browser: TestBrowser) => Promise<string>)[] = [
      async (browser) => `${(await fillForm(browser)).at}/verifier`,
      async (browser) => {
        assert.equal((await browser.get(`/suivi?code=${code}`)).statusCode, 303)
        return `/suivi/${ref}`
      },
      async (browser) => {
        assert.equal((await browser.post('/suivi', { code })).statusCode, 303)
        return `/suivi/${ref}`
      },
    ]
    for (const begin of ways) {
      const browser = parvis.browser()
      await browser.get('/')
      const shadow = shadowOf(browser)
      const address = await begin(browser)
      assert.deepEqual(await reached(browser, [address]), [200])
      assert.ok(!(await reached(shadow, [address])).includes(200), `${address} by the cookie noted before`)
      assert.doesNotMatch((await shadow.get('/brouillons')).body, /Modifié le/)
      const kept = browser.cookies.get(VISITOR)
      await fillForm(browser)
      assert.equal(browser.cookies.get(VISITOR), kept, 'what it holds already is never lost')
      await browser.post('/deconnexion', {})
      assert.ok(!(await reached(browser, [address])).includes(200), `${address} after leaving`)
    }
  })

  test('signs in: what was begun goes along, and the cookie from before reaches nothing', async () => {
    const { browser, begun, addresses } = await anonymousDay()
    const shadow = shadowOf(browser)
    assert.deepEqual(await reached(shadow, addresses), [200, 200, 200, 200], 'the cookie was enough')
    const former = browser.cookies.get(VISITOR)
    await browser.post('/connexion', RESIDENT)
    assert.notEqual(browser.cookies.get(VISITOR), former)
    assert.deepEqual(
      await reached(browser, addresses),
      [200, 200, 200, 200],
      'still there for whoever signed in',
    )
    const left = await reached(shadow, addresses)
    assert.ok(!left.includes(200), String(left))
    const sent = await browser.post(`${begun.at}/envoyer`, {})
    assert.equal(sent.headers.location, `${begun.at}/recu`)
    assert.match((await browser.get('/compte')).body, /Nid-de-poule/i)
  })

  test('a photo that was sent is as visible as its request, and follows nobody who signs in there next', async () => {
    const browser = parvis.browser()
    const photos = [{ field: 'photos', name: 'trou.jpg', bytes: await picture() }]
    const { at } = await fillForm(browser, { photos })
    const photo =
      /\/fichiers\/[^"'\s?]+/.exec((await browser.get(`${at}/problem`)).body)?.[0] ?? assert.fail()
    assert.equal((await browser.get(photo)).statusCode, 200)
    await browser.post(`${at}/envoyer`, {})
    const code = /data-text="([2-9A-Z]{4}-[2-9A-Z]{4})"/.exec((await browser.get(`${at}/recu`)).body)?.[1]
    // The next person at that browser: what was begun there becomes theirs, what was sent does not.
    await shadowOf(browser).post('/connexion', RESIDENT)
    const elsewhere = await parvis.signedInAs(RESIDENT.email)
    assert.equal((await elsewhere.get(photo)).statusCode, 404)
    await elsewhere.post('/suivi', { code: code ?? assert.fail('no code') })
    assert.equal((await elsewhere.get(photo)).statusCode, 200, 'whoever has the code')
  })

  test('signs in twice at once, or answers are lost on the way: one visitor, and nothing is lost', async () => {
    const { browser, addresses } = await anonymousDay()
    const csrf = await browser.csrf()
    const again = shadowOf(browser)
    await Promise.all([
      browser.post('/connexion', RESIDENT, { csrf }),
      again.post('/connexion', RESIDENT, { csrf: await again.csrf() }),
    ])
    assert.equal(again.cookies.get(VISITOR), browser.cookies.get(VISITOR))
    assert.deepEqual(await reached(browser, addresses), [200, 200, 200, 200])
    assert.deepEqual(await reached(again, addresses), [200, 200, 200, 200])
  })

  test('comes in from the same cookie again: what was proved both times is kept once', async () => {
    const { code, ref } = await parvis.makeRequest()
    const browser = parvis.browser()
    await browser.get('/suivi')
    const lost = shadowOf(browser)
    for (const one of [browser, lost]) {
      await one.get(`/suivi?code=${code}`)
      assert.equal((await one.post('/connexion', RESIDENT)).statusCode, 303)
      assert.equal((await one.get(`/suivi/${ref}`)).statusCode, 200)
    }
  })

  test('another person who signs in under a copied cookie has another name', async () => {
    const { browser, addresses } = await anonymousDay()
    const shadow = shadowOf(browser)
    await browser.post('/connexion', RESIDENT)
    const other = { email: 'habitant@parvis.example', password: DEMO_PASSWORD }
    assert.equal((await shadow.post('/connexion', other)).statusCode, 303)
    assert.notEqual(shadow.cookies.get(VISITOR), browser.cookies.get(VISITOR))
    assert.ok(!(await reached(shadow, addresses)).includes(200))
  })

  test('leaves nothing behind, however the session ends: what was begun is the account’s', async () => {
    const { browser, addresses } = await anonymousDay()
    await browser.post('/connexion', RESIDENT)
    // Whoever comes next to a browser whose session was closed from afar, or that signed out at another site.
    const next = shadowOf(browser)
    await parvis.db.write(system, (tx) =>
      sql`delete from accounts.session where person_id = (select id from accounts.person where email = ${RESIDENT.email})`.execute(
        tx.q,
      ),
    )
    for (const one of [browser, next]) assert.ok(!(await reached(one, addresses)).includes(200))
    const other = { email: 'habitant@parvis.example', password: DEMO_PASSWORD }
    assert.equal((await next.post('/connexion', other)).statusCode, 303)
    assert.ok(!(await reached(next, addresses)).includes(200), 'nor for whoever signs in there next')
    const elsewhere = parvis.browser()
    await elsewhere.post('/connexion', RESIDENT)
    const [draft, , , file] = await reached(elsewhere, addresses)
    assert.deepEqual([draft, file], [200, 200], 'found again on another device')
  })

  test('signs out: the browser is nobody it was', async () => {
    const browser = parvis.browser()
    const { at } = await fillForm(browser)
    await browser.post('/connexion', RESIDENT)
    const shadow = shadowOf(browser)
    await browser.post('/deconnexion', {})
    assert.equal(browser.cookies.get(VISITOR), undefined)
    assert.notEqual((await browser.get(`${at}/verifier`)).statusCode, 200)
    assert.equal((await shadow.get('/compte')).statusCode, 303)
  })

  test('every table of what is kept for a browser says so', async () => {
    const owner = new pg.Client({ connectionString: parvis.ownerUrl })
    await owner.connect()
    const { rows } = await owner.query<{ name: string; personal: boolean; once: string[] }>(
      `select n.nspname || '.' || c.relname as name,
        exists (select from pg_attribute p where p.attrelid = c.oid and p.attname = 'person_id') as personal,
        array(select distinct k.attname::text from pg_index i join pg_attribute k on k.attrelid = c.oid and k.attnum = any (i.indkey)
          where i.indrelid = c.oid and i.indisunique and a.attnum = any (i.indkey)) as once
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where a.attname = 'visitor_id' and c.relkind = 'r' order by 1`,
    )
    await owner.end()
    const told = parvis.house.visitorTables.toSorted((one, other) => one.table.localeCompare(other.table))
    assert.deepEqual(
      told.map(({ table, mayBePersonal = false }) => ({ table, mayBePersonal })),
      rows.map(({ name, personal }) => ({ table: name, mayBePersonal: personal })),
    )
    for (const { name, once } of rows) {
      const known = told.find(({ table }) => table === name)?.once
      assert.equal(known !== undefined, once.length > 0, name)
      for (const column of known?.with ?? []) assert.ok(once.includes(column), `${name} ${column}`)
    }
  })
})
