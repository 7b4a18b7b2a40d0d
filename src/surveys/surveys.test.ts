// A questionnaire is answered once, by those asked, and nothing in the database says who answered what. Both walls.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { ownAudience } from '#audiences'
import { system } from '#platform/actor.ts'
import { odsRows } from '#platform/sheets/read-ods.ts'
import { addDays, territory, todayThere } from '#territory'
import { createTestApp, type TestApp } from '#test/app.ts'
import { lookingAs } from '#test/looks.ts'
import { HERE } from './places.ts'
import { answerSurvey, jobs, makeSurvey, surveyOf, TELL } from './survey.ts'

const EDITOR = 'marius.redaction@parvis.example'
const ASKED = ['agent.bron@parvis.example', 'remi.bron@parvis.example']
const MIONS = 'agent.mions@parvis.example'
const RESIDENT = 'habitante@parvis.example'
const QUESTIONS = 'Métier ?\n- Bureau\n- Terrain\n\nSatisfait ? (note)'
const WIDE = `${QUESTIONS}\n\nOutils ? (plusieurs réponses)\n- Mail\n- Borne`
/** Of each trade: six glad, five less so, one who is the only one to say so; two have the rare tool. */
const MANY = ['r1', 'r2'].flatMap((q1) =>
  [5, 5, 5, 5, 5, 5, 4, 4, 4, 4, 4, 3].map((q2, at) => ({ q1, q2, q3: [at === 0 ? 'r2' : 'r1'] })),
)

describe('questionnaires', () => {
  let parvis: TestApp
  let owner: pg.Client
  let id = 0
  let wide = 0
  before(async () => {
    parvis = await createTestApp()
    owner = new pg.Client({ connectionString: parvis.ownerUrl })
    await owner.connect()
    const ask = async (title: string, questions: string) =>
      parvis.db.write(await parvis.actor(EDITOR), async (tx) => {
        const bron = (await territory(tx)).authorityByCode('69029')?.id ?? 0
        const audience = String(await ownAudience(tx, bron))
        return makeSurvey(tx, {
          ...{ title, wave: 'Automne', questions, crossed: 'Métier ?', afterId: null },
          ...{ audience, opensOn: '2026-11-01', closesOn: '2026-12-05' },
        })
      })
    id = await ask('Au travail', QUESTIONS)
    wide = await ask('Vos outils', WIDE)
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

  test('whoever looks as an agent does not read whether they answered', async () => {
    const fresh = await parvis.db.write(await parvis.actor(EDITOR), async (tx) => {
      const bron = (await territory(tx)).authorityByCode('69029')?.id ?? 0
      const today = await todayThere(tx)
      return makeSurvey(tx, {
        ...{ title: 'Qui a répondu', wave: 'Hiver', questions: QUESTIONS, crossed: '', afterId: null },
        ...{ audience: String(await ownAudience(tx, bron)), opensOn: today, closesOn: addDays(today, 5) },
      })
    })
    const agent = await parvis.signedInAs(ASKED[0] ?? '')
    assert.equal((await agent.post(`${HERE}/${fresh}`, { q1: 'r1', q2: '3' })).statusCode, 303)
    assert.match((await agent.get(`${HERE}/${fresh}`)).body, /Vous avez répondu/)
    const looking = await lookingAs(parvis, 'admin.bron@parvis.example', ASKED[0] ?? '')
    const { body, statusCode } = await looking.get(`${HERE}/${fresh}`)
    assert.equal(statusCode, 200)
    assert.doesNotMatch(body, /Vous avez répondu/)
    assert.doesNotMatch((await looking.get(HERE)).body, /Répondu/)
  })

  test('is told once closed to those asked, and who answered is erased', async () => {
    parvis.advance({ days: 30 })
    await owner.query('insert into surveys.pool (survey_id, answers) values ($1, $2)', [
      wide,
      JSON.stringify(MANY),
    ])
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

  test('tells figures that are enough, and those that are too few neither on the page nor in the spreadsheet', async () => {
    const reader = await parvis.signedInAs(ASKED[0] ?? '')
    const { body } = await reader.get(`${HERE}/${wide}`)
    for (const said of ['24 réponses', '12 (50', 'Croiser avec « Métier ? »', 'non montré'])
      assert.ok(body.replaceAll(/&nbsp;|[\u00a0\u202f]/g, ' ').includes(said), said)
    const { rawPayload } = await reader.get(`${HERE}/${wide}/resultats`)
    const marks = '1 sur 5 ou 2 sur 5 ou 3 sur 5 ou 4 sur 5'
    assert.deepEqual(odsRows(rawPayload), [
      ['Question', 'Réponse', 'Selon', 'Nombre'],
      ['Métier ?', 'Bureau', '', '12'],
      ['Métier ?', 'Terrain', '', '12'],
      ['Satisfait ?', marks, '', '12'],
      ['Satisfait ?', '5 sur 5', '', '12'],
      ...['Bureau', 'Terrain'].flatMap((trade) => [
        ['Satisfait ?', marks, `Métier ? ${trade}`, '6'],
        ['Satisfait ?', '5 sur 5', `Métier ? ${trade}`, '6'],
      ]),
      ['Outils ?', 'Mail', '', 'non montré'],
      ['Outils ?', 'Borne', '', 'non montré'],
    ])
    const csv = await reader.get(`${HERE}/${wide}/resultats?format=csv`)
    assert.match(String(csv.headers['content-type']), /^text\/csv/)
    assert.match(csv.body, /"Bureau";"";"12"\r\n[^]*"Mail";"";"non montré"/)
    assert.equal((await (await parvis.signedInAs(MIONS)).get(`${HERE}/${wide}/resultats`)).statusCode, 404)
  })

  test('is not asked of the audience of another authority, by SQL either', async () => {
    const { bron, audience } = await parvis.db.read(system, async (tx) => {
      const place = await territory(tx)
      return {
        bron: place.authorityByCode('69029')?.id ?? 0,
        audience: (await ownAudience(tx, place.metropolis.id)) ?? 0,
      }
    })
    const editor = await parvis.actor(EDITOR)
    const statements = [
      sql`insert into surveys.survey (authority_id, audience_id, title, wave, questions, form, opens_on, closes_on)
        values (${bron}, ${audience}, 'Chez les autres', 'Une', 'Q', '{"pages": []}', '2026-11-01', '2026-12-05')`,
      sql`update surveys.survey set audience_id = ${audience} where authority_id = ${bron}`,
    ]
    for (const statement of statements)
      await assert.rejects(
        parvis.db.write(editor, (tx) => statement.execute(tx.q)),
        /an audience of another authority/,
      )
  })
})
