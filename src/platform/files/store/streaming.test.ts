// Ten megabytes go in and out of both stores, and only a few pieces of them are ever in memory.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, describe, test } from 'node:test'
import { PIECE, pieces } from '#test/pieces.ts'
import { type S3Server, startS3 } from '#test/s3.ts'
import { readConfig } from '../../config.ts'
import { diskStore } from './disk.ts'
import { checkPdf } from '../pdf/pdf.ts'
import { type S3Address, s3Store } from './s3.ts'
import { spool, sweepSpool } from '../spool.ts'
import { type Content, type FileStore, newFileKey } from './store.ts'

const COUNT = 160
const FIRST = Buffer.from('%PDF-1.7\n')
/** Two megabytes of ten: what streams and sockets keep between two hands. */
const MOST = 32

function digestOf(count: number): string {
  const hash = createHash('sha256').update(FIRST)
  hash.update(Buffer.alloc(PIECE - FIRST.length, 32))
  for (let at = 1; at < count; at++) hash.update(Buffer.alloc(PIECE, 32))
  return hash.digest('hex')
}

describe('long files', () => {
  let folder = ''
  let server: S3Server
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parvis-long-'))
    server = await startS3()
  })
  after(async () => {
    await server.stop()
    await rm(folder, { recursive: true })
  })

  const stores: Record<string, () => FileStore> = {
    'a disk': () => diskStore(join(folder, 'files')),
    'an object store': () =>
      s3Store(
        readConfig({ PARVIS_DATA: folder, PARVIS_SECRET: 'ab'.repeat(32), PARVIS_FILES_URL: server.url })
          .filesUrl as S3Address,
      ),
  }

  test('one arrives on the disk as it comes, measured and recognised', async () => {
    const counted = pieces()
    const { size, kind, content } = await spool(join(folder, 'incoming'), counted.source(COUNT, FIRST))
    assert.deepEqual([size, kind, content?.size], [COUNT * PIECE, 'pdf', COUNT * PIECE])
    assert.equal(content?.sha256, digestOf(COUNT))
    assert.ok(counted.most() <= MOST, `${counted.most()} pieces at once`)
    await content?.drop()
    assert.deepEqual(await readdir(join(folder, 'incoming')), [])
  })

  test('one is sieved window by window', async () => {
    const counted = pieces()
    const content = of(counted, COUNT)
    await assert.rejects(checkPdf(content), { code: 'pdf-damaged' })
    assert.ok(counted.most() <= MOST, `${counted.most()} pieces at once`)
  })

  for (const [name, open] of Object.entries(stores))
    test(`one goes to ${name} and comes back`, async () => {
      const [store, key, sent] = [open(), newFileKey(), pieces()]
      await store.put(key, of(sent, COUNT))
      assert.ok(sent.most() <= MOST, `${sent.most()} pieces at once while sending`)
      const received = pieces()
      const hash = createHash('sha256')
      for await (const piece of (await store.get(key)) ?? assert.fail('it is not there')) {
        await received.tell(piece as Buffer)
        hash.update(piece as Buffer)
      }
      assert.equal(hash.digest('hex'), digestOf(COUNT))
      assert.ok(received.most() <= MOST, `${received.most()} pieces at once while reading`)
      await store.remove(key)
    })

  test('one that the disk does not take is read to its end, if whoever watches says so', async () => {
    const counted = pieces()
    const nowhere = '/dev/null/nowhere'
    const arrived = await spool(nowhere, counted.source(4, FIRST), { failed: () => true })
    assert.deepEqual(arrived, { size: 4 * PIECE, kind: 'pdf', content: null })
    await assert.rejects(spool(nowhere, counted.source(4, FIRST)), { code: 'ENOTDIR' })
  })

  test('what a killed process was receiving goes an hour later', async () => {
    const left = join(folder, 'left')
    const old = (await spool(left, Readable.from([FIRST]))).content ?? assert.fail()
    const fresh = (await spool(left, Readable.from([FIRST]))).content ?? assert.fail()
    const now = new Date()
    await utimes(old.path, now, new Date(now.getTime() - 3_700_000))
    await sweepSpool(left, now)
    assert.deepEqual(await readdir(left), [fresh.path.slice(left.length + 1)])
    await sweepSpool(join(folder, 'none'), now)
  })
})

function of(counted: ReturnType<typeof pieces>, count: number): Content {
  return {
    size: count * PIECE,
    sha256: digestOf(count),
    read: () => Readable.from(counted.source(count, FIRST), { objectMode: false }),
  }
}
