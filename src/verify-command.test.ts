// npm run verify: what it says of the demo territory, and of a journal of accesses whose end somebody cut off.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { system } from '#platform/actor.ts'
import { recordAccess } from '#platform/ledger/audit.ts'
import { type Database, openDatabase } from '#platform/db/db.ts'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { commandVerify } from './verify-command.ts'

describe('npm run verify', () => {
  let database: TestDatabase
  let db: Database
  let owner: Database
  before(async () => {
    database = await testDatabase()
    const clock = () => new Date()
    db = openDatabase(database.urls, clock, {}, 2)
    owner = openDatabase({ web: database.ownerUrl, system: database.ownerUrl }, clock, {}, 1)
    for (const actorId of [7, 8, 9])
      await db.write(system, (tx) =>
        recordAccess(tx, {
          ...{ personId: 1, actorId, kind: 'request', object: '2026-00001', purpose: 'demandes' },
          ...{ authorityId: null, role: 'handler' },
        }),
      )
  })
  after(async () => {
    await db.close()
    await owner.close()
    await database.drop()
  })

  async function verified(): Promise<{ code: number; said: string }> {
    const lines: string[] = []
    const code = await commandVerify(db, (line) => void lines.push(line))
    return { code, said: lines.join('\n') }
  }

  test('says what it walked, and that every chain holds', async () => {
    const { code, said } = await verified()
    assert.equal(code, 0)
    assert.match(said, /1 journals of accesses, 3 entries \(0 journals shortened by retention\)/)
    assert.match(said, /every chain holds$/)
  })

  test('says that a journal whose last accesses were cut off does not hold, and its code says so too', async () => {
    await owner.pool.query('delete from platform.access_entry where person_id = 1 and seq > 1')
    const { code, said } = await verified()
    assert.equal(code, 2)
    assert.match(said, /BROKEN\n {2}journal:1 entry 3: is missing: the chain ends with 1$/)
  })
})
