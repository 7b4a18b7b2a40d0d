// A space under many hands: nothing waits for itself, what comes second is told, no folder ends in itself, an archive keeps all.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import sharp from 'sharp'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { openSpace } from './record/write.ts'

const [ADMIN, MEMBER] = ['admin@parvis.example', 'voirie@parvis.example']

describe('a space under many hands', () => {
  let parvis: TestApp
  let owner: pg.Client
  let member: TestBrowser
  let metropolis = 0
  let space = 0
  let at = ''
  before(async () => {
    parvis = await createTestApp()
    owner = new pg.Client({ connectionString: parvis.ownerUrl })
    await owner.connect()
    const found = await owner.query<{ id: number }>(
      `select id from territory.authority where level = 'metropolis'`,
    )
    metropolis = found.rows[0]?.id ?? 0
    space = await parvis.db.write(await parvis.actor(ADMIN), (tx) =>
      openSpace(
        tx,
        {
          ...{ authorityId: metropolis, kind: 'project', name: 'Essai des documents', bodyId: null },
          ...{ purpose: 'Des documents.', presentation: '', joining: 'invited' },
        },
        [{ kind: 'workplace', holderId: metropolis, heldAs: null, role: 'contributor' }],
        [],
      ),
    )
    at = `/espaces/${space}`
    member = await parvis.signedInAs(MEMBER)
  })
  after(async () => {
    await owner.end()
    await parvis.close()
  })

  const picture = () =>
    sharp({ create: { width: 60, height: 40, channels: 3, background: '#888' } })
      .png()
      .toBuffer()
  const file = async (names: readonly string[], query = '') => {
    const bytes = await picture()
    const sent = await member.upload(
      `${at}/documents/depot${query}`,
      {},
      names.map((name) => ({ field: 'files', name, bytes })),
    )
    assert.equal(sent.statusCode, 303, sent.body.slice(-600))
  }
  const idsOf = async (table: 'folder' | 'document', name: string): Promise<number[]> =>
    (
      await owner.query<{ id: number }>(
        `select id from spaces.${table} where space_id = $1 and name = $2 order by id`,
        [space, name],
      )
    ).rows.map(({ id }) => id)
  const folder = async (name: string, parent: number | null = null): Promise<number> => {
    const made = await member.post(`${at}/documents/dossier${parent === null ? '' : `?dossier=${parent}`}`, {
      name,
    })
    assert.equal(made.statusCode, 303, made.body.slice(-600))
    return (await idsOf('folder', name)).at(-1) ?? 0
  }
  const move = (id: number, name: string, parent: number) =>
    member.post(`${at}/dossiers/${id}`, { name, folder: String(parent), act: 'keep' })

  test('as many copies at once as there are connections wait for nobody', async () => {
    await file(['plan.png'])
    const [plan] = await idsOf('document', 'plan.png')
    const [one, other] = [await folder('Un'), await folder('Deux')]
    const copy = (n: number) =>
      member.post(`${at}/documents/${plan}/copie`, { folder: String(n % 2 ? one : other) })
    // What the same machine takes for six, one after the other, at the same time of the same run.
    const before = performance.now()
    for (let n = 0; n < 6; n += 1) assert.equal((await copy(n)).statusCode, 303)
    const begun = performance.now()
    const all = await Promise.all(Array.from({ length: 24 }, (_, n) => copy(n)))
    assert.deepEqual(new Set(all.map(({ statusCode }) => statusCode)), new Set([303]))
    const [alone, together] = [begun - before, performance.now() - begun]
    assert.ok(together < 3 * 4 * alone, `${together} ms for 24 at once, ${alone} ms for six one by one`)
  })

  test('two folders moved into each other at once: one of them stays where it was', async () => {
    for (let n = 0; n < 6; n += 1) {
      const [one, other] = [await folder(`Nord ${n}`), await folder(`Sud ${n}`)]
      const moved = await Promise.all([move(one, `Nord ${n}`, other), move(other, `Sud ${n}`, one)])
      assert.deepEqual(
        moved.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b),
        [303, 422],
      )
    }
  })

  test('a folder takes those below it no deeper than five', async () => {
    let [deep, high] = [await folder('A1'), await folder('B1')]
    for (const n of [2, 3]) deep = await folder(`A${n}`, deep)
    const top = high
    for (const n of [2, 3]) high = await folder(`B${n}`, high)
    const refused = await move(top, 'B1', deep)
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /plus de cinq de profondeur/)
  })

  test('a folder that is removed while something is filed in it loses nothing that was acknowledged', async () => {
    const bytes = await picture()
    for (let n = 0; n < 5; n += 1) {
      const here = await folder(`Vide ${n}`)
      const [sent, removed] = await Promise.all([
        member.upload(`${at}/documents/depot?dossier=${here}`, {}, [
          { field: 'files', name: `course-${n}.png`, bytes },
        ]),
        (async () => {
          for (let tries = 0; tries < 8; tries += 1) {
            const gone = await member.post(`${at}/dossiers/${here}`, { name: 'x', folder: '', act: 'remove' })
            if (gone.statusCode === 303) return 303
          }
          return 422
        })(),
      ])
      const kept = (await idsOf('document', `course-${n}.png`)).length
      assert.deepEqual(
        [sent.statusCode === 303, removed === 303],
        [kept === 1, kept === 0],
        `${sent.statusCode}`,
      )
    }
  })

  test('an archive has each document once under a name of its own', async () => {
    const here = await folder('Archive')
    await file(['carte.png', 'note.png'], `?dossier=${here}`)
    const [note] = await idsOf('document', 'note.png')
    const renamed = await member.post(`${at}/documents/${note}/modifier`, {
      ...{ name: 'CARTE', folder: String(here) },
      version: (await owner.query('select version from spaces.document where id = $1', [note])).rows[0]
        .version,
    })
    assert.equal(renamed.statusCode, 303, renamed.body.slice(-600))
    const archive = await member.get(`${at}/documents/archive?dossier=${here}`)
    const names = [...archive.body.matchAll(/PK\u0001\u0002[^]{42}([^]*?\.png)/g)].map(([, name]) => name)
    assert.deepEqual(new Set(names), new Set(['CARTE.png', 'carte (2).png']))
  })

  test('a meeting and a task changed twice at once: the second reads what the first wrote', async () => {
    const meeting = { title: 'Point', on: '2026-12-03', from: '9 h', to: '', place: '', text: '' }
    assert.equal((await member.post(`${at}/agenda/nouvelle`, meeting)).statusCode, 303)
    assert.equal(
      (await member.post(`${at}/taches/nouvelle`, { title: 'Relire', who: '', due: '' })).statusCode,
      303,
    )
    const id = async (table: string) =>
      (await owner.query(`select max(id) as id from spaces.${table}`)).rows[0].id
    const change = {
      [`${at}/agenda/${await id('meeting')}/modifier`]: { ...meeting, act: 'keep' },
      [`${at}/taches/${await id('task')}`]: { title: 'Relire', who: '', due: '', state: 'open' },
    }
    for (const [url, said] of Object.entries(change)) {
      const both = await Promise.all(
        ['une', 'autre'].map((word) =>
          member.post(url, { ...said, title: `${said.title} ${word}`, version: '1' }),
        ),
      )
      assert.deepEqual(
        both.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b),
        [303, 409],
        url,
      )
    }
  })

  test('whoever keeps it is named nobody for what is done in it, and who asks is answered in their own space', async () => {
    const admin = await parvis.signedInAs(ADMIN)
    const keeping = `/administration/espaces/${space}/modifier`
    const typed = {
      ...{ name: 'Essai des documents', purpose: 'Des documents.', presentation: '' },
      ...{ joining: 'asked', quota: '500', version: '0' },
    }
    await file(['dernier.png'])
    const outdated = await admin.post(keeping, typed)
    assert.equal(outdated.statusCode, 409, outdated.body.slice(-900))
    const author = (await owner.query('select name from accounts.person where email = $1', [MEMBER])).rows[0]
    assert.doesNotMatch(outdated.body, new RegExp(author.name))
    const other = await parvis.db.write(await parvis.actor(ADMIN), (tx) =>
      openSpace(
        tx,
        {
          ...{ authorityId: metropolis, kind: 'project', name: 'Un autre essai', bodyId: null },
          ...{ purpose: 'Autre chose.', presentation: '', joining: 'asked' },
        },
        [],
        [],
      ),
    )
    assert.equal((await member.post(`/espaces/${other}/entrer`, { word: '' })).statusCode, 303)
    const asking = (await owner.query('select id from spaces.asking where space_id = $1', [other])).rows[0].id
    const answered = (of: number) =>
      admin.post(`/administration/espaces/${of}/demandes/${asking}`, { answer: 'reader' })
    assert.equal((await answered(space)).statusCode, 404)
    assert.equal((await answered(other)).statusCode, 303)
  })

  test('whoever is not in it learns from no refusal who is', async () => {
    const outsider = await parvis.actor('agent.bron@parvis.example')
    const entrust = (email: string) =>
      parvis.db
        .write(outsider, async (tx) => {
          const { rows } = await owner.query('select id from accounts.person where email = $1', [email])
          await sql`insert into spaces.task (space_id, title, assignee_id) values (${space}, 'Essai', ${rows[0].id})`.execute(
            tx.q,
          )
        })
        .catch((error: Error) => error.message)
    for (const email of [MEMBER, 'habitante@parvis.example'])
      assert.match(String(await entrust(email)), /row-level security/, email)
  })
})
