// Kinds of keys: each stands in the database and in one module, and both walls find the same ids, each by itself.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { type Actor, anonymous, program, system } from '#platform/actor.ts'
import { heldIds, mayHold } from '#platform/house/audience.ts'
import { ACTORS, actorNames, makeWorld, type World } from '#test/world.ts'
import { houseOf } from '../../src/app.ts'

const { keys } = houseOf({ demo: true })
/** Who administers a unit, writes contents, reads statistics: colleagues, whom no request concerns. */
const READ_NO_REQUEST = ['elodie.voirie', 'marius.redaction', 'ines.chiffres'].map(
  (name) => `${name}@parvis.example`,
)
const sorted = (ids: readonly number[]) => ids.toSorted((a, b) => a - b)

describe('the kinds of keys', () => {
  let world: World
  let owner: pg.Client
  const actors: Record<string, Actor> = {}
  before(async () => {
    world = await makeWorld()
    owner = new pg.Client({ connectionString: world.parvis.ownerUrl })
    await owner.connect()
    for (const name of actorNames) {
      const email = ACTORS[name]
      actors[name] = email === null ? anonymous(randomUUID()) : await world.parvis.actor(email)
    }
    for (const email of [
      'chef.voirie@parvis.example',
      'remi.bron@parvis.example',
      'maire.bron@parvis.example',
      ...READ_NO_REQUEST,
    ])
      actors[email] = await world.parvis.actor(email)
    actors.holder = await holder()
    actors.application = await application()
  })
  after(async () => {
    await owner.end()
    await world.parvis.close()
  })

  /** A program of the partner of the world, whose key holds every scope. */
  async function application(): Promise<Actor> {
    const { parvis, pool } = world
    const scopes = houseOf({ demo: false }).scopes.map(({ id }) => id)
    const { rows } = await parvis.db.write(system, (tx) =>
      sql<{
        id: number
      }>`insert into exchange.key (owner_kind, owner_id, name, prefix, digest, scopes, ends_on, created_at)
        values ('passpartner', ${pool.partner}, 'Billetterie', 'aaaabbbb', ${Buffer.alloc(32)}, ${scopes}, '2027-06-01', ${tx.now}) returning id`.execute(
        tx.q,
      ),
    )
    return { ...program('Billetterie', scopes), keyId: rows[0]?.id ?? 0 }
  }

  /** A browser that has given the code of a request. */
  async function holder(): Promise<Actor> {
    const visitorId = randomUUID()
    const { rows } = await owner.query<{ id: string; code: string }>(
      `select r.id, t.code from requests.request r join requests.tracking t on t.request_id = r.id where r.ref = $1`,
      [world.refs.mions],
    )
    await world.parvis.db.write(anonymous(visitorId), (tx) =>
      sql`select requests.prove_code(${rows[0]?.code})`.execute(tx.q),
    )
    return anonymous(visitorId, [Number(rows[0]?.id)])
  }

  const found = async (actor: Actor, kind: string): Promise<number[]> => {
    const { rows } = await world.parvis.db.read(actor, (tx) =>
      sql<{ ids: number[] }>`select audiences.actor_ids(${kind}) as ids`.execute(tx.q),
    )
    return sorted((rows[0]?.ids ?? []).map(Number))
  }

  test('are the same in the program and in the database', async () => {
    const { rows } = await owner.query<{ kind: string }>('select kind from audiences.kind order by kind')
    assert.deepEqual(
      rows.map(({ kind }) => kind),
      keys.map(({ kind }) => kind).toSorted(),
    )
  })

  test('are found by each wall by itself, the same for everybody', async () => {
    let held = 0
    for (const [name, actor] of Object.entries(actors))
      for (const kind of keys) {
        const ids = await found(actor, kind.kind)
        held += ids.length
        if ('holds' in kind) assert.deepEqual(sorted(heldIds(kind, actor)), ids, `${kind.kind} of ${name}`)
        else assert.ok(mayHold(kind, actor) || ids.length === 0, `${kind.kind} of ${name}`)
      }
    assert.ok(held > 50)
    for (const { kind } of keys)
      assert.ok(
        (await Promise.all(Object.values(actors).map((actor) => found(actor, kind)))).some(
          ({ length }) => length > 0,
        ),
        `somebody holds ${kind}`,
      )
  })

  test('open no request to who administers a unit, writes contents or reads statistics', async () => {
    for (const email of READ_NO_REQUEST) {
      const actor = actors[email] as Actor
      assert.equal(actor.memberships.length, 1)
      for (const kind of ['post', 'unit', 'desk', 'commune', 'shared', 'admin', 'setter'])
        assert.deepEqual(await found(actor, kind), [], `${kind} of ${email}`)
    }
  })

  test('make keys, few for anybody, and in words', async () => {
    const keysOf = async (actor: Actor) =>
      (
        await world.parvis.db.read(actor, (tx) =>
          sql<{ keys: string[] }>`select audiences.actor_keys() as keys`.execute(tx.q),
        )
      ).rows[0]?.keys ?? []
    assert.deepEqual(await keysOf(anonymous()), ['all'])
    const mine = actors.voirie?.memberships.map(({ unitId }) => `unit:${unitId}`) ?? []
    assert.deepEqual(await keysOf(actors.voirie as Actor), [
      'all',
      `person:${actors.voirie?.personId}`,
      ...mine,
    ])
    assert.deepEqual(await keysOf(actors.holder as Actor), ['all', `code:${actors.holder?.codes[0]}`])
    const { rows } = await owner.query<{ key: string }>(
      'select distinct key from audiences.kind where key is not null',
    )
    const said = new Map(
      keys.flatMap((kind) => (kind.says === undefined ? [] : [[kind.kind, kind.says] as const])),
    )
    assert.deepEqual(
      rows.filter(({ key }) => !said.has(key)),
      [],
    )
    const unit = actors.voirie?.memberships[0]?.unitId ?? 0
    const words = await world.parvis.db.read(system, async (tx) => said.get('unit')?.(tx, unit))
    assert.match(words ?? '', /Voirie/)
  })

  test('of a browser are kept for that browser, and forgotten when it proves another', async () => {
    const visitor = anonymous(randomUUID())
    const { rows } = await owner.query<{ id: string; code: string }>(
      'select request_id as id, code from requests.tracking limit 2',
    )
    await world.parvis.db.write(visitor, async (tx) => {
      const codes = async () =>
        (
          await sql<{ ids: number[] }>`select audiences.actor_ids('code') as ids`.execute(tx.q)
        ).rows[0]?.ids.map(Number)
      const proved: number[] = []
      for (const { id, code } of rows) {
        assert.deepEqual(await codes(), sorted(proved))
        await sql`select requests.prove_code(${code})`.execute(tx.q)
        proved.push(Number(id))
      }
      assert.deepEqual(sorted((await codes()) ?? []), sorted(proved))
      // Another browser in the same transaction believes nothing of it.
      await sql`select set_config('parvis.visitor', ${randomUUID()}, true)`.execute(tx.q)
      assert.deepEqual(await codes(), [])
    })
  })
})
