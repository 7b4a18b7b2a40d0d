// A duration of the register is changed on screen: counted first, published at once, followed by the next run.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createTestApp, type TestApp } from '#test/app.ts'
import { beginForm } from '#test/apply.ts'
import { writerAt } from './job.ts'
import { runRetention } from './run.ts'

const AT = '/administration/conservation/guichet/draft.delete'

describe('a duration on screen', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  const hidden = (body: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
  const deleted = async () =>
    (
      await runRetention(parvis.db, parvis.house, {
        isDry: true,
        writer: writerAt('http://parvis.test'),
        isDemo: false,
      })
    )
      .filter(({ rule }) => rule === 'draft.delete')
      .reduce((sum, { count }) => sum + count, 0)

  test('is told by what it would concern, then followed; another administrator sees it first', async () => {
    const resident = await parvis.signedInAs('habitante@parvis.example')
    await beginForm(resident).then(({ at }) => resident.post(`${at}/problem/sauver`, { size: 'small' }))
    parvis.advance({ days: 40 })
    const again = await parvis.signedInAs('admin@parvis.example')
    assert.equal(await deleted(), 0)
    const version = hidden((await again.get(AT)).body, 'version')
    const typed = { version, duree: '30', unite: 'days', raison: 'Un mois suffit.' }
    const first = await again.post(AT, typed)
    assert.match(
      first.body,
      /90\sjours\s→ 30\sjours[^]*1\sélément serait concerné au prochain passage, contre 0/,
    )
    assert.equal(await deleted(), 0, 'nothing has changed yet')
    assert.equal((await again.post(AT, { ...typed, essai: hidden(first.body, 'essai') })).statusCode, 303)
    assert.equal(await deleted(), 1)
    assert.match((await again.get('/administration/registre/guichet')).body, /30\sjours[^]*Un mois suffit\./)
    const late = { ...typed, duree: '20' }
    const essai = hidden((await again.post(AT, late)).body, 'essai')
    assert.equal((await again.post(AT, { ...late, essai })).statusCode, 409)
  })

  test('is nobody else’s to change, and says what is wrong beside it', async () => {
    const bron = await parvis.signedInAs('admin.bron@parvis.example')
    assert.equal((await bron.get(AT)).statusCode, 404)
    assert.doesNotMatch((await bron.get('/administration/conservation')).body, /guichet\/draft\.delete/)
    const again = await parvis.signedInAs('admin@parvis.example')
    const reply = await again.post(AT, { duree: '0', unite: 'days', raison: '' })
    assert.equal(reply.statusCode, 422)
    assert.match(reply.body, /id="duree-erreur"[^]*id="raison-erreur"/)
    assert.equal((await again.get('/administration/conservation/guichet/inconnue')).statusCode, 404)
  })
})
