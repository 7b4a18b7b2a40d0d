// A questionnaire is answered once, by those asked, and nothing in the database says who answered what. Both walls.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { ownAudience } from '#audiences'
import { system } from '#platform/actor.ts'
import { territory } from '#territory'
import { createTestApp, type TestApp } from '#test/app.ts'
import { answerSurvey, HERE, jobs, makeSurvey, surveyOf, TELL } from './survey.ts'

const EDITOR = 'marius.redaction@parvis.example'
const ASKED = ['agent.bron@parvis.example', 'remi.bron@parvis.example']
const MIONS = 'agent.mions@parvis.example'
const RESIDENT = 'habitante@parvis.example'
const QUESTIONS = 'Métier ?\n- Bureau\n- Terrain\n\nSatisfait ? (note)'

describe('questionnaires', () => {
  let parvis: TestApp
  let owner: pg.Client
  let id = 0
  before(async () => {
    parvis = await createTestApp()
    owner = new pg.Client({ connectionString: parvis.ownerUrl })
    await owner.connect()
    id = await parvis.db.write(await parvis.actor(EDITOR), async (tx) => {
      const bron = (await territory(tx)).authorityByCode('69029')?.id ?? 0
      const audience = String(await ownAudience(tx, bron))
      return makeSurvey(tx, {
        ...{ title: 'Au travail', wave: 'Automne', questions: QUESTIONS, crossed: 'Métier ?', afterId: null },
        ...{ audience, opensOn: '2026-11-01', closesOn: '2026-12-05' },
      })
    })
  })
  after(async () => {
    await owner.end()
    await parvis.close()
  })

  const at = () => `${HERE}/${id}`
  const count = async (table: string) =>
    Number((await owner.query<{ n: string }>(`select count(*) as n from surveys.${table}`)).rows[0]?.n)

  test('is refused with everything kept, then answered once, then refused in words', async () => {
    const browser = await parvis.signedInAs(ASKED[0] ?? '')
    assert.match((await browser.get('/intranet')).body, /Au travail/)
    assert.match((await browser.get(at())).body, /Personne ne saura ce que vous avez répondu/)
    const wrong = await browser.post(at(), { q1: 'r2' })
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, /Choisissez une note/)
    assert.match(wrong.body, /value="r2" checked/)
    assert.equal((await browser.post(at(), { q1: 'r2', q2: '4' })).statusCode, 303)
    assert.doesNotMatch((await browser.get('/intranet')).body, /Au travail/)
    const again = await browser.post(at(), { q1: 'r1', q2: '1' })
    assert.equal(again.statusCode, 422)
    assert.match(again.body, /déjà répondu/)
    assert.deepEqual([await count('voter'), await count('pool')], [1, 1])
  })

  test('is met by nobody else, and answered for nobody; the second wall says the same', async () => {
    for (const email of [MIONS, RESIDENT]) {
      assert.equal((await (await parvis.signedInAs(email)).get(at())).statusCode, 404, email)
      const actor = await parvis.actor(email)
      await assert.rejects(
        parvis.db.write(actor, (tx) => sql`select surveys.answer(${id}, '{}'::jsonb)`.execute(tx.q)),
        /not asked/,
      )
    }
    const actor = await parvis.actor(ASKED[0] ?? '')
    await assert.rejects(
      parvis.db.read(actor, (tx) => sql`select from surveys.pool`.execute(tx.q)),
      /permission denied/,
    )
    await assert.rejects(
      parvis.db.write(actor, (tx) => sql`select surveys.answer(${id}, '{}'::jsonb)`.execute(tx.q)),
      /voted_once/,
    )
    const seen = await parvis.db.read(await parvis.actor(EDITOR), (tx) =>
      sql`select from surveys.voter`.execute(tx.q),
    )
    assert.equal(seen.rows.length, 0, 'whoever asks does not read who answered')
  })

  test('answers and voters share no value, no transaction, no place, no order', async () => {
    const { rows: people } = await owner.query<{ id: string }>(
      'select p.id from accounts.person p where p.id not in (select person_id from surveys.voter) order by p.id limit 30',
    )
    const actor = await parvis.actor(ASKED[1] ?? '')
    for (const [n, person] of people.entries())
      await parvis.db
        .write({ ...actor, personId: Number(person.id) }, async (tx) => {
          // The mark of each is its rank.
          await sql`select surveys.answer(${id}, ${JSON.stringify({ q1: 'r1', q2: 5, rank: n })}::jsonb)`.execute(
            tx.q,
          )
        })
        .catch((error: unknown) => {
          if (!/not asked/.test(String(error))) throw error
        })
    const answered = await count('voter')
    const { rows: columns } = await owner.query<{ t: string; c: string }>(
      `select table_name as t, column_name as c from information_schema.columns where table_schema = 'surveys' and table_name <> 'survey'`,
    )
    assert.deepEqual(columns.map(({ t, c }) => `${t}.${c}`).toSorted(), [
      'pool.answers',
      'pool.id',
      'pool.survey_id',
      'voter.person_id',
      'voter.survey_id',
    ])
    // One row for all of them, written by the last transaction alone: no answer has a row, hence no xmin and no ctid, of its own.
    const { rows: lots } = await owner.query<{ answers: { rank?: number }[]; xmin: string }>(
      'select answers, xmin::text from surveys.pool',
    )
    assert.equal(lots.length, 1)
    assert.ok(answered > 1)
    assert.equal(lots[0]?.answers.length, answered)
    const ranks = (lots[0]?.answers ?? []).flatMap(({ rank }) => (rank === undefined ? [] : [rank]))
    if (ranks.length > 8)
      assert.notDeepEqual(
        ranks,
        ranks.toSorted((a, b) => a - b),
      )
  })

  test('is told once closed to those asked, and who answered is erased', async () => {
    parvis.advance({ days: 30 })
    const job = jobs[TELL]
    assert.ok(job)
    await job(parvis.db, {})
    assert.deepEqual([await count('voter'), await count('pool')], [0, 0])
    const told = await (await parvis.signedInAs(ASKED[1] ?? '')).get(at())
    assert.match(told.body, /Trop peu de réponses|Aucun chiffre n’est montré/)
    const late = await parvis.actor(ASKED[1] ?? '')
    const survey = await parvis.db.read(late, (tx) => surveyOf(tx, String(id)))
    await assert.rejects(
      parvis.db.write(late, (tx) => answerSurvey(tx, survey, {})),
      /pas ouvert/,
    )
    assert.ok(await parvis.db.read(system, (tx) => surveyOf(tx, String(id))))
  })
})
