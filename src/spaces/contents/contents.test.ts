// Contents of a space: whoever contributes proposes, whoever moderates sends back or publishes for the members; nobody else reads anything,
// by either wall, whoever publishes for the authority included, until a wider public is asked of them. What is proposed never waits for nobody.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { actingAs, collaborate } from '#test/mandates.ts'
import { houseOf } from '../../app.ts'
import { handOver } from './hand-over.ts'
import { closeSpace, invitePerson, openSpace } from '../record/write.ts'

const [MAYOR, CABINET, ADMIN] = [
  'maire.bron@parvis.example',
  'cabinet.bron@parvis.example',
  'admin@parvis.example',
]
const [LEAD, AGENT, OTHER] = [
  'chef.voirie@parvis.example',
  'agent.bron@parvis.example',
  'accueil@parvis.example',
]
const TITLE = 'Calendrier des chantiers canari'

describe('contents of a space', () => {
  let parvis: TestApp
  let space = 0
  let audience = 0
  const browsers = new Map<string, TestBrowser>()
  const as = (email: string): TestBrowser => browsers.get(email) ?? assert.fail(email)
  const rowsOf = async <T>(statement: ReturnType<typeof sql<T>>) =>
    (await parvis.db.read(system, (tx) => statement.execute(tx.q))).rows
  before(async () => {
    parvis = await createTestApp()
    const [metropolis] = await rowsOf(
      sql<{ id: number }>`select id from territory.authority where level = 'metropolis'`,
    )
    await parvis.db.write(await parvis.actor(ADMIN), async (tx) => {
      const said = { kind: 'project', name: 'Chantiers', purpose: 'Les suivre.', presentation: '' } as const
      space = await openSpace(
        tx,
        { ...said, authorityId: metropolis?.id ?? 0, joining: 'invited', bodyId: null },
        [],
      )
      await invitePerson(tx, space, LEAD, 'moderator')
      for (const email of [MAYOR, AGENT]) await invitePerson(tx, space, email, 'contributor')
    })
    const [room] = await rowsOf(
      sql<{ id: number }>`select audience_id as id from spaces.space where id = ${space}`,
    )
    audience = room?.id ?? 0
    for (const email of [MAYOR, ADMIN, LEAD, AGENT, OTHER])
      browsers.set(email, await parvis.signedInAs(email))
  })
  after(() => parvis.close())

  const hidden = (body: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
  const typed = (title: string) => ({
    ...{ title, summary: 'Mois par mois.', theme: '', picture: '' },
    ...{ text: 'Les chantiers, rue par rue.', about1: '', about2: '', about3: '' },
  })
  const here = () => `/espaces/${space}/contenus`
  async function begun(email: string, title = TITLE): Promise<number> {
    const reply = await as(email).post(`${here()}/nouveau/article`, typed(title))
    assert.equal(reply.statusCode, 303, reply.body.slice(-2000))
    return Number(/\/espaces\/contenus\/(\d+)$/.exec(String(reply.headers.location))?.[1])
  }
  async function done(email: string, at: string, values: Record<string, string> = {}) {
    const version = hidden((await as(email).get(at)).body, 'version')
    const reply = await as(email).post(at, { version, ...values })
    return reply
  }
  const one = (id: number, end = '') => `/espaces/contenus/${id}${end}`
  async function published(email: string, at: string, values: Record<string, string> = {}) {
    const version = hidden((await as(email).get(at)).body, 'version')
    const asked = {
      version,
      audience: '',
      from: '',
      until: '',
      review: '01/06/2027',
      silent: 'non',
      ...values,
    }
    const first = await as(email).post(at, asked)
    assert.equal(first.statusCode, 200, first.body.slice(-2500))
    const reply = await as(email).post(at, { ...asked, essai: hidden(first.body, 'essai') })
    assert.equal(reply.statusCode, 303, reply.body.slice(-2500))
    return first.body
  }
  const said = async (email: string, url: string) => (await as(email).get(url)).body
  const status = async (email: string, url: string) => (await as(email).get(url)).statusCode

  test('a member proposes, whoever moderates sends back with why, then publishes for the members alone', async () => {
    const id = await begun(MAYOR)
    // A draft is its author’s and of those who moderate.
    assert.equal(await status(LEAD, one(id)), 200)
    assert.equal(await status(AGENT, one(id)), 404)
    assert.match(await said(MAYOR, one(id, '/proposer')), /Qui anime l’espace le relit/)
    assert.equal((await done(MAYOR, one(id, '/proposer'), { word: 'Avant jeudi.' })).statusCode, 303)
    await parvis.runJobs()
    assert.match(await said(LEAD, '/agents/notifications'), /Calendrier des chantiers canari[^]*Avant jeudi/)
    assert.match(await said(LEAD, here()), /Calendrier des chantiers canari[^]*Proposé/)
    // Nobody decides of their own, nor does whoever publishes for the authority.
    assert.equal(await status(MAYOR, one(id, '/publier')), 404)
    for (const email of [ADMIN, OTHER]) {
      for (const url of [
        one(id),
        `/administration/contenus/${id}`,
        `/administration/contenus/${id}/publier`,
        here(),
      ])
        assert.equal(await status(email, url), 404, `${email} ${url}`)
      assert.doesNotMatch(await said(email, `/administration/contenus?q=canari`), /Calendrier des chantiers/)
    }
    assert.equal((await done(LEAD, one(id, '/renvoyer'), { because: 'non' })).statusCode, 422)
    assert.equal(
      (await done(LEAD, one(id, '/renvoyer'), { because: 'Ajoutez les rues de Mions.' })).statusCode,
      303,
    )
    await parvis.runJobs()
    assert.match(await said(MAYOR, one(id)), /vous revient[^]*Ajoutez les rues de Mions/)
    assert.match(await said(MAYOR, '/compte/notifications'), /vous revient[^]*Ajoutez les rues/)
    assert.equal((await done(MAYOR, one(id, '/proposer'), { word: '' })).statusCode, 303)
    const seen = await published(LEAD, one(id, '/publier'))
    assert.match(seen, /Les membres de l’espace Chantiers[^]*3.personnes[^]*Hélène Saunier/)
    for (const email of [MAYOR, LEAD, AGENT]) {
      assert.match(
        await said(email, `/espaces/${space}`),
        /Publié pour les membres[^]*Calendrier des chantiers/,
      )
      assert.match(await said(email, `/contenus/${id}/lire`), /rue par rue[^]*espace Chantiers/)
    }
    for (const email of [ADMIN, OTHER]) {
      assert.equal(await status(email, `/contenus/${id}/lire`), 404, email)
      assert.doesNotMatch(await said(email, '/contenus'), /canari/)
    }
  })

  test('by PostgreSQL too: nobody reads, raises or widens what is of a space', async () => {
    const id = await begun(AGENT, 'Lettre canari du projet')
    const [admin, author, lead] = [
      await parvis.actor(ADMIN),
      await parvis.actor(AGENT),
      await parvis.actor(LEAD),
    ]
    const count = (table: string, actor: typeof admin) =>
      parvis.db.read(actor, async (tx) => {
        const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.raw(table)} t
          where ${sql.raw(table === 'publishing.content' ? 't.id' : 't.content_id')} = ${id}`.execute(tx.q)
        return rows[0]?.n
      })
    for (const table of ['publishing.content', 'publishing.edition'])
      assert.deepEqual(
        [await count(table, admin), await count(table, author), await count(table, lead)],
        [0, 1, 1],
        table,
      )
    const refused = (actor: typeof admin, statement: ReturnType<typeof sql>) =>
      assert.rejects(
        parvis.db.write(actor, (tx) => statement.execute(tx.q)),
        { code: '42501' },
      )
    const shown = (
      to: number,
    ) => sql`insert into publishing.publication (content_id, edition, audience_id, starts_at, is_silent, review_on)
      values (${id}, 1, ${to}, now(), false, '2027-06-01')`
    await refused(author, sql`update publishing.content set raised_at = now() where id = ${id}`)
    await refused(author, sql`update publishing.content set archived_at = now() where id = ${id}`)
    await refused(author, shown(audience))
    await refused(lead, shown(1))
    await refused(admin, shown(audience))
    await refused(
      admin,
      sql`insert into publishing.content (authority_id, unit_id, space_id, type)
      select authority_id, unit_id, space_id, type from (select a.id as authority_id, null::integer as unit_id, ${space}::integer as space_id, 'article' as type
        from territory.authority a where a.level = 'metropolis') s`,
    )
  })

  test('a wider public is asked of whoever publishes for the authority, who have it from then on; sent back, it is the space’s again', async () => {
    const id = await begun(LEAD, 'Bilan canari des chantiers')
    await published(LEAD, one(id, '/publier'))
    assert.equal(await status(ADMIN, `/administration/contenus/${id}`), 404)
    assert.equal((await done(LEAD, one(id, '/elargir'), { word: 'Pour les habitants.' })).statusCode, 303)
    await parvis.runJobs()
    const waiting = await said(ADMIN, `/administration/contenus/${id}`)
    assert.match(waiting, /Pour les habitants[^]*espace Chantiers/i)
    assert.equal(await status(LEAD, one(id, '/publier')), 404, 'decided elsewhere')
    assert.equal(
      (await done(ADMIN, `/administration/contenus/${id}/renvoyer`, { because: 'Pas avant les travaux.' }))
        .statusCode,
      303,
    )
    assert.equal(await status(ADMIN, `/administration/contenus/${id}`), 404)
    assert.match(await said(LEAD, one(id)), /Pas avant les travaux/)
    assert.match(await said(MAYOR, `/contenus/${id}/lire`), /rue par rue/, 'members still read it')
    await done(LEAD, one(id, '/elargir'), { word: '' })
    await published(ADMIN, `/administration/contenus/${id}/publier`, { audience: '1' })
    assert.equal((await parvis.browser().get(`/contenus/${id}/lire`)).statusCode, 200)
    // Published to everybody, it stays with whoever publishes for the authority; its space still proposes.
    assert.doesNotMatch(await said(LEAD, one(id)), /\/publier"/)
    assert.equal(await status(ADMIN, `/administration/contenus/${id}`), 200)
  })

  test('what is of a space is in no figure of whoever publishes for the authority or heads a unit, nor among what they read that somebody wrote', async () => {
    const id = await begun(LEAD, 'Secret canari des chantiers')
    await published(LEAD, one(id, '/publier'))
    const tell = houseOf(parvis.config).jobs(parvis.config)['steering.tell_months'] ?? assert.fail('no job')
    await tell(parvis.db, {})
    assert.deepEqual(await rowsOf(sql`select from steering.thing where title like '%Secret canari%'`), [])
    const asAdmin = async <T>(statement: ReturnType<typeof sql<T>>) =>
      (await parvis.db.read(await parvis.actor(ADMIN), (tx) => statement.execute(tx.q))).rows
    const [lead] = await rowsOf(sql<{ id: number }>`select id from accounts.person where email = ${LEAD}`)
    const named =
      await asAdmin(sql`select from steering.contributed(${lead?.id}, (select authority_id from spaces.space where id = ${space}))
      where title like '%Secret canari%'`)
    assert.deepEqual(named, [])
    // Nobody but the members knows that it is there: nothing that they count moves.
    const counted = () =>
      asAdmin(sql`select f.online::int as n from steering.freshness() f union all select c.contents from steering.contributors() c
        union all select p.fresh + p.again from steering.published((select id from territory.authority where level = 'metropolis'), '2020-01-01', '2030-01-01') p`)
    const before = await counted()
    await published(LEAD, one(await begun(LEAD, 'Autre canari'), '/publier'))
    assert.deepEqual(await counted(), before)
    // Nor is any reading of it kept for the day on which it might be published wider.
    await as(MAYOR).get(`/contenus/${id}/lire`)
    const [content] = await rowsOf(
      sql<{
        n: number
      }>`select count(*)::int as n from publishing.content where id = ${id} and decided_in = ${space}`,
    )
    assert.equal(content?.n, 1)
    const found =
      houseOf(parvis.config).counted.find(({ kind }) => kind === 'content') ?? assert.fail('not counted')
    const [member] = await rowsOf(sql<{ id: number }>`select id from accounts.person where email = ${AGENT}`)
    const opening = { kind: 'content', thing: String(id), personId: member?.id ?? 0, commune: null }
    assert.deepEqual(await parvis.db.read(system, async (tx) => found.own?.(tx, [opening])), [opening])
  })

  test('who has read what is urgent is told to those who decide there, not to whoever wrote it', async () => {
    const id = await begun(AGENT, 'Alerte canari des chantiers')
    await published(LEAD, one(id, '/publier'))
    await parvis.db.write(system, (tx) =>
      sql`update publishing.publication set urgency = 'urgent' where content_id = ${id}`.execute(tx.q),
    )
    const mayor = await parvis.actor(MAYOR)
    await parvis.db.write(mayor, (tx) =>
      sql`insert into publishing.acknowledgement (content_id, person_id) values (${id}, ${mayor.personId})`.execute(
        tx.q,
      ),
    )
    const told = async (email: string) =>
      (
        await parvis.db.read(await parvis.actor(email), (tx) =>
          sql<{ people: string[] }>`select people from publishing.acknowledged(${id})`.execute(tx.q),
        )
      ).rows.flatMap(({ people }) => people.map(Number))
    assert.deepEqual(await told(LEAD), [mayor.personId])
    for (const email of [AGENT, MAYOR, ADMIN]) assert.deepEqual(await told(email), [], email)
    assert.match(await said(LEAD, one(id)), /Pris connaissance/)
    assert.doesNotMatch(await said(AGENT, one(id)), /Pris connaissance/)
  })

  test('a collaborator proposes in the name of the member, by the seats that are lent alone', async () => {
    const id = await begun(MAYOR, 'Note canari de la maire')
    const days = { from: '2026-11-23', until: '2027-10-31' }
    const mandate = await collaborate(parvis, { member: MAYOR, collaborator: CABINET, ...days })
    const cabinet = await actingAs(parvis, CABINET, mandate)
    // Let in by name, as somebody who is elected alone: the seat is what opens it.
    assert.equal((await cabinet.get(one(id))).statusCode, 200)
    const version = hidden((await cabinet.get(one(id, '/proposer'))).body, 'version')
    assert.equal((await cabinet.post(one(id, '/proposer'), { version, word: '' })).statusCode, 303)
    assert.match(await said(LEAD, one(id)), /pour Hélène Saunier le propose depuis/)
    // A space is asked for in one’s own name: said, rather than a page that is not there.
    assert.match((await cabinet.get('/espaces/demande')).body, /en son propre nom/)
    const wished = { authority: 'metropole', kind: 'project', name: 'Un espace', purpose: 'Un but.' }
    assert.equal((await cabinet.post('/espaces/demande', wished)).statusCode, 409)
  })

  test('what is proposed never waits for nobody: it goes to whoever publishes, or back to its author when the space closes', async () => {
    const [left, shut] = [await begun(AGENT, 'Question canari'), await begun(AGENT, 'Réponse canari')]
    await done(AGENT, one(left, '/proposer'), { word: '' })
    const demote = (role: string) =>
      parvis.db.write(system, (tx) =>
        sql`update spaces.admission set role = ${role}::spaces.role where space_id = ${space}
          and person_id = (select id from accounts.person where email = ${LEAD})`.execute(tx.q),
      )
    await demote('reader')
    assert.match(await said(AGENT, one(shut, '/proposer')), /Personne n’anime cet espace/)
    await handOver(parvis.db)
    assert.match(
      await said(ADMIN, `/administration/contenus/${left}`),
      /Proposé à un public plus large|Question canari/,
    )
    await demote('moderator')
    await done(AGENT, one(shut, '/proposer'), { word: '' })
    await parvis.db.write(await parvis.actor(ADMIN), (tx) => closeSpace(tx, space, true))
    await parvis.runJobs()
    const [kept] = await rowsOf(
      sql<{
        proposed: boolean
      }>`select proposed_at is not null as proposed from publishing.content where id = ${shut}`,
    )
    assert.equal(kept?.proposed, false)
    assert.equal(await status(AGENT, one(shut)), 404)
    // Nothing new is addressed to a closed space.
    assert.doesNotMatch(await said(ADMIN, '/administration/contenus/publier'), /Espace Chantiers/)
    const offered = await said(ADMIN, `/administration/contenus/${left}/publier`)
    assert.match(offered, /Ma collectivité/)
    assert.doesNotMatch(offered, /Espace Chantiers/)
  })
})
