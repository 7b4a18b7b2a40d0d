// Secrets locked for one person open for nobody else, nor when a bit changed; codes follow RFC 6238.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from 'otpauth'
import { lock, unlock } from '#platform/db/locked.ts'
import {
  codeAt,
  codeOfStep,
  inGroups,
  linkOf,
  newRecoveryCodes,
  newSecret,
  plainRecoveryCode,
  stepAt,
  stepOfCode,
} from './one-time.ts'

const KEY = Buffer.alloc(32, 7)

test('a locked secret opens with the same key, for the same person, unchanged', () => {
  const locked = lock(KEY, 'person 1', 'JBSWY3DPEHPK3PXP')
  assert.equal(unlock(KEY, 'person 1', locked), 'JBSWY3DPEHPK3PXP')
  assert.ok(!locked.includes('JBSW'))
  assert.notDeepEqual(locked, lock(KEY, 'person 1', 'JBSWY3DPEHPK3PXP'))
  assert.equal(unlock(KEY, 'person 2', locked), null)
  assert.equal(unlock(Buffer.alloc(32, 8), 'person 1', locked), null)
  for (let at = 0; at < locked.length; at++) {
    const changed = Buffer.from(locked)
    changed[at] = (changed[at] ?? 0) ^ 1
    assert.equal(unlock(KEY, 'person 1', changed), null, `byte ${at}`)
  }
  for (const length of [0, 12, 27]) assert.equal(unlock(KEY, 'person 1', locked.subarray(0, length)), null)
})

// Appendix B of the RFC, SHA-1, its eight digits cut to six.
test('codes are those of RFC 6238', () => {
  const secret = Secret.fromUTF8('12345678901234567890').base32
  const vectors = {
    59: '287082',
    1111111109: '081804',
    1111111111: '050471',
    1234567890: '005924',
    2000000000: '279037',
  }
  for (const [seconds, code] of Object.entries(vectors))
    assert.equal(codeAt(secret, new Date(Number(seconds) * 1000)), code)
})

test('one step before or after is taken, two are not, and only six digits', () => {
  const secret = newSecret()
  const at = new Date('2026-11-23T13:38:11Z')
  const step = stepAt(at)
  for (const away of [-1, 0, 1])
    assert.equal(stepOfCode(secret, codeOfStep(secret, step + away), at), step + away)
  for (const away of [-3, -2, 2, 3])
    assert.equal(stepOfCode(secret, codeOfStep(secret, step + away), at), null)
  const code = codeAt(secret, at)
  assert.equal(stepOfCode(secret, ` ${code.slice(0, 3)} ${code.slice(3)}`, at), step)
  for (const typed of ['', code.slice(1), `${code}0`, '12345x', '١٢٣٤٥٦'])
    assert.equal(stepOfCode(secret, typed, at), null, typed)
})

test('secrets are long, links are read by applications, recovery codes are ten and differ', () => {
  assert.match(newSecret(), /^[A-Z2-7]{32}$/)
  assert.equal(inGroups('ABCDEFGH'), 'ABCD EFGH')
  const link = new URL(linkOf('JBSWY3DPEHPK3PXP', 'a@parvis.example'))
  assert.deepEqual(
    [link.protocol, link.searchParams.get('secret'), link.searchParams.get('issuer')],
    ['otpauth:', 'JBSWY3DPEHPK3PXP', 'Parvis'],
  )
  const codes = newRecoveryCodes()
  assert.equal(new Set(codes).size, 10)
  for (const code of codes) assert.match(code, /^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/)
  assert.equal(plainRecoveryCode(' ab2c-d3ef '), 'AB2CD3EF')
})
