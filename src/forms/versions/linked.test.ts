// What a link proposes: only to questions that say so, of what tells nobody who one is, as if it were typed, and to none that is hidden.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { anyText } from '#test/texts.ts'
import type { Field, FormDefinition } from '../definition/definition.ts'
import { fieldKinds } from '../fields/index.ts'
import { judging, questionOf } from '../fields/sample.fixture.ts'
import { checkForm } from './check.ts'
import { linkedIn, mayBeLinked, offeredByLink } from './linked.ts'

const size = {
  id: 'size',
  type: 'single-choice',
  label: 'Quelle taille ?',
  fromLink: true,
  choices: [
    { value: 's', label: 'Petite' },
    { value: 'l', label: 'Grande' },
  ],
}
const why = {
  ...{ id: 'why', type: 'short-text', label: 'Pourquoi ?', fromLink: true, maxLength: 20 },
  showIf: { op: 'is', of: 'size', value: 'l' },
}
const kept = { id: 'kept', type: 'short-text', label: 'Autre chose ?' }
const form = {
  id: 'f',
  title: 'F',
  pages: [{ id: 'p', title: 'P', fields: [size, why, kept] }],
} as FormDefinition

describe('a link', () => {
  const offered = (linked: Record<string, string | string[]>, answers = {}) =>
    offeredByLink(form, answers, linkedIn(linked), judging)

  it('proposes what is right, to questions without an answer that say so and are shown', () => {
    assert.deepEqual(offered({ 'r-size': 'l', 'r-why': 'parce que', 'r-kept': 'rien' }), {
      size: { '': 'l' },
      why: { '': 'parce que' },
    })
    assert.deepEqual(offered({ 'r-size': 's', 'r-why': 'parce que' }), { size: { '': 's' } })
    assert.deepEqual(offered({ 'r-why': 'parce que' }, { size: 'l' }), { why: { '': 'parce que' } })
    assert.deepEqual(offered({ 'r-size': 's' }, { size: 'l' }), {})
    assert.deepEqual(offered({ 'r-size': 'xl', size: 's' }), {})
    assert.deepEqual(offered({ 'r-size': 'l', 'r-why': 'x'.repeat(21) }), { size: { '': 'l' } })
  })

  it('is bounded, and builds nothing from names of objects', () => {
    assert.deepEqual(linkedIn({ 'r-size': 'x'.repeat(301) }), {})
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`r-${at}`, 'x'.repeat(100)]))
    assert.deepEqual(linkedIn(many), {})
    assert.deepEqual(offered({ 'r-__proto__': 'x', 'r-constructor': 'y' }), {})
    fc.assert(
      fc.property(fc.dictionary(anyText(12), anyText(12)), (query) => {
        const made = offered({
          ...query,
          ...Object.fromEntries(Object.entries(query).map(([n, v]) => [`r-${n}`, v])),
        })
        assert.ok(Object.keys(made).every((id) => ['size', 'why'].includes(id)))
      }),
    )
  })

  it('never says who one is, how one is reached, what one agrees with, or what the account fills', () => {
    const never = [
      { id: 'x', type: 'short-text', label: 'Nom', role: 'contactName' },
      { id: 'x', type: 'short-text', label: 'Nom', autocomplete: 'family-name' },
      { id: 'x', type: 'short-text', label: 'Nom', profile: 'family_name' },
      { id: 'x', type: 'single-choice', label: 'Santé', data: ['health'], choices: size.choices },
    ] as Field[]
    for (const type of [
      'email',
      'phone',
      'iban',
      'consent',
      'files',
      'person',
      'postal-address',
      'heading',
      'number-plate',
      'rows',
    ]) {
      const kind = fieldKinds.find((one) => one.type === type) ?? assert.fail(type)
      never.push(questionOf(kind, { id: 'x' }))
    }
    for (const field of never) {
      assert.equal(mayBeLinked(field), false, field.type)
      const asked = {
        ...form,
        pages: [{ id: 'p', title: 'P', fields: [{ ...field, fromLink: true as const }] }],
      }
      assert.ok(
        checkForm(asked).some(({ sentence }) => sentence.includes('ne peut pas être remplie par un lien')),
        field.type,
      )
      assert.deepEqual(offeredByLink(asked, {}, { 'r-x': 'a', 'r-x-nom': 'b' }, judging), {})
    }
  })
})
