// Moves of blocks: none is lost or doubled whatever is asked, what is fixed stays, and what is arranged later reaches whoever arranged before.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { merged, MOVES, moved, movesOf, type Placed } from './placing.ts'

const NAMES = ['un', 'deux', 'trois', 'quatre', 'cinq']
const placed = (name: string): fc.Arbitrary<Placed> =>
  fc.record(
    {
      name: fc.constant(name),
      column: fc.constantFrom(0, 1),
      state: fc.constantFrom('shown', 'folded', 'removed'),
      isFixed: fc.constant(true as const),
    },
    { requiredKeys: ['name', 'column', 'state'], noNullPrototype: true },
  )
const pages = fc
  .shuffledSubarray(NAMES)
  .chain((names) => fc.tuple(...names.map(placed)))
  .map((list) => list.map((block) => (block.isFixed ? { ...block, state: 'shown' as const } : block)))
const walks = fc.array(fc.tuple(fc.constantFrom(...NAMES, 'inconnu'), fc.constantFrom(...MOVES)), {
  maxLength: 12,
})

const names = (list: readonly Placed[]): string[] => list.map(({ name }) => name)
const visible = (list: readonly Placed[]): string[] =>
  list.filter(({ state }) => state !== 'removed').map(({ name }) => name)

test('whatever is asked, a block stands once, and what is fixed is there, unfolded', () => {
  fc.assert(
    fc.property(pages, pages, walks, (base, begun, walk) => {
      const own = walk
        .filter(([, move]) => move !== 'fixer' && move !== 'liberer')
        .reduce((page, [name, move]) => moved(page, name, move), merged(base, begun))
      const page = merged(base, own)
      assert.equal(new Set(names(page)).size, page.length)
      for (const block of base.filter(({ isFixed }) => isFixed))
        assert.ok(page.some(({ name, state }) => name === block.name && state === 'shown'))
      // What is arranged since, and they never touched, is there.
      for (const name of visible(base)) assert.ok(names(page).includes(name))
      assert.deepEqual(merged(base, page), page)
    }),
    { numRuns: 60 },
  )
})

test('going down then up, or to the other column and back, changes nothing; the buttons are the moves that change something', () => {
  fc.assert(
    fc.property(pages, fc.constantFrom(...NAMES), (page, name) => {
      const offered = movesOf(page, name, MOVES)
      for (const move of MOVES)
        assert.equal(
          offered.includes(move),
          String(moved(page, name, move).map((b) => JSON.stringify(b))) !==
            String(page.map((b) => JSON.stringify(b))),
        )
      if (offered.includes('bas')) assert.deepEqual(moved(moved(page, name, 'bas'), name, 'haut'), page)
      if (offered.includes('colonne'))
        assert.deepEqual(moved(moved(page, name, 'colonne'), name, 'colonne'), page)
      if (offered.includes('retirer')) assert.ok(!visible(moved(page, name, 'retirer')).includes(name))
      if (offered.includes('ajouter')) assert.ok(visible(moved(page, name, 'ajouter')).includes(name))
    }),
    { numRuns: 60 },
  )
})

test('going down passes the blocks of the other column, and those that were taken off', () => {
  const page: Placed[] = [
    { name: 'a', column: 0, state: 'shown' },
    { name: 'b', column: 1, state: 'shown' },
    { name: 'c', column: 0, state: 'removed' },
    { name: 'd', column: 0, state: 'folded' },
  ]
  assert.deepEqual(names(moved(page, 'a', 'bas')), ['d', 'b', 'c', 'a'])
  assert.deepEqual(movesOf(page, 'b', ['haut', 'bas', 'colonne']), ['colonne'])
})
