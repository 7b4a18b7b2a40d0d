// No figure of fewer than five is in what is told of a questionnaire, whatever is answered.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { LEAST } from '#platform/told/few.ts'
import { resultsOf } from './figures.ts'
import { readQuestions } from '../asked/questions.ts'

test('whatever is answered, nothing under five is in what is told', () => {
  const read = readQuestions(
    'Essai',
    'Métier ?\n- Bureau\n- Terrain\n\nNote ? (note)\n\nLequel ? (plusieurs réponses) (facultatif)\n- Un\n- Deux\n\nVos outils (tableau)\n+ Mail\n+ Fichiers\n- Bien\n- Mal\n\nOrdre ? (classement)\n- A\n- B',
  )
  assert.ok('form' in read)
  const one = fc.record({
    q1: fc.constantFrom('r1', 'r2'),
    q2: fc.integer({ min: 1, max: 5 }),
    q3: fc.subarray(['r1', 'r2']),
    q4: fc.tuple(fc.constantFrom('r1', 'r2'), fc.constantFrom('r1', 'r2')),
    q5: fc.constantFrom(['r1', 'r2'], ['r2']),
  })
  let crossings = 0
  fc.assert(
    fc.property(fc.array(one, { maxLength: 60, size: 'max' }), (all) => {
      const { count, questions } = resultsOf(read.form, 'q1', all)
      assert.equal(count, all.length < LEAST ? null : all.length)
      for (const { groups, apart = [], crossing } of questions) {
        const crossedFigures = crossing?.columns.flatMap(({ counts }) => counts) ?? []
        crossings += crossedFigures.length
        for (const figure of [
          ...groups.map((group) => group.count),
          ...apart.map((a) => a.count),
          ...crossedFigures,
        ])
          assert.ok(figure === null || figure >= LEAST)
      }
    }),
    { numRuns: 150 },
  )
  assert.ok(crossings > 0)
})

test('questions that cannot be asked are refused in words', () => {
  const refused = (text: string) => {
    const read = readQuestions('Essai', text)
    return 'problems' in read ? read.problems.join(' ').replaceAll('\u00a0', ' ') : assert.fail(text)
  }
  assert.match(refused(''), /au moins une question/)
  assert.match(refused('Seul ?\n- Un'), /« Seul \? » doit proposer au moins deux réponses/)
  assert.match(refused('Vide ? (tableau)\n- a\n- b'), /au moins une ligne/)
  assert.match(refused('Deux fois ?\n- a\n- a'), /deux fois la même chose/)
})
