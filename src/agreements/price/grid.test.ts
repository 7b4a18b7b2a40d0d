// The grid of the métropole (deliberation 2018/4385), its holes closed: a bound is in the bracket that it begins.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { discountFault } from './discount.ts'
import { bracketOf, bracketsFault, bracketWords } from './grid.ts'
import { GRID } from './grid.fixture.ts'
import { amountOf, euros, plainEuros } from './money.ts'

const priceOf = (population: number, offer: 'full' | 'restricted') => bracketOf(GRID, population)[offer]

test('every bound is in the bracket that it begins', () => {
  assert.equal(priceOf(5_000, 'full'), 540_000)
  assert.equal(priceOf(4_999, 'full'), 180_000)
  assert.equal(priceOf(80_000, 'restricted'), 1_400_000)
  assert.equal(priceOf(13_244, 'full'), 840_000)
  assert.equal(priceOf(0, 'restricted'), 140_000)
  for (const { from } of GRID.brackets) assert.equal(bracketOf(GRID, from).from, from)
})

test('brackets are said in words, without a hole', () =>
  assert.deepEqual(
    GRID.brackets.map((bracket) => bracketWords(GRID, bracket).replaceAll('\u202f', ' ')),
    [
      'moins de 5 000',
      'de 5 000 à 9 999',
      'de 10 000 à 19 999',
      'de 20 000 à 39 999',
      'de 40 000 à 79 999',
      '80 000 et plus',
    ],
  ))

test('a grid that leaves somebody out, goes back, or charges more for less is refused', () => {
  const [smallest, ...others] = GRID.brackets
  assert.equal(bracketsFault(GRID.brackets), null)
  assert.match(bracketsFault(others) ?? '', /0 habitant/)
  assert.match(bracketsFault([]) ?? '', /0 habitant/)
  assert.match(bracketsFault([...GRID.brackets].reverse()) ?? '', /0 habitant/)
  assert.ok(smallest)
  assert.match(bracketsFault([smallest, smallest]) ?? '', /plus petite à la plus grande/)
  assert.match(bracketsFault([{ from: 0, full: 1, restricted: 2 }]) ?? '', /offre restreinte/)
})

test('the discount is the one voted, for those it names, in its year', () => {
  const asked = { authorityId: 1, year: 2019, percent: 50 }
  assert.equal(discountFault(GRID, asked), null)
  assert.match(discountFault(GRID, { ...asked, authorityId: 2 }) ?? '', /rejoint plus tard n’en a pas/)
  assert.match(discountFault(GRID, { ...asked, year: 2020 }) ?? '', /pour 2019 seulement/)
  assert.match(discountFault(GRID, { ...asked, percent: 60 }) ?? '', /est de 50\u00a0%/)
  assert.match(discountFault({ ...GRID, discount: null }, asked) ?? '', /Aucune remise/)
})

test('what is before tax and the tax make the whole, to the cent', () => {
  assert.deepEqual(amountOf(700_000, 2000), { net: 583_333, tax: 116_667, gross: 700_000 })
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 3000 }), (gross, rate) => {
      const { net, tax } = amountOf(gross, rate)
      assert.equal(net + tax, gross)
      assert.ok(Math.abs(net * (10_000 + rate) - gross * 10_000) <= (10_000 + rate) / 2)
    }),
  )
})

test('money is written as French reads it', () => {
  assert.equal(euros(-700_001).replaceAll(/\s/g, ' '), '-7 000,01 €')
  assert.equal(plainEuros(-5), '-0,05')
  assert.equal(plainEuros(583_333), '5833,33')
})
