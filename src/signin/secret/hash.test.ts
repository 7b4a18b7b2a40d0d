// Hashing: right parameters, nobody's password, nothing cut off.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { hashPassword, passwordMatches } from './hash.ts'

const run = promisify(execFile)

// In a process of its own, where nothing stands between Parvis and the library (test/support/cheap-hashes.ts).
test('an installation hashes with argon2id, 19 MiB and two passes', async () => {
  const module = JSON.stringify(new URL('hash.ts', import.meta.url).href)
  const script = `const { hashPassword } = await import(${module}); console.log(await hashPassword('été'))`
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script])
  assert.match(stdout, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})

test('a password matches its own hash alone', async () => {
  const kept = await hashPassword('été – quatre chevaux')
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
