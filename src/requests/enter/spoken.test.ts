// Every form of the territory, as the agent who listens reads it.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fieldsOf, type FormDefinition } from '#forms'
import { isSeldom } from './enter.ts'
import { spokenForm } from './spoken.ts'

const folder = join(import.meta.dirname, '../../../definitions/forms')
const forms = globSync('*.json', { cwd: folder }).map(
  (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as FormDefinition,
)

test('a question that may tell of a danger is asked of everybody, whatever its form', () => {
  const telling = forms
    .flatMap(fieldsOf)
    .filter(({ danger, choices = [] }) => danger !== undefined || choices.some((choice) => choice.danger))
  assert.ok(telling.length > 8)
  assert.deepEqual(
    telling.filter(isSeldom).map(({ id }) => id),
    [],
  )
})

test('no form says « vous » to the agent who listens', () => {
  for (const form of forms)
    for (const { title, fields } of spokenForm(form).pages)
      for (const { label, hint = '' } of [{ label: title }, ...fields] as { label: string; hint?: string }[])
        assert.doesNotMatch(`${label} ${hint}`, /(?<!rendez-)\b(?:vous|votre|vos)\b|[ -]nous dire/i, form.id)
})
