// Whoever builds a form chooses among words, never among identifiers.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KINDS } from './kinds.ts'

test('every sort of question has a name of its own, in French', () => {
  const bare = KINDS.filter(([type, name]) => name === type).map(([type]) => type)
  assert.deepEqual(bare, [])
  assert.equal(new Set(KINDS.map(([, name]) => name)).size, KINDS.length)
})
