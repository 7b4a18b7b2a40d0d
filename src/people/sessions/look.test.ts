// « Voir comme » by its verbs: as whom, told once at each end, noted while it lasts. The pages are tried by src/organisation.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { anonymous, type Looking, type Role, system } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { eventsOf } from '#platform/ledger/events.ts'
import { openSample, type Sample } from '#test/accounts.ts'
import { addMembership } from '../posts/posts.ts'
import { forgetLooks } from '../queries.retention.ts'
import { actorOfPerson, identify, toldOver } from './identity.ts'
import { beginLook, closeLooks, endLook, noteLooked } from './look.ts'
import { looksAs } from './queries.look.ts'
import { closeSession, openSession } from './session.ts'

const VISITOR = '11111111-2222-4333-8444-555555555555'
const MINUTE = 60_000

describe('looking as an agent', () => {
  let world: Sample
  let chief = 0
  let ana = 0
  let theo = 0
  const ask = <T>(work: (tx: Read) => Promise<T>) => world.db.read(system, work)
  /** A minute later: the latest is one. */
  const signIn = async () => {
    world.pass(MINUTE)
    return (await world.db.write(system, (tx) => openSession(tx, chief, { factors: 2 }))).token
  }
  const known = (token: string) => identify(world.db, token, VISITOR, async () => [7])
  const begin = async (token: string, personId: number, reason = 'Une question', by = chief) =>
    world.db.write((await ask((tx) => actorOfPerson(tx, by))) ?? anonymous(), (tx) =>
      beginLook(tx, { token, personId, reason }),
    )
  const lookingOf = async (token: string): Promise<Looking> => {
    const { by } = await known(token)
    assert.ok(by?.looks === true)
    return by as Looking
  }
  const told = async (lookId: number) =>
    (await ask((tx) => eventsOf(tx, 'look', lookId))).map(({ name, payload }) => [name, payload])
  const latest = async () => (await ask((tx) => looksAs(tx, ana)))[0] ?? assert.fail()

  before(async () => {
    world = await openSample()
    const joined = async (name: string, unitId: number, role: Role) => {
      const personId = await world.person(`${name}@look.example`, name)
      await world.db.write(system, (tx) => addMembership(tx, { personId, unitId, role, from: '2020-01-01' }))
      return personId
    }
    const { bron, roads } = world.units
    chief = await joined('Chief', bron, 'admin')
    ana = await joined('Ana', bron, 'handler')
    theo = await joined('Theo', roads, 'handler')
  })
  after(() => world.close())

  test('it is as one’s own agents, one at a time, in one’s own session; other failures are not dressed up', async () => {
    const token = await signIn()
    await assert.rejects(begin(token, theo), (error) => {
      assert.ok(error instanceof NotFound)
      assert.match(error.message, /toutes ses fonctions doivent être dans votre collectivité/)
      return true
    })
    await assert.rejects(begin(token, chief), NotFound)
    await assert.rejects(begin(token, chief, 'x', ana), NotFound)
    await assert.rejects(begin('x'.repeat(43), ana), { code: '42501' })
    assert.equal((await known(token)).by, undefined)
    await begin(token, ana)
    await assert.rejects(begin(token, ana), (error) => {
      assert.ok(error instanceof Conflict)
      assert.match(error.message, /Vous voyez déjà comme quelqu’un d’autre/)
      return true
    })
    await endLook(world.db, await lookingOf(token))
  })

  test('meanwhile the actor is the agent without a browser, by whoever looks; each page is noted, and its end told once', async () => {
    const token = await signIn()
    await begin(token, ana, 'Une demande introuvable')
    const begun = world.db.clock().getTime()
    const actor = await known(token)
    const agent = await ask((tx) => actorOfPerson(tx, ana))
    assert.deepEqual({ ...actor, by: null }, { ...agent, by: null })
    const { id, viewerId, personId, reason, endedAt } = await latest()
    assert.deepEqual([viewerId, personId, reason, endedAt], [chief, ana, 'Une demande introuvable', null])
    const looking = await lookingOf(token)
    assert.deepEqual(looking, {
      looks: true,
      ...{ personId: chief, name: 'Chief', under: `look ${id}`, lookId: id, personName: 'Ana' },
      until: new Date(begun + 30 * MINUTE),
    })
    await noteLooked(world.db, looking, '/agents')
    await endLook(world.db, looking)
    assert.equal((await latest()).endedAt?.getTime(), begun)
    await endLook(world.db, looking)
    await assert.rejects(noteLooked(world.db, looking, '/agents'), NotFound)
    await assert.rejects(noteLooked(world.db, { ...looking, lookId: 0 }, '/agents'), NotFound)
    await endLook(world.db, { ...looking, lookId: 0 })
    assert.deepEqual(await told(id), [
      ['look.begun', { personId: ana }],
      ['look.opened', { path: '/agents', by: chief }],
      ['look.ended', { by: chief }],
    ])
    const back = await known(token)
    assert.deepEqual([back.personId, back.by, back.sawAs, back.codes], [chief, undefined, undefined, [7]])
  })

  test('its half hour over, one sees with one’s own eyes and is told so until one knows; it ended when it did', async () => {
    const token = await signIn()
    await begin(token, ana)
    const { id, endsAt } = await latest()
    const close = () => world.db.write(system, closeLooks)
    world.pass(30 * MINUTE - 1)
    await close()
    assert.equal((await lookingOf(token)).lookId, id)
    world.pass(2)
    const over = await known(token)
    assert.deepEqual([over.personId, over.by, over.sawAs], [chief, undefined, 'Ana'])
    await close()
    await close()
    assert.equal((await latest()).endedAt?.getTime(), endsAt.getTime())
    assert.deepEqual(
      (await told(id)).map(([name]) => name),
      ['look.begun', 'look.ended'],
    )
    assert.equal((await known(token)).sawAs, 'Ana')
    await toldOver(world.db, token)
    assert.equal((await known(token)).sawAs, undefined)
  })

  test('it ends with its session; agents read who looked, the last first; a year later nobody knows, but of those under way', async () => {
    const token = await signIn()
    await begin(token, ana)
    const { id } = await latest()
    world.pass(MINUTE)
    await world.db.write(system, (tx) => closeSession(tx, token))
    await world.db.write(system, closeLooks)
    const all = await ask((tx) => looksAs(tx, ana))
    assert.deepEqual(
      [all.length, all[0]?.id, all[0]?.endedAt?.getTime()],
      [4, id, world.db.clock().getTime()],
    )
    assert.deepEqual(await ask((tx) => looksAs(tx, theo)), [])
    await begin(await signIn(), ana)
    world.pass(MINUTE)
    const forget = (most: number, before = world.db.clock()) =>
      world.db.write(system, (tx) => forgetLooks(tx, before, most))
    assert.equal(await forget(10, all.at(-1)?.beganAt), 0)
    assert.deepEqual([await forget(3), await forget(3), await forget(3)], [3, 1, 0])
    assert.equal((await latest()).endedAt, null)
    const events = await ask(({ q }) =>
      sql<{
        name: string
      }>`select name from platform.event where subject_kind = 'look' and subject_id <= ${id}`.execute(q),
    )
    assert.deepEqual(events.rows, [])
  })
})
