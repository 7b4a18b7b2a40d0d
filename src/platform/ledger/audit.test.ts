// The journal of accesses: each chain holds, whatever happens at once; one hour is one entry; what is changed is found.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { openDatabase, type Database } from '#platform/db/db.ts'
import { verifyAccess, verifyHistory } from '#platform/ledger/verify.ts'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { system } from '../actor.ts'
import {
  type Access,
  accessAnchorOf,
  accessEntriesOf,
  journalFault,
  recordAccess,
  saidOf,
  trimAccess,
} from './audit.ts'
import { canonicalJson } from './events.ts'

const START = Date.UTC(2026, 10, 23, 13)
const HOUR = 3_600_000

describe('the journal of accesses', () => {
  let database: TestDatabase
  let db: Database
  let owner: Database
  let now = START
  before(async () => {
    database = await testDatabase()
    db = openDatabase(database.urls, () => new Date(now), {}, 4)
    owner = openDatabase({ web: database.ownerUrl, system: database.ownerUrl }, () => new Date(now), {}, 1)
  })
  after(async () => {
    await db.close()
    await owner.close()
    await database.drop()
  })

  const opening = (personId: number, more: Partial<Access> = {}): Access => ({
    personId,
    kind: 'request',
    object: '2026-00001',
    purpose: 'demandes',
    actorId: 7,
    authorityId: null,
    role: 'handler',
    ...more,
  })
  const note = (access: Access) => db.write(system, (tx) => recordAccess(tx, access))
  const journal = (personId: number) => db.read(system, (tx) => accessEntriesOf(tx, personId))
  const fault = async (personId: number) =>
    journalFault(await journal(personId), await db.read(system, (tx) => accessAnchorOf(tx, personId)))

  test('the same agent and thing within an hour is one entry; another agent, thing, value or hour is another', async () => {
    assert.equal(await note(opening(1)), true)
    assert.equal(await note(opening(1)), false)
    assert.equal(await note(opening(1, { actorId: 8 })), true)
    assert.equal(await note(opening(1, { object: '2026-00002' })), true)
    assert.equal(await note(opening(1, { valueIds: ['email'] })), true)
    now += HOUR + 1
    assert.equal(await note(opening(1)), true)
    const entries = await journal(1)
    assert.deepEqual(
      entries.map(({ seq }) => seq),
      [1, 2, 3, 4, 5],
    )
    assert.equal(await fault(1), null)
  })

  test('twenty agents at once make one chain without a fork', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, at) => note(opening(2, { actorId: 100 + at }))))
    assert.equal((await journal(2)).length, 20)
    assert.equal(await fault(2), null)
  })

  test('one’s own file and a colleague’s are said so', async () => {
    await note(opening(3, { actorId: 3 }))
    await db.write(system, (tx) => recordAccess(tx, opening(3, { actorId: 9 }), async () => 'colleague'))
    assert.deepEqual(
      (await journal(3)).map(({ closeness }) => closeness),
      ['self', 'colleague'],
    )
  })

  test('two entries of one agent about one person share no digest, and a copy of them still verifies', async () => {
    await note(opening(4))
    await note(opening(4, { object: '2026-00009' }))
    const said = (await journal(4)).map(saidOf)
    assert.equal(new Set(said.flatMap(({ person, actor }) => [person, actor])).size, 4)
    let previous = Buffer.alloc(0)
    for (const entry of await journal(4)) {
      const copy: unknown = JSON.parse(JSON.stringify(saidOf(entry)))
      previous = createHash('sha256').update(previous).update(canonicalJson(copy)).digest()
      assert.ok(previous.equals(entry.hash))
    }
  })

  test('the program cannot change or remove an entry; what the owner changes is found', async () => {
    for (const statement of [
      'update platform.access_entry set role = role',
      'delete from platform.access_entry',
    ])
      await assert.rejects(
        db.write(system, (tx) => sql.raw(statement).execute(tx.q)),
        /permission denied/,
      )
    for (const [personId, change] of [
      [5, "update platform.access_entry set role = 'reception' where person_id = 5 and seq = 2"],
      [6, 'delete from platform.access_entry where person_id = 6 and seq = 2'],
      [7, 'update platform.access_entry set actor_id = 12 where person_id = 7 and seq = 2'],
    ] as const) {
      for (const actorId of [20, 21, 22]) await note(opening(personId, { actorId }))
      await owner.pool.query(change)
      assert.equal((await fault(personId))?.seq, personId === 6 ? 3 : 2)
    }
    const { broken, journals } = await verifyAccess(db)
    assert.equal(journals, 7)
    assert.deepEqual(broken.map(({ subject }) => subject).sort(), ['journal:5', 'journal:6', 'journal:7'])
    await owner.pool.query('delete from platform.access_entry where person_id in (5, 6, 7)')
  })

  test('entries cut off the end of a journal are missed, and so is the word that says where it ended', async () => {
    for (const personId of [9, 10, 11])
      for (const actorId of [20, 21, 22]) await note(opening(personId, { actorId }))
    const ends = async () => {
      const { broken } = await verifyHistory(db)
      return Object.fromEntries(
        broken
          .filter(({ subject }) => ['journal:9', 'journal:10', 'journal:11'].includes(subject))
          .map(({ subject, why }) => [subject, why]),
      )
    }
    assert.deepEqual(await ends(), {})
    for (const cut of [
      'delete from platform.access_entry where person_id = 9 and seq > 1',
      'delete from platform.access_entry where person_id = 10',
      'delete from platform.access_entry where person_id = 11 and seq = 3',
      "delete from platform.chain_head where chain = 'journal' and subject_id = 11",
    ])
      await owner.pool.query(cut)
    for (const personId of [9, 10, 11]) assert.equal(await fault(personId), null, 'what is left follows')
    assert.deepEqual(await ends(), {
      'journal:9': 'is missing: the chain ends with 1',
      'journal:10': 'is missing: the chain ends with nothing',
      'journal:11': 'is the last one left, and nothing says that it was the last one written',
    })
    await assert.rejects(note(opening(9, { actorId: 23 })), /follows the last one of its chain/)
    await owner.pool.query('delete from platform.access_entry where person_id in (9, 11)')
  })

  test('what retention forgets is the oldest, and the rest still holds and goes on', async () => {
    const before = new Date(now)
    for (const actorId of [30, 31, 32]) await note(opening(8, { actorId }))
    now += 2 * HOUR
    await note(opening(8, { actorId: 33 }))
    const gone = await db.write(system, (tx) => trimAccess(tx, new Date(before.getTime() + HOUR)))
    assert.ok(gone >= 3)
    assert.deepEqual(
      (await journal(8)).map(({ seq }) => seq),
      [4],
    )
    await note(opening(8, { actorId: 34 }))
    assert.equal(await fault(8), null)
    await db.write(system, (tx) => trimAccess(tx, new Date(now + HOUR)))
    await note(opening(8, { actorId: 35 }))
    assert.deepEqual(
      (await journal(8)).map(({ seq }) => seq),
      [6],
    )
    assert.deepEqual((await verifyAccess(db)).broken, [])
  })
})
