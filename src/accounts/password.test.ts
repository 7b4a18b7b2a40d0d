// Hashing: right parameters, nobody's password, and a queue that never grows long.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Unavailable } from '#platform/errors.ts'
import { boundedTurns, hashPassword, passwordMatches } from './password.ts'

test('a password matches its own hash alone', async () => {
  const kept = await hashPassword('été – quatre chevaux')
  assert.match(kept, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  assert.equal(await passwordMatches(kept, 'été – quatre chevaux'.normalize('NFD')), true)
  assert.equal(await passwordMatches(kept, 'Été – quatre chevaux'), false)
  assert.equal(await passwordMatches(null, 'été – quatre chevaux'), false)
})

test('turns: two at once, in order, and nobody waits beyond patience', async () => {
  const turn = boundedTurns(2, 20)
  const ends: (() => void)[] = []
  const started: number[] = []
  const task = (id: number) =>
    turn(() => {
      started.push(id)
      return new Promise<void>((end) => ends.push(end))
    })
  const [first, second, third] = [task(1), task(2), task(3)]
  await assert.rejects(third, Unavailable)
  const fourth = task(4)
  ends.shift()?.()
  await first
  ends.shift()?.()
  await second
  ends.shift()?.()
  await fourth
  assert.deepEqual(started, [1, 2, 4])
  await turn(async () => started.push(5))
  assert.equal(started.at(-1), 5)
})
