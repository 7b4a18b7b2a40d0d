// Whole database: what is answered is in no row but that of all answers, and that row is told of nowhere.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { ownAudience } from '#audiences'
import { system } from '#platform/actor.ts'
import { territory } from '#territory'
import { createTestApp, type TestApp } from '#test/app.ts'
import { HERE } from './places.ts'
import { makeSurvey } from './survey.ts'

/** Twelve answers, of which the value is met nowhere else. */
const QUESTIONS = `Lequel ?\n${Array.from({ length: 12 }, (_, n) => `- Mot ${n + 1} zibeline`).join('\n')}`

const TABLES = `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_toast%'`

const askBron = async (parvis: TestApp) =>
  parvis.db.write(await parvis.actor('marius.redaction@parvis.example'), async (tx) => {
    const bron = (await territory(tx)).authorityByCode('69029')?.id ?? 0
    const audience = (await ownAudience(tx, bron)) ?? 0
    const id = await makeSurvey(tx, {
      ...{ title: 'Au travail', wave: 'Automne', questions: QUESTIONS, crossed: '', afterId: null },
      ...{ audience: String(audience), opensOn: '2026-11-01', closesOn: '2026-12-05' },
    })
    return { id, audience }
  })

test('once answers are given, refused, or sent too late to a session, no other row of any table holds one', async () => {
  const parvis = await createTestApp()
  const owner = new pg.Client({ connectionString: parvis.ownerUrl })
  await owner.connect()
  try {
    const { id } = await askBron(parvis)
    const { rows: tables } = await owner.query<{ name: string }>(TABLES)
    const first = (await owner.query<{ x: string }>('select pg_current_xact_id()::text as x')).rows[0]?.x
    /** Tables of which a row, among those written since, holds it. */
    const holding = async (said: RegExp): Promise<string[]> => {
      const found: string[] = []
      for (const { name } of tables) {
        const { rows } = await owner.query<{ row: string }>(
          `select t::text as row from ${name} t where t.xmin::text::bigint >= $1::bigint`,
          [first],
        )
        if (rows.some(({ row }) => said.test(row))) found.push(name)
      }
      return found
    }
    const at = `${HERE}/${id}`
    assert.ok([302, 303].includes((await parvis.browser().post(at, { q1: 'r11' })).statusCode))
    for (const email of ['agent.bron@parvis.example', 'remi.bron@parvis.example']) {
      const browser = await parvis.signedInAs(email)
      assert.equal((await browser.post(at, { q1: 'r11' })).statusCode, 303)
      assert.equal((await browser.post(at, { q1: 'r11' })).statusCode, 422)
    }
    await parvis.countReadings()
    await parvis.runJobs()
    assert.deepEqual(await holding(/\br11\b|zibeline/), ['surveys.pool'])
    const { rows: pool } = await owner.query<{ id: string; answers: object[] }>(
      'select id, answers from surveys.pool',
    )
    assert.deepEqual(pool[0]?.answers, [{ q1: 'r11' }, { q1: 'r11' }])
    assert.deepEqual(await holding(new RegExp(pool[0]?.id ?? '$')), ['surveys.pool'])
    // What says who, says nothing else: two rows, the same but for the person.
    const { rows: voters } = await owner.query<Record<string, unknown>>('select * from surveys.voter')
    assert.deepEqual(
      voters.map((voter) => Object.keys(voter).toSorted()),
      [
        ['person_id', 'survey_id'],
        ['person_id', 'survey_id'],
      ],
    )
  } finally {
    await owner.end()
    await parvis.close()
  }
})

test('no transaction, lock nor place of any row of any table tells apart whoever answered last', async () => {
  const parvis = await createTestApp()
  const owner = new pg.Client({ connectionString: parvis.ownerUrl })
  await owner.connect()
  try {
    const { id, audience } = await askBron(parvis)
    const { rows: tables } = await owner.query<{ name: string }>(TABLES)
    const { rows: people } = await parvis.db.read(system, (tx) =>
      sql<{
        id: string
      }>`select distinct told::text as id from audiences.audience a, audiences.readers_of(a.rule) told
        where a.id = ${audience} and told in (select audiences.readers_of('{"who": ["workplace"], "also": [], "except": []}')) limit 12`.execute(
        tx.q,
      ),
    )
    assert.ok(people.length > 4, `${people.length} agents`)
    const actor = await parvis.actor('agent.bron@parvis.example')
    const asked = 'select xmin::text, xmax::text, ctid::text from surveys.survey where id = $1'
    const before = (await owner.query(asked, [id])).rows
    const ranks: number[] = []
    for (const [n, person] of people.entries()) {
      const personId = Number(person.id)
      const answer = sql`select surveys.answer(${id}, '{"q1": "r11"}'::jsonb)`
      await parvis.db.write({ ...actor, personId }, (tx) => answer.execute(tx.q))
      const { rows: lot } = await owner.query<{ x: string }>('select xmin::text as x from surveys.pool')
      const marked = new Map<string, Set<string>>()
      for (const { name } of tables) {
        const { rows } = await owner.query<{ row: string; who: string | null }>(
          `select t::text as row, coalesce(to_jsonb(t) ->> 'person_id', case when $2 = 'accounts.person' then to_jsonb(t) ->> 'id' end) as who
            from ${name} t where t.xmin::text = $1 or t.xmax::text = $1 order by t.ctid`,
          [lot[0]?.x, name],
        )
        if (rows.length > 0) marked.set(name, new Set(rows.map(({ row, who }) => who ?? row)))
        if (name === 'surveys.voter') ranks.push(rows.findIndex(({ who }) => who === person.id))
      }
      // Of people, all of those who have answered, or nobody; of anything else, the answers alone.
      const voted = new Set(people.slice(0, n + 1).map((one) => one.id))
      assert.deepEqual([...marked.keys()].toSorted(), ['accounts.person', 'surveys.pool', 'surveys.voter'])
      assert.deepEqual(marked.get('surveys.voter'), voted)
      assert.ok(
        marked.get('accounts.person')?.isSubsetOf(voted) &&
          voted.isSubsetOf(marked.get('accounts.person') ?? new Set()),
      )
      assert.equal(marked.get('surveys.pool')?.size, 1)
    }
    assert.deepEqual((await owner.query(asked, [id])).rows, before, 'its own row is as it was')
    // Whoever came last is neither always the last row nor always the first: but by chance.
    assert.ok(ranks.some((rank, n) => rank < n))
    assert.ok(ranks.some((rank) => rank > 0))
  } finally {
    await owner.end()
    await parvis.close()
  }
})
