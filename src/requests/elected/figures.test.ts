// The requests of a commune in figures: sums of the whole, then of each theme, the most open first.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { figuresOf } from './figures.ts'

const row = (
  category: string | null,
  open: number,
  more: Partial<Record<'late' | 'received' | 'own', number>> = {},
) => ({
  ...{ category, open, late: 0, own: 0, received: 0, answered: 0, kept: 0 },
  ...more,
})
const THEMES: Readonly<Record<string, string>> = {
  trou: 'Voirie',
  trottoir: 'Voirie',
  tag: 'Propreté',
  eau: 'Eau',
}
const figures = (...rows: ReturnType<typeof row>[]) => figuresOf(rows, (category) => THEMES[category] ?? '')

test('figures are those of all rows, and of each theme', () => {
  const { themes, ...whole } = figures(
    row('trou', 3, { late: 1, received: 10, own: 2 }),
    row('tag', 9, { received: 4 }),
    row('trottoir', 4, { late: 2, received: 5, own: 1 }),
  )
  assert.deepEqual(whole, { open: 16, late: 3, own: 3, received: 19, answered: 0, kept: 0 })
  assert.deepEqual(themes, [
    { label: 'Propreté', open: 9, late: 0, received: 4 },
    { label: 'Voirie', open: 7, late: 3, received: 15 },
  ])
})

test('the most open come first, then by name; what is not named is last, however much', () => {
  const labels = (...rows: ReturnType<typeof row>[]) => figures(...rows).themes.map(({ label }) => label)
  assert.deepEqual(labels(row(null, 50), row('tag', 1), row('trou', 2)), ['Voirie', 'Propreté', null])
  assert.deepEqual(labels(row('trou', 2), row('tag', 2), row('eau', 2)), ['Eau', 'Propreté', 'Voirie'])
  assert.deepEqual(figures(), { open: 0, late: 0, own: 0, received: 0, answered: 0, kept: 0, themes: [] })
})
