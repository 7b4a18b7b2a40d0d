// What may be asked where no file is taken: forms that require one are not.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Field, FormDefinition } from '#forms'
import { needsFile } from './asked.ts'

const form = (...fields: Partial<Field>[]) =>
  ({ id: 'x', title: 'x', pages: [{ id: 'need', title: 'x', fields }] }) as unknown as FormDefinition

test('a form requires a file when one of its questions does, whatever is answered', () => {
  const [words, photo] = [{ id: 'a', type: 'short-text' } as const, { id: 'b', type: 'files' } as const]
  assert.equal(needsFile(form(words)), false)
  assert.equal(needsFile(form(words, { ...photo, optional: true })), false)
  assert.equal(needsFile(form(words, photo)), true)
  assert.equal(needsFile(form({ ...photo, optional: true }, photo)), true)
})
