// An erasure through HTTP: said before, done whole, certified, told to the sites, applied again after a restore.
// A scanner then reads every column of every table: nothing of the person is anywhere but where the certificate says.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addMembership, createPerson } from '#people'
import { verifyConsents } from '#identity'
import { system } from '#platform/actor.ts'
import { verifyAccess, verifyEvents } from '#platform/ledger/verify.ts'
import { writerAt } from '../retention/job.ts'
import { runRetention } from '../retention/run.ts'
import { replayErasures } from './replay.ts'
import { CANARIES, openPrivateWorld, type PrivateWorld } from '../world.fixture.ts'

const HERE = '/compte/donnees/effacement'

const plain = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replace(/\s+/g, ' ')

describe('an erasure', () => {
  let world: PrivateWorld
  let certificate = ''
  let figures: unknown
  before(async () => {
    world = await openPrivateWorld()
    const agent = await world.parvis.signedInAs('agent.bron@parvis.example')
    await agent.get(`/agents/demandes/${world.refs.bron}`)
    await world.browser.post(`/suivi/${world.refs.bron}/messages`, {
      message: `${CANARIES.name} vous écrit.`,
    })
    await world.parvis.runJobs()
    figures = await statistics()
  })
  after(() => world.close())

  const statistics = () =>
    world.sql(`select (select count(*) from requests.request) as requests, (select count(*) from threads.message) as messages,
      (select count(*) from platform.event where subject_kind = 'request') as events,
      (select jsonb_agg(k order by k.category) from requests.kept_promises(null, '2000-01-01', '2100-01-01') k) as promises`)

  /** Tables where a row still holds one of the words. */
  async function scan(): Promise<string[]> {
    const tables = await world.sql<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname !~ '^pg_|information_schema'`,
    )
    assert.ok(tables.length > 60)
    const words = Object.values(CANARIES).flatMap((text) => [text, text.replaceAll(' ', '')])
    const found: string[] = []
    for (const { name } of tables) {
      const rows = await world.sql(`select from ${name} t where t::text ilike any ($1)`, [
        [...words, 'canari', 'Zénobie'].map((word) => `%${word}%`),
      ])
      if (rows.length > 0) found.push(`${name} ${rows.length}`)
    }
    return found.sort()
  }

  test('says before what goes and what stays, by whom and why, and changes nothing', async () => {
    const before = await scan()
    const page = plain((await world.browser.get(HERE)).body)
    assert.match(page, /Ce qui sera effacé .*Vos brouillons .*Ce qui restera, et pourquoi/)
    assert.match(page, /1 demande en cours : la collectivité doit y répondre\./)
    assert.match(
      page,
      /La preuve de vos accords et de vos retraits reste, sans votre nom : .* Jusqu’à 5 ans après/,
    )
    assert.deepEqual(await scan(), before)
    assert.equal((await world.browser.post(HERE, {})).statusCode, 422)
    assert.deepEqual(await scan(), before)
  })

  test('asks who one is when that is old, and never acts on a kept form', async () => {
    world.parvis.advance({ minutes: 11 })
    const reply = await world.browser.post(HERE, { accord: 'oui' })
    assert.equal(reply.headers.location, '/compte/confirmation?suite=%2Fcompte%2Fdonnees%2Feffacement')
    world.parvis.advance({ minutes: -11 })
  })

  test('closes the account at once, every session with it, and gives a certificate', async () => {
    const elsewhere = await world.parvis.signedInAs(CANARIES.email)
    const reply = await world.browser.post(HERE, { accord: 'oui' })
    certificate = String(reply.headers.location)
    assert.match(certificate, /^\/effacement\?jeton=[\w-]{43}$/)
    for (const browser of [world.browser, elsewhere])
      assert.equal((await browser.get('/compte/donnees')).statusCode, 303)
    const page = plain((await world.parvis.browser().get(certificate)).body)
    assert.match(page, /Certificat d’effacement Compte fermé le lundi 23 novembre 2026/)
    assert.match(page, /Site de 69029 Ville de Bron Ne peut plus rien lire\. Le message part\./)
    assert.doesNotMatch(page, /canari|Zénobie/i)
  })

  test('drops what let sites read, tells them, and keeps proof that consent was taken back', async () => {
    const { artifacts } = await world.row<{ artifacts: number }>(
      'select count(*)::int as artifacts from identity.artifact where person_id = $1',
      [world.personId],
    )
    assert.equal(artifacts, 0)
    const deliveries = await world.sql('select 1 from identity.logout_delivery where person_id = $1', [
      world.personId,
    ])
    assert.equal(deliveries.length, 2)
    const kinds = await world.sql<{ kind: string }>(
      'select kind from identity.consent_entry where person_id = $1',
      [world.personId],
    )
    assert.deepEqual(
      kinds.map(({ kind }) => kind),
      ['withdrawal', 'withdrawal'],
    )
    await world.sql(
      'update identity.logout_delivery set attempts = 2, delivered_at = $1 where person_id = $2',
      [world.parvis.now(), world.personId],
    )
    assert.match(
      plain((await world.parvis.browser().get(certificate)).body),
      /Site de 69029 Ville de Bron Prévenu, a répondu le lundi 23 novembre/,
    )
  })

  test('leaves nothing of the person but the requests that the certificate names, what an agent is writing, and the last mail', async () => {
    const left = ['platform.mail 1', 'requests.request 2', 'threads.draft 2', 'threads.message 3']
    assert.deepEqual(await scan(), left)
    const writers = await world.sql<{ own: boolean; text: string }>(
      'select person_id = $1 as own, typed::text as text from threads.draft',
      [world.personId],
    )
    assert.ok(writers.every(({ own, text }) => !own && !text.includes(CANARIES.writing)))
    const { subject } = await world.row<{ subject: string }>(
      'select subject from platform.mail where recipient = $1',
      [CANARIES.email],
    )
    assert.equal(subject, 'Votre compte est fermé')
    const page = plain((await world.parvis.browser().get(certificate)).body)
    assert.match(page, /Vos demandes, leurs messages et leurs pièces/)
  })

  test('changes no figure, and every chain still holds', async () => {
    assert.deepEqual(await statistics(), figures)
    assert.deepEqual((await verifyEvents(world.parvis.db)).broken, [])
    assert.deepEqual((await verifyAccess(world.parvis.db)).broken, [])
    assert.deepEqual((await verifyConsents(world.parvis.db)).broken, [])
    const rename = (label: string) =>
      world.sql('update platform.event set actor_label = $1 where erased_at is not null', [label])
    await rename('Quelqu’un d’autre')
    assert.ok((await verifyEvents(world.parvis.db)).broken.length > 0)
    await rename('Compte fermé')
  })

  test('lets the address open another account', async () => {
    const again = await world.parvis.db.write(system, (tx) =>
      createPerson(tx, { email: CANARIES.email, name: 'Une autre personne' }),
    )
    assert.ok(again > world.personId)
  })

  test('is applied again to what a restore brought back, without another mail', async () => {
    await world.parvis.runJobs()
    await world.sql('delete from privacy.erasure')
    await world.sql(
      "update accounts.person set closed_at = null, name = $2, email = 'revenue@courriel.example' where id = $1",
      [world.personId, CANARIES.name],
    )
    const { db, config, house } = world.parvis
    assert.deepEqual(await replayErasures(db, config, house), { noted: 1, erased: 1 })
    assert.deepEqual(await replayErasures(db, config, house), { noted: 1, erased: 0 })
    const { name, closed } = await world.row<{ name: string; closed: boolean }>(
      'select name, closed_at is not null as closed from accounts.person where id = $1',
      [world.personId],
    )
    assert.deepEqual([name, closed], ['Compte fermé', true])
    const mails = await world.sql("select 1 from platform.mail where recipient = 'revenue@courriel.example'")
    assert.equal(mails.length, 0)
  })

  test('leaves what an agent was writing no longer than the register keeps a draft', async () => {
    world.parvis.advance({ days: 91 })
    await runRetention(world.parvis.db, world.parvis.house, {
      isDry: false,
      writer: writerAt('http://parvis.test'),
      isDemo: false,
      only: 'draft.delete',
    })
    assert.ok(!(await scan()).some((table) => table.startsWith('threads.draft')))
    world.parvis.advance({ days: -91 })
  })

  test('is refused to an agent, who is told why', async () => {
    const agent = await world.parvis.signedInAs('agent.bron@parvis.example')
    assert.match(
      plain((await agent.get(HERE)).body),
      /Un compte d’agent se ferme quand l’agent quitte son service/,
    )
    assert.equal((await agent.post(HERE, { accord: 'oui' })).statusCode, 403)
  })

  test('of somebody without an address shows the certificate on the screen alone', async () => {
    const { db } = world.parvis
    const personId = await db.write(system, (tx) =>
      createPerson(tx, { email: 'sans.adresse@courriel.example', name: 'Sans Adresse' }),
    )
    const browser = await world.parvis.signedInAs('sans.adresse@courriel.example')
    await world.sql('update accounts.person set email = null where id = $1', [personId])
    const reply = await browser.post(HERE, { accord: 'oui' })
    assert.equal((await browser.get(String(reply.headers.location))).statusCode, 200)
  })

  test('of somebody whose post has ended is theirs to ask', async () => {
    const { db } = world.parvis
    const { id: unitId } = await world.row<{ id: number }>('select id from territory.unit limit 1')
    await db.write(system, async (tx) => {
      const personId = await createPerson(tx, { email: 'ancien@courriel.example', name: 'Ancien Agent' })
      await addMembership(tx, { personId, unitId, role: 'handler', from: '2020-01-01', to: '2021-01-01' })
    })
    const browser = await world.parvis.signedInAs('ancien@courriel.example')
    const reply = await browser.post(HERE, { accord: 'oui' })
    assert.match(
      plain((await browser.get(String(reply.headers.location))).body),
      /Les fonctions d’un agent sont gardées/,
    )
  })
})
