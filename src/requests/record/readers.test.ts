// The readers of a request are declared once: what the database states of them is compared with the declaration.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { type Actor, anonymous, system } from '#platform/actor.ts'
import { ACTORS, actorNames, makeWorld, TARGETS, type World } from '#test/world.ts'
import { type RequestRow, requestsWhere } from './queries.ts'
import { readers, rolesFor } from './readers.ts'

const plain = (said: string) => said.replaceAll(/\s+/g, ' ')

describe('the readers of a request', () => {
  let world: World
  let owner: pg.Client
  before(async () => {
    world = await makeWorld()
    owner = new pg.Client({ connectionString: world.parvis.ownerUrl })
    await owner.connect()
  })
  after(async () => {
    await owner.end()
    await world.parvis.close()
  })

  test('are the policy of its table', async () => {
    await owner.query(`create policy declared on requests.request using (${readers.policy()})`)
    const { rows } = await owner.query<{ policyname: string; qual: string }>(
      `select policyname, qual from pg_policies where schemaname = 'requests' and tablename = 'request' and policyname <> 'system'`,
    )
    const { rows: narrowing } = await owner.query(
      `select from pg_policies where schemaname = 'requests' and policyname = 'unseen' and tablename = 'request' and permissive = 'RESTRICTIVE'`,
    )
    assert.equal(narrowing.length, 1)
    await owner.query('drop policy declared on requests.request')
    const said = new Map(rows.map(({ policyname, qual }) => [policyname, qual]))
    // The third gives nothing: it takes what is an agent's own from whoever looks as them.
    assert.deepEqual([...said.keys()].toSorted(), ['declared', 'unseen', 'visible'])
    assert.equal(said.get('visible'), said.get('declared'))
  })

  test('are those of every function that runs with its owner’s rights and finds requests', async () => {
    const { rows } = await owner.query<{ name: string; said: string }>(
      `select p.proname as name, p.prosrc as said from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = 'requests' and p.prosecdef and p.prosrc ~ 'commune_id = any'`,
    )
    const agents = (shared: string) =>
      readers.within('r', { unit: 'units', desk: 'receptions', commune: 'communes', shared })
    const whole: Record<string, string> = {
      reached: readers.policy('r'),
      found: agents('shared_with'),
      found_at: agents('shared'),
      found_contact: agents('shared'),
      found_digits: agents('shared'),
      of_contact: agents('shared'),
    }
    for (const { name, said } of rows) {
      // Counts for each list by itself: what is handled, around, in hand. And what elected members are told, who read no request.
      if (['open_tally', 'tally'].includes(name)) continue
      assert.ok(
        plain(said).includes(plain(whole[name] ?? 'declared')),
        `${name} states the readers in its own way`,
      )
    }
    assert.deepEqual(
      rows.map(({ name }) => name).toSorted(),
      [...Object.keys(whole), 'open_tally', 'tally'].toSorted(),
    )
  })

  const people = async (): Promise<Record<string, Actor>> => {
    const known: Record<string, Actor> = {}
    for (const name of actorNames) {
      const email = ACTORS[name]
      known[name] = email === null ? anonymous(randomUUID()) : await world.parvis.actor(email)
    }
    known.chief = await world.parvis.actor('chef.voirie@parvis.example')
    return known
  }

  const rowOf = async (ref: string): Promise<RequestRow> => {
    const [row] = await world.parvis.db.read(system, (tx) => requestsWhere(tx, sql`r.ref = ${ref}`, 1))
    return row ?? assert.fail(ref)
  }

  test('play the roles that the database lets them act in', async () => {
    const played = new Set<string>()
    for (const [name, actor] of Object.entries(await people()))
      for (const target of TARGETS) {
        const row = await rowOf(world.refs[target])
        const { rows } = await world.parvis.db.read(actor, (tx) =>
          sql<{
            roles: string[]
          }>`select requests.roles_on(${row.unitId}, ${row.authorityId}, ${row.communeId}, ${row.residentId}, ${row.id}) as roles`.execute(
            tx.q,
          ),
        )
        const roles = rolesFor(actor, row)
        for (const role of roles) played.add(role)
        // The database tells handlers and managers apart no more than the workflow’s acts need.
        const one = (list: readonly string[]) =>
          [...new Set(list.map((role) => (role === 'manager' ? 'handler' : role)))].toSorted()
        assert.deepEqual(one(roles), one(rows[0]?.roles ?? []), `${name} on ${target}`)
      }
    assert.deepEqual([...played].toSorted(), ['handler', 'manager', 'observer', 'reception', 'resident'])
    assert.deepEqual(rolesFor(system, await rowOf(world.refs.metro)), ['system'])
  })

  test('are said in order of closeness, each once, with why', async () => {
    const said = async (ref: string) => {
      const row = await rowOf(ref)
      return world.parvis.db.read(system, (tx) => readers.sentences(tx, row))
    }
    const lines = (await said(world.enteredRef)).map(({ name, why }) => `${name}: ${why}`)
    assert.match(lines[0] ?? '', /: service chargé \(Métropole de Lyon\)$/)
    assert.ok(lines.some((line) => line.endsWith(': service au-dessus')))
    assert.ok(lines.includes('Accueil, Métropole de Lyon: répond aux usagers'))
    assert.ok(lines.some((line) => /Mions: commune du lieu/.test(line)))
    assert.match(lines.at(-1) ?? '', /: a saisi la demande$/)
    const own = (await said(world.refs.bron)).map(({ why }) => why)
    assert.ok(!own.some((why) => why.startsWith('commune du lieu')), 'the commune that has it is said once')
  })
})
