// Every role lands on something useful, and sees what it may use.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Actor, anonymous, type Role } from '../actor.ts'
import { deskNav, homeOf, ownNav } from './desk-nav.ts'

const agentWith = (...roles: Role[]): Actor => ({
  ...anonymous(),
  kind: 'agent',
  personId: 1,
  memberships: roles.map((role) => ({ unitId: 1, authorityId: 1, commune: true, role, below: [1] })),
})

const LANDS: readonly [roles: Role[], home: string, own: string[]][] = [
  [[], '/compte', []],
  [['handler'], '/agents', ['/compte/securite', '/compte']],
  [['reception'], '/agents', ['/compte/securite', '/compte']],
  [['manager'], '/agents', ['/compte/securite', '/compte/equipe', '/compte']],
  [['admin'], '/administration', ['/compte/securite', '/compte/equipe', '/compte']],
  [['admin', 'handler'], '/agents', ['/compte/securite', '/compte/equipe', '/compte']],
]

for (const [roles, home, own] of LANDS)
  test(`${roles.join(' and ') || 'a resident'} lands on ${home}`, () => {
    const actor = agentWith(...roles)
    assert.equal(homeOf(actor), home)
    assert.deepEqual(
      ownNav(actor).map(({ href }) => href),
      own,
    )
    assert.equal(
      deskNav(actor).some(({ href }) => href === '/administration'),
      roles.includes('admin'),
    )
  })
