// Communes, countries and postal addresses: what goes together is checked against the official list.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderHtml } from '#platform/html.ts'
import { kindOf } from '../index.ts'
import { questionOf, showing, trying } from '../sample.fixture.ts'

test('a commune of any place is kept with its code, and nothing is guessed between two', () => {
  const { answer, problem, summary } = trying('commune')
  assert.deepEqual(answer('69500'), { code: '69029', name: 'Bron', department: '69' })
  assert.equal(summary('papeete'), 'Papeete (987)')
  assert.match(
    problem('Saint-Denis'),
    /Il y en a plusieurs : écrivez laquelle, par exemple « Saint-Denis \(\d/,
  )
  assert.match(problem('Nulleville'), /ne s’appelle « Nulleville » : vérifiez son nom/)
})

test('a country is one of the list', () => {
  const { answer, problem, summary } = trying('country')
  assert.equal(answer('99352'), '99352')
  assert.equal(summary('99352'), 'Algérie')
  for (const wrong of ['FR', '99999', 'constructor']) assert.match(problem(wrong), /dans la liste/)
})

const written = (line: string, postcode: string, town: string, more: Record<string, string> = {}) => ({
  ...{ '-adresse': line, '-code': postcode, '-ville': town },
  ...more,
})

test('an address: the postal code and the town go together', () => {
  const { answer, problem, summary, judge } = trying('postal-address')
  const street = '112, avenue  Franklin-Roosevelt'
  assert.deepEqual(answer(written(street, '69 500', 'BRON')), {
    ...{ line: '112, avenue Franklin-Roosevelt', postcode: '69500', town: 'Bron', commune: '69029' },
  })
  assert.equal(
    summary(written(street, '69003', 'Lyon', { '-complement': 'Bâtiment C' })),
    '112, avenue Franklin-Roosevelt\nBâtiment C\n69003 Lyon',
  )
  assert.match(problem(written(street, '69500', 'Lyon')), /^-ville: Le code postal 69500 est celui de Bron/)
  assert.match(problem(written(street, '69999', 'Lyon')), /^-code: Le code postal 69999 n’existe pas/)
  assert.match(problem(written(street, '695', 'Bron')), /^-code: Un code postal a cinq chiffres/)
  assert.match(problem(written('', '69500', 'Bron')), /^-adresse: Écrivez le numéro et la rue/)
  assert.match(problem(written(street, '69500', '')), /^-ville: Écrivez le nom de la ville/)
  assert.match(problem(written('a'.repeat(121), '69500', 'Bron')), /^-adresse: .*1 caractère de trop/)
  // Mail of organisations, and towns that are now a part of another.
  assert.deepEqual(answer(written(street, '69205', 'Lyon CEDEX 01')), {
    ...{ line: '112, avenue Franklin-Roosevelt', postcode: '69205', town: 'Lyon CEDEX 01' },
  })
  assert.equal((answer(written(street, '69600', 'Oullins')) as { town: string }).town, 'Oullins')
  assert.deepEqual(judge(written('', '', '', { '-pays': '99352' })), { empty: true })
})

test('abroad, only where the question takes it', () => {
  const abroad = { abroad: true }
  const geneva = written('3, rue du Mont-Blanc', '1201', 'Genève', { '-pays': '99140' })
  const { answer, problem, summary } = trying('postal-address')
  assert.match(problem(geneva), /cinq chiffres/)
  assert.deepEqual(answer(geneva, abroad), {
    ...{ line: '3, rue du Mont-Blanc', postcode: '1201', town: 'Genève', country: '99140' },
  })
  assert.equal(summary(geneva, abroad), '3, rue du Mont-Blanc\n1201 Genève\nSuisse')
  assert.match(problem({ ...geneva, '-pays': '99999' }, abroad), /^-pays: Choisissez un pays/)
  const shown = (more: object) => {
    const kind = kindOf('postal-address')
    return renderHtml(kind.control(questionOf(kind, { ...more }), {}, showing))
  }
  assert.doesNotMatch(shown({}), /it-pays/)
  assert.match(shown(abroad), /name="it-pays"[^>]*>.*<option value="">France<\/option>/s)
  assert.match(shown({}), /autocomplete="postal-code"/)
  assert.doesNotMatch(shown({ autocomplete: 'off' }), /postal-code/)
})

test('an address of the profile fills its boxes, when it says them all', () => {
  const { fromProfile, roles } = kindOf('postal-address')
  assert.deepEqual(fromProfile('1, rue du Port, 69500 Bron'), written('1, rue du Port', '69500', 'Bron'))
  for (const unsaid of ['1, rue du Port', '69500 Bron', '', `${'1 '.repeat(5000)}69500`])
    assert.equal(fromProfile(unsaid), null)
  assert.deepEqual(roles, ['contactAddress'])
})
