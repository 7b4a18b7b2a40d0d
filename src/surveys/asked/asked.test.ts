// Questionnaires put to elected members and to residents: met where they are asked, answered there, once and in their own name; told to them.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { makeAudience } from '#audiences'
import { act } from '#requests'
import { addDays, type Day, territory, todayThere } from '#territory'
import { createTestApp, type TestApp } from '#test/app.ts'
import { lookingAs } from '#test/looks.ts'
import { actingAs, collaborate } from '#test/mandates.ts'
import { PLACES } from '../places.ts'
import { jobs, TELL } from '../survey.ts'

const [EDITOR, ADMIN] = ['marius.redaction@parvis.example', 'admin@parvis.example']
const [MAYOR, AGENT] = ['maire.bron@parvis.example', 'agent.bron@parvis.example']
const [RESIDENT, CABINET] = ['habitante@parvis.example', 'cabinet.bron@parvis.example']
const QUESTIONS = 'Satisfait ?\r\n- Oui\r\n- Non'
const HERE = PLACES.agents.at

describe('questionnaires put to others than agents', () => {
  let parvis: TestApp
  let owner: pg.Client
  let today: Day
  let [bron, metropolis, council] = [0, 0, 0]
  before(async () => {
    parvis = await createTestApp()
    owner = new pg.Client({ connectionString: parvis.ownerUrl })
    await owner.connect()
    await parvis.db.write(await parvis.actor(EDITOR), async (tx) => {
      const place = await territory(tx)
      bron = place.authorityByCode('69029')?.id ?? assert.fail('no Bron')
      metropolis = place.metropolis.id
      today = await todayThere(tx)
      const rule = { who: [`elected:${bron}`], also: [], except: [], from: null, until: null }
      council = await makeAudience(tx, bron, { name: 'Le conseil de Bron', rule })
    })
  })
  after(async () => {
    await owner.end()
    await parvis.close()
  })

  const said = (more: Record<string, string>) => ({
    ...{ title: 'Votre avis', wave: 'Automne', questions: QUESTIONS, crossed: '', asked: 'agents' },
    ...{ opensOn: today, closesOn: addDays(today, 9), content: '', remind1: '', remind2: '' },
    ...more,
  })
  const ask = async (email: string, more: Record<string, string>): Promise<number> => {
    const made = await (await parvis.signedInAs(email)).post(`${HERE}/nouveau`, said(more))
    assert.equal(made.statusCode, 303, made.body)
    return Number(String(made.headers.location).split('/').at(-1))
  }
  const answerBySql = async (email: string, id: number) =>
    parvis.db.write(await parvis.actor(email), (tx) =>
      sql`select surveys.answer(${id}, '{}'::jsonb)`.execute(tx.q),
    )
  /** Answered by so many others, as the pool keeps it. */
  const answered = (id: number, yes: number, no: number) =>
    owner.query('insert into surveys.pool (survey_id, answers) values ($1, $2)', [
      id,
      JSON.stringify(Array.from({ length: yes + no }, (_, n) => ({ q1: n < yes ? 'r1' : 'r2' }))),
    ])
  const close = async (days: number) => {
    parvis.advance({ days })
    today = addDays(today, days)
    await (jobs[TELL] ?? assert.fail())(parvis.db, {})
  }

  test('elected members meet it on their home, answer once, and are told; nobody who acts for them answers', async () => {
    const id = await ask(EDITOR, { title: 'Le conseil', audience: String(council), asked: 'elected' })
    const at = `${PLACES.elected.at}/${id}`
    const mayor = await parvis.signedInAs(MAYOR)
    const home = (await mayor.get('/territoires')).body
    assert.ok(home.includes(`href="${at}"`) && home.includes(`href="${PLACES.elected.at}"`))
    assert.match((await mayor.get(at)).body, /Ni les autres élus, ni les services/)
    const mandateId = await collaborate(parvis, {
      ...{ member: MAYOR, collaborator: CABINET, from: today, until: addDays(today, 20) },
    })
    const helper = await actingAs(parvis, CABINET, mandateId)
    assert.match((await helper.get(at)).body, /On répond en son propre nom/)
    assert.ok([403, 404].includes((await helper.post(at, { q1: 'r1' })).statusCode))
    const agent = await parvis.signedInAs(AGENT)
    for (const path of [at, `${HERE}/${id}`]) assert.ok((await agent.get(path)).statusCode >= 403, path)
    for (const email of [AGENT, RESIDENT]) await assert.rejects(answerBySql(email, id), /not asked/, email)
    assert.equal((await mayor.post(at, { q1: 'r1' })).statusCode, 303)
    assert.equal((await mayor.post(at, { q1: 'r1' })).statusCode, 422)
    assert.doesNotMatch((await mayor.get('/territoires')).body, /Le conseil, un/)
    const looking = await lookingAs(parvis, 'admin.bron@parvis.example', AGENT)
    assert.ok((await looking.get(at)).statusCode >= 403)
    // Whoever asks keeps it on the intranet, and does not answer it there.
    const editor = await parvis.signedInAs(EDITOR)
    assert.match((await editor.get(HERE)).body, /Le conseil[^]*aux élus, du/)
    assert.match((await editor.get(`${HERE}/${id}`)).body, /posé aux élus[^]*Modifier ce questionnaire/)
    assert.equal((await editor.post(`${HERE}/${id}`, { q1: 'r1' })).statusCode, 404)
    await answered(id, 8, 6)
    await close(10)
    const later = await parvis.signedInAs(MAYOR)
    const told = await later.get(at)
    assert.match(told.body, /15.réponses[^]*9 \(60/)
    assert.equal((await later.get(`${at}/resultats`)).statusCode, 200)
    assert.match((await later.get('/territoires')).body, /les résultats sont là/)
    assert.equal((await (await parvis.signedInAs(AGENT)).get(`${HERE}/${id}/resultats`)).statusCode, 404)
  })

  test('residents meet it on the home of their account and once a request is closed, answer with an account, in two waves', async () => {
    const audience = `guichet:${metropolis}`
    const refused = await (await parvis.signedInAs(ADMIN)).post(
      `${HERE}/nouveau`,
      said({ audience, remind1: addDays(today, 2) }),
    )
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /Aucun rappel ne part aux habitants/)
    const other = await (await parvis.signedInAs(EDITOR)).post(`${HERE}/nouveau`, said({ audience }))
    assert.equal(other.statusCode, 422, 'the counter of another authority')
    const id = await ask(ADMIN, { title: 'Notre guichet', audience })
    const at = `${PLACES.residents.at}/${id}`

    const resident = await parvis.signedInAs(RESIDENT)
    assert.ok((await resident.get('/compte')).body.includes(`href="${at}"`))
    assert.ok((await resident.get(PLACES.residents.at)).body.includes(`href="${at}"`))
    const { personId } = await parvis.actor(RESIDENT)
    const sent = await parvis.makeRequest({ residentId: personId })
    const agent = await parvis.actor('voirie@parvis.example')
    const follow = `/suivi/${sent.ref}`
    assert.ok(!(await resident.get(follow)).body.includes(at), 'not before it is closed')
    await parvis.db.write(agent, (tx) => act(tx, sent.ref, 'close', { message: 'C’est réparé.' }, 'agent'))
    assert.ok((await resident.get(follow)).body.includes(`href="${at}"`))
    const visitor = parvis.browser()
    await visitor.get(`/suivi?code=${sent.code}`)
    assert.ok(!(await visitor.get(follow)).body.includes(at), 'who has no account is not asked')
    assert.ok((await visitor.get(at)).statusCode !== 200)

    assert.match((await resident.get(at)).body, /Ni les agents, ni les élus/)
    assert.equal((await resident.post(at, {})).statusCode, 422)
    assert.equal((await resident.post(at, { q1: 'r1' })).statusCode, 303)
    assert.equal((await resident.post(at, { q1: 'r1' })).statusCode, 422)
    for (const path of ['/compte', follow]) assert.ok(!(await resident.get(path)).body.includes(at), path)
    // An agent with an account answers there as anybody, and does not meet it at work.
    const working = await parvis.signedInAs(AGENT)
    assert.equal((await working.get(`${HERE}/${id}`)).statusCode, 404)
    assert.doesNotMatch((await working.get('/intranet')).body, /Notre guichet/)

    await answered(id, 9, 7)
    await close(10)
    assert.match((await (await parvis.signedInAs(RESIDENT)).get(at)).body, /17.réponses/)
    const again = (await (await parvis.signedInAs(ADMIN)).get(`${HERE}/nouveau?apres=${id}`)).body
    assert.match(again, new RegExp(`value="${audience}" selected`))
    const made = await (await parvis.signedInAs(ADMIN)).post(
      `${HERE}/nouveau?apres=${id}`,
      said({ title: 'Notre guichet', audience, wave: 'Hiver' }),
    )
    const second = Number(String(made.headers.location).split('/').at(-1))
    await answered(second, 14, 6)
    await close(10)
    const told = (await (await parvis.signedInAs(RESIDENT)).get(`${PLACES.residents.at}/${second}`)).body
    assert.match(told, /20.réponses<\/b>, contre 17 la vague d’avant/)
    assert.match(told, /70\s%[^]*contre 59\s%/)
  })

  test('neither wall lets residents be anybody but everybody, nor be reminded', async () => {
    const editor = await parvis.actor(EDITOR)
    for (const [asked, audience, remind] of [
      ['residents', council, '{}'],
      ['residents', 1, `{${addDays(today, 1)}}`],
    ] as const)
      await assert.rejects(
        parvis.db.write(editor, (tx) =>
          sql`insert into surveys.survey (authority_id, audience_id, asked, title, wave, questions, form, opens_on, closes_on, remind_on)
            values (${bron}, ${audience}, ${asked}, 'À tous', 'Une', 'Q', '{"pages": []}', ${today}, ${addDays(today, 5)}, ${remind}::date[])`.execute(
            tx.q,
          ),
        ),
        /check/,
      )
  })
})
