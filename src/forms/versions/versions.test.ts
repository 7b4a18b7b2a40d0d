// Published forms and drafts on a real PostgreSQL: versions never change, drafts are their person's alone.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { publishAll } from '#definitions'
import { anonymous, system } from '#platform/actor.ts'
import { type Database, openDatabase } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import type { FormDefinition } from '../definition/definition.ts'
import { draftOrNew, dropDraft, findDraft, listDrafts, markSubmitted, saveDraft } from '../drafts/drafts.ts'
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

  test('a faulty form is not published', async () => {
    const faulty = { ...form('Faux'), pages: [{ id: 'p', title: 'P', fields: [] }] }
    const { changed, refused } = await publish(faulty)
    assert.deepEqual(changed, [])
    assert.match(refused[0]?.problems[0]?.sentence ?? '', /Aucune question ne demande le lieu/)
  })

  const draftOf = (id: string) => ({
    id,
    serviceSlug: 's',
    serviceVersion: 1,
    formId: 'essai',
    formVersion: 1,
  })

  test('a draft keeps what was typed, right or wrong, for its visitor alone', async () => {
    const [mine, other] = [anonymous(randomUUID()), anonymous(randomUUID())]
    const id = randomUUID()
    const raw = { place: { '-commune': '', '-adresse': 'devant l’école' } }
    await db.write(mine, (tx) => saveDraft(tx, draftOf(id), {}, raw))
    assert.deepEqual((await db.read(mine, (tx) => findDraft(tx, id)))?.answers, { answers: {}, raw })
    assert.equal(await db.read(other, (tx) => findDraft(tx, id)), undefined)
    await assert.rejects(
      db.read(other, (tx) => draftOrNew(tx, id)),
      NotFound,
    )
    await assert.rejects(
      db.write(other, (tx) => saveDraft(tx, draftOf(id), {}, {})),
      NotFound,
    )
    await db.write(other, (tx) => dropDraft(tx, id))
    assert.equal((await db.read(mine, listDrafts)).length, 1)
    assert.deepEqual(await db.read(other, listDrafts), [])
    assert.equal(
      await db.read(other, (tx) => draftOrNew(tx, randomUUID())),
      undefined,
      'a free id may be begun',
    )
  })

  test('a draft that was sent is left as it is, and keeps no copy of the answers', async () => {
    const mine = anonymous(randomUUID())
    const id = randomUUID()
    const raw = { place: { '-adresse': 'ici' } }
    await db.write(mine, (tx) => saveDraft(tx, draftOf(id), {}, raw))
    await db.write(mine, (tx) => markSubmitted(tx, id))
    await db.write(mine, (tx) => saveDraft(tx, draftOf(id), {}, { place: { '-adresse': 'là' } }))
    await db.write(mine, (tx) => dropDraft(tx, id))
    const draft = await db.read(mine, (tx) => findDraft(tx, id))
    assert.deepEqual(draft?.answers, { answers: {}, raw: {} })
    assert.notEqual(draft?.submittedAt, null)
    assert.deepEqual(await db.read(mine, listDrafts), [])
  })

  test('the id of another service’s draft is not taken over', async () => {
    const mine = anonymous(randomUUID())
    const id = randomUUID()
    await db.write(mine, (tx) => saveDraft(tx, draftOf(id), {}, {}))
    await assert.rejects(
      db.write(mine, (tx) => saveDraft(tx, { ...draftOf(id), serviceSlug: 'autre' }, {}, {})),
      NotFound,
    )
  })
})
