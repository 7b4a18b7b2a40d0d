// The agents of the demonstration: one away, one leaving, one invited, each seen on their list.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { tellStaff } from './staff.ts'

describe('agents of the demonstration', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  test('are away, leave and are invited', async () => {
    await parvis.db.write(system, async (tx) => {
      const { rows } = await sql<{
        email: string
        id: number
      }>`select email, id from accounts.person where email is not null`.execute(tx.q)
      await tellStaff(tx, new Map(rows.map(({ email, id }) => [email, id])))
    })
    const admin = await parvis.signedInAs('admin@parvis.example')
    const list = (await admin.get('/administration/agents')).body
    for (const [name, standing] of [
      ['Hugo Saône', 'Absent jusqu’au 2'],
      ['Sacha Monplaisir', 'Partant le 17'],
      ['Camille Perrin', 'Invité'],
    ])
      assert.match(list, new RegExp(`${name}</a>(?:(?!</tr>)[^])*${standing}`))
  })
})
