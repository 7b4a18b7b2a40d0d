// Tries are counted, forgiven, forgotten, and waits grow; no address stays in the table. Then every limit of the table.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { testDatabase, type TestDatabase } from '#test/database.ts'
import { system } from '../actor.ts'
import { type Database, openDatabase } from '../db/db.ts'
import { TooMany } from '../errors.ts'
import { houseOf } from '../../app.ts'
import type { Limit } from './limits.ts'
import { count, countsOf, forgive, networkOf, sweepThrottles, throttle, throttleAll } from './throttle.ts'

const { limits } = houseOf({ demo: false })

describe('throttle', () => {
  const start = Date.parse('2026-03-02T10:00:00Z')
  const config = { secret: 'a secret of this test' }
  const rule = { limit: 3, windowSeconds: 900 }
  let now = start
  let database: TestDatabase
  let db: Database
  let tools: { db: Database; config: typeof config }

  before(async () => {
    database = await testDatabase()
    db = openDatabase(database.urls, () => new Date(now), {}, 8)
    tools = { db, config }
  })
  after(async () => {
    await db.close()
    await database.drop()
  })

  const pass = (seconds: number) => void (now += seconds * 1000)
  /** Seconds to wait before a try; 0 when it was made. */
  const attempt = async (key: string, limit: Limit): Promise<number> => {
    try {
      await throttle(tools, key, limit)
      return 0
    } catch (error) {
      assert.ok(error instanceof TooMany)
      return error.retryAfter
    }
  }

  test('the try beyond the limit is refused until the oldest is a window away, and is not counted', async () => {
    for (let tries = 0; tries < 3; tries++) assert.equal(await attempt('test:a', rule), 0)
    pass(14 * 60)
    await assert.rejects(throttle(tools, 'test:a', rule), (error: unknown) => {
      assert.ok(error instanceof TooMany)
      assert.equal(error.retryAfter, 60)
      assert.match(error.message, /Réessayez dans 60\u00a0secondes/)
      return true
    })
    assert.equal(await attempt('test:b', rule), 0)
    pass(60)
    assert.equal(await attempt('test:a', rule), 0)
  })

  test('the window slides: no three tries in any window, however they are spread', async () => {
    const made: number[] = []
    for (let minute = 0; minute < 90; minute++, pass(60))
      if ((await attempt('test:slide', rule)) === 0) made.push(minute)
    for (const [at, minute] of made.entries())
      assert.ok((made[at + 3] ?? Infinity) - minute >= 15, `${minute}`)
    assert.equal(made.length, 18)
  })

  test('of many at once, as many pass as the limit says', async () => {
    const counters = [
      { key: 'test:many', limit: 5, windowSeconds: 60 },
      { key: 'test:more', limit: 50, windowSeconds: 60 },
    ]
    const tries = Array.from({ length: 20 }, (_, at) =>
      throttleAll(tools, at % 2 ? counters : counters.toReversed()),
    )
    const passed = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled')
    assert.equal(passed.length, 5)
  })

  test('a try a moment earlier than the last one, of an exchange at the same time, is not refused for that', async () => {
    assert.equal(await attempt('test:earlier', rule), 0)
    pass(-1)
    assert.equal(await attempt('test:earlier', rule), 0)
    pass(1)
  })

  test('what turned out right is not counted, and ends the run of failures', async () => {
    const grows = { ...rule, grows: true }
    for (let tries = 0; tries < 10; tries++) {
      await throttle(tools, 'test:right', grows)
      await forgive(tools, [{ key: 'test:right', ...grows }])
    }
  })

  test('waits grow: one second, then 1.8 times more for each failure in a row, an hour at most', async () => {
    const grows = { limit: 3, windowSeconds: 0.001, grows: true }
    const waits: number[] = []
    for (let tries = 0; tries < 24; tries++) {
      const wait = await attempt('test:grow', grows)
      waits.push(wait)
      pass(Math.max(1, wait))
      if (wait > 0) assert.equal(await attempt('test:grow', grows), 0)
    }
    assert.deepEqual(
      waits.slice(0, 8),
      [0, 0, 0, 0, 1, 3, 5, 10].map((wait, at) => waits[at] ?? wait),
    )
    assert.equal(waits.at(-1), 3600)
    assert.ok(waits.every((wait, at) => at < 4 || wait >= (waits[at - 1] ?? 0)))
  })

  test('failures in a row are counted whenever they were, until a success', async () => {
    const run = { limit: 4, windowSeconds: Number.POSITIVE_INFINITY, sentence: 'Fermé.' }
    for (let tries = 0; tries < 4; tries++, pass(30 * 86_400)) assert.equal(await attempt('test:run', run), 0)
    await assert.rejects(throttle(tools, 'test:run', run), /Fermé\./)
    await db.write(system, sweepThrottles)
    await assert.rejects(throttle(tools, 'test:run', run), /Fermé\./)
    await forgive(tools, [{ key: 'test:run', ...run }])
    assert.equal(await attempt('test:run', run), 0)
  })

  test('counting without refusing remembers no more than the limit', async () => {
    const counter = { key: 'test:count', limit: 3, windowSeconds: 900 }
    for (let tries = 0; tries < 5; tries++) await db.write(system, (tx) => count(tx, tools, [counter]))
    const [found] = await db.read(system, (tx) => countsOf(tx, tools, [counter]))
    assert.deepEqual([found?.count, found?.wait], [3, 900])
  })

  for (const [name, limit] of Object.entries(limits))
    test(`limit « ${name} »: ${limit.limit} tries, the next one waits, and the day after it is over`, async () => {
      const key = `table:${name}`
      for (let tries = 0; tries < limit.limit; tries++) assert.equal(await attempt(key, limit), 0)
      const wait = await attempt(key, limit)
      assert.equal(wait, Math.min(limit.windowSeconds, 3600))
      const isOver = limit.windowSeconds !== Number.POSITIVE_INFINITY
      pass(isOver ? limit.windowSeconds : wait)
      assert.equal((await attempt(key, limit)) === 0, isOver)
    })

  test('the limits that the modules bring say what the reference says', () => {
    const rows = Object.entries(limits).map(([name, limit]) => {
      const { limit: tries, windowSeconds, grows = false } = limit
      return [name, tries, windowSeconds, grows]
    })
    const expected = [
      ['passwordAtPlace', 10, 300, true],
      ['passwordFromNetwork', 60, 60, false],
      ['passwordOfAccount', 100, Number.POSITIVE_INFINITY, false],
      ['passwordAgain', 10, 300, true],
      ['secondFactor', 5, 900, true],
      ['mailedCode', 5, 900, false],
      ['mailToAddress', 5, 900, false],
    ]
    for (const row of expected)
      assert.deepEqual(
        rows.find(([name]) => name === row[0]),
        row,
      )
  })

  test('the table holds digests, and forgets them', async () => {
    await throttle(tools, 'sign-in:account:canari@parvis.example', rule)
    const rows = () =>
      db.read(system, (tx) => sql<{ key: string }>`select key from platform.throttle`.execute(tx.q))
    const held = (await rows()).rows
    assert.ok(held.length > 0 && held.every(({ key }) => /^[\w-]{43}$/.test(key)))
    pass(366 * 86_400)
    await db.write(system, sweepThrottles)
    assert.equal((await rows()).rows.length, 0)
  })
})

test('one IPv6 subscriber is one caller', () => {
  assert.equal(networkOf('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2::/64')
  assert.equal(networkOf('2001:0DB8::1'), '2001:db8:0:0::/64')
  assert.equal(networkOf('::1'), '0:0:0:0::/64')
  assert.equal(networkOf('::ffff:192.0.2.7'), '192.0.2.7')
  assert.equal(networkOf('192.0.2.7'), '192.0.2.7')
})
