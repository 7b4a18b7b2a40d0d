// « Mes applications »: an agent has the sites that their authority offers to an audience that they are in, at a page of the site itself, while it
// is in service; nobody offers the site of another authority, by either wall.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { ownAudience } from '#audiences'
import { keepSite } from '#identity'
import { type Actor, system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { keepApplication, ownApplications } from './queries.ts'

const HERE = '/administration/applications'
const SITE = 'conges-de-bron'

describe('applications of agents', () => {
  let parvis: TestApp
  let keeper: TestBrowser
  let bron: TestBrowser
  let mions: TestBrowser
  let admin: TestBrowser
  let bronId: number
  before(async () => {
    parvis = await createTestApp()
    ;[keeper, bron, mions, admin] = (await Promise.all(
      ['admin.bron', 'agent.bron', 'agent.mions', 'admin'].map((name) =>
        parvis.signedInAs(`${name}@parvis.example`),
      ),
    )) as [TestBrowser, TestBrowser, TestBrowser, TestBrowser]
    bronId = (await parvis.actor('admin.bron@parvis.example')).memberships[0]?.authorityId ?? 0
    const at = (path: string) => `http://127.0.0.1:9${path}`
    const values = { allowedValues: ['name'], requiredValues: ['name'] }
    await keepSite(
      parvis.db,
      { secret: parvis.config.secret },
      { id: SITE, authority: '69029', sector: 'etat-civil', name: 'Congés de Bron', ...values },
      { redirectUri: at('/retour'), postLogoutUri: at('/'), backchannelUri: at('/fin') },
    )
  })
  after(() => parvis.close())

  const own = async (authority: number) =>
    (await parvis.db.read(system, (tx) => ownAudience(tx, authority))) ?? assert.fail('no audience')
  const hidden = (body: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
  const desk = async (who: TestBrowser): Promise<string> => {
    const reply = await who.get('/intranet/bureau')
    assert.equal(reply.statusCode, 200)
    return reply.body
  }
  const done = async (who: TestBrowser, url: string, typed: Record<string, string>): Promise<void> => {
    const tried = await who.post(url, typed)
    const essai = hidden(tried.body, 'essai')
    const reply = essai === '' ? tried : await who.post(url, { ...typed, essai })
    assert.equal(reply.statusCode, 303, reply.body)
  }

  test('a site is offered at a page of its own, to an audience, whose agents have it and nobody else', async () => {
    const audience = String(await own(bronId))
    for (const href of [
      'https://ailleurs.example/connexion',
      'http://127.0.0.1:10/connexion',
      'javascript:alert(1)',
      'http://qui@127.0.0.1:9/',
      '',
    ]) {
      const reply = await keeper.post(`${HERE}/nouvelle`, { site: SITE, href, audience })
      assert.equal(reply.statusCode, 422, href)
      assert.match(reply.body, new RegExp(`<option value="${SITE}" selected>`))
    }
    const asked = { site: SITE, href: 'http://127.0.0.1:9/connexion', audience }
    assert.match((await keeper.post(`${HERE}/nouvelle`, asked)).body, /Qui l’aura sur son bureau/)
    assert.doesNotMatch(await desk(bron), /Mes applications<\/h2>/)
    await done(keeper, `${HERE}/nouvelle`, asked)
    assert.match(
      await desk(bron),
      /Mes applications<\/h2>[^]*href="http:\/\/127\.0\.0\.1:9\/connexion"[^>]*>[^]*Congés de Bron/,
    )
    assert.doesNotMatch(await desk(mions), /Congés de Bron/)
    const again = await keeper.post(`${HERE}/nouvelle`, asked)
    const twice = await keeper.post(`${HERE}/nouvelle`, { ...asked, essai: hidden(again.body, 'essai') })
    assert.match(twice.body, /Ce site est déjà proposé aux agents/)
  })

  test('no other authority offers, reads or changes it, by either wall', async () => {
    const at = /applications\/\d+/.exec((await keeper.get(HERE)).body)?.[0] ?? assert.fail('none')
    assert.equal((await admin.get(`/administration/${at}`)).statusCode, 404)
    assert.doesNotMatch((await admin.get(`${HERE}/nouvelle`)).body, /Congés de Bron/)
    assert.equal((await bron.get(HERE)).statusCode, 404)
    const stranger = await parvis.actor('admin@parvis.example')
    const metropolis = stranger.memberships[0]?.authorityId ?? 0
    const run = (actor: Actor, statement: ReturnType<typeof sql>) =>
      parvis.db.write(actor, async (tx) => Number((await statement.execute(tx.q)).numAffectedRows ?? 0n))
    const offered = (authority: number, audience: number, href = 'http://127.0.0.1:9/') =>
      sql`insert into intranet.application (authority_id, client_id, href, audience_id) values (${authority}, ${SITE}, ${href}, ${audience})`
    await assert.rejects(
      run(stranger, offered(metropolis, await own(metropolis))),
      /a site of another authority/,
    )
    const agent = await parvis.actor('agent.bron@parvis.example')
    await assert.rejects(run(agent, offered(bronId, await own(bronId))), /row-level security/)
    const owner = await parvis.actor('admin.bron@parvis.example')
    await assert.rejects(
      run(owner, sql`update intranet.application set href = 'https://ailleurs.example/'`),
      /not of the site/,
    )
    // Whoever publishes there says for whom, never where it opens.
    const writer = await parvis.actor('marius.redaction@parvis.example')
    await assert.rejects(
      run(writer, sql`update intranet.application set href = 'http://127.0.0.1:9/ailleurs'`),
      /said by whoever administers/,
    )
    assert.equal(await run(writer, sql`update intranet.application set audience_id = audience_id`), 1)
    const theirs = await own(metropolis)
    await assert.rejects(
      run(owner, sql`update intranet.application set audience_id = ${theirs}`),
      /an audience of another authority/,
    )
    for (const actor of [agent, await parvis.actor('agent.mions@parvis.example')]) {
      assert.equal(await run(actor, sql`update intranet.application set href = href`), 0)
      assert.equal(await run(actor, sql`delete from intranet.application`), 0)
      const seen = await parvis.db.read(actor, (tx) => sql`select from intranet.application`.execute(tx.q))
      assert.equal(seen.rows.length, 0)
    }
  })

  test('out of service it is on no desk; back in service it is; changed and withdrawn by whoever administers', async () => {
    const owner = await parvis.actor('agent.bron@parvis.example')
    const count = async () => (await parvis.db.read(owner, (tx) => ownApplications(tx, 9))).length
    await parvis.db.write(system, (tx) =>
      sql`update identity.client set disabled_at = platform.now() where id = ${SITE}`.execute(tx.q),
    )
    assert.equal(await count(), 0)
    assert.match((await keeper.get(HERE)).body, /Site hors service/)
    await parvis.db.write(system, (tx) =>
      sql`update identity.client set disabled_at = null where id = ${SITE}`.execute(tx.q),
    )
    assert.equal(await count(), 1)
    // What stands at another address of the machine is followed, as the demonstration’s own site is.
    const id = Number(/applications\/(\d+)/.exec((await keeper.get(HERE)).body)?.[1])
    await parvis.db.write(system, async (tx) =>
      keepApplication(tx, {
        ...{ authorityId: bronId, clientId: SITE, href: 'http://127.0.0.1:9/entrer' },
        audienceId: (await ownAudience(tx, bronId)) ?? 0,
      }),
    )
    assert.match(await desk(bron), /127\.0\.0\.1:9\/entrer/)
    const at = `${HERE}/${id}`
    const version = hidden((await keeper.get(at)).body, 'version')
    await done(keeper, at, { href: 'http://127.0.0.1:9/connexion', audience: '1', version })
    assert.match(await desk(mions), /Congés de Bron/, 'for every agent of the territory')
    const resident = await parvis.actor('habitante@parvis.example')
    assert.equal(
      (await parvis.db.read(resident, (tx) => ownApplications(tx, 9))).length,
      0,
      'and no resident',
    )
    const stale = await keeper.post(`${at}/retrait`, { version })
    assert.equal(stale.statusCode, 409)
    await done(keeper, `${at}/retrait`, {
      version: hidden((await keeper.get(`${at}/retrait`)).body, 'version'),
    })
    assert.doesNotMatch(await desk(bron), /Mes applications<\/h2>/)
  })
})
