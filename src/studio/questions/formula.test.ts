// A calculation written from lists: read in French before it is kept, read again as lines; what lines do not say stays whole.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { drafts } from '#definitions'
import type { FormDefinition } from '#forms'
import type { Actor } from '#platform/actor.ts'
import type { Formula } from '#rules'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { formulaFrom, stepsOf } from './formula-lines.ts'
import { panelShown, questionFrom } from './panel.ts'

const AT = '/administration/formulaires/cantine'
const CALC = `${AT}/questions/meal_price/calcul`

const said = (body: string) =>
  body
    .slice(Math.max(0, body.indexOf('<main')))
    .replace(/<[^>]+>/g, ' ')
    .replaceAll(/&nbsp;|[\u00a0\u202f]/g, ' ')
    .replace(/&#39;/g, '’')
    .replace(/\s+/g, ' ')
const hidden = (body: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
const answer = (of: string): Formula => ({ op: 'answer', of })

describe('calculations in the studio', () => {
  let parvis: TestApp
  let odile: TestBrowser
  let editor: Actor
  before(async () => {
    parvis = await createTestApp()
    odile = await parvis.signedInAs('admin@parvis.example')
    editor = await parvis.actor('admin@parvis.example')
  })
  after(() => parvis.close())

  async function fill(values: Record<string, string>) {
    const { body } = await odile.get(CALC)
    const asked = { ...values, version: hidden(body, 'version'), lu: hidden(body, 'lu') }
    const first = await odile.post(CALC, asked)
    const essai = hidden(first.body, 'essai')
    return {
      trial: said(first.body),
      reply: essai === '' ? first : await odile.post(CALC, { ...asked, essai }),
    }
  }
  const question = async () => {
    const row = (await parvis.db.read(editor, drafts)).find(
      ({ kind, id }) => kind === 'form' && id === 'cantine',
    )
    const { pages } = (row?.body ?? assert.fail('no draft')) as unknown as FormDefinition
    return (
      pages.flatMap(({ fields }) => fields).find(({ id }) => id === 'meal_price') ?? assert.fail('no price')
    )
  }

  test('it is read in the list of questions, and as lines where it is changed', async () => {
    assert.match(
      said((await odile.get(AT)).body),
      /Prix d’un repas, selon ce quotient Valeur calculée Calcul : selon « Quel est votre quotient familial \? » : 1 jusqu’à 400, 1,95 jusqu’à 700/,
    )
    const { body } = await odile.get(CALC)
    assert.match(body, /<option value="answer:quotient" selected>/)
    assert.match(body, /400 \| 1\n700 \| 1,95\n1000 \| 3,1\n1400 \| 4,2\nau-delà \| 5,25/)
    assert.equal((await odile.get(`${AT}/questions/quotient/calcul`)).statusCode, 404)
  })

  test('it is written from lists, refused beside the line that says nothing', async () => {
    assert.match((await fill({ 'quoi-1': '' })).trial, /Dites d’où part le calcul/)
    assert.match(
      (await fill({ 'quoi-1': 'nombre', 'valeur-1': 'dix' })).trial,
      /Écrivez un nombre, en chiffres/,
    )
    assert.match(
      (await fill({ 'quoi-1': 'answer:quotient', 'faire-2': 'multiply' })).trial,
      /Choisissez avec quoi/,
    )
    assert.match(
      (await fill({ 'quoi-1': 'answer:quotient', bareme: '400 | 1' })).trial,
      /La dernière ligne dit le reste/,
    )
    assert.match(
      (await fill({ 'quoi-1': 'answer:quotient', bareme: '400 | 1\n300 | 2\nau-delà | 3' })).trial,
      /Ligne 2 : les seuils vont en montant/,
    )
    const kept = await fill({
      ...{ 'quoi-1': 'answer:quotient', 'faire-2': 'multiply', 'quoi-2': 'nombre', 'valeur-2': '0,5' },
      ...{ 'faire-3': 'most', 'quoi-3': 'nombre', 'valeur-3': '1' },
    })
    assert.match(kept.trial, /le plus grand de \(« Quel est votre quotient familial \? » × 0,5\) et 1/)
    assert.equal(kept.reply.headers.location, `${AT}#element-meal_price`)
    const formula = (await question()) as unknown as { formula: Formula }
    assert.deepEqual(formula.formula, {
      op: 'most',
      of: [
        { op: 'multiply', of: [answer('quotient'), { op: 'number', value: 0.5 }] },
        { op: 'number', value: 1 },
      ],
    })
    // Where versions are compared, as here: no word of files.
    const compared = said((await odile.get(`${AT}/historique`)).body)
    assert.match(
      compared,
      /le calcul devient le plus grand de \(« Quel est votre quotient familial \? » × 0,5\) et 1/,
    )
    assert.match(
      said((await odile.get(`${AT}/questions/quotient/retirer`)).body),
      /« Prix d’un repas, selon ce quotient » : ce qu’elle calcule/,
    )
  })

  test('the panel of the question leaves it as it is', async () => {
    const field = await question()
    assert.deepEqual(questionFrom(field, { ...panelShown(field), large: [], dangers: [] }), field)
  })

  test('lines and calculations say the same; one that they do not say is kept whole', () => {
    const sum: Formula = { op: 'add', of: [answer('a'), { op: 'column', of: 'b', column: 'c' }] }
    const all: Formula[] = [
      answer('a'),
      {
        op: 'divide',
        of: { op: 'subtract', of: sum, by: { op: 'age', of: 'd' } },
        by: { op: 'number', value: 1.5 },
      },
      { op: 'steps', of: sum, steps: [{ upTo: -1, value: 0.25 }], above: 2 },
    ]
    for (const formula of all)
      assert.deepEqual(formulaFrom(stepsOf(formula) ?? assert.fail('no lines')), { formula })
    assert.equal(stepsOf({ op: 'add', of: [answer('a'), sum] }), null)
    assert.equal(stepsOf({ op: 'round', of: sum, digits: 0, way: 'up' }), null)
    assert.deepEqual(stepsOf(undefined), { steps: [], table: '' })
  })
})
