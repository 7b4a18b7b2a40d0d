// Around federation: the second wall on its tables, a role that has ended, the settings, and simulators that never leave this machine.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { anonymous, type Actor, system } from '#platform/actor.ts'
import { changedBy } from '#test/refused.ts'
import { StartError } from '#platform/start-error.ts'
import { type FederationWorld, openAccountWith, openFederation } from '#test/federation.ts'
import { configOf } from '../../src/app.ts'
import { withSimulators } from '../../src/simulated.ts'

const TABLES = [
  'federation_attempt',
  'external_identity',
  'federation_arrival',
  'identity_check',
  'federation_session',
]

describe('the second wall on federation', () => {
  let world: FederationWorld
  before(async () => {
    world = await openFederation()
    await openAccountWith(world, world.browser(), { persona: 'corse' }, 'livia@essai.example')
    await world.travel(world.browser(), { persona: 'corse', fault: 'changed_sub' })
    await world.travel(world.browser(), { persona: 'signes' })
    await world.outward(world.browser())
  })
  after(() => world.close())

  const count = async (who: Actor) =>
    Promise.all(
      TABLES.map(
        async (table) =>
          (
            await world.db.read(who, (tx) =>
              sql<{ n: number }>`select count(*)::int as n from accounts.${sql.ref(table)}`.execute(tx.q),
            )
          ).rows[0]?.n ?? 0,
      ),
    )

  test('each table holds something; nobody sees more than their own links', async () => {
    for (const n of await count(system)) assert.ok(n > 0)
    assert.deepEqual(await count(anonymous()), [0, 0, 0, 0, 0])
    assert.deepEqual(await count(await world.actor('livia@essai.example')), [0, 1, 0, 0, 0])
    for (const email of ['habitante@parvis.example', 'voirie@parvis.example', 'admin@parvis.example'])
      assert.deepEqual(await count(await world.actor(email)), [0, 0, 0, 0, 0], email)
  })

  test('nobody links, unlinks or decides around the verbs', async () => {
    const livia = await world.actor('livia@essai.example')
    for (const query of [
      sql`update accounts.external_identity set subject = 'x'`,
      sql`delete from accounts.external_identity`,
      sql`update accounts.identity_check set decision = 'same'`,
    ])
      assert.equal(await changedBy(world.db, livia, query), 0)
    await assert.rejects(
      world.db.write(livia, (tx) =>
        sql`insert into accounts.external_identity (person_id, provider, issuer, subject, acr, first_used_at, last_used_at)
      values (${livia.personId}, 'franceconnect', 'i', 's', 'eidas1', now(), now())`.execute(tx.q),
      ),
    )
  })

  test('an agent whose role has ended does not come in with ProConnect any more', async () => {
    await world.travel(world.browser(), { provider: 'proconnect', persona: 'chef-voirie' })
    await world.db.write(system, (tx) =>
      sql`update accounts.membership set valid_to = '2020-01-01'
      where person_id = (select id from accounts.person where email = 'chef.voirie@parvis.example')`.execute(
        tx.q,
      ),
    )
    assert.equal(
      (await world.travel(world.browser(), { provider: 'proconnect', persona: 'chef-voirie' })).statusCode,
      403,
    )
  })
})

const env = { PARVIS_SECRET: 'ab'.repeat(32), PARVIS_DATA: '/nonexistent' }
const ALL = {
  PARVIS_PROCONNECT_ISSUER: 'https://auth.example/api/v2/',
  PARVIS_PROCONNECT_CLIENT_ID: 'c',
  PARVIS_PROCONNECT_CLIENT_SECRET: 's',
}

test('settings go by three, over https unless on this machine', () => {
  const { franceconnect, proconnect } = configOf({ ...env, ...ALL })
  assert.deepEqual(
    [franceconnect, proconnect],
    [null, { issuer: 'https://auth.example/api/v2', clientId: 'c', clientSecret: 's' }],
  )
  for (const name of Object.keys(ALL))
    assert.throws(() => configOf({ ...env, ...ALL, [name]: '' }), StartError, name)
  for (const issuer of [
    'http://auth.example',
    'ftp://auth.example',
    'auth.example',
    'http://127.0.0.1.evil.example',
  ])
    assert.throws(() => configOf({ ...env, ...ALL, PARVIS_PROCONNECT_ISSUER: issuer }), StartError, issuer)
  assert.equal(
    configOf({ ...env, ...ALL, PARVIS_PROCONNECT_ISSUER: 'http://127.0.0.1:4002/api/v2' }).proconnect?.issuer,
    'http://127.0.0.1:4002/api/v2',
  )
})

test('simulators start in demonstration on this machine alone, and never beside real settings', async () => {
  const config = configOf({ ...env, PORT: '3999' })
  const started = await withSimulators(config)
  assert.equal(started.issuers.length, 2)
  for (const issuer of started.issuers) assert.equal(new URL(issuer).hostname, '127.0.0.1')
  assert.equal(started.config.franceconnect?.issuer, started.issuers[0])
  await started.stop()
  for (const change of [
    { demo: false },
    { role: 'worker' as const },
    { host: '0.0.0.0' },
    { publicUrl: 'https://demarches.example' },
    { proconnect: { issuer: 'https://a.example', clientId: 'c', clientSecret: 's' } },
    { quotient: { baseUrl: 'https://a.example', token: 't', recipient: '00000000000000' } },
  ]) {
    const other = await withSimulators({ ...config, ...change })
    assert.deepEqual([other.issuers, other.config], [[], { ...config, ...change }])
  }
})
