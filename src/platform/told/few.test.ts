// No figure of fewer than five is told, nor found by whoever knows the rule and solves for it: sets of answers are tried whole.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crossed, gather, LEAST } from './few.ts'
import { most } from './solver.fixture.ts'

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

test('the solver finds what figures hidden one by one leave', () => {
  // 10 | 3 hidden | 13, 8 | 7 | 15: the margins say the hidden one.
  const told = [
    { of: [0, 1], is: 13 },
    { of: [2, 3], is: 15 },
    { of: [0, 2], is: 18 },
    { of: [1, 3], is: 10 },
    { of: [3], is: 7 },
  ]
  assert.ok(Math.abs(most(4, told, [1]) - 3) < 1e-6)
  assert.ok(Math.abs(most(4, told.slice(0, 4), [1]) - 10) < 1e-6)
  assert.equal(most(2, [{ of: [0], is: 1 }], [1]), Number.POSITIVE_INFINITY)
})
