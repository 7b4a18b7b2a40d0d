// The verbs of a site, whatever asks them: for the administrators of its authority alone, and from the command line.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { actorOfPerson } from '#people'
import { system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { endFormerSecret, endSecrets, insertSecret, secretsOf } from '../store/queries.client.ts'
import { endSecret, rotateSecret } from './client.ts'
import { administerClient, type ListedClient } from './client-verbs.ts'
import { openWorld, type World } from '../world.fixture.ts'

describe('the verbs of sites', () => {
  let world: World
  before(async () => {
    world = await openWorld()
  })
  after(() => world.close())

  test('the verbs of a secret refuse the administrator of another authority, whatever page asked', async () => {
    const site = await world.site()
    const secrets = () =>
      world.sql<{ id: number; digest: string; expires: Date | null }>(
        "select id::int, encode(digest, 'hex') as digest, expires_at as expires from identity.client_secret where client_id = $1",
        [site.id],
      )
    const kept = await secrets()
    const [{ id } = { id: 0 }] = kept
    const personId = await world.personId('admin@parvis.example')
    const metropolis = await world.db.read(system, (tx) => actorOfPerson(tx, personId))
    assert.ok(metropolis)
    const verbs: ((tx: Write) => Promise<unknown>)[] = [
      (tx) => rotateSecret(tx, site.id),
      (tx) => endSecret(tx, site.id, id),
    ]
    for (const verb of verbs) await assert.rejects(world.db.write(metropolis, verb), NotFound)
    // Nor what the verbs are made of, were the site not asked for first.
    await world.db.write(metropolis, async (tx) => {
      assert.deepEqual(await secretsOf(tx, site.id), [])
      assert.equal(await endFormerSecret(tx, site.id, id), false)
      await endSecrets(tx, site.id, tx.now)
    })
    await assert.rejects(
      world.db.write(metropolis, (tx) => insertSecret(tx, site.id, Buffer.alloc(32))),
      /row-level security/,
    )
    assert.deepEqual(await secrets(), kept)
  })

  test('from the command line: listed, put out of service and back, given a new secret', async () => {
    const site = await world.site()
    const run = (...words: string[]) => administerClient(world.db, words)
    const listed = (await run('list', '69029')) as ListedClient[]
    assert.deepEqual(
      listed.find(({ client_id }) => client_id === site.id),
      {
        client_id: site.id,
        name: 'Site de Bron',
        authority: '69029',
        sector: 'etat-civil',
        redirect_uris: [site.redirectUri],
        private_hosts: [],
        disabled: false,
      },
    )
    assert.deepEqual(await run('list', '69123999'), [])
    assert.deepEqual(await run('disable', site.id), { client_id: site.id, disabled: true })
    await assert.rejects(run('disable', site.id), { status: 409 })
    assert.deepEqual(await run('enable', site.id), { client_id: site.id, disabled: false })
    const { client_secret: secret } = (await run('rotate', site.id)) as { client_secret: string }
    assert.match(secret, /^[\w-]{43}$/)
    await assert.rejects(run('rotate', 'inconnu'), { status: 404 })
    for (const words of [[], ['rotate'], ['oublier', site.id], ['list', '69029', 'x']])
      assert.equal(await run(...words), null)
  })
})
