// What a page refuses once it is answered, and where a form stops: judged on the server, proved before it is published.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderHtml } from '#platform/html.ts'
import type { Condition } from '#rules'
import type { Field, FormDefinition, FormPage } from '../definition/definition.ts'
import { judging, plain } from '../fields/sample.fixture.ts'
import { checkForm } from '../versions/check.ts'
import { formSchema } from '../versions/schema.ts'
import { endNotice } from './end-notice.ts'
import { endOf, reachableAnswers, reachablePages } from './reachable.ts'
import { validate } from './validate.ts'

const day = (id: string): Field => ({ id, type: 'date', label: id })
const yesNo = (id: string): Field => ({ id, type: 'yes-no', label: id })
const isTrue = (of: string): Condition => ({ op: 'is', of, value: true })
const not = (condition: Condition): Condition => ({ op: 'not', condition })
const wrongWay: Condition = {
  op: 'not',
  condition: { op: 'against', of: 'to', how: 'atLeast', other: 'from' },
}
const check = {
  id: 'order',
  when: wrongWay,
  message: 'La fin vient avant le début : corrigez l’une des deux.',
  at: 'to',
}
const end = {
  id: 'rich',
  when: isTrue('rich'),
  title: 'Ce n’est pas pour vous',
  text: 'Voyez [ceci](/demarches).',
}

const form = (change: (pages: FormPage[]) => FormPage[] = (pages) => pages): FormDefinition => ({
  ...{ id: 'f', title: 'F' },
  pages: change([
    {
      ...{ id: 'who', title: 'Qui' },
      fields: [{ id: 'where', type: 'location', label: 'Où', role: 'place' }, yesNo('rich')],
      ends: [end],
    },
    { id: 'when', title: 'Quand', fields: [day('from'), day('to')], checks: [check] },
  ]),
})
const [first, second] = form().pages as [FormPage, FormPage]
const typed = (of: string) => {
  const [year = '', month = '', date = ''] = of.split('-')
  return { '-annee': year, '-mois': month, '-jour': date }
}
const judged = (from: string, to: string) =>
  validate(form(), [second], { from: typed(from), to: typed(to) }, { rich: false }, judging)

test('a page is refused in the author’s words, beside the question that they are about', () => {
  assert.deepEqual(judged('2026-03-03', '2026-03-03').problems, [])
  const [problem, ...others] = judged('2026-03-03', '2026-03-02').problems
  assert.deepEqual(others, [])
  assert.deepEqual(
    [problem?.field, problem?.fieldId, plain(problem?.message ?? '')],
    ['to', 'to', check.message],
  )
})

test('one thing at a time: what is wrong by itself is not judged together', () => {
  assert.deepEqual(
    judged('2026-02-30', '2026-03-02').problems.map(({ fieldId }) => fieldId),
    ['from'],
  )
})

test('a form that stops asks no more: the first end that holds is said, answers of later pages do not count', () => {
  const answers = { rich: true, from: '2026-03-03', to: '2026-03-04' }
  assert.deepEqual(endOf(form(), answers), { page: first, end })
  assert.deepEqual(reachablePages(form(), answers), [first])
  assert.deepEqual(reachableAnswers(form(), answers), { rich: true })
  assert.equal(endOf(form(), { rich: false }), undefined)
  assert.equal(endOf(form(), {}), undefined)
  assert.deepEqual(reachablePages(form(), {}), [first, second])
  // A page that is not shown stops nothing.
  const hidden = form((pages) => [
    { id: 'zero', title: 'Zéro', fields: [yesNo('asked')] },
    ...pages.map((page) => (page.id === 'who' ? { ...page, showIf: isTrue('asked') } : page)),
  ])
  assert.equal(endOf(hidden, { asked: false, rich: true }), undefined)
  assert.equal(endOf(hidden, { asked: true, rich: true })?.end.id, 'rich')
  assert.match(
    renderHtml(endNotice(end)),
    /Ce n’est pas pour vous.*<a href="\/demarches">ceci<\/a>.*Rien n’est envoyé/s,
  )
})

test('what is refused before it is published', () => {
  assert.deepEqual(checkForm(form()), [])
  assert.equal(formSchema.safeParse(form()).success, true)
  const faults = (change: (page: FormPage) => Partial<FormPage>) =>
    checkForm(form((pages) => pages.map((page) => ({ ...page, ...change(page) }))))
      .map(({ sentence }) => plain(sentence))
      .join('\n')
  const of = (id: string, more: Partial<FormPage>) => (page: FormPage) => (page.id === id ? more : {})
  const always: Condition = { op: 'any', conditions: [isTrue('rich'), not(isTrue('rich'))] }
  const never: Condition = { op: 'all', conditions: [isTrue('rich'), not(isTrue('rich'))] }
  assert.match(
    faults(of('who', { ends: [{ ...end, when: always }] })),
    /Personne n’arriverait à la page « Quand » : le formulaire s’arrête/,
  )
  assert.match(
    faults(of('who', { ends: [{ ...end, when: never }] })),
    /L’arrêt « Ce n’est pas pour vous » ne servirait jamais/,
  )
  assert.match(
    faults(of('when', { checks: [{ ...check, when: never }] })),
    /La vérification « La fin .* » ne servirait jamais/,
  )
  assert.match(
    faults(of('when', { checks: [{ ...check, when: not(never) }] })),
    /Personne ne passerait la page « Quand »/,
  )
  assert.match(
    faults(of('when', { checks: [{ ...check, at: 'rich' }] })),
    /concerne une question qui n’est pas sur sa page/,
  )
  assert.match(
    faults(of('who', { checks: [{ ...check, at: 'rich' }] })),
    /lit une réponse qui n’est pas encore donnée/,
  )
  assert.match(faults(of('who', { ends: [{ ...end, when: wrongWay }] })), /tournent en rond/)
  assert.match(faults(of('who', { ends: [end, { ...end }] })), /deux vérifications ou arrêts nommés « rich »/)
  assert.match(faults(of('who', { ends: [{ ...end, text: '  ' }] })), /ne dit pas quoi faire/)
  assert.match(
    faults(of('who', { ends: [{ ...end, when: { op: 'named', name: 'x' } }] })),
    /« x », qui n’existe pas/,
  )
  const apart = { ...form(), processing: 'p' }
  assert.match(
    checkForm(apart)
      .map(({ sentence }) => sentence)
      .join(),
    /aucune démarche ne demande ce formulaire/,
  )
})
