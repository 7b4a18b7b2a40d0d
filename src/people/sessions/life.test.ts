// How long sessions live, on each side of every bound.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Actor, anonymous } from '#platform/actor.ts'
import { endOf, isToBeNoted, MOST_SECONDS, SHARED_MINUTES } from './life.ts'
import { sessionCookie } from './session.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const NOW = new Date('2026-03-02T10:00:00Z')
const ago = (milliseconds: number) => new Date(NOW.getTime() - milliseconds)
const who = (kind: Actor['kind']): Actor => ({ ...anonymous(), kind, personId: 7 })

test('a session ends so long after its use, and so long after its beginning at most', () => {
  const left = (kind: Actor['kind'], age: number, isShared = false) =>
    endOf(who(kind), ago(age), NOW, isShared).getTime() - NOW.getTime()
  assert.deepEqual([left('resident', 0), left('resident', 335 * DAY)], [30 * DAY, 30 * DAY])
  assert.deepEqual([left('resident', 340 * DAY), left('resident', 365 * DAY)], [25 * DAY, 0])
  assert.deepEqual([left('agent', 0), left('agent', 6.5 * DAY)], [12 * HOUR, 12 * HOUR])
  assert.deepEqual([left('agent', 6.9 * DAY), left('agent', 7 * DAY)].map(Math.round), [2.4 * HOUR, 0])
  for (const kind of ['resident', 'agent'] as const)
    assert.deepEqual([left(kind, 0, true), left(kind, 110 * MINUTE, true)], [30 * MINUTE, 10 * MINUTE])
  assert.deepEqual([MOST_SECONDS, SHARED_MINUTES], [365 * 86_400, 30])
})

test('its use is noted again after an hour, five minutes for an agent, one on a shared computer', () => {
  const bounds = [
    ['resident', false, HOUR],
    ['agent', false, 5 * MINUTE],
    ['resident', true, MINUTE],
    ['agent', true, MINUTE],
  ] as const
  for (const [kind, isShared, noted] of bounds) {
    assert.equal(isToBeNoted(who(kind), ago(noted), NOW, isShared), true)
    assert.equal(isToBeNoted(who(kind), ago(noted - 1), NOW, isShared), false)
  }
})

test('a session is nobody else’s computer unless it is said', () => {
  assert.equal(isToBeNoted(who('resident'), ago(2 * MINUTE), NOW), false)
  assert.equal(isToBeNoted(who('resident'), ago(2 * MINUTE), NOW, true), true)
  assert.equal(endOf(who('resident'), NOW, NOW).getTime() - NOW.getTime(), 30 * DAY)
})

test('the cookie of a resident stays in the browser; an agent’s, or a shared computer’s, ends with it', () => {
  const cookie = { name: 'parvis_session', value: 't', opens: 7 }
  assert.deepEqual(sessionCookie('t', who('resident'), false), { ...cookie, maxAge: 365 * 86_400 })
  assert.deepEqual(sessionCookie('t', who('resident'), true), cookie)
  assert.deepEqual(sessionCookie('t', who('agent'), false), cookie)
  const { opens: _, ...nobody } = cookie
  assert.deepEqual(sessionCookie('t', anonymous(), true), nobody)
})
