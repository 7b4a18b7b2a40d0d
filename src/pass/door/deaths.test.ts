// Passes that are lost: dead at once where there is a network, told to doors by turns; two partners that watch their lists by the hour find no
// better than chance who was lost at both.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { openDoor, phoneOf, type TestDoor, type TestPhone } from '#test/doors.ts'
import { openPool, type TestPartner } from '#test/pass.ts'
import { addSupport, endSupport, openPass } from '../record/passes.ts'
import { sectorValue, TURN } from '../record/values.ts'
import { isStopped } from '../status/bits.ts'
import { readList, type StatusList } from '../status/list.ts'

const PEOPLE = 24
const NONCE = 'AAAAAAAAAAAAAAAAAAAAAA'

interface Partner {
  pool: TestPartner
  sector: string
  door: TestDoor
  /** Of each person, the place that this partner knows. */
  known: number[]
  /** The hour in which that place died in its list, since the first. */
  diedAt: (number | undefined)[]
}

describe('what died, in the lists of two partners', () => {
  let parvis: TestApp
  const partners: Partner[] = []
  const people: number[] = []
  const lostAt: number[] = []
  before(async () => {
    parvis = await createTestApp()
    for (const [sector, by] of [
      ['sport', 'admin.bron@parvis.example'],
      ['culture', 'admin@parvis.example'],
    ] as const) {
      const pool = await openPool(parvis, { by, managedBy: 'habitant@parvis.example', name: sector })
      await parvis.db.write(system, (tx) =>
        sql`update pass.partner set sectors = '{sport,culture}' where id = ${pool.partner}`.execute(tx.q),
      )
      const door = await openDoor(parvis, pool)
      await parvis.db.write(system, (tx) =>
        sql`update pass.device set sector = ${sector} where id = ${door.id}`.execute(tx.q),
      )
      partners.push({ pool, sector, door, known: [], diedAt: [] })
    }
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        id: number
      }>`select id from accounts.person where closed_at is null order by id limit ${PEOPLE}`.execute(tx.q),
    )
    for (const { id } of rows)
      await parvis.db.write(system, async (tx) => {
        const pass = await openPass(tx, id, null)
        people.push(pass.id)
        for (const { pool, sector, known } of partners) {
          const whose = { passId: pass.id, partnerId: pool.partner, sector }
          known.push((await sectorValue(tx, whose)).statusIndex)
        }
      })
    // The first minutes of a turn.
    const now = Math.floor(parvis.now().getTime() / 1000)
    parvis.advance({ minutes: Math.ceil((TURN - (now % TURN)) / 60) + 1 })
  })
  after(() => parvis.close())

  const lose = (passId: number) =>
    parvis.db.write(system, async (tx) => {
      const id = await addSupport(tx, { passId, kind: 'paper', label: 'Papier' })
      await endSupport(tx, { passId, id, as: 'lost' })
    })
  async function listOf({ door }: Partner): Promise<{ list: StatusList; bytes: string }> {
    const { json } = await door.ask('GET', `?tire=${NONCE}`)
    const { bytes } = await door.ask('GET', '/liste')
    const now = Math.floor(parvis.now().getTime() / 1000)
    const list = await readList(new Uint8Array(bytes), json.keys, { uri: json.list, notBefore: 0, now })
    if (typeof list === 'string') return assert.fail(list)
    return { list, bytes: bytes.toString('base64') }
  }

  it('is told by turns, all of a turn at once: hours tell nothing of who died with whom', async () => {
    const order = people.map((_, n) => (n * 7) % PEOPLE)
    // Some hours lose nobody, some one, some three.
    const plan = [1, 0, 3, 1, 0, 0, 2, 1, 0, 3, 1, 2, 0, 1, 0, 1, 2, 0, 0, 1, 3, 1, 0, 1]
    for (const [hour, many] of plan.entries()) {
      for (const one of order.splice(0, many)) {
        const before = await Promise.all(partners.map(listOf))
        await lose(people[one] ?? 0)
        lostAt[one] = hour
        const after = await Promise.all(partners.map(listOf))
        assert.deepEqual(
          after.map(({ bytes }) => bytes),
          before.map(({ bytes }) => bytes),
          'a list does not move when somebody is lost, nor does its date',
        )
      }
      parvis.advance({ hours: 1 })
      for (const partner of partners) {
        const { list } = await listOf(partner)
        for (const [one, place] of partner.known.entries())
          if (partner.diedAt[one] === undefined && isStopped(list.bits, place)) partner.diedAt[one] = hour + 1
      }
    }
    const [here, there] = partners.map(({ diedAt }) => diedAt)
    const all = people.map((_, one) => one)
    const hours = TURN / 3600
    for (const one of all) {
      const [a = 0, b = 0] = [here?.[one], there?.[one]]
      assert.equal(
        a,
        (Math.floor((lostAt[one] ?? 0) / hours) + 1) * hours,
        'at the beginning of the next turn',
      )
      assert.equal(a, b)
    }
    // Whoever takes two deaths of one turn, one in each list, has them as often of two people as chance has it.
    const pairs = all.flatMap((a) => all.map((b) => [a, b] as const))
    const inOneTurn = pairs.filter(
      ([a, b]) => Math.floor((lostAt[a] ?? 0) / hours) === Math.floor((lostAt[b] ?? 0) / hours),
    )
    const share = (of: typeof pairs) =>
      of.filter(([a, b]) => here?.[a] === there?.[b]).length / Math.max(1, of.length)
    assert.equal(share(inOneTurn.filter(([a, b]) => a === b)), share(inOneTurn.filter(([a, b]) => a !== b)))
    assert.ok(inOneTurn.length > 2 * PEOPLE)
  })

  it('is dead at once at the server, and within a day at a door without network', async () => {
    const [one] = partners
    if (one === undefined) return assert.fail('a partner')
    const phone: TestPhone = await phoneOf(parvis, one.pool, 'habitante@parvis.example')
    const to = `p${one.pool.partner}/sport`
    assert.equal((await one.door.check(1, await phone.shown({ to }))).json.result, 'ok')
    const shown = await phone.shown({ to })
    const at = parvis.now()
    await parvis.db.write(system, (tx) =>
      endSupport(tx, { passId: phone.passId, id: phone.supportId, as: 'lost' }),
    )
    assert.equal((await one.door.check(2, shown)).json.result, 'stopped')
    // The last list that does not tell it is of no use a day after at most.
    for (let hour = 0; hour < 9; hour += 1) {
      const { list } = await listOf(one)
      const { rows } = await parvis.db.read(system, (tx) =>
        sql<{
          place: number
        }>`select status_index as place from pass.sector_value where pass_id = ${phone.passId} and sector = 'sport' and retired_at is not null order by id desc limit 1`.execute(
          tx.q,
        ),
      )
      if (!isStopped(list.bits, rows[0]?.place ?? 0))
        assert.ok(list.expiresAt * 1000 <= at.getTime() + 86_400_000, `${hour} hours later`)
      else if (hour > 0) return
      parvis.advance({ hours: 1 })
    }
    assert.fail('it is told within a turn')
  })
})
