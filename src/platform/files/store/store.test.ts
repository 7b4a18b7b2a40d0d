// The file store, the same on a real folder and on a real server that speaks S3 and verifies signatures: what is put is there,
// and nothing that is not a key leads anywhere.
import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, type TestContext, test } from 'node:test'
import { sameBytes } from '#test/bytes.ts'
import { type S3Server, startS3 } from '#test/s3.ts'
import { readConfig } from '../../config.ts'
import { StartError } from '../../start-error.ts'
import { diskStore } from './disk.ts'
import { type S3Address, s3Store } from './s3.ts'
import { contentOf, type FileStore, newFileKey } from './store.ts'

const SOME = Buffer.from('nid-de-poule '.repeat(10_000))

const whole = async (store: FileStore, key: string, range?: { start: number; end: number }) => {
  const kept = await store.get(key, range)
  return kept === null ? null : buffer(kept)
}

function behavesAsAStore(open: () => FileStore): void {
  test('what is put is read back, whole or in part, then gone once removed', async () => {
    const [store, key] = [open(), newFileKey()]
    await store.put(key, contentOf(SOME))
    sameBytes(await whole(store, key), SOME)
    sameBytes(await whole(store, key, { start: 13, end: 24 }), SOME.subarray(13, 25))
    await store.remove(key)
    assert.ok((await store.get(key)) === null)
    await store.remove(key)
  })

  test('what is put again stands in place of what was there', async () => {
    const [store, key] = [open(), newFileKey()]
    for (const bytes of [SOME, Buffer.from('court'), Buffer.alloc(0)]) {
      await store.put(key, contentOf(bytes))
      sameBytes(await whole(store, key), bytes)
    }
  })

  test('a key that is not ours is refused by every verb', async () => {
    const store = open()
    const notOurs = [
      '',
      '../../etc/passwd',
      'A'.repeat(32),
      'a'.repeat(31),
      `${'a'.repeat(32)}\n`,
      '/etc/passwd',
    ]
    for (const key of notOurs) {
      await assert.rejects(store.put(key, contentOf(Buffer.from('x'))), TypeError)
      await assert.rejects(store.get(key), TypeError)
      await assert.rejects(store.remove(key), TypeError)
    }
  })

  test('it says that it can be used, empty or not', async () => {
    const [store, key] = [open(), newFileKey()]
    await store.check()
    await store.put(key, contentOf(SOME))
    await store.check()
  })
}

async function folderFor(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parvis-files-'))
  t.after(() => rm(folder, { recursive: true }))
  return folder
}

describe('files on a disk', () => {
  let folder = ''
  before(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'parvis-files-')), 'not', 'yet', 'there')
  })
  after(() => rm(join(folder, '../../..'), { recursive: true }))
  behavesAsAStore(() => diskStore(folder))
})

test('a folder that cannot be written in is said to the operator', async () => {
  await assert.rejects(diskStore('/dev/null/files').check(), (error) => {
    assert.ok(error instanceof StartError)
    return /ne peuvent pas être gardés dans \/dev\/null\/files \(erreur ENOTDIR\)/.test(error.message)
  })
})

describe('files in an object store', () => {
  let server: S3Server
  let address: S3Address
  before(async () => {
    server = await startS3()
    address = readConfig({
      PARVIS_DATA: tmpdir(),
      PARVIS_SECRET: 'ab'.repeat(32),
      PARVIS_FILES_URL: server.url,
    }).filesUrl as S3Address
  })
  after(() => server.stop())
  behavesAsAStore(() => s3Store(address))

  test('what is wrong is said to the operator in a sentence, without key nor secret', async () => {
    const wrong: [Partial<S3Address>, RegExp][] = [
      [{ accessKeyId: 'NOBODY' }, /ne connaît pas cette clé/],
      [{ secretAccessKey: 'not-the-secret' }, /refuse ce secret/],
      [{ bucket: 'absent' }, /n’a pas de dépôt/],
      [{ origin: 'http://127.0.0.1:9' }, /ne répond pas comme il faut \(ECONNREFUSED\)/],
    ]
    for (const [change, sentence] of wrong) {
      const error = await s3Store({ ...address, ...change })
        .check()
        .then(
          () => assert.fail('nothing is said'),
          (thrown: unknown) => thrown,
        )
      assert.ok(error instanceof StartError)
      assert.match(error.message, sentence)
      assert.match(error.message, /^PARVIS_FILES_URL/)
      assert.doesNotMatch(JSON.stringify([error.message, error.stack]), /NOBODY|S3RVER|not-the-secret/)
    }
  })

  test('a refusal while people work is a service that is away, not a file that is none', async () => {
    const store = s3Store({ ...address, secretAccessKey: 'not-the-secret' })
    const refused = { status: 503, code: 'SignatureDoesNotMatch' }
    await assert.rejects(store.put(newFileKey(), contentOf(SOME)), refused)
    await assert.rejects(store.get(newFileKey()), refused)
    await assert.rejects(store.remove(newFileKey()), refused)
    await assert.rejects(s3Store({ ...address, bucket: 'absent' }).get(newFileKey()), { status: 503 })
  })
})

test('a file is private, sharded on two levels, and leaves no temporary file', async (t) => {
  const folder = await folderFor(t)
  const key = newFileKey()
  await diskStore(folder).put(key, contentOf(Buffer.from('x')))
  await diskStore(folder).put(key, contentOf(Buffer.from('y')))
  const parent = join(folder, key.slice(0, 2), key.slice(2, 4))
  assert.deepEqual(await readdir(parent), [key])
  assert.equal((await stat(join(parent, key))).mode & 0o777, 0o600)
  assert.equal((await stat(parent)).mode & 0o777, 0o700)
})

test('keys never repeat and hold 128 bits', () => {
  const keys = new Set(Array.from({ length: 1000 }, newFileKey))
  assert.equal(keys.size, 1000)
  for (const key of keys) assert.match(key, /^[0-9a-f]{32}$/)
})
