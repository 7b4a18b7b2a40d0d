// While it runs: what may still change of a questionnaire, who is reminded, and what nobody reads of it. Both walls.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { makeAudience } from '#audiences'
import { system } from '#platform/actor.ts'
import { beginContent } from '#publishing'
import { addDays, type Day, territory, todayThere } from '#territory'
import { createTestApp, type TestApp } from '#test/app.ts'
import { surveys } from './module.ts'
import { unanswered } from './queries.ts'
import { REMIND, remindingJobs } from './remind.ts'
import { HERE } from './places.ts'
import { jobs, makeSurvey, TELL } from './survey.ts'

const EDITOR = 'marius.redaction@parvis.example'
const AGENT = 'agent.bron@parvis.example'
const QUESTIONS = 'Métier ?\n- Bureau\n- Terrain'

describe('a questionnaire, while it runs', () => {
  let parvis: TestApp
  let owner: pg.Client
  let audience = 0
  let today: Day
  before(async () => {
    parvis = await createTestApp()
    owner = new pg.Client({ connectionString: parvis.ownerUrl })
    await owner.connect()
    audience = await parvis.db.write(await parvis.actor(EDITOR), async (tx) => {
      today = await todayThere(tx)
      const bron = (await territory(tx)).authorityByCode('69029')?.id ?? 0
      const rule = { who: ['workplace'], also: [], except: [], from: null, until: null }
      return makeAudience(tx, bron, { name: 'Qui travaille', rule })
    })
  })
  after(async () => {
    await owner.end()
    await parvis.close()
  })

  const ask = async (opens: number, closes: number, remindOn: Day[] = []) =>
    parvis.db.write(await parvis.actor(EDITOR), (tx) =>
      makeSurvey(tx, {
        ...{
          title: 'Au travail',
          wave: 'Automne',
          questions: QUESTIONS,
          crossed: '',
          afterId: null,
          remindOn,
        },
        ...{ audience: String(audience), opensOn: addDays(today, opens), closesOn: addDays(today, closes) },
      }),
    )
  const typed = (opens: number, closes: number, more: Record<string, string> = {}) => ({
    ...{ title: 'Au travail', wave: 'Automne', questions: QUESTIONS.replaceAll('\n', '\r\n'), crossed: '' },
    ...{ audience: String(audience), opensOn: addDays(today, opens), closesOn: addDays(today, closes) },
    ...{ asked: 'agents', remind1: '', remind2: '', version: '1' },
    ...more,
  })
  const run = (name: string) => {
    const all = { ...jobs, ...remindingJobs({ site: { name: 'Parvis' }, origin: 'https://parvis.example' }) }
    return (all[name] ?? assert.fail(name))(parvis.db, {})
  }
  const rows = async (text: string, ...values: unknown[]) => (await owner.query(text, values)).rows
  const answer = async (id: number, personId: number) =>
    parvis.db.write({ ...(await parvis.actor(AGENT)), personId }, (tx) =>
      sql`select surveys.answer(${id}, '{"q1": "r1"}'::jsonb)`.execute(tx.q),
    )

  test('changes as a whole before it opens; then its questions stay, its last day moves, and what was typed is kept', async () => {
    const editor = await parvis.signedInAs(EDITOR)
    const coming = await ask(2, 9)
    const changed = typed(2, 9, { questions: 'Lieu ?\n- Ici\n- Là', wave: 'Hiver' })
    assert.equal((await editor.post(`${HERE}/${coming}/modifier`, changed)).statusCode, 303)
    assert.deepEqual(
      await rows('select wave, questions, version from surveys.survey where id = $1', coming),
      [{ wave: 'Hiver', questions: 'Lieu ?\n- Ici\n- Là', version: 2 }],
    )
    assert.match((await editor.post(`${HERE}/${coming}/modifier`, changed)).body, /pendant que vous écriviez/)

    const open = await ask(0, 9)
    assert.match((await editor.get(`${HERE}/${open}/modifier`)).body, /garde ses questions/)
    const held = await editor.post(
      `${HERE}/${open}/modifier`,
      typed(0, 9, { questions: 'Tout autre ?\n- A\n- B' }),
    )
    assert.equal(held.statusCode, 422)
    assert.match(held.body, /on y répond[^]*Tout autre \?/)
    for (const closes of [20, 0])
      assert.equal(
        (
          await editor.post(
            `${HERE}/${open}/modifier`,
            typed(0, closes, { version: closes === 20 ? '1' : '2', questions: ` ${QUESTIONS}` }),
          )
        ).statusCode,
        303,
      )
    assert.match((await editor.get(`${HERE}/${open}`)).body, /Modifier ce questionnaire/)
    // Six months at most, from its first day; nothing behind today.
    for (const closes of [200, -1])
      assert.equal(
        (await editor.post(`${HERE}/${open}/modifier`, typed(0, closes, { version: '3' }))).statusCode,
        422,
      )
    for (const email of [AGENT, 'habitante@parvis.example'])
      assert.equal(
        (await (await parvis.signedInAs(email)).get(`${HERE}/${open}/modifier`)).statusCode,
        404,
        email,
      )
  })

  test('is held by the second wall too', async () => {
    const open = await ask(0, 9, [addDays(today, 3)])
    const actor = await parvis.actor(EDITOR)
    for (const [set, refused] of [
      [sql`questions = 'Autre ?'`, /what has begun/],
      [sql`form = '{"pages": []}'`, /what has begun/],
      [sql`closes_on = ${addDays(today, -1)}`, /what has begun|check constraint/],
      [sql`reminded = '{5}'`, /permission denied/],
      [sql`told_at = now()`, /permission denied/],
      [sql`remind_on = array[opens_on, opens_on, opens_on]`, /check constraint/],
    ] as const)
      await assert.rejects(
        parvis.db.write(actor, (tx) =>
          sql`update surveys.survey set ${set} where id = ${open}`.execute(tx.q),
        ),
        refused,
      )
    // Nor does it go with what others publish.
    const theirs = await parvis.db.write(await parvis.actor('communication@parvis.example'), async (tx) => {
      const { authorityId = 0, unitId = 0 } = tx.actor.memberships[0] ?? {}
      const text = { typeVersion: 1, title: 'Ailleurs', summary: '', theme: '', about: [], fields: {} }
      return beginContent(tx, { authorityId, unitId, type: 'brief' }, text)
    })
    await assert.rejects(
      parvis.db.write(actor, (tx) =>
        sql`update surveys.survey set content_id = ${theirs} where id = ${open}`.execute(tx.q),
      ),
      /row-level security/,
    )
    const others = await parvis.db.write(await parvis.actor('agent.mions@parvis.example'), (tx) =>
      sql`update surveys.survey set closes_on = closes_on + 1 where id = ${open}`.execute(tx.q),
    )
    assert.equal(others.numAffectedRows, 0n)
    await assert.rejects(
      parvis.db.write(actor, (tx) => sql`select surveys.unanswered(${open}, 0, 10)`.execute(tx.q)),
      /permission denied/,
    )
  })

  test('those who have not answered are reminded, twice at most; how many is read when it hides somebody', async () => {
    const id = await ask(0, 9, [today, addDays(today, 2)])
    const all = await parvis.db.read(system, (tx) => unanswered(tx, id, 0, 1000))
    assert.ok(all.length >= 10, `${all.length} agents`)
    const reminded = async () =>
      (
        await rows(
          `select person_id from notices.notice where subject_kind = 'survey' and subject_id = $1`,
          id,
        )
      ).map((row) => Number(row.person_id))
    const told = async () =>
      (await rows('select reminded from surveys.survey where id = $1', id))[0]?.reminded
    const [first = 0] = all
    await answer(id, first)
    await run(REMIND)
    await run(REMIND)
    assert.deepEqual(
      (await reminded()).toSorted((a, b) => a - b),
      all.slice(1),
    )
    // One has answered: how many have not would say so.
    assert.deepEqual(await told(), [0])
    const editor = await parvis.signedInAs(EDITOR)
    assert.match((await editor.get(`${HERE}/${id}`)).body, /trop peu de personnes pour dire combien/)
    for (const personId of all.slice(1, 5)) await answer(id, personId)
    parvis.advance({ days: 2 })
    await run(REMIND)
    assert.deepEqual(await told(), [0, Math.floor((all.length - 5) / 5) * 5])
    assert.equal((await reminded()).length, all.length - 1 + all.length - 5)
    // A reminder that was made stays; a third is not made.
    const { body } = await (await parvis.signedInAs(EDITOR)).post(
      `${HERE}/${id}/modifier`,
      typed(0, 9, { remind1: addDays(today, 7) }),
    )
    assert.match(body, /déjà parti/)
    parvis.advance({ days: 8 })
    await run(TELL)
    assert.deepEqual(await reminded(), [], 'closed, it leaves nothing of who had not answered')
    parvis.advance({ days: -10 })
  })

  test('an account that is erased while somebody answers leaves nothing', async () => {
    const id = await ask(0, 9)
    const people = await parvis.db.read(system, (tx) => unanswered(tx, id, 0, 6))
    for (const personId of people.slice(0, 5)) await answer(id, personId)
    const [voted] = surveys.personal ?? []
    const [gone = 0] = people
    const erased = parvis.db.write(system, (tx) => (voted ?? assert.fail()).erase(tx, gone))
    await Promise.all([erased, answer(id, people[5] ?? 0)])
    assert.deepEqual(
      await rows('select from surveys.voter where survey_id = $1 and person_id = $2', id, gone),
      [],
    )
    assert.equal((await rows('select from surveys.voter where survey_id = $1', id)).length, 5)
    // Nor does a questionnaire that goes before it is told.
    await owner.query('delete from surveys.survey where id = $1', [id])
    assert.deepEqual(await rows('select from surveys.voter where survey_id = $1', id), [])
    assert.deepEqual(await rows('select from surveys.pool where survey_id = $1', id), [])
  })

  test('results are new to all those asked alike, whether they answered or not', async () => {
    const id = await ask(0, 0)
    await answer(id, (await parvis.actor(AGENT)).personId ?? 0)
    const remi = await parvis.signedInAs('remi.bron@parvis.example')
    assert.match((await remi.get('/intranet/bureau')).body, /Questionnaire\u00a0: Au travail/)
    parvis.advance({ days: 1 })
    await run(TELL)
    for (const email of [AGENT, 'remi.bron@parvis.example']) {
      const reader = await parvis.signedInAs(email)
      assert.match((await reader.get('/intranet')).body, /les résultats sont là/, email)
      const [digest] = surveys.digests ?? []
      const since = await parvis.db.read(await parvis.actor(email), (tx) =>
        (digest ?? assert.fail()).since(tx, new Date(tx.now.getTime() - 3_600_000), tx.now, 5),
      )
      assert.equal(since[0]?.key, `survey:${id}:told`)
    }
    parvis.advance({ days: -1 })
  })
})
