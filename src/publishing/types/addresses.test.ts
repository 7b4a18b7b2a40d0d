// One rule for the addresses that people give: what a field takes, a rich text takes, and nothing else.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { kindOf } from '#forms'
import { isHref } from '../../writing/text/address.ts'
import { isWebAddress } from '#platform/outside/web-address.ts'

const GOOD = ['https://www.exemple.fr', 'HTTPS://exemple.fr/a?b=c#d', 'https://exemple.fr:8443/é']
const BAD = [
  ...['http://exemple.fr', 'javascript:alert(1)', 'ftp://exemple.fr', '//exemple.fr', 'https:/exemple.fr'],
  ...['https://moi@exemple.fr', 'https://moi:secret@exemple.fr', 'https://exemple', 'https://localhost/a'],
  ...[
    'https://exemple.fr\\@autre.fr',
    'https://exemple.fr/a b',
    'https://exemple.fr/\tb',
    'https://',
    'data:text/html,x',
  ],
]

const judged = (typed: string): boolean =>
  'answer' in
  kindOf('web-address').judge({ id: 'a', type: 'web-address', label: 'Adresse' } as never, { '': typed }, {
    today: '2026-11-23',
    area: () => undefined,
  } as never)

test('a field and a rich text take the same addresses, and refuse the same', () => {
  for (const address of GOOD)
    assert.deepEqual([isWebAddress(address), isHref(address), judged(address)], [true, true, true], address)
  for (const address of BAD)
    assert.deepEqual([isWebAddress(address), judged(address)], [false, false], address)
  for (const address of BAD.filter((one) => !one.startsWith('//')))
    assert.equal(isHref(address), false, address)
  const piece = fc.constantFrom(
    'https://',
    'http://',
    'moi@',
    'exemple.fr',
    'exemple',
    '/',
    '\\',
    '.',
    'a',
    ':',
    '?',
    '#',
    ' ',
    'é',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 7 }), (pieces) => {
      const address = pieces.join('')
      if (/^https?:/.test(address) && address === address.trim())
        assert.equal(judged(address), isHref(address), address)
    }),
    { numRuns: 2000 },
  )
})
