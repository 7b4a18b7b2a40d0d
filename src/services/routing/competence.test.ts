// Who answers: always somebody, always the same, the most specific rule in force.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Area, Authority, Unit } from '#territory'
import { type CompetenceTerritory, decideCompetence, lineage, winningRule } from './competence.ts'
import type { Category, CompetenceRule } from '../words/definition.ts'

// A territory that is nowhere: a metropolis, two communes, one of them in two parts.
const authority = (id: number, level: 'metropolis' | 'commune', code: string, name: string): Authority => {
  return { id, code, level, slug: code, name, siren: '', population: 1, profile: {}, logoSvg: null }
}
const metropolis = authority(1, 'metropolis', 'M', 'Métropole des Sources')
const authorities = [
  metropolis,
  authority(2, 'commune', '01001', 'Mairie d’Amont'),
  authority(3, 'commune', '01002', 'Mairie du Val'),
]
const area = (code: string, kind: Area['kind'], name: string, authorityId: number): Area => {
  return { code, kind, name, authorityId, postcodes: [], population: 1, aliases: [], hasContour: false }
}
const areas = [
  area('01001', 'commune', 'Amont', 2),
  area('01002', 'commune', 'Le Val', 3),
  area('01101', 'arrondissement', 'Le Val 1er', 3),
]
const unit = (id: number, authorityId: number, name: string, functions: string[]): Unit => {
  return {
    id,
    authorityId,
    parentId: null,
    code: String(id),
    name,
    kind: 'service',
    functions,
    communes: null,
    email: null,
    phone: null,
    calendarId: 'c',
  }
}
const units = [
  unit(10, 1, 'Centre de contact', ['contact-centre']),
  unit(11, 1, 'Voirie', ['roads']),
  unit(20, 2, 'Accueil d’Amont', ['town-hall']),
  unit(21, 2, 'Parcs d’Amont', ['parks']),
  unit(30, 3, 'Accueil du Val', ['town-hall', 'parks']),
]
const territory: CompetenceTerritory = {
  metropolis,
  area: (code) => areas.find((item) => item.code === code),
  authority: (id) => authorities.find((item) => item.id === id) ?? metropolis,
  unitsOf: (id) => units.filter((item) => item.authorityId === id),
  unitFor: (id, fn) => units.find((item) => item.authorityId === id && item.functions.includes(fn)),
}

const categories: Category[] = [
  { code: 'rue', label: 'Rue' },
  { code: 'sol', label: 'Sol', parent: 'rue' },
  { code: 'trou', label: 'Trou', parent: 'sol' },
]
const category = (code: string) => categories.find((item) => item.code === code)
const source = (rules: CompetenceRule[]) => ({ rules, category })
const rule = (id: string, more: Partial<CompetenceRule> = {}): CompetenceRule => {
  return {
    id,
    category: 'trou',
    answers: 'metropolis',
    function: 'roads',
    from: '2020-01-01',
    basis: 'Convention',
    because: 'À {commune}, {authority} répond.',
    ...more,
  }
}
const ask = { category: 'trou', areaCode: '01001', placeKind: 'street', day: '2026-05-04' }

const anyDay = fc.integer({ min: 2018, max: 2030 }).map((year) => `${year}-06-15`)
const anyRule: fc.Arbitrary<CompetenceRule> = fc
  .record({
    id: fc.uuid(),
    category: fc.constantFrom('rue', 'sol', 'trou', 'autre'),
    commune: fc.constantFrom(undefined, '01001', '01002'),
    placeKind: fc.constantFrom(undefined, 'street', 'park'),
    answers: fc.constantFrom('metropolis' as const, 'commune' as const),
    function: fc.constantFrom('roads', 'parks', 'nobody'),
    from: anyDay,
    to: fc.option(anyDay, { nil: undefined }),
  })
  .map(({ commune, placeKind, to, ...base }) => ({
    ...rule(base.id),
    ...base,
    ...(commune === undefined ? {} : { commune }),
    ...(placeKind === undefined ? {} : { placeKind }),
    ...(to === undefined ? {} : { to }),
  }))
const anyQuestion = fc.record({
  category: fc.constantFrom('rue', 'sol', 'trou', 'inconnue'),
  areaCode: fc.constantFrom('01001', '01002', '01101', '99999'),
  placeKind: fc.constantFrom(null, undefined, 'street', 'park', 'ailleurs'),
  day: anyDay,
})

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
