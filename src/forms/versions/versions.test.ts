// Published forms on a real PostgreSQL: versions never change.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { compare, publishAll } from '#definitions'
import { anonymous, system } from '#platform/actor.ts'
import { type Database, openDatabase } from '#platform/db/db.ts'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import type { Field, FormDefinition } from '../definition/definition.ts'
import { FORM, formVersion } from './kind.ts'

let database: TestDatabase
let db: Database
describe('versions of forms', () => {
  before(async () => {
    database = await testDatabase()
    db = openDatabase(database.urls, () => new Date('2026-11-23T13:38:00Z'), {}, 4)
  })
  after(async () => {
    await db.close()
    await database.drop()
  })

  const form = (title: string): FormDefinition => ({
    id: 'essai',
    title,
    pages: [
      { id: 'p', title: 'P', fields: [{ id: 'place', type: 'location', label: 'Où ?', role: 'place' }] },
    ],
  })

  const publish = (body: FormDefinition) =>
    db.write(system, (tx) =>
      publishAll(tx, { definitions: [FORM], gates: [], retention: [], effects: [] }, [
        { kind: FORM, id: 'essai', body },
      ]),
    )

  test('a version is new only when the form changed, and the old one stays as it was', async () => {
    const numbers = async (title: string) =>
      (await publish(form(title))).changed.map(({ version }) => version)
    assert.deepEqual(await numbers('Un'), [1])
    assert.deepEqual(await numbers('Un'), [])
    assert.deepEqual(await numbers('Deux'), [2])
    const read = (version: number) => db.read(anonymous(), (tx) => formVersion(tx, 'essai', version))
    assert.equal((await read(1)).title, 'Un')
    assert.equal((await read(2)).title, 'Deux')
    const change = db.write(system, (tx) =>
      tx.q
        .updateTable('definitions.version')
        .set({ body: JSON.stringify(form('Trois')) })
        .where('id', '=', 'essai')
        .execute(),
    )
    await assert.rejects(change, /never changes/)
  })

  test('what changed between two of them reads as sentences, conditions too', () => {
    const [place] = form('Un').pages[0]?.fields ?? []
    assert.ok(place)
    const choices = [
      { value: 'road', label: 'La chaussée' },
      { value: 'path', label: 'Le trottoir' },
    ]
    const asking = (where: string): FormDefinition => {
      const what: Field = { id: 'what', type: 'single-choice', label: 'Quoi ?', choices }
      const deep: Field = {
        ...{ id: 'deep', type: 'short-text', label: 'Quelle profondeur ?' },
        showIf: { op: 'is', of: 'what', value: where },
      }
      return { ...form('Un'), pages: [{ id: 'p', title: 'P', fields: [place, what, deep] }] }
    }
    const said = compare(FORM, asking('road'), asking('path')).join(' ')
    assert.match(said, /Quelle profondeur/)
    assert.match(said, /Le trottoir/)
  })

  test('a faulty form is not published', async () => {
    const faulty = { ...form('Faux'), pages: [{ id: 'p', title: 'P', fields: [] }] }
    const { changed, refused } = await publish(faulty)
    assert.deepEqual(changed, [])
    assert.match(refused[0]?.problems[0]?.sentence ?? '', /Aucune question ne demande le lieu/)
  })
})
