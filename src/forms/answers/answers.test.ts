// What statistics keep of a request that was made anonymous.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FormDefinition } from '../definition/definition.ts'
import { countedAnswers } from './answers.ts'

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
          { id: 'danger', type: 'yes-no', label: 'Danger' },
          { id: 'details', type: 'long-text', label: 'Détails' },
        ],
      },
    ],
  }
  const answers = { size: 'one', diets: ['two'], danger: true, details: 'Chez Lucette' }
  assert.deepEqual(countedAnswers(form, answers), { size: 'one', danger: true })
})
