// No figure of fewer than five is told, nor found by whoever knows the rule and solves for it: sets of answers are tried whole.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { crossed, gather, LEAST, resultsOf } from './figures.ts'
import { readQuestions } from '../asked/questions.ts'

const MOST = 13

test('of one answer a person: all that gives what is told leaves every figure under five in doubt', () => {
  for (const length of [2, 3]) {
    const inputs = Array.from({ length: MOST ** length }, (_, n) =>
      Array.from({ length }, (_cell, at) => Math.floor(n / MOST ** at) % MOST),
    )
    const classes = Map.groupBy(inputs, (counts) => {
      const total = counts.reduce((sum, one) => sum + one, 0)
      // Too few in all: nothing is told at all, the number of answers neither.
      if (total < LEAST) return 'nothing'
      const groups = gather(counts.map((count, at) => ({ label: String(at), count })))
      return `${total}: ${groups.map(({ labels, count }) => `${labels.join('+')}=${count}`).join(' ')}`
    })
    for (const [told, list] of classes) {
      // A total that only the highest counts tried give is cut short by the trial, not by the rule.
      if ((told.match(/=(\d+)/g) ?? []).some((sum) => Number(sum.slice(1)) >= MOST)) continue
      for (let at = 0; at < length; at += 1) {
        const values = new Set(list.map((counts) => counts[at] ?? 0))
        if (values.size === 1)
          assert.ok(Math.min(...values) >= LEAST, `${told}: ${at} is ${[...values].join()}`)
      }
    }
  }
})

test('of crossed answers: neither a table that is told nor one that is not says a cell under five', () => {
  const cells = Array.from({ length: MOST ** 4 }, (_, n) =>
    [0, 1, 2, 3].map((at) => Math.floor(n / MOST ** at) % MOST),
  )
  const classes = Map.groupBy(
    cells.filter(([a = 0, b = 0, c = 0, d = 0]) => Math.min(a + b, c + d, a + c, b + d) >= LEAST),
    ([a = 0, b = 0, c = 0, d = 0]) => {
      const table = [
        [a, b],
        [c, d],
      ]
      return JSON.stringify([a + b, c + d, a + c, b + d, crossed(table) ? table : null])
    },
  )
  for (const [told, list] of classes) {
    if ((JSON.parse(told) as number[]).slice(0, 4).some((margin) => margin >= MOST)) continue
    for (const at of [0, 1, 2, 3]) {
      const values = new Set(list.map((one) => one[at] ?? 0))
      if (values.size === 1)
        assert.ok(Math.min(...values) >= LEAST, `${told}: ${at} is ${[...values].join()}`)
    }
  }
})

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
