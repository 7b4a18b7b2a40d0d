// Tokens of sessions, devices and links.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { digest, newToken } from './token.ts'

test('a token is 256 bits of chance, none comes twice, and what is kept of it is a digest', () => {
  const tokens = Array.from({ length: 2000 }, newToken)
  assert.equal(new Set(tokens).size, tokens.length)
  for (const token of tokens) assert.equal(Buffer.from(token, 'base64url').length, 32)
  // Each bit is set about half of the time.
  for (let bit = 0; bit < 256; bit++) {
    const set = tokens.filter(
      (token) => ((Buffer.from(token, 'base64url')[bit >> 3] ?? 0) >> (bit & 7)) & 1,
    ).length
    assert.ok(set > 750 && set < 1250, `bit ${bit}: ${set} of 2000`)
  }
  const [one = ''] = tokens
  assert.equal(digest(one).length, 32)
  assert.ok(!digest(one).toString('base64url').includes(one))
})
