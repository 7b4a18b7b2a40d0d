// What a counter says when it sends somebody to the main host: whole, sealed, and never a way elsewhere.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seal } from '#platform/http/seal.ts'
import { departureAddress, readDeparture, visitorDigest } from './departure.ts'

const SECRET = Buffer.alloc(32, 'parvis')
const LEFT = { origin: 'http://bron.localhost', visitorId: 'a browser' }
const sealed = (next: string | null, secret = SECRET) =>
  departureAddress(secret, { ...LEFT, next }).slice('/passage?de='.length)
const nextOf = (next: string | null) => readDeparture(SECRET, sealed(next))?.next

test('what is read is what was said; a path that is too long, or no path of ours, is dropped', () => {
  const visitor = visitorDigest(LEFT.visitorId).toString('base64url')
  assert.deepEqual(readDeparture(SECRET, sealed('/compte?a=1')), {
    origin: LEFT.origin,
    visitor,
    next: '/compte?a=1',
  })
  assert.equal(nextOf(null), null)
  assert.equal(nextOf(`/${'a'.repeat(899)}`), `/${'a'.repeat(899)}`)
  assert.equal(nextOf(`/${'a'.repeat(900)}`), null)
  assert.equal(nextOf('//mal.example'), null)
  assert.notDeepEqual(visitorDigest('a browser'), visitorDigest('another'))
})

test('nothing is read of what was not made here, for this', () => {
  const text = Buffer.from(JSON.stringify({ origin: LEFT.origin, next: null, visitor: 'x' }))
  assert.equal(readDeparture(SECRET, sealed('/compte', Buffer.alloc(32, 'other'))), null)
  assert.equal(readDeparture(SECRET, seal(SECRET, 'another use', text.toString('base64url'))), null)
  assert.equal(readDeparture(SECRET, text.toString('base64url')), null)
})
