// A value worked out in a form: by the server, from shown answers alone; read by conditions, sent as it was, never taken from what is posted.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderHtml } from '#platform/html.ts'
import type { Field, FormDefinition } from '../definition/definition.ts'
import { area, bron, judging, plain, showing } from '../fields/sample.fixture.ts'
import { checkForm } from '../versions/check.ts'
import { answersSummary } from './answers.ts'
import { pageFields } from './page-fields.ts'
import { factsBeside, reachableAnswers, reachablePages } from './reachable.ts'
import { validate } from './validate.ts'

const worked = (more: object): Field =>
  ({ id: 'per_part', type: 'computed', label: 'Par part', amount: true, ...more }) as Field
const formula = { op: 'divide', of: { op: 'answer', of: 'income' }, by: { op: 'answer', of: 'parts' } }
const form = (more: object = { formula }): FormDefinition => ({
  ...{ id: 'f', title: 'F', processing: 'p' },
  pages: [
    {
      ...{ id: 'one', title: 'Un' },
      fields: [
        { id: 'has', type: 'yes-no', label: 'Des revenus ?' },
        { id: 'income', type: 'money', label: 'Revenu', showIf: { op: 'is', of: 'has', value: true } },
        { id: 'parts', type: 'decimal', label: 'Parts' },
        worked(more),
      ],
    },
    {
      ...{ id: 'two', title: 'Deux', showIf: { op: 'atMost', of: 'per_part', value: 1000 } },
      fields: [{ id: 'why', type: 'short-text', label: 'Pourquoi ?' }],
    },
  ],
})
const [first, second] = form().pages
const answers = { has: true, income: 1000.5, parts: 1.5, why: 'x' }

test('it is an answer that nobody gives: read by conditions, sent, said in the summary', () => {
  assert.deepEqual(checkForm(form()), [])
  assert.deepEqual(reachableAnswers(form(), answers), { ...answers, per_part: 667 })
  assert.deepEqual(reachablePages(form(), answers), form().pages)
  assert.deepEqual(factsBeside(form(), answers, second ?? assert.fail()), {
    ...{ has: true, income: 1000.5, parts: 1.5, per_part: 667 },
  })
  const lines = answersSummary(form(), answers, { area })
  assert.equal(plain([lines.find(({ fieldId }) => fieldId === 'per_part')?.value].flat().join()), '667,00 €')
  // What is not shown is not counted, and then nothing is worked out.
  assert.deepEqual(reachableAnswers(form(), { ...answers, has: false }), { has: false, parts: 1.5 })
  // What was sent stays as it was.
  assert.equal(reachableAnswers(form(), { ...answers, per_part: 12 }).per_part, 12)
})

test('what is posted in its place is not read, and it is never missing', () => {
  const raw = { has: { '': 'oui' }, income: { '': '3000' }, parts: { '': '2' }, per_part: { '': '1' } }
  const judged = validate(form(), [first ?? assert.fail()], raw, { per_part: 5 }, judging)
  assert.deepEqual(judged, { answers: { has: true, income: 3000, parts: 2 }, problems: [] })
  const none = validate(form(), [first ?? assert.fail()], {}, {}, judging)
  assert.deepEqual(
    none.problems.map(({ fieldId }) => fieldId),
    ['has', 'parts'],
  )
})

test('it is shown as it is worked out, with its formula for scripts; a division by zero is said', () => {
  const drawn = (given: object) =>
    plain(
      pageFields(
        {
          ...{ form: form(), answers: given as never, problems: [], areas: [bron], map: null },
          ...{ raw: {}, assets: showing.assets },
        },
        first?.fields ?? [],
      )
        .map(renderHtml)
        .join(''),
    )
  assert.match(drawn(answers), /data-computes="[^"]*divide[^"]*"[^>]*>.*<output>667,00 €<\/output>/)
  assert.match(drawn({ has: true }), /<output><\/output>/)
  assert.match(
    drawn({ ...answers, parts: 0 }),
    /<output>Impossible à calculer : il faudrait diviser par zéro\.<\/output>/,
  )
})

test('what is refused before it is published', () => {
  const faults = (more: object) =>
    checkForm(form(more))
      .map(({ sentence }) => plain(sentence))
      .join('\n')
  assert.match(faults({}), /ne calcule rien/)
  assert.match(faults({ formula: { op: 'answer', of: 'nobody' } }), /lit « nobody », qui n’existe pas/)
  assert.match(
    faults({ formula: { op: 'answer', of: 'has' } }),
    /« Des revenus \? », qui n’est pas un nombre/,
  )
  assert.match(faults({ formula: { op: 'age', of: 'income' } }), /« Revenu », qui n’est pas un jour/)
  assert.match(
    faults({ formula: { op: 'column', of: 'income', column: 'x' } }),
    /la colonne « x » de « Revenu »/,
  )
  assert.match(
    faults({ formula: { op: 'answer', of: 'per_part' } }),
    /tournent en rond : per_part → per_part/,
  )
  assert.match(
    faults({ formula: { op: 'divide', of: { op: 'answer', of: 'parts' }, by: { op: 'number', value: 0 } } }),
    /divise par zéro/,
  )
})

test('a column of lines is added up', () => {
  const rows = {
    one: 'dépense',
    isFeminine: true,
    columns: [
      { id: 'what', label: 'Quoi' },
      { id: 'cost', label: 'Coût' },
    ],
  }
  const costs: FormDefinition = {
    ...{ id: 'f', title: 'F', processing: 'p' },
    pages: [
      {
        ...{ id: 'p', title: 'P' },
        fields: [
          { id: 'costs', type: 'rows', label: 'Dépenses', rows } as Field,
          worked({ formula: { op: 'column', of: 'costs', column: 'cost' } }),
        ],
      },
    ],
  }
  assert.deepEqual(checkForm(costs), [])
  const given = {
    costs: [
      { what: 'Pain', cost: '1,10' },
      { what: 'Vin', cost: '12 €' },
    ],
  }
  assert.equal(reachableAnswers(costs, given).per_part, 13.1)
})
