// A departure is read where it was sealed, by the same secret alone, and leads nowhere else than here.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { departureAddress, readDeparture, visitorDigest } from './departure.ts'

test('what was not made here is no departure', () => {
  for (const forged of ['', 'x', 'e30.e30', 'passage.e30.AAAA'])
    assert.equal(readDeparture(randomBytes(32), forged), null)
})

test('it says where to come back and where to go then: nowhere in particular, a path of ours, and nothing longer than an address holds', () => {
  const secret = randomBytes(32)
  const read = (next: string | null) => {
    const to = { origin: 'https://bron.example', visitorId: 'v', next }
    const sealed = new URL(departureAddress(secret, to), 'https://main.example').searchParams.get('de')
    return readDeparture(secret, sealed ?? '')
  }
  const visitor = visitorDigest('v').toString('base64url')
  assert.deepEqual(read(null), { origin: 'https://bron.example', visitor, next: null })
  assert.equal(read('/compte?x=1')?.next, '/compte?x=1')
  assert.equal(read(`/${'x'.repeat(900)}`)?.next, null)
})
