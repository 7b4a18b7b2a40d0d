// The register as administrators read it and take it away, as residents read it, and what it forbids to sites.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { system } from '#platform/actor.ts'
import { BadInput } from '#platform/errors.ts'
import { territory } from '#territory'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { requireProcessing } from './entry/gates.ts'

describe('the register', () => {
  let parvis: TestApp
  let bron: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    bron = await parvis.signedInAs('admin.bron@parvis.example')
  })
  after(() => parvis.close())

  test('is read by the administrators of any authority, and by no other', async () => {
    const { body } = await bron.get('/administration/registre')
    for (const words of [
      'Registre des traitements',
      'Compte du territoire',
      '/administration/registre/ecoles',
    ])
      assert.ok(body.includes(words), words)
    const entry = (await bron.get('/administration/registre/ecoles')).body
    for (const words of ['L. 131-5', 'Santé ou handicap', '24', 'Aucun transfert', 'Demandes closes'])
      assert.ok(entry.includes(words), words)
    assert.equal((await bron.get('/administration/registre/licorne')).statusCode, 404)
    const agent = await parvis.signedInAs('agent.bron@parvis.example')
    assert.equal((await agent.get('/administration/registre')).statusCode, 404)
    assert.equal((await agent.get('/administration/registre/export/json')).statusCode, 404)
  })

  test('is taken away whole: JSON, CSV and ODS say the same entries', async () => {
    const of = (format: string) => bron.get(`/administration/registre/export/${format}`)
    const json = JSON.parse((await of('json')).body) as { id: string; title: string; version: number }[]
    assert.ok(json.length > 25 && json.every(({ version }) => version === 1))
    const csv = await of('csv')
    assert.match(String(csv.headers['content-disposition']), /registre-des-traitements\.csv/)
    assert.ok(csv.body.startsWith('\uFEFF"Référence";"Nom du traitement";"Responsable du traitement"'))
    const ods = (await of('ods')).rawPayload.toString('utf8')
    for (const { id, title } of json) {
      assert.ok(csv.body.includes(`"${id}";"${title}"`), id)
      assert.ok(ods.includes(`<text:p>${id}</text:p>`), id)
    }
    assert.equal((await of('xls')).statusCode, 404)
  })

  test('is what residents read', async () => {
    const { body } = await parvis.browser().get('/donnees-personnelles')
    for (const words of [
      'Inscription à l’école, cantine',
      'code civil',
      'RGPD, article 6, 1, e',
      '/compte/donnees',
      '/donnees-personnelles/algorithmes',
    ])
      assert.ok(body.includes(words), words)
    assert.ok(Buffer.byteLength(body) < 100_000, String(Buffer.byteLength(body)))
    const algorithms = (await parvis.browser().get('/donnees-personnelles/algorithmes')).body
    assert.match(algorithms, /La règle la plus précise en vigueur l’emporte/)
    assert.match(algorithms, /répond \(/)
    assert.ok(Buffer.byteLength(algorithms) < 100_000, String(Buffer.byteLength(algorithms)))
  })

  const ask = (authority: string, sector: string, valueIds: string[]) =>
    parvis.db.read(system, async (tx) => {
      const authorityId = (await territory(tx)).authorityByCode(authority)?.id ?? 0
      return (await requireProcessing(tx, { authorityId, sector, valueIds })).id
    })
  const refused = (field: string, words: RegExp) => (error: unknown) =>
    error instanceof BadInput && error.problems[0]?.field === field && words.test(error.message)

  test('a site without an entry is not registered, nor a value that the entry does not list', async () => {
    assert.equal(await ask('69029', 'etat-civil', ['name', 'birthdate', 'is_adult']), 'sites-etat-civil')
    await assert.rejects(
      ask('69029', 'licornes', []),
      refused('sector', /n’a pas de fiche pour les sites de .*« licornes »/),
    )
    await assert.rejects(
      ask('69029', 'relation', ['name', 'birthdate']),
      refused('values', /ne prévoit pas .*birthdate/),
    )
    await assert.rejects(ask('69029', 'etat-civil', ['licorne']), refused('values', /licorne/))
  })
})
