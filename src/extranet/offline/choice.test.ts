// Who keeps pages on a device: what the server says of it on each answer, to whom, and when it takes it back.
import { KEEP_HEADER, READER_HEADER } from '#platform/http/reader-names.ts'
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { houseOf } from '../../app.ts'
import { HERE, KEPT, MARK, PLACES, WORKER } from './places.ts'

const MAYOR = 'maire.bron@parvis.example'
const HOME = '/territoires'

describe('the choice of keeping pages', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  const keeper = async (): Promise<TestBrowser> => {
    const browser = await parvis.signedInAs(MAYOR)
    await browser.post(HERE, { garder: 'oui' })
    return browser
  }
  const markIn = (browser: TestBrowser) => browser.cookies.get(MARK.plain)
  const said = async (browser: TestBrowser, url: string) => {
    const { headers, statusCode } = await browser.get(url)
    return { status: statusCode, reader: headers[READER_HEADER.pages], keep: headers[KEEP_HEADER] }
  }

  test('is no by default: nothing is said, nothing is given', async () => {
    const browser = await parvis.signedInAs(MAYOR)
    assert.deepEqual(await said(browser, HOME), { status: 200, reader: undefined, keep: undefined })
    assert.equal(markIn(browser), undefined)
    assert.match((await browser.get(HERE)).body, /Rien n’est gardé/)
  })

  test('marks the pages that may be kept, for that session alone, and takes the mark back with it', async () => {
    const [one, two] = [await keeper(), await keeper()]
    const home = await said(one, HOME)
    const mark = markIn(one)
    assert.ok(mark)
    assert.deepEqual(home, { status: 200, reader: mark, keep: '1' })
    assert.ok((await one.get(HOME)).body.includes(`data-reader="${mark}"`))
    assert.equal((await one.get(HOME)).headers['cache-control'], 'no-store')
    assert.notEqual((await said(two, HOME)).reader, mark, 'another session, another mark')
    for (const url of ['/contenus', '/informations', '/espaces', '/territoires/instances'])
      assert.deepEqual(await said(one, url), { status: 200, reader: mark, keep: '1' }, url)
    // Who it is, and not that it may be kept: what is gone, and what holds secrets or names.
    for (const url of [
      '/contenus/999999/rien',
      '/compte',
      '/compte/donnees',
      '/compte/securite',
      '/',
      '/rechercher',
    ])
      assert.deepEqual(
        { ...(await said(one, url)), status: 0 },
        { status: 0, reader: mark, keep: undefined },
        url,
      )

    const thief = parvis.browser()
    thief.cookies.set('parvis_session', mark)
    thief.cookies.set(MARK.plain, mark)
    assert.deepEqual(await said(thief, HOME), { status: 303, reader: undefined, keep: undefined })
    assert.equal(markIn(thief), undefined, 'it opens nothing')

    await one.post(HERE, { garder: 'non' })
    assert.equal(markIn(one), undefined)
    assert.deepEqual(await said(one, HOME), { status: 200, reader: undefined, keep: undefined })

    const out = await two.post('/deconnexion', {})
    assert.equal(out.headers['clear-site-data'], '"storage"')
    assert.equal(markIn(two), undefined)
  })

  test('a session that the server ended, and whoever comes after it, leave no mark', async () => {
    const browser = await keeper()
    await browser.get(HOME)
    assert.ok(markIn(browser))
    await parvis.db.write(system, (tx) =>
      sql`delete from accounts.session where person_id = (select id from accounts.person where email = ${MAYOR})`.execute(
        tx.q,
      ),
    )
    // Followed from a mail, and handed on by the worker: a visit without its destination.
    const away = await browser.get(HOME, {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'empty',
    })
    assert.equal(away.statusCode, 303)
    assert.equal(markIn(browser), undefined, 'taken back by the redirection itself')

    const other = await keeper()
    await other.get(HOME)
    assert.ok(markIn(other))
    const token = (await parvis.signedInAs('habitante@parvis.example')).cookies.get('parvis_session')
    other.cookies.set('parvis_session', token ?? assert.fail('no session'))
    assert.deepEqual(await said(other, '/contenus'), { status: 200, reader: undefined, keep: undefined })
    assert.equal(markIn(other), undefined, 'the choice was not theirs')
  })

  test('is of elected members in their own name, who work at no desk', async () => {
    for (const email of ['voirie@parvis.example', 'habitante@parvis.example']) {
      const browser = await parvis.signedInAs(email)
      assert.equal((await browser.post(HERE, { garder: 'oui' })).statusCode, 404, email)
    }
    const browser = await keeper()
    await parvis.db.write(system, (tx) =>
      sql`insert into accounts.membership (person_id, unit_id, role, valid_from)
        select p.id, m.unit_id, m.role, m.valid_from from accounts.person p, accounts.membership m join accounts.person a on a.id = m.person_id
        where p.email = ${MAYOR} and a.email = 'agent.bron@parvis.example' limit 1`.execute(tx.q),
    )
    assert.deepEqual(await said(browser, HOME), { status: 200, reader: undefined, keep: undefined })
    assert.match((await browser.get(HERE)).body, /qui ne travaille pas aussi au poste des agents/)
  })

  test('every page that may be kept stands in a place where a worker keeps, and none of the desk or of an account does', async () => {
    const { routes } = houseOf({ demo: true })
    const kept = routes.flatMap((route) => ('get' in route && route.keeps === true ? [route.get] : []))
    assert.ok(kept.length > 10)
    for (const path of kept)
      assert.ok(
        PLACES.some((place) => path === place || path.startsWith(`${place}/`)),
        path,
      )
    for (const place of PLACES) assert.ok(kept.includes(place), place)
    const own = routes.flatMap((route) => ('get' in route && route.keeps === 'own' ? [route.get] : []))
    assert.deepEqual(own, KEPT.own.places, 'a page of one’s own alone')
    const { headers, body } = await parvis.browser().get(WORKER)
    assert.equal(headers['service-worker-allowed'], '/')
    assert.equal(headers['set-cookie'], undefined)
    assert.ok(body.length > 1000)
  })
})
