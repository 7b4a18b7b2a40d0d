// The year of contents that agents of the demonstration read: all told, each on a day of its own, for those who work there alone.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { openDatabase } from '#platform/db/db.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { administratorOf } from '../choices.ts'
import { tellYearOfContents } from './year.ts'

const FILE = join(import.meta.dirname, '../../../definitions/demo/year.json')
const DAY_MS = 24 * 3600 * 1000

interface Shown {
  code: string
  titles: number
  contents: number
  days: number
  /** Those of whoever does not work there. */
  others: number
}

describe('a year of contents for agents', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
    const url = parvis.systemUrl
    let moment = parvis.now()
    const past = openDatabase({ web: url, system: url }, () => moment, { effects: parvis.house.effects }, 2)
    const onDay = (daysAgo: number) => {
      moment = new Date(parvis.now().getTime() - daysAgo * DAY_MS)
      return past
    }
    await tellYearOfContents({ db: parvis.db, onDay, speaker: administratorOf }, FILE).finally(() =>
      past.close(),
    )
  })
  after(() => parvis.close())

  test('the metropolis and Bron tell theirs, over ten months', async () => {
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<Shown>`select a.code, count(distinct p.title)::integer as titles, count(*)::integer as contents,
          count(distinct p.dated_at::date)::integer as days, count(*) filter (where u.authority_id <> a.id)::integer as others
        from publishing.publication p join territory.authority a on a.id = p.authority_id
        join audiences.audience u on u.id = p.audience_id
        group by a.code order by contents`.execute(tx.q),
    )
    assert.deepEqual(
      rows.map(({ code, others }) => [code, others]),
      [
        ['69029', 0],
        ['200046977', 0],
      ],
    )
    for (const { titles, contents, days } of rows) {
      assert.equal(titles, contents, 'no title is told twice')
      assert.ok(days > contents / 2, `${contents} contents on ${days} days`)
    }
    assert.ok((rows[1]?.contents ?? 0) > 180 && (rows[0]?.contents ?? 0) > 30)
  })
})
