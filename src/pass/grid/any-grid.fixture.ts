// Random grids and people for the properties of grids.
import fc from 'fast-check'
import type { Condition } from '#rules'
import {
  FACTS,
  type FactId,
  type Level,
  LEVELS,
  type Proof,
  QUOTIENTS,
  SHOWN,
  type ShownId,
} from '../proof/facts.ts'
import type { Known } from './decide.ts'
import type { Grid } from './definition.ts'

export const PLACES = [
  { code: '69029', name: 'Bron' },
  { code: '69123', name: 'Lyon' },
  { code: '69266', name: 'Villeurbanne' },
]
const codes = PLACES.map(({ code }) => code)
const STATES = ['disability', 'pupil', 'student', 'job_seeker'] as const

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    op: fc.constantFrom('atLeast', 'atMost'),
    of: fc.constant('age'),
    value: fc.constantFrom(12, 18, 26, 65),
  }),
  fc.record({
    op: fc.constantFrom('is', 'isNot'),
    of: fc.constant('commune'),
    value: fc.constantFrom(...codes),
  }),
  fc.record({
    op: fc.constantFrom('in', 'notIn'),
    of: fc.constant('quotient'),
    values: fc.subarray([...QUOTIENTS], { minLength: 1 }),
  }),
  fc.record({ op: fc.constant('is'), of: fc.constantFrom(...STATES), value: fc.boolean() }),
  fc.record({ op: fc.constantFrom('answered', 'empty'), of: fc.constantFrom('commune', 'quotient') }),
) as fc.Arbitrary<Condition>

const condition: fc.Arbitrary<Condition> = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 2 },
    leaf,
    fc.record({
      op: fc.constantFrom('all', 'any'),
      conditions: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
    }) as fc.Arbitrary<Condition>,
    fc.record({ op: fc.constant('not'), condition: tie('node') }) as fc.Arbitrary<Condition>,
  ),
})).node

const CLASSES = ['un', 'deux', 'trois'].map((id) => ({ id, label: id }))

export const anyGrid: fc.Arbitrary<Grid> = fc.record({
  id: fc.constant('grille'),
  title: fc.constant('Grille'),
  sector: fc.constant('sport' as const),
  controller: fc.constant('69029'),
  processing: fc.constant('pass'),
  classes: fc.constant(CLASSES),
  rows: fc
    .array(fc.record({ when: condition, class: fc.constantFrom('un', 'deux', 'trois') }), { maxLength: 4 })
    .map((rows) => rows.map((row, at) => ({ id: `l${at}`, label: `Ligne ${at}`, ...row }))),
  otherwise: fc.constantFrom(undefined, null, 'trois'),
  lasts: fc.oneof(
    fc.record({ months: fc.integer({ min: 1, max: 24 }) }),
    fc.constantFrom({ until: '08-31' }, { until: '02-28' }),
  ),
  proofs: fc.constant(Object.fromEntries(FACTS.map((fact) => [fact, 'seen' as Level]))),
})

const DAY = 86_400_000
/** Days about 2026. */
export const anyDay = fc
  .integer({ min: 0, max: 900 })
  .map((days) => new Date(Date.UTC(2025, 6, 1) + days * DAY).toISOString().slice(0, 10))
const birthDay = fc.oneof(
  fc
    .integer({ min: 0, max: 40_000 })
    .map((days) => new Date(Date.UTC(2026, 0, 1) - days * DAY).toISOString().slice(0, 10)),
  fc.constantFrom('2008-02-29', '2000-00-00', '2014-02-00', '2008-06-00', '1961-11-30'),
)

const shownFor = (fact: FactId): ShownId =>
  (Object.keys(SHOWN) as ShownId[]).find((id) => (SHOWN[id].facts as readonly FactId[]).includes(fact)) ??
  'bill'

const proof: fc.Arbitrary<Proof> = fc.oneof(
  ...FACTS.filter((fact) => fact !== 'age').map((fact) =>
    fc
      .record({
        class:
          fact === 'commune'
            ? fc.constantFrom(...codes, '69381')
            : fact === 'quotient'
              ? fc.constantFrom(...QUOTIENTS)
              : fc.constantFrom('true', 'true', 'false'),
        level: fc.constantFrom(...LEVELS),
        source: fc.constantFrom('desk' as const, 'twoDDoc' as const),
        days: fc.tuple(anyDay, anyDay),
      })
      .map(({ days, ...said }) => {
        const [seenOn = '', endsOn = ''] = days.toSorted()
        return { fact, shown: shownFor(fact), seenOn, endsOn, ...said }
      }),
  ),
)

export const anyKnown: fc.Arbitrary<Known> = fc.record({
  birth: fc.option(fc.record({ date: birthDay, level: fc.constantFrom(...LEVELS) }), { nil: undefined }),
  proofs: fc.array(proof, { maxLength: 8 }),
})
