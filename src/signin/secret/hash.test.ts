// Hashing: right parameters, nobody's password, nothing cut off.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashPassword, passwordMatches } from './hash.ts'

test('a password matches its own hash alone', async () => {
  const kept = await hashPassword('été – quatre chevaux')
  assert.match(kept, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  assert.equal(await passwordMatches(kept, 'été – quatre chevaux'.normalize('NFD')), true)
  assert.equal(await passwordMatches(kept, 'Été – quatre chevaux'), false)
  assert.equal(await passwordMatches(null, 'été – quatre chevaux'), false)
})

test('nothing is cut off: the last of a thousand characters counts, and so does its case', async () => {
  const long = 'é'.repeat(999)
  const kept = await hashPassword(`${long}a`)
  assert.equal(await passwordMatches(kept, `${long}a`), true)
  for (const other of [`${long}b`, `${long}A`, long]) assert.equal(await passwordMatches(kept, other), false)
})
