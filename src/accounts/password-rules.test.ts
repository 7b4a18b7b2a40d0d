// Passwords: long is enough, unless everybody has it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { passwordProblem } from './password-rules.ts'

const EMAIL = 'camille.essai@parvis.example'

test('long passwords of any composition are accepted', () => {
  for (const good of [
    'parvis-demo-2026',
    'quatre chevaux dans le vent',
    'aaaab bbbbc 99',
    'ßçœ’ – 東京タワー 駅',
    'x'.repeat(11) + 'yz7kq',
    'le motdepasse du chien',
  ])
    assert.equal(passwordProblem(good, EMAIL), null, good)
})

test('length counts characters, from 12 to 128', () => {
  assert.match(passwordProblem('onze.carac1', EMAIL) ?? '', /au moins 12 caractères/)
  assert.match(passwordProblem('🐎🌳🐎🌳🐎🌳', EMAIL) ?? '', /au moins 12/)
  assert.equal(passwordProblem('un cheval '.repeat(13).slice(2), EMAIL), null)
  assert.match(passwordProblem('zq'.repeat(64) + 'k', EMAIL) ?? '', /128 caractères au plus/)
})

test('what guessers try first is refused, dressed up or not', () => {
  const bad = [
    'motdepasse2026',
    'MotDePasse123!',
    'm0td3p@sse2024',
    'azertyuiop123',
    'azertyazerty',
    'bonjour.bonjour1',
    '!!jetaimefort!!',
    'password1234',
    'Passw0rd2026!',
    'aaaaaaaaaaaa',
    '123412341234',
    '123456789012',
    'abcdefghijkl',
    'administrateur',
    'olympiquelyonnais69',
    'bonjour2026bonjour2026',
    '000000000000',
    'qwertyuiop[]12',
  ]
  for (const one of bad) assert.match(passwordProblem(one, EMAIL) ?? '', /trop facile/, one)
})

test('the address is no password', () => {
  assert.match(passwordProblem('Camille.Essai@parvis.example', EMAIL) ?? '', /différent de votre adresse/)
  assert.match(passwordProblem('camille.essai', EMAIL) ?? '', /différent de votre adresse/)
})
