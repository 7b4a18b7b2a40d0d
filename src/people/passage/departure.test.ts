// A departure is read where it was sealed, by the same secret alone, and leads nowhere else than here.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { readDeparture } from './departure.ts'

test('what was not made here is no departure', () => {
  for (const forged of ['', 'x', 'e30.e30', 'passage.e30.AAAA'])
    assert.equal(readDeparture(randomBytes(32), forged), null)
})
