// The filter of breached passwords: nothing of the list is missed, and hardly anything else is taken for it.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { test } from 'node:test'
import { inBloom, makeBloom, readBloom, writeBloom } from './bloom.ts'
import { isBreached } from './breached.ts'

const FILE = new URL('breached.bloom', import.meta.url)
const strange = (index: number) =>
  createHash('sha256').update(`text ${index}`).digest('base64url').slice(0, 20)

test('a filter finds all that was put in, and one in 10,000 of the rest at most', () => {
  const texts = new Set(Array.from({ length: 20_000 }, (_, index) => strange(index)))
  const bloom = readBloom(writeBloom(makeBloom(texts, 1 / 20_000), 'a test'))
  for (const text of texts) assert.ok(inBloom(bloom, text))
  const wrong = Array.from({ length: 100_000 }, (_, index) => strange(1e6 + index)).filter((text) =>
    inBloom(bloom, text),
  )
  assert.ok(wrong.length <= 10, `${wrong.length}`)
})

test('a file that is cut or is something else is refused', () => {
  const file = writeBloom(makeBloom(new Set(['a', 'b']), 0.001), 'a test')
  assert.throws(() => readBloom(file.subarray(0, -1)), /not a whole/)
  assert.throws(() => readBloom(Buffer.from('hello\n')), /not a whole/)
})

test('the shipped filter is small, says what it is, and is wrong once in 10,000 at most', () => {
  assert.ok(statSync(FILE).size < 3_000_000)
  const file = readFileSync(FILE)
  assert.match(
    file.toString('ascii', 0, file.indexOf('\n')),
    /^parvis-bloom-1 bits=\d+ places=\d+ hash=sha256 .*public domain/,
  )
  const bloom = readBloom(file)
  const texts = Array.from({ length: 200_000 }, (_, index) => strange(index).toLowerCase())
  assert.ok(texts.filter((text) => inBloom(bloom, text)).length <= 20)
})

test('any letter case, and figures or signs around, are seen through', async () => {
  for (const password of ['Qwertyqwerty', 'LEAVEMEALONE', '69sonyericsson2026!', 'websolutions'])
    assert.ok(await isBreached(password), password)
  for (const password of ['quatre chevaux dans le vent', 'parvis-demo-2026'])
    assert.equal(await isBreached(password), false, password)
})
