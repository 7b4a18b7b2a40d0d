// A phone that carries a pass, through HTTP: begun with a key of its own, replaced by another only when its holder says so, asked by nobody
// else, and worth nothing once it is over.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { KEEP_HEADER, READER, READER_HEADER } from '#platform/http/reader-names.ts'
import { keptMails } from '#platform/mail/kept.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { openDoor, type TestDoor } from '#test/doors.ts'
import { lookingAs } from '#test/looks.ts'
import { actingAs, makeMandate } from '#test/mandates.ts'
import { openPool, type TestPartner } from '#test/pass.ts'
import { suspendSupport } from '../../record/passes.ts'
import { fromText, toText } from '../../token/bytes.ts'
import { newKeys, publicKeyOf } from '../../token/keys.ts'
import { onlineKey, writeOnline } from '../../token/online.ts'
import { present, readPresented } from '../../token/present.ts'
import { shortKey } from '../screen/calls.ts'
import { prove } from '../screen/proof.ts'

const [LUCETTE, KARIM] = ['habitante@parvis.example', 'habitant@parvis.example']
const JSON_WANTED = { headers: { accept: 'application/json', 'sec-fetch-site': 'same-origin' } }

interface Began {
  keys: CryptoKeyPair
  status: number
  // Whatever JSON it is: tests look at parts of it.
  // oxlint-disable-next-line typescript/no-explicit-any
  json: any
}

describe('a phone that carries a pass', () => {
  let parvis: TestApp
  let pool: TestPartner
  let door: TestDoor
  let lucette: TestBrowser
  let seq = 0
  before(async () => {
    parvis = await createTestApp()
    pool = await openPool(parvis, { by: 'admin@parvis.example', managedBy: KARIM })
    door = await openDoor(parvis, pool)
    lucette = await parvis.signedInAs(LUCETTE)
    await lucette.post('/pass/ouvrir', { pour: String((await parvis.actor(LUCETTE)).personId) })
    await lucette.post(`/pass/droits/${pool.product}`, {})
  })
  beforeEach(() => parvis.advance({ hours: 1 }))
  after(() => parvis.close())

  const now = () => Math.floor(parvis.now().getTime() / 1000)
  const post = async (who: TestBrowser, at: string, values: Record<string, string>) => {
    const reply = await who.post(`/pass${at}`, values, JSON_WANTED)
    return { status: reply.statusCode, json: reply.json(), cookies: reply.cookies }
  }
  const publicJwk = async ({ publicKey }: CryptoKeyPair) => {
    const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey)
    return { kty, crv, x, y }
  }
  async function begin(who = lucette, remplace = ''): Promise<Began> {
    const keys = await newKeys()
    const values = { cle: JSON.stringify(await publicJwk(keys)), remplace }
    return { keys, ...(await post(who, '/telephone', values)) }
  }
  /** In the place of whatever carries it. */
  async function begun(): Promise<Began> {
    const one = await begin(lucette, String((await carrying()) ?? ''))
    assert.equal(one.status, 201, one.json.said)
    return one
  }
  const carrying = async () =>
    (
      await parvis.db.read(system, (tx) =>
        sql<{ id: number }>`select id from pass.support where kind = 'phone' and ended_at is null`.execute(
          tx.q,
        ),
      )
    ).rows[0]?.id

  interface Over {
    who?: TestBrowser
    at?: number
    keys?: CryptoKeyPair
    path?: string
    jetons?: string
  }
  async function ask(one: Began, path: string, over: Over = {}) {
    const { who = lucette, at = now(), keys = one.keys, jetons } = over
    const support = one.json.support as number
    const said = jetons ?? ''
    const preuve = await prove(keys.privateKey, { path: `/pass${over.path ?? path}`, support, at, said })
    return post(who, path, {
      ...{ telephone: String(support), a: String(at), preuve },
      ...(jetons === undefined ? {} : { jetons }),
    })
  }
  const code = async ({ json }: Began, id: string, at = now()) =>
    writeOnline(
      await onlineKey(fromText(json.secret) ?? assert.fail('a secret')),
      fromText(id) ?? assert.fail('an id'),
      at,
    )
  const taken = async (text: string) => (await door.check(++seq, text)).json.result as string
  const wanted = async (count: number, more: object = {}) => {
    const keys = await Promise.all(Array.from({ length: count }, () => newKeys()))
    const shown = await Promise.all(keys.map(async ({ publicKey }) => shortKey(await publicKeyOf(publicKey))))
    const jetons = JSON.stringify([{ partner: pool.partner, sector: 'sport', keys: shown, ...more }])
    return { keys, jetons }
  }
  const shownAt = (token: string, { privateKey }: CryptoKeyPair, at = now()) =>
    present(fromText(token) ?? assert.fail('a token'), privateKey, { to: `p${pool.partner}/sport`, now: at })

  test('is begun once with its key; its numbers open once each, within their minute; the holder is told', async () => {
    assert.match((await lucette.get('/pass')).body, /<pass-code data-phone="">/)
    const one = await begin()
    assert.equal(one.status, 201)
    const { ids, secret } = one.json as { ids: string[]; secret: string }
    assert.deepEqual([new Set(ids).size, ids.length, fromText(secret)?.length], [60, 60, 32])
    const page = await lucette.get('/pass')
    assert.match(page.body, new RegExp(`<pass-code data-phone="${one.json.support}">`))
    assert.match(page.body, new RegExp(`data-show="${pool.partner}/sport"`))
    const [first = '', second = ''] = ids
    const shown = await code(one, first)
    assert.equal(await taken(shown), 'ok')
    assert.equal(await taken(shown), 'shown')
    assert.equal(await taken(await code(one, second, now() - 60)), 'expired')
    const other = await onlineKey(new Uint8Array(32))
    assert.equal(
      await taken(await writeOnline(other, fromText(second) ?? new Uint8Array(), now())),
      'expired',
    )
    const mails = await parvis.db.read(system, (tx) => keptMails(tx, { to: LUCETTE }))
    assert.ok(mails.some(({ subject }) => subject === 'Un téléphone porte votre pass'))
  })

  test('asks by its key alone, of this moment, for that very thing', async () => {
    const one = await begun()
    const more = await ask(one, '/numeros')
    assert.deepEqual([more.status, more.json.ids.length, more.json.now], [200, 60, now()])
    assert.equal(
      await taken(await code(one, one.json.ids[0])),
      'unread',
      'those of before are no good any more',
    )
    assert.equal(await taken(await code(one, more.json.ids[0])), 'ok')
    const said = await ask(one, '/code-dit')
    const again = await ask(one, '/code-dit')
    assert.match(said.json.spoken, /^[\dA-Z]{4} [\dA-Z]{4}$/)
    assert.equal(await taken(said.json.spoken), 'unread')
    assert.equal(await taken(again.json.spoken.toLowerCase()), 'ok')
    for (const over of [{ keys: await newKeys() }, { path: '/code-dit' }, { jetons: 'signed, not sent' }])
      assert.equal((await ask(one, '/numeros', over)).status, 403)
    for (const at of [now() - 3600, now() + 3600]) {
      const late = await ask(one, '/numeros', { at })
      assert.deepEqual([late.status, late.json.now], [409, now()], 'it is told the time')
    }
    const strange = await post(lucette, '/numeros', { telephone: '1', a: 'x', preuve: '' })
    assert.equal(strange.status, 422)
    assert.equal((await lucette.post('/pass/numeros', {}, { csrf: 'x', ...JSON_WANTED })).statusCode, 403)
  })

  test('holds tokens of one partner and sector, each of a key of its own, taken by a door', async () => {
    const one = await begun()
    const { keys, jetons } = await wanted(2)
    const { status, json } = await ask(one, '/jetons', { jetons })
    assert.equal(status, 200)
    const [[first, second]] = json.tokens as [[string, string]]
    const [mine, other] = keys as [CryptoKeyPair, CryptoKeyPair]
    assert.equal(await taken(await shownAt(first, other)), 'forged', 'of another copy')
    assert.equal(await taken(await shownAt(first, mine, now() - 120)), 'expired')
    const shown = await shownAt(first, mine)
    assert.equal(await taken(shown), 'ok')
    assert.equal(await taken(shown), 'shown')
    const held = readPresented(await shownAt(second, other))?.token.claims
    assert.deepEqual(
      held?.rights.map(({ product }) => product),
      [`d${pool.product}`],
    )
    assert.notEqual(toText(held.id), toText(readPresented(shown)?.token.claims.id ?? new Uint8Array()))
    assert.deepEqual(
      (await ask(one, '/jetons', { jetons: (await wanted(1, { sector: 'culture' })).jetons })).json.tokens,
      [[]],
      'nothing opens there',
    )
    for (const [jetonsSent, why] of [
      ['{', /rechargez/],
      [JSON.stringify([{ partner: pool.partner, sector: 'sport', keys: [] }]), /./],
      [(await wanted(5)).jetons, /./],
      [(await wanted(1, { keys: [toText(new Uint8Array(33).fill(9))] })).jetons, /rechargez/],
      // A coordinate of no point.
      [
        (await wanted(1, { keys: [toText(Uint8Array.of(2, ...new Uint8Array(32).fill(255)))] })).jetons,
        /clé/,
      ],
      ['['.repeat(6000), /rechargez/],
    ] as const) {
      const refused = await ask(one, '/jetons', { jetons: jetonsSent })
      assert.equal(refused.status, 422, jetonsSent.slice(0, 60))
      assert.match(refused.json.said, why)
    }
    assert.equal((await ask(one, '/jetons', { jetons: 'x'.repeat(3_000_000) })).status, 413)
  })

  test('is one: another takes its place only when it names it, and the first learns that it is over', async () => {
    const one = await begun()
    const { keys, jetons } = await wanted(1)
    const { json } = await ask(one, '/jetons', { jetons })
    const asked = await begin()
    assert.deepEqual([asked.status, asked.json.to], [409, '/pass/telephone'])
    assert.equal(await carrying(), one.json.support)
    assert.match(
      (await lucette.get('/pass/telephone')).body,
      /Un téléphone porte déjà ce pass.*Remplacer l’autre téléphone par celui-ci/s,
    )
    const [two, three] = await Promise.all([
      begin(lucette, String(one.json.support)),
      begin(lucette, String(one.json.support)),
    ])
    assert.deepEqual(
      [two.status, three.status].toSorted((a, b) => a - b),
      [201, 409],
      'of two at once, one',
    )
    for (const path of ['/numeros', '/code-dit']) {
      const over = await ask(one, path)
      assert.deepEqual([over.status, over.json.gone, over.json.ids], [410, true, undefined])
    }
    assert.equal(await taken(await code(one, one.json.ids[0])), 'unread')
    assert.equal(await taken(await shownAt(json.tokens[0][0], keys[0] ?? assert.fail())), 'stopped')
    const winner = two.status === 201 ? two : three
    assert.equal(await taken(await code(winner, winner.json.ids[0])), 'ok')
  })

  test('waits while it is suspended, and is over once it, or the pass, is stopped', async () => {
    const one = await begun()
    const passId = await parvis.db.write(system, async (tx) => {
      const { rows } = await sql<{
        id: number
      }>`select pass_id as id from pass.support where id = ${one.json.support}`.execute(tx.q)
      const id = rows[0]?.id ?? 0
      await suspendSupport(tx, { passId: id, id: one.json.support, isSuspended: true })
      return id
    })
    const waiting = await ask(one, '/numeros')
    assert.deepEqual([waiting.status, waiting.json.suspended], [409, true])
    await parvis.db.write(system, (tx) =>
      suspendSupport(tx, { passId, id: one.json.support, isSuspended: false }),
    )
    assert.equal((await ask(one, '/numeros')).status, 200)
    await lucette.post(`/pass/supports/${one.json.support}`, {})
    assert.equal((await ask(one, '/numeros')).status, 410)
    assert.match((await lucette.get('/pass')).body, /<pass-code data-phone="">/)
    const two = await begin()
    assert.equal(two.status, 201, 'nothing is replaced any more')
    await lucette.post('/pass/arret', {})
    assert.equal((await ask(two, '/code-dit')).status, 410)
    assert.equal((await begin()).status, 409)
    await lucette.post('/pass/reprise', {})
    assert.equal((await ask(two, '/code-dit')).status, 410, 'phones of before stay stopped')
  })

  test('a key that is none is refused, and a secret half is never taken', async () => {
    const keys = await newKeys(true)
    const jwk = await publicJwk(keys)
    const secret = await crypto.subtle.exportKey('jwk', keys.privateKey)
    const before = await carrying()
    for (const cle of [
      '',
      'x',
      'null',
      JSON.stringify({ ...jwk, d: secret.d }),
      JSON.stringify({ ...jwk, y: jwk.x }),
      JSON.stringify({ ...jwk, crv: 'P-384' }),
      JSON.stringify({ ...jwk, kty: 'oct', k: 'AAAA' }),
      JSON.stringify({ ...jwk, x: `${jwk.x}${'A'.repeat(600)}` }),
    ]) {
      const refused = await post(lucette, '/telephone', { cle, remplace: '' })
      assert.equal(refused.status, 422, cle.slice(0, 80))
      assert.match(refused.json.said, /rechargez la page/)
    }
    assert.equal(
      (await post(lucette, '/telephone', { remplace: '-1', cle: JSON.stringify(jwk) })).status,
      422,
    )
    assert.equal(await carrying(), before)
  })

  test('is nobody else’s: another resident, an agent, whoever looks, helps, or helped', async () => {
    const one = await begun()
    const karim = await parvis.signedInAs(KARIM)
    assert.equal((await ask(one, '/numeros', { who: karim })).status, 410, 'they have no pass')
    await karim.post('/pass/ouvrir', { pour: String((await parvis.actor(KARIM)).personId) })
    assert.equal((await ask(one, '/numeros', { who: karim })).status, 410)
    assert.equal(
      (await begin(karim, String(one.json.support))).status,
      201,
      'theirs replaces nothing of hers',
    )
    assert.equal((await ask(one, '/numeros')).status, 200)
    const agent = await parvis.signedInAs('accueil@parvis.example')
    assert.equal((await ask(one, '/code-dit', { who: agent })).status, 410)
    const mandate = await makeMandate(parvis, { person: LUCETTE, helper: KARIM, until: '2027-03-03' })
    const helper = await actingAs(parvis, KARIM, mandate)
    const shown = await helper.get('/pass')
    assert.match(shown.body, /Montrer mon code/)
    assert.doesNotMatch(shown.body, /<pass-code|data-show/)
    assert.equal((await helper.get('/pass/telephone')).statusCode, 403)
    assert.equal((await begin(helper, String(one.json.support))).status, 403)
    assert.equal((await ask(one, '/numeros', { who: helper })).status, 403)
    await lucette.post(`/compte/proches/${mandate}/fin`, {})
    assert.equal((await ask(one, '/numeros', { who: helper })).status, 410, 'in their own name again')
    const looks = await lookingAs(parvis, 'admin@parvis.example', 'accueil@parvis.example')
    for (const [at, values] of [
      ['/telephone', { cle: '{}' }],
      ['/numeros', {}],
    ] as const)
      assert.equal((await looks.post(`/pass${at}`, values)).statusCode, 403)
    const nobody = parvis.browser()
    assert.equal((await ask(one, '/numeros', { who: nobody })).status, 401)
    for (const table of ['pass.code', 'pass.issuer_key'])
      await assert.rejects(
        async () =>
          parvis.db.read(await parvis.actor(LUCETTE), (tx) =>
            sql`select * from ${sql.raw(table)}`.execute(tx.q),
          ),
        { code: '42501' },
      )
    await assert.rejects(
      async () =>
        parvis.db.read(await parvis.actor(LUCETTE), (tx) =>
          sql`select holder_key from pass.support`.execute(tx.q),
        ),
      { code: '42501' },
      'not even by its holder',
    )
    assert.equal((await ask(one, '/numeros')).status, 200)
  })

  test('has its page kept on its device alone, in its holder’s own name, until it is over', async () => {
    const said = async (who: TestBrowser, at = '/pass') => {
      const { headers } = await who.get(at)
      return { mark: headers[READER_HEADER.own], keep: headers[KEEP_HEADER] }
    }
    const nothing = { mark: undefined, keep: undefined }
    const elsewhere = await parvis.signedInAs(LUCETTE)
    const one = await begun()
    const { mark, keep } = await said(lucette)
    assert.ok(mark)
    assert.equal(keep, '1')
    assert.equal(lucette.cookies.get(READER.own), mark)
    assert.match(
      (await lucette.get('/pass')).body,
      new RegExp(`data-keeping="own" data-reader="${String(mark)}"`),
    )
    for (const at of ['/pass/droits', '/pass/telephone', '/compte', '/'])
      assert.deepEqual(await said(lucette, at), { mark, keep: undefined }, at)
    assert.deepEqual(await said(elsewhere), nothing, 'another device of theirs')
    const karim = await parvis.signedInAs(KARIM)
    for (const [name, value] of lucette.cookies)
      if (name !== 'parvis_session' && name !== 'parvis_visitor') karim.cookies.set(name, value)
    assert.deepEqual(await said(karim), nothing, 'the choice was not theirs')
    assert.equal(karim.cookies.get(READER.own), undefined)
    const mandate = await makeMandate(parvis, { person: KARIM, helper: LUCETTE, until: '2027-03-03' })
    await lucette.post(`/compte/proches/${mandate}/agir`, {})
    assert.deepEqual(await said(lucette), nothing, 'in the place of somebody')
    await lucette.post('/compte/proches/arret', {})
    assert.equal((await said(lucette)).keep, '1')
    const manifest = await parvis.browser().get('/pass/installation')
    assert.deepEqual([manifest.statusCode, manifest.json().start_url], [200, '/pass'])
    assert.equal((await ask(one, '/numeros')).status, 200)
    await lucette.post('/pass/telephone/oubli', {})
    assert.deepEqual(await said(lucette), nothing)
    const out = await elsewhere.post('/deconnexion', {})
    assert.equal(out.headers['clear-site-data'], '"storage"')
  })
})
