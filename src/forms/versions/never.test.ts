// What nobody would ever be asked is found, and nothing else: each claim is tried against the evaluator, on answers drawn at random.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Condition } from '#rules'
import { type Answers, type FormDefinition, shownFields } from '../index.ts'
import { checkForm } from './check.ts'
import { neverShown } from './never.ts'

const choices = ['small', 'middle', 'large'].map((value) => ({ value, label: value }))
const form = (showIf: Condition, page?: Condition): FormDefinition => ({
  id: 'essai',
  title: 'Essai',
  processing: 'x',
  pages: [
    {
      id: 'first',
      title: 'Un',
      fields: [
        { id: 'size', type: 'single-choice', label: 'Taille', choices },
        { id: 'dangers', type: 'multiple-choice', label: 'Dangers', choices, optional: true },
        { id: 'deep', type: 'number', label: 'Profondeur', optional: true },
        { id: 'day', type: 'date', label: 'Jour', optional: true },
        { id: 'fall', type: 'yes-no', label: 'Chute', showIf: { op: 'is', of: 'size', value: 'large' } },
      ],
    },
    {
      id: 'second',
      title: 'Deux',
      ...(page !== undefined && { showIf: page }),
      fields: [{ id: 'asked', type: 'short-text', label: 'Dites', showIf }],
    },
  ],
})
const faults = (showIf: Condition, page?: Condition) => neverShown(form(showIf, page)).map(({ at }) => at)
const size = (value: string): Condition => ({ op: 'is', of: 'size', value })
const all = (...conditions: Condition[]): Condition => ({ op: 'all', conditions })

test('two answers of one choice at once, an empty range, a question read where it is not asked, a page and its question that disagree', () => {
  assert.deepEqual(faults(size('small')), [])
  assert.deepEqual(faults(all(size('small'), size('large'))), ['asked'])
  assert.deepEqual(
    faults(all({ op: 'atLeast', of: 'deep', value: 10 }, { op: 'atMost', of: 'deep', value: 5 })),
    ['asked'],
  )
  assert.deepEqual(
    faults(all({ op: 'atLeast', of: 'deep', value: 1 }, { op: 'atMost', of: 'deep', value: 2 })),
    [],
  )
  assert.deepEqual(
    faults(
      all(
        { op: 'onOrAfter', of: 'day', value: '2026-02-01' },
        { op: 'onOrBefore', of: 'day', value: '2026-01-31' },
      ),
    ),
    ['asked'],
  )
  assert.deepEqual(faults(all(size('small'), { op: 'is', of: 'fall', value: true })), ['asked'])
  assert.deepEqual(faults(all(size('small'), { op: 'empty', of: 'fall' })), [])
  assert.deepEqual(faults(size('large'), size('small')), ['asked'])
  assert.deepEqual(faults(size('large'), all(size('small'), size('middle'))), ['second'], 'the page alone')
  const [fault] = checkForm(form(all(size('small'), size('large'))))
  assert.equal(
    fault?.sentence,
    'Personne ne verrait la question «\u00a0Dites\u00a0»\u00a0: aucune réponse ne rend cela vrai\u00a0: si «\u00a0Taille\u00a0» est «\u00a0small\u00a0» et «\u00a0Taille\u00a0» est «\u00a0large\u00a0».',
  )
})

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.constantFrom('small', 'middle', 'large').map(size),
  fc.constantFrom('small', 'large').map((value): Condition => ({ op: 'isNot', of: 'size', value })),
  fc
    .constantFrom('small', 'middle', 'large')
    .map((value): Condition => ({ op: 'includes', of: 'dangers', value })),
  fc.boolean().map((value): Condition => ({ op: 'is', of: 'fall', value })),
  fc.integer({ min: 0, max: 3 }).map((value): Condition => ({ op: 'atLeast', of: 'deep', value })),
  fc.integer({ min: 0, max: 3 }).map((value): Condition => ({ op: 'atMost', of: 'deep', value })),
  fc.constantFrom('size', 'fall', 'deep').map((of): Condition => ({ op: 'empty', of })),
)
const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 2 },
    leaf,
    fc
      .array(tie('tree'), { minLength: 1, maxLength: 3 })
      .map((conditions): Condition => ({ op: 'all', conditions })),
    fc
      .array(tie('tree'), { minLength: 1, maxLength: 3 })
      .map((conditions): Condition => ({ op: 'any', conditions })),
    tie('tree').map((condition): Condition => ({ op: 'not', condition })),
  ),
}))
const answers = fc.record(
  {
    size: fc.constantFrom('small', 'middle', 'large'),
    dangers: fc.subarray(['small', 'middle', 'large'], { minLength: 1 }),
    deep: fc.double({ min: -1, max: 4, noNaN: true }),
    fall: fc.boolean(),
  },
  { requiredKeys: [] },
)

test('what is said to be seen by nobody, nobody sees', () => {
  fc.assert(
    fc.property(tree, fc.array(answers, { minLength: 20, maxLength: 20 }), (showIf, tried) => {
      const made = form(showIf)
      if (neverShown(made).length === 0) return
      for (const one of tried)
        assert.deepEqual(
          shownFields(made, made.pages[1] ?? assert.fail(), one as Answers),
          [],
          JSON.stringify(one),
        )
    }),
    { numRuns: 1500 },
  )
})

test('a chain of questions, each asked for an answer to the one before, is seen', () => {
  const one = (n: number) => ({
    ...{ id: `q${n}`, type: 'single-choice', label: `Q${n}`, choices },
    ...(n > 0 && { showIf: { op: 'is' as const, of: `q${n - 1}`, value: 'small' } }),
  })
  const pages = [0, 1, 2, 3, 4].map((n) => ({ id: `p${n}`, title: `P${n}`, fields: [one(n)] }))
  assert.deepEqual(neverShown({ id: 'f', title: 'F', processing: 'x', pages }), [])
})
