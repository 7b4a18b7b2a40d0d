// Long work lets others breathe: what waits is answered between two of its steps.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { breath, mapInTurns } from './breath.ts'

const busyFor = (milliseconds: number) => {
  const until = performance.now() + milliseconds
  while (performance.now() < until);
}

it('a long work lets others have their turn, and gives the same as without', async () => {
  let turns = 0
  const others = setInterval(() => turns++, 0)
  const made = await mapInTurns([1, 2, 3, 4, 5, 6], (one) => {
    busyFor(6)
    return one * 2
  })
  clearInterval(others)
  assert.deepEqual(made, [2, 4, 6, 8, 10, 12])
  assert.ok(turns >= 3, `${turns} turns of others during six pieces of work`)
})

it('a short work waits for nobody', () => {
  assert.equal(breath()(), undefined)
})
