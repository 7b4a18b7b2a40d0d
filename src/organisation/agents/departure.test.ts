// An agent leaves: what they have goes to whom was chosen or back to its service, on the evening of their last day, and all of it is
// undone as one.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { openFrom, territory } from '#territory'
import { forget } from '#platform/db/snapshot.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const HERE = '/administration/agents'

describe('a departure', () => {
  let parvis: TestApp
  let metropolis: TestBrowser
  let theo: string
  let refs: string[]
  const people: Record<string, number> = {}

  const ask = async <T>(statement: ReturnType<typeof sql<T>>) =>
    (await parvis.db.read(system, (tx) => statement.execute(tx.q))).rows
  const assigned = () =>
    ask(
      sql<{ ref: string; who: number | null }>`select ref, assignee_id as who from requests.request
        where ref = any (${refs}::text[]) order by ref`,
    )
  const posts = () =>
    ask(
      sql`select id, valid_from::text, valid_to::text from accounts.membership where person_id = ${people.voirie} order by id`,
    )
  const leave = (values: Record<string, string>, who = metropolis) =>
    who.post(`${theo}/depart`, {
      last: '2026-11-25',
      'vers-requests-assigned': String(people['malo.vauzelle']),
      ...values,
    })

  before(async () => {
    parvis = await createTestApp()
    metropolis = await parvis.signedInAs('admin@parvis.example')
    for (const { email, id } of await ask(
      sql<{ email: string; id: number }>`select email, id from accounts.person where email is not null`,
    ))
      people[email.split('@')[0] ?? ''] = id
    theo = `${HERE}/${people.voirie}`
    const agent = await parvis.signedInAs('voirie@parvis.example')
    refs = []
    for (let n = 0; n < 3; n += 1) {
      const { ref } = await parvis.makeRequest({
        commune: '69029',
        description: `Un trou de plus, le numéro ${n}.`,
      })
      assert.equal((await agent.post(`/agents/demandes/${ref}/actions/take`, {})).statusCode, 303)
      refs.push(ref)
    }
    await parvis.runJobs()
  })
  after(() => parvis.close())

  test('one screen says what is in charge and what will end; refusals stand beside the day', async () => {
    const page = (await metropolis.get(`${theo}/depart`)).body
    assert.match(page, /3\s*demandes ouvertes, vers/)
    assert.match(page, /Instruction, Voirie Est[^]*toutes ses sessions sont fermées/)
    const bron = await parvis.signedInAs('admin.bron@parvis.example')
    assert.equal((await leave({}, bron)).statusCode, 404)
    assert.equal((await leave({ 'vers-requests-assigned': String(people['agent.bron']) })).statusCode, 403)
    assert.match(
      (await leave({ last: '2026-10-01' })).body,
      /Choisissez aujourd’hui, hier ou un jour à venir/,
    )
    const before = (await bron.get(`${HERE}/${people['admin.bron']}/depart`)).body
    assert.match(before, /Ce départ ne peut pas encore être noté/)
    assert.doesNotMatch(page, /Ce départ ne peut pas encore être noté/)
    const last = await bron.post(`${HERE}/${people['admin.bron']}/depart`, { last: '2026-12-31' })
    assert.match(last.body, /dernière personne qui administre cette collectivité/)
    const until = (day: string) =>
      parvis.db.write(system, (tx) =>
        sql`update accounts.membership set valid_to = ${day === '' ? null : day} where person_id = ${people['malo.vauzelle']}`.execute(
          tx.q,
        ),
      )
    await until('2026-11-25')
    const gone = await leave({})
    assert.deepEqual(
      [gone.statusCode, /ne travaille pas dans la collectivité le lendemain/.test(gone.body)],
      [422, true],
    )
    await until('')
    assert.deepEqual(
      (await assigned()).map(({ who }) => who),
      refs.map(() => people.voirie),
    )
  })

  test('whoever alone answers is said so before they leave, are away or a post ends; then their service is', async () => {
    const bron = await parvis.signedInAs('admin.bron@parvis.example')
    const read = async (path: string) => (await bron.get(path)).body
    const odile = `${HERE}/${people['agent.bron']}`
    assert.doesNotMatch(await read(odile), /Seul agent à répondre/, 'her other post there answers')
    assert.match(
      await read(`${HERE}/${people['remi.bron']}`),
      /Services techniques<br><span[^]{1,60}Seul agent à répondre<\/span><\/span>/,
    )
    assert.match(
      await read(`${odile}/depart`),
      /Plus personne ne répondra à partir du mardi 24\snovembre\s2026[^]{1,200}<li>Accueil de la mairie/,
    )
    assert.match(
      (await bron.post(`${odile}/absences`, { from: '2026-12-01', to: '2026-12-02', stand_in: '' })).body,
      /Sans quelqu’un à sa place[^]{1,60}mardi 1er\sdécembre\s2026[^]{1,200}<li>Accueil de la mairie/,
    )
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ id: number; from: string }>`select m.id, m.valid_from::text as from from accounts.membership m
        join territory.unit u on u.id = m.unit_id
        where m.person_id = ${people['remi.bron']} and u.name = 'Services techniques'`.execute(tx.q),
    )
    const [post] = rows
    const days = { from: post?.from ?? '', to: '2026-12-10' }
    assert.match(
      (await bron.post(`${HERE}/${people['remi.bron']}/fonctions/${post?.id}`, days)).body,
      /Plus personne ne répondra à partir du vendredi 11\sdécembre\s2026[^]{1,200}<li>Services techniques[^]*name="essai"/,
    )
    const tried = await bron.post(`${odile}/depart`, { last: '2026-12-24' })
    assert.equal(tried.statusCode, 200, 'said for the day typed, before it is done')
    assert.match(tried.body, /Plus personne ne répondra à partir du vendredi 25\sdécembre\s2026/)
    const essai = /name="essai" value="([^"]+)"/.exec(await read(`${odile}/depart`))?.[1] ?? ''
    assert.doesNotMatch(
      await read('/administration/organisation'),
      /Accueil de la mairie<\/a> <span[^>]*>Personne/,
    )
    assert.match(await read('/administration/ouverture'), /2\sagents répondent aux demandes\./)
    const left = await bron.post(`${odile}/depart`, { last: '2026-11-23', essai })
    assert.equal(left.statusCode, 303)
    assert.match(
      await read('/administration/ouverture'),
      /1\sagent répond aux demandes\./,
      'from tomorrow on',
    )
    await parvis.db.write(system, (tx) =>
      sql`update accounts.membership set valid_to = '2026-11-22' where person_id = ${people['agent.bron']}`.execute(
        tx.q,
      ),
    )
    assert.match(
      await read('/administration/organisation?reponse=personne'),
      /Accueil de la mairie<\/a> <span[^>]*>Personne n’y répond/,
    )
    assert.match(await read('/administration'), /services reçoivent des demandes et n’ont personne/)
    await parvis.db.write(system, async (tx) => {
      await sql`insert into territory.opening select id, '2026-12-24' from territory.authority where slug = 'bron'`.execute(
        tx.q,
      )
      forget(tx, 'territory')
    })
    assert.doesNotMatch(await read('/administration'), /des demandes et n’/, 'nothing comes before it opens')
    await parvis.db.write(system, async (tx) =>
      openFrom(tx, (await territory(tx)).authorityByCode('69029')?.id ?? 0, '2026-11-01'),
    )
    assert.equal((await bron.post(`${odile}/depart/annulation`, {})).statusCode, 303)
  })

  test('nothing moves before the evening; then requests, posts and sessions follow, once, and people are told', async () => {
    const agent = await parvis.signedInAs('voirie@parvis.example')
    assert.equal((await leave({})).statusCode, 303)
    assert.match((await metropolis.get(theo)).body, /Partant le 25[^]*Annuler le départ/)
    await parvis.runJobs()
    assert.deepEqual(
      (await assigned()).map(({ who }) => who),
      refs.map(() => people.voirie),
    )
    parvis.advance({ days: 3 })
    await parvis.db.write(system, (tx) =>
      sql`select platform.add_job('organisation.departures', '{}'::json, null, null)`.execute(tx.q),
    )
    await parvis.runJobs()
    await parvis.runJobs()
    assert.deepEqual(
      (await assigned()).map(({ who }) => who),
      refs.map(() => people['malo.vauzelle']),
    )
    assert.equal((await agent.get('/agents')).statusCode, 303)
    const told = await ask(
      sql<{
        detail: string
      }>`select detail from notices.notice where person_id = ${people['malo.vauzelle']} and kind = 'organisation.handed'`,
    )
    assert.equal(told.length, 1)
    assert.match(told[0]?.detail ?? '', /3\s*demandes ouvertes de Théo Grangier vous sont confiées/)
    const [moved] = await ask(
      sql<{ n: number }>`select count(*)::int as n from platform.event where name = 'request.reassigned'`,
    )
    assert.equal(moved?.n, 3)
    const malo = await parvis.signedInAs('malo.vauzelle@parvis.example')
    assert.match((await malo.get(`/agents/demandes/${refs[0]}`)).body, /celui qui l’avait quitte le service/)
  })

  test('undone, the very same rows come back, but for what has moved on since', async () => {
    const chief = await parvis.signedInAs('chef.voirie@parvis.example')
    await chief.post(`/agents/demandes/${refs[2]}/confier`, { agent: String(people['chef.voirie']) })
    await parvis.db.write(system, (tx) =>
      sql`update requests.request set assignee_id = ${people['chef.voirie']} where ref = ${refs[2]}`.execute(
        tx.q,
      ),
    )
    metropolis = await parvis.signedInAs('admin@parvis.example')
    assert.equal((await metropolis.post(`${theo}/depart/annulation`, {})).statusCode, 303)
    await parvis.runJobs()
    assert.deepEqual(
      (await assigned()).map(({ who }) => who),
      [people.voirie, people.voirie, people['chef.voirie']],
    )
    assert.deepEqual(await posts(), [
      { id: ((await posts()) as { id: number }[])[0]?.id, valid_from: '2015-01-01', valid_to: null },
    ])
    assert.equal((await metropolis.post(`${theo}/depart/annulation`, {})).statusCode, 404)
  })

  test('what nobody takes goes back to its service, whose people are told', async () => {
    assert.equal((await leave({ last: '2026-11-26', 'vers-requests-assigned': '' })).statusCode, 303)
    parvis.advance({ days: 1 })
    await parvis.db.write(system, (tx) =>
      sql`select platform.add_job('organisation.departures', '{}'::json, null, null)`.execute(tx.q),
    )
    await parvis.runJobs()
    await parvis.runJobs()
    assert.deepEqual(
      (await assigned()).map(({ who }) => who),
      [null, null, people['chef.voirie']],
    )
    const told = await ask(
      sql<{
        detail: string
      }>`select detail from notices.notice where person_id = ${people['malo.vauzelle']} and kind = 'organisation.handed' order by id desc limit 1`,
    )
    assert.match(
      told[0]?.detail ?? '',
      /2\s*demandes ouvertes de Théo Grangier n’ont plus d’agent chargé, dans Voirie Est/,
    )
  })

  test('is not undone over a post given again since, and says which way out there is', async () => {
    const [post] = (await posts()) as { id: number }[]
    await parvis.db.write(system, (tx) =>
      sql`insert into accounts.membership (person_id, unit_id, role, valid_from)
        select person_id, unit_id, role, '2026-11-28' from accounts.membership where id = ${post?.id}`.execute(
        tx.q,
      ),
    )
    metropolis = await parvis.signedInAs('admin@parvis.example')
    const refused = await metropolis.post(`${theo}/depart/annulation`, {})
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /Une de ses fonctions a été redonnée depuis[^<]*terminez-la d’abord/)
  })
})
