// A form as a file: the same bytes after it came back; every fault with the way to it; nothing hostile is built.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Field, fieldKinds, FORM, type FormDefinition } from '#forms'
import { cleanText } from '#platform/http/clean-text.ts'
import { fileText, readFile } from './file.ts'

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')
const faultsIn = (text: string): string[] => {
  const read = readFile(text)
  return 'faults' in read ? read.faults.map(({ where, sentence }) => plain(`${where} : ${sentence}`)) : []
}

// As it is typed on screen: one form of every text.
const words = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .map(cleanText)
  .filter((text) => text !== '')
const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/)
const condition = fc.letrec((tie) => ({
  one: fc.oneof(
    { maxDepth: 3 },
    fc.record({ op: fc.constantFrom('answered', 'empty'), of: name }),
    fc.record({ op: fc.constant('is'), of: name, value: fc.oneof(words, fc.boolean(), fc.integer()) }),
    fc.record({ op: fc.constantFrom('atLeast', 'atMost'), of: name, value: fc.integer() }),
    fc.record({ op: fc.constant('not'), condition: tie('one') }),
    fc.record({
      op: fc.constantFrom('all', 'any'),
      conditions: fc.array(tie('one'), { maxLength: 3 }),
    }),
  ),
})).one
const choice = fc.record({ value: words, label: words, hint: words }, { requiredKeys: ['value', 'label'] })
const question = fc.record(
  {
    id: name,
    type: fc.constantFrom(...fieldKinds.map(({ type }) => type)),
    label: words,
    hint: words,
    optional: fc.constant(true),
    showIf: condition,
    requiredIf: condition,
    choices: fc.array(choice, { maxLength: 4 }),
    agent: fc.record({ label: words, hint: words }, { requiredKeys: [] }),
    lines: fc.array(words, { minLength: 1, maxLength: 3 }),
    unit: words.map((text) => text.slice(0, 1).toWellFormed()),
  },
  { requiredKeys: ['id', 'type', 'label'] },
)
const form = fc.record(
  {
    id: fc.stringMatching(/^[a-z]{1,10}(-[a-z0-9]{1,5})?$/),
    title: words,
    processing: words,
    pages: fc.array(
      fc.record(
        { id: name, title: words, showIf: condition, fields: fc.array(question, { maxLength: 4 }) },
        { requiredKeys: ['id', 'title', 'fields'] },
      ),
      { minLength: 1, maxLength: 4 },
    ),
  },
  { requiredKeys: ['id', 'title', 'pages'] },
) as unknown as fc.Arbitrary<FormDefinition>

test('exported, imported, exported again: the same form and the same bytes', () => {
  let tried = 0
  fc.assert(
    fc.property(form, (made) => {
      if (!FORM.schema.safeParse(made).success) return
      tried++
      const text = fileText(made)
      const read = readFile(text)
      assert.ok('form' in read, JSON.stringify(read))
      assert.deepEqual(read.form, JSON.parse(JSON.stringify(made)))
      assert.equal(fileText(read.form), text)
    }),
    { numRuns: 120 },
  )
  assert.ok(tried > 80, `only ${tried} were forms`)
})

const FIELDS: Field[] = [
  { id: 'qui', type: 'short-text', label: 'Qui ?' },
  { id: 'choix', type: 'single-choice', label: 'Quoi ?', choices: [{ value: 'a', label: 'A' }] },
]
const right: FormDefinition = {
  id: 'essai',
  title: 'Essai',
  pages: [
    { id: 'un', title: 'La fête', fields: FIELDS },
    { id: 'deux', title: 'La fin', fields: [] },
  ],
}
/** The file of that body, written as it is. */
const raw = (body: string, id = 'essai') =>
  `{"format":"parvis.definitions","definitions":[{"kind":"form","id":"${id}","body":${body}}]}`

test('each fault is said with the way to it, all at once', () => {
  const wrong = {
    ...right,
    tilte: 'Essai',
    pages: [
      {
        ...right.pages[0],
        fields: [
          { ...FIELDS[0], label: '', type: 'courbe' },
          { ...FIELDS[1], choices: [{ value: 'a' }], id: 'Été' },
        ],
      },
      { id: 'deux', title: 'La fin' },
    ],
  }
  assert.deepEqual(faultsIn(raw(JSON.stringify(wrong))), [
    'Page 1 (« La fête »), question 1, le type : Cette sorte de question n’est pas connue ici.',
    'Page 1 (« La fête »), question 1, l’intitulé : Ce texte est vide.',
    'Page 1 (« La fête »), question 2 (« Quoi ? »), l’identifiant : Un nom s’écrit en minuscules sans accent, chiffres et tirets bas, et commence par une lettre.',
    'Page 1 (« La fête »), question 2 (« Quoi ? »), réponse 1, l’intitulé : Cette valeur manque.',
    'Page 2 (« La fin »), les questions : Cette valeur manque.',
    '« tilte » : Ceci n’est pas connu à cet endroit.',
  ])
  assert.deepEqual(faultsIn(raw(JSON.stringify({ ...right, id: 'autre' }))), [
    'L’identifiant : Le contenu porte un autre identifiant que l’enveloppe.',
  ])
  const condition = { op: 'not', condition: { op: 'croit', of: 'qui' } }
  const [first] = right.pages
  assert.deepEqual(faultsIn(raw(JSON.stringify({ ...right, pages: [{ ...first, showIf: condition }] }))), [
    'Page 1 (« La fête »), la condition d’affichage, « condition », « op » : Cette sorte n’est pas connue ici.',
  ])
})

test('what is no such file, or is hostile, is refused in words', () => {
  const body = JSON.stringify(right)
  assert.deepEqual(faultsIn(raw(body)), [])
  for (const [text, said] of [
    ['', /n’est pas du JSON, ou il est coupé/],
    [raw(body).slice(0, -9), /n’est pas du JSON, ou il est coupé.*: exportez-le de nouveau/],
    ['[1, 2]', /^Le fichier : Ce n’est pas un formulaire exporté/],
    [body, /^Le fichier : Ce n’est pas un formulaire exporté/],
    ['{"format":"parvis.definitions","definitions":[]}', /porte 0 définitions/],
    ['{"format":"parvis.definitions"}', /^Les définitions : Cette valeur manque\./],
    [raw('[]'), /^Les définitions, élément 1, « body » : Le contenu du formulaire manque\./],
    [raw(body).replace('"form"', '"service"'), /d’une autre sorte : « service »/],
    [`${'['.repeat(200_000)}${']'.repeat(200_000)}`, /imbriqué sur plus de 64 niveaux/],
    [raw(`{"a":${'{"a":'.repeat(90)}1${'}'.repeat(90)}}`), /imbriqué sur plus de 64 niveaux/],
    [raw(`"${'a'.repeat(500_000)}"`), /dépasse 500 ko/],
    [
      raw(body.replace('"title":"La fête"', '"title":"La fête","__proto__":{"showIf":1}')),
      /^Page 1 \(« La fête »\), « __proto__ » : Ce nom est réservé : rien ne peut le porter\.$/,
    ],
    [
      raw(body.replace('"value":"a"', '"value":"a","constructor":1')),
      /réponse 1 .*« constructor » : Ce nom est réservé/,
    ],
    [
      raw(body.replace('Qui ?', 'Qui \\u202e?')),
      /question 1 .*l’intitulé : Ce texte contient des caractères invisibles/,
    ],
    [
      raw(JSON.stringify({ ...right, pages: Array(201).fill(right.pages[1]) })),
      /^Les pages : 201 pages : 200 au plus/,
    ],
  ] as const) {
    const faults = faultsIn(text)
    assert.match(faults.join('\n'), said, text.slice(0, 80))
    assert.equal(faults.length, 1, faults.join('\n'))
  }
})
