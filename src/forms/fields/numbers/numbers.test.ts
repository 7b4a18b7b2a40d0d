// Whole numbers, measures, amounts: how they are written, between what, and in which words the others are refused.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { trying } from '../sample.fixture.ts'

test('a whole number has no comma, is not negative unless the form says so, and stands between two', () => {
  const { answer, problem, summary, faults } = trying('integer')
  assert.equal(answer('1 200'), 1200)
  assert.equal(answer('3,0'), 3)
  assert.equal(answer('-0'), 0)
  for (const wrong of ['1,5', 'trois', '1e3', '--2'])
    assert.match(problem(wrong), /nombre entier.*par exemple 12/)
  assert.match(problem('-2'), /ne peut pas être négatif/)
  assert.equal(answer('-2', { least: -5 }), -2)
  assert.match(problem('-6', { least: -5 }), /trop petit : écrivez -5 au moins/)
  assert.match(problem('31', { most: 30, unit: 'élèves' }), /trop grand : écrivez 30 élèves au plus/)
  assert.equal(problem('9'.repeat(14)), 'Ce nombre est trop grand : corrigez-le.')
  assert.equal(summary('1200', { unit: 'm²' }), '1 200 m²')
  assert.deepEqual(faults(), [])
  assert.equal(faults({ least: 5, most: 5 }).length, 1)
})

test('a measure has as many digits behind the comma as the form says', () => {
  const { answer, problem, summary } = trying('decimal')
  assert.equal(answer('4,25'), 4.25)
  assert.equal(problem('4,255'), 'Arrondissez à 2 chiffres après la virgule.')
  assert.equal(problem('4,25', { decimals: 1 }), 'Arrondissez à 1 chiffre après la virgule.')
  assert.equal(answer('4,2555', { decimals: 4 }), 4.2555)
  assert.equal(summary('4,5', { unit: 'm' }), '4,5 m')
  assert.match(problem('12,5', { most: 12, unit: 'm' }), /écrivez 12 m au plus/)
})

test('an amount is in euros and cents, with or without the sign', () => {
  const { answer, problem, summary } = trying('money')
  for (const typed of ['1250,50', '1 250,50 €', '1250.5 euros', ' 1 250,5€ '])
    assert.equal(answer(typed), 1250.5, typed)
  assert.equal(summary('1250'), '1 250 €')
  assert.equal(summary('1250,5'), '1 250,50 €')
  assert.match(problem('12,345'), /au centime près/)
  assert.match(problem('-12'), /négatif/)
  assert.match(problem('12 $'), /montant en euros/)
  assert.match(problem('30000', { most: 25_000 }), /écrivez 25 000 € au plus/)
})

test('an amount shown again is the same, to the cent', () => {
  const { answer } = trying('money')
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), (cents) => {
      assert.equal(answer((cents / 100).toFixed(2).replace('.', ',')), cents / 100)
    }),
  )
})
