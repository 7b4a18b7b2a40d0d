// A signature by one’s name: what it takes, whose name it must be, and that writing is never what refuses it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { renderHtml } from '#platform/html.ts'
import { anyText } from '#test/texts.ts'
import { sampleAnswers } from '../../answers/answers.ts'
import { validate } from '../../answers/validate.ts'
import type { Field, FormDefinition } from '../../definition/definition.ts'
import { checkForm } from '../../versions/check.ts'
import { kindOf } from '../index.ts'
import { bron, judging, plain, questionOf, showing, trying } from '../sample.fixture.ts'
import { isSigned, namedIn, wordsOfName } from './names.ts'

const signed = (name: string) => ({ '-nom': name, '-accord': 'oui' })
const signs = (name: string, by: unknown): boolean => {
  const named = namedIn(by)
  assert.ok(named)
  return isSigned(name, named)
}

test('a name and its box; one without the other says which is missing', () => {
  const { answer, problem, judge, summary, faults } = trying('signature')
  assert.deepEqual(answer(signed('  Élise\n Le Gall ')), { name: 'Élise Le Gall' })
  assert.match(problem({ '-nom': 'Élise Le Gall' }), /^-accord: Cochez la case pour signer/)
  assert.match(problem({ '-accord': 'oui' }), /^-nom: Écrivez votre prénom et votre nom/)
  assert.match(problem(signed('1234 !')), /^-nom: .*avec des lettres/)
  assert.match(problem({ ...signed('Élise'), '-accord': 'non' }), /^-accord: Cochez/)
  assert.match(problem(signed('É'.repeat(161))), /^-nom: .*1 caractère de trop/)
  assert.deepEqual(judge({ '-nom': ' ', '-accord': '' }), { empty: true })
  assert.match(summary(signed('Élise')), /^Signé : Élise\n« Je certifie/)
  assert.equal(faults({ sentence: undefined }).length, 1)
  const shown = renderHtml(
    kindOf('signature').control(
      questionOf(kindOf('signature')),
      { '-nom': 'É' },
      { ...showing, problem: ['Non.'], part: '-accord' },
    ),
  )
  assert.match(shown, /<blockquote[^>]*><p>Je certifie[^]*value="É"[^>]*name="it-nom"[^]*name="it-accord"/)
  assert.equal(shown.match(/aria-invalid="true"/g)?.length, 1, 'the part that is wrong')
  assert.doesNotMatch(shown, / checked/)
})

test('neither accents, case, hyphens, order nor a title refuse a name; another name does', () => {
  for (const same of [
    'élise le gall',
    'LE GALL Elise',
    'Elise Le-Gall',
    'Mme Élise Le Gall',
    'le gall, élise',
  ])
    assert.ok(signs(same, 'Élise Le Gall'), same)
  for (const other of ['Élise', 'Le Gall', 'Élise Martin', 'Élise Le Gall Martin', ''])
    assert.ok(!signs(other, 'Élise Le Gall'), other)
  const person = { name: 'Morandat', usual: 'Œuvray', first: 'Lucette Marie', born: '1957-03-09' }
  for (const same of ['Lucette Morandat', 'marie oeuvray', 'Lucette Marie MORANDAT', 'Œuvray Lucette'])
    assert.ok(signs(same, person), same)
  for (const other of ['Morandat', 'Lucette', 'Lucette Morandat Œuvray', 'Paul Morandat'])
    assert.ok(!signs(other, person), other)
  for (const nobody of [undefined, '', '  ', 12, {}, { first: 'A' }]) assert.equal(namedIn(nobody), null)
  assert.deepEqual(wordsOfName('Madame'), ['madame'], 'a name of one title is itself')
})

test('whoever is named signs by what is written there, whatever it is', () => {
  fc.assert(
    fc.property(anyText(40), anyText(40), (text, other) => {
      const named = namedIn(text)
      if (named === null) return
      assert.ok(isSigned(text, named))
      assert.ok(isSigned(text.normalize('NFD'), named))
      assert.equal(typeof isSigned(other, named), 'boolean')
    }),
  )
})

const page = (id: string, fields: Field[]) => ({ id, title: id, fields })
const name: Field = { id: 'name', type: 'short-text', label: 'Nom', role: 'contactName' }
const place: Field = { id: 'place', type: 'location', label: 'Où', role: 'place' }
const form = (more: object = {}): FormDefinition => ({
  ...{ id: 'essai', title: 'Essai' },
  pages: [
    page('one', [place, name, { id: 'child', type: 'person', label: 'Enfant', optional: true }]),
    page('two', [questionOf(kindOf('signature'), { id: 'signed', ...more })]),
  ],
})

test('the name is that of whom the form names: said beside the box, once all is judged', () => {
  const asking = form()
  const judge = (typed: string, answers: Record<string, object | string>, made = asking) =>
    validate(made, made.pages.slice(1), { signed: signed(typed) }, answers, judging).problems.map(
      ({ field, message }) => `${field}: ${plain(message)}`,
    )
  assert.deepEqual(judge('elise LE GALL', { name: 'Élise Le Gall' }), [])
  assert.match(
    judge('Paul Le Gall', { name: 'Élise Le Gall' }).join(),
    /^signed: La signature n’est pas au nom donné.*« Élise Le Gall »/,
  )
  assert.deepEqual(judge('Paul', {}), [], 'nobody is named yet')
  const child = { name: 'Martin', first: 'Zoé', born: '2020-01-01' }
  const byChild = form({ signer: 'child' })
  assert.deepEqual(judge('zoe martin', { child, name: 'Élise' }, byChild), [])
  assert.equal(judge('Élise', { child, name: 'Élise' }, byChild).length, 1)
})

test('who signs is a question that names somebody, and a sample is signed by them', () => {
  assert.deepEqual(checkForm(form()), [])
  assert.match(
    plain(checkForm(form({ signer: 'nobody' }))[0]?.sentence ?? ''),
    /« nobody », qui n’existe pas/,
  )
  assert.match(plain(checkForm(form({ signer: 'place' }))[0]?.sentence ?? ''), /choisissez un texte court/)
  const sampled = sampleAnswers(form(), { areaCode: bron.code }, { name: 'Zoé Petit' })
  assert.deepEqual(sampled.signed, { name: 'Zoé Petit' })
})
