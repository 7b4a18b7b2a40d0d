// A closed request: whole the day before its time, anonymous the day after, and still counted.
import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import sharp from 'sharp'
import { system } from '#platform/actor.ts'
import { verifyEvents } from '#platform/ledger/verify.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { sendForm } from '#test/apply.ts'
import { writerAt } from './job.ts'
import { runRetention } from './run.ts'

const RESIDENT = 'habitante@parvis.example'

describe('a closed request', () => {
  let parvis: TestApp
  let ref: string
  let photo: Buffer
  before(async () => {
    parvis = await createTestApp()
    photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#777' } })
      .jpeg()
      .toBuffer()
    const browser = await parvis.signedInAs(RESIDENT)
    await sendForm(browser, {
      name: 'Zénobie Canari',
      email: 'zenobie@canari.example',
      phone: '0612345678',
      address: '4 rue Canari',
      details: 'Canari devant chez moi',
      photos: [{ field: 'photos', name: 'canari.jpg', bytes: photo }],
    })
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ ref: string }>`select ref from requests.request`.execute(tx.q),
    )
    ref = rows[0]?.ref ?? ''
    await parvis.runJobs()
    await parvis.db.write(system, (tx) =>
      sql`update requests.request set state = 'closed', state_kind = 'done', closed_at = ${tx.now}, answer_done_at = ${tx.now}, solution_done_at = ${tx.now}`.execute(
        tx.q,
      ),
    )
  })
  after(() => parvis.close())

  const run = (isDry = false) =>
    runRetention(parvis.db, parvis.house, {
      isDry,
      writer: writerAt('http://parvis.test'),
      isDemo: false,
      only: 'request.anonymise',
    })
  const anonymised = async (isDry = false) =>
    (await run(isDry))
      .filter(({ rule }) => rule === 'request.anonymise')
      .reduce((sum, { count }) => sum + count, 0)
  const text = async (table: string) => {
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        all: string | null
      }>`select string_agg(to_jsonb(t)::text, ' ') as all from ${sql.table(table)} t`.execute(tx.q),
    )
    return rows[0]?.all ?? ''
  }
  const onDisk = async () =>
    (await readdir(join(parvis.config.dataFolder, 'files'), { recursive: true, withFileTypes: true })).filter(
      (item) => item.isFile(),
    ).length
  const figures = () =>
    parvis.db.read(
      system,
      async (tx) =>
        (
          await sql`select * from requests.kept_promises(null, ${new Date(0)}, ${new Date('2100-01-01')})`.execute(
            tx.q,
          )
        ).rows,
    )
  const WORDS = /canari|z[eé]nobie|0612345678|612345678/i

  test('is whole the day before, anonymous the day after; statistics and the chain of events hold', async () => {
    assert.match(await text('requests.request'), WORDS)
    assert.equal(await onDisk(), 2)
    const counted = await figures()
    const { category, area_code } = JSON.parse(await text('requests.request')) as Record<string, string>
    parvis.advance({ days: 364 })
    assert.equal(await anonymised(), 0)
    assert.match(await text('threads.message'), WORDS)
    parvis.advance({ days: 2 })
    assert.equal(await anonymised(true), 1)
    assert.match(await text('requests.request'), WORDS)
    assert.equal(await anonymised(), 1)
    assert.equal(await anonymised(), 0)
    await parvis.runJobs()
    for (const table of [
      'requests.request',
      'threads.message',
      'files.file',
      'forms.draft',
      'requests.tracking',
    ])
      assert.doesNotMatch(await text(table), WORDS, table)
    assert.equal(await onDisk(), 0)
    const row = JSON.parse(await text('requests.request')) as Record<string, unknown>
    assert.deepEqual(
      [row.category, row.area_code, row.resident_id, row.lat],
      [category, area_code, null, null],
    )
    assert.deepEqual(row.answers, { place_kind: 'street', lane: 'road', size: 'medium' })
    assert.deepEqual(await figures(), counted)
    assert.deepEqual((await verifyEvents(parvis.db)).broken, [])
  })

  test('is still read at the desk, where it says that it was emptied', async () => {
    const agent = await parvis.signedInAs('voirie@parvis.example')
    const { statusCode, body } = await agent.get(`/agents/demandes/${ref}`)
    assert.equal(statusCode, 200)
    assert.match(body, /Texte effacé à la fin de la durée de conservation/)
    assert.doesNotMatch(body, WORDS)
  })
})
