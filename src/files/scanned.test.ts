// Whatever lets a file in has it scanned where an antivirus is configured: what is infected, or could not be scanned, is kept by nobody.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import sharp from 'sharp'
import { openSpace } from '#spaces'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { odt, pdf } from '#test/documents.ts'

const root = join(import.meta.dirname, '../..')

describe('what is sent', () => {
  let parvis: TestApp
  let owner: pg.Client
  let antivirus: Server
  let admin: TestBrowser
  let [space, slug] = ['', '']
  /** Files that came to it. */
  let scanned = 0
  before(async () => {
    antivirus = createServer((socket) => {
      socket.on('error', () => {})
      let last = Buffer.alloc(0)
      socket.on('data', (part) => {
        last = Buffer.concat([last, part]).subarray(-4)
        // A piece of no length ends what is sent.
        if (socket.writableEnded || !last.equals(Buffer.alloc(4))) return
        scanned += 1
        socket.end('stream: Essai FOUND\0')
      })
    }).listen(0, '127.0.0.1')
    await once(antivirus, 'listening')
    const { port } = antivirus.address() as AddressInfo
    parvis = await createTestApp({ env: { PARVIS_CLAMD: `127.0.0.1:${port}` } })
    owner = new pg.Client({ connectionString: parvis.ownerUrl })
    await owner.connect()
    admin = await parvis.signedInAs('admin@parvis.example')
    const actor = await parvis.actor('admin@parvis.example')
    const { rows } = await owner.query(`select id, slug from territory.authority where level = 'metropolis'`)
    slug = rows[0].slug
    const id = await parvis.db.write(actor, (tx) =>
      openSpace(
        tx,
        {
          ...{ authorityId: rows[0].id as number, kind: 'project', name: 'Essai', bodyId: null },
          ...{ purpose: 'Essai.', presentation: '', joining: 'invited' },
        },
        [],
      ),
    )
    await owner.query(
      `insert into spaces.admission (space_id, kind, person_id, role) values ($1, 'person', $2, 'moderator')`,
      [id, actor.personId],
    )
    space = `/espaces/${id}`
  })
  after(async () => {
    await owner.end()
    await parvis.close()
    antivirus.close()
  })

  const photo = () =>
    sharp({ create: { width: 9, height: 9, channels: 3, background: '#888' } })
      .png()
      .toBuffer()

  /** Each way in: its address, the field, what else is typed, the file. */
  async function ways() {
    const [picture, paper] = [await photo(), await pdf(['Un texte'])]
    const topic = await admin.post(`${space}/sujets/nouveau`, { title: 'Un sujet', message: 'Un message.' })
    const talk = String(topic.headers.location)
    return [
      ['a document of a space', `${space}/documents/depot`, 'files', {}, 'plan.pdf', paper],
      ['an office document', `${space}/documents/depot`, 'files', {}, 'plan.odt', odt(['Un texte'])],
      ['a text', `${space}/documents/depot`, 'files', {}, 'plan.txt', Buffer.from('Un texte')],
      ['a message in a space', talk, 'files', { message: 'Voici.' }, 'plan.pdf', paper],
      [
        ...['a picture of the library', '/administration/images/nouvelle', 'image'],
        ...[{ authority: slug }, 'vue.png', picture],
      ],
    ] as [
      what: string,
      at: string,
      field: string,
      values: Record<string, string>,
      name: string,
      bytes: Buffer,
    ][]
  }

  test('is scanned by each way in, refused beside its field, and kept by none', async () => {
    const kept = async () =>
      (await owner.query('select count(*)::int as n from files.file')).rows[0].n as number
    const before = await kept()
    for (const [what, at, field, values, name, bytes] of await ways()) {
      const already = scanned
      const reply = await admin.upload(at, values, [{ field, name, bytes }])
      assert.equal(scanned, already + 1, what)
      assert.equal(reply.statusCode, 422, what)
      assert.match(reply.body, /L’antivirus a trouvé un programme dangereux/, what)
      assert.equal(await kept(), before, what)
    }
    antivirus.close()
    for (const [what, at, field, values, name, bytes] of await ways()) {
      const reply = await admin.upload(at, values, [{ field, name, bytes }])
      assert.match(reply.body, /ne peut pas être vérifié par l’antivirus/, what)
      assert.equal(await kept(), before, what)
    }
  })

  test('comes in by one place, which scans: nobody else takes a file', () => {
    const takers = globSync('src/**/*.ts', { cwd: root }).filter(
      (path) =>
        !path.endsWith('.test.ts') &&
        /\baccept(?:Upload|Stream)\b/.test(readFileSync(join(root, path), 'utf8')),
    )
    assert.deepEqual(takers.toSorted(), ['src/files/upload.ts', 'src/platform/files/inspect.ts'])
  })
})
