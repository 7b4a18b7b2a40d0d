// A door with the server: installed once, known by its key; each code is taken once; what it did alone comes back once, proved.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { spokenBy, makeDoor, openDoor, phoneOf, type TestDoor, type TestPhone } from '#test/doors.ts'
import { openPool, type TestPartner } from '#test/pass.ts'
import { NOTHING_KEPT, type Known } from '../gate/state.ts'
import { decide } from '../gate/decide.ts'
import { entryAfter, eventOf, type Head, START } from '../gate/journal.ts'
import { stopPass } from '../record/passes.ts'
import { isStopped } from '../status/bits.ts'
import { readList } from '../status/list.ts'

const HOLDER = 'habitante@parvis.example'
const NONCE = 'AAAAAAAAAAAAAAAAAAAAAA'

describe('a door of the pass', () => {
  let parvis: TestApp
  let pool: TestPartner
  let door: TestDoor
  let phone: TestPhone
  let seq = 0
  before(async () => {
    parvis = await createTestApp()
    pool = await openPool(parvis, { by: 'admin.bron@parvis.example', managedBy: 'habitant@parvis.example' })
    door = await openDoor(parvis, pool)
    phone = await phoneOf(parvis, pool, HOLDER)
  })
  after(() => parvis.close())

  const rows = async <T>(statement: ReturnType<typeof sql<T>>) =>
    (await parvis.db.read(system, (tx) => statement.execute(tx.q))).rows
  const left = async () =>
    (
      await rows(
        sql<{
          left: number
        }>`select remaining as left from pass.entitlement where id = ${phone.entitlementId}`,
      )
    )[0]?.left
  const check = async (text: string, more: { challenge?: string } = {}) => {
    seq += 1
    return (await door.check(seq, text, more)).json
  }

  async function known(of: TestDoor = door): Promise<Known> {
    const { json } = await of.ask('GET', `?tire=${NONCE}`)
    const { bytes } = await of.ask('GET', '/liste')
    const list = await readList(bytes, json.keys, { uri: json.list, notBefore: 0, now: json.fetchedAt })
    if (typeof list === 'string') return assert.fail(list)
    const { audience, zone, keys, products, fetchedAt } = json
    const clock = { signed: fetchedAt, heard: fetchedAt }
    return {
      audience,
      place: json.place.name,
      device: json.device.name,
      zone,
      keys,
      products,
      fetchedAt,
      list,
      clock,
    }
  }

  it('is installed once, by its code, and known by its key alone', async () => {
    const code = await makeDoor(parvis, pool, 'Portillon')
    assert.equal((await door.ask('POST', '', { code: 'AAAA-BBBB-CCCC' })).status, 422)
    assert.equal((await door.ask('POST', '', { code })).status, 422, 'a key is of one door')
    assert.ok((await openDoor(parvis, pool, '', code)).id > 0)
    assert.equal((await openDoor(parvis, pool, '', code)).id, undefined, 'a code serves once')
    assert.equal((await door.ask('GET', `?tire=${NONCE}`, undefined, { proof: 'x.y.z' })).status, 401)
    for (const over of [{ verb: 'POST' }, { at: new Date(parvis.now().getTime() - 1_000_000) }])
      assert.equal(
        (await door.ask('GET', `?tire=${NONCE}`, undefined, over)).status,
        401,
        JSON.stringify(over),
      )
    const { status, json } = await door.ask('GET', `?tire=${NONCE}`)
    assert.equal(status, 200)
    assert.deepEqual(
      [json.partner, json.place.label, json.audience.sector],
      ['Une piscine', 'Entrée du public', 'sport'],
    )
    assert.doesNotMatch(JSON.stringify(json), /habitant|person|email/)
  })

  it('takes a code of the phone once, and says what is left, never whose', async () => {
    const code = await phone.code()
    const first = await check(code)
    assert.deepEqual([first.result, first.left, first.before], ['ok', 9, null])
    assert.doesNotMatch(JSON.stringify(first), /abitant|Lucette/)
    const second = await check(code)
    assert.equal(second.result, 'shown')
    assert.deepEqual(
      (await door.check(seq - 1, code)).json.result,
      'ok',
      'asked twice for one line, it is one use',
    )
    assert.equal(await left(), 9)
  })

  it('refuses a screenshot after its minute, a damaged code and one of a phone that was replaced', async () => {
    const late = await phone.code()
    parvis.advance({ minutes: 2 })
    assert.equal((await check(late)).result, 'expired')
    const good = await phone.code()
    const damaged = `${good.slice(0, -1)}${good.endsWith('0') ? '1' : '0'}`
    assert.notEqual((await check(damaged)).result, 'ok')
    assert.equal((await check('bonjour')).result, 'unread')
    const old = phone
    phone = await phoneOf(parvis, pool, HOLDER)
    assert.equal((await check(await old.code())).result, 'unread')
    assert.equal((await check(await phone.code())).result, 'ok')
  })

  it('takes what is said, for its minute, and slows whoever guesses', async () => {
    const code = await spokenBy(parvis, phone.passId)
    assert.equal((await check(`${code.slice(0, 4).toLowerCase()} ${code.slice(4)}`)).result, 'ok')
    let status = 200
    for (let guess = 0; guess < 30 && status === 200; guess += 1)
      status = (await door.check(seq + 1000 + guess, `0000000${guess % 10}`)).status
    assert.equal(status, 429)
  })

  it('takes a token once, of this door’s sector and challenge alone', async () => {
    const text = await phone.shown()
    assert.equal((await check(text)).result, 'ok')
    assert.equal((await check(text)).result, 'shown')
    assert.equal((await check(await phone.shown({ to: 'autre' }))).result, 'challenge')
    assert.equal((await check(await phone.shown({ to: 'defi-1' }), { challenge: 'defi-1' })).result, 'ok')
    assert.equal(
      (await check(await phone.shown({ at: new Date(parvis.now().getTime() - 120_000) }))).result,
      'expired',
    )
    assert.equal(await phone.paper(), null, 'what is counted is not on paper')
  })

  it('decides alone, and what it did comes back once, proved', async () => {
    const from = (await left()) ?? 0
    const other = await openDoor(parvis, pool, 'Sans réseau')
    let state = { known: await known(other), kept: NOTHING_KEPT }
    let head: Head = START
    const lines: object[] = []
    const now = () => Math.floor(parvis.now().getTime() / 1000)
    for (let entry = 0; entry < 4; entry += 1) {
      const text = await phone.shown()
      const decided = await decide(text, state, now())
      ;({ state } = decided)
      const line = await entryAfter(head, eventOf(decided.decision, now()))
      head = line
      lines.push({ ...line, ...(decided.decision.ok ? { text } : {}) })
    }
    assert.deepEqual(
      lines.map((line) => (line as { result: string }).result),
      ['ok', 'ok', 'slice', 'slice'],
      'two entries of one holder at most',
    )
    const sent = await other.ask('POST', '/journal', { lines })
    assert.deepEqual(sent.json, { head: { seq: 4, hash: head.hash }, broken: null, found: [] })
    assert.equal(await left(), from - 2)
    const again = await other.ask('POST', '/journal', { lines })
    assert.deepEqual(again.json.head, sent.json.head)
    assert.equal(await left(), from - 2)
    const invented = await entryAfter(head, {
      at: now(),
      result: 'ok',
      product: `d${pool.product}`,
      class: 'tous',
      cents: null,
      cti: NONCE.slice(0, 16),
    })
    const lie = await other.ask('POST', '/journal', { lines: [invented] })
    assert.deepEqual(lie.json.found, [{ seq: 5, found: 'unproven' }])
    const torn = await other.ask('POST', '/journal', { lines: [{ ...invented, seq: 7 }] })
    assert.equal(torn.json.broken, 7)
    assert.equal(await left(), from - 2)
  })

  it('says what two doors without a network accepted twice', async () => {
    const doors = [await openDoor(parvis, pool, 'Nord'), await openDoor(parvis, pool, 'Sud')]
    const text = await phone.shown()
    const now = Math.floor(parvis.now().getTime() / 1000)
    const found: unknown[] = []
    for (const one of doors) {
      const { decision } = await decide(text, { known: await known(one), kept: NOTHING_KEPT }, now)
      assert.ok(decision.ok)
      const line = await entryAfter(START, eventOf(decision, now))
      found.push((await one.ask('POST', '/journal', { lines: [{ ...line, text }] })).json.found)
    }
    assert.deepEqual(found, [[], [{ seq: 1, found: 'double' }]])
  })

  it('gives back what it has just taken, within the quarter of an hour', async () => {
    const from = await left()
    assert.equal((await check(await phone.code())).result, 'ok')
    assert.equal((await door.ask('POST', '/annulations', { seq })).status, 204)
    assert.equal(await left(), from)
    assert.equal((await door.ask('POST', '/annulations', { seq })).status, 409)
  })

  it('holds places for those who join after its list was made', async () => {
    const size = (
      await rows(sql<{ size: number }>`select size from pass.status_list where sector = 'sport'`)
    )[0]
    const { list } = await known()
    assert.equal(isStopped(list?.bits ?? '', 2 * (size?.size ?? 0) - 1), false)
  })

  it('refuses a lost pass at once with a network, and with the next list without one', async () => {
    const text = await phone.shown()
    const before = await known()
    await parvis.db.write(system, (tx) => stopPass(tx, phone.passId))
    assert.equal((await check(text)).result, 'stopped')
    assert.equal((await check(await phone.code())).result, 'unread')
    const now = Math.floor(parvis.now().getTime() / 1000)
    assert.ok(
      (await decide(text, { known: before, kept: NOTHING_KEPT }, now)).decision.ok,
      'until it has the list',
    )
    const same = await known()
    assert.equal(same.list?.bits, before.list?.bits, 'lists tell by turns')
    parvis.advance({ hours: 8 })
    const after = { ...(await known()), clock: before.clock }
    const told = await decide(text, { known: after, kept: NOTHING_KEPT }, now)
    assert.deepEqual(told.decision.ok ? null : told.decision.why, 'stopped')
  })

  it('opens nothing once it is revoked, or its partner’s agreement is over', async () => {
    const third = await openDoor(parvis, pool, 'Cassée')
    await parvis.db.write(system, (tx) =>
      sql`update pass.device set revoked_at = now() where id = ${third.id}`.execute(tx.q),
    )
    assert.equal((await third.ask('GET', `?tire=${NONCE}`)).status, 401)
    await parvis.db.write(system, (tx) =>
      sql`update pass.partner set until = territory.day_of(${parvis.now()}) - 1 where id = ${pool.partner}`.execute(
        tx.q,
      ),
    )
    assert.equal((await door.ask('GET', `?tire=${NONCE}`)).status, 401)
  })
})
