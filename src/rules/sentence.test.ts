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

test('each comparison, each kind of value', () => {
  const of = 'place'
  const said: [Condition, string][] = [
    [{ op: 'answered', of }, 'a une réponse'],
    [{ op: 'empty', of }, 'n’a pas de réponse'],
    [{ op: 'is', of, value: false }, 'est « non »'],
    [{ op: 'is', of, value: 'ailleurs' }, 'est « ailleurs »'],
    [{ op: 'is', of, value: 'constructor' }, 'est « constructor »'],
    [{ op: 'is', of, value: '2026-05-12' }, 'est le 12 mai 2026'],
    [{ op: 'isNot', of, value: 'park' }, 'n’est pas « Dans un parc »'],
    [{ op: 'in', of, values: ['a', 'b', 'park'] }, 'est « a », « b » ou « Dans un parc »'],
    [{ op: 'notIn', of, values: ['road', 'park'] }, 'n’est ni « Sur la route » ni « Dans un parc »'],
    [{ op: 'includes', of, value: 'park' }, 'comprend « Dans un parc »'],
    [{ op: 'atLeast', of, value: 2.5 }, 'vaut au moins 2,5'],
    [{ op: 'atMost', of, value: 3 }, 'vaut au plus 3'],
    [{ op: 'onOrAfter', of, value: '2026-05-12' }, 'n’est pas avant le 12 mai 2026'],
    [{ op: 'onOrBefore', of, value: '2026-05-01' }, 'n’est pas après le 1er mai 2026'],
    [{ op: 'matches', of, value: 'rue*' }, 'ressemble à « rue* »'],
  ]
  for (const [condition, sentence] of said) assert.equal(read(condition), `si « Où est-ce ? » ${sentence}`)
  assert.equal(read({ op: 'answered', of: 'constructor' }), 'si « constructor » a une réponse')
})

test('groups in groups: parentheses where they mix or under a negation, none around one alone or the same word', () => {
  const [a, b] = ['a', 'b'].map((of): Condition => ({ op: 'answered', of }))
  assert.ok(a && b)
  const all = (...conditions: Condition[]): Condition => ({ op: 'all', conditions })
  const any = (...conditions: Condition[]): Condition => ({ op: 'any', conditions })
  const [A, B] = ['« a » a une réponse', '« b » a une réponse']
  assert.equal(read(any(a, b)), `si ${A} ou ${B}`)
  assert.equal(read(all(a, all(a, b))), `si ${A} et ${A} et ${B}`)
  assert.equal(read(any(all(a, b), b)), `si (${A} et ${B}) ou ${B}`)
  assert.equal(read(all(any(a), b)), `si ${A} et ${B}`)
  assert.equal(read({ op: 'not', condition: all(a, b) }), `s’il n’est pas vrai que (${A} et ${B})`)
  assert.equal(read({ op: 'not', condition: any(a) }), `s’il n’est pas vrai que ${A}`)
  assert.equal(read(any()), 'jamais')
  assert.equal(read(any(all(), a)), `si rien n’est demandé ou ${A}`)
  assert.equal(read(all(any(), a)), `si l’impossible arrive et ${A}`)
})
