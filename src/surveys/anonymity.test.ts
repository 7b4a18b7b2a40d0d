// Whole database: what is answered is in no row but that of all answers, and that row is told of nowhere.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { ownAudience } from '#audiences'
import { territory } from '#territory'
import { createTestApp } from '#test/app.ts'
import { HERE, makeSurvey } from './survey.ts'

/** Twelve answers, of which the value is met nowhere else. */
const QUESTIONS = `Lequel ?\n${Array.from({ length: 12 }, (_, n) => `- Mot ${n + 1} zibeline`).join('\n')}`

test('once answers are given, refused, or sent too late to a session, no other row of any table holds one', async () => {
  const parvis = await createTestApp()
  const owner = new pg.Client({ connectionString: parvis.ownerUrl })
  await owner.connect()
  try {
    const id = await parvis.db.write(await parvis.actor('marius.redaction@parvis.example'), async (tx) => {
      const bron = (await territory(tx)).authorityByCode('69029')?.id ?? 0
      return makeSurvey(tx, {
        ...{ title: 'Au travail', wave: 'Automne', questions: QUESTIONS, crossed: '', afterId: null },
        ...{ audience: String(await ownAudience(tx, bron)), opensOn: '2026-11-01', closesOn: '2026-12-05' },
      })
    })
    const { rows: tables } = await owner.query<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_toast%'`,
    )
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
