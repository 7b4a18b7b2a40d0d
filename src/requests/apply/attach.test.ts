// A file chosen is a file kept: a script sends it at once, the draft holds it, and it is found again anywhere.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { system } from '#platform/actor.ts'
import { sameBytes } from '#test/bytes.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { beginForm } from '#test/apply.ts'

const photo = () =>
  sharp({ create: { width: 90, height: 60, channels: 3, background: '#777' } })
    .jpeg()
    .toBuffer()
const fileIds = (body: string) =>
  [...body.matchAll(/name="remove" value="([0-9a-f-]{36})"/g)].map(([, id]) => id ?? '')

describe('files sent as they are chosen', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  const choose = async (browser: TestBrowser, at: string, name: string, bytes?: Buffer) => {
    const files = [{ field: 'photos', name, bytes: bytes ?? (await photo()) }]
    const reply = await browser.upload(`${at}/problem/fichiers`, {}, files)
    return { status: reply.statusCode, ...(JSON.parse(reply.body) as { field: string; problems: string[] }) }
  }
  const held = async (browser: TestBrowser, at: string) => fileIds((await browser.get(`${at}/problem`)).body)
  const stored = () =>
    parvis.db.read(system, async (tx) => (await tx.q.selectFrom('files.file').select('id').execute()).length)

  test('the draft holds it at once, before anything else is sent, and the answers typed stay', async () => {
    const browser = parvis.browser()
    const { at } = await beginForm(browser)
    await browser.post(`${at}/problem/sauver`, { size: 'large', details: 'Avant l’arrêt de bus' })
    const answer = await choose(browser, at, 'trou.jpg')
    assert.equal(answer.status, 200)
    assert.match(answer.field, /trou\.jpg/)
    const { body } = await browser.get(`${at}/problem`)
    assert.equal(fileIds(body).length, 1, 'after a closed tab it is there')
    assert.match(body, /value="large" checked/)
    assert.match(body, /Avant l’arrêt de bus/)
  })

  test('a picture keeps the name its sender gave; what it became is said, and a copy has its true extension', async () => {
    const browser = parvis.browser()
    const { at } = await beginForm(browser)
    const png = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#777' } })
      .png()
      .toBuffer()
    const answer = await choose(browser, at, 'trou.png', png)
    assert.match(answer.field, /trou\.png/)
    assert.doesNotMatch(answer.field, /trou\.jpg/)
    assert.match(answer.field, /enregistré en JPEG/)
    const [id] = await held(browser, at)
    const shown = await browser.get(`/fichiers/${id}`)
    assert.equal(shown.headers['content-type'], 'image/jpeg')
    assert.match(String(shown.headers['content-disposition']), /filename="trou\.jpg"/)
  })

  test('a file is read in parts, by whoever may read it alone', async () => {
    const browser = parvis.browser()
    const { at } = await beginForm(browser)
    await choose(browser, at, 'trou.jpg')
    const [id] = await held(browser, at)
    const ask = (headers: Record<string, string> = {}) => browser.get(`/fichiers/${id}`, headers)
    const whole = await ask()
    const size = whole.rawPayload.length
    assert.deepEqual(
      [whole.statusCode, whole.headers['accept-ranges'], whole.headers['content-length']],
      [200, 'bytes', String(size)],
    )
    const part = await ask({ range: 'bytes=10-19' })
    assert.deepEqual(
      [part.statusCode, part.headers['content-range'], part.headers['content-length']],
      [206, `bytes 10-19/${size}`, '10'],
    )
    sameBytes(part.rawPayload, whole.rawPayload.subarray(10, 20))
    const etag = String(whole.headers.etag)
    sameBytes((await ask({ range: 'bytes=-5', 'if-range': etag })).rawPayload, whole.rawPayload.subarray(-5))
    assert.equal((await ask({ range: 'bytes=-5', 'if-range': '"autre"' })).statusCode, 200)
    const past = await ask({ range: `bytes=${size}-` })
    assert.deepEqual([past.statusCode, past.headers['content-range']], [416, `bytes */${size}`])
    assert.equal((await parvis.browser().get(`/fichiers/${id}`, { range: 'bytes=0-1' })).statusCode, 404)
  })

  test('a page never saved yet gets its draft by its first file, and stays to be filled', async () => {
    const browser = parvis.browser()
    const { at, draft } = await beginForm(browser)
    await choose(browser, at, 'trou.jpg')
    assert.ok((await browser.get('/brouillons')).body.includes(draft))
    assert.equal((await browser.get(`${at}/verifier`)).statusCode, 303, 'nothing is skipped')
  })

  test('signed in, another device shows the file and its picture', async () => {
    const phone = await parvis.signedInAs('habitante@parvis.example')
    const { at } = await beginForm(phone)
    await choose(phone, at, 'trou.jpg')
    const computer = await parvis.signedInAs('habitante@parvis.example')
    const [id] = await held(computer, at)
    assert.ok(id)
    assert.equal((await computer.get(`/fichiers/${id}/vignette`)).statusCode, 200)
  })

  test('a wrong file is refused with its sentence, and nothing is attached', async () => {
    const browser = parvis.browser()
    const { at } = await beginForm(browser)
    const answer = await choose(browser, at, 'vide.jpg', Buffer.alloc(0))
    assert.equal(answer.status, 422)
    assert.match(answer.problems[0] ?? '', /vide\.jpg.*est vide/)
    assert.deepEqual(await held(browser, at), [])
  })

  test('the fourth file finds no room, and is not kept anywhere', async () => {
    const browser = parvis.browser()
    const { at } = await beginForm(browser)
    for (const name of ['a.jpg', 'b.jpg', 'c.jpg']) await choose(browser, at, name)
    const before = await stored()
    const answer = await choose(browser, at, 'd.jpg')
    assert.equal(answer.status, 422)
    assert.match(answer.problems[0] ?? '', /3 fichiers au plus/)
    assert.equal((await held(browser, at)).length, 3)
    assert.equal(await stored(), before)
  })

  test('a file taken away is gone for good, and nobody takes away another’s', async () => {
    const browser = parvis.browser()
    const { at } = await beginForm(browser)
    await choose(browser, at, 'trou.jpg')
    const [id = ''] = await held(browser, at)
    const stranger = parvis.browser()
    const { at: other } = await beginForm(stranger)
    assert.equal((await stranger.post(`${other}/problem/fichiers`, { remove: id })).statusCode, 422)
    assert.equal((await stranger.post(`${at}/problem/fichiers`, { remove: id })).statusCode, 404)
    assert.deepEqual(await held(browser, at), [id])
    const done = await browser.post(`${at}/problem/fichiers`, { remove: id })
    assert.equal(done.statusCode, 200)
    assert.deepEqual(await held(browser, at), [])
    assert.equal((await browser.get(`/fichiers/${id}`)).statusCode, 404)
  })

  test('a draft that was sent takes no file any more', async () => {
    const browser = parvis.browser()
    const { at } = await beginForm(browser)
    const page = 'place-adresse'
    await browser.post(`${at}/place`, {
      [page]: '1, rue des Lilas',
      'place-commune': '69283',
      place_kind: 'street',
      lane: 'road',
    })
    await browser.post(`${at}/problem`, { size: 'medium', details: '' })
    await browser.post(`${at}/contact`, { name: 'Lucette', email: 'lucette@courriel.example' })
    await browser.post(`${at}/envoyer`, {})
    const before = await stored()
    const reply = await browser.upload(`${at}/problem/fichiers`, {}, [
      { field: 'photos', name: 'tard.jpg', bytes: await photo() },
    ])
    assert.equal(reply.statusCode, 409)
    assert.equal(await stored(), before)
  })
})
