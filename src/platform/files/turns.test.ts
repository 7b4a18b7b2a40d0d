// Turns: never more than the places, in order, and a failure frees its place.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as pause } from 'node:timers/promises'
import { takeTurns } from './turns.ts'

test('at most two run at once, in order, failures included', async () => {
  const inTurn = takeTurns(2)
  const started: number[] = []
  let running = 0
  let most = 0
  const tasks = Array.from({ length: 9 }, (_, index) =>
    inTurn(async () => {
      started.push(index)
      most = Math.max(most, ++running)
      await pause()
      running--
      if (index % 3 === 0) throw new Error('one of three fails')
      return index
    }),
  )
  const outcomes = await Promise.allSettled(tasks)
  assert.equal(most, 2)
  assert.deepEqual(started, [0, 1, 2, 3, 4, 5, 6, 7, 8])
  assert.equal(outcomes.filter(({ status }) => status === 'rejected').length, 3)
})
