// Hostile and unlucky files through the form of a service: each gets its sentence beside the field, and costs nothing else.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { system } from '#platform/actor.ts'
import { filesOf } from '#files'
import { diskStore } from '#platform/files/store/disk.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { beginForm, sendForm } from '#test/apply.ts'

const plain = (text: string) => text.replace(/&nbsp;|[\u00a0\u202f]/g, ' ')
/** A line each. */
const saidBeside = (body: string) =>
  [...(/id="photos-erreur"[^>]*>(.*?)<\/(?:p|ul)>/s.exec(body)?.[1]?.matchAll(/<span>(.*?)<\/span>/gs) ?? [])]
    .map(([, said = '']) => plain(said))
    .join('\n')
const fileIds = (body: string) =>
  [...body.matchAll(/name="remove" value="([0-9a-f-]{36})"/g)].map(([, id]) => id ?? '')

/** A phone's picture: it says where it was taken, and by what. */
const photo = () =>
  sharp({ create: { width: 90, height: 60, channels: 3, background: '#777' } })
    .jpeg()
    .withExif({
      IFD0: { Make: 'CANARI-APPAREIL' },
      IFD3: { GPSLatitude: '45/1 44/1 0/1', GPSLatitudeRef: 'N' },
    })
    .toBuffer()

function pngPart(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind), data])
  const size = Buffer.alloc(4)
  size.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([size, body, check])
}

/** A PNG of 50,000 x 50,000 pixels in a few bytes: 10 GB once drawn. */
function hugePng(): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(50_000, 0)
  header.writeUInt32BE(50_000, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const parts = [
    pngPart('IHDR', header),
    pngPart('IDAT', deflateSync(Buffer.alloc(1000))),
    pngPart('IEND', Buffer.alloc(0)),
  ]
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts])
}

const wrongFiles: [name: string, bytes: () => Buffer, sentence: RegExp][] = [
  ['vide.jpg', () => Buffer.alloc(0), /est vide/],
  ['immense.png', hugePng, /trop grande : 50 millions de pixels au plus/],
  [
    'dessin.svg',
    () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    /SVG ne sont pas acceptés/,
  ],
  ['archive.zip', () => Buffer.from('504b0304140000000800', 'hex'), /archive/],
  [
    'rapport.pdf',
    () => Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n'),
    /type de fichier n’est pas accepté ici/,
  ],
  ['programme.jpg', () => Buffer.from('MZ\u0090\u0000 un programme'), /type de fichier n’est pas accepté/],
  ['lourd.jpg', () => Buffer.alloc(11 * 1024 * 1024, 0xff), /trop lourd : 10 Mo au plus/],
  ['tres-lourd.jpg', () => Buffer.alloc(13 * 1024 * 1024, 0xff), /trop lourd : 10 Mo au plus/],
]

describe('files of a form', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  const send = (browser: TestBrowser, at: string, files: { name: string; bytes: Buffer }[]) =>
    browser.upload(
      `${at}/problem`,
      { size: 'large', details: 'Avant l’arrêt de bus' },
      files.map((file) => ({ field: 'photos', ...file })),
    )

  for (const [name, bytes, sentence] of wrongFiles) {
    test(`${name} is refused with its own sentence, and costs nothing else`, async () => {
      const browser = parvis.browser()
      const { at } = await beginForm(browser)
      await browser.post(`${at}/place`, {
        'place-commune': '69283',
        'place-adresse': '1, rue des Lilas',
        place_kind: 'street',
      })
      const reply = await send(browser, at, [
        { name: 'trou.jpg', bytes: await photo() },
        { name, bytes: bytes() },
      ])
      assert.equal(reply.statusCode, 422)
      assert.match(plain(reply.body), /<title>Erreur – Étape 2 sur 4/)
      assert.match(saidBeside(reply.body), sentence)
      assert.match(saidBeside(reply.body), new RegExp(`^${name.replace('.', '\\.')} : `))
      assert.match(reply.body, /<a href="#photos">/)
      assert.match(reply.body, /value="large" checked/)
      assert.match(reply.body, /Avant l’arrêt de bus/)
      assert.equal(fileIds(reply.body).length, 1, 'the right file is kept')
      assert.match(reply.body, /trou\.jpg/)
    })
  }

  test('files: the right ones are kept, each wrong one has its sentence, any may be taken away', async () => {
    const browser = parvis.browser()
    const { at } = await beginForm(browser)
    const jpeg = await photo()
    const mixed = await browser.upload(`${at}/problem`, { size: 'small' }, [
      { field: 'photos', name: 'trou.jpg', bytes: jpeg },
      { field: 'photos', name: 'vide.jpg', bytes: Buffer.alloc(0) },
      { field: 'photos', name: 'virus.jpg', bytes: Buffer.from('MZ not a picture at all') },
      { field: 'nowhere', name: 'autre.jpg', bytes: jpeg },
    ])
    assert.equal(mixed.statusCode, 422)
    const said = saidBeside(mixed.body)
    assert.equal(said.split('\n').length, 2, 'a line each')
    assert.match(said, /vide\.jpg.*Ce fichier est vide/)
    assert.match(said, /virus\.jpg.*type de fichier/)
    assert.match(mixed.body, /trou\.jpg/)
    assert.match(mixed.body, /value="small" checked/)
    const ids = fileIds(mixed.body)
    assert.equal(ids.length, 1)
    const shown = await browser.get(`/fichiers/${ids[0]}`)
    assert.equal(shown.statusCode, 200)
    assert.equal(shown.headers['x-content-type-options'], 'nosniff')
    assert.match(String(shown.headers['content-security-policy']), /sandbox/)
    assert.equal((await browser.get(`/fichiers/${ids[0]}/vignette`)).headers['content-type'], 'image/webp')
    assert.equal((await parvis.browser().get(`/fichiers/${ids[0]}`)).statusCode, 404)
    assert.equal((await browser.get('/fichiers/nawak')).statusCode, 404)
    const typed = { size: 'small', details: 'Juste après l’arrêt de bus.' }
    const removed = await browser.post(`${at}/problem`, { ...typed, remove: ids[0] ?? '' })
    assert.equal(removed.statusCode, 200)
    assert.doesNotMatch(removed.body, /trou\.jpg/)
    assert.match(removed.body, /Juste après l’arrêt de bus/)
    const three = await browser.upload(
      `${at}/problem`,
      { size: 'small' },
      ['a', 'b', 'c', 'd'].map((name) => ({ field: 'photos', name: `${name}.jpg`, bytes: jpeg })),
    )
    assert.equal(three.statusCode, 422)
    assert.match(saidBeside(three.body), /^d\.jpg.*3.fichiers au plus/)
  })

  test('what is stored says neither where nor by what the picture was taken', async () => {
    const browser = parvis.browser()
    const { at } = await beginForm(browser)
    const original = await photo()
    assert.ok(original.includes('CANARI-APPAREIL'))
    await browser.upload(`${at}/problem`, { size: 'large' }, [
      { field: 'photos', name: 'trou.jpg', bytes: original },
    ])
    const [id = ''] = fileIds((await browser.get(`${at}/problem`)).body)
    const row = await parvis.db.read(system, (tx) =>
      tx.q.selectFrom('files.file').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    )
    const stream =
      (await diskStore(join(parvis.config.dataFolder, 'files')).get(row.storage_key)) ?? assert.fail()
    const chunks: Buffer[] = []
    for await (const chunk of stream) chunks.push(chunk as Buffer)
    const bytes = Buffer.concat(chunks)
    assert.equal((await sharp(bytes).metadata()).exif, undefined)
    assert.equal(bytes.includes('CANARI-APPAREIL'), false)
    assert.equal(createHash('sha256').update(bytes).digest('hex'), Buffer.from(row.sha256).toString('hex'))
  })

  test('a file is its owner’s, then of whoever may see the request', async () => {
    const browser = parvis.browser()
    const { at } = await sendForm(browser, {
      photos: [{ field: 'photos', name: 'trou.jpg', bytes: await photo() }],
    })
    const draftId = at.split('/').at(-1) ?? ''
    const id = await parvis.db.read(system, async (tx) => {
      const request = await tx.q
        .selectFrom('requests.request')
        .select('id')
        .where('draft_id', '=', draftId)
        .executeTakeFirstOrThrow()
      return (await filesOf(tx, { kind: 'request', id: request.id }))[0]?.fileId
    })
    const status = async (reader: TestBrowser) => (await reader.get(`/fichiers/${id}`)).statusCode
    assert.equal(await status(browser), 200)
    assert.equal(await status(parvis.browser()), 404)
    assert.equal(await status(await parvis.signedInAs('habitante@parvis.example')), 404)
    assert.equal(await status(await parvis.signedInAs('voirie@parvis.example')), 200, 'the unit that answers')
    assert.equal(
      await status(await parvis.signedInAs('agent.mions@parvis.example')),
      200,
      'the commune of the place',
    )
    assert.equal(await status(await parvis.signedInAs('agent.bron@parvis.example')), 404, 'another commune')
  })

  test('three files at most: the fourth is said, and the summary leads to what can be taken away', async () => {
    const browser = parvis.browser()
    const { at } = await beginForm(browser)
    const bytes = await photo()
    const known = () =>
      parvis.db.read(
        system,
        async (tx) => (await tx.q.selectFrom('files.file').select('id').execute()).length,
      )
    const before = await known()
    const full = await send(
      browser,
      at,
      ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name: `${name}.jpg`, bytes })),
    )
    assert.equal(full.statusCode, 422)
    assert.equal(await known(), before + 3)
    assert.match(saidBeside(full.body), /[de]\.jpg : 3 fichiers au plus/)
    assert.match(full.body, /id="photos"/, 'the link of the summary leads somewhere')
    const [first = ''] = fileIds(full.body)
    const less = await browser.post(`${at}/problem`, { size: 'large', remove: first })
    assert.equal(less.statusCode, 200)
    assert.equal(fileIds(less.body).length, 2)
    assert.equal((await browser.post(`${at}/problem`, { size: 'large' })).statusCode, 303)
  })

  test('taking one file away does not hide that another was refused', async () => {
    const browser = parvis.browser()
    const { at } = await beginForm(browser)
    const [id = ''] = fileIds(
      (
        await (async () => {
          await send(browser, at, [{ name: 'a.jpg', bytes: await photo() }])
          return browser.get(`${at}/problem`)
        })()
      ).body,
    )
    const reply = await browser.upload(`${at}/problem`, { size: 'large', remove: id }, [
      { field: 'photos', name: 'vide.jpg', bytes: Buffer.alloc(0) },
    ])
    assert.equal(reply.statusCode, 422)
    assert.match(saidBeside(reply.body), /vide\.jpg : Ce fichier est vide/)
    assert.equal(fileIds(reply.body).length, 0)
  })
})
