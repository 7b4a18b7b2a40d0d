// What is typed, as conditions read it: the same function on both sides, so its values are held here.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readAs } from './read.ts'

const table = (fact: Parameters<typeof readAs>[0], rows: readonly (readonly [string, unknown])[]) => {
  for (const [typed, value] of rows) assert.equal(readAs(fact, { '': typed }), value, `${fact} « ${typed} »`)
}

test('a number is read as people write it, and nothing else is one', () => {
  table('number', [
    ...([
      ['1,5', 1.5],
      ['1.50', 1.5],
      ['1.0', 1],
      ['01', 1],
      [' 12 ', 12],
      ['-3', -3],
      ['+3', 3],
    ] as const),
    ...([
      ['1 200', 1200],
      ['1\u00a0200,25', 1200.25],
      ['1\u202f200', 1200],
      ['0', 0],
    ] as const),
    ...['', 'une', '1e3', '0x10', '1,2,3', '1.', ',5', '12 m', '9'.repeat(400)].map(
      (typed) => [typed, undefined] as const,
    ),
  ])
})

test('yes is yes, no is no, and no name of JavaScript is either', () => {
  table('yes-no', [
    ['oui', true],
    ['non', false],
    ['', undefined],
    ['true', undefined],
    ['constructor', undefined],
  ])
})

test('a day stands in the calendar, in one box or three', () => {
  const day = (typed: string) => {
    const [date = '', month = '', year = ''] = typed.split('/')
    return readAs('date', { '-jour': date, '-mois': month, '-annee': year })
  }
  assert.equal(day('1/2/2026'), '2026-02-01')
  assert.equal(day('01/02/2026'), '2026-02-01')
  assert.equal(day('29/2/2024'), '2024-02-29')
  for (const wrong of ['29/2/2026', '31/4/2026', '0/1/2026', '1/13/2026'])
    assert.equal(day(wrong), undefined, wrong)
  for (const partial of ['/1/2026', '1//2026', '1/1/', '1/1/26', '1/1/202'])
    assert.equal(day(partial), undefined, partial)
  table('date', [
    ['2026-02-01', '2026-02-01'],
    ['2026-02-30', undefined],
    ['demain', undefined],
  ])
})

test('of what is only answered or not, something typed anywhere is an answer', () => {
  assert.equal(readAs('other', { '-commune': '', '-adresse': ' Ici ' }), true)
  assert.equal(readAs('other', { '-commune': '', '-adresse': '  ' }), undefined)
  assert.equal(readAs('other', {}), undefined)
  assert.deepEqual(readAs('choices', { '': ['a', '', 'b'] }), ['a', 'b'])
})
