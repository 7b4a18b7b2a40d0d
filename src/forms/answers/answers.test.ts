// Answers as the rest reads them: by role, as people do, and what statistics keep of a request that was made anonymous.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FormDefinition } from '../definition/definition.ts'
import { bron } from '../fields/sample.fixture.ts'
import { answerByRole, answersSummary, countedAnswers, placeIn, sampleAnswers } from './answers.ts'

test('choices are counted, but for those that say something of a person', () => {
  const choices = [
    { value: 'one', label: 'Un' },
    { value: 'two', label: 'Deux' },
  ]
  const form: FormDefinition = {
    id: 'essai',
    title: 'Essai',
    pages: [
      {
        id: 'page',
        title: 'Page',
        fields: [
          { id: 'size', type: 'single-choice', label: 'Taille', choices },
          { id: 'diets', type: 'multiple-choice', label: 'Régimes', choices, data: ['health'] },
          { id: 'kinds', type: 'multiple-choice', label: 'Sortes', choices },
          { id: 'danger', type: 'yes-no', label: 'Danger' },
          { id: 'details', type: 'long-text', label: 'Détails' },
        ],
      },
    ],
  }
  const answers = {
    size: 'one',
    diets: ['two'],
    kinds: ['one', 'two'],
    danger: true,
    details: 'Chez Lucette',
  }
  assert.deepEqual(countedAnswers(form, answers), {
    size: 'one',
    kinds: ['one', 'two'],
    danger: true,
  })
})

const asking: FormDefinition = {
  id: 'essai',
  title: 'Essai',
  pages: [
    { id: 'where', title: 'Où', fields: [{ id: 'place', type: 'location', label: 'Où ?', role: 'place' }] },
    {
      id: 'what',
      title: 'Quoi',
      fields: [
        { id: 'hurt', type: 'yes-no', label: 'Blessé ?' },
        {
          ...{ id: 'more', type: 'short-text', label: 'Précisez', role: 'description' },
          showIf: { op: 'is', of: 'hurt', value: true },
        },
        { id: 'else', type: 'long-text', label: 'Autre chose', role: 'description', optional: true },
        { id: 'photos', type: 'files', label: 'Photos', optional: true },
      ],
    },
  ],
}
const somewhere = { commune: bron.code, address: '3, rue du Lac' }

test('an answer is found by its role, the first question that has one', () => {
  assert.equal(answerByRole(asking, {}, 'description'), undefined)
  assert.equal(answerByRole(asking, { else: 'Deux' }, 'description'), 'Deux')
  assert.equal(answerByRole(asking, { else: 'Deux', more: 'Un' }, 'description'), 'Un')
  assert.deepEqual(placeIn(asking, { place: somewhere }), somewhere)
  assert.equal(placeIn(asking, { else: 'Deux' }), undefined)
})

test('answers read in the order of the form, those that are shown alone, and samples are whole but for files', () => {
  const area = (code: string) => (code === bron.code ? bron : undefined)
  const read = (hurt: boolean) =>
    answersSummary(asking, { else: 'Deux', more: 'Un', hurt, place: somewhere }, { area }).map(
      ({ fieldId, pageId, value }) => [fieldId, pageId, value],
    )
  const first = ['place', 'where', '3, rue du Lac, 69500 Bron']
  const last = ['else', 'what', 'Deux']
  assert.deepEqual(read(true), [first, ['hurt', 'what', 'Oui'], ['more', 'what', 'Un'], last])
  assert.deepEqual(read(false), [first, ['hurt', 'what', 'Non'], last])
  const sampled = sampleAnswers(asking, { areaCode: bron.code }, { hurt: false })
  assert.deepEqual(Object.keys(sampled).toSorted(), ['else', 'hurt', 'place'])
  assert.equal(sampled['hurt'], false)
})
