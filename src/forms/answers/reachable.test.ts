// The path that answers open: hidden answers count for nothing, whatever hides them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Condition } from '#rules'
import { type Answers, type Field, fieldsOf, type FormDefinition } from '../definition/definition.ts'
import { isRequired, reachableAnswers, reachablePages, shownFields } from './reachable.ts'

const yesNo = (id: string, showIf?: Condition): Field => ({
  id,
  type: 'yes-no',
  label: id,
  ...(showIf === undefined ? {} : { showIf }),
})
const isTrue = (of: string): Condition => ({ op: 'is', of, value: true })

/** A chain: each question shows only when the one before is « oui ». */
const chain: FormDefinition = {
  id: 'chain',
  title: 'Chaîne',
  pages: [
    { id: 'one', title: 'Un', fields: [yesNo('a'), yesNo('b', isTrue('a'))] },
    { id: 'two', title: 'Deux', showIf: isTrue('b'), fields: [yesNo('c')] },
    { id: 'three', title: 'Trois', fields: [yesNo('d', isTrue('c'))] },
    { id: 'four', title: 'Quatre', fields: [yesNo('e')] },
  ],
}

test('a hidden answer hides what it opened, to the end of the chain', () => {
  const all = { a: true, b: true, c: true, d: true, e: true }
  assert.deepEqual(reachableAnswers(chain, all), all)
  assert.deepEqual(reachableAnswers(chain, { ...all, a: false }), { a: false, e: true })
  assert.deepEqual(
    reachablePages(chain, { ...all, a: false }).map((page) => page.id),
    ['one', 'four'],
  )
})

test('a page whose fields are all hidden is not a step', () => {
  assert.deepEqual(
    reachablePages(chain, { a: true, b: true, c: false }).map((page) => page.id),
    ['one', 'two', 'four'],
  )
})

test('the commune of a place is a fact', () => {
  const form: FormDefinition = {
    id: 'f',
    title: 'F',
    pages: [
      {
        id: 'p',
        title: 'P',
        fields: [
          { id: 'where', type: 'location', label: 'Où', role: 'place' },
          yesNo('here', { op: 'is', of: 'commune', value: '69029' }),
        ],
      },
    ],
  }
  const page = form.pages[0] ?? assert.fail()
  const shown = (commune: string) =>
    shownFields(form, page, { where: { commune, address: 'x' } }).map((field) => field.id)
  assert.deepEqual(shown('69029'), ['where', 'here'])
  assert.deepEqual(shown('69283'), ['where'])
})

test('what makes a question required is read on the path only', () => {
  const phone: Field = { id: 'phone', type: 'phone', label: 'T', optional: true, requiredIf: isTrue('c') }
  const form = { ...chain, pages: [...chain.pages, { id: 'five', title: 'Cinq', fields: [phone] }] }
  assert.equal(isRequired(form, phone, { a: true, b: true, c: true }), true)
  assert.equal(isRequired(form, phone, { a: false, b: true, c: true }), false, 'c is hidden')
  assert.equal(isRequired(form, yesNo('a'), {}), true)
})

const conditions = (before: readonly string[]): fc.Arbitrary<Condition | undefined> =>
  before.length === 0
    ? fc.constant(undefined)
    : fc.oneof(
        fc.constant(undefined),
        fc.constantFrom(...before).map(isTrue),
        fc.constantFrom(...before).map((of): Condition => ({ op: 'not', condition: isTrue(of) })),
      )

/** Any form of yes/no questions whose conditions read those before them. */
const anyForm: fc.Arbitrary<FormDefinition> = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.infiniteStream(fc.nat()))
  .chain(([pages]) => {
    const names = Array.from({ length: pages * 2 }, (_, index) => `f${index}`)
    const shows = fc.tuple(...names.map((_, index) => conditions(names.slice(0, index))))
    return shows.map((list) => ({
      id: 'any',
      title: 'Any',
      pages: Array.from({ length: pages }, (_, page) => ({
        id: `p${page}`,
        title: `P${page}`,
        fields: [0, 1].map((place) => yesNo(`f${page * 2 + place}`, list[page * 2 + place])),
      })),
    }))
  })

const anyAnswers = fc.dictionary(
  fc.nat({ max: 9 }).map((index) => `f${index}`),
  fc.boolean(),
) as fc.Arbitrary<Answers>

test('reachable answers are a fixed point, a part of what was given, and all of them are shown', () => {
  fc.assert(
    fc.property(anyForm, anyAnswers, (form, answers) => {
      const kept = reachableAnswers(form, answers)
      assert.deepEqual(reachableAnswers(form, kept), kept)
      for (const [id, value] of Object.entries(kept)) assert.equal(answers[id], value)
      const shown = new Set(
        form.pages.flatMap((page) => shownFields(form, page, answers)).map(({ id }) => id),
      )
      for (const id of Object.keys(kept)) assert.ok(shown.has(id))
      const known = new Set(fieldsOf(form).map(({ id }) => id))
      for (const id of Object.keys(answers)) if (shown.has(id) && known.has(id)) assert.ok(id in kept)
    }),
  )
})

test('hidden answers change nothing of what is shown', () => {
  fc.assert(
    fc.property(anyForm, anyAnswers, (form, answers) => {
      const kept = reachableAnswers(form, answers)
      assert.deepEqual(reachablePages(form, answers), reachablePages(form, kept))
    }),
  )
})
