// What each question collects, as the register is asked.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Field } from '../definition/definition.ts'
import { categoriesOf } from './collected.ts'

test('a question says what it collects by its author, else by role, token and type', () => {
  const of = (field: Partial<Field> & Record<string, unknown>) =>
    categoriesOf({ id: 'x', type: 'short-text', label: 'Question', ...field })
  assert.deepEqual(of({}), ['text'])
  assert.deepEqual(of({ type: 'email' }), ['contact'])
  assert.deepEqual(of({ type: 'phone' }), ['contact'])
  assert.deepEqual(of({ type: 'location' }), ['place'])
  assert.deepEqual(of({ type: 'files' }), ['pictures'])
  assert.deepEqual(of({ type: 'files', accept: ['image', 'pdf'] }), ['documents'])
  for (const type of ['single-choice', 'multiple-choice', 'yes-no', 'date'])
    assert.deepEqual(of({ type }), ['choices'], type)
  assert.deepEqual(of({ autocomplete: 'family-name' }), ['identity'])
  assert.deepEqual(of({ type: 'date', autocomplete: 'bday' }), ['birth'])
  assert.deepEqual(of({ autocomplete: 'off' }), ['text'])
  assert.deepEqual(of({ role: 'contactName' }), ['identity'])
  assert.deepEqual(of({ role: 'contactAddress', autocomplete: 'name' }), ['address'])
  assert.deepEqual(of({ type: 'long-text', role: 'description', data: ['health'] }), ['health'])
})
