// A term, a seat, a post and the days of an audience end at midnight in the territory, summer and winter, not at that of Greenwich.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { type TestDatabase, testDatabase } from '#test/database.ts'

describe('the day', () => {
  let world: TestDatabase
  let owner: pg.Client
  before(async () => {
    world = await testDatabase()
    owner = new pg.Client({ connectionString: world.ownerUrl })
    await owner.connect()
  })
  after(async () => {
    await owner.end()
    await world.drop()
  })

  const value = async <T>(text: string): Promise<T> =>
    Object.values((await owner.query(text)).rows[0] ?? {})[0] as T
  const at = (instant: string) =>
    owner.query(
      `create or replace function platform.now() returns timestamptz language sql stable parallel safe return '${instant}'::timestamptz`,
    )

  test('begins at midnight there, in winter and in summer', async () => {
    for (const [instant, day] of [
      ['2026-12-15T22:30Z', '2026-12-15'],
      ['2026-12-15T23:30Z', '2026-12-16'],
      ['2026-07-15T21:30Z', '2026-07-15'],
      ['2026-07-15T22:30Z', '2026-07-16'],
      ['2026-07-15T23:30Z', '2026-07-16'],
    ] as const)
      assert.equal(await value(`select territory.day_of('${instant}')::text`), day, instant)
  })

  test('is that of the territory wherever it is: for posts, for the days of audiences', async () => {
    const isMet = (from: string) => {
      const rule = JSON.stringify({ who: ['all'], also: [], except: [], from, until: null })
      return value<string[] | null>(`select audiences.opened_for('${rule}'::jsonb, array['all'])`)
    }
    // A day apart at every hour.
    const [early, late] = ['Pacific/Kiritimati', 'Pacific/Pago_Pago']
    const dayAt = (zone: string) => value<string>(`select (now() at time zone '${zone}')::date::text`)
    for (const zone of [early, late]) {
      await owner.query('update territory.settings set zone = $1', [zone])
      assert.equal(await value('select platform.today()::text'), await dayAt(zone), zone)
      assert.equal((await isMet(await dayAt(early))) !== null, zone === early, zone)
    }
    await owner.query(`update territory.settings set zone = 'Europe/Paris'`)
  })

  test('closes whoever sat until then, and opens whoever begins', async () => {
    const { rows } = await owner.query<{ body: number }>(`with made as (
        insert into bodies.body (authority_id, kind, name) select id, 'commission', 'Commission d’essai' from territory.authority where level = 'commune' limit 1
        returning id, authority_id), term as (
        insert into bodies.term (body_id, first_day, last_day) select id, '2026-01-01', '2026-12-15' from made returning id),
      member as (insert into bodies.member (authority_id, name) select authority_id, 'Une élue' from made returning id)
      insert into bodies.seat (term_id, member_id, post, first_day) select term.id, member.id, 'member', '2026-01-01' from term, member
      returning (select id from made) as body`)
    const sits = () =>
      value<number>(
        `select count(*)::int from bodies.sitting(territory.day_of(platform.now())) s where s.body_id = ${rows[0]?.body}`,
      )
    await at('2026-12-15T22:30Z')
    assert.equal(await sits(), 1)
    await at('2026-12-15T23:30Z')
    assert.equal(await sits(), 0)
    // Nothing says the day of Greenwich any more: neither functions, nor views.
    const former = `~* 'platform\\.now\\(\\) at time zone ''UTC''(::text)?\\)\\)?::date'`
    assert.equal(
      await value(
        `select count(*)::int from (select prosrc as said from pg_proc union all select definition from pg_views) s where said ${former}`,
      ),
      0,
    )
  })
})
