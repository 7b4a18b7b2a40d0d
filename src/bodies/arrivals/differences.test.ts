// What a file of the register changes of a council, where it does not say who is who.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Authority } from '#territory'
import { type Council, differences } from './differences.ts'
import { type Elected, file } from './register.fixture.ts'
import { registerIn } from './register.ts'

const BRON = { id: 7, code: '69029', name: 'Ville de Bron' } as Authority
const SEAT = { rank: null, delegation: '', standsFor: null, from: '2026-03-21', to: null }
const council: Council = {
  ...{ authorityId: 7, bodyId: 1, former: [] },
  term: { id: 2, from: '2026-03-21', to: null },
  seats: [
    { id: 1, name: 'Anne Maire', post: 'mayor', ...SEAT },
    { id: 2, name: 'Luc Essai', post: 'councillor', ...SEAT },
    { id: 3, name: 'Jeanne Essai', post: 'councillor', ...SEAT },
  ],
}
const elected = (given: string, name: string, more: Partial<Elected> = {}): Elected => ({
  ...{ code: '69029', name, given },
  ...more,
})
const read = (rows: readonly Elected[], isWhole = true) => {
  const { rows: lines, problems } = registerIn(file(rows).toString(), [BRON], BRON, '2026-11-28')
  assert.deepEqual(problems, [])
  const { changes, left } = differences(lines, [council], isWhole)
  return {
    done: changes.map((change) => ('name' in change ? `${change.do} ${change.name}` : change.do)),
    left: left.map((one) => [one.why, 'isWhole' in one && one.isWhole]),
  }
}
const [anne, luc, jeanne] = [
  elected('Anne', 'Maire', { post: 'Maire' }),
  elected('Luc', 'Essai'),
  elected('Jeanne', 'Essai'),
]
const later = (row: Elected, more: Partial<Elected> = {}): Elected => ({
  ...row,
  since: '01/11/2026',
  ...more,
})

test('a line that comes twice from end to end is one', () => {
  assert.deepEqual(read([anne, anne, luc, jeanne]), { done: [], left: [] })
  const all = [anne, luc, jeanne].map((row) => later(row))
  assert.deepEqual(read([...all, ...all]), {
    done: ['begin', 'give Anne Maire', 'give Luc Essai', 'give Jeanne Essai'],
    left: [],
  })
})

test('no council is left without its head, or begins without somebody, because two lines bear one name', () => {
  const whole = { done: [], left: [['homonyms', true]] }
  const twin = { birth: '05/06/1980' }
  const newcomer = elected('Paul', 'Nouveau', { post: 'Maire' })
  assert.deepEqual(read([newcomer, { ...newcomer, ...twin }], false), whole, 'a file of mayors')
  assert.deepEqual(read([newcomer, { ...newcomer, ...twin }, luc, jeanne]), whole, 'the head that comes')
  assert.deepEqual(read([anne, { ...luc, given: 'Anne', name: 'Maire', ...twin }, luc, jeanne]), whole)
  const begun = [anne, luc, jeanne, { ...luc, ...twin }].map((row) => later(row))
  assert.deepEqual(read(begun), whole, 'a term that begins')
  assert.deepEqual(read([anne, luc, { ...luc, ...twin }]), {
    done: ['end Jeanne Essai'],
    left: [['homonyms', false]],
  })
})

test('a file that names more people than an assembly has changes nothing there', () => {
  const letters = 'abcdefghij'
  const name = (n: number): string => String(n).replaceAll(/\d/g, (digit) => letters[Number(digit)] ?? '')
  const crowd = Array.from({ length: 400 }, (_, n) => elected('Luc', `Essai-${name(n)}`))
  assert.deepEqual(read([anne, ...crowd]), { done: [], left: [['crowded', false]] })
})
