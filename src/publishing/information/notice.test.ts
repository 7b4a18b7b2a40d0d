// Public information: in force, of the right authorities, the nearest first, reworded without repeating.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { anonymous, system } from '#platform/actor.ts'
import { type Database, openDatabase } from '#platform/db/db.ts'
import { territory } from '#territory'
import { noticeById, noticesFor } from './notice.ts'
import { type Notice, importNotice } from './queries.ts'

const NOW = new Date('2026-11-23T13:38:00Z')
const at = (days: number) => new Date(NOW.getTime() + days * 24 * 3600 * 1000)

describe('notices', () => {
  let database: TestDatabase
  let db: Database
  before(async () => {
    database = await testDatabase()
    db = openDatabase(database.urls, () => NOW, {}, 2)
    await db.write(system, async (tx) => {
      const known = await territory(tx)
      await tx.q
        .updateTable('publishing.notice')
        .set({ ends_at: at(-100) })
        .execute()
      const put = (code: string, title: string, publishedAt: Date, endsAt: Date | null) =>
        importNotice(tx, {
          authorityId: known.authorityByCode(code)?.id ?? 0,
          theme: 'Mairie',
          title,
          text: 'Un texte.',
          publishedAt,
          endsAt,
        })
      await put(known.metropolis.code, 'metropole', at(-1), null)
      await put('69029', 'bron', at(-5), at(5))
      await put('69029', 'finie', at(-9), at(-1))
      await put('69029', 'future', at(1), null)
      await put('69283', 'mions', at(-2), null)
    })
  })
  after(async () => {
    await db.close()
    await database.drop()
  })
  const titles = async (commune: string | null) => {
    const list = await db.read(anonymous(), (tx) => noticesFor(tx, commune, 10))
    return list.map(({ title }) => title)
  }

  it('says those of the commune, then those of the metropolis, neither over nor to come', async () => {
    assert.deepEqual(await titles('69029'), ['bron', 'metropole'])
    assert.deepEqual(await titles(null), ['metropole'])
    assert.deepEqual(await titles('99999'), ['metropole'])
  })

  it('still shows one that is over, and none that is to come or absent', async () => {
    const ids = await db.read(system, (tx) =>
      tx.q.selectFrom('publishing.notice').select(['id', 'title']).execute(),
    )
    const read = (title: string) =>
      db.read(anonymous(), (tx) => noticeById(tx, ids.find((row) => row.title === title)?.id ?? -1))
    assert.equal((await read('finie')).title, 'finie')
    await assert.rejects(read('future'), /n’existe pas/)
    await assert.rejects(read('absente'), /n’existe pas/)
    await assert.rejects(
      db.read(anonymous(), (tx) => noticeById(tx, Number.NaN)),
      /n’existe pas/,
    )
  })

  it('updates by title, and says when nothing changed', async () => {
    const known = await db.read(system, territory)
    const same: Omit<Notice, 'id' | 'audienceId'> = {
      authorityId: known.authorityByCode('69283')?.id ?? 0,
      theme: 'Mairie',
      title: 'mions',
      text: 'Un texte.',
      publishedAt: at(0),
      endsAt: null,
    }
    assert.equal(await db.write(system, (tx) => importNotice(tx, same)), false)
    assert.equal(await db.write(system, (tx) => importNotice(tx, { ...same, text: 'Autre.' })), true)
    assert.deepEqual(await titles('69283'), ['mions', 'metropole'])
  })
})
