// What is refused before a form is published, and that the forms of the demonstration territory are all right.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkForm } from './check.ts'
import type { Field, FormDefinition } from '../definition/definition.ts'
import { formSchema } from './schema.ts'

const place: Field = { id: 'place', type: 'location', label: 'Où ?', role: 'place' }
const form = (fields: Field[], page: Partial<FormDefinition['pages'][number]> = {}): FormDefinition => ({
  id: 'f',
  title: 'F',
  pages: [{ id: 'p', title: 'P', fields, ...page }],
})
const text = (id: string, more: Partial<Field> = {}): Field => ({
  id,
  type: 'short-text',
  label: id,
  ...more,
})
const faults = (definition: FormDefinition) =>
  checkForm(definition).map(({ sentence }) => sentence.replace(/\u00a0/g, ' '))
const refused = (definition: FormDefinition, sentence: RegExp) =>
  assert.ok(
    faults(definition).some((one) => sentence.test(one)),
    `${sentence} not in ${JSON.stringify(faults(definition))}`,
  )

test('a sound form has no fault', () => {
  const choices = [
    { value: 'x', label: 'X' },
    { value: 'y', label: 'Y' },
  ]
  const sound = form([
    place,
    { id: 'kind', type: 'single-choice', label: 'K', choices, role: 'placeKind' },
    text('more', { showIf: { op: 'is', of: 'kind', value: 'x' } }),
    { id: 'mail', type: 'email', label: 'M', optional: true, role: 'contactEmail' },
    {
      id: 'phone',
      type: 'phone',
      label: 'T',
      optional: true,
      requiredIf: { op: 'empty', of: 'mail' },
      role: 'contactPhone',
    },
  ])
  assert.deepEqual(faults(sound), [])
  assert.deepEqual(formSchema.parse(JSON.parse(JSON.stringify(sound))), sound)
})

test('nobody signs, nor is asked to, in an item: what is sealed and who is awaited are read of the form alone', () => {
  const sentence = 'Je certifie que tout cela est juste.'
  for (const signing of [
    { id: 'own', type: 'signature', label: 'Votre signature', sentence },
    { id: 'own', type: 'co-signatory', label: 'L’autre parent', sentence, signsAs: 'l’autre parent' },
  ]) {
    const block = { id: 'b', type: 'repeated-block', label: 'B', items: { one: 'enfant' } }
    refused(form([place, { ...block, questions: [signing] } as unknown as Field]), /on signe une fois/)
    assert.deepEqual(faults(form([place, signing as unknown as Field])), [])
  }
})

test('what is refused', () => {
  refused(form([place, text('a'), text('a')]), /Deux questions portent l’identifiant « a »/)
  refused(
    { ...form([place]), pages: [...form([place]).pages, { id: 'p', title: 'P', fields: [text('b')] }] },
    /Deux pages/,
  )
  refused({ ...form([]), processing: 'aides' }, /ne pose aucune question/)
  refused(form([{ id: 'h', type: 'heading', label: 'H' }]), /ne pose aucune question/)
  refused(form([text('a')]), /Aucune question ne demande le lieu/)
  refused(form([place, { ...place, id: 'again' }]), /Plusieurs questions jouent le rôle « place »/)
  refused(form([place, { id: 'c', type: 'single-choice', label: 'C' }]), /au moins deux réponses/)
  refused(
    form([
      place,
      {
        id: 'c',
        type: 'single-choice',
        label: 'C',
        choices: [
          { value: 'x', label: 'X' },
          { value: 'x', label: 'Y' },
        ],
      },
    ]),
    /deux fois la valeur « x »/,
  )
  refused(
    form([place, text('a', { showIf: { op: 'answered', of: 'ghost' } })]),
    /« ghost », qui n’existe pas/,
  )
  refused(
    form([place, text('a', { requiredIf: { op: 'answered', of: 'place' } })]),
    /marquez-la aussi facultative/,
  )
  refused(
    form([
      place,
      text('a', { showIf: { op: 'answered', of: 'b' } }),
      text('b', { showIf: { op: 'answered', of: 'a' } }),
    ]),
    /tournent en rond/,
  )
})

test('a page shown by its own answers is a cycle', () => {
  const own = {
    ...form([place]),
    pages: [
      { id: 'p', title: 'P', fields: [place] },
      { id: 'q', title: 'Q', showIf: { op: 'answered' as const, of: 'a' }, fields: [text('a')] },
    ],
  }
  refused(own, /tournent en rond/)
})

test('a place that may stay unasked or empty is refused: nobody would know who answers', () => {
  const shown = { op: 'answered' as const, of: 'a' }
  refused(form([text('a'), { ...place, showIf: shown }]), /lieu.*toujours/)
  refused(form([{ ...place, optional: true }]), /lieu.*toujours/)
  const hiddenPage: FormDefinition = {
    ...form([text('a')]),
    pages: [
      { id: 'p', title: 'P', fields: [text('a')] },
      { id: 'q', title: 'Q', showIf: shown, fields: [place] },
    ],
  }
  refused(hiddenPage, /lieu.*toujours/)
})

test('a role is played by a question of its type', () => {
  refused(form([text('place', { role: 'place' })]), /rôle « place »/)
  refused(form([place, text('mail', { role: 'contactEmail' })]), /rôle « contactEmail »/)
  refused(form([place, { id: 'd', type: 'date', label: 'D', role: 'description' }]), /rôle « description »/)
  refused(form([place, text('t', { place: 'home' })]), /n’est pas un lieu/)
  refused(form([place, text('t', { profile: 'birthdate' })]), /ne peut pas être remplie par le profil/)
  refused(form([place, text('t', { danger: 'Un fil' })]), /n’est pas un oui ou non/)
})

test('names that JavaScript already gives to every object are refused', () => {
  refused(form([place, text('constructor')]), /« constructor » est réservé/)
})

test('the schema refuses unknown keys, types and ids', () => {
  for (const bad of [
    form([{ ...place, colour: 'red' } as Field]),
    form([{ ...place, type: 'hologram' } as unknown as Field]),
    form([text('Nom')]),
    form([text('__proto__')]),
    { ...form([place]), pages: [] },
  ])
    assert.equal(formSchema.safeParse(bad).success, false)
})
