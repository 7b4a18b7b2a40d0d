// What a form may say of a question belongs to the types that read it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderHtml } from '#platform/html.ts'
import { height } from '#test/tides/height.ts'
import { kindOf, optionsOf } from './index.ts'
import type { FieldKind } from './kind.ts'
import { judging, questionOf, showing, trying } from './sample.fixture.ts'

test('an option belongs to the type that brings it, which alone reads it', () => {
  const judged = height.judge(questionOf(height, { highest: 10 }), { '': '12,5' }, judging)
  assert.deepEqual(judged, { problem: 'La mer ne monte pas à plus de 10 mètres.' })
  assert.deepEqual(Object.keys(optionsOf([kindOf('date'), height])), ['earliest', 'latest', 'highest'])
  const ebb = { ...height, type: 'ebb' }
  assert.deepEqual(Object.keys(optionsOf([height, ebb])), ['highest'], 'declared once, for both')
  const [{ highest }, own] = [height.options, { ...ebb, options: { highest: { ...height.options.highest } } }]
  assert.ok(highest)
  assert.throws(() => optionsOf([height, own as FieldKind]), /highest is claimed by tide-height and by ebb/)
})

test('a list of two levels: one answer, whose family is read with it', () => {
  const { answer, problem, summary, faults } = trying('linked-list')
  assert.equal(answer('b'), 'b')
  assert.equal(summary('b'), 'Métal : Acier')
  for (const wrong of ['c', 'Bois', '__proto__']) assert.match(problem(wrong), /réponses proposées/)
  assert.deepEqual(faults(), [])
  assert.equal(faults({ families: undefined }).length, 1)
  const twice = { label: 'Deux', choices: [{ value: 'a', label: 'Hêtre' }] }
  assert.match(faults({ families: [twice, twice] }).join(), /deux fois la valeur « a »/)
  const shown = renderHtml(
    kindOf('linked-list').control(questionOf(kindOf('linked-list')), { '': 'b' }, showing),
  )
  assert.match(shown, /<optgroup label="Métal"[^>]*><option value="b" selected>Acier/)
})
