// Delays as they are read: what two of them may not promise together is said beside the number to change.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { delaysSchema } from './schema.ts'

const refusals = (firstAnswer: object, solution: object) =>
  (delaysSchema.safeParse({ firstAnswer, solution }).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message.replaceAll('\u00a0', ' ')}`,
  )

test('the first answer comes before the solution, and each alert after its departure', () => {
  assert.deepEqual(refusals({ days: 5, riskDays: 1 }, { days: 10, riskDays: 3 }), [])
  assert.deepEqual(refusals({ days: 5, riskDays: 4 }, { days: 5, riskDays: 4 }), [])
  assert.deepEqual(refusals({ days: 6, riskDays: 1 }, { days: 5, riskDays: 1 }), [
    'firstAnswer.days: La première réponse vient avant la solution, promise sous 5 jours : écrivez 5 au plus, ou allongez l’autre délai.',
  ])
  assert.deepEqual(refusals({ days: 5, riskDays: 5 }, { days: 10, riskDays: 12 }), [
    'firstAnswer.riskDays: L’alerte ne peut pas précéder le départ du délai, ni tomber ce jour-là : écrivez 4 au plus.',
    'solution.riskDays: L’alerte ne peut pas précéder le départ du délai, ni tomber ce jour-là : écrivez 9 au plus.',
  ])
})
