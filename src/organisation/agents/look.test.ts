// « Voir comme »: as whom, for how long, what is kept and told, and what an attacker would ask of it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { digest, identify } from '#people'
import { type Actor, labelled, system } from '#platform/actor.ts'
import { cookieName, SESSION } from '#platform/http/cookies.ts'
import { accessEntriesOf } from '#platform/ledger/audit.ts'
import { verifyHistory } from '#platform/ledger/verify.ts'
import { territory } from '#territory'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { lookAt, lookingAs } from '#test/looks.ts'

const ADMIN = 'admin@parvis.example'
const BRON = 'admin.bron@parvis.example'
const ODILE = 'agent.bron@parvis.example'
const SAMIRA = 'voirie@parvis.example'
const CHIEF = 'elodie.voirie@parvis.example'
const WHY = { motif: 'Une demande introuvable' }

describe('looking as an agent', () => {
  let parvis: TestApp
  const ids: Record<string, number> = {}
  before(async () => {
    parvis = await createTestApp()
    for (const email of [ADMIN, BRON, ODILE, SAMIRA, CHIEF])
      ids[email] = (await parvis.actor(email)).personId ?? 0
  })
  after(() => parvis.close())

  const sqlAsSystem = (statement: string) =>
    parvis.db.write(system, (tx) => sql.raw<Record<string, unknown>>(statement).execute(tx.q))
  const tokenOf = ({ cookies }: TestBrowser) => cookies.get(cookieName(parvis.config, SESSION)) ?? ''
  const actorOf = (browser: TestBrowser): Promise<Actor> =>
    identify(parvis.db, tokenOf(browser), '00000000-0000-0000-0000-000000000001')
  const looks = async (browser: TestBrowser) => (await actorOf(browser)).by?.looks === true
  const asks = async (viewer: string, agent: string, values: Record<string, string> = WHY) =>
    (await parvis.signedInAs(viewer)).post(await lookAt(parvis, agent), values)

  test('is begun as one’s own agents alone: every post, of today or to come, in what one administers whole', async () => {
    assert.equal((await asks(BRON, ODILE, { motif: ' ' })).statusCode, 422)
    for (const [viewer, agent] of [
      [BRON, ADMIN],
      [BRON, SAMIRA],
      [BRON, BRON],
      [CHIEF, SAMIRA],
      [ODILE, BRON],
      [SAMIRA, ODILE],
    ] as const) {
      assert.equal((await asks(viewer, agent)).statusCode, 404, `${viewer} as ${agent}`)
      const { body } = await (await parvis.signedInAs(viewer)).get(`/administration/agents/${ids[agent]}`)
      assert.doesNotMatch(body, /Voir comme/, `${viewer} as ${agent}`)
    }
    const place = await parvis.db.read(system, territory)
    const elsewhere = place.unitsOf(place.metropolis.id)[0]?.id ?? 0
    const give = `insert into accounts.membership (person_id, unit_id, role, valid_from) values (${ids[ODILE]}, ${elsewhere}, 'handler', `
    await sqlAsSystem(`${give} '2027-03-01')`)
    assert.match((await asks(BRON, ODILE)).body, /toutes ses fonctions doivent être dans votre collectivité/)
    await sqlAsSystem(
      `delete from accounts.membership where person_id = ${ids[ODILE]} and unit_id = ${elsewhere}`,
    )
    assert.equal(await looks(await lookingAs(parvis, ADMIN, ODILE)), true)
  })

  test('the second wall alone begins none for somebody else’s session, agent or rights, and writes none by hand', async () => {
    const [mine, theirs] = [await parvis.signedInAs(BRON), await parvis.signedInAs(ADMIN)]
    const hash = (browser: TestBrowser) => `'\\x${digest(tokenOf(browser)).toString('hex')}'`
    const bron = await parvis.actor(BRON)
    for (const statement of [
      `select accounts.begin_look(${hash(theirs)}, ${ids[ODILE]}, 'x')`,
      `select accounts.begin_look(${hash(mine)}, ${ids[SAMIRA]}, 'x')`,
      `select accounts.begin_look(${hash(mine)}, ${ids[BRON]}, 'x')`,
      `insert into accounts.look (viewer_id, person_id, reason, began_at, ends_at) values (${ids[BRON]}, ${ids[ADMIN]}, 'x', now(), now())`,
    ])
      await assert.rejects(
        parvis.db.write(bron, (tx) => sql.raw(statement).execute(tx.q)),
        /own authority|permission denied/,
        statement,
      )
  })

  test('changes nothing, whatever the verb, and opens nothing of the agent’s own; within it there is no other', async () => {
    const looker = await lookingAs(parvis, BRON, ODILE)
    const actor = await actorOf(looker)
    assert.deepEqual([actor.personId, actor.by?.personId, actor.visitorId], [ids[ODILE], ids[BRON], null])
    for (const as of [actor, labelled(actor)])
      await assert.rejects(
        parvis.db.write(as, (tx) =>
          sql`update accounts.person set name = 'x' where id = ${actor.personId}`.execute(tx.q),
        ),
        { code: '25006' },
      )
    await parvis.runJobs()
    const notices = (who: Actor) =>
      parvis.db
        .read(who, (tx) => sql`select from notices.notice`.execute(tx.q))
        .then(({ rows }) => rows.length)
    assert.ok((await notices(await parvis.actor(ODILE))) > 0)
    assert.equal(await notices(actor), 0)
    // What the agent asked as a resident, what was said of it, their account: by no page, and not by PostgreSQL either.
    const { id } = await parvis.makeRequest({ commune: '69283' })
    await sqlAsSystem(`update requests.request set resident_id = ${ids[ODILE]} where id = ${id}`)
    for (const [own, count] of [
      [`requests.request where id = ${id}`, 1],
      [`platform.event where subject_kind = 'request' and subject_id = ${id}`, 1],
      [`accounts.session where person_id = ${ids[ODILE]}`, 1],
    ] as const)
      for (const [who, seen] of [
        [{ ...actor, by: null }, count],
        [actor, 0],
      ] as const) {
        const { rows } = await parvis.db.read(who, (tx) => sql.raw(`select from ${own}`).execute(tx.q))
        assert.equal(Math.min(rows.length, 1), seen, own)
      }
    const again = await looker.post(await lookAt(parvis, 'remi.bron@parvis.example'), WHY)
    assert.equal(again.statusCode, 403)
    const { ref } = await parvis.makeRequest({ commune: '69029', service: 'signaler-un-nid-de-poule' })
    const noted = await looker.post(`/agents/demandes/${ref}/notes`, {
      message: 'Le riverain a rappelé.',
      rang: 'MTc5NDg2OTk5',
    })
    assert.equal(noted.statusCode, 403)
    assert.match(noted.body, /Rien n’est envoyé[^]*Le riverain a rappelé\./, 'what was typed is given back')
    assert.doesNotMatch(noted.body, /MTc5NDg2OTk5/, 'and not the marks of the page')
    const closed = await looker.get('/administration/agents')
    assert.equal(closed.statusCode, 404)
    assert.match(closed.body, /comme <b>Odile Perrachon<\/b>, à qui cette page n’est pas ouverte/)
  })

  test('is told to the agent and kept with its pages; its forms say nothing once it is over', async () => {
    const looker = await lookingAs(parvis, BRON, ODILE)
    const { body: desk } = await looker.get('/agents?q=secret')
    assert.match(desk, /Vous voyez Parvis comme <b>Odile Perrachon<\/b>/)
    const form = await looker.csrf()
    parvis.advance({ minutes: 5 })
    const back = await looker.post('/administration/agents/retour', {}, { csrf: form })
    assert.equal(back.headers.location, `/administration/agents/${ids[ODILE]}`)
    const { body } = await looker.get(`/administration/agents/${ids[ODILE]}`)
    assert.match(
      body,
      /A vu Parvis comme cette personne jusqu’à[^<]*\/agents[),][^<]*Une demande introuvable/,
    )
    assert.doesNotMatch(body, /secret/)
    assert.equal((await looker.post('/administration/agents/nouveau', {}, { csrf: form })).statusCode, 403)
    await parvis.runJobs()
    const { body: told } = await (await parvis.signedInAs(ODILE)).get('/agents/notifications')
    assert.match(told, /Paul Essarts a vu Parvis comme vous le voyez/)
    assert.deepEqual((await verifyHistory(parvis.db)).broken, [])
    // Whoever has no desk lands on the administration: it is counted there.
    const editor = 'marius.redaction@parvis.example'
    await lookingAs(parvis, BRON, editor)
    await parvis.runJobs()
    const { body: home } = await (await parvis.signedInAs(editor)).get('/administration')
    assert.match(home, /<a href="\/agents\/notifications">1.notification non lue<\/a>/)
  })

  test('a resident reads that an administrator opened their request', async () => {
    const resident = await parvis.actor('habitant@parvis.example')
    const { ref } = await parvis.makeRequest({
      commune: '69029',
      residentId: resident.personId,
      service: 'signaler-un-nid-de-poule',
    })
    const looker = await lookingAs(parvis, ADMIN, SAMIRA)
    assert.equal((await looker.get(`/agents/demandes/${ref}`)).statusCode, 200)
    const entries = await parvis.db.read(system, (tx) => accessEntriesOf(tx, resident.personId ?? 0))
    const entry = entries.find(({ object }) => object === ref)
    assert.deepEqual([entry?.actorId, entry?.role], [ids[ADMIN], 'admin'])
  })

  test('ends by itself: with its half hour, the session, a post elsewhere, a departure, the rights of whoever looks', async () => {
    const member = (email: string) => `accounts.membership where person_id = ${ids[email]}`
    const kept = async (email: string) =>
      (await sqlAsSystem(`select id, valid_to::text as last from ${member(email)}`)).rows
    for (const [leaves, comesBack] of [
      [ODILE, ODILE],
      [BRON, BRON],
    ] as const) {
      const before = await kept(leaves)
      const looker = await lookingAs(parvis, BRON, ODILE)
      assert.equal(await looks(looker), true)
      await sqlAsSystem(
        `update accounts.membership set valid_to = valid_from where person_id = ${ids[leaves]}`,
      )
      assert.equal(await looks(looker), false, leaves)
      assert.doesNotMatch((await looker.get('/agents')).body, /Vous voyez Parvis comme/)
      for (const { id, last } of before)
        await sqlAsSystem(
          `update accounts.membership set valid_to = ${last === null ? 'null' : `'${String(last)}'`} where id = ${String(id)}`,
        )
      assert.equal(await looks(looker), true, comesBack)
    }
    const looker = await lookingAs(parvis, BRON, ODILE)
    parvis.advance({ minutes: 31 })
    assert.equal(await looks(looker), false)
    const over = /La demi-heure est passée.{1,3}: vous ne voyez plus Parvis comme Odile Perrachon/
    assert.match((await looker.get('/administration/agents')).body, over)
    assert.doesNotMatch((await looker.get('/administration/agents')).body, over, 'once')
    const signedOut = await lookingAs(parvis, BRON, ODILE)
    assert.equal((await signedOut.post('/deconnexion', {})).statusCode, 303)
    assert.equal((await actorOf(signedOut)).personId, null)
    const open = async () =>
      (await sqlAsSystem('select from accounts.look where ended_at is null')).rows.length
    assert.ok((await open()) > 0)
    parvis.advance({ minutes: 31 })
    await parvis.db.write(system, (tx) =>
      sql`select platform.add_job('people.sweep', '{}'::json, 'sweep', null)`.execute(tx.q),
    )
    await parvis.runJobs()
    assert.equal(await open(), 0)
  })
})
