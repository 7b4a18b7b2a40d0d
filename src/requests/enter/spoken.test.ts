// Every form of the territory, as the agent who listens reads it.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fieldsOf, type FormDefinition } from '#forms'
import { isSeldom } from './enter.ts'
import { spokenForm } from './spoken.ts'

const folder = join(import.meta.dirname, '../../../definitions/forms')
const forms = globSync('*.json', { cwd: folder })
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as FormDefinition)
  // Those that no service asks are filled by whoever they are about.
  .filter(({ processing }) => processing === undefined)

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

test('a hint that speaks to nobody stays; one of the person’s own details goes, for none is obligatory', () => {
  const field = (more: Partial<FormDefinition['pages'][number]['fields'][number]>) => ({
    ...{ id: 'a', type: 'short-text', label: 'Votre couleur' },
    ...more,
  })
  const fields = [
    field({ hint: 'En un mot.' }),
    field({ hint: 'Dites-le en un mot à votre façon.' }),
    field({ hint: 'En un mot.', agent: { hint: 'Demandez-le.' } }),
    field({ hint: 'Obligatoire.', role: 'contactName' }),
    field({}),
  ]
  const form = {
    id: 'f',
    title: 'F',
    pages: [{ id: 'p', title: 'Vos goûts', fields }],
  } as unknown as FormDefinition
  const [page] = spokenForm(form).pages
  assert.equal(page?.title, 'Goûts')
  assert.deepEqual(
    page?.fields.map(({ label, hint }) => [label, hint]),
    [
      ['Couleur', 'En un mot.'],
      ['Couleur', undefined],
      ['Couleur', 'Demandez-le.'],
      ['Nom et prénom de la personne', undefined],
      ['Couleur', undefined],
    ],
  )
})
