// After signing in, nobody is led to another site.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { localPath } from './local-path.ts'

test('paths of this site are kept', () => {
  for (const path of ['/', '/compte', '/agents?q=a&etat=nouveau', '/reprise/1#x', '/suivi?code=A%20B'])
    assert.equal(localPath(path), path)
})

test('other sites and the pages of signing in are not', () => {
  const bad = [
    '',
    'compte',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/.//evil.example',
    '/a/../..//evil.example',
    '/connexion',
    '/connexion?suite=/x',
    '/deconnexion',
    '/inscription/confirmer',
  ]
  for (const path of bad) assert.equal(localPath(path), null, path)
})

test('whatever is typed, a browser stays here', () => {
  const parts = fc.array(
    fc.constantFrom('/', '\\', '.', '..', '%2f', 'evil.example', ':', '@', '?', '#', '\t', ' ', 'https'),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(parts, (list) => {
      const path = localPath(`/${list.join('')}`)
      if (path !== null) assert.equal(new URL(path, 'https://here.example/').host, 'here.example')
    }),
  )
})
