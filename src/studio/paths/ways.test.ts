// What conditions imply: every way through a form, once, with the answers that lead there; bounded, and said so.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Answers, type FormDefinition, reachablePages, waysThrough } from '#forms'
import { renderHtml } from '#platform/html.ts'
import { secondsFor, timeWords } from './time.ts'
import { leadsThere, waysPanel } from './ways.page.ts'

const choice = (id: string, values: string[], more: object = {}) => ({
  ...{ id, type: 'single-choice', label: id.toUpperCase() },
  choices: values.map((value) => ({ value, label: value })),
  ...more,
})
const text = (id: string, more: object = {}) => ({ id, type: 'short-text', label: id, ...more })
const page = (id: string, fields: object[], showIf?: object) => ({
  id,
  title: id,
  fields,
  ...(showIf && { showIf }),
})
const form = (...pages: object[]) => ({ id: 'f', title: 'F', pages }) as unknown as FormDefinition
const is = (of: string, value: unknown) => ({ op: 'is', of, value })
const told = (one: FormDefinition) => {
  const ways = waysThrough(one)
  return ways.ways.map((way) => [
    way.pages.join(' '),
    leadsThere(one, way, ways).replace(/[\u00a0\u202f]/g, ' '),
  ])
}

test('one way when nothing decides; each other with the answers that lead there', () => {
  assert.deepEqual(told(form(page('a', [text('x')]))), [['a', 'Quelles que soient les réponses.']])
  const two = form(
    page('a', [choice('x', ['p', 'q', 'r'])]),
    page('b', [text('y')], is('x', 'p')),
    page('c', [text('z')]),
  )
  assert.deepEqual(told(two), [
    ['a b c', 'Si « X » est « p ».'],
    ['a c', 'Si « X » est « q » ou « r ».'],
  ])
})

test('a page whose questions are all conditional is a way of its own; a question that is not asked decides of nothing', () => {
  const nested = form(
    page('a', [choice('x', ['p', 'q']), choice('y', ['s', 't'], { showIf: is('x', 'p') })]),
    page('b', [text('z', { showIf: is('y', 's') })]),
  )
  assert.deepEqual(told(nested), [
    ['a b', 'Si « X » est « p » et « Y » est « s ».'],
    ['a', 'Par exemple, si « X » est « p » et « Y » est « t ».'],
  ])
  const optional = form(
    page('a', [choice('x', ['p', 'q'], { optional: true })]),
    page('b', [text('z')], is('x', 'p')),
  )
  assert.deepEqual(
    told(optional).map(([pages]) => pages),
    ['a', 'a b'],
  )
})

test('numbers are on each side of what is compared, within what the question takes', () => {
  const asks = (more: object) =>
    form(
      page('a', [{ id: 'n', type: 'integer', label: 'N', ...more }]),
      page('b', [text('z')], { op: 'atLeast', of: 'n', value: 3 }),
    )
  assert.equal(told(asks({})).length, 2)
  assert.match(told(asks({}))[0]?.[1] ?? '', /^Par exemple, si « N » est /)
  assert.deepEqual(
    told(asks({ least: 3 })).map(([pages]) => pages),
    ['a b'],
  )
})

test('too many cases are said, and not tried', () => {
  const many = Array.from({ length: 14 }, (_, at) => choice(`q${at}`, ['p', 'q', 'r']))
  const big = form(
    page('a', many),
    ...many.map(({ id }, at) => page(`p${at}`, [text(`t${at}`)], is(id, 'p'))),
  )
  const { isBounded, ways } = waysThrough(big)
  assert.ok(isBounded && ways.length > 50 && ways.length <= 200)
  assert.match(renderHtml(waysPanel(big)), /200&nbsp;chemins|chemins<\/b> au moins/)
})

test('each way told is one that its answers take, and no case takes another', () => {
  const values = ['p', 'q']
  const anyPage = (at: number) =>
    fc.record({
      of: fc.nat({ max: Math.max(at - 1, 0) }),
      value: fc.constantFrom(...values),
      isShown: fc.boolean(),
    })
  fc.assert(
    fc.property(fc.tuple(anyPage(1), anyPage(1), anyPage(2), anyPage(3)), (rules) => {
      const made = form(
        ...rules.map(({ of, value, isShown }, at) =>
          page(`p${at}`, [choice(`q${at}`, values)], at === 0 || isShown ? undefined : is(`q${of}`, value)),
        ),
      )
      const { ways, isBounded } = waysThrough(made)
      assert.ok(!isBounded)
      const all = new Set<string>()
      for (let n = 0; n < 16; n += 1) {
        const answers: Answers = Object.fromEntries(
          rules.map((_, at) => [`q${at}`, values[(n >> at) & 1] ?? 'p']),
        )
        all.add(
          reachablePages(made, answers)
            .map(({ id }) => id)
            .join(' '),
        )
      }
      assert.deepEqual(ways.map(({ pages }) => pages.join(' ')).toSorted(), [...all].toSorted())
      for (const way of ways) {
        const answers = Object.fromEntries(way.first) as Answers
        assert.equal(
          reachablePages(made, { ...Object.fromEntries(rules.map((_, at) => [`q${at}`, 'p'])), ...answers })
            .map(({ id }) => id)
            .join(' '),
          way.pages.join(' '),
        )
      }
    }),
    { numRuns: 60 },
  )
})

test('what may be left out counts half, in minutes that people read', () => {
  const fields = (more: object) => [text('x', more)] as unknown as Parameters<typeof secondsFor>[0]
  assert.equal(secondsFor(fields({}), []), 2 * secondsFor(fields({ optional: true }), []))
  assert.equal(secondsFor(fields({}), []), 2 * secondsFor([], fields({})))
  assert.deepEqual([20, 60, 250].map(timeWords), [
    'moins d’une minute',
    'environ une minute',
    'environ 4\u00a0minutes',
  ])
})
