// Two factors lost, through HTTP: only whoever is in charge, never at once, never unseen, and the agent may refuse.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { type Role, system } from '#platform/actor.ts'
import { type Browser, openBrowser } from '#test/account-browser.ts'
import { jobs } from '../jobs.ts'
import { insertLink } from '../federation/queries.ts'
import { openSession } from '../../people/sessions/session.ts'
import { HOUR, openSample, PASSWORD, type Sample } from '#test/accounts.ts'
import { setTotp } from '../factors/enrolment.ts'
import { addMembership } from '../../people/posts/posts.ts'

describe('two factors lost', () => {
  let world: Sample
  let app: FastifyInstance
  const ids: Record<string, number> = {}
  before(async () => {
    world = await openSample()
    app = await world.serve()
    const { roads, east, team, west, bron } = world.units
    await person('chef', roads, 'manager')
    await person('voisin', west, 'manager')
    await person('admin', west, 'admin')
    await person('etranger', bron, 'admin')
    await person('collegue', east, 'handler')
    await person('agent', team, 'handler')
  })
  after(async () => {
    await app.close()
    await world.close()
  })

  async function person(name: string, unitId: number, role: Role): Promise<void> {
    const personId = await world.person(`perdu.${name}@parvis.example`, name)
    ids[name] = personId
    await world.db.write(system, async (tx) => {
      await addMembership(tx, { personId, unitId, role, from: '2020-01-01' })
      await setTotp(tx, world.tools.config.secret, personId, 'JBSWY3DPEHPK3PXP')
    })
  }

  async function signedIn(name: string): Promise<Browser> {
    const browser = openBrowser(app)
    await browser.get('/connexion')
    const { token } = await world.db.write(system, (tx) => openSession(tx, ids[name] ?? 0, { factors: 2 }))
    browser.cookies.set('parvis_session', token)
    return browser
  }

  const ask = async (by: string, whose: string) =>
    (await signedIn(by)).post(`/compte/equipe/${ids[whose]}/reinitialisation`, {})
  const forget = async () => {
    const { rows } = await world.db.read(system, (tx) =>
      sql<{ id: number }>`select id from accounts.factor_reset`.execute(tx.q),
    )
    for (const { id } of rows)
      await jobs(world.tools.config)['accounts.forget_factors']?.(world.db, { resetId: id })
  }
  const hasFactor = async (name: string) => {
    const { rows } = await world.db.read(system, (tx) =>
      sql`select from accounts.totp where person_id = ${ids[name]}`.execute(tx.q),
    )
    return rows.length === 1
  }
  const subjects = async (name: string) =>
    (await world.mails(`perdu.${name}@parvis.example`)).map(({ subject }) => subject)

  test('nobody else may: neighbours, strangers, colleagues, oneself', async () => {
    for (const by of ['voisin', 'etranger', 'collegue', 'agent']) {
      assert.equal((await ask(by, 'agent')).status, 404, by)
      const { status, text } = await (await signedIn(by)).get('/compte/equipe')
      assert.ok(status === 404 || !text.includes('pour agent'), by)
    }
    for (const by of ['chef', 'admin']) assert.equal((await ask(by, by)).status, 404, `${by} for themselves`)
    assert.match((await (await signedIn('chef')).get('/compte/equipe')).text, /pour agent/)
  })

  test('asked for by the manager: told at once, refused with one press, and nothing happens', async () => {
    assert.equal((await ask('chef', 'agent')).to, '/compte/equipe')
    assert.equal((await ask('admin', 'agent')).status, 409)
    assert.deepEqual(await subjects('agent'), ['Vos moyens de connexion seront oubliés demain'])
    assert.deepEqual(await subjects('chef'), ['Réinitialisation demandée'])
    const link = await world.link('perdu.agent@parvis.example')
    const stranger = openBrowser(app)
    for (let scans = 0; scans < 2; scans++) assert.equal((await stranger.get(link)).status, 200)
    const jeton = new URLSearchParams(link.split('?')[1]).get('jeton') ?? ''
    assert.equal((await stranger.post('/connexion/reinitialisation', { jeton })).to, '/connexion')
    assert.equal((await stranger.post('/connexion/reinitialisation', { jeton })).status, 410)
    assert.ok((await subjects('chef')).includes('Réinitialisation annulée'))
    world.pass(25 * HOUR)
    await forget()
    assert.ok(await hasFactor('agent'))
  })

  test('done a day later and not before: sessions end, and the next sign-in needs the mail box', async () => {
    const open = await signedIn('agent')
    assert.equal((await ask('admin', 'agent')).status, 303)
    world.pass(23 * HOUR)
    await forget()
    assert.ok(await hasFactor('agent'))
    world.pass(HOUR)
    await forget()
    await forget()
    assert.equal(await hasFactor('agent'), false)
    assert.equal((await open.get('/compte/securite')).status, 303)
    assert.equal(
      (await subjects('agent')).filter((subject) => subject === 'Vos moyens de connexion sont oubliés')
        .length,
      1,
    )
    const browser = openBrowser(app)
    assert.equal(
      (await browser.post('/connexion', { email: 'perdu.agent@parvis.example', password: PASSWORD })).to,
      '/connexion/code',
    )
    assert.match((await browser.get('/connexion/code')).text, /Recevoir le lien/)
    const { rows } = await world.db.read(system, (tx) =>
      sql<{
        name: string
      }>`select name from platform.event where subject_kind = 'person' and subject_id = ${ids.agent} order by seq`.execute(
        tx.q,
      ),
    )
    assert.deepEqual(rows.map(({ name }) => name).slice(1), [
      'person.reset_asked',
      'person.reset_cancelled',
      'person.reset_asked',
      'person.factors_reset',
    ])
  })

  test('ProConnect: whoever is in charge takes the link off at once, sessions end, the agent is told', async () => {
    const personId = ids.agent ?? 0
    await world.db.write(system, (tx) =>
      insertLink(tx, {
        personId,
        provider: 'proconnect',
        issuer: 'https://proconnect.example',
        subject: 'agent',
        acr: 'eidas1',
        pivotHash: null,
        emailHash: null,
        idpId: null,
        uid: null,
        siret: null,
      }),
    )
    const unlink = async (by: string) =>
      (await signedIn(by)).post(`/compte/equipe/${personId}/proconnect`, {})
    const agent = await signedIn('agent')
    for (const name of ['voisin', 'etranger', 'collegue', 'agent'])
      assert.equal((await unlink(name)).status, 404, name)
    assert.match((await (await signedIn('chef')).get('/compte/equipe')).text, /ProConnect d’agent/)
    assert.equal((await agent.get('/compte/securite')).status, 200)
    assert.equal((await unlink('chef')).to, '/compte/equipe')
    assert.equal((await agent.get('/compte/securite')).status, 303)
    const { rows } = await world.db.read(system, (tx) =>
      sql`select from accounts.external_identity where person_id = ${personId}`.execute(tx.q),
    )
    assert.equal(rows.length, 0)
    assert.ok((await subjects('agent')).includes('ProConnect n’est plus relié à votre compte'))
    assert.equal((await unlink('chef')).status, 409)
  })
})
