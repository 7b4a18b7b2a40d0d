// Turns: few at once, in order, refused at once when the queue is too long, and never waiting beyond patience.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Unavailable } from '#platform/errors.ts'
import { boundedTurns } from './turns.ts'

/** A clock moved by hand. */
function handClock() {
  let time = 0
  const alarms = new Map<() => void, number>()
  return {
    now: () => time,
    after: (milliseconds: number, wake: () => void) => {
      alarms.set(wake, time + milliseconds)
      return () => void alarms.delete(wake)
    },
    pass(milliseconds: number) {
      time += milliseconds
      for (const [wake, at] of alarms)
        if (at <= time) {
          alarms.delete(wake)
          wake()
        }
    },
    waiting: () => alarms.size,
  }
}

/** Two places, two seconds of patience, tasks that end when told. */
function desk() {
  const clock = handClock()
  const turns = boundedTurns(2, 2000, clock)
  const ends: (() => void)[] = []
  const started: number[] = []
  const ask = (id: number) =>
    turns.take(() => {
      started.push(id)
      return new Promise<void>((end) => ends.push(end))
    })
  /** Lets the oldest task end after so long, and whatever follows start. */
  const end = async (milliseconds: number) => {
    clock.pass(milliseconds)
    ends.shift()?.()
    await new Promise((next) => setImmediate(next))
  }
  return { clock, turns, started, ask, end }
}

test('two at once, in order', async () => {
  const { ask, end, started, turns } = desk()
  const asked = [1, 2, 3, 4].map(ask)
  assert.deepEqual(started, [1, 2])
  await end(10)
  assert.deepEqual(started, [1, 2, 3])
  for (let left = 0; left < 3; left++) await end(10)
  await Promise.all(asked)
  assert.deepEqual(started, [1, 2, 3, 4])
  assert.equal(turns.done(), 4)
})

test('whoever would wait more than two seconds is refused at once, by the length of the queue and the mean measured', async () => {
  const { ask, end, clock } = desk()
  // Thirty tasks of half a second: the mean learns that they are long.
  for (let count = 0; count < 30; count++) {
    const one = ask(count)
    await end(500)
    await one
  }
  const asked = Array.from({ length: 12 }, (_, id) => ask(id))
  const refused = await Promise.all(
    asked.slice(10).map((one) =>
      one.then(
        () => 'served',
        (error: unknown) => error,
      ),
    ),
  )
  assert.ok(refused.every((error) => error instanceof Unavailable && error.status === 503))
  assert.equal(clock.waiting(), 8, 'eight of half a second by two are two seconds; nobody else waits')
  for (let left = 0; left < 10; left++) await end(1)
  await Promise.all(asked.slice(0, 10))
})

test('whoever waits two seconds all the same leaves, and the next is served', async () => {
  const { ask, end, clock, started } = desk()
  const [first, second, third] = [ask(1), ask(2), ask(3)]
  clock.pass(1999)
  const fourth = ask(4)
  clock.pass(1)
  await assert.rejects(third, Unavailable)
  for (let left = 0; left < 3; left++) await end(0)
  await Promise.all([first, second, fourth])
  assert.deepEqual(started, [1, 2, 4])
})

test('a task that fails gives its place back', async () => {
  const { turns } = desk()
  for (let count = 0; count < 5; count++)
    await assert.rejects(
      turns.take(() => Promise.reject(new Error('no'))),
      /no/,
    )
  assert.equal(await turns.take(async () => 'yes'), 'yes')
})
