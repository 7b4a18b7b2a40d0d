// The key of a SIRET, with numbers that nobody has.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { siretFault, writtenSiret } from './siret.ts'

test('a SIRET has fourteen digits, and its key holds', () => {
  assert.equal(siretFault('12345678200002'), null)
  assert.match(siretFault('12345678200003') ?? '', /clé/)
  assert.match(siretFault('21345678200002') ?? '', /clé/, 'two digits that changed places')
  for (const short of ['', '123456782', '1234567820000a', '123456782000020'])
    assert.match(siretFault(short) ?? '', /14 chiffres/)
  assert.equal(writtenSiret('12345678200002').replaceAll('\u00a0', ' '), '123 456 782 00002')
  assert.equal(writtenSiret(''), '')
})
