// As many people as may hold a product do, and no more, however many are given it at once.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { Conflict } from '#platform/errors.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { openPool, type TestPartner } from '#test/pass.ts'
import { giveEntitlement } from '../ledger/move.ts'
import { openPass } from './passes.ts'
import { productById } from './queries.ts'

describe('the last places of a product', () => {
  let parvis: TestApp
  let pool: TestPartner
  const passes: number[] = []
  before(async () => {
    parvis = await createTestApp()
    pool = await openPool(parvis, { by: 'admin.bron@parvis.example', managedBy: 'habitant@parvis.example' })
    await parvis.db.write(system, async (tx) => {
      const { rows } = await sql<{
        id: number
      }>`select id from accounts.person where closed_at is null order by id limit 6`.execute(tx.q)
      for (const { id } of rows) passes.push((await openPass(tx, id, null)).id)
    })
  })
  after(() => parvis.close())

  const run = (statement: ReturnType<typeof sql>) => parvis.db.write(system, (tx) => statement.execute(tx.q))
  const give = (passId: number) =>
    parvis.db.write(system, async (tx) => {
      const product = await productById(tx, pool.product)
      if (product === undefined) throw new Error('the product is there')
      return giveEntitlement(tx, {
        ...{ passId, product, class: '', since: '2026-01-01', until: '2098-12-31' },
        ...{ givenAs: 'desk', because: 'Donné pour un essai.', decidedBy: null, paid: null },
      })
    })
  const given = async () => {
    const told = await Promise.allSettled(passes.map(give))
    const refused = told.filter(({ status }) => status === 'rejected')
    assert.ok(refused.every((one) => (one as PromiseRejectedResult).reason instanceof Conflict))
    return told.length - refused.length
  }

  it('are given to so many, of the product and of the partner that is tried', async () => {
    await run(sql`update pass.product set most_holders = 2 where id = ${pool.product}`)
    assert.equal(await given(), 2)
    await run(sql`update pass.entitlement set ended_at = now(), ended_because = 'Fini.'`)
    await run(sql`update pass.product set most_holders = null where id = ${pool.product}`)
    await run(sql`update pass.partner set most_holders = 3 where id = ${pool.partner}`)
    assert.equal(await given(), 3)
  })
})
