// What is declared in a file is listed by its module: what is not would be told to nobody, or chosen nowhere, without a word.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { houseOf } from '../../src/app.ts'

const SRC = join(import.meta.dirname, '../../src')
const house = houseOf({ demo: true })
const texts = globSync('**/*.ts', { cwd: SRC })
  .filter((path) => !path.startsWith('platform/') && !/\.(test|fixture)\.ts$/.test(path))
  .map((path) => readFileSync(join(SRC, path), 'utf8'))

for (const [declares, list, listed] of [
  ['noticeKind', 'notices', house.notices],
  // Those that inherit by other means are made of a table, and listed with it.
  ['(?:s|limitS|mailS)etting', 'settings', house.settings.filter(({ inherited }) => inherited === undefined)],
] as const)
  test(`each of ${list} is named in the ${list} of its module`, () => {
    const call = new RegExp(`\\b${declares}(?:<[^(]*>)?\\(`, 'g')
    const declared = texts.reduce((sum, text) => sum + (text.match(call)?.length ?? 0), 0)
    assert.ok(declared > 0)
    assert.equal(listed.length, declared, `declared and listed; add its name to « ${list} »`)
  })
