// Answers that a question proposes under a condition: withheld, they count for nothing; chosen, they are refused in words.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderHtml } from '#platform/html.ts'
import type { Condition } from '#rules'
import type { Answers, Field, FormDefinition } from '../definition/definition.ts'
import { bron, judging, plain, showing } from '../fields/sample.fixture.ts'
import { checkForm } from '../versions/check.ts'
import { pageFields } from './page-fields.ts'
import { factsBeside, reachableAnswers, shownFields, shownParts } from './reachable.ts'
import { validate } from './validate.ts'

const isTrue = (of: string): Condition => ({ op: 'is', of, value: true })
const away: Condition = { op: 'named', name: 'away' }
const choices = [
  { value: 'road', label: 'Par la route' },
  { value: 'sea', label: 'Par la mer', showIf: away },
  { value: 'air', label: 'Par les airs', showIf: away },
]
const far: Field = { id: 'far', type: 'yes-no', label: 'Loin ?' }
const form = (more: Partial<FormDefinition> = {}): FormDefinition => ({
  ...{ id: 'f', title: 'F', processing: 'p' },
  conditions: [{ id: 'away', name: 'Part loin', when: isTrue('far') }],
  pages: [
    { id: 'one', title: 'Un', fields: [far] },
    {
      ...{ id: 'two', title: 'Deux' },
      fields: [
        { id: 'how', type: 'single-choice', label: 'Comment ?', choices },
        { id: 'with', type: 'multiple-choice', label: 'Avec quoi ?', optional: true, choices },
        {
          ...{ id: 'boat', type: 'short-text', label: 'Quel bateau ?' },
          showIf: { op: 'is', of: 'how', value: 'sea' },
        },
      ],
    },
  ],
  ...more,
})
const second = form().pages[1] ?? assert.fail()

test('what is no longer proposed is no answer, and opens nothing', () => {
  const all: Answers = { far: true, how: 'sea', with: ['road', 'sea'], boat: 'Belem' }
  assert.deepEqual(checkForm(form()), [])
  assert.deepEqual(reachableAnswers(form(), all), all)
  assert.deepEqual(reachableAnswers(form(), { ...all, far: false }), { far: false, with: ['road'] })
  assert.deepEqual(
    shownFields(form(), second, { ...all, far: false }).map(({ id }) => id),
    ['how', 'with'],
  )
  assert.deepEqual(shownParts(form(), second, { far: true }), [
    ...['how', 'with'],
    ...['how:2', 'how:3', 'with:2', 'with:3'],
  ])
  assert.deepEqual(factsBeside(form(), all, second), { far: true })
})

test('chosen all the same, it is refused in words, beside its question', () => {
  const judged = (other: Answers) => {
    const raw = { how: { '': 'sea' }, with: { '': ['road', 'sea', 'air'] }, boat: { '': 'Belem' } }
    const { answers, problems } = validate(form(), [second], raw, other, judging)
    return { answers, said: problems.map(({ fieldId, message }) => [fieldId, plain(message)]) }
  }
  assert.deepEqual(judged({ far: true }).said, [])
  assert.deepEqual(judged({ far: false }), {
    answers: {},
    said: [
      [
        'how',
        'La réponse « Par la mer » n’est plus proposée, d’après vos autres réponses : choisissez parmi celles qui restent.',
      ],
      [
        'with',
        'Les réponses « Par la mer » et « Par les airs » ne sont plus proposées, d’après vos autres réponses : choisissez parmi celles qui restent.',
      ],
    ],
  })
})

test('it is drawn hidden and not chosen, its condition said whole for scripts', () => {
  const drawn = (answers: Answers) =>
    pageFields(
      {
        ...{ form: form(), answers, problems: [], areas: [bron], map: null, assets: showing.assets },
        raw: { how: { '': 'sea' } },
      },
      second.fields,
    )
      .map(renderHtml)
      .join('')
  const [near, gone] = [drawn({ far: false }), drawn({ far: true })]
  assert.match(
    near,
    /<label class="choice" hidden data-condition="[^"]*is[^"]*far[^"]*"><input[^>]*value="sea">/,
  )
  assert.match(gone, /<label class="choice" data-condition="[^"]*"><input[^>]*value="sea" checked>/)
  assert.doesNotMatch(near + gone, /named/)
})

test('what is refused before it is published', () => {
  const faults = (more: Partial<FormDefinition>) =>
    checkForm(form(more)).map(({ sentence }) => plain(sentence))
  const asked = (field: Partial<Field>) => ({
    pages: [
      {
        id: 'p',
        title: 'P',
        fields: [far, { id: 'how', type: 'single-choice', label: 'Comment ?', ...field }],
      },
    ],
  })
  const all = choices.map((one) => ({ ...one, showIf: away }))
  assert.match(faults(asked({ choices: all })).join(), /« Comment \? » pourrait ne proposer aucune réponse/)
  const both = all.with(0, { ...all[0], showIf: { op: 'not', condition: away } } as never)
  // One of them is proposed whatever one answers.
  assert.deepEqual(faults(asked({ choices: both })), [])
  const none = choices.with(1, {
    ...choices[1],
    showIf: { op: 'all', conditions: [away, { op: 'not', condition: away }] },
  } as never)
  assert.match(
    faults(asked({ choices: none })).join(),
    /Personne ne verrait la réponse « Par la mer » à la question « Comment \? »/,
  )
  const own = choices.with(1, { ...choices[1], showIf: { op: 'is', of: 'how', value: 'road' } } as never)
  assert.match(faults(asked({ choices: own })).join(), /tournent en rond : how → how/)
  assert.match(faults(asked({ type: 'ranked-list', choices })).join(), /sous condition : seuls un choix/)
  assert.match(faults({ conditions: [] }).join(), /la condition nommée « away », qui n’existe pas/)
  const circle = [{ id: 'away', name: 'Part loin', when: away }]
  assert.match(faults({ conditions: circle }).join(), /tournent en rond : Part loin → Part loin/)
  const unknown = [{ id: 'away', name: 'Part loin', when: isTrue('nobody') }]
  assert.match(
    faults({ conditions: unknown }).join(),
    /Condition « Part loin » : La condition lit « nobody »/,
  )
})

test('the day on which one answers is kept where a condition reads it', () => {
  const grown = form({
    conditions: [
      { id: 'away', name: 'Majeur', when: { op: 'agoAtLeast', of: 'born', value: 18, unit: 'years' } },
    ],
    pages: [
      { id: 'one', title: 'Un', fields: [{ id: 'born', type: 'date', label: 'Né le' }] },
      { id: 'two', title: 'Deux', fields: second.fields.slice(0, 1) },
    ],
  })
  const raw = { born: { '-jour': '23', '-mois': '11', '-annee': '2008' } }
  const { answers } = validate(grown, grown.pages, raw, {}, judging)
  assert.deepEqual(answers, { born: '2008-11-23', '@today': '2026-11-23' })
  const kept = { ...answers, how: 'sea' }
  assert.deepEqual(reachableAnswers(grown, kept), kept)
  assert.deepEqual(reachableAnswers(grown, { ...kept, '@today': '2026-11-22' }), {
    ...{ born: '2008-11-23', '@today': '2026-11-22' },
  })
})
