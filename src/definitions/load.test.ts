// Files of definitions: published by difference, kept back with the file at fault, withdrawn with their file.
import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { system } from '#platform/actor.ts'
import { type Database, openDatabase } from '#platform/db/db.ts'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { draft, edit, publish } from './drafts.ts'
import { definitionReader } from './files.ts'
import { publishFiled, readFiled } from './load.ts'
import { archive } from './publish.ts'
import { house } from './songs.fixture.ts'
import { live } from './store.ts'

describe('files of definitions', () => {
  let database: TestDatabase
  let db: Database
  let folder: string
  before(async () => {
    database = await testDatabase()
    db = openDatabase(database.urls, () => new Date('2026-11-23T13:38:00Z'), {}, 2)
    folder = await mkdtemp(join(tmpdir(), 'parvis-songs-'))
    for (const kind of ['songs', 'albums']) await mkdir(join(folder, kind))
  })
  after(async () => {
    await db.close()
    await database.drop()
    await rm(folder, { recursive: true })
  })

  const file = (name: string, content: unknown) =>
    writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
  const song = (id: string, ...verses: string[]) => file(`songs/${id}.json`, { id, verses })
  const album = (id: string, ...songs: string[]) => file(`albums/${id}.json`, { id, songs })
  async function load(): Promise<{ published: string[]; problems: readonly string[] }> {
    const reader = definitionReader(folder)
    const published = await db.write(system, async (tx) =>
      publishFiled(tx, house, await readFiled(tx, house, reader), reader),
    )
    return { published, problems: reader.problems }
  }

  test('are published in the order of kinds; read again, they change nothing', async () => {
    await Promise.all([album('one', 'a', 'b'), song('a', 'la'), song('b', 'lo')])
    const published = ['chanson a (version 1)', 'chanson b (version 1)', 'album one (version 1)']
    assert.deepEqual(await load(), { published, problems: [] })
    assert.deepEqual(await load(), { published: [], problems: [] })
  })

  test('are kept back with what is wrong: their name, their shape, what they say', async () => {
    await file('songs/c.json', { id: 'z', verses: ['la'] })
    await file('songs/d.json', '{')
    await file('songs/e.json', { id: 'e', verses: 3 })
    await song('f')
    await song('g', 'la')
    const { published, problems } = await load()
    assert.deepEqual(published, ['chanson g (version 1)'])
    assert.deepEqual(
      // In the words of the library, which others of this process may set.
      problems.map((text) => text.replace(/(songs\/e.json, verses) : .*/, '$1 : …')),
      [
        'songs/d.json : ce fichier n’est pas du JSON.',
        'songs/e.json, verses : …',
        'songs/c.json : ce fichier doit porter le nom de sa chanson, z.json.',
        'songs/f.json, verses : Elle n’a pas de couplet.',
      ],
    )
    for (const name of ['c', 'd', 'e', 'f']) await unlink(join(folder, `songs/${name}.json`))
    await file('albums/x.json', { id: 'y', songs: [] })
    assert.deepEqual((await load()).problems, [
      'albums/x.json : ce fichier doit porter le nom de son album, y.json.',
    ])
    await unlink(join(folder, 'albums/x.json'))
  })

  test('go together when their kind says so: one that is refused keeps the others back', async () => {
    await album('one', 'a')
    await album('two', 'nowhere')
    const refused = { published: [], problems: ['albums/two.json, nowhere : nowhere n’existe pas.'] }
    assert.deepEqual(await load(), refused)
    await album('two', 'g')
    assert.deepEqual((await load()).published, ['album one (version 2)', 'album two (version 1)'])
  })

  test('take with them what their kind withdraws, unless something needs it; a wrong file is still a file', async () => {
    await unlink(join(folder, 'songs/g.json'))
    assert.deepEqual(await load(), {
      published: [],
      problems: ['songs/g.json : ce fichier a disparu, mais un album la contient.'],
    })
    await file('songs/b.json', '{')
    await album('two')
    assert.deepEqual(await load(), {
      published: ['chanson g (retirée)', 'album two (version 2)'],
      problems: ['songs/b.json : ce fichier n’est pas du JSON.'],
    })
    await unlink(join(folder, 'albums/two.json'))
    assert.deepEqual((await load()).published, [], 'albums stay')
  })

  test('leave what was changed here, and say so, until it is forced by its name: then it is the files’ again', async () => {
    const SONG = house.definitions[0] ?? assert.fail()
    const name = { kind: SONG, id: 'kept' }
    const verses = () =>
      db.read(system, async (tx) => (await live(tx, SONG)).find(({ id }) => id === name.id)?.body)
    const loaded = async (...forced: string[]) => {
      const reader = definitionReader(folder)
      return db.write(system, async (tx) => {
        const filed = await readFiled(tx, house, reader, new Set(forced))
        return { published: await publishFiled(tx, house, filed, reader), left: filed.left }
      })
    }
    await song('kept', 'du fichier')
    await loaded()
    await db.write(system, async (tx) => {
      await draft(tx, name)
      await edit(tx, name, [{ do: 'set', at: ['verses'], to: ['de l’écran'] }])
      await publish(tx, house, [name])
    })
    await song('kept', 'du fichier, changé')
    const left = ['chanson kept : changée hors des fichiers, laissée telle quelle.']
    assert.deepEqual(await loaded(), { published: [], left })
    assert.deepEqual(await loaded('chanson/kept', 'song/other'), { published: [], left })
    assert.deepEqual(await verses(), { id: 'kept', verses: ['de l’écran'] })
    assert.deepEqual(await loaded('song/kept'), { published: ['chanson kept (version 3)'], left: [] })
    assert.deepEqual(await verses(), { id: 'kept', verses: ['du fichier, changé'] })
    await song('kept', 'encore')
    assert.deepEqual(await loaded(), { published: ['chanson kept (version 4)'], left: [] })
    // Withdrawn here, it comes back in the same way only.
    await db.write(system, (tx) => archive(tx, house, name))
    assert.deepEqual((await loaded()).left, ['chanson kept : retirée hors des fichiers, laissée ainsi.'])
    assert.deepEqual(await loaded('song/kept'), { published: ['chanson kept (version 5)'], left: [] })
    // What was made here and has no file stays, even forced.
    await db.write(system, async (tx) => {
      await draft(tx, { kind: SONG, id: 'ours' }, { id: 'ours', verses: ['la'] })
      await publish(tx, house, [{ kind: SONG, id: 'ours' }])
    })
    assert.deepEqual(await loaded('song/ours'), { published: [], left: [] })
  })
})
