// A transaction within another is refused, whoever opened it and however far away; those of two accounts, or one after the other, are not.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anonymous, system } from '#platform/actor.ts'
import type { Database, Write } from '#platform/db/db.ts'
import { refusingNested } from './nested.ts'

const tx = {} as Write
const opened = (): Database =>
  refusingNested({ read: (_, work) => work(tx), write: (_, work) => work(tx) } as Database)

test('a transaction stands within no other of its account', async () => {
  const db = opened()
  const later = async () => {
    await new Promise(setImmediate)
    return db.read(anonymous(), async () => 'read')
  }
  await assert.rejects(
    db.write(anonymous(), async () => later()),
    /« web » is opened within another/,
  )
  await assert.rejects(
    db.read(system, () => db.read(anonymous(), () => db.read(system, async () => null))),
    /« sight »/,
  )
  assert.equal(await db.write(system, () => later()), 'read')
  assert.deepEqual(await Promise.all([later(), later()]), ['read', 'read'])
})
