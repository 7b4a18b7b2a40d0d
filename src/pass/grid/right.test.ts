// What a grid gives to a person: by their proofs and their profile, each as sure as it is; nothing to whoever may not read them.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { recordValue } from '#people'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import type { Proof } from '../proof/facts.ts'
import { endProof, keepProof } from '../proof/queries.ts'
import { rightBy } from './right.ts'

const [RESIDENT, OTHER] = ['habitante@parvis.example', 'habitant@parvis.example']

describe('what a grid gives to a person', () => {
  let parvis: TestApp
  let person = 0
  before(async () => {
    parvis = await createTestApp()
    person = (await parvis.actor(RESIDENT)).personId ?? 0
    await parvis.db.write(system, async (tx) => {
      for (const [valueId, value] of [
        ['birthdate', '1958-04-02'],
        ['commune', '69029'],
      ] as const)
        await recordValue(tx, { personId: person, valueId, value, source: 'declared', level: 'declared' })
    })
  })
  after(() => parvis.close())

  const asks = async (gridId: string, email = RESIDENT) =>
    parvis.db.read(await parvis.actor(email), (tx) => rightBy(tx, gridId, person))
  const keep = (proof: Proof) => parvis.db.write(system, (tx) => keepProof(tx, { personId: person, proof }))

  test('where one lives is not proved by saying so; a bill proves it, until it ends', async () => {
    const before = await asks('dechetterie-habitants')
    assert.deepEqual([before?.class, before?.missing], [null, ['commune']])
    await keep({
      ...{ fact: 'commune', class: '69029', source: 'twoDDoc', level: 'verified', shown: 'bill' },
      ...{ seenOn: '2026-11-23', endsOn: '2027-02-01' },
    })
    const after = await asks('dechetterie-habitants')
    assert.deepEqual([after?.class, after?.until], ['habitant', '2027-02-01'])
    assert.equal(
      after?.because,
      'parce que vous habitez une commune du territoire (facture lue le 23\u00a0novembre 2026)',
    )
    await parvis.db.write(system, (tx) => endProof(tx, person, 'commune'))
    assert.equal((await asks('dechetterie-habitants'))?.class, null)
  })

  test('an age that is declared is enough where the grid says so', async () => {
    const museum = await asks('musee-moins-de-26')
    assert.deepEqual([museum?.class, museum?.missing.includes('age')], [null, false])
  })

  test('whoever may not read them decides as if nothing were proved; a grid that is not in force gives nothing', async () => {
    await keep({
      ...{ fact: 'quotient', class: '1', source: 'api', level: 'verified', shown: 'familyAnswer' },
      ...{ seenOn: '2026-11-23', endsOn: '2027-11-23' },
    })
    assert.equal((await asks('piscine-solidaire'))?.class, 'solidaire')
    const stranger = await asks('piscine-solidaire', OTHER)
    assert.deepEqual([stranger?.class, stranger?.row], ['plein', null])
    assert.equal(await asks('patinoire'), undefined)
  })
})
