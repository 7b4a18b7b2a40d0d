// Every sort of question has a French name, which says how many answers it proposes wherever it shows some.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Field, fieldKinds } from '#forms'
import { renderHtml } from '#platform/html.ts'
import { KINDS, kindWords, proposes } from './kinds.ts'

const choices = [
  { value: 'a', label: 'Chêne' },
  { value: 'b', label: 'Bouleau' },
]
/** A question of that type, with whatever any type wants said. */
const question = (type: string): Field =>
  ({
    ...{ id: 'it', type, label: 'Question', choices, lines: ['La cantine'], pattern: '99', wrong: 'Non.' },
    ...{ sentence: 'Je tiens parole.', text: 'Lisez.', max: 1, maxBytes: 1000, accept: ['pdf'] },
    families: [
      { label: 'Feuillus', choices },
      { label: 'Résineux', choices: [{ value: 'c', label: 'Sapin' }] },
    ],
    rows: { one: 'ligne', most: 2, columns: [{ id: 'x', label: 'Colonne' }] },
  }) as unknown as Field

const showing = {
  ...{ areas: [], map: null, assets: { url: (name: string) => name, islands: new Set<string>() } },
  ...{ upload: undefined, elsewhere: false, origin: undefined, problem: undefined, part: undefined },
  ...{ optional: false, hidden: false, focused: false },
}

test('every sort of question has a name of its own, in French', () => {
  const names = new Map(KINDS)
  for (const { type } of fieldKinds) {
    const name = names.get(type)
    assert.ok(name !== undefined && name !== type, `${type} has no name`)
    assert.match(name, /^\p{Lu}/u, type)
  }
  assert.equal(new Set(names.values()).size, fieldKinds.length, 'no two are called alike')
})

test('what shows the answers given to it proposes them, and nothing else does', () => {
  for (const kind of fieldKinds) {
    const { families: _, ...field } = question(kind.type) as Field & { families: unknown }
    const shown = renderHtml(kind.control(field, {}, showing as never))
    const { choices: _none, ...bare } = field
    assert.equal(proposes(bare), shown.includes('Bouleau'), kind.type)
  }
})

test('how many are proposed is said, in families too; what asks nothing is neither asked nor left', () => {
  const words = (type: string, more: object = {}) =>
    kindWords({ ...question(type), ...more }).replaceAll(/[\u00a0\u202f]/g, ' ')
  assert.equal(words('single-choice'), 'Un choix parmi 2 réponses, obligatoire')
  assert.equal(
    words('linked-list', { choices: undefined, optional: true }),
    'Liste à deux niveaux parmi 3 réponses, facultative',
  )
  assert.match(words('linked-list', { choices: undefined, families: undefined }), /parmi 0 réponse,/)
  assert.equal(words('iban', { choices: undefined }), 'Compte bancaire (IBAN), obligatoire')
  assert.equal(words('heading', { choices: undefined }), 'Titre entre les questions')
})
