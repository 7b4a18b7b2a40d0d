// A stream of ten megabytes becomes a kept file in either store; one that is refused leaves nothing anywhere.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import sharp from 'sharp'
import { after, before, describe, test } from 'node:test'
import { anonymous, system } from '#platform/actor.ts'
import { diskStore } from '#platform/files/store/disk.ts'
import { openFiles } from '#platform/files/store/open.ts'
import { Unavailable } from '#platform/errors.ts'
import type { Content } from '#platform/files/store/store.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { PIECE, pieces } from '#test/pieces.ts'
import { type S3Server, startS3 } from '#test/s3.ts'
import { looseFiles } from './queries.loose.ts'
import { openFile } from './subject.ts'
import { receive } from './upload.ts'
import { jobsOf } from '../app.ts'

const FIRST = Buffer.from('%PDF-1.7\n')
const LAST = Buffer.from('\nstartxref\n9\n%%EOF\n')
const RULES = { accept: ['pdf'] as const, maxBytes: 50_000_000 }

describe('a stream that is received', () => {
  let parvis: TestApp
  let server: S3Server
  before(async () => {
    server = await startS3()
    parvis = await createTestApp({ env: { PARVIS_FILES_URL: server.url } })
  })
  after(async () => {
    await parvis.close()
    await server.stop()
  })

  const rows = () =>
    parvis.db.read(system, (tx) =>
      tx.q.selectFrom('files.file').select(['id', 'bytes', 'storage_key', 'name', 'state']).execute(),
    )
  const waiting = () => {
    const folder = join(parvis.config.dataFolder, 'incoming')
    return existsSync(folder) ? readdirSync(folder) : []
  }
  const storing = (files = openFiles(parvis.config)) => ({
    db: parvis.db,
    config: parvis.config,
    actor: anonymous(randomUUID()),
    files,
  })

  for (const kept of ['in an object store', 'on a disk'])
    test(`is kept ${kept}, a few pieces at a time`, async () => {
      const files =
        kept === 'on a disk' ? diskStore(join(parvis.config.dataFolder, 'files')) : openFiles(parvis.config)
      const counted = pieces()
      const source = async function* () {
        yield* counted.source(160, FIRST)
        yield LAST
      }
      const file = await receive(storing(files), { source: source(), name: 'plans.pdf' }, RULES)
      assert.ok(counted.most() <= 32, `${counted.most()} pieces at once`)
      const bytes = 160 * PIECE + LAST.length
      assert.deepEqual([file.bytes, file.mediaType, file.name], [bytes, 'application/pdf', 'plans.pdf'])
      const key = (await rows()).find((row) => row.name === 'plans.pdf')?.storage_key ?? assert.fail()
      let read = 0
      for await (const piece of (await files.get(key)) ?? assert.fail()) read += (piece as Buffer).length
      assert.equal(read, bytes)
      assert.deepEqual(waiting(), [])
      await parvis.db.write(system, (tx) => tx.q.deleteFrom('files.file').execute())
      await files.remove(key)
    })

  const sweep = async () => {
    await jobsOf(parvis.config)['files.sweep']?.(parvis.db, {})
    await parvis.runJobs()
  }
  const states = async () => (await rows()).map(({ state }) => state)

  test('is nobody’s to see when the store did not take it, and is forgotten an hour later', async () => {
    const away = { ...openFiles(parvis.config), put: () => Promise.reject(new Unavailable()) }
    const who = storing(away)
    const source = Readable.from([FIRST, LAST])
    await assert.rejects(receive(who, { source, name: 'plans.pdf' }, RULES), { status: 503 })
    assert.deepEqual(await states(), ['refused'])
    const [row] = await rows()
    const seen = await parvis.db.read(who.actor, async (tx) => ({
      opened: await openFile(tx, row?.id ?? '', 'file'),
      loose: await looseFiles(tx, [row?.id ?? '']),
    }))
    assert.deepEqual(seen, { opened: undefined, loose: [] })
    await sweep()
    assert.deepEqual(await states(), ['refused'], 'not an hour yet')
    parvis.advance({ hours: 2 })
    await sweep()
    assert.deepEqual(await rows(), [])
  })

  test('leaves no bytes that nobody knows, wherever the program stops', async () => {
    let puts = 0
    const store = openFiles(parvis.config)
    // Stopped after the bytes of the thumbnail: nothing is settled, not even refused.
    const stopping = {
      ...storing({
        ...store,
        put: async (key: string, content: Content) => {
          await store.put(key, content)
          if (++puts === 2) throw new Error('killed')
        },
      }),
    }
    const write = parvis.db.write.bind(parvis.db)
    const db = {
      write: (...given: Parameters<typeof write>) =>
        puts === 2 ? Promise.reject(new Error('killed')) : write(...given),
    }
    const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#777' } })
      .jpeg()
      .toBuffer()
    const killed = receive(
      { ...stopping, db: db as typeof parvis.db },
      { source: Readable.from([photo]), name: 'trou.jpg' },
      { accept: ['image'], maxBytes: 1_000_000 },
    )
    await assert.rejects(killed, /killed/)
    assert.deepEqual([await states(), await server.count()], [['received'], 2])
    const [row] = await rows()
    assert.equal(await parvis.db.read(stopping.actor, (tx) => openFile(tx, row?.id ?? '', 'file')), undefined)
    parvis.advance({ hours: 2 })
    await sweep()
    assert.deepEqual([await states(), await server.count()], [[], 0])
  })

  test('leaves no row, no object and no file behind when it is refused or cut', async () => {
    const cut = async function* () {
      yield FIRST
      yield Buffer.alloc(PIECE * 3)
      throw new Error('the line was cut')
    }
    for (const [source, code] of [
      [Readable.from([Buffer.from('Bonjour')]), { code: 'unknown-kind' }],
      [Readable.from([FIRST, Buffer.alloc(PIECE * 2)]), { code: 'pdf-damaged' }],
      [pieces().source(1000, FIRST), { code: 'too-big' }],
      [cut(), { message: 'the line was cut' }],
    ] as const)
      await assert.rejects(receive(storing(), { source, name: 'plans.pdf' }, RULES), code)
    assert.deepEqual([await rows(), await server.count(), waiting()], [[], 0, []])
  })
})
