// Kiosks: a device of an authority, opened by a code; its agents come in by a number and six digits, for some minutes, to much less than a
// session opens; tries are slowed and told, for nobody as for somebody.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { personal } from './personal.ts'
import { forgetOver } from './queries.personal.ts'
import { pinProblem } from './pin/pin.ts'

const [ADMIN, KEEPER, BRON, MIONS] = [
  'admin@parvis.example',
  'admin.bron@parvis.example',
  'agent.bron@parvis.example',
  'agent.mions@parvis.example',
]
const PIN = '802917'
const KEPT = '/administration/bornes'

test('six digits that are tried first are refused, and most others are not', () => {
  for (const pin of [
    '000000',
    '121212',
    '123456',
    '987654',
    '135791',
    '112233',
    '123321',
    '123123',
    '147258',
    '120785',
    '311299',
    '408121',
  ])
    assert.notEqual(pinProblem(pin, '408121'), null, pin)
  let refused = 0
  for (let pin = 0; pin < 1_000_000; pin += 7)
    if (pinProblem(String(pin).padStart(6, '0'), '408121') !== null) refused += 1
  assert.ok(refused / (1_000_000 / 7) < 0.1, `${refused}`)
  assert.equal(pinProblem(PIN, '408121'), null)
})

describe('a kiosk', () => {
  let parvis: TestApp
  let keeper: TestBrowser
  let bron = 0
  before(async () => {
    parvis = await createTestApp()
    keeper = await parvis.signedInAs(KEEPER)
    bron = (await parvis.actor(KEEPER)).memberships[0]?.authorityId ?? 0
  })
  after(() => parvis.close())

  const rows = async <T>(statement: ReturnType<typeof sql<T>>) =>
    (await parvis.db.read(system, (tx) => statement.execute(tx.q))).rows
  const told = async (email: string) => {
    const { personId } = await parvis.actor(email)
    return (
      await rows(
        sql<{
          title: string
        }>`select title from notices.notice where kind = 'kiosk.code' and person_id = ${personId} order by id`,
      )
    ).map(({ title }) => title)
  }
  async function codeFor(place: string, as = keeper, authority = bron): Promise<string> {
    const made = await as.post(`${KEPT}/nouvelle`, { place, authority: String(authority) })
    return /data-text="([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})"/.exec(made.body)?.[1] ?? assert.fail(made.body)
  }
  async function opened(place: string, as = keeper, authority = bron): Promise<TestBrowser> {
    const browser = parvis.browser()
    const sent = await browser.post('/kiosque/ouvrir', { code: await codeFor(place, as, authority) })
    assert.equal(sent.statusCode, 303, sent.body)
    return browser
  }
  /** Their number, once they have chosen these digits. */
  async function chosen(email: string, pin = PIN): Promise<string> {
    const browser = await parvis.signedInAs(email)
    assert.equal((await browser.post('/compte/borne', { code: pin, encore: pin })).statusCode, 303)
    const { personId } = await parvis.actor(email)
    const [row] = await rows(
      sql<{ badge: string }>`select badge from kiosk.access where person_id = ${personId}`,
    )
    return row?.badge ?? assert.fail()
  }
  const enter = (at: TestBrowser, numero: string, code = PIN) => at.post('/kiosque/entrer', { numero, code })
  const idle = () => parvis.advance({ hours: 2 })

  test('is made and taken back by whoever administers its authority, and opened once by its code', async () => {
    const code = await codeFor('Dépôt de Bron')
    assert.match((await keeper.get(KEPT)).body, /Dépôt de Bron[^]*À ouvrir/)
    const device = parvis.browser()
    assert.match((await device.get('/kiosque')).body, /Ouvrir cette borne/)
    assert.equal((await device.post('/kiosque/ouvrir', { code: 'K7RD-4MWQ-0000-0000' })).statusCode, 422)
    assert.equal((await device.post('/kiosque/ouvrir', { code: code.toLowerCase() })).statusCode, 303)
    assert.match((await device.get('/kiosque')).body, /<b>Dépôt de Bron<\/b>/)
    assert.equal((await parvis.browser().post('/kiosque/ouvrir', { code })).statusCode, 422, 'once')
    const late = await codeFor('Trop tard')
    parvis.advance({ hours: 25 })
    keeper = await parvis.signedInAs(KEEPER)
    assert.equal((await parvis.browser().post('/kiosque/ouvrir', { code: late })).statusCode, 422)
    const [{ id } = { id: 0 }] = await rows(
      sql<{ id: number }>`select id from kiosk.device where place = 'Dépôt de Bron'`,
    )
    const mions = await parvis.actor(MIONS)
    assert.equal((await (await parvis.signedInAs(BRON)).get(`${KEPT}/${id}`)).statusCode, 404)
    // The second wall, whatever the program asks.
    for (const statement of [
      sql`select id from kiosk.device`,
      sql`update kiosk.device set revoked_at = now() returning id`,
    ]) {
      const seen = await parvis.db.write(mions, (tx) => statement.execute(tx.q))
      assert.equal(seen.rows.length, 0)
    }
    for (const statement of [
      sql`select token_hash from kiosk.device`,
      sql`select badge from kiosk.access`,
      sql`select from kiosk.visit`,
    ])
      await assert.rejects(
        parvis.db.read(await parvis.actor(KEEPER), (tx) => statement.execute(tx.q)),
        /permission denied/,
      )
    await assert.rejects(
      parvis.db.write(mions, (tx) =>
        sql`insert into kiosk.device (authority_id, place, code_hash) values (${bron}, 'Ici', ${Buffer.alloc(32)})`.execute(
          tx.q,
        ),
      ),
      /row-level security/,
    )
    assert.equal((await keeper.post(`${KEPT}/${id}`, {})).statusCode, 303)
    assert.match((await device.get('/kiosque')).body, /Ouvrir cette borne/)
  })

  test('opens to an agent what it offers, and nothing else of the program', async () => {
    const device = await opened('Atelier')
    const badge = await chosen(BRON)
    assert.deepEqual(await told(BRON), ['Votre code des bornes a changé'])
    assert.equal((await enter(device, badge)).statusCode, 303)
    const home = await device.get('/kiosque')
    const { label } = await parvis.actor(BRON)
    assert.ok(home.body.includes(`Bonjour ${label}`))
    assert.equal(home.headers['cache-control'], 'no-store')
    assert.match(home.body, /se ferme dans <b data-left>2\u00a0minutes</)
    for (const page of [
      'messages',
      'a-lire',
      'questionnaires',
      'emplois',
      'numeros',
      'numeros?q=voirie',
      'semaine',
    ]) {
      const reply = await device.get(`/kiosque/${page}`)
      assert.equal(reply.statusCode, 200, page)
      assert.match(reply.body, /Terminer/)
      // Nothing leads out.
      assert.doesNotMatch(
        reply.body.replaceAll(/<head>[^]*?<\/head>/g, ''),
        /href="\/(?!kiosque|assets)/,
        page,
      )
    }
    for (const url of [
      '/agents',
      '/intranet',
      '/intranet/emplois',
      '/compte/securite',
      '/compte/borne',
      '/administration',
      '/espaces',
    ]) {
      const reply = await device.get(url)
      assert.equal(reply.statusCode, 303, url)
      assert.match(String(reply.headers.location), /^\/connexion\?suite=/, url)
    }
    for (const gone of ['a-lire/999999', 'emplois/999999', 'questionnaires/999999']) {
      const reply = await device.get(`/kiosque/${gone}`)
      assert.equal(reply.statusCode, 404, gone)
      assert.match(reply.body, /Terminer/)
    }
    // Elsewhere what it holds opens nothing, nor does the device by itself.
    const other = parvis.browser()
    other.cookies.set('parvis_visit', device.cookies.get('parvis_visit') ?? '')
    assert.match((await other.get('/kiosque')).body, /Ouvrir cette borne/)
  })

  test('ends after two minutes without a gesture, ten in all, at once when one leaves: nothing is left', async () => {
    const device = await opened('Garage')
    const badge = await chosen(BRON)
    await enter(device, badge)
    parvis.advance({ minutes: 1.9 })
    assert.match(
      (await device.get('/kiosque/encore?suite=/kiosque/emplois')).body,
      /encore là[^]*value="\/kiosque\/emplois"/,
    )
    const stayed = await device.post('/kiosque/rester', { suite: 'https://evil.example' })
    assert.equal(stayed.headers.location, '/kiosque')
    parvis.advance({ minutes: 1.9 })
    assert.equal((await device.get('/kiosque/emplois')).statusCode, 200)
    parvis.advance({ minutes: 2.1 })
    assert.equal((await device.get('/kiosque/emplois')).statusCode, 303)
    const closed = await device.get('/kiosque')
    assert.match(closed.body, /La visite d’avant est fermée/)
    assert.equal(closed.headers['clear-site-data'], '"cache", "storage"')
    await enter(device, badge)
    for (let minute = 0; minute < 6; minute += 1) {
      assert.equal((await device.get('/kiosque/messages')).statusCode, 200, `${minute}`)
      parvis.advance({ minutes: 1.7 })
    }
    assert.equal((await device.get('/kiosque/messages')).statusCode, 303, 'ten in all')
    await enter(device, badge)
    assert.equal((await device.post('/kiosque/terminer', {})).headers.location, '/kiosque/fini')
    const left = await device.get('/kiosque/fini')
    assert.equal(left.headers['clear-site-data'], '"cache", "storage"')
    assert.doesNotMatch(left.body, new RegExp((await parvis.actor(BRON)).label))
    assert.equal(device.cookies.has('parvis_visit'), false)
    assert.equal((await device.get('/kiosque/messages')).statusCode, 303)
  })

  test('slows and tells tries, the same for nobody as for somebody', async () => {
    idle()
    const device = await opened('Dépôt de Gerland', await parvis.signedInAs(KEEPER))
    const badge = await chosen(BRON)
    const before = (await told(BRON)).length
    const plain = (body: string, number: string) =>
      body
        .replaceAll(number, 'N')
        .replaceAll(/value="[\w-]{20,}"/g, '')
        .replaceAll(/\d+ seconde/g, '')
    for (let at = 0; at < 4; at += 1) {
      const [known, unknown] = [await enter(device, badge, '914730'), await enter(device, '77123', '914730')]
      assert.equal(known.statusCode, at < 3 ? 422 : 429)
      assert.equal(unknown.statusCode, known.statusCode)
      assert.equal(plain(known.body, badge), plain(unknown.body, '77123'))
    }
    assert.equal((await enter(device, badge)).statusCode, 429, 'the right one too')
    await parvis.runJobs()
    assert.deepEqual((await told(BRON)).slice(before), ['Quelqu’un essaie votre code des bornes'])
    const [mail] = await rows(
      sql<{
        text: string
      }>`select text_body as text from platform.mail where subject = 'Quelqu’un essaie votre code des bornes'`,
    )
    assert.match(mail?.text ?? '', /Dépôt de Gerland/)
    assert.doesNotMatch(mail?.text ?? '', new RegExp(`${badge}|914730`))
    parvis.advance({ minutes: 2 })
    assert.equal((await enter(device, badge)).statusCode, 303)
    // By device: many numbers, few tries each.
    const other = await opened('Serres', await parvis.signedInAs(KEEPER))
    const answers = []
    for (let number = 0; number < 22; number += 1)
      answers.push((await enter(other, String(50_000 + number), '914730')).statusCode)
    assert.deepEqual([answers[19], answers[20]], [422, 429])
  })

  test('is for agents of its authority, who are there today', async () => {
    idle()
    const device = await opened('Stade', await parvis.signedInAs(KEEPER))
    const badge = await chosen(MIONS)
    const refused = await enter(device, badge)
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /ne vont pas ensemble/)
  })

  test('a printed code chooses the digits once, given by whoever is in charge, and the ones before open nothing', async () => {
    idle()
    const own = await parvis.signedInAs(KEEPER)
    const device = await opened('Cantine', own)
    const badge = await chosen(BRON)
    await enter(device, badge)
    const { personId } = await parvis.actor(BRON)
    const given = await own.post(`/compte/borne/equipe/${personId}`, { numero: '40 812' })
    const once =
      /Code de premier accès<\/dt><dd><b class="code">([\d\u00a0]+)</.exec(given.body)?.[1] ??
      assert.fail(given.body)
    assert.equal((await device.get('/kiosque/messages')).statusCode, 303, 'whoever was there is out')
    assert.equal((await enter(device, '40812')).statusCode, 422)
    const first = (values: object = {}) =>
      device.post('/kiosque/premier', {
        numero: '40812',
        unique: once,
        code: '618402',
        encore: '618402',
        ...values,
      })
    for (const [values, said] of [
      [{ code: '123456', encore: '123456' }, /se devine trop vite/],
      [{ encore: '618403' }, /pas les mêmes/],
      [{ unique: '12345' }, /huit chiffres/],
      [{ unique: '00000000' }, /ne vont pas ensemble/],
    ] as const) {
      const reply = await first(values)
      assert.equal(reply.statusCode, 422)
      assert.match(reply.body, said)
    }
    assert.equal((await first()).statusCode, 303)
    assert.match((await device.get('/kiosque')).body, /Bonjour/)
    assert.equal((await first()).statusCode, 422, 'once')
    parvis.advance({ minutes: 2 })
    assert.equal((await enter(device, '40812', '618402')).statusCode, 303)
    const stranger = (await parvis.actor(MIONS)).personId
    assert.equal((await own.post(`/compte/borne/equipe/${stranger}`, {})).statusCode, 404)
    const taken = await own.post(`/compte/borne/equipe/${(await parvis.actor(ADMIN)).personId}`, {
      numero: '40812',
    })
    assert.equal(taken.statusCode, 404)
  })

  test('questionnaires and messages are answered and read there, in the name of whoever is there alone', async () => {
    idle()
    const device = await opened('Fleuriste', await parvis.signedInAs(KEEPER))
    await enter(device, await chosen(BRON))
    const messages = await device.get('/kiosque/messages')
    assert.match(messages.body, /Votre code des bornes a changé/)
    const upTo = /name="jusque" value="(\d+)"/.exec(messages.body)?.[1] ?? assert.fail()
    assert.equal((await device.post('/kiosque/messages', { jusque: upTo })).statusCode, 303)
    assert.doesNotMatch((await device.get('/kiosque/messages')).body, /Non lu/)
  })

  test('whoever left keeps no number: visits that are over and it are forgotten, of nobody at work', async () => {
    const access = async (email: string) => {
      const { personId } = await parvis.actor(email)
      return (await rows(sql`select from kiosk.access where person_id = ${personId}`)).length
    }
    await chosen(MIONS)
    const { personId } = await parvis.actor(MIONS)
    const forget = () =>
      parvis.db.write(system, (tx) => forgetOver(tx, new Date(tx.now.getTime() + 86_400_000), 1000))
    await forget()
    assert.deepEqual([await access(MIONS), await access(BRON)], [1, 1])
    await parvis.db.write(system, (tx) =>
      sql`update accounts.membership set valid_to = platform.today() - 1 where person_id = ${personId}`.execute(
        tx.q,
      ),
    )
    await forget()
    assert.deepEqual([await access(MIONS), await access(BRON)], [0, 1])
    assert.deepEqual(await rows(sql`select from kiosk.visit`), [])
  })

  test('an erased account leaves nothing there', async () => {
    const { personId } = await parvis.actor(BRON)
    await parvis.db.write(system, async (tx) => {
      for (const { held, erase } of personal) {
        assert.ok((await held(tx, personId ?? 0)).length > 0)
        await erase(tx, personId ?? 0)
        assert.deepEqual(await held(tx, personId ?? 0), [])
      }
    })
    for (const table of ['access', 'visit'])
      assert.deepEqual(await rows(sql`select from kiosk.${sql.raw(table)} where person_id = ${personId}`), [])
  })
})
