// What a form says around its questions is said in the language of whoever reads it: controls, refusals, blocks, checks and ends.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { offer } from '#lists'
import { renderHtml } from '#platform/html.ts'
import { languageOf, unmarked } from '#platform/tongue/said-in.ts'
import { speaking } from '#platform/tongue/sentences.ts'
import { blockActDone } from '../answers/block-acts.ts'
import { answersSummary } from '../answers/answers.ts'
import { endNotice } from '../answers/end-notice.ts'
import { pageFields } from '../answers/page-fields.ts'
import { type RawAnswers, validate } from '../answers/validate.ts'
import type { Field, FormDefinition, FormPage } from '../definition/definition.ts'
import { OFFERED } from '../fields/fed/feed.ts'
import { fieldKinds, kindOf } from '../fields/index.ts'
import { area, judging, questionOf, showing } from '../fields/sample.fixture.ts'
import { checkForm } from '../versions/check.ts'
import { readIn, textsOf } from './texts.ts'

const entries = Array.from({ length: 50 }, (_, at) => ({ value: `v${at}`, label: `Port ${at}` }))
const listed = offer({ id: 'essai', title: 'Essai' }, entries, new Map(), '23 novembre 2026')
const none = offer({ id: 'essai', title: 'Essai' }, [])
const picture = (name: string) => JSON.stringify({ fileId: name, name, bytes: 1, mediaType: 'image/png' })

const typedRows = {
  one: 'dépense',
  isFeminine: true,
  least: 2,
  columns: [
    { id: 'what', label: 'Quoi' },
    { id: 'cost', label: 'Prix', type: 'money', optional: true },
    { id: 'on', label: 'Jour', type: 'date', optional: true },
  ],
}
const children = {
  ...{ id: 'children', type: 'repeated-block', label: 'Les enfants ?' },
  items: { one: 'enfant', least: 1, most: 2 },
  questions: [
    { id: 'first', type: 'short-text', label: 'Quel est son prénom ?', maxLength: 5 },
    { id: 'age', type: 'integer', label: 'Quel âge ?' },
  ],
}
const more = [
  children,
  { id: 'costs', type: 'rows', label: 'Les dépenses ?', rows: typedRows },
  { id: 'fed', type: 'choice-from', label: 'Quel port ?', list: 'essai', [OFFERED]: listed },
  { id: 'later', type: 'choice-from', label: 'Quel autre ?', list: 'essai', [OFFERED]: none },
  {
    ...{ id: 'free', type: 'choice-from', label: 'Lequel ?', list: 'essai', whenDown: 'text' },
    [OFFERED]: none,
  },
  { id: 'card', type: 'identity-document', label: 'La pièce ?', sides: true },
  {
    ...{ id: 'quote', type: 'files', label: 'Le devis ?', paper: 'le devis', accept: ['image', 'pdf'] },
    model: { name: 'devis.pdf', sha256: 'a'.repeat(64), bytes: 1000, mediaType: 'application/pdf' },
  },
] as unknown as Field[]

const asForm = (page: Partial<FormPage>, id = 'f'): FormDefinition => ({
  ...{ id, title: 'Tout', processing: 'job' },
  pages: [{ id: 'p', title: 'Page', fields: [], ...page }],
})

/** That form in English, each of its texts translated. */
function inEnglish(form: FormDefinition) {
  const texts = textsOf(form).map(({ at, french }) => ({ at, from: french, to: `said ${at}` }))
  const language = { code: 'en', name: 'English', texts }
  const read = readIn({ ...form, languages: [language] }, language)
  const fields = read.pages.flatMap((page) => page.fields)
  return { read, fields, english: <T>(make: () => T) => speaking(language, make as never) as T }
}

/** What is left of a page once what says that it is English is taken away: lists and attributes apart, no word. */
const words = (page: string): string[] =>
  page
    .replace(/<option[^>]*>[^<]*/g, '')
    .replace(/(?<=dates from )<span lang="fr">[^<]*<\/span>/, '')
    .replace(/<span lang="en">(?:[^<]|<(?!\/?span)[^>]*>)*<\/span>/g, '')
    .replace(/<[^>]*>/g, ' ')
    // Names of files.
    .replace(/\b\w+\.(?:pdf|png)\b/g, '')
    .match(/\p{L}+/gu) ?? []

test('no control says a word of French where all of the form is translated', () => {
  const some = fieldKinds
    .filter(({ holdsItems }) => !holdsItems)
    .map((kind, at) => questionOf(kind, { id: `it${at}`, label: 'Question' }))
  const { read, fields, english } = inEnglish(asForm({ fields: [...some, ...more] }))
  const pageOf = (raw: RawAnswers): Map<string, string> => {
    const { areas, map, assets } = showing
    const view = { form: read, raw, answers: {}, problems: [], areas, map, assets }
    return new Map(
      english(() => pageFields(view, fields)).map((one, at) => [fields[at]?.id ?? '', renderHtml(one)]),
    )
  }
  for (const [id, page] of pageOf({})) {
    assert.deepEqual(words(page), [], id)
    assert.doesNotMatch(page, /Choisissez|Non précisé/, id)
  }
  const typed = pageOf({
    children: { '': ['1', '2'], '-1-first': '', '-retires': ['3@0'] },
    costs: { '': ['a', '1', '2'] },
    card: { '': [picture('x.png'), picture('y.png')] },
  })
  const shown = (id: string) => typed.get(id) ?? ''
  assert.deepEqual(words(shown('children')), [])
  for (const said of ['Said questions/children/items/one 2', 'of 2', 'Move up', '2 at most.', 'Put back: '])
    assert.ok(shown('children').includes(said), said)
  assert.ok(shown('card').includes('x.png (front)'), shown('card'))
})

test('what is refused is refused in English: a line, an item, a list, a paper, a signature, a check, an answer withdrawn', () => {
  const page = {
    fields: [
      ...more,
      questionOf(kindOf('signature'), { id: 'signed' }),
      questionOf(kindOf('co-signatory'), { id: 'second' }),
      { id: 'mail', type: 'email', label: 'Adresse ?', role: 'contactEmail' },
      { id: 'name', type: 'short-text', label: 'Nom ?', role: 'contactName' },
      {
        ...{ id: 'size', type: 'single-choice', label: 'Taille ?' },
        choices: [
          { value: 's', label: 'Petite' },
          { value: 'l', label: 'Grande', showIf: { op: 'is', of: 'name', value: 'personne' } },
        ],
      },
    ] as Field[],
    checks: [{ id: 'c', when: { op: 'answered', of: 'mail' }, message: 'Pas de mail ici.', at: 'mail' }],
  } as Partial<FormPage>
  const { read, english } = inEnglish(asForm(page))
  const refused = (raw: RawAnswers) => {
    const { problems } = english(() => validate(read, read.pages, raw, {}, judging))
    for (const { message } of problems) assert.equal(languageOf(message)?.code, 'en', unmarked(message))
    return problems.map(({ message }) => unmarked(message)).join('\n')
  }
  const [one, label] = ['Said questions/children/items/one', 'said questions/costs/rows/columns']
  const all = [
    refused({}),
    refused({
      children: { '': ['1', '2'], '-1-first': 'Alexandrine', '-1-age': '3', '-2-first': 'Bo' },
      costs: { '': ['a', 'cher', ''] },
      fed: { '': 'Port' },
      later: { '': 'Port 4' },
      card: { '': [picture('x.png')] },
      signed: { '-nom': 'Ada' },
      second: { '-nom': 'Bo', '-mail': 'bo' },
      size: { '': 'l' },
    }),
    refused({
      children: { '': ['1', '2', '3'], '-1-first': 'A', '-2-first': 'B', '-3-first': 'C' },
      costs: { '': ['a', '12', '31'] },
      fed: { '': 'nowhere' },
      signed: { '-nom': 'Ada', '-accord': 'oui' },
      second: { '-nom': 'Bo Bi', '-mail': 'ada@courriel.example' },
      mail: { '': 'ada@courriel.example' },
      name: { '': 'Grace Hopper' },
    }),
    refused({ costs: { '': ['a', '12', ''] }, mail: { '': 'ada@courriel.example' }, card: { '': [] } }),
  ].join('\n')
  for (const said of [
    'this list is not available at the moment',
    `${one} 1: Your answer is 6 characters too long`,
    `${one} 2: Write a whole number`,
    `Said questions/costs/rows/one 1, “${label}/cost/label”: Write an amount`,
    'There are several for “Port”: write which one, for example “Port 0”, “Port 1”',
    'One side is missing',
    'Tick the box to sign',
    'Write a complete e-mail address',
    'The answer “said questions/size/choices/l/label” is no longer offered',
    'You have added too many: 2 at most.',
    'Write the day, the month and the year, for example',
    '“nowhere” is not in the list',
    'The signature is not in the name given in this form: “Grace Hopper”',
    'two people sign, and said questions/second/signsAs receives',
    'Fill in at least 2 lines: you have filled in 1.',
    'said pages/p/checks/c/message',
  ])
    assert.ok(all.includes(said), `${said}\n\n${all}`)
})

test('the buttons of a block say in English what they did, and a summary which item is meant', () => {
  const { read, fields, english } = inEnglish(asForm({ fields: [children as unknown as Field] }))
  const did = (act: string, raw: RawAnswers) =>
    unmarked(english(() => blockActDone(fields, { bloc: `children ${act}` }, raw))?.said ?? '')
  const [one, where] = [
    'Said questions/children/items/one',
    'in the question “said questions/children/label”',
  ]
  const two: RawAnswers = { children: { '': ['1', '2'] } }
  assert.equal(did('ajouter 0', { children: { '': ['1'] } }), `${one} added, number 2 of 2, ${where}.`)
  assert.equal(did('ajouter 0', two), 'You cannot add any more: 2 at most.')
  assert.equal(did('monter 2', two), `${one} moved, number 1 of 2, ${where}.`)
  assert.equal(did('retirer 2', two), `${one} 2 has been removed. You can still put it back.`)
  const lines = english(() => answersSummary(read, { children: [{ first: 'Bo', age: 3 }] }, { area }))
  assert.deepEqual(
    lines.map(({ label }) => unmarked(label)),
    [`${one} 1: said questions/first/label`, `${one} 1: said questions/age/label`],
  )
})

test('an end keeps its links and its list in another language, and one that does not read is kept back', () => {
  const end = {
    ...{ id: 'e', title: 'Trop tard', when: { op: 'is' as const, of: 'it', value: true } },
    text: 'Voyez **ceci**\u00a0:\n\n- [une page](/demarches)',
  }
  const field = questionOf(kindOf('yes-no'))
  const form = {
    ...asForm({ fields: [field], ends: [end] }),
    processing: undefined,
  } as unknown as FormDefinition
  const translated = (text: string) => {
    const texts = [
      { at: 'pages/p/ends/e/text', from: end.text, to: text },
      { at: 'pages/p/ends/e/title', from: end.title, to: 'Too late' },
    ]
    return { code: 'en', name: 'English', texts }
  }
  const right = translated('See **this**:\n\n- [a page](/demarches)')
  const said = readIn({ ...form, languages: [right] }, right).pages[0]?.ends?.[0]
  assert.ok(said !== undefined)
  const page = renderHtml(speaking(right, () => endNotice(said)))
  assert.match(
    page,
    /<div lang="en"><div class="rich"><p>See <strong>this<\/strong>:<\/p><ul [^>]*><li><a [^>]*href="\/demarches"[^>]*>a page<\/a>/s,
  )
  assert.match(page, /<span lang="en">Too late<\/span>.*<span lang="en">Nothing is sent\.<\/span>/s)
  assert.doesNotMatch(page, /[\ufff9-\ufffb]/)
  const faults = (text: string) =>
    checkForm({ ...form, languages: [translated(text)] })
      .map(({ sentence }) => sentence)
      .filter((sentence) => sentence.startsWith('En anglais'))
  assert.deepEqual(faults('See [this](/demarches).'), [])
  assert.match(faults('See [this](javascript:alert).').join('\n'), /^En anglais\u00a0: L’arrêt/)
})
