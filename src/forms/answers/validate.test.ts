// Judging pages: only what is shown, only what is required, and what an agent may leave out.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Field, FormDefinition } from '../definition/definition.ts'
import { CONTACT_ROLES, rawOfAnswers, rawOfValues, validate } from './validate.ts'

const judges = { today: '2026-11-23', area: () => undefined }

const email: Field = { id: 'email', type: 'email', label: 'E', optional: true, role: 'contactEmail' }
const phone: Field = {
  id: 'phone',
  type: 'phone',
  label: 'T',
  optional: true,
  requiredIf: { op: 'empty', of: 'email' },
  role: 'contactPhone',
}
const hurt: Field = { id: 'hurt', type: 'yes-no', label: 'B' }
const when: Field = { id: 'when', type: 'date', label: 'Q', showIf: { op: 'is', of: 'hurt', value: true } }
const photos: Field = { id: 'photos', type: 'files', label: 'P', optional: true }

const form: FormDefinition = {
  id: 'f',
  title: 'F',
  pages: [
    { id: 'one', title: 'Un', fields: [hurt, when, photos] },
    { id: 'two', title: 'Deux', fields: [email, phone] },
  ],
}
const [one, two] = form.pages as [FormDefinition['pages'][number], FormDefinition['pages'][number]]

const judge = (page: typeof one, values: Record<string, string>, more = {}) =>
  validate(form, [page], rawOfValues(page.fields, values), {}, { ...judges, ...more })
const wrong = (judged: ReturnType<typeof judge>) => judged.problems.map((problem) => problem.field)

test('a hidden question asks nothing and answers nothing', () => {
  const hidden = judge(one, { hurt: 'non', 'when-jour': '31', 'when-mois': '2', 'when-annee': '2026' })
  assert.deepEqual(hidden, { answers: { hurt: false }, problems: [] })
  assert.deepEqual(wrong(judge(one, { hurt: 'oui' })), ['when'])
})

test('the summary links to the very box that is wrong', () => {
  const date = (jour: string, mois: string, annee: string) =>
    wrong(judge(one, { hurt: 'oui', 'when-jour': jour, 'when-mois': mois, 'when-annee': annee }))
  assert.deepEqual(date('31', '2', '2026'), ['when'])
  assert.deepEqual(date('1', '13', '2026'), ['when-mois'])
  assert.deepEqual(date('1', '1', '26'), ['when-annee'])
})

test('one way to answer is enough; a wrong one is corrected before another is asked', () => {
  assert.deepEqual(wrong(judge(two, {})), ['phone'])
  assert.deepEqual(wrong(judge(two, { email: 'a@b.example' })), [])
  assert.deepEqual(wrong(judge(two, { phone: '06 39 98 41 17' })), [])
  assert.deepEqual(wrong(judge(two, { email: 'a@b' })), ['email'])
})

test('at the desk, whoever calls may leave no address; a wrong one is still wrong', () => {
  assert.deepEqual(wrong(judge(two, {}, { lenient: CONTACT_ROLES })), [])
  assert.deepEqual(wrong(judge(two, { phone: '12' }, { lenient: CONTACT_ROLES })), ['phone'])
})

test('stored files never come from the browser', () => {
  const raw = rawOfValues(one.fields, { photos: '{"fileId":"x"}', hurt: 'non' }, {})
  assert.equal('photos' in raw, false)
  const stored = { photos: { '': ['{"fileId":"1","name":"a.jpg","bytes":1,"mediaType":"image/jpeg"}'] } }
  const kept = rawOfValues(one.fields, { hurt: 'non' }, stored)
  assert.deepEqual(kept.photos, stored.photos)
  const answers = validate(form, [one], kept, {}, judges).answers
  assert.deepEqual(rawOfAnswers(form, answers).photos, stored.photos)
})
