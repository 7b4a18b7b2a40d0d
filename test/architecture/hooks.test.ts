// Hooks stand in their suites: one that fails at the root of a file takes every test of its process down.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '../..')

test('no hook stands at the root of a test file', () => {
  const files = globSync(
    ['src/**/*.test.ts', 'test/**/*.test.ts', 'islands/**/*.test.ts', 'bench/**/*.test.ts'],
    {
      cwd: root,
    },
  )
  assert.ok(files.length > 200, 'the files are found')
  const rooted = files.filter((path) =>
    /^(?:before|after|beforeEach|afterEach)\(/m.test(readFileSync(join(root, path), 'utf8')),
  )
  assert.deepEqual(rooted, [])
})
