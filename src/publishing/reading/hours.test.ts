// Hours as people write them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hoursIn } from './hours.ts'

test('hours that say nothing else are read; anything more is left as it is written', () => {
  const read: Record<string, [string, string | null] | null> = {
    'De 14 h à 16 h 30': ['14:00', '16:30'],
    'De 14\u00a0h à 16\u00a0h\u00a030': ['14:00', '16:30'],
    '9h-12h': ['09:00', '12:00'],
    '18:30 – 20:00': ['18:30', '20:00'],
    'Dès 20 h': ['20:00', null],
    '20 h à 1 h': ['20:00', '01:00'],
    'De 9 h à 12 h, puis de 14 h à 17 h': null,
    'Toute la journée': null,
    '25 h': null,
    '14 h 75': null,
    '8 h à 8 h': null,
    '14 participants': null,
    '': null,
  }
  for (const [text, expected] of Object.entries(read)) {
    const hours = hoursIn(text)
    assert.deepEqual(hours === null ? null : [hours.from, hours.to], expected, text)
  }
})
