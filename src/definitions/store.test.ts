// The one store: what was live never changes, one version at most is in force, and only the system publishes.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type RawBuilder, sql } from 'kysely'
import { type Actor, anonymous, system } from '#platform/actor.ts'
import { type Database, openDatabase } from '#platform/db/db.ts'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { changedBy } from '#test/refused.ts'
import { publishAll } from './publish.ts'
import { ALBUM, house, SONG } from './songs.fixture.ts'
import { live, published, version, whileDefined } from './store.ts'

const song = (id: string, ...verses: string[]) => ({ kind: SONG, id, body: { id, verses } })
const album = (id: string, ...songs: string[]) => ({ kind: ALBUM, id, body: { id, songs } })

describe('the store of versions', () => {
  let database: TestDatabase
  let db: Database
  before(async () => {
    database = await testDatabase()
    db = openDatabase(database.urls, () => new Date('2026-11-23T13:38:00Z'), {}, 2)
  })
  after(async () => {
    await db.close()
    await database.drop()
  })

  const publish = async (...proposals: readonly Parameters<typeof publishAll>[2][number][]) => {
    const { changed, refused } = await db.write(system, (tx) => publishAll(tx, house, proposals))
    return {
      changed: changed.map(({ kind, id, version: number }) => `${kind.kind} ${id} ${number}`),
      refused: refused.map(({ proposal, problems }) => `${proposal.id}: ${problems[0]?.sentence}`),
    }
  }
  const attempt = (actor: Actor, statement: RawBuilder<unknown>) =>
    db.write(actor, (tx) => statement.execute(tx.q))

  test('judges what is proposed together, kind after kind: what is refused is not there for the next', async () => {
    assert.deepEqual(await publish(album('one', 'a', 'b'), song('a', 'la'), song('b')), {
      changed: ['song a 1'],
      refused: ['b: Elle n’a pas de couplet.', 'one: b n’existe pas.'],
    })
    assert.deepEqual(await publish(album('one', 'a', 'b'), song('a', 'la'), song('b', 'la')), {
      changed: ['song b 1', 'album one 1'],
      refused: [],
    })
  })

  test('gives what differs the next number, keeps the former as it was, and writes nothing for what is the same', async () => {
    assert.deepEqual((await publish(song('a', 'la', 'lo'))).changed, ['song a 2'])
    assert.deepEqual(await publish(song('a', 'la', 'lo')), { changed: [], refused: [] })
    await db.read(anonymous(), async (tx) => {
      assert.deepEqual((await version(tx, SONG, 'a', 1)).verses, ['la'])
      assert.deepEqual((await version(tx, SONG, 'a', 2)).verses, ['la', 'lo'])
      await assert.rejects(version(tx, SONG, 'a', 3), /Cette version de la chanson n’existe pas/)
      const rows = (await published(tx, SONG)).map((row) => `${row.id} ${row.version} ${row.status}`)
      assert.deepEqual(rows, ['a 2 live', 'a 1 archived', 'b 1 live'])
    })
  })

  test('withdraws what nothing needs, and numbers go on after it', async () => {
    const gone = { kind: SONG, id: 'b', body: null }
    assert.deepEqual(await publish(gone), { changed: [], refused: ['b: Un album la contient.'] })
    assert.deepEqual((await publish(gone, album('one', 'a'))).changed, ['song b null', 'album one 2'])
    assert.deepEqual(await publish(gone), { changed: [], refused: [] })
    assert.deepEqual((await publish(song('b', 'la'))).changed, ['song b 2'])
  })

  /** Until somebody waits for a lock in this database. */
  const somebodyWaits = async () => {
    const waiting = sql<{ count: number }>`select count(*)::integer as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`
    for (;;) {
      const { rows } = await db.read(system, (tx) => waiting.execute(tx.q))
      if ((rows[0]?.count ?? 0) > 0) return
    }
  }

  test('gives two publications at once two numbers', async () => {
    let second: Promise<{ changed: string[] }> | undefined
    const first = await db.write(system, async (tx) => {
      const { changed } = await publishAll(tx, house, [song('d', 'la')])
      second = publish(song('d', 'lo'))
      await somebodyWaits()
      return changed.map(({ version: number }) => number)
    })
    assert.deepEqual([first, (await second)?.changed], [[1], ['song d 2']])
    await publish({ kind: SONG, id: 'd', body: null })
  })

  test('makes anew what is made of definitions, in this process at once', async () => {
    const count = () =>
      db.read(system, (tx) => whileDefined(tx, 'songs', async (all) => (await live(all, SONG)).length))
    assert.equal(await count(), 2)
    await publish(song('c', 'la'))
    assert.equal(await count(), 3)
  })

  test('keeps what was live as it was, whoever asks: no change, no way back, no end', async () => {
    const where = sql`where kind = 'song' and id = 'a'`
    for (const [statement, said] of [
      [sql`update definitions.version set body = '{"id": "a"}' ${where}`, /never changes/],
      [sql`update definitions.version set version = 9 ${where} and version = 2`, /never changes/],
      [sql`update definitions.version set status = 'live' ${where} and version = 1`, /never changes/],
      [sql`update definitions.version set status = 'draft' ${where} and version = 2`, /never changes/],
      [sql`update definitions.version set id = 'z' ${where} and version = 2`, /keeps its name/],
      [sql`delete from definitions.version ${where}`, /permission denied|never changes/],
      [
        sql`insert into definitions.version (kind, id, version, status, body, published_at) values ('song', 'a', 3, 'live', '{}', now())`,
        /version_live/,
      ],
    ] as const)
      await assert.rejects(attempt(system, statement), said)
  })

  test('is the system’s to publish: nobody else writes what is in force', async () => {
    for (const statement of [
      sql`update definitions.version set status = 'archived' where status = 'live'`,
      sql`update definitions.revision set revision = 1`,
      sql`insert into definitions.version (kind, id, version, status, body, published_at) values ('song', 'x', 1, 'live', '{}', now())`,
    ])
      await assert.rejects(attempt(anonymous(), statement), /permission denied/)
    assert.equal(await changedBy(db, anonymous(), sql`delete from definitions.version`), 0)
  })
})
