// Conditions read back in French.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyCondition } from './arbitrary.fixture.ts'
import type { Condition } from './condition.ts'
import { conditionSentence } from './sentence.ts'

const labels = {
  place: { label: 'Où est-ce ?', choices: { park: 'Dans un parc', road: 'Sur la route' } },
  urgent: { label: 'Est-ce urgent ?' },
  seen: { label: 'Vu le' },
}
const read = (condition: Condition) => conditionSentence(condition, labels).replaceAll('\u00a0', ' ')
const inPark: Condition = { op: 'is', of: 'place', value: 'park' }
const urgent: Condition = { op: 'is', of: 'urgent', value: true }
const late: Condition = { op: 'onOrAfter', of: 'seen', value: '2026-03-01' }

test('a comparison names the question and the choice', () => {
  assert.equal(read(inPark), 'si « Où est-ce ? » est « Dans un parc »')
  assert.equal(
    read({ op: 'in', of: 'place', values: ['park', 'road'] }),
    'si « Où est-ce ? » est « Dans un parc » ou « Sur la route »',
  )
  assert.equal(read(late), 'si « Vu le » n’est pas avant le 1er mars 2026')
  assert.equal(read({ op: 'empty', of: 'other' }), 'si « other » n’a pas de réponse')
})

test('groups: "et", "ou", and parentheses only where they mix', () => {
  assert.equal(
    read({ op: 'all', conditions: [inPark, urgent] }),
    'si « Où est-ce ? » est « Dans un parc » et « Est-ce urgent ? » est « oui »',
  )
  assert.equal(
    read({ op: 'all', conditions: [urgent, { op: 'any', conditions: [inPark, late] }] }),
    'si « Est-ce urgent ? » est « oui » et (« Où est-ce ? » est « Dans un parc » ou « Vu le » n’est pas avant le 1er mars 2026)',
  )
  assert.equal(
    read({ op: 'not', condition: urgent }),
    's’il n’est pas vrai que « Est-ce urgent ? » est « oui »',
  )
  assert.equal(read({ op: 'all', conditions: [] }), 'dans tous les cas')
})

test('any condition can be read', () => {
  fc.assert(
    fc.property(anyCondition, (condition) => {
      assert.match(conditionSentence(condition, labels), /^(si |s’il |dans tous les cas$|jamais$)/)
    }),
  )
})

test('a choice among none, a choice alone, and a text that is no day', () => {
  assert.equal(read({ op: 'in', of: 'place', values: [] }), 'si « Où est-ce ? » est parmi aucun choix')
  assert.equal(read({ op: 'in', of: 'place', values: ['park'] }), 'si « Où est-ce ? » est « Dans un parc »')
  assert.match(read({ op: 'onOrAfter', of: 'seen', value: '2026-99-99' }), /2026-99-99/)
})
