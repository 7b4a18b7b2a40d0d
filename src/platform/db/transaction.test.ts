// A transaction that asks nothing opens nothing; one whose statement failed is never taken for done.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { testDatabase } from '#test/database.ts'
import { anonymous, system } from '../actor.ts'
import { systemClock } from '../clock.ts'
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

  it('plans what an actor reads once, whatever the values', async () => {
    const counted = async (tx: Read) => {
      const { rows } = await sql<{ custom: number; generic: number }>`
        select custom_plans::int as custom, generic_plans::int as generic from pg_prepared_statements
        where statement like '%told apart%'`.execute(tx.q)
      return rows[0]
    }
    const plans = await db.read(anonymous(), async (tx) => {
      for (let id = 0; id < 8; id++)
        await sql`select 'told apart' from requests.request where id = any (${[id]}::bigint[])`.execute(tx.q)
      return counted(tx)
    })
    assert.deepEqual(
      { custom: plans?.custom, isPlanned: Number(plans?.generic) > 3 },
      { custom: 0, isPlanned: true },
    )
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
    for (let text = 0; text < 5000; text++) assert.equal(nameOf(`rare ${text}`), undefined)
    for (let time = 0; time < 3; time++) for (let text = 0; text < 390; text++) nameOf(`list ${text}`)
    assert.equal(typeof nameOf('list 389'), 'string')
    for (let time = 0; time < 3; time++) for (let text = 0; text < 100; text++) nameOf(`more ${text}`)
    for (let time = 0; time < 5; time++) assert.equal(nameOf('more 99'), undefined)
    assert.equal(nameOf('a'), nameOf('a'))
  })
})
