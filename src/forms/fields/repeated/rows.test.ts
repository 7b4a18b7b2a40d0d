// A table whose columns have a type: each cell is judged and read as the question of that type is, and kept as its value.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { renderHtml } from '#platform/html.ts'
import { anyText } from '#test/texts.ts'
import { kindOf } from '../index.ts'
import { area, judging, plain, questionOf, showing, trying } from '../sample.fixture.ts'

const rows = {
  one: 'dépense',
  isFeminine: true,
  least: 2,
  most: 5,
  columns: [
    { id: 'what', label: 'Quoi' },
    { id: 'count', label: 'Combien', type: 'integer' },
    { id: 'price', label: 'Prix', type: 'money' },
    { id: 'on', label: 'Quand', type: 'date', optional: true },
    { id: 'kind', label: 'Sorte', type: 'choice', choices: ['Achat', 'Salaire'] },
  ],
}
const { answer, problem, summary, faults, judge } = trying('rows', { rows })
const kind = kindOf('rows')
const field = questionOf(kind, { rows })

const first = ['Chaises', '12', '1 250,50 €', '3/4/2026', 'Achat']
const second = ['Paye', '1', '300', '', 'Salaire']
const typed = (...lines: string[][]) => ({ '': lines.flat() })

test('each cell is kept as its value, read as its column says, and shown again as it is typed', () => {
  const kept = answer(typed(first, second))
  assert.deepEqual(kept, [
    { what: 'Chaises', count: 12, price: 1250.5, on: '2026-04-03', kind: 'Achat' },
    { what: 'Paye', count: 1, price: 300, kind: 'Salaire' },
  ])
  assert.match(
    summary(typed(first, second)),
    /^1\. Chaises : 12 \(Prix : 1 250,50 € ; Quand : .*avril.* ; Sorte : Achat\)\n2\. Paye : 1 \(Prix : 300 € ; /,
  )
  assert.deepEqual(kind.rawOf(kept, field), typed(['Chaises', '12', '1250,5', '03/04/2026', 'Achat'], second))
})

test('a fault names its line, its cell and what is wrong', () => {
  const wrong = (at: number, value: string) => problem(typed(first.with(at, value), second))
  assert.match(wrong(1, '1,5'), /^-1-2: Dépense 1, « Combien » : écrivez un nombre entier/)
  assert.match(wrong(1, '-2'), /^-1-2: .*négatif/)
  assert.match(wrong(2, '12,345'), /^-1-3: Dépense 1, « Prix » : écrivez ce montant au centime près/)
  assert.match(wrong(3, '31/2/2026'), /^-1-4: Dépense 1, « Quand » : cette date n’existe pas/)
  assert.match(wrong(3, 'demain'), /^-1-4: .*par exemple 12\/03\/2026/)
  assert.match(wrong(4, '__proto__'), /^-1-5: .*réponses proposées/)
  assert.match(wrong(2, ''), /^-1-3: .*videz toute la ligne/)
})

test('as many lines as are asked', () => {
  assert.match(problem(typed(first)), /au moins 2 lignes : vous en avez rempli 1/)
  assert.deepEqual(judge(typed()), { empty: true })
  assert.match(plain(kind.missing(field)), /au moins 2 lignes/)
  assert.match(problem(typed(first, first, first, first, first, first)), /plus de 5 lignes/)
})

test('a column that cannot be answered is refused', () => {
  const said = (more: object, of = {}) =>
    faults({ rows: { ...rows, ...of, columns: [{ id: 'a', label: 'A', ...more }] } }).join()
  assert.equal(said({}), '')
  assert.match(said({ type: 'choice' }), /la colonne « A » doit proposer au moins deux réponses/)
  assert.match(said({ choices: ['x', 'y'] }), /n’est pas un choix/)
  assert.match(said({ type: 'choice', choices: ['x', 'x'] }), /deux fois une réponse/)
  assert.match(said({}, { least: 9 }), /demande plus de lignes \(9\)/)
})

test('the wrong cell is marked; a choice is a list, which keeps what was typed', () => {
  const told = { ...showing, problem: ['Corrigez.'], part: '-1-3' }
  const shown = renderHtml(kind.control(field, typed(first.with(4, 'Don'), second), told))
  assert.match(shown, /<input[^>]*id="it-1-3"[^>]*aria-invalid="true"/)
  assert.match(shown, /<select[^>]*id="it-1-5"[^>]*>.*?<option value="Don" selected>/s)
  assert.match(shown, /<select[^>]*id="it-2-5"[^>]*>.*?<option value="Salaire" selected>/s)
  assert.match(shown, /<input[^>]*id="it-1-3"[^>]*inputmode="decimal"/)
})

test('whatever is typed in it is judged without an error; what is kept is kept again', () => {
  fc.assert(
    fc.property(fc.array(anyText(12), { maxLength: 20 }), (cells) => {
      const judged = kind.judge(field, { '': cells }, judging)
      if ('answer' in judged)
        assert.deepEqual(kind.judge(field, kind.rawOf(judged.answer, field), judging), judged)
    }),
  )
  const amount = fc
    .integer({ min: 0, max: 10_000_000 })
    .map((cents) => (cents / 100).toFixed(2).replace('.', ','))
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(9999), amount), { minLength: 2, maxLength: 5 }), (lines) => {
      const kept = answer(typed(...lines.map(([count, price]) => ['x', String(count), price, '', 'Achat'])))
      assert.deepEqual(
        (kept as { price: number }[]).map(({ price }) => price),
        lines.map(([, price]) => Number(price.replace(',', '.'))),
      )
      assert.deepEqual(kind.judge(field, kind.rawOf(kept, field), judging), { answer: kept })
      assert.equal([kind.summary(field, kept, area)].flat().length, lines.length)
    }),
  )
})
