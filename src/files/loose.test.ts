// Files that no request holds: erased with their draft, swept when forgotten, kept as long as somebody needs them.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import sharp from 'sharp'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { beginForm, sendForm } from '#test/apply.ts'
import { type FileStore, newFileKey } from '#platform/files/store/store.ts'
import { jobsOf } from '../app.ts'
import { forgetFiles } from './loose.ts'

describe('files that no request holds', () => {
  let parvis: TestApp
  let photo: Buffer
  before(async () => {
    parvis = await createTestApp()
    photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#777' } })
      .jpeg()
      .toBuffer()
  })
  after(() => parvis.close())

  const rows = async () =>
    (await parvis.db.read(system, (tx) => tx.q.selectFrom('files.file').select('id').execute())).length
  const onDisk = async () =>
    (await readdir(join(parvis.config.dataFolder, 'files'), { recursive: true, withFileTypes: true })).filter(
      (item) => item.isFile(),
    ).length
  // What retention forgets, then the job that takes the bytes.
  const sweep = async () => {
    await jobsOf(parvis.config)['privacy.retention']?.(parvis.db, {})
    await parvis.runJobs()
  }

  async function draftWithPhoto(browser: TestBrowser): Promise<{ at: string; draft: string }> {
    const form = await beginForm(browser)
    await browser.post(`${form.at}/place`, {
      'place-commune': '69283',
      'place-adresse': '1, rue des Lilas',
      place_kind: 'street',
    })
    assert.equal(
      (
        await browser.upload(`${form.at}/problem`, { size: 'small' }, [
          { field: 'photos', name: 'trou.jpg', bytes: photo },
        ])
      ).statusCode,
      303,
    )
    return form
  }

  test('an erased draft leaves nothing on the disk', async () => {
    const browser = parvis.browser()
    const { draft } = await draftWithPhoto(browser)
    assert.equal(await rows(), 1)
    assert.equal(await onDisk(), 2, 'the picture and its small copy')
    assert.equal(
      (await parvis.browser().post(`/brouillons/${draft}/effacement`, {})).statusCode,
      404,
      'not by somebody else',
    )
    assert.equal(await rows(), 1)
    await browser.post(`/brouillons/${draft}/effacement`, {})
    await parvis.runJobs()
    assert.equal(await rows(), 0)
    assert.equal(await onDisk(), 0)
  })

  test('after three months: what a request or a living draft holds stays, the rest goes', async () => {
    const [sender, slow, gone] = [parvis.browser(), parvis.browser(), parvis.browser()]
    await sendForm(sender, { photos: [{ field: 'photos', name: 'a.jpg', bytes: photo }] })
    const { at, draft } = await draftWithPhoto(slow)
    await draftWithPhoto(gone)
    parvis.advance({ days: 60 })
    await slow.post(`${at}/problem/sauver`, { size: 'large' })
    await sweep()
    assert.equal(await rows(), 3, 'nothing is old enough')
    parvis.advance({ days: 31 })
    await sweep()
    assert.equal(await rows(), 2)
    assert.equal(await onDisk(), 4)
    await slow.post(`/brouillons/${draft}/reprise`, { mien: 'oui' })
    assert.match((await slow.get(`${at}/problem`)).body, /trou\.jpg/)
  })

  test('what a changed answer leaves behind is not kept by the form that was sent', async () => {
    const browser = parvis.browser()
    const slug = 'place-pour-personnes-handicapees'
    const begun = String((await browser.get(`/demarches/${slug}/demande`)).headers.location)
    const draft = /demande\/([0-9a-f-]{36})\//.exec(begun)?.[1] ?? assert.fail(begun)
    const at = `/demarches/${slug}/demande/${draft}`
    const place = { 'place-adresse': '12 rue Garibaldi', 'place-commune': '69283', why: 'home', details: '' }
    const known = await rows()
    const joined = [{ field: 'card_copy', name: 'carte.jpg', bytes: photo }]
    assert.equal((await browser.upload(`${at}/place`, { ...place, card: 'oui' }, joined)).statusCode, 303)
    assert.equal(await rows(), known + 1)
    assert.equal((await browser.post(`${at}/place`, { ...place, card: 'non' })).statusCode, 303)
    await browser.post(`${at}/contact`, { name: 'Fanny Essai', email: 'fanny@essai.example', phone: '' })
    assert.match(String((await browser.post(`${at}/envoyer`, {})).headers.location), /recu$/)
    const held = await parvis.db.read(system, (tx) =>
      tx.q.selectFrom('files.file').select('subject_kind').where('subject_id', '=', draft).execute(),
    )
    assert.deepEqual(held, [])
    parvis.advance({ days: 91 })
    await sweep()
    const named = await parvis.db.read(system, (tx) =>
      tx.q.selectFrom('files.file').select('id').where('name', '=', 'carte.jpg').execute(),
    )
    assert.deepEqual(named, [])
  })

  test('bytes that another file names stay, whatever goes', async (t) => {
    const client = new pg.Client({ connectionString: parvis.ownerUrl })
    await client.connect()
    t.after(() => client.end())
    const [held = { id: '', key: '' }] = (
      await client.query<{ id: string; key: string }>(
        `select id, storage_key as key from files.file where subject_kind = 'request'`,
      )
    ).rows
    const loose = randomUUID()
    await client.query(
      `insert into files.file (id, storage_key, name, media_type, bytes, sha256, state, created_at)
       values ($1, $2, 'a.pdf', 'application/pdf', 1, '\\x00', 'checked', '2020-01-01')`,
      [loose, newFileKey()],
    )
    await client.query('alter table files.rendition disable trigger refuse_named_key')
    await client.query(`insert into files.rendition values ($1, 'thumbnail', $2)`, [loose, held.key])
    await client.query('alter table files.rendition enable trigger refuse_named_key')
    const [before, known] = [await onDisk(), await rows()]
    await sweep()
    assert.equal(await rows(), known - 1)
    assert.equal(await onDisk(), before)
  })

  test('a key that is none keeps no other bytes, and is said', async () => {
    const removed: string[] = []
    const remove = async (key: string) => {
      if (key.startsWith('.')) throw new TypeError('not a key of the file store')
      removed.push(key)
    }
    const forget = forgetFiles({ remove } as unknown as FileStore)
    await assert.rejects(
      Promise.resolve(forget(parvis.db, { keys: ['../../secret', 'a', 'b'] })),
      AggregateError,
    )
    assert.deepEqual(removed, ['a', 'b'])
  })
})
