// The keys of SIREN and SIRET, with numbers that nobody has, and those that INSEE publishes as examples.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sirenFault, siretFault, writtenSiren, writtenSiret } from './siret.ts'

test('a SIRET has fourteen digits, and its key holds', () => {
  assert.equal(siretFault('12345678200002'), null)
  assert.match(siretFault('12345678200003') ?? '', /clé/)
  assert.match(siretFault('21345678200002') ?? '', /clé/, 'two digits that changed places')
  for (const short of ['', '123456782', '1234567820000a', '123456782000020'])
    assert.match(siretFault(short) ?? '', /14 chiffres/)
  assert.equal(writtenSiret('12345678200002').replaceAll('\u00a0', ' '), '123 456 782 00002')
  assert.equal(writtenSiret(''), '')
})

test('places of La Poste, too many for the key, have their own', () => {
  // Its head office, and a place whose key is not Luhn’s.
  assert.equal(siretFault('35600000000048'), null)
  assert.equal(siretFault('35600000049837'), null)
  assert.match(siretFault('35600000049838') ?? '', /clé/)
  // No other organisation has that way out.
  assert.match(siretFault('12345678249834') ?? '', /clé/)
})

test('a SIREN has nine digits, and its key holds', () => {
  assert.equal(sirenFault('356000000'), null)
  assert.equal(sirenFault('732829320'), null)
  assert.match(sirenFault('732829321') ?? '', /clé/)
  assert.match(sirenFault('73282932000074') ?? '', /9 chiffres/)
  assert.equal(writtenSiren('732829320').replaceAll('\u00a0', ' '), '732 829 320')
})
