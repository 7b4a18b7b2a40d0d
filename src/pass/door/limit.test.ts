// What one door takes of one holder’s credit in a day: bounded with a network, without one, and in what it brings back; another door, another
// day and another holder are not.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { openDoor, phoneOf, type TestDoor, type TestPhone } from '#test/doors.ts'
import { openPool, type TestPartner } from '#test/pass.ts'
import { decide } from '../gate/decide.ts'
import { entryAfter, eventOf, START } from '../gate/journal.ts'
import { type Known, NOTHING_KEPT, type State } from '../gate/state.ts'
import { readList } from '../status/list.ts'
import { toText } from '../token/bytes.ts'
import { readPresented } from '../token/present.ts'
import type { Line } from './screen/calls.ts'

const NONCE = 'AAAAAAAAAAAAAAAAAAAAAA'

describe('a credit at a door', () => {
  let parvis: TestApp
  let cafe: TestPartner
  let door: TestDoor
  let phone: TestPhone
  let product = 0
  let seq = 0
  before(async () => {
    parvis = await createTestApp()
    const opened = await openPool(parvis, {
      ...{ by: 'admin.bron@parvis.example', managedBy: 'habitant@parvis.example', name: 'Un café' },
    })
    const { rows } = await parvis.db.write(system, (tx) =>
      sql<{
        id: number
      }>`with made as (insert into pass.product (partner_id, sector, name, kind, quantity, months, alone, daily, on_paper, since)
        values (${opened.partner}, 'sport', 'Vingt euros', 'credit', 2000, 12, 1000, 600, false, '2026-01-01') returning id)
        insert into pass.price (product_id, class, cents, reimbursed_cents) select id, '', 250, 250 from made returning product_id as id`.execute(
        tx.q,
      ),
    )
    product = rows[0]?.id ?? 0
    cafe = { ...opened, product }
    door = await openDoor(parvis, cafe)
    phone = await phoneOf(parvis, cafe, 'habitante@parvis.example')
  })
  after(() => parvis.close())

  const take = async (cents: number | undefined, at = door) => {
    seq += 1
    const { json } = await at.check(seq, await phone.code(), cents === undefined ? {} : { cents })
    return [json.result, json.left]
  }
  const left = async ({ entitlementId }: TestPhone = phone) =>
    (
      await parvis.db.read(system, (tx) =>
        sql<{
          left: number
        }>`select remaining::int as left from pass.entitlement where id = ${entitlementId}`.execute(tx.q),
      )
    ).rows[0]?.left

  it('is taken up to its bound of the day, at each door, with a network', async () => {
    assert.deepEqual(await take(700), ['limit', null], 'nothing is taken of what is too much')
    assert.deepEqual(await take(400), ['ok', 1600])
    assert.deepEqual(await take(undefined), ['limit', null], 'its price is beyond what the day leaves')
    assert.deepEqual(await take(200), ['ok', 1400])
    assert.deepEqual(await take(1), ['limit', null])
    assert.equal((await door.ask('POST', '/annulations', { seq: seq - 1 })).status, 204)
    assert.deepEqual(await take(200), ['ok', 1400], 'what was taken back is not counted')
    const other = await openDoor(parvis, cafe, 'Terrasse')
    assert.deepEqual(await take(600, other), ['ok', 800])
    // Two lines at once are bounded as one after the other.
    parvis.advance({ days: 1 })
    const codes = [await phone.code(), await phone.code()]
    const both = await Promise.all(codes.map((code, n) => door.check(seq + 1 + n, code, { cents: 350 })))
    seq += 2
    assert.deepEqual(new Set(both.map(({ json }) => json.result)), new Set(['limit', 'ok']))
    assert.equal(await left(), 450)
  })

  it('is taken no further without a network, and what a door brings back beyond is owed by nobody', async () => {
    const other = await phoneOf(parvis, cafe, 'habitant@parvis.example')
    const lone = await openDoor(parvis, cafe, 'Sans réseau')
    const { json } = await lone.ask('GET', `?tire=${NONCE}`)
    const { bytes } = await lone.ask('GET', '/liste')
    const now = Math.floor(parvis.now().getTime() / 1000)
    const list = await readList(new Uint8Array(bytes), json.keys, { uri: json.list, notBefore: 0, now })
    if (typeof list === 'string') return assert.fail(list)
    const known: Known = {
      ...{ audience: json.audience, place: json.place.name, device: json.device.name, zone: json.zone },
      ...{ keys: json.keys, products: json.products, fetchedAt: now, list },
      clock: { signed: now, heard: now },
    }
    let state: State = { known, kept: NOTHING_KEPT }
    const decided: string[] = []
    const lines: Line[] = []
    let head = START
    for (let n = 0; n < 3; n += 1) {
      const text = await other.shown()
      const { decision, state: next } = await decide(text, state, now)
      state = next
      decided.push(decision.ok ? 'ok' : decision.why)
      // A door that lies says that it let in all the same.
      const id = toText(readPresented(text)?.token.claims.id ?? new Uint8Array())
      const taken = {
        ok: true,
        product: `d${product}`,
        class: 'tous',
        left: 0,
        cents: 250,
        key: null,
        id,
      } as const
      const line = { ...(await entryAfter(head, eventOf(taken, now))), text, challenge: null }
      lines.push(line)
      head = { seq: line.seq, hash: line.hash }
    }
    assert.deepEqual(decided, ['ok', 'ok', 'limit'])
    const sent = await lone.ask('POST', '/journal', { lines })
    assert.deepEqual(sent.json.found, [{ seq: 3, found: 'unproven' }], JSON.stringify(sent.json))
    assert.equal(await left(other), 1500)
    const { decision } = await decide(await other.shown(), { ...state, kept: NOTHING_KEPT }, now)
    assert.ok(decision.ok, 'the bound is of what this door did')
  })

  it('is bounded where there is a credit alone, by the database too', async () => {
    await assert.rejects(
      parvis.db.write(system, (tx) =>
        sql`update pass.product set daily = 5 where partner_id = ${cafe.partner} and kind = 'entries'`.execute(
          tx.q,
        ),
      ),
    )
    const keeper = await parvis.signedInAs('admin.bron@parvis.example')
    const at = `/administration/pass/partenaires/${cafe.partner}`
    assert.match((await keeper.get(at)).body, /6,00.€ par porte et par jour au plus/)
    const form = (await keeper.get(`${at}/produits/${product}`)).body
    assert.match(form, /Crédit.: pris par porte et par jour, au plus/)
    assert.match(form, /name="daily"[^>]*value="6"|value="6"[^>]*name="daily"/)
  })
})
