// A door that lies: what it captured, invents, repeats or damages moves no unit of anybody, is owed nothing, and is never an error.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, describe, it } from 'node:test'
import { exportJWK, SignJWT } from 'jose'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { makeDoor, openDoor, phoneOf, type TestDoor, type TestPhone } from '#test/doors.ts'
import { openPool, type TestPartner } from '#test/pass.ts'
import { entryAfter, type Event, type Head, START } from '../gate/journal.ts'
import { giveEntitlement } from '../ledger/move.ts'
import { faultsOf } from '../ledger/books.fixture.ts'
import { unlinkUses } from '../queries.personal.ts'
import { productById } from '../record/queries.ts'
import { toText } from '../token/bytes.ts'
import { newKeys } from '../token/keys.ts'
import { readPresented } from '../token/present.ts'

const HOLDER = 'habitante@parvis.example'
const HOUR = 3600

describe('a door of the pass that lies', () => {
  let parvis: TestApp
  let pool: TestPartner
  let door: TestDoor
  let phone: TestPhone
  let head: Head
  before(async () => {
    parvis = await createTestApp()
    pool = await openPool(parvis, { by: 'admin.bron@parvis.example', managedBy: 'habitant@parvis.example' })
    phone = await phoneOf(parvis, pool, HOLDER)
  })
  beforeEach(async () => {
    // As many doors as are installed in an hour.
    parvis.advance({ hours: 1 })
    door = await openDoor(parvis, pool, 'Menteuse')
    head = START
  })
  after(() => parvis.close())

  const rows = async <T>(statement: ReturnType<typeof sql<T>>) =>
    (await parvis.db.read(system, (tx) => statement.execute(tx.q))).rows
  const now = () => Math.floor(parvis.now().getTime() / 1000)
  const left = async (id = phone.entitlementId) =>
    (await rows(sql<{ left: number }>`select remaining as left from pass.entitlement where id = ${id}`))[0]
      ?.left
  /** Uses that a settlement would pay. */
  const owed = async () =>
    (
      await rows(sql<{ n: number }>`select count(*)::int as n from pass.redemption
        where partner_id = ${pool.partner} and result = 'ok' and undone_at is null and product_id is not null`)
    )[0]?.n
  const copyOf = (text: string) => {
    const read = readPresented(text)
    return read === null ? assert.fail('no such code') : toText(read.token.claims.id)
  }
  /** The next line of its chain, as it wants it. */
  async function next(event: Partial<Event>, more: object = {}) {
    const told = {
      at: now(),
      result: 'ok',
      product: `d${pool.product}`,
      class: 'tous',
      cents: null,
      cti: null,
    }
    const line = await entryAfter(head, { ...told, ...event } as Event)
    head = line
    return { ...line, ...more }
  }
  const send = (lines: readonly object[], by = door) => by.ask('POST', '/journal', { lines })
  const foundIn = (answer: { json: { found?: { found: string }[] } }) =>
    (answer.json.found ?? []).map(({ found }) => found)
  /** Another product of the partner, which the phone holds. */
  async function held(kind: string, quantity: number | null, onPaper: boolean) {
    const [made] = (
      await parvis.db.write(system, (tx) =>
        sql<{
          id: number
        }>`insert into pass.product (partner_id, sector, name, kind, quantity, months, alone, on_paper, since)
          values (${pool.partner}, 'sport', ${`Produit ${kind}`}, ${kind}::pass.kind, ${quantity}, 12, 500, ${onPaper}, '2026-01-01') returning id`.execute(
          tx.q,
        ),
      )
    ).rows
    const id = made?.id ?? 0
    const given = await parvis.db.write(system, async (tx) => {
      const product = await productById(tx, id)
      if (product === undefined) throw new Error('the product is there')
      return giveEntitlement(tx, {
        ...{ passId: phone.passId, product, class: '', since: '2026-01-01', until: '2098-12-31' },
        ...{ givenAs: 'desk', because: 'Donné pour un essai.', decidedBy: null, paid: null },
      })
    })
    return { id, entitlementId: given.entitlementId }
  }

  it('is spoken for once by each proof of its key', async () => {
    const { privateKey, publicKey } = await newKeys(true)
    const code = await makeDoor(parvis, pool, 'Écoutée')
    const jwk = await exportJWK(publicKey)
    const proofOf = (path: string) =>
      new SignJWT({
        htm: 'POST',
        htu: `${parvis.config.publicUrl}/api/v1/pass/porte${path}`,
        jti: randomUUID(),
      })
        .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk })
        .setIssuedAt(parvis.now())
        .sign(privateKey)
    const ask = (path: string, body: object, proof: string) => door.ask('POST', path, body, { proof })
    assert.equal((await ask('', { code }, await proofOf(''))).status, 201)
    const [proof, text] = [await proofOf('/controles'), await phone.shown()]
    const asked = { text, challenge: null, cents: null }
    assert.equal((await ask('/controles', { ...asked, seq: 1 }, proof)).status, 200)
    const captured = await ask('/controles', { ...asked, text: await phone.shown(), seq: 2 }, proof)
    assert.equal(captured.status, 401)
    for (const path of ['/annulations', '/journal', '/liste'])
      assert.equal((await ask(path, {}, proof)).status === 200, false)
  })

  it('takes a copy once, however often it repeats in its journal what it captured', async () => {
    const text = await phone.shown()
    assert.equal((await door.check(1, text)).json.result, 'ok')
    const [units, uses] = [await left(), await owed()]
    const online = await next({ cti: copyOf(text) })
    const lines = [online]
    for (let again = 0; again < 3; again += 1) lines.push(await next({ cti: copyOf(text) }, { text }))
    assert.deepEqual(foundIn(await send(lines)), ['double', 'double', 'double'])
    assert.deepEqual([await left(), await owed()], [units, uses])
  })

  it('takes it once at whichever of its doors, at once too', async () => {
    const text = await phone.shown()
    const [units, uses] = [await left(), await owed()]
    const doors = await Promise.all(['Un', 'Deux', 'Trois'].map((name) => openDoor(parvis, pool, name)))
    const line = await next({ cti: copyOf(text) }, { text })
    const found = (await Promise.all(doors.map((one) => send([line], one)))).flatMap(foundIn)
    assert.deepEqual(found, ['double', 'double'])
    assert.deepEqual([await left(), await owed()], [(units ?? 0) - 1, (uses ?? 0) + 1])
  })

  it('is believed of no copy once nobody knows any more that it was taken', async () => {
    const text = await phone.shown()
    const at = now()
    assert.equal((await door.check(1, text)).json.result, 'ok')
    const [units, uses] = [await left(), await owed()]
    const online = await next({ cti: copyOf(text), at })
    parvis.advance({ hours: 49 })
    await parvis.db.write(system, (tx) =>
      unlinkUses(tx, new Date(parvis.now().getTime() - 48 * HOUR * 1000), 100),
    )
    const answer = await send([online, await next({ cti: copyOf(text), at }, { text })])
    assert.deepEqual(foundIn(answer), ['late'])
    assert.deepEqual([await left(), await owed()], [units, uses])
  })

  it('takes no more of a credit than a door may alone, and nothing is no amount', async () => {
    const credit = await held('credit', 5000, false)
    const product = `d${credit.id}`
    const answers = []
    for (const cents of [1_000_000, 501, 0, null]) {
      const text = await phone.shown()
      answers.push(await send([await next({ product, cents, cti: copyOf(text) }, { text })]))
    }
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200, 200],
    )
    assert.deepEqual(answers.flatMap(foundIn), ['unproven', 'unproven', 'unproven', 'unproven'])
    assert.equal(await left(credit.entitlementId), 5000)
    const text = await phone.shown()
    assert.deepEqual(
      foundIn(await send([await next({ product, cents: 500, cti: copyOf(text) }, { text })])),
      [],
    )
    assert.equal(await left(credit.entitlementId), 4500)
  })

  it('tells of a paper one visit at a time, and none to come', async () => {
    const free = await held('entry', null, true)
    const text = (await phone.paper()) ?? ''
    const uses = await owed()
    const visit = (at: number) => next({ product: `d${free.id}`, cti: copyOf(text), at }, { text })
    const lines = []
    for (const at of [0, 1, 300, 601, -300, 4000, 10_000_000]) lines.push(await visit(now() - HOUR / 2 + at))
    assert.deepEqual(foundIn(await send(lines)), ['double', 'double', 'double', 'unproven', 'unproven'])
    assert.equal(await owed(), (uses ?? 0) + 2)
    const [last] = await rows(sql<{ isAhead: boolean }>`select max(at) > ${parvis.now()} as "isAhead"
      from pass.redemption where device_id = ${door.id}`)
    assert.equal(last?.isAhead, false, 'nothing is kept of a day to come')
  })

  it('takes one entry of what is left, however many ask at once', async () => {
    const doors = await Promise.all(['Est', 'Ouest', 'Nord'].map((name) => openDoor(parvis, pool, name)))
    const fresh = await phoneOf(parvis, pool, HOLDER)
    const results = async (asks: Promise<{ json: { result?: string } }>[]) =>
      (await Promise.all(asks)).map(({ json }) => String(json.result)).toSorted((a, b) => a.localeCompare(b))
    const code = await fresh.code()
    assert.deepEqual(await results(doors.map((one) => one.check(1, code))), ['ok', 'shown', 'shown'])
    const line = await fresh.code()
    assert.deepEqual(await results([2, 2, 2].map((seq) => (doors[0] ?? door).check(seq, line))), [
      'ok',
      'ok',
      'ok',
    ])
    const units = (await left(fresh.entitlementId)) ?? 0
    const codes = await Promise.all(Array.from({ length: units + 4 }, () => fresh.code()))
    const answers = await Promise.all(codes.map((one, at) => (doors[at % 3] ?? door).check(100 + at, one)))
    const taken = answers.filter(({ json }) => json.result === 'ok').map(({ json }) => json.product)
    assert.equal(taken.filter((product) => product === `d${pool.product}`).length, units)
    // What they hold besides opens to the others, under the same line of the chain.
    assert.equal(taken.length, units + 4, 'another right is tried when the first is used up')
    assert.equal(await left(fresh.entitlementId), 0)
    assert.deepEqual(await parvis.db.read(system, (tx) => faultsOf(tx, pool.partner)), [])
  })

  it('fails for nobody when two tell of the same people at once, in another order', async () => {
    const other = await phoneOf(parvis, pool, 'habitant@parvis.example')
    const doors = await Promise.all(['Amont', 'Aval'].map((name) => openDoor(parvis, pool, name)))
    const journals: object[][] = []
    for (const phones of [
      [phone, other],
      [other, phone],
    ]) {
      head = START
      const lines: object[] = []
      for (const one of [...phones, ...phones, ...phones]) {
        const text = await one.shown()
        lines.push(await next({ cti: copyOf(text) }, { text }))
      }
      journals.push(lines)
    }
    const answers = await Promise.all(doors.map((one, at) => send(journals[at] ?? [], one)))
    assert.deepEqual(
      answers.map(({ status, json }) => [status, json.broken]),
      [
        [200, null],
        [200, null],
      ],
    )
  })

  it('meets a refusal, never an error, for lines that are damaged', async () => {
    const text = await phone.shown()
    const damaged = [
      await next({ cti: '' }, { text }),
      await next({ cti: 'AA' }),
      await next({ cti: 'A'.repeat(64) }),
      await next({ result: 'expired', product: null, cti: 'AA' }),
      await next({ result: 'undone', cti: '' }),
      await next({ result: 'let-in', product: null }, { why: 'nul \u0000 octet' }),
      await next({ result: 'expired', product: null, at: 2 ** 40 }),
      await next({ result: 'expired', product: null, at: 0 }),
    ]
    for (const line of damaged) {
      const { status } = await send([line])
      assert.ok(status === 200 || status === 422 || status === 400, `${status}: ${JSON.stringify(line)}`)
    }
  })

  it('counts a week in which one came, not that in which it tells', async () => {
    const weekly = await held('weekly', 3, false)
    const monday = new Date(Date.parse('2026-12-07T00:10:00+01:00'))
    parvis.advance({ minutes: Math.ceil((monday.getTime() - parvis.now().getTime()) / 60_000) - 30 })
    const text = await phone.shown()
    const line = await next({ product: `d${weekly.id}`, cti: copyOf(text) }, { text })
    parvis.advance({ hours: 1 })
    assert.deepEqual(foundIn(await send([line])), [])
    assert.deepEqual(
      await rows(sql`select week::text, count from pass.week where entitlement_id = ${weekly.entitlementId}`),
      [{ week: '2026-11-30', count: 1 }],
    )
  })
})
