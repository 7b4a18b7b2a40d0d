// The tests of a form: green or red with the difference in words; recorded from somebody, nothing of them remains.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Answer, Answers, Field, FormDefinition, FormTest } from '../definition/definition.ts'
import { kindOf } from '../fields/index.ts'
import { area, bron, judging, plain, questionOf, triedKinds } from '../fields/sample.fixture.ts'
import { formSchema } from '../versions/schema.ts'
import { ofNobody } from './replaced.ts'
import { differencesOf, expectedFrom, outcomeOf, redTests } from './run.ts'

const size = {
  ...{ id: 'size', type: 'single-choice', label: 'Taille' },
  choices: ['s', 'l'].map((value) => ({ value, label: value })),
}
const isLarge = { op: 'is', of: 'size', value: 'l' }
const form = (pages: object[], tests: FormTest[] = []): FormDefinition =>
  ({ id: 'f', title: 'F', pages, tests }) as unknown as FormDefinition
const PAGES = [
  {
    id: 'one',
    title: 'Une',
    fields: [size, { id: 'why', type: 'short-text', label: 'Pourquoi', showIf: isLarge, maxLength: 5 }],
  },
  {
    id: 'two',
    title: 'Deux',
    showIf: isLarge,
    fields: [
      { id: 'name', type: 'short-text', label: 'Nom', role: 'contactName', agent: { label: 'Son nom' } },
    ],
  },
]
const trying = (more: Partial<FormTest>): FormTest => ({
  ...{ id: 't', name: 'Essai', as: 'resident', on: '2026-11-23', answers: { size: 'l' }, expects: {} },
  ...more,
})
const said = (more: Partial<FormTest>, pages: object[] = PAGES) =>
  differencesOf(form(pages), trying(more), area).map(plain)

test('what is not expected is not looked at; what differs is said in words', () => {
  assert.deepEqual(said({}), [])
  assert.deepEqual(said({ expects: { pages: ['one', 'two'], shown: ['why'], hidden: [] } }), [])
  assert.deepEqual(said({ answers: { size: 's' }, expects: { pages: ['one', 'two'], shown: ['why'] } }), [
    'La page « Deux » n’est pas posée, et le test l’attend.',
    'La question « Pourquoi » n’est pas montrée, et le test l’attend.',
  ])
  assert.deepEqual(said({ expects: { pages: ['one'], hidden: ['why'] } }), [
    'La page « Deux » est posée, et le test ne l’attend pas.',
    'La question « Pourquoi » est montrée, et le test ne l’attend pas.',
  ])
  assert.match(said({ expects: { pages: ['two', 'one'] } })[0] ?? '', /ordre attendu : « Une » et « Deux »/)
  assert.match(said({ answers: { gone: 'x' } })[0] ?? '', /répond à la question « gone », qui n’est plus/)
})

test('what is refused is refused with that sentence, and nothing else is; an agent may leave a name out', () => {
  const refused = [
    { at: 'why', sentence: 'Votre réponse compte 2 caractères de trop : raccourcissez-la (5 au plus).' },
  ]
  const answers = { size: 'l', why: 'abcdefg', name: 'Ada' }
  assert.deepEqual(said({ answers, expects: { refused } }), [])
  assert.match(
    said({ answers, expects: { refused: [] } })[0] ?? '',
    /« Pourquoi » est refusée : « Votre réponse compte 2/,
  )
  assert.match(
    said({ answers: { ...answers, why: 'abcdefgh' }, expects: { refused } })[0] ?? '',
    /À « Pourquoi », le formulaire dit « Votre réponse compte 3 .* ; le test attend « Votre réponse compte 2/,
  )
  assert.match(
    said({ answers: { ...answers, why: 'abc' }, expects: { refused } })[0] ?? '',
    /est prise ; le test attend/,
  )
  const unnamed = { size: 'l', why: 'abc' }
  assert.match(said({ answers: unnamed, expects: { refused: [] } })[0] ?? '', /« Nom » est refusée/)
  assert.deepEqual(said({ as: 'agent', answers: unnamed, expects: { refused: [] } }), [])
})

test('what a form does, expected from now on, is green; two tests of one name are red', () => {
  const given = trying({ answers: { size: 'l', why: 'abcdefg' } })
  const kept = { ...given, expects: expectedFrom(outcomeOf(form(PAGES), given, area)) }
  assert.deepEqual(kept.expects.pages, ['one', 'two'])
  assert.equal(kept.expects.refused?.length, 2)
  assert.deepEqual(redTests(form(PAGES, [kept]), area), [])
  assert.deepEqual(redTests(form(PAGES, [kept, kept]), area).map(plain), [
    'Deux tests portent l’identifiant « t ».',
  ])
  assert.ok(formSchema.safeParse(form(PAGES, [kept])).success)
  for (const wrong of [{ as: 'mayor' }, { on: 'hier' }, { answers: { a: 1 } }, { expects: { sent: true } }])
    assert.ok(
      !formSchema.safeParse(form(PAGES, [{ ...kept, ...wrong } as FormTest])).success,
      JSON.stringify(wrong),
    )
})

const files: Answer = [{ fileId: 'a1b2', name: 'IRM-Yolande.pdf', bytes: 1, mediaType: 'application/pdf' }]

/** Texts of at least four signs that somebody wrote. */
function leaves(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(leaves)
  const text = String(value)
  return text.length > 3 ? [text] : []
}

/** What somebody like nobody else answers to each type, as controls post it. */
const TYPED: Readonly<Record<string, Record<string, string>>> = {
  'short-text': { '': 'Yolande Trukmuche' },
  'long-text': { '': 'Mon voisin Aristide a crié.' },
  'formatted-text': { '': 'W987654321' },
  email: { '': 'yolande@trukmuche.example' },
  phone: { '': '06 98 76 54 32' },
  date: { '-jour': '17', '-mois': '3', '-annee': '1961' },
  number: { '': '48213' },
  integer: { '': '48213' },
  decimal: { '': '48213,5' },
  money: { '': '48213,55' },
  iban: { '': 'DE89 3704 0044 0532 0130 00' },
  'web-address': { '': 'https://yolande.example/page' },
}

test('recorded, an answer of any type keeps nothing of whoever gave it, but what the form proposes', () => {
  for (const kind of triedKinds.filter(({ type }) => type !== 'tide-height')) {
    const asked: Field = questionOf(kind)
    const judged = kind.judge(asked, TYPED[kind.type] ?? {}, judging)
    const own = 'answer' in judged ? judged.answer : undefined
    const given: Answer = kind.holdsFiles ? files : (own ?? kind.sample(asked, bron.code))
    const whole = form([{ id: 'p', title: 'P', fields: [asked] }])
    const made = ofNobody(
      whole,
      { old: whole, answers: { it: given } },
      { commune: bron.code, own: '69123' },
      judging,
    )
    assert.ok(made.it !== undefined, kind.type)
    const text = JSON.stringify(made)
    if (own !== undefined || kind.holdsFiles)
      for (const leaf of leaves(given)) assert.ok(!text.includes(leaf), `${kind.type}: ${leaf}`)
    // Where nothing else is typed above, what stays is the sample of the type, or is counted.
    else
      assert.ok(
        kind.counted || JSON.stringify(given) === JSON.stringify(kind.sample(asked, bron.code)),
        kind.type,
      )
  }
  assert.ok(Object.keys(TYPED).every((type) => kindOf(type).type === type))
})

test('any text of any person is gone, whatever the form says of it', () => {
  const text = fc.stringMatching(/^[a-z]{6,12}$/)
  fc.assert(
    fc.property(text, text, fc.integer({ min: 100_000, max: 999_999 }), (name, why, money) => {
      const fields = [
        { id: 'name', type: 'short-text', label: 'a', role: 'contactName' },
        { id: 'why', type: 'long-text', label: 'b' },
        { id: 'earns', type: 'integer', label: 'c' },
        { ...size, data: ['health'] },
        { id: 'more', type: 'short-text', label: 'd', showIf: { op: 'atLeast', of: 'earns', value: 50_000 } },
      ]
      const whole = form([{ id: 'p', title: 'P', fields }])
      const answers: Answers = { name, why, earns: money, size: 'l', more: why }
      const made = ofNobody(whole, { old: whole, answers }, { commune: bron.code, own: undefined }, judging)
      const said_ = JSON.stringify(made)
      for (const own of [name, why, String(money)]) assert.ok(!said_.includes(`"${own}"`), said_)
      // The same questions are shown: it stands on the same side of what is compared.
      assert.ok(outcomeOf(whole, trying({ answers: made }), area).shown.includes('more'))
    }),
    { numRuns: 40 },
  )
})

test('a named condition counts for what it says; an item is of samples, on its side of what is compared, its files by name', () => {
  const isAdult = { op: 'atLeast', of: 'age', value: 18 } as const
  const questions = [
    { id: 'first', type: 'short-text', label: 'a' },
    { id: 'age', type: 'integer', label: 'b' },
    { id: 'work', type: 'long-text', label: 'c', showIf: { op: 'named', name: 'adult' } },
    { ...size, id: 'level' },
    { id: 'card', type: 'files', label: 'd', accept: ['pdf'] },
  ]
  const fields = [
    { id: 'earns', type: 'integer', label: 'e' },
    { id: 'why', type: 'short-text', label: 'f', showIf: { op: 'named', name: 'rich' } },
    { id: 'all', type: 'repeated-block', label: 'g', items: { one: 'personne' }, questions },
  ]
  const whole = {
    ...form([{ id: 'p', title: 'P', fields }]),
    conditions: [
      { id: 'rich', name: 'Riche', when: { op: 'atLeast', of: 'earns', value: 70_000 } },
      { id: 'adult', name: 'Majeur', when: isAdult },
    ],
  } as FormDefinition
  const somebody = (first: string, age: number) => ({ first, age, level: 'l', card: files })
  const answers: Answers = {
    ...{ earns: 98_765, why: 'Trukmuche' },
    all: [{ ...somebody('Yolande', 61), work: 'Soudeuse chez Aristide' }, somebody('Aristide', 11)],
  }
  const made = ofNobody(whole, { old: whole, answers }, { commune: bron.code, own: undefined }, judging)
  const text = JSON.stringify(made)
  for (const own of ['Trukmuche', '98765', 'Yolande', 'Aristide', 'Soudeuse', '"61"', '"11"', 'IRM'])
    assert.ok(!text.includes(own), `${own}: ${text}`)
  const items = made.all as Record<string, unknown>
  assert.deepEqual([items[''], items['-2-level'], items['-1-card']], [['1', '2'], 'l', ['document.pdf']])
  const does = outcomeOf(whole, trying({ answers: made }), area)
  assert.deepEqual(does.refused, [])
  assert.ok(does.shown.includes('why'))
  // Moved to another kind of question since, nothing is made of it.
  const since = form([{ id: 'p', title: 'P', fields: [{ id: 'all', type: 'short-text', label: 'g' }] }])
  assert.deepEqual(
    ofNobody(since, { old: whole, answers }, { commune: bron.code, own: undefined }, judging),
    {},
  )
})
