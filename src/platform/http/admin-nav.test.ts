// Tests of the navigation of the administration: one order, and only where the person may go.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Actor, anonymous, type Membership } from '#platform/actor.ts'
import { readConfig } from '#platform/config.ts'
import { adminNav } from './admin-nav.ts'

const CONFIG = readConfig({ DATABASE_URL: 'postgres:///parvis' })
const PROVIDER = { issuer: 'https://fc.example', clientId: 'parvis', clientSecret: 'secret' }

const agentWith = (...memberships: [Membership['role'], { commune: boolean }][]): Actor => ({
  ...anonymous(),
  kind: 'agent',
  personId: 1,
  memberships: memberships.map(([role, { commune }]) => ({
    unitId: 1,
    authorityId: 1,
    commune,
    role,
    below: [1],
  })),
})

const shown = (actor: Actor, franceconnect: typeof PROVIDER | null = PROVIDER) =>
  adminNav({ actor, config: { ...CONFIG, franceconnect } }).map(({ label }) => label)

test('an administrator of a commune goes everywhere but to identities and requests', () => {
  const labels = shown(agentWith(['admin', { commune: true }]))
  assert.deepEqual(labels.slice(0, 3), ['Administration', 'Démarches', 'Sites'])
  assert.ok(!labels.includes('Identités') && !labels.includes('Demandes'))
})

test('the metropolis has the identities, when a provider is used', () => {
  const actor = agentWith(['admin', { commune: false }])
  assert.ok(shown(actor).includes('Identités'))
  assert.ok(!shown(actor, null).includes('Identités'))
})

test('who also handles requests has the way back to them', () => {
  assert.equal(shown(agentWith(['admin', { commune: true }], ['handler', { commune: true }]))[0], 'Demandes')
  assert.deepEqual(shown(agentWith(['handler', { commune: true }])), ['Demandes'])
})
