// Where an answer leads: any sequence of jumps leads where it was last told, and the evaluator of residents goes there.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { commanded } from '#definitions'
import { type FormDefinition, reachablePages } from '#forms'
import { BadInput } from '#platform/errors.ts'
import type { Condition } from '#rules'
import { nameOf } from '../written/read.ts'
import { END, goalOf, goalsAfter, type Jump, jumpsIn, jumpTo, truthFor } from './jumps.ts'

const choices = ['a', 'b', 'c'].map((value) => ({ value, label: value.toUpperCase() }))
const page = (n: number) => ({
  id: `p${n}`,
  title: `Page ${n}`,
  fields: [
    { id: `q${n}`, type: 'single-choice', label: `Question ${n}`, choices },
    { id: `y${n}`, type: 'yes-no', label: `Oui ${n}` },
  ],
})
const form: FormDefinition = { id: 'essai', title: 'Essai', pages: [1, 2, 3, 4, 5].map(page) }
const jumped = (made: FormDefinition, jump: Jump): FormDefinition =>
  commanded(nameOf('essai'), { ...made }, jumpTo(made, jump)) as unknown as FormDefinition

test('an answer leads on by default; a jump is the condition of the pages skipped, and back is none', () => {
  assert.equal(goalOf(form, 'q1', 'a'), 'p2')
  const made = jumped(form, { question: 'q1', value: 'a', goal: 'p4' })
  assert.deepEqual(
    made.pages.map(({ showIf }) => showIf),
    [
      undefined,
      ...[1, 2].map(() => ({ op: 'not', condition: { op: 'is', of: 'q1', value: 'a' } })),
      undefined,
      undefined,
    ],
  )
  const two = jumped(made, { question: 'q1', value: 'b', goal: 'p3' })
  assert.deepEqual(two.pages[1]?.showIf, { op: 'not', condition: { op: 'in', of: 'q1', values: ['a', 'b'] } })
  assert.deepEqual(
    [goalOf(two, 'q1', 'a'), goalOf(two, 'q1', 'b'), goalOf(two, 'q1', 'c')],
    ['p4', 'p3', 'p2'],
  )
  assert.equal(jumpsIn(two), 2)
  const back = jumped(jumped(two, { question: 'q1', value: 'a', goal: 'p2' }), {
    question: 'q1',
    value: 'b',
    goal: 'p2',
  })
  assert.deepEqual(back, form)
  assert.equal(goalOf(jumped(form, { question: 'q4', value: 'a', goal: END }), 'q4', 'a'), END)
})

test('a condition written by hand is read as the jump that it is; one that a jump cannot undo is said', () => {
  const only: Condition = { op: 'is', of: 'q1', value: 'b' }
  const [first, second, ...others] = form.pages
  const made = { ...form, pages: [first, { ...second, showIf: only }, ...others] } as FormDefinition
  assert.deepEqual([goalOf(made, 'q1', 'a'), goalOf(made, 'q1', 'b')], ['p3', 'p2'])
  assert.throws(() => jumpTo(made, { question: 'q1', value: 'a', goal: 'p2' }), BadInput)
  assert.throws(() => jumpTo(made, { question: 'q3', value: 'a', goal: 'p2' }), /page d’après/)
  assert.equal(
    truthFor({ op: 'any', conditions: [only, { op: 'answered', of: 'q2' }] }, 'q1', 'a'),
    undefined,
  )
})

const jumps = fc.array(
  fc.record({
    at: fc.constantFrom('q1', 'q2', 'q3', 'y1', 'y2'),
    pick: fc.nat(2),
    far: fc.nat(4),
  }),
  { maxLength: 12 },
)

test('whatever jumps are told, each answer leads where it was last told, and residents go there', () => {
  fc.assert(
    fc.property(jumps, (told) => {
      let made = form
      const last = new Map<string, Jump>()
      for (const { at, pick, far } of told) {
        const goals = [...goalsAfter(made, at).map(({ id }) => id), END]
        const value = at.startsWith('y') ? pick > 0 : (choices[pick]?.value ?? 'a')
        const jump = { question: at, value, goal: goals[far % goals.length] ?? END }
        made = jumped(made, jump)
        last.set(`${at} ${value}`, jump)
      }
      for (const { question, value, goal } of last.values()) {
        assert.equal(goalOf(made, question, value), goal)
        // Alone answered, the question leads there: no other jump is asked for.
        const shown = reachablePages(made, { [question]: value }).map(({ id }) => id)
        const from = made.pages.findIndex(({ fields }) => fields.some(({ id }) => id === question))
        const next = made.pages.slice(from + 1).find(({ id }) => shown.includes(id))
        assert.equal(next?.id ?? END, goal)
      }
    }),
    { numRuns: 300 },
  )
})
