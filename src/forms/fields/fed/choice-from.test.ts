// A choice fed by a list: chosen or searched, by its label, its value or some of its words; what went lately is taken and said; while the list says
// nothing, the form goes on as its author wrote.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { offer } from '#lists'
import { renderHtml } from '#platform/html.ts'
import { anyText } from '#test/texts.ts'
import { kindOf } from '../index.ts'
import { judging, plain, questionOf, showing, trying } from '../sample.fixture.ts'
import { LISTED } from './choice-from.ts'
import { fed, fedIn, OFFERED, withOffered } from './feed.ts'

const kind = kindOf('choice-from')
const SCHOOLS = [
  { value: 'lilas', label: 'École des Lilas, Bron', more: ['Maternelle'] },
  { value: 'port', label: 'École du Port, Givors', more: ['Élémentaire'] },
  { value: 'lilas-2', label: 'École des Lilas blancs, Écully' },
]
const many = [
  ...SCHOOLS,
  ...Array.from({ length: LISTED }, (_, n) => ({ value: `n${n}`, label: `Numéro ${n}` })),
]
const former = new Map([
  ['verger', { label: 'École du Verger', gone: '2026-11-20', until: '2026-11-27' }],
  ['gare', { label: 'École de la Gare', gone: '2026-11-01', until: '2026-11-08' }],
])
const short = { [OFFERED]: offer({ id: 'ecoles', title: 'Écoles' }, SCHOOLS, former), list: 'ecoles' }
const long = { [OFFERED]: offer({ id: 'ecoles', title: 'Écoles' }, many, former), list: 'ecoles' }
const none = { [OFFERED]: undefined, list: 'ecoles' }
const { answer, problem, summary, faults, judge } = trying('choice-from')
const shown = (raw: Record<string, string>, more: object) =>
  plain(renderHtml(kind.control(questionOf(kind, { ...more }), raw, showing)))

test('what is chosen or typed is one row of the list, and is kept as it reads then', () => {
  const lilas = { value: 'lilas', label: 'École des Lilas, Bron' }
  for (const typed of ['lilas', 'École des Lilas, Bron', 'ecole des lilas bron', 'maternelle', 'lilas bron'])
    assert.deepEqual(answer(typed, long), lilas, typed)
  assert.equal(
    problem('lilas é', long),
    'Il y en a plusieurs pour « lilas é » : écrivez laquelle, par exemple « École des Lilas, Bron », « École des Lilas blancs, Écully »',
  )
  assert.equal(
    problem('École du Bois', long),
    '« École du Bois » n’est pas dans la liste : choisissez une des réponses proposées.',
  )
  for (const hostile of ['__proto__', 'constructor', 'toString']) problem(hostile, short)
  // The words win over what was taken before them.
  assert.deepEqual(answer({ '': 'port', '-choisi': 'lilas' }, long), {
    value: 'port',
    label: 'École du Port, Givors',
  })
  assert.equal(summary('lilas', long), 'École des Lilas, Bron')
})

test('what went lately is taken and said, for seven days; then another is asked for', () => {
  assert.deepEqual(answer('verger', short), { value: 'verger', label: 'École du Verger', gone: '2026-11-20' })
  assert.equal(summary('verger', short), 'École du Verger (n’est plus dans la liste depuis le 20 nov. 2026)')
  assert.equal(
    problem('gare', short),
    '« École de la Gare » n’est plus dans la liste depuis le 1er nov. 2026 : choisissez une autre réponse.',
  )
  assert.match(
    shown({ '': 'verger' }, short),
    /<option value="verger" selected>École du Verger \(retirée de la liste/,
  )
})

test('while the list says nothing, an answer is a text or waits, as the form says; what was typed stays', () => {
  const typed = { ...none, whenDown: 'text' }
  assert.deepEqual(answer('  École  du Bois ', typed), { value: '', label: 'École du Bois' })
  assert.match(problem('x'.repeat(201), typed), /1 caractère de trop/)
  assert.equal(summary('École du Bois', typed), 'École du Bois (écrit sans la liste, alors indisponible)')
  assert.match(shown({}, typed), /La liste n’est pas disponible.*écrivez votre réponse.*<input/s)
  assert.match(problem('lilas', none), /réessayez plus tard/)
  assert.deepEqual(judge('', none), { empty: true }, 'left empty, the form goes on')
  assert.match(
    plain(kind.missing(questionOf(kind, none))),
    /« Question » : cette liste n’est pas disponible.*réessayez plus tard\.$/,
  )
  assert.match(shown({ '': 'lilas' }, none), /<option value="lilas" selected>/)
})

test('a short list is chosen from, a long one searched; its age is said when it could not be read again', () => {
  assert.match(
    shown({ '': 'port' }, short),
    /<select[^>]* id="it"[^]*École des Lilas, Bron \(Maternelle\)[^]*value="port" selected/,
  )
  const searched = shown({ '': 'École du Port, Givors' }, long)
  assert.match(
    searched,
    /<list-search data-url="\/listes\/ecoles\/propositions"><input[^>]* id="it"[^>]* value="École du Port, Givors"/,
  )
  assert.match(searched, /type="hidden" name="it-choisi" value="port" data-fact="it"/)
  const old = { ...long, [OFFERED]: { ...long[OFFERED], age: 'lundi 23 novembre à 10 h 12' } }
  assert.match(shown({}, old), /Liste du lundi 23 novembre à 10 h 12 : elle n’a pas pu être relue depuis\./)
})

test('conditions read the value, else the text', () => {
  assert.equal(kind.read?.({ value: 'lilas', label: 'École' }), 'lilas')
  assert.equal(kind.read?.({ value: '', label: 'École' }), 'École')
  assert.deepEqual(faults({ list: undefined }), [
    'La question « it » doit dire de quelle liste viennent ses réponses.',
  ])
})

test('whatever is typed is judged, and an answer shown again is the same', () => {
  const lists = [short, long, none, { ...none, whenDown: 'text' }]
  fc.assert(
    fc.property(
      fc.constantFrom(...lists),
      fc.oneof(anyText(40), fc.constantFrom(...many.map(({ label }) => label))),
      anyText(20),
      (list, typed, chosen) => {
        const field = questionOf(kind, { ...list })
        const judged = kind.judge(field, { '': typed, '-choisi': chosen }, judging)
        if ('answer' in judged)
          assert.deepEqual(kind.judge(field, kind.rawOf(judged.answer, field), judging), judged)
      },
    ),
  )
})

test('what a list proposes goes along with the form, and is written nowhere', async () => {
  const within = { id: 'who', type: 'block', fields: [{ id: 'in', type: 'choice-from', list: 'ecoles' }] }
  const form = {
    pages: [
      { fields: [{ id: 'it', type: 'choice-from', list: 'ecoles' }, within, { id: 'a', type: 'email' }] },
    ],
  }
  assert.deepEqual(
    fedIn(form).map(({ id }) => id),
    ['it', 'in'],
  )
  const made = withOffered(form, new Map([['ecoles', short[OFFERED]]]))
  assert.deepEqual(
    fedIn(made).map((one) => one[OFFERED]?.id),
    ['ecoles', 'ecoles'],
  )
  assert.equal(made.pages[0]?.fields[2], form.pages[0]?.fields[2], 'what needs nothing is not copied')
  assert.equal(JSON.stringify(made), JSON.stringify(form))
  assert.deepEqual(
    fedIn({ ...form }).map((one) => one[OFFERED]),
    [undefined, undefined],
  )
  const plainForm = { pages: [] }
  assert.equal(await fed(null as never, plainForm), plainForm, 'no list, nothing asked')
})
