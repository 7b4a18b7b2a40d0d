// Where a request is, as people read it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { placeSaid } from './words.ts'

test('a commune that was typed with the address is said once', () => {
  assert.equal(placeSaid('34 rue des Frères-Lumière', 'Bron'), '34 rue des Frères-Lumière, Bron')
  assert.equal(placeSaid('34 rue des Frères-Lumière, Bron', 'Bron'), '34 rue des Frères-Lumière, Bron')
  assert.equal(placeSaid('34 rue Lumière, 69500 BRON ', 'Bron'), '34 rue Lumière, 69500 BRON ')
  assert.equal(placeSaid('', 'Bron'), 'Bron')
  assert.equal(placeSaid('12, avenue de Bron', 'Bron'), '12, avenue de Bron, Bron')
  assert.equal(placeSaid('bron', 'Bron'), 'bron')
  assert.equal(placeSaid('12, rue Juliette-Récamier', ''), '12, rue Juliette-Récamier')
})
