// The sentences of the journal of accesses: « vous » takes its own verb, a site its article.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actWords } from './words.ts'

test('each act is a sentence whose verb fits who did it', () => {
  assert.equal(actWords({ kind: 'export', object: '' }), 'Vous avez emporté une copie de vos données')
  assert.equal(actWords({ kind: 'request', object: '2026-00042' }), 'A ouvert votre demande 2026-00042')
  const given = (object: string) => actWords({ kind: 'site', object })
  assert.equal(given('Le site de Bron'), 'Vos informations ont été données au site de Bron')
  assert.equal(given('Médiathèques'), 'Vos informations ont été données aux médiathèques')
  assert.equal(given('Vélo’v'), 'Vos informations ont été données au site Vélo’v')
})
