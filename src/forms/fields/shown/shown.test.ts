// Titles and texts between questions: shown under their condition, never asked, never missing, never kept.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderHtml } from '#platform/html.ts'
import { reachablePages, shownFields } from '../../answers/reachable.ts'
import { sampleAnswers } from '../../answers/answers.ts'
import { validate } from '../../answers/validate.ts'
import type { Field, FormDefinition } from '../../definition/definition.ts'
import { checkForm } from '../../versions/check.ts'
import { collectedBy } from '../../versions/collected.ts'
import { kindOf } from '../index.ts'
import { bron, judging, plain, showing } from '../sample.fixture.ts'

const told: Field & { text?: string } = {
  ...{ id: 'told', type: 'explanation', label: 'Le versement' },
  text: 'Un compte **à votre nom**. Voyez [nos horaires](/horaires).',
}
const title: Field = { id: 'title', type: 'heading', label: 'Vos ressources ?', hint: 'De l’année.' }
const asked: Field = { id: 'asked', type: 'yes-no', label: 'Oui ?' }
const form = (...fields: Field[]): FormDefinition => ({
  ...{ id: 'f', title: 'F', processing: 'p' },
  pages: [{ id: 'p', title: 'P', fields }],
})

test('a text is read as rich texts are, and a title is a title', () => {
  const said = renderHtml(kindOf('explanation').control(told, {}, showing))
  assert.match(said, /<strong>à votre nom<\/strong>/)
  assert.match(said, /<a href="\/horaires">nos horaires<\/a>/)
  const hostile = { ...told, text: '<script>alert(1)</script> [x](javascript:alert(1))' }
  assert.doesNotMatch(
    renderHtml(kindOf('explanation').control(hostile, {}, showing)),
    /<script|href="javascript/,
  )
  const shown = renderHtml(
    kindOf('heading').control(
      { ...title, showIf: { op: 'is', of: 'asked', value: true } },
      {},
      { ...showing, hidden: true },
    ),
  )
  assert.match(
    shown,
    /<div[^>]* hidden[^>]*data-condition=[^>]*><h2 id="title">Vos ressources[\u202f]\?<\/h2>/,
  )
})

test('nothing is asked: no answer, nothing missing, nothing collected', () => {
  const whole = form(title, told, asked)
  assert.deepEqual(checkForm(whole), [])
  assert.deepEqual(sampleAnswers(whole, { areaCode: bron.code }), { asked: true })
  const typed = { asked: { '': 'oui' }, told: { '': 'x' }, title: { '': 'x' } }
  assert.deepEqual(validate(whole, whole.pages, typed, {}, judging), {
    answers: { asked: true },
    problems: [],
  })
  const empty = validate(whole, whole.pages, {}, {}, judging)
  assert.deepEqual(
    empty.problems.map(({ fieldId }) => fieldId),
    ['asked'],
  )
  assert.deepEqual(
    collectedBy(whole).flatMap(({ categories }) => categories),
    ['choices'],
  )
  assert.equal(shownFields(whole, whole.pages[0] as never, {}).length, 3)
  assert.equal(reachablePages(form(told), {}).length, 1)
})

test('no condition reads it, and a text that says nothing or does not read is refused', () => {
  const reads = form(told, { ...asked, showIf: { op: 'answered', of: 'told' } })
  assert.match(plain(checkForm(reads)[0]?.sentence ?? ''), /« told », qui n’existe pas/)
  const faults = (text?: string) =>
    checkForm(form({ ...told, text } as Field, asked)).map(({ sentence }) => plain(sentence))
  assert.match(faults().join(), /ne dit rien/)
  assert.match(faults('   ').join(), /ne dit rien/)
})
