// What a site receives is in the person's journal, once an hour; the ledger of answers is a chain.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { accessEntriesOf } from '#platform/ledger/audit.ts'
import { canonicalJson } from '#platform/ledger/events.ts'
import { system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { shredValues } from '../consent/queries.personal.ts'
import { addEntry, forgetConsents } from '../store/queries.consent.ts'
import { openWorld, OTHER, RESIDENT, signIn, type World } from '../world.fixture.ts'
import { verifyConsents } from '../consent/verify.ts'

describe('what sites receive', () => {
  let world: World
  before(async () => {
    world = await openWorld()
  })
  after(() => world.close())

  const journal = async () => {
    const personId = await world.personId(RESIDENT)
    return world.db.read(system, (tx) => accessEntriesOf(tx, personId))
  }

  test('userinfo is one entry for the hour: the authority, the sector, the values, no name of a person', async () => {
    const site = await world.site()
    const { response } = await signIn(world, site, await world.browser(RESIDENT), { scope: 'openid email' })
    assert.equal((await journal()).length, 0, 'an identifier alone is no news')
    for (let times = 0; times < 3; times++) {
      const reply = await fetch(`${world.issuer}/oidc/me`, {
        headers: { authorization: `Bearer ${response.access_token}` },
      })
      assert.equal(reply.status, 200)
    }
    const [entry, ...more] = await journal()
    assert.equal(more.length, 0)
    assert.deepEqual(
      [entry?.kind, entry?.role, entry?.object, entry?.purpose, entry?.actorId, entry?.valueIds],
      ['site', 'site', 'Site de Bron', 'sites-etat-civil', null, ['email']],
    )
  })

  test('the ledger holds a digest of the values, and nothing to guess them by once the person is erased', async () => {
    const sealed = await world.sql<{ digest: Buffer; salt: Buffer }>(
      "select values_digest as digest, values_salt as salt from identity.consent_entry where kind = 'consent'",
    )
    assert.ok(sealed.length > 0)
    const [{ digest, salt } = assert.fail()] = sealed
    const claims = [{ email: RESIDENT, email_verified: true }]
    assert.ok(createHash('sha256').update(salt).update(canonicalJson(claims)).digest().equals(digest))
    const personId = await world.personId(RESIDENT)
    await world.db.write(system, (tx) => shredValues(tx, personId))
    assert.equal(
      (await world.sql('select 1 from identity.consent_entry where values_salt is not null')).length,
      0,
    )
    assert.deepEqual((await verifyConsents(world.db)).broken, [])
  })

  test('every answer follows the one before; a changed or missing one is found', async () => {
    for (const name of ['Un', 'Deux', 'Trois'])
      await signIn(world, await world.site({ name }), await world.browser(RESIDENT), {
        scope: 'openid email',
      })
    const { entries, broken } = await verifyConsents(world.db)
    assert.ok(entries >= 4)
    assert.deepEqual(broken, [])
    await world.sql("update identity.consent_entry set value_ids = '{phone}' where seq = 2")
    assert.deepEqual(
      (await verifyConsents(world.db)).broken.map(({ seq }) => seq),
      [2],
    )
    await world.sql('delete from identity.consent_entry where seq = 2')
    assert.deepEqual(
      (await verifyConsents(world.db)).broken.map(({ seq }) => seq),
      [3],
    )
  })

  test('a ledger that retention emptied is said to be short and goes on; answers cut off its end are missed', async () => {
    const site = await world.site()
    const personId = await world.personId(OTHER)
    const write = <T>(work: (tx: Write) => Promise<T>) => world.db.write(system, work)
    const agrees = () => write((tx) => addEntry(tx, personId, site.id, 'consent', ['email']))
    const verified = async () => {
      const { shortened, broken } = await verifyConsents(world.db)
      const why = broken.filter(({ subject }) => subject === `ledger:${personId}`).map((fault) => fault.why)
      return { shortened, why }
    }
    for (let times = 0; times < 3; times++) await agrees()
    assert.deepEqual(await verified(), { shortened: 0, why: [] })
    await write((tx) => forgetConsents(tx, new Date(Date.now() + 86_400_000), 1000))
    assert.deepEqual(await verified(), { shortened: 1, why: [] })
    for (let times = 0; times < 3; times++) await agrees()
    assert.deepEqual(await verified(), { shortened: 1, why: [] })
    await world.sql('delete from identity.consent_entry where person_id = $1 and seq = 6', [personId])
    assert.deepEqual((await verified()).why, ['is missing: the ledger ends with 5'])
    await agrees()
    assert.deepEqual((await verified()).why, ['an entry before it is missing'])
  })
})
