// Nothing is collected or told outside the register of processing: what is live in the example territory is in it.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { live } from '#definitions'
import { collectedBy, DRAFT_DAYS, FORM, formVersion } from '#forms'
import { addClient, CONSENT_DAYS, readClientArguments } from '#identity'
import { system } from '#platform/actor.ts'
import { BadInput } from '#platform/errors.ts'
import { collectionProblems, limitOf, register } from '#register'
import { catalogue } from '#services'
import { createTestApp, type TestApp } from '#test/app.ts'
import { modules } from '../../src/app.ts'

describe('the register', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  it('has an entry for each live service, which lists all that its form collects', async () => {
    await parvis.db.read(system, async (tx) => {
      const [known, { every: services }, forms] = [
        await register(tx),
        await catalogue(tx),
        await live(tx, FORM),
      ]
      assert.ok(services.length > 20)
      const used = new Set<string>()
      for (const { slug, definition, formVersion: version } of services) {
        assert.ok(known.entry(definition.processing) !== undefined, slug)
        if (definition.form === undefined || version === null) continue
        used.add(definition.form)
        const form = await formVersion(tx, definition.form, version)
        assert.deepEqual(collectionProblems(known, definition.processing, collectedBy(form)), [], slug)
      }
      for (const { id, body } of forms.filter(({ body: { processing } }) => processing !== undefined)) {
        const { processing = '' } = body
        assert.deepEqual(collectionProblems(known, processing, collectedBy(body), false), [], id)
        used.add(id)
      }
      assert.deepEqual(
        forms.map(({ id }) => id),
        [...used].sort(),
        'each live form serves a declared purpose',
      )
    })
  })

  it('has the entry that each holding of a module names, and the days of a draft that pages say', async () => {
    const known = await parvis.db.read(system, register)
    for (const { id, processing } of modules.flatMap((module) => module.personal ?? []))
      assert.ok(known.entry(processing) !== undefined, `${id}: ${processing}`)
    const line = known.entry('guichet')?.retention.find(({ rule }) => rule === 'draft.delete')
    assert.deepEqual(line?.keep, { days: DRAFT_DAYS })
    // A consent serves no longer than the entry of its site says, whatever the year.
    const now = new Date('2027-03-01T10:00:00Z')
    const ends = known.entries.flatMap(({ retention }) =>
      retention.filter(({ rule }) => rule === 'consent.expire'),
    )
    assert.ok(ends.length > 0)
    for (const { keep } of ends)
      assert.equal((now.getTime() - limitOf(keep, now).getTime()) / 86_400_000, CONSENT_DAYS)
  })

  it('is asked when a site is registered: no entry, no site; no category, no value', async () => {
    const add = async (sector: string, ...more: string[]) => {
      const words = ['add', '--authority', '69029', '--sector', sector, '--name', 'Essai', ...more]
      const typed = await readClientArguments([...words, '--redirect', 'https://essai.example/retour'])
      return addClient(parvis.db, 'https://parvis.example', typed ?? assert.fail())
    }
    const refused = (field: string) => (error: unknown) =>
      error instanceof BadInput && error.problems.some((problem) => problem.field === field)
    for (const sector of ['etat-civil', 'scolaire', 'social', 'sport', 'mobilite', 'fiscalite'])
      assert.ok((await add(sector)).client_id !== '')
    await assert.rejects(add('licornes'), refused('sector'))
    await assert.rejects(add('etat-civil', '--values', 'name,licorne'), refused('values'))
    assert.ok((await add('relation', '--values', 'name,email')).client_id !== '')
  })
})
