// The file store on a real folder: what is put is there, private, and nothing outside the folder can be reached.
import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { diskStore, newFileKey } from './store.ts'

async function folderFor(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parvis-files-'))
  t.after(() => rm(folder, { recursive: true }))
  return folder
}

test('what is put is read back, then gone once removed', async (t) => {
  const store = diskStore(join(await folderFor(t), 'not', 'yet', 'there'))
  const key = newFileKey()
  const bytes = Buffer.from('nid-de-poule'.repeat(10_000))
  await store.put(key, bytes)
  const kept = await store.get(key)
  assert.ok(kept)
  assert.deepEqual(await buffer(kept), bytes)
  await store.remove(key)
  assert.equal(await store.get(key), null)
  await store.remove(key)
})

test('a file is private, sharded on two levels, and leaves no temporary file', async (t) => {
  const folder = await folderFor(t)
  const key = newFileKey()
  await diskStore(folder).put(key, Buffer.from('x'))
  await diskStore(folder).put(key, Buffer.from('y'))
  const parent = join(folder, key.slice(0, 2), key.slice(2, 4))
  assert.deepEqual(await readdir(parent), [key])
  assert.equal((await stat(join(parent, key))).mode & 0o777, 0o600)
  assert.equal((await stat(parent)).mode & 0o777, 0o700)
})

test('a key that is not ours is refused by every verb', async (t) => {
  const store = diskStore(await folderFor(t))
  const notOurs = [
    '',
    '../../etc/passwd',
    'A'.repeat(32),
    'a'.repeat(31),
    `${'a'.repeat(32)}\n`,
    '/etc/passwd',
  ]
  for (const key of notOurs) {
    await assert.rejects(store.put(key, Buffer.from('x')), TypeError)
    await assert.rejects(store.get(key), TypeError)
    await assert.rejects(store.remove(key), TypeError)
  }
})

test('keys never repeat and hold 128 bits', () => {
  const keys = new Set(Array.from({ length: 1000 }, newFileKey))
  assert.equal(keys.size, 1000)
  for (const key of keys) assert.match(key, /^[0-9a-f]{32}$/)
})
