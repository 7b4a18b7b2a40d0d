// What a door costs PostgreSQL: few statements a check, and as many a line of a journal however long it is (decision 156).
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createTestApp, type TestApp } from '#test/app.ts'
import { openDoor, phoneOf, type TestDoor, type TestPhone } from '#test/doors.ts'
import { openPool, type TestPartner } from '#test/pass.ts'
import { countStatements, type Statements } from '#test/statements.ts'
import { entryAfter, type Head, START } from '../gate/journal.ts'
import { toText } from '../token/bytes.ts'
import { readPresented } from '../token/present.ts'

describe('what a door asks of the database', () => {
  let parvis: TestApp
  let pool: TestPartner
  let door: TestDoor
  let phone: TestPhone
  let statements: Statements
  before(async () => {
    parvis = await createTestApp()
    pool = await openPool(parvis, { by: 'admin.bron@parvis.example', managedBy: 'habitant@parvis.example' })
    door = await openDoor(parvis, pool)
    phone = await phoneOf(parvis, pool, 'habitante@parvis.example')
    // The first call of a door says whose its key is.
    assert.equal((await door.check(1, await phone.code())).json.result, 'ok')
    statements = await countStatements(parvis.db)
  })
  after(async () => {
    statements.stop()
    await parvis.close()
  })

  it('is five statements for a code of the moment, in one transaction, and seven for a token', async () => {
    for (const [line, text, many] of [
      [2, await phone.code(), 5],
      [3, await phone.shown(), 7],
    ] as const) {
      statements.said()
      assert.equal((await door.check(line, text)).json.result, 'ok')
      const said = statements.said()
      assert.equal(said.length, many + 2, said.join('\n'))
      assert.deepEqual([said[0], said.at(-1)], ['begin', 'commit'])
    }
  })

  it('is three statements for each line of a journal', async () => {
    let head: Head = START
    const costs: number[] = []
    const other = await openDoor(parvis, pool, 'Sans réseau')
    // The first journal is of a door whose key is not known yet.
    for (const many of [1, 1, 3]) {
      const lines: object[] = []
      for (let n = 0; n < many; n += 1) {
        const text = await phone.shown()
        const copy = readPresented(text) ?? assert.fail('no such code')
        const line = await entryAfter(head, {
          ...{ at: Math.floor(parvis.now().getTime() / 1000), result: 'ok', product: `d${pool.product}` },
          ...{ class: 'tous', cents: null, cti: toText(copy.token.claims.id) },
        })
        head = line
        lines.push({ ...line, text })
      }
      statements.said()
      const { json } = await other.ask('POST', '/journal', { lines })
      assert.deepEqual(json.found, [])
      costs.push(statements.said().length)
    }
    const [, one = 0, three = 0] = costs
    assert.equal(three - one, 6, costs.join(', '))
  })
})
