// Claims as FranceConnect and ProConnect give them: every form that an identity may take, and what is refused.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { identityFrom } from './identity.ts'
import { FederationRefused } from './refused.ts'

const SECRET = Buffer.alloc(32, 7)
const ISSUER = 'https://provider.example/api/v2'

const citizen = {
  given_name: 'Solange Marie',
  family_name: 'BRESSAND',
  preferred_username: 'VERNAISON',
  birthdate: '1974-08-12',
  gender: 'female',
  birthplace: '69123',
  birthcountry: '99100',
  email: 'Solange@Courriel.example',
}
const agent = {
  given_name: 'Théo',
  usual_name: 'Grangier',
  email: 'voirie@parvis.example',
  uid: 'u',
  idp_id: 'i',
  siret: '20004697700019',
}

const read = (
  claims: Record<string, unknown>,
  provider: 'franceconnect' | 'proconnect' = 'franceconnect',
  secret = SECRET,
) => identityFrom(secret, provider, ISSUER, { subject: 's', acr: 'eidas1', claims, idToken: '' })
const refuses = (claims: Record<string, unknown>, provider?: 'proconnect') =>
  assert.throws(
    () => read(claims, provider),
    (error: unknown) => error instanceof FederationRefused && error.reason === 'untrusted',
  )

test('the name in use is the first name and the usage name, or the birth name', () => {
  assert.equal(read(citizen).name, 'Solange VERNAISON')
  assert.equal(read({ ...citizen, preferred_username: '' }).name, 'Solange BRESSAND')
  const { preferred_username: _, ...without } = citizen
  assert.equal(read(without).name, 'Solange BRESSAND')
})

test('a presumed birth is a text, each kept distinct from the date it looks like', () => {
  const digests = ['1958-02-01', '1958-02-00', '1958-00-00'].map((birthdate) =>
    read({ ...citizen, birthdate }).pivotHash?.toString('hex'),
  )
  assert.equal(new Set(digests).size, 3)
})

test('Corsica, the overseas and abroad; nothing that is not a code', () => {
  for (const birthplace of ['2A004', '2B033', '97411', ''])
    assert.ok(read({ ...citizen, birthplace }).pivotHash)
  for (const birthplace of ['Lyon', '2C004', '690', null, 69123]) refuses({ ...citizen, birthplace })
})

test('each of the six pivot fields changes the digest, and so does the installation', () => {
  const own = read(citizen).pivotHash
  const changes = [
    { given_name: 'Solange' },
    { family_name: 'BRESSANT' },
    { birthdate: '1974-08-13' },
    { gender: 'male' },
    { birthplace: '69029' },
    { birthcountry: '99109' },
  ]
  for (const change of changes)
    assert.notDeepEqual(read({ ...citizen, ...change }).pivotHash, own, JSON.stringify(change))
  assert.notDeepEqual(read(citizen, 'franceconnect', Buffer.alloc(32, 8)).pivotHash, own)
  assert.deepEqual(read({ ...citizen, preferred_username: 'AUTRE', email: 'x@y.example' }).pivotHash, own)
})

test('the address is compared without its case, and a bad one is forgotten, not fatal', () => {
  assert.deepEqual(read(citizen).emailHash, read({ ...citizen, email: 'solange@courriel.example' }).emailHash)
  const without = read({ ...citizen, email: 'pas une adresse' })
  assert.deepEqual([without.email, without.emailHash], [null, null])
})

test('a missing or misshapen claim is refused', () => {
  for (const name of ['given_name', 'family_name', 'birthdate', 'gender', 'birthplace', 'birthcountry'])
    refuses({ ...citizen, [name]: undefined })
  for (const change of [
    { given_name: ' ' },
    { given_name: ['a'] },
    { birthdate: '12/08/1974' },
    { gender: 'other' },
    { birthcountry: 'France' },
  ])
    refuses({ ...citizen, ...change })
  for (const name of ['given_name', 'usual_name', 'email', 'uid', 'idp_id', 'siret'])
    refuses({ ...agent, [name]: undefined }, 'proconnect')
  for (const siret of ['200046977', '2000469770001X']) refuses({ ...agent, siret }, 'proconnect')
})

test('of an agent: who, where, by which identity provider, and no civil status', () => {
  const { name, siret, uid, idpId, pivotHash } = read(agent, 'proconnect')
  assert.deepEqual([name, siret, uid, idpId, pivotHash], ['Théo Grangier', '20004697700019', 'u', 'i', null])
})
