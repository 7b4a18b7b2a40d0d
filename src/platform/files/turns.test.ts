// Turns: never more than the places, in order, shared by senders, and a failure frees its place.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as pause } from 'node:timers/promises'
import { fairTurns, takeTurns } from './turns.ts'

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

/** A task that ends when it is told to. */
function held() {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { task: () => promise, end: resolve }
}

test('whoever sends many keeps nobody else behind them', async () => {
  const inTurn = fairTurns(1)
  const served: string[] = []
  const serve = (sender: string) =>
    inTurn(sender, async () => {
      served.push(sender)
      await pause()
    })
  await Promise.all([
    ...Array.from({ length: 6 }, () => serve('many')),
    serve('one'),
    serve('two'),
    serve('two'),
  ])
  assert.deepEqual(served, ['many', 'many', 'one', 'two', 'many', 'two', 'many', 'many', 'many'])
})

test('past what may wait, the last of whoever has most is refused; nobody is among equals but the last to come', async () => {
  const inTurn = fairTurns(1, 4, () => new Error('too many'))
  const { task, end } = held()
  const outcome = new Map<string, string>()
  const ask = (sender: string, name: string) =>
    inTurn(sender, task).then(
      () => void outcome.set(name, 'done'),
      (error: Error) => void outcome.set(name, error.message),
    )
  const asked = ['many', 'many', 'many', 'many', 'many', 'one', 'two', 'three', 'four', 'five'].map(
    (sender, at) => ask(sender, `${sender} ${at}`),
  )
  await pause()
  const refused = ['many 4', 'many 3', 'many 2', 'four 8', 'five 9']
  assert.deepEqual(
    [...outcome],
    refused.map((name) => [name, 'too many']),
  )
  end()
  await Promise.all(asked)
  assert.equal([...outcome.values()].filter((said) => said === 'done').length, 5)
})
