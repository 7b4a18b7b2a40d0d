// Every variable that the program reads is in the guide of operations, by its name or with its family (`PARVIS_X_*`).
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { KERNEL_VARIABLES } from '#platform/config.ts'
import { houseOf } from '../../src/app.ts'

test('the guide of operations names every variable', () => {
  const guide = readFileSync(join(import.meta.dirname, '../../docs/guides/operations.md'), 'utf8')
  const own = houseOf({ demo: true }).environment.flatMap(({ variables }) => Object.keys(variables))
  assert.ok(own.includes('PARVIS_FRANCECONNECT_ISSUER'))
  for (const name of [...KERNEL_VARIABLES, ...own]) {
    const family = `\`${name.split('_').slice(0, 2).join('_')}_*\``
    assert.ok(guide.includes(`\`${name}\``) || guide.includes(family), name)
  }
})
