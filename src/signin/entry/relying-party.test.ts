// For which origins a passkey is good: ours alone.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOurOrigin, relyingPartyOf } from './relying-party.ts'

test('the public host and the hosts below it, same scheme, same port', () => {
  const ours = 'https://demarches.exemple.fr'
  assert.equal(relyingPartyOf(ours), 'demarches.exemple.fr')
  for (const origin of [ours, 'https://bron.demarches.exemple.fr'])
    assert.ok(isOurOrigin(origin, ours), origin)
  const others = [
    'http://demarches.exemple.fr',
    'https://demarches.exemple.fr:8443',
    'https://exemple.fr',
    'https://xdemarches.exemple.fr',
    'https://demarches.exemple.fr.evil.example',
    'https://demarches.exemple.fr/x',
    'null',
    '',
    'evil',
  ]
  for (const origin of others) assert.equal(isOurOrigin(origin, ours), false, origin)
  assert.ok(isOurOrigin('http://localhost:4321', 'http://localhost:3000'))
  assert.equal(isOurOrigin('http://localhost.evil.example', 'http://localhost:3000'), false)
})
