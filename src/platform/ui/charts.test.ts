// What charts say to whoever does not see them, and their axis.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { renderHtml } from '../html.ts'
import { barChart, columnChart, spokenChart, topOf } from './charts.ts'

const POINTS = [
  { label: 'août 2026', short: 'août', value: 120 },
  { label: 'mars 2026', short: 'mars', value: 480, isNow: true },
]

test('the axis begins at zero, and ends above everything by less than two and a half times', () =>
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 10_000_000 }), { minLength: 1 }), (values) => {
      const [top, most] = [topOf(values), Math.max(1, ...values)]
      assert.ok(top >= most && top <= most * 2.5, `${top} for ${most}`)
    }),
  ))

test('a drawing is said by its least and its most, and stands beside its table', () => {
  assert.equal(spokenChart('Lectures', POINTS), 'Lectures\u00a0: de 120 (août 2026) à 480 (mars 2026).')
  assert.equal(spokenChart('Lectures', []), 'Lectures\u00a0: rien à montrer.')
  const drawn = renderHtml(
    columnChart({
      caption: 'Lectures',
      sentence: 'Une phrase.',
      points: POINTS,
      heads: ['Mois', 'Lectures'],
    }),
  )
  assert.match(
    drawn,
    /role="img" aria-label="Lectures[^"]+480[^]+<rect[^]+class="now"[^]+<th[^>]*>août 2026[^]+120/,
  )
  assert.doesNotMatch(drawn, /style=/)
})

test('a bar is never longer than its line', () => {
  const drawn = renderHtml(
    barChart({ caption: 'Parts', heads: ['Qui', 'Part'], bars: [{ label: 'Tous', share: 1.2, text: '12' }] }),
  )
  assert.match(drawn, /<rect width="100" height="10"\/>/)
})
