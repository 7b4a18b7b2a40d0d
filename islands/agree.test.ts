// Generated forms and answers: what a browser shows, proposes and works out, by the code that residents run, is what the server does. One
// page for all of them.
import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import type { Page } from 'playwright-core'
import { attrs, html, renderHtml } from '#platform/html.ts'
import { loadAssets } from '#platform/ui/bundle.ts'
import type { Condition, Formula } from '#rules'
import { sharedBrowser } from '#test/browser.ts'
import { asOf } from '../src/forms/answers/as-of.ts'
import { pageFields } from '../src/forms/answers/page-fields.ts'
import {
  computedOn,
  endOf,
  factsBeside,
  isRequired,
  shownFields,
  withheldIn,
} from '../src/forms/answers/reachable.ts'
import type { Answers, Choice, Field, FormDefinition, FormPage } from '../src/forms/definition/definition.ts'
import { wholeIn } from '../src/forms/definition/resolved.ts'
import { kindOf } from '../src/forms/fields/index.ts'
import { bron, judging, showing } from '../src/forms/fields/sample.fixture.ts'
import { checkForm } from '../src/forms/versions/check.ts'

const CASES = 150

/** Draws what a form is made of, from numbers. */
class Dice {
  readonly #numbers: readonly number[]
  #at = 0
  constructor(numbers: readonly number[]) {
    this.#numbers = numbers
  }
  below(most: number): number {
    this.#at += 1
    return (this.#numbers[this.#at % this.#numbers.length] ?? 0) % most
  }
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T
  }
  chance = (percent: number): boolean => this.below(100) < percent
}

const DAYS = ['2008-11-22', '2008-11-23', '2008-11-24', '2026-11-13', '2026-11-23', '2026-12-03']
const NUMBERS = [0, 1, 2, 3, 10]
const TEXTS = ['Rue de l’Église', 'Place', 'x']
const TYPES = [
  ...['yes-no', 'single-choice', 'multiple-choice', 'integer', 'decimal', 'money', 'number'],
  ...['date', 'date-range', 'short-text', 'rows', 'computed', 'computed', 'location'],
]
const rows = {
  one: 'ligne',
  columns: [
    { id: 'what', label: 'Quoi' },
    { id: 'cost', label: 'Coût', optional: true },
  ],
}

/** A comparison of one of those questions, of its kind. */
function comparison(dice: Dice, before: readonly Field[]): Condition {
  const field = dice.pick(before)
  const { id: of, type } = field
  const { fact } = kindOf(type)
  if (dice.chance(15)) return { op: dice.pick(['answered', 'empty']), of }
  const alike = before.filter((one) => one !== field && kindOf(one.type).fact === fact)
  switch (fact) {
    case 'number':
      if (alike.length > 0 && dice.chance(30))
        return {
          op: 'against',
          of,
          how: dice.pick(['is', 'isNot', 'atLeast', 'atMost']),
          other: dice.pick(alike).id,
        }
      return { op: dice.pick(['atLeast', 'atMost', 'is', 'isNot']), of, value: dice.pick(NUMBERS) }
    case 'date': {
      if (alike.length > 0 && dice.chance(30))
        return { op: 'against', of, how: dice.pick(['is', 'atLeast', 'atMost']), other: dice.pick(alike).id }
      if (dice.chance(50))
        return {
          ...{ op: dice.pick(['agoAtLeast', 'agoAtMost']), of },
          ...dice.pick([
            { value: 18, unit: 'years' as const },
            { value: -10, unit: 'days' as const },
            { value: 0, unit: 'months' as const },
          ]),
        }
      return { op: dice.pick(['onOrAfter', 'onOrBefore']), of, value: dice.pick(DAYS) }
    }
    case 'yes-no':
      return { op: 'is', of, value: dice.chance(50) }
    case 'choice':
      return { op: dice.pick(['is', 'isNot']), of, value: dice.pick(['a', 'b', 'c']) }
    case 'choices':
      return { op: 'includes', of, value: dice.pick(['a', 'b', 'c']) }
    case 'text':
      return { op: 'matches', of, value: dice.pick(['*eglise', 'p*', 'x']) }
    default:
      return type === 'location' && dice.chance(50)
        ? { op: 'is', of: 'commune', value: dice.pick([bron.code, '69123']) }
        : { op: dice.pick(['answered', 'empty']), of }
  }
}

function condition(dice: Dice, before: readonly Field[], names: readonly string[], deep = 2): Condition {
  if (names.length > 0 && dice.chance(25)) return { op: 'named', name: dice.pick(names) }
  if (deep === 0 || dice.chance(50)) return comparison(dice, before)
  if (dice.chance(30)) return { op: 'not', condition: condition(dice, before, names, deep - 1) }
  const conditions = [1, 2].map(() => condition(dice, before, names, deep - 1))
  return { op: dice.pick(['all', 'any']), conditions }
}

function formula(dice: Dice, before: readonly Field[], deep = 2): Formula {
  const numeric = before.filter(({ type }) => kindOf(type).fact === 'number')
  const lines = before.filter(({ type }) => type === 'rows')
  const days = before.filter(({ type }) => type === 'date')
  if (deep === 0 || dice.chance(30)) {
    if (days.length > 0 && dice.chance(15)) return { op: 'age', of: dice.pick(days).id }
    if (lines.length > 0 && dice.chance(30)) return { op: 'column', of: dice.pick(lines).id, column: 'cost' }
    if (numeric.length === 0 || dice.chance(30)) return { op: 'number', value: dice.pick([0, 1, 2.5, 12]) }
    return {
      ...{ op: 'answer', of: dice.pick(numeric).id },
      ...(dice.chance(30) && { otherwise: dice.pick(NUMBERS) }),
    }
  }
  const one = () => formula(dice, before, deep - 1)
  const op = dice.pick(['add', 'multiply', 'least', 'most', 'subtract', 'divide', 'round', 'steps'] as const)
  if (op === 'subtract' || op === 'divide') return { op, of: one(), by: one() }
  if (op === 'round')
    return { op, of: one(), digits: dice.below(3), way: dice.pick(['near', 'up', 'down'] as const) }
  if (op !== 'steps') return { op, of: [one(), one()] }
  const steps = [
    { upTo: 1, value: 1.1 },
    { upTo: 3, value: 2.25 },
  ]
  return { op, of: one(), steps, above: 5 }
}

function question(dice: Dice, at: number, before: readonly Field[], names: readonly string[]): Field {
  const hasPlace = before.some(({ type }) => type === 'location')
  const drawn = at === 0 ? 'yes-no' : dice.pick(TYPES)
  const type = drawn === 'location' && hasPlace ? 'integer' : drawn
  const when = () => (before.length > 0 ? condition(dice, before, names) : undefined)
  const isShownWhen = dice.chance(50) ? when() : undefined
  const isRequiredWhen = type !== 'computed' && dice.chance(30) ? when() : undefined
  const choices: Choice[] = ['a', 'b', 'c'].map((value, index) => {
    const offered = index > 0 && dice.chance(50) ? when() : undefined
    return { value, label: value, ...(offered !== undefined && { showIf: offered }) }
  })
  return {
    ...{ id: `q${at}`, type, label: `Question ${at}` },
    ...(type.endsWith('-choice') && { choices }),
    ...(type === 'rows' && { rows }),
    ...(type === 'computed' && { formula: formula(dice, before), digits: dice.below(3) }),
    ...(isShownWhen !== undefined && { showIf: isShownWhen }),
    ...(isRequiredWhen !== undefined && { requiredIf: isRequiredWhen, optional: true as const }),
  }
}

/** A right answer, or none. */
function answer(dice: Dice, field: Field): unknown {
  if (field.type === 'computed' || dice.chance(20)) return undefined
  const ANSWERS: Record<string, () => unknown> = {
    'yes-no': () => dice.chance(60),
    'single-choice': () => dice.pick(['a', 'b', 'c']),
    'multiple-choice': () => dice.pick([['a'], ['b'], ['a', 'c'], ['a', 'b', 'c']]),
    integer: () => dice.pick(NUMBERS),
    decimal: () => dice.pick([...NUMBERS, 1.5]),
    money: () => dice.pick([...NUMBERS, 0.1, 0.2]),
    number: () => dice.pick([...NUMBERS, 2.25]),
    date: () => dice.pick(DAYS),
    'date-range': () => ({ from: dice.pick(DAYS), to: '2026-12-24' }),
    'short-text': () => dice.pick(TEXTS),
    rows: () => [
      { what: 'un', cost: dice.pick(['1,10', '2']) },
      { what: 'deux', ...(dice.chance(50) && { cost: '0,3 €' }) },
    ],
    location: () => kindOf('location').sample(field, bron.code),
  }
  return ANSWERS[field.type]?.()
}

interface Case {
  form: FormDefinition
  answers: Answers
}

function caseOf(numbers: readonly number[]): Case {
  const dice = new Dice(numbers)
  const fields: Field[] = []
  const named: NonNullable<FormDefinition['conditions']> = []
  const ends: NonNullable<FormPage['ends']> = []
  for (let at = 0; at < 9; at += 1) {
    if (at === 3 || at === 5) {
      const names = named.map(({ id }) => id)
      named.push({ id: `n${at}`, name: `Nom ${at}`, when: condition(dice, fields.slice(), names) })
    }
    if (at === 4 && dice.chance(40))
      ends.push({ id: 'end', when: condition(dice, fields.slice(0, 4), []), title: 'Fin', text: 'Rien.' })
    fields.push(
      question(
        dice,
        at,
        fields.slice(),
        named.map(({ id }) => id),
      ),
    )
  }
  const when = dice.chance(30) ? condition(dice, fields.slice(0, 4), []) : undefined
  const form: FormDefinition = {
    ...{ id: 'f', title: 'F' },
    conditions: named,
    pages: [
      { id: 'one', title: 'Un', fields: fields.slice(0, 4), ...(ends.length > 0 && { ends }) },
      { id: 'two', title: 'Deux', fields: fields.slice(4), ...(when !== undefined && { showIf: when }) },
    ],
  }
  const given = fields.flatMap((field) => {
    const said = answer(dice, field)
    return said === undefined ? [] : [[field.id, said] as const]
  })
  return { form, answers: asOf(form, Object.fromEntries(given) as Answers, judging.today) }
}

/** What is told of a page: by question, is it shown; what it withholds; what it works out; is it required. */
interface Told {
  shown: Record<string, boolean>
  withheld: Record<string, string[]>
  worked: Record<string, string>
  required: Record<string, boolean>
}

const rawOf = ({ form, answers }: Case) =>
  Object.fromEntries(
    form.pages
      .flatMap(({ fields }) => fields)
      .flatMap((field) => {
        const given = answers[field.id]
        return given === undefined ? [] : [[field.id, kindOf(field.type).rawOf(given, field)] as const]
      }),
  )

function drawn(one: Case, page: FormPage, everyHidden: boolean): string {
  const { form, answers } = one
  const view = {
    ...{ form, answers, raw: rawOf(one), problems: [], areas: [bron], map: null, assets: showing.assets },
    together: true as const,
  }
  const marks = page.fields.flatMap(({ id, requiredIf }) =>
    requiredIf === undefined
      ? []
      : [
          html`<p ${attrs({ 'data-required': id, 'data-condition': JSON.stringify(wholeIn(form, requiredIf)) })}></p>`,
        ],
  )
  const facts = attrs({ 'data-facts': JSON.stringify(factsBeside(form, answers, page)) })
  const body = renderHtml(
    html`<conditional-fields ${facts}>${pageFields(view, page.fields)}${marks}</conditional-fields>`,
  )
  // Whatever it starts from, it comes to the same: all that has a condition is hidden, or nothing is.
  return everyHidden
    ? body.replaceAll(/(<[^>]*?)( hidden)?( data-condition=)/g, '$1 hidden$3')
    : body.replaceAll(/ hidden((?: data-[a-z]+="[^"]*")*)( data-condition=)/g, '$1$2')
}

function byServer({ form, answers }: Case, page: FormPage): Told {
  const shown = new Set(shownFields(form, page, answers).map(({ id }) => id))
  const withheld = withheldIn(form, answers)
  const worked = computedOn(form, page.fields, answers)
  return {
    shown: Object.fromEntries(page.fields.map(({ id }) => [id, shown.has(id)])),
    withheld: Object.fromEntries(
      page.fields
        .filter(({ id, choices = [] }) => shown.has(id) && choices.length > 0)
        .map(({ id }) => [id, (withheld.get(id) ?? []).map(({ value }) => value)]),
    ),
    worked: Object.fromEntries([...worked].filter(([id]) => shown.has(id))),
    required: Object.fromEntries(
      page.fields
        .filter(({ requiredIf }) => requiredIf !== undefined)
        .map((field) => [field.id, isRequired(form, field, answers)]),
    ),
  }
}

describe('browser and server', () => {
  let server: Server
  let page: Page

  before(async () => {
    const assets = await loadAssets()
    const script = html`<script type="module" src="${assets.url('conditional-fields.js')}"></script>`
    const document = renderHtml(
      html`<!doctype html><html lang="fr"><meta charset="utf-8"><title>Essai</title>${script}<body></body></html>`,
    )
    server = createServer((request, response) => {
      const asset = assets.get(request.url ?? '')
      if (asset) response.setHeader('content-type', asset.type).end(asset.body)
      else response.setHeader('content-type', 'text/html; charset=utf-8').end(document)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    page = await (await sharedBrowser()).newPage()
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    await page.evaluate(() => customElements.whenDefined('conditional-fields').then(() => null))
  })

  after(async () => {
    await page.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  const byBrowser = (bodies: readonly string[]): Promise<Told[]> =>
    page.evaluate(
      (all) =>
        all.map((body) => {
          document.body.innerHTML = body
          const fields = [...document.querySelectorAll<HTMLElement>('[data-field]')].filter((field) =>
            // The parts of a place are fields within it.
            /^q\d$/.test(field.dataset.field ?? ''),
          )
          const shown = fields.filter((field) => !field.closest('[hidden]'))
          const name = (field: HTMLElement) => field.dataset.field ?? ''
          const marks = [...document.querySelectorAll<HTMLElement>('[data-required]')]
          return {
            shown: Object.fromEntries(fields.map((field) => [name(field), shown.includes(field)])),
            withheld: Object.fromEntries(
              shown
                .filter(
                  (field) => field.querySelector('.choice') && field.dataset.reads?.startsWith('choice'),
                )
                .map((field) => [
                  name(field),
                  [...field.querySelectorAll<HTMLInputElement>('.choice[hidden] input')].map(
                    ({ value }) => value,
                  ),
                ]),
            ),
            worked: Object.fromEntries(
              shown.flatMap((field) => {
                const output = field.querySelector('output')
                return output ? [[name(field), output.textContent]] : []
              }),
            ),
            required: Object.fromEntries(marks.map((mark) => [mark.dataset.required ?? '', !mark.hidden])),
          }
        }),
      bodies,
    )

  test('agree on what is shown, proposed, required and worked out, over generated forms and answers', async () => {
    const seed = Math.floor(Math.random() * 2 ** 31)
    const numbers = fc.array(fc.nat(9999), { minLength: 300, maxLength: 300 })
    const cases = fc.sample(numbers, { numRuns: CASES, seed }).map(caseOf)
    const pages = cases.flatMap((one, at) =>
      one.form.pages.map((own) => ({ one, own, body: drawn(one, own, at % 2 === 0) })),
    )
    const told = await byBrowser(pages.map(({ body }) => body))
    const seen = { hidden: 0, withheld: 0, worked: 0, required: 0, ended: 0, named: 0 }
    for (const [at, { one, own }] of pages.entries()) {
      const expected = byServer(one, own)
      const what = `seed ${seed}, page ${own.id} of ${JSON.stringify(one)}`
      assert.deepEqual(told[at], expected, what)
      seen.hidden += Object.values(expected.shown).filter((is) => !is).length
      seen.withheld += Object.values(expected.withheld).flat().length
      seen.worked += Object.values(expected.worked).filter((words) => words !== '').length
      seen.required += Object.values(expected.required).filter(Boolean).length
      seen.ended += endOf(one.form, one.answers) === undefined ? 0 : 1
      seen.named += JSON.stringify(one.form.pages).includes('"named"') ? 1 : 0
    }
    for (const [sort, count] of Object.entries(seen)) assert.ok(count >= 10, `${count} ${sort}, seed ${seed}`)
    const faulty = cases.filter(({ form }) =>
      checkForm(form).some(({ sentence }) => /lit|rond/.test(sentence)),
    )
    assert.equal(faulty.length, 0, 'generated forms read what exists, in no circle')
  })
})
