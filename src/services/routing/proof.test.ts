// Every address x kind of place x day has one row and one unit: what does not is found, and the case that shows it is true.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { CompetenceRule } from '../words/definition.ts'
import { decideCompetence } from './competence.ts'
import { comparePrecision, distancesOf, misfitOf, type RuleCase } from './matching.ts'
import { anyRule, categories, rule, source, territory, units } from './nowhere.fixture.ts'
import { type Fault, newFaults, type ProvedTerritory, proveCompetence } from './proof.ts'

const codes = categories.map(({ code }) => code)
const claim = { categories: codes, asked: new Set(['trou']), from: '2026-05-04' }
const proof = (rules: CompetenceRule[], place: ProvedTerritory = territory) =>
  proveCompetence(source(rules), place, claim)
const brief = (faults: Fault[]) =>
  faults
    .map(
      ({ kind, communes, rules }) =>
        `${kind} ${[...communes].sort().join()} ${rules.map(({ id }) => id).join()}`,
    )
    .sort()

/** What is wrong with one case, looked at by itself. */
function wrongWith(rules: CompetenceRule[], asked: RuleCase): Fault['kind'] | null {
  const distances = distancesOf(source(rules), asked.category)
  const fitting = rules.filter((one) => misfitOf(one, asked, distances) === null)
  const best = fitting.filter((one) => fitting.every((other) => comparePrecision(one, other, distances) <= 0))
  const [first] = best
  if (first === undefined) return claim.asked.has(asked.category) ? 'gap' : null
  if (best.length > 1) return 'overlap'
  const owner = first.answers === 'metropolis' ? 1 : (territory.area(asked.commune)?.authorityId ?? 0)
  const able = territory.unitsOf(owner).filter(({ functions }) => functions.includes(first.function))
  return able.length === 0 ? 'unfilled' : able.length > 1 ? 'shared' : null
}

const anyCase = fc.record({
  category: fc.constantFrom(...codes),
  commune: fc.constantFrom('01001', '01002'),
  placeKind: fc.constantFrom(null, 'street', 'park', 'ailleurs'),
  day: fc
    .integer({ min: 0, max: 1500 })
    .map((n) => new Date(Date.UTC(2026, 4, 4 + n)).toISOString().slice(0, 10)),
})

describe('the proof of competence', () => {
  it('finds what is wrong with any case, and shows none that is not', () => {
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 10 }), anyCase, (rules, asked) => {
        const faults = proof(rules)
        const wrong = wrongWith(rules, asked)
        if (wrong !== null)
          assert.ok(
            faults.some(({ kind, communes }) => kind === wrong && communes.has(asked.commune)),
            wrong,
          )
        for (const { kind, example } of faults) assert.equal(wrongWith(rules, example), kind)
      }),
      { numRuns: 300 },
    )
  })

  it('shows a gap by a case that goes to the contact centre', () => {
    const [gap] = proof([rule('a', { to: '2026-06-30' })])
    assert.deepEqual(gap?.example, { category: 'trou', commune: '01001', placeKind: null, day: '2026-07-01' })
    const decided = decideCompetence(source([rule('a', { to: '2026-06-30' })]), territory, {
      ...gap.example,
      areaCode: gap.example.commune,
    })
    assert.deepEqual([decided.ruleId, decided.unitId], [null, 10])
  })

  it('does not depend on the order of the rows', () => {
    const shuffled = fc
      .array(anyRule, { maxLength: 8 })
      .chain((rules) => fc.tuple(fc.constant(rules), fc.shuffledSubarray(rules, { minLength: rules.length })))
    fc.assert(
      fc.property(shuffled, ([rules, other]) => assert.deepEqual(brief(proof(rules)), brief(proof(other)))),
    )
  })

  const sound = [
    rule('roads', { category: 'rue' }),
    rule('park', { category: 'rue', placeKind: 'park', answers: 'commune', function: 'parks' }),
    rule('amont', {
      commune: '01001',
      placeKind: 'street',
      answers: 'commune',
      function: 'town-hall',
      to: '2026-12-31',
    }),
  ]
  it('finds faults that are sown in sound rules, where they are', () => {
    assert.deepEqual(proof(sound), [])
    const sown: [CompetenceRule[], string[]][] = [
      [sound.slice(1), ['gap 01001,01002 ']],
      [
        [...sound, rule('twice', { category: 'rue', from: '2026-10-01' })],
        ['overlap 01001,01002 roads,twice'],
      ],
      [[...sound, rule('none', { commune: '01002', function: 'nobody' })], ['unfilled 01002 none']],
      // Over before the day of the proof: nobody's fault any more.
      [[...sound, rule('past', { category: 'rue', to: '2026-05-03' })], []],
    ]
    for (const [rules, found] of sown) assert.deepEqual(brief(proof(rules)), found)
  })

  it('finds units that fill one function together, but not one that serves there beside one that serves all', () => {
    const withUnits = (...more: typeof units): ProvedTerritory => ({
      ...territory,
      unitsOf: (id) => [...units, ...more].filter(({ authorityId }) => authorityId === id),
    })
    const [roads] = units.filter(({ functions }) => functions.includes('roads'))
    assert.ok(roads !== undefined)
    assert.deepEqual(brief(proof(sound, withUnits({ ...roads, id: 12 }))), ['shared 01001,01002 roads'])
    assert.deepEqual(proof(sound, withUnits({ ...roads, id: 12, communes: ['01002'] })), [])
  })

  it('tells a fault that a change makes from those that were there', () => {
    const before = proof([...sound, rule('none', { commune: '01002', function: 'nobody' })])
    const after = proof([...sound, rule('none', { function: 'nobody' })])
    assert.deepEqual(brief(newFaults(before, after)), ['unfilled 01001,01002 none'])
    assert.deepEqual(newFaults(after, before), [])
  })
})
