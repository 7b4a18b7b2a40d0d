// Who answers: always somebody, always the same, the most specific rule in force.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { decideCompetence } from './competence.ts'
import { lineage, winningRule } from './matching.ts'
import {
  anyQuestion,
  anyRule,
  ask,
  category,
  metropolis,
  rule,
  source,
  territory,
} from './nowhere.fixture.ts'
import type { Category } from '../words/definition.ts'

describe('decideCompetence', () => {
  it('always names a unit of the authority that answers, and says why', () => {
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 12 }), anyQuestion, (rules, question) => {
        const decision = decideCompetence(source(rules), territory, question)
        const decided = rules.find((item) => item.id === decision.ruleId)
        const owner = territory.area(question.areaCode)?.authorityId
        const right = decided?.answers === 'commune' ? owner : metropolis.id
        assert.equal(decision.authorityId, right)
        assert.ok(territory.unitsOf(decision.authorityId).some((item) => item.id === decision.unitId))
        assert.equal(decision.steps.length, 3)
        assert.ok(decision.because.length > 10 && !decision.because.includes('{'))
      }),
    )
  })

  it('does not depend on the order of the rows', () => {
    const shuffled = fc
      .array(anyRule, { maxLength: 8 })
      .chain((rules) => fc.tuple(fc.constant(rules), fc.shuffledSubarray(rules, { minLength: rules.length })))
    fc.assert(
      fc.property(shuffled, anyQuestion, ([rules, other], question) => {
        assert.deepEqual(
          decideCompetence(source(rules), territory, question),
          decideCompetence(source(other), territory, question),
        )
      }),
    )
  })

  it('never takes a row out of its dates, its commune, its kind of place or its line of categories', () => {
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 8 }), anyQuestion, (rules, question) => {
        const commune = territory.authority(territory.area(question.areaCode)?.authorityId ?? 1).code
        const won = winningRule(source(rules), { ...question, commune })
        if (won === undefined) return
        assert.ok(won.from <= question.day && (won.to ?? '9999') >= question.day)
        assert.ok(won.commune === undefined || won.commune === commune)
        assert.ok(won.placeKind === undefined || won.placeKind === question.placeKind)
        assert.ok(lineage({ category }, question.category).includes(won.category))
      }),
    )
  })

  it('prefers commune, then kind of place, then the deeper category, then the later date', () => {
    const order = [
      rule('commune', { category: 'rue', commune: '01001' }),
      rule('kind', { category: 'rue', placeKind: 'street' }),
      rule('deep', { category: 'trou' }),
      rule('late', { category: 'sol', from: '2024-01-01' }),
      rule('early', { category: 'sol' }),
    ]
    order.forEach((expected, at) => {
      assert.equal(decideCompetence(source(order.slice(at)), territory, ask).ruleId, expected.id)
    })
  })

  it('counts the first and the last day of a row', () => {
    const rules = [rule('a', { from: '2026-01-01', to: '2026-05-04' }), rule('b', { from: '2026-05-05' })]
    const at = (day: string) => decideCompetence(source(rules), territory, { ...ask, day }).ruleId
    assert.deepEqual(
      [at('2025-12-31'), at('2026-01-01'), at('2026-05-04'), at('2026-05-05')],
      [null, 'a', 'a', 'b'],
    )
  })

  it('takes the rows of the commune for its arrondissements', () => {
    const rules = [rule('val', { commune: '01002', answers: 'commune', function: 'parks' })]
    const decision = decideCompetence(source(rules), territory, { ...ask, areaCode: '01101' })
    assert.deepEqual([decision.ruleId, decision.unitId], ['val', 30])
  })

  it('gives what nobody claims to the contact centre, without a wrong door', () => {
    const decision = decideCompetence(source([]), territory, ask)
    assert.deepEqual([decision.ruleId, decision.unitId], [null, 10])
    assert.match(decision.because, /lue par le centre de contact.*remise au bon service/)
  })

  it('goes to the front door of the authority when the unit of the function is gone', () => {
    const rules = [rule('x', { answers: 'commune', function: 'nobody' })]
    assert.equal(decideCompetence(source(rules), territory, ask).unitId, 20)
  })

  it('says the place in French', () => {
    const rules = [
      rule('x', {
        because: 'À {commune}, c’est l’affaire de {commune} et non de {authority}.',
        answers: 'commune',
        function: 'parks',
      }),
    ]
    const said = (areaCode: string) =>
      decideCompetence(source(rules), territory, { ...ask, areaCode }).because
    assert.equal(said('01001'), 'À Amont, c’est l’affaire d’Amont et non de la mairie d’Amont.')
    assert.equal(said('01002'), 'Au Val, c’est l’affaire du Val et non de la mairie du Val.')
  })

  it('survives a thesaurus that loops', () => {
    const loop = (code: string): Category => ({ code, label: code, parent: code === 'a' ? 'b' : 'a' })
    assert.deepEqual(lineage({ category: loop }, 'a'), ['a', 'b'])
  })
})
