// A transaction that asks nothing opens nothing; one whose statement failed is never taken for done.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { testDatabase } from '#test/database.ts'
import { anonymous, system } from './actor.ts'
import { systemClock } from './clock.ts'
import { type Database, openDatabase, type Read } from './db.ts'
import { countStatements } from './transaction.ts'

describe('transaction', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>
  let db: Database
  before(async () => {
    database = await testDatabase()
    db = openDatabase(database.urls, systemClock, {}, 2)
  })
  after(async () => {
    await db.close()
    await database.drop()
  })

  it('takes no connection as long as nothing is asked', async () => {
    assert.equal(await db.read(anonymous(), async () => 'known already'), 'known already')
    await assert.rejects(
      db.write(anonymous(), async () => Promise.reject(new Error('refused'))),
      /refused/,
    )
    assert.equal(db.pool.totalCount, 0)
  })

  it('keeps the order of statements asked at once, prepared or not', async () => {
    const numbers = await db.write(system, (tx) =>
      Promise.all(
        [1, 2, 3, 4, 5].map(async (number) => {
          const { rows } = await sql<{ number: number }>`select ${number}::int as number`.execute(tx.q)
          return rows[0]?.number
        }),
      ),
    )
    assert.deepEqual(numbers, [1, 2, 3, 4, 5])
    assert.equal(db.pool.idleCount, db.pool.totalCount)
  })

  it('gives the actor to every statement, and to this transaction only', async () => {
    const isSystem = async (tx: Read) => {
      const { rows } = await sql<{ on: boolean }>`select platform.is_system() as on`.execute(tx.q)
      return rows[0]?.on
    }
    assert.equal(await db.read(system, isSystem), true)
    assert.equal(await db.read(anonymous(), isSystem), false)
  })

  it('refuses to be taken for done when a statement had failed', async () => {
    const swallowed = db.write(system, async (tx) => {
      await sql`select 1 / ${0}::int`.execute(tx.q).catch(() => {})
      return 'done'
    })
    await assert.rejects(swallowed, /nothing was kept/)
    assert.equal(db.pool.idleCount, db.pool.totalCount)
  })

  it('prepares what comes again, and not everything', () => {
    const { nameOf } = countStatements()
    assert.deepEqual([nameOf('a'), nameOf('b'), nameOf('a')], [undefined, undefined, undefined])
    assert.equal(typeof nameOf('a'), 'string')
    for (let text = 0; text < 500; text++) nameOf(`list ${text}`)
    for (let time = 0; time < 5; time++) assert.equal(nameOf('list 499'), undefined)
  })
})
