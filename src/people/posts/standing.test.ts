// What is said to an agent whose post opens nothing, or only reads: on each side of each day.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { forget } from '#platform/db/snapshot.ts'
import { longDate } from '#platform/ui/french.ts'
import { addDays } from '#territory'
import { openSample, type Sample } from '#test/accounts.ts'
import { addMembership } from './posts.ts'
import { whyIdle } from './standing.ts'

describe('why a post opens nothing', () => {
  let world: Sample
  let ana = 0
  let bron = 0
  let today = ''
  const day = (days: number) => addDays(today, days)
  const why = () => whyIdle(world.db, ana)
  /** The agreement of Bron, as it opens things until that day. */
  const opened = (feature: string, to: string) =>
    world.db.write(system, async ({ q }) => {
      await sql`delete from settings.opening where authority_id = ${bron}`.execute(q)
      await sql`insert into settings.opening (authority_id, feature, source, from_day, to_day)
        values (${bron}, ${feature}, 'essai', '2020-01-01', ${to})`.execute(q)
    })
  const reachedBy = (how: { email: string; phone: string }) =>
    world.db.write(system, ({ q }) =>
      sql`update territory.authority set profile = profile || ${JSON.stringify(how)}::jsonb where level = 'metropolis'`.execute(
        q,
      ),
    )

  before(async () => {
    world = await openSample()
    today = world.db.clock().toISOString().slice(0, 10)
    ana = await world.person('ana@standing.example', 'Ana')
    await world.db.write(system, (tx) =>
      addMembership(tx, { personId: ana, unitId: world.units.bron, role: 'handler', from: '2020-01-01' }),
    )
    const { rows } = await world.db.read(system, ({ q }) =>
      sql<{
        at: number
      }>`select authority_id as at from territory.unit where id = ${world.units.bron}`.execute(q),
    )
    bron = rows[0]?.at ?? 0
  })
  after(() => world.close())

  test('nothing is said of a post that works, or to nobody', async () => {
    assert.equal(await why(), null)
    await opened('requests.desk', day(0))
    assert.equal(await why(), null, 'on its last day')
    assert.equal(await whyIdle(world.db, 0), null)
  })

  test('without the desk, by links; after its end one reads for thirty days, then nothing; whom to ask is said', async () => {
    const reached = 'conventions@metropole.example, 04 00 00 00 00'
    await reachedBy({ email: 'conventions@metropole.example', phone: '04 00 00 00 00' })
    await opened('requests.other', day(9))
    const linked = (await why()) ?? assert.fail()
    assert.match(linked, /ne donne pas le poste des agents\u00a0: votre mairie répond par les liens/)
    assert.ok(linked.endsWith(`tient les conventions et vous répond (${reached}).`), linked)
    for (const [ended, reads] of [
      [-1, true],
      [-30, true],
      [-31, false],
    ] as const) {
      await opened('requests.desk', day(ended))
      const said = (await why()) ?? assert.fail()
      assert.ok(said.includes(`a pris fin le ${longDate(day(ended))}.`), said)
      const until = longDate(day(ended + 30))
      const then = reads
        ? ` Jusqu’au ${until}, vous lisez tout et ne changez rien`
        : ` Ses données se lisaient jusqu’au ${until}\u00a0: votre poste n’ouvre plus rien.`
      assert.ok(said.includes(then), said)
      assert.ok(said.endsWith(`(${reached}).`), said)
    }
  })

  test('nobody is named to whom one cannot write', async () => {
    const tail = async (how: { email: string; phone: string }) => {
      await reachedBy(how)
      await world.db.read(system, async (tx) => forget(tx, 'territory'))
      return /tient les conventions et vous répond.*$/.exec((await why()) ?? '')?.[0]
    }
    assert.equal(await tail({ email: '', phone: '' }), 'tient les conventions et vous répond.')
    assert.equal(
      await tail({ email: '', phone: '04 00 00 00 00' }),
      'tient les conventions et vous répond (04 00 00 00 00).',
    )
  })
})
