// Rooms to work together: who is in one follows terms, posts and invitations by itself; nobody else reads, counts or is hinted at anything.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import sharp from 'sharp'
import { audiencesOf, makeAudience } from '#audiences'
import { type Actor, system } from '#platform/actor.ts'
import { jobsOf } from '../app.ts'
import { createTestApp, openWorker, runJobs, type TestApp, type TestBrowser } from '#test/app.ts'
import { actingAs, collaborate } from '#test/mandates.ts'
import { archiveSpaces, forgetSpaces } from './queries.personal.ts'
import { closeSpace, openSpace } from './record/write.ts'

const [MAYOR, COUNCILLOR, CABINET] = [
  'maire.bron@parvis.example',
  'elue@parvis.example',
  'cabinet.bron@parvis.example',
]
const [ADMIN, AGENT, ROADS, RESIDENT] = [
  'admin@parvis.example',
  'agent.bron@parvis.example',
  'voirie@parvis.example',
  'habitante@parvis.example',
]
const CANARY = 'canari-salle'
const LATER = new Date('2099-01-01')

describe('a space', () => {
  let parvis: TestApp
  let owner: pg.Client
  let worker: pg.Pool
  const browsers = new Map<string, TestBrowser>()
  let space = 0
  let at = ''
  before(async () => {
    parvis = await createTestApp()
    owner = new pg.Client({ connectionString: parvis.ownerUrl })
    worker = openWorker(parvis.ownerUrl)
    await owner.connect()
    for (const email of [MAYOR, COUNCILLOR, ADMIN, AGENT, ROADS, RESIDENT])
      browsers.set(email, await parvis.signedInAs(email))
    const conference = await one<number>(
      `select id from bodies.body where kind = 'conference' and name like '%Porte des Alpes'`,
    )
    const metropolis = await one<number>(`select id from territory.authority where level = 'metropolis'`)
    const admin = await parvis.actor(ADMIN)
    space = await parvis.db.write(admin, (tx) =>
      openSpace(
        tx,
        {
          ...{ authorityId: metropolis, kind: 'conference', name: 'Porte des Alpes', bodyId: conference },
          ...{ purpose: 'Quatre maires s’accordent.', presentation: 'Ce qu’elle fait.', joining: 'asked' },
        },
        [{ kind: 'body', holderId: conference, heldAs: 'mayor', role: 'contributor' }],
      ),
    )
    at = `/espaces/${space}`
  })
  after(async () => {
    await owner.end()
    await worker.end()
    await parvis.close()
  })
  const one = async <T>(text: string, values: unknown[] = []): Promise<T> =>
    Object.values((await owner.query(text, values)).rows[0] ?? {})[0] as T
  const as = (email: string): TestBrowser => browsers.get(email) ?? assert.fail(email)
  const said = async (email: string, url: string) => (await as(email).get(url)).body
  const spacesOf = async (actor: Actor): Promise<number[]> =>
    parvis.db.read(actor, async (tx) => {
      const { rows } = await sql<{
        ids: number[]
      }>`select audiences.actor_ids('space')::integer[] as ids`.execute(tx.q)
      return rows[0]?.ids ?? []
    })
  const picture = () =>
    sharp({ create: { width: 60, height: 40, channels: 3, background: '#888' } })
      .png()
      .toBuffer()

  test('is offered after the whole authority and the audiences that it named, where one chooses for whom', async () => {
    const admin = await parvis.actor(ADMIN)
    const metropolis = admin.memberships[0]?.authorityId ?? 0
    const who = [`workplace:${metropolis}`]
    const rule = { who, also: [], except: [], from: null, until: null }
    await parvis.db.write(admin, (tx) => makeAudience(tx, metropolis, { name: 'Zone essai', rule }))
    const all = await parvis.db.read(admin, audiencesOf)
    const names = all.filter(({ authorityId }) => authorityId === metropolis).map(({ name }) => name)
    assert.deepEqual(names, ['Ma collectivité', 'Zone essai', 'Espace Porte des Alpes'])
  })

  test('is of the mayors of a conference; who administers opens it and reads nothing there', async () => {
    assert.match(await said(MAYOR, at), /Discussions/)
    assert.match(await said(MAYOR, '/territoires'), /Vos espaces/)
    const conference = await one<number>('select body_id from spaces.space where id = $1', [space])
    assert.match(
      await said(MAYOR, `/territoires/instances/${conference}`),
      new RegExp(`Où vous travaillez ensemble[^]*href="${at}"`),
    )
    const beside = new RegExp(`Qui y siège</a>[^]*?<p>Avec [^<]*</p><ul class="links"><li><a href="${at}">`)
    assert.match(await said(MAYOR, '/territoires'), beside, 'its panel on the home leads there')
    assert.doesNotMatch(await said(COUNCILLOR, '/territoires'), new RegExp(`href="${at}"`))
    assert.match(
      await said(MAYOR, `${at}/membres`),
      /Hélène Saunier<[^]*?data-label="De">Bron et Métropole de Lyon</,
    )
    for (const email of [ADMIN, AGENT, ROADS, COUNCILLOR]) {
      const page = await as(email).get(at)
      assert.equal(page.statusCode, 200, `${email} reads its page`)
      assert.doesNotMatch(page.body, /Prochaines réunions/)
      for (const part of ['sujets', 'documents', 'agenda', 'taches', 'membres'])
        assert.equal((await as(email).get(`${at}/${part}`)).statusCode, 404, `${email} ${part}`)
    }
    assert.equal((await as(RESIDENT).get(at)).statusCode, 404)
    assert.match(await said(ADMIN, `/administration/espaces/${space}`), /Hélène Saunier/)
  })

  test('is written by its members: a subject, an answer with a file, a document and its versions, a meeting, a task', async () => {
    const mayor = as(MAYOR)
    const empty = await mayor.post(`${at}/sujets/nouveau`, { title: 'A', message: '' })
    assert.equal(empty.statusCode, 422)
    assert.match(empty.body, /Dites le sujet/)
    const opened = await mayor.post(`${at}/sujets/nouveau`, {
      title: `Avis commun ${CANARY}`,
      message: `Bron tient à la hauteur, ${CANARY}.`,
    })
    assert.equal(opened.statusCode, 303, opened.body.slice(-600))
    const topic = String(opened.headers.location)
    const files = [{ field: 'files', name: `${CANARY}.png`, bytes: await picture() }]
    const answered = await mayor.upload(topic, { message: 'Avec la carte.' }, files)
    assert.equal(answered.statusCode, 303)
    assert.match(await said(MAYOR, topic), /canari-salle\.png|class="shot"/)
    const bad = await mayor.upload(`${at}/documents/depot`, {}, [
      { field: 'files', name: 'avis.pdf', bytes: Buffer.from('pas un PDF') },
    ])
    assert.equal(bad.statusCode, 422)
    assert.match(bad.body, /avis\.pdf/)
    assert.equal((await mayor.upload(`${at}/documents/depot`, {}, files)).statusCode, 303)
    assert.equal((await mayor.upload(`${at}/documents/depot`, {}, files)).statusCode, 303)
    const list = await said(MAYOR, `${at}/documents`)
    assert.match(list, /canari-salle\.png/)
    const document = /documents\/(\d+)"/.exec(list)?.[1] ?? assert.fail('no document')
    assert.match(await said(MAYOR, `${at}/documents/${document}`), /Version 2/)
    const folder = await one<number>('select id from spaces.folder where space_id = $1 order by id limit 1', [
      space,
    ])
    const moved = await mayor.post(`${at}/documents/${document}/copie`, { folder: String(folder) })
    assert.equal(moved.statusCode, 303, moved.body.slice(-800))
    // No room is left: nothing is filed, and nothing of it is kept.
    await owner.query('update spaces.space set quota = 10')
    await owner.query(`update files.file set bytes = 4999990 where subject_kind = 'spacefile'`)
    const full = await mayor.upload(`${at}/documents/depot`, {}, [
      { field: 'files', name: 'encore.png', bytes: await picture() },
    ])
    assert.equal(full.statusCode, 422)
    assert.match(full.body, /Il reste .* sur 10\u00a0Mo/)
    assert.equal(await one<number>(`select count(*)::int from files.file where name = 'encore.png'`), 0)
    await owner.query('update spaces.space set quota = 500')
    const archive = await mayor.get(`${at}/documents/archive`)
    assert.equal(archive.statusCode, 200)
    assert.match(archive.body, /^PK/)
    assert.match(archive.body, /canari-salle\.png/)
    const meeting = {
      title: `Réunion ${CANARY}`,
      on: '2026-11-26',
      from: '17 h 30',
      to: '19h',
      place: 'Chassieu',
      text: '',
    }
    assert.equal((await mayor.post(`${at}/agenda/nouvelle`, meeting)).statusCode, 303)
    assert.match(await said(MAYOR, `${at}/agenda`), /jeudi 26\s+novembre 2026 à 17\u00a0h\u00a030/)
    const next = /Vos réunions[^]*<b>26<\/b>nov\.[^]*\/agenda#reunion-\d+[^]*17\u00a0h\u00a030/
    assert.match(await said(MAYOR, '/territoires'), next)
    assert.doesNotMatch(await said(COUNCILLOR, '/territoires'), /Vos réunions/)
    const task = { title: `Relire ${CANARY}`, who: '', due: '2026-11-30' }
    assert.equal((await mayor.post(`${at}/taches/nouvelle`, task)).statusCode, 303)
    // What has a day and is somebody’s stands first on their home, late once it is past; what is nobody’s does not.
    assert.doesNotMatch(await said(MAYOR, '/territoires'), /On attend de vous/)
    const mine = await one<number>(`select id from accounts.person where email = $1`, [MAYOR])
    for (const [title, due] of [
      ['Rendre l’avis', '2099-12-04'],
      ['Dire qui vient', '2020-12-04'],
    ] as const)
      assert.equal(
        (await mayor.post(`${at}/taches/nouvelle`, { title, who: String(mine), due })).statusCode,
        303,
      )
    const home = await said(MAYOR, '/territoires')
    assert.match(
      home,
      /On attend de vous[^]*1\sen retard[^]*Dire qui vient[^]*En retard[^]*pour le vendredi\s4\sdécembre\s2020[^]*Rendre l’avis[^]*Au plus tard le vendredi\s4\sdécembre\s2099/,
    )
    assert.match(home, /Derniers documents de vos espaces[^]*canari-salle\.png/)
    assert.doesNotMatch(
      await said(COUNCILLOR, '/territoires'),
      /On attend de vous|Derniers documents de vos espaces/,
    )
    for (const part of ['', '/taches', '/documents', '/sujets'])
      assert.match(await said(MAYOR, at + part), /canari-salle|Avis commun/)
    assert.match(await said(MAYOR, '/rechercher?q=canari'), /canari-salle/)
  })

  test('nobody else reads, finds or counts any of it, by pages or by SQL', async () => {
    const file = await one<string>(`select id from files.file where subject_kind = 'spacefile' limit 1`)
    const attached = await one<string>(`select id from files.file where subject_kind = 'message' limit 1`)
    const topic = await one<number>('select id from spaces.topic limit 1')
    assert.equal((await as(MAYOR).get(`/fichiers/${file}`)).statusCode, 200)
    for (const email of [ADMIN, AGENT, ROADS, COUNCILLOR, RESIDENT]) {
      for (const url of [
        at,
        '/espaces',
        '/rechercher?q=canari',
        '/agents',
        '/territoires',
        `/administration/espaces/${space}`,
      ])
        assert.doesNotMatch(
          (await as(email).get(url)).body.replaceAll(/value="[^"]*"|q=canari/g, ''),
          /canari-salle/,
          `${email} ${url}`,
        )
      for (const id of [file, attached])
        assert.equal((await as(email).get(`/fichiers/${id}`)).statusCode, 404, email)
      assert.equal((await as(email).get(`/espaces/ouvrir/sujet/${topic}`)).statusCode, 404)
      const counts = await parvis.db.read(await parvis.actor(email), async (tx) => {
        const { rows } = await sql<Record<string, number>>`select
          (select count(*)::int from spaces.topic) as topics, (select count(*)::int from spaces.edition) as editions,
          (select count(*)::int from spaces.document) as documents, (select count(*)::int from spaces.meeting) as meetings,
          (select count(*)::int from spaces.task) as tasks, (select count(*)::int from threads.message where subject_kind = 'topic') as messages,
          (select count(*)::int from search.entry where kind in ('space', 'topic', 'meeting', 'spacedocument')) as found,
          (select count(*)::int from platform.event where subject_kind = 'topic') as told,
          (select spaces.held_bytes(${space}))::int as bytes`.execute(tx.q)
        return rows[0] ?? {}
      })
      assert.deepEqual(
        Object.values(counts),
        Object.keys(counts).map(() => 0),
        `${email} ${JSON.stringify(counts)}`,
      )
    }
  })

  test('lets in who asks, once somebody who moderates says so; a change takes effect at once', async () => {
    await parvis.db.write(await parvis.actor(ADMIN), (tx) =>
      sql`select spaces.invite(${space}, ${MAYOR}, 'moderator')`.execute(tx.q),
    )
    const asked = await as(ROADS).post(`${at}/entrer`, { word: 'Pour les chantiers' })
    assert.equal(asked.statusCode, 303, asked.body.slice(-500))
    assert.equal((await as(ROADS).post(`${at}/entrer`, { word: 'Encore' })).statusCode, 422)
    assert.match(await said(MAYOR, `${at}/membres`), /Pour les chantiers/)
    const id = await one<number>('select id from spaces.asking')
    assert.equal(
      (await as(COUNCILLOR).post(`${at}/membres/demandes/${id}`, { answer: 'reader' })).statusCode,
      404,
    )
    assert.equal((await as(MAYOR).post(`${at}/membres/demandes/${id}`, { answer: 'reader' })).statusCode, 303)
    assert.match(await said(ROADS, at), /Prochaines réunions/)
    assert.match(await said(ROADS, '/agents'), /Vos espaces/)
    assert.match(await said(ROADS, '/intranet/bureau'), /Mes espaces/)
    // The menu that leads to spaces stays where one is in them.
    assert.match(await said(ROADS, at), /href="\/intranet\/bureau"/)
    assert.equal((await as(ROADS).get(`${at}/sujets/nouveau`)).statusCode, 404, 'a reader writes nothing')
    assert.equal(
      (await as(ROADS).post(`${at}/membres/invitation`, { email: AGENT, role: 'reader' })).statusCode,
      404,
    )
    const nobody = await as(MAYOR).post(`${at}/membres/invitation`, { email: RESIDENT, role: 'reader' })
    assert.equal(nobody.statusCode, 422, 'a resident is nobody there')
    assert.match(nobody.body, /Aucun agent ni élu/)
    assert.equal((await as(ROADS).post(`${at}/depart`, {})).statusCode, 303)
    assert.equal((await as(ROADS).get(`${at}/sujets`)).statusCode, 404)
  })

  test('tells its members, by their wishes, and nothing of what was written', async () => {
    await runJobs(parvis.db, worker, jobsOf(parvis.config))
    await parvis.db.write(await parvis.actor(ADMIN), (tx) =>
      sql`select spaces.invite(${space}, ${AGENT}, 'contributor')`.execute(tx.q),
    )
    const topic = await one<number>('select id from spaces.topic limit 1')
    const name = await one<string>('select name from accounts.person where email = $1', [AGENT])
    const body = `@${name} votre avis\u00a0? ${CANARY}`
    assert.equal((await as(MAYOR).post(`${at}/sujets/${topic}`, { message: body })).statusCode, 303)
    await runJobs(parvis.db, worker, jobsOf(parvis.config))
    const told = await owner.query(
      `select kind, title, detail from notices.notice where person_id = (select id from accounts.person where email = $1) and kind like 'spaces.%'`,
      [AGENT],
    )
    assert.deepEqual(
      told.rows.map(({ kind }) => kind),
      ['spaces.mentioned'],
    )
    assert.doesNotMatch(told.rows[0].detail, /votre avis/)
    assert.match(await said(AGENT, '/agents'), /non lu/)
    assert.match(await said(AGENT, `${at}/sujets/${topic}`), /votre avis/)
    assert.doesNotMatch(await said(AGENT, '/espaces'), /non lu/)
  })

  test('closes the day a term ends, and a collaborator is there by the seat alone', async () => {
    const mandate = await collaborate(parvis, {
      ...{ member: MAYOR, collaborator: CABINET },
      ...{ from: '2026-11-23', until: '2027-10-31' },
    })
    const cabinet = await actingAs(parvis, CABINET, mandate)
    assert.match((await cabinet.get(at)).body, /Prochaines réunions/)
    const topic = await one<number>('select id from spaces.topic limit 1')
    const sent = await cabinet.post(`${at}/sujets/${topic}`, { message: 'Chassieu valide.' })
    assert.equal(sent.statusCode, 303, sent.body.slice(-700))
    assert.match(
      await one<string>('select author_label from threads.message order by id desc limit 1'),
      /, pour /,
    )
    await owner.query(
      `delete from spaces.admission where person_id = (select id from accounts.person where email = $1)`,
      [MAYOR],
    )
    const mayor = await parvis.actor(MAYOR)
    assert.deepEqual(await spacesOf(mayor), [space])
    await owner.query(
      `update bodies.term set last_day = '2026-11-22' where body_id = (select id from bodies.body where kind = 'municipal'
        and authority_id = (select id from territory.authority where code = '69029'))`,
    )
    assert.deepEqual(await spacesOf(mayor), [])
    assert.equal((await as(MAYOR).get(`${at}/sujets`)).statusCode, 404)
    await owner.query('update bodies.term set last_day = null')
  })

  test('closed, it is read and not written; archived, nobody reads it; its name is free again', async () => {
    const admin = await parvis.actor(ADMIN)
    await parvis.db.write(admin, (tx) => closeSpace(tx, space, true))
    assert.match(await said(AGENT, at), /lecture seule/)
    assert.equal((await as(AGENT).get(`${at}/sujets/nouveau`)).statusCode, 404)
    const write = parvis.db.write(await parvis.actor(AGENT), (tx) =>
      sql`insert into spaces.task (space_id, title) values (${space}, 'Encore')`.execute(tx.q),
    )
    await assert.rejects(write, /row-level security/)
    await parvis.db.write(system, (tx) => archiveSpaces(tx, LATER, 10))
    assert.equal((await as(AGENT).get(at)).statusCode, 404)
    assert.equal(
      await one<number>(`select count(*)::int from search.entry where kind = 'topic' and ends_at is null`),
      0,
    )
    await parvis.db.write(system, (tx) => forgetSpaces(tx, LATER, 10))
    assert.equal(
      await one<number>(`select count(*)::int from threads.message where subject_kind = 'topic'`),
      0,
    )
  })
})
