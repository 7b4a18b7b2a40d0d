// After signing in, nobody is led to another site.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { backTo, localPath } from './local-path.ts'

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

test('signing in comes back to the page one is on, never to a secret nor to where one would arrive anyway', () => {
  for (const path of ['/demarches/encombrants/demande/1/place?ou=Bron', '/suivi', '/aide'])
    assert.equal(backTo(path), path)
  for (const path of [
    '/',
    '/?theme=1',
    '/connexion?suite=/aide',
    '/mot-de-passe-oublie',
    '/suivi?code=K7RD4MWQ',
    '/effacement?jeton=x',
    '/passage/arrivee?billet=x',
    '/connexion/franceconnect/retour?state=x&code=y',
    '/aide?CODE=x',
    `/demarches?quoi=${'a'.repeat(500)}`,
  ])
    assert.equal(backTo(path), null, path)
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
