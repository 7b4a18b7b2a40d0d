// What a page shows for each question, and which answers tell of a danger.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderHtml } from '#platform/html.ts'
import type { Answers, FormDefinition } from '../definition/definition.ts'
import { showing } from '../fields/sample.fixture.ts'
import { dangersIn } from './danger.ts'
import { type FieldsView, pageFields } from './page-fields.ts'

const choices = [
  { value: 'none', label: 'Rien' },
  { value: 'wire', label: 'Un fil à nu', danger: true as const },
  { value: 'glass', label: 'Du verre', danger: true as const },
]
const form: FormDefinition = {
  id: 'essai',
  title: 'Essai',
  pages: [
    {
      id: 'page',
      title: 'Page',
      fields: [
        { id: 'seen', type: 'single-choice', label: 'Ce qui se voit', choices, optional: true },
        { id: 'around', type: 'multiple-choice', label: 'Autour', choices },
        { id: 'hurt', type: 'yes-no', label: 'Quelqu’un est blessé', danger: 'Une personne blessée' },
        { id: 'more', type: 'short-text', label: 'Précisez', showIf: { op: 'is', of: 'hurt', value: true } },
        {
          ...{ id: 'why', type: 'short-text', label: 'Pourquoi', optional: true },
          requiredIf: { op: 'answered', of: 'seen' },
        },
        { id: 'name', type: 'short-text', label: 'Nom' },
      ],
    },
  ],
}

test('dangers are those of the answers given, in the order of the form', () => {
  const of = (answers: Answers) => dangersIn(form, answers)
  assert.deepEqual(of({}), [])
  assert.deepEqual(of({ seen: 'none', around: [], hurt: false }), [])
  assert.deepEqual(of({ seen: 'wire' }), ['Un fil à nu'])
  assert.deepEqual(of({ hurt: true, around: ['glass', 'none', 'wire'], seen: 'glass' }), [
    'Du verre',
    ...['Un fil à nu', 'Du verre'],
    'Une personne blessée',
  ])
})

test('each control says what was typed, what is wrong with it, whether it may be left, and waits hidden for its condition', () => {
  const view: FieldsView = {
    ...{ form, areas: showing.areas, map: null, assets: showing.assets },
    raw: { name: { '': 'Zoé' } },
    answers: {},
    problems: [
      { field: 'name', fieldId: 'name', message: 'Trop court.' },
      { field: 'name', fieldId: 'name', message: 'Trop plat.' },
    ],
    origins: { name: 'Repris de votre profil.' },
    focused: 'name',
  }
  const shown = (more: Partial<FieldsView> = {}) => {
    const asked = form.pages[0]?.fields ?? []
    const htmls = pageFields({ ...view, ...more }, asked).map(renderHtml)
    return Object.fromEntries(asked.map(({ id }, at) => [id, htmls[at] ?? '']))
  }
  const { name = '', more = '', seen = '', why = '' } = shown()
  assert.match(name, /value="Zoé"/)
  assert.match(name, /Trop court\.[^]*Trop plat\./)
  assert.match(name, /Repris de votre profil/)
  assert.match(name, /autofocus/)
  assert.doesNotMatch(name, /facultatif/)
  assert.match(seen, /facultatif/)
  assert.doesNotMatch(seen, /autofocus|Trop court/)
  assert.doesNotMatch(why, /facultatif/, 'it may be asked for, as soon as another is answered')
  assert.match(more, / hidden/)
  assert.doesNotMatch(name, / hidden/)
  assert.doesNotMatch(shown({ answers: { hurt: true } })['more'] ?? ' hidden', / hidden/)
  const { origins: _, ...unsaid } = view
  const bare = pageFields({ ...unsaid, problems: [] }, form.pages[0]?.fields ?? []).map(renderHtml)
  assert.doesNotMatch(bare.join(''), /Repris|aria-invalid|-erreur/)
})
