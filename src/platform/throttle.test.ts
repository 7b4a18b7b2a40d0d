// Tries are counted, forgiven, forgotten; no address stays in the table.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { testDatabase, type TestDatabase } from '#test/database.ts'
import { system } from './actor.ts'
import { type Database, openDatabase } from './db.ts'
import { TooMany } from './errors.ts'
import { forgive, networkOf, sweepThrottles, throttle, throttleAll } from './throttle.ts'

describe('throttle', () => {
  const start = Date.parse('2026-03-02T10:00:00Z')
  const config = { secret: 'a secret of this test' }
  const rule = { limit: 3, windowSeconds: 900 }
  let now = start
  let database: TestDatabase
  let db: Database

  before(async () => {
    database = await testDatabase()
    db = openDatabase(database.appUrl, () => new Date(now), {}, 8)
  })
  after(async () => {
    await db.close()
    await database.drop()
  })

  test('the try beyond the limit is refused until the window ends', async () => {
    for (let count = 0; count < 3; count++) await throttle({ db, config }, 'test:a', rule)
    now = start + 14 * 60_000
    await assert.rejects(throttle({ db, config }, 'test:a', rule), (error: unknown) => {
      assert.ok(error instanceof TooMany)
      assert.equal(error.retryAfter, 60)
      assert.match(error.message, /Réessayez dans 60\u00a0secondes/)
      return true
    })
    await throttle({ db, config }, 'test:b', rule)
    now = start + 15 * 60_000
    await throttle({ db, config }, 'test:a', rule)
    now = start
  })

  test('of many at once, as many pass as the limit says', async () => {
    const counters = [
      { key: 'test:many', limit: 5, windowSeconds: 60 },
      { key: 'test:more', limit: 50, windowSeconds: 60 },
    ]
    const tries = Array.from({ length: 20 }, (_, at) =>
      throttleAll({ db, config }, at % 2 ? counters : counters.toReversed()),
    )
    const passed = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled')
    assert.equal(passed.length, 5)
  })

  test('what turned out right is not counted', async () => {
    for (let count = 0; count < 10; count++) {
      await throttle({ db, config }, 'test:right', rule)
      await forgive({ db, config }, [{ key: 'test:right', ...rule }])
    }
  })

  test('the table holds digests, and forgets them', async () => {
    await throttle({ db, config }, 'sign-in:account:canari@parvis.example', rule)
    const rows = () =>
      db.read(system, (tx) => sql<{ key: string }>`select key from platform.throttle`.execute(tx.q))
    const held = (await rows()).rows
    assert.ok(held.length > 0 && held.every(({ key }) => /^[\w-]{43}$/.test(key)))
    now = start + 2 * 86_400_000
    await db.write(system, sweepThrottles)
    assert.equal((await rows()).rows.length, 0)
    now = start
  })
})

test('one IPv6 subscriber is one caller', () => {
  assert.equal(networkOf('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2::/64')
  assert.equal(networkOf('2001:0DB8::1'), '2001:db8:0:0::/64')
  assert.equal(networkOf('::1'), '0:0:0:0::/64')
  assert.equal(networkOf('::ffff:192.0.2.7'), '192.0.2.7')
  assert.equal(networkOf('192.0.2.7'), '192.0.2.7')
})
