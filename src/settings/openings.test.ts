// What is open on a day is open from midnight in the territory, by the program as by the database.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { territory } from '#territory'
import { createTestApp } from '#test/app.ts'
import { isOpen, open, standingsOf } from './openings.ts'

const FEATURE = { id: 'requests.desk', label: 'Guichet', gives: '' }

test('a commune has what it signed from midnight in the territory, not one hour later', async () => {
  const parvis = await createTestApp()
  try {
    const bron = await parvis.db.read(
      system,
      async (tx) => (await territory(tx)).authorityByCode('69029')?.id ?? 0,
    )
    const day = '2027-01-15'
    await parvis.db.write(system, (tx) =>
      open(tx, { source: 'test', authorityId: bron }, [
        { feature: 'other.thing', from: '2026-01-01', to: '2027-12-31' },
        { feature: FEATURE.id, from: day, to: '2027-12-31' },
      ]),
    )
    const told = () =>
      parvis.db.read(system, async (tx) => {
        const { rows } = await sql<{ isOpen: boolean }>`
          select ${isOpen(tx, FEATURE, 'a.id')} as "isOpen" from territory.authority a where a.id = ${bron}`.execute(
          tx.q,
        )
        const standing = (await standingsOf(tx, FEATURE)).find(({ authorityId }) => authorityId === bron)
        return [rows[0]?.isOpen, standing?.isOpen]
      })
    // 23 h 30 in Lyon is 22 h 30 by the clock of the world: half an hour before, then half an hour after midnight there.
    const until = (at: string) =>
      parvis.advance({ minutes: (Date.parse(at) - parvis.now().getTime()) / 60_000 })
    until('2027-01-14T22:30:00Z')
    assert.deepEqual(await told(), [false, false])
    until('2027-01-14T23:30:00Z')
    assert.deepEqual(await told(), [true, true])
  } finally {
    await parvis.close()
  }
})
