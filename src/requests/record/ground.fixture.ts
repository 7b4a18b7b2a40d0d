// What tests of words and rules stand on: the demo territory, its workflow of reports, and a request as stored.
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { system } from '#platform/actor.ts'
import { type Database, openDatabase } from '#platform/db/db.ts'
import { type Catalogue, catalogue } from '#services'
import { type Territory, territory, type Unit } from '#territory'
import { testDatabase } from '#test/database.ts'
import { type Transition, type WorkflowDefinition, workflowVersion } from '#workflows'
import { houseOf } from '../../app.ts'
import type { RequestRow } from './queries.ts'

export const NOW = new Date('2026-03-04T09:00:00Z')

/** Called inside a suite: its database opens before the tests and goes after them. */
export function openGround() {
  let db: Database
  let drop: () => Promise<void>
  let place: Territory
  let workflow: WorkflowDefinition
  let known: Catalogue
  before(async () => {
    const database = await testDatabase()
    drop = database.drop
    db = openDatabase(database.urls, () => NOW, houseOf({ demo: false }), 2)
    await db.read(system, async (tx) => {
      place = await territory(tx)
      workflow = await workflowVersion(tx, 'report', 1)
      known = await catalogue(tx)
    })
  })
  after(async () => {
    await db.close()
    await drop()
  })
  const unit = (code: string): Unit => {
    const found = place.authorities.flatMap(({ id }) => place.unitsOf(id)).find((one) => one.code === code)
    assert.ok(found, code)
    return found
  }
  return {
    unit,
    get db() {
      return db
    },
    get place() {
      return place
    },
    get workflow() {
      return workflow
    },
    get known() {
      return known
    },
    move(id: string): Transition {
      const found = workflow.transitions.find((one) => one.id === id)
      assert.ok(found, id)
      return found
    },
    request: (row: Partial<RequestRow> = {}): RequestRow =>
      ({
        ...{ id: 7, ref: '2026-00042', unitId: unit('voirie-est').id, authorityId: place.metropolis.id },
        ...{ areaCode: '69029', placeAddress: '3 rue du Lac', contactName: 'Zoé Essai', state: 'new' },
        ...{ solutionDueAt: null, plannedDay: null, stateKind: 'new', ...row },
      }) as RequestRow,
  }
}
