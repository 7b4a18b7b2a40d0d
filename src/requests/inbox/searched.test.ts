// What is typed at the desk for somebody who calls: numbers in every format, addresses, names with a place.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createTestApp, type TestApp } from '#test/app.ts'
import { territory, type Territory } from '#territory'
import { system } from '#platform/actor.ts'
import { readSearched } from './searched.ts'

describe('a caller is found', () => {
  let parvis: TestApp
  let place: Territory
  before(async () => {
    parvis = await createTestApp()
    place = await parvis.db.read(system, territory)
  })
  after(() => parvis.close())

  const search = async (email: string, q: string): Promise<string[]> => {
    const agent = await parvis.signedInAs(email)
    const { body } = await agent.get(`/agents?q=${encodeURIComponent(q)}`)
    return [...body.matchAll(/class="tick" type="checkbox" name="ref" value="([^"]+)"/g)].map(
      (one) => one[1] ?? '',
    )
  }
  const DESK = 'accueil@parvis.example'

  it('by telephone, in any format', async () => {
    const sent = await parvis.makeRequest({ commune: '69029', name: 'Édith Dûpont' })
    await parvis.db.write(system, (tx) =>
      tx.q
        .updateTable('requests.request')
        .set({ contact_phone: '06 39 98 12 34' })
        .where('ref', '=', sent.ref)
        .execute(),
    )
    const formats = [
      '0639981234',
      '06.39.98.12.34',
      '06-39-98-12-34',
      '+33639981234',
      '+33 6 39 98 12 34',
      '+33 (0)6 39 98 12 34',
      '0033639981234',
      'dupont 06 39 98 12 34',
    ]
    for (const typed of formats) assert.deepEqual(await search(DESK, typed), [sent.ref], typed)
    assert.deepEqual(await search(DESK, '06 39 98 12 35'), [])
    assert.deepEqual(await search('agent.mions@parvis.example', '0639981234'), [], 'within reach only')
  })

  it('by the sound of the name, as it was heard', async () => {
    const sent = await parvis.makeRequest({ commune: '69029', name: 'Khadija Raynal' })
    const other = await parvis.makeRequest({ commune: '69029', name: 'Thibault Gauthier-Dupont' })
    for (const typed of ['Reynal', 'Rainal', 'raynald', 'Khadidja Raynal', 'kadija reynal', 'Rainal bron'])
      assert.deepEqual(await search(DESK, typed), [sent.ref], typed)
    for (const typed of ['Gotier', 'tibo dupond', 'gautié'])
      assert.deepEqual(await search(DESK, typed), [other.ref], typed)
    assert.deepEqual(await search(DESK, '"Reynal"'), [], 'between quotes, as it is written')
    assert.deepEqual(await search('agent.mions@parvis.example', 'Reynal'), [], 'within reach only')
  })

  it('by six digits of the number and more, its beginning or any part of it', async () => {
    const sent = await parvis.makeRequest({ commune: '69029', name: 'Ninon Sixchiffres' })
    await parvis.db.write(system, (tx) =>
      tx.q
        .updateTable('requests.request')
        .set({ contact_phone: '+33 7 61 84 57 12' })
        .where('ref', '=', sent.ref)
        .execute(),
    )
    for (const typed of ['076184', '07 61 84 57', '61 84 57', '845712', '18 45 71', '+33 7 61 84'])
      assert.deepEqual(await search(DESK, typed), [sent.ref], typed)
    assert.deepEqual(await search(DESK, '61 84 58'), [])
    assert.deepEqual(await search('agent.mions@parvis.example', '845712'), [], 'within reach only')
  })

  it('by mail, whatever the capitals', async () => {
    const sent = await parvis.makeRequest({ commune: '69029', email: 'Appel.Unique@courriel.example' })
    assert.deepEqual(await search(DESK, 'appel.unique@COURRIEL.example'), [sent.ref])
  })

  it('by name without accents, capitals or order, with the commune or its postal code in words', async () => {
    const bron = await parvis.makeRequest({ commune: '69029', name: 'Zoé Lefèvre-Gonzalez' })
    const third = await parvis.makeRequest({ commune: '69383', name: 'Zoé Lefèvre-Gonzalez' })
    const refs = [bron.ref, third.ref].sort()
    for (const typed of ['zoe lefevre gonzalez', 'GONZALEZ Zoé', 'lefevre zoé'])
      assert.deepEqual((await search(DESK, typed)).sort(), refs, typed)
    for (const typed of ['lefevre bron', 'Bron LEFÈVRE', 'zoe lefevre 69500'])
      assert.deepEqual(await search(DESK, typed), [bron.ref], typed)
    for (const typed of ['lefevre 69003', 'lefevre lyon 3e', 'zoe lefevre lyon'])
      assert.deepEqual(await search(DESK, typed), [third.ref], typed)
  })

  it('by a postal code alone: the requests of its communes', async () => {
    const bron = await parvis.makeRequest({ commune: '69029', name: 'Ode Paillard' })
    const third = await parvis.makeRequest({ commune: '69383', name: 'Ode Paillard' })
    const found = await search(DESK, '69500')
    assert.ok(found.includes(bron.ref) && !found.includes(third.ref), found.join())
    assert.ok((await search(DESK, '69003')).includes(third.ref))
    assert.ok(!(await search('agent.mions@parvis.example', '69500')).includes(bron.ref), 'within reach only')
  })

  it('and a reference or a date is no telephone number', () => {
    for (const typed of ['2026-00042', '00042', 'rue du 8 mai 1945', '12 34'])
      assert.equal(readSearched(typed, place).phone, null, typed)
    for (const typed of ['2026-00042', '00042', '69500', 'rue du 8 mai 1945'])
      assert.equal(readSearched(typed, place).digits, null, typed)
    assert.equal(readSearched('+41 22 731 02 34', place).phone, '227310234')
  })
})
