// Who is named in a message is whoever is meant, and nobody whose name only begins alike.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mentionsIn } from './mentions.ts'

const MEMBERS = [
  { personId: 1, name: 'Hélène Saunier' },
  { personId: 2, name: 'Théo Grangier' },
  { personId: 3, name: 'Théo Grangier-Morel' },
  { personId: null, name: 'Anaïs Vaugnier' },
]

test('a mention is « @ » and a whole name, whatever its accents and capitals', () => {
  const named = (text: string): number[] => mentionsIn(text, MEMBERS)
  assert.deepEqual(named('@Hélène Saunier, votre avis\u00a0?'), [1])
  assert.deepEqual(named('merci @helene\u00a0SAUNIER'), [1])
  assert.deepEqual(named('@Théo Grangier-Morel suit'), [3])
  assert.deepEqual(named('@Théo Grangier et @Théo Grangier-Morel'), [2, 3])
  assert.deepEqual(named('Hélène Saunier, helene@saunier.example'), [])
  assert.deepEqual(named('@Anaïs Vaugnier, quand vous aurez un compte'), [])
})
