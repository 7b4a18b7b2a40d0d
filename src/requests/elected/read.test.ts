// The requests of where one is elected: which authorities, in which order, what is behind the figures for whom, and what is told of few.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Actor, anonymous, type Membership, system } from '#platform/actor.ts'
import { NotFound } from '#platform/errors.ts'
import type { Context } from '#platform/http/route.ts'
import { type Authority, type Territory, territory } from '#territory'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { askedOf, behindOf, electedIn, figuresIn, HERE } from './read.ts'

const MAYOR = 'maire.bron@parvis.example'

describe('requests where one is elected', () => {
  let parvis: TestApp
  let place: Territory
  let mayor: Actor = anonymous()
  let browser: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    place = await parvis.db.read(system, territory)
    mayor = await parvis.actor(MAYOR)
    browser = await parvis.signedInAs(MAYOR)
  })
  after(() => parvis.close())

  const commune = (code: string): Authority => place.authorityByCode(code) ?? assert.fail(code)
  const context = (actor: Actor, query: Record<string, string> = {}) =>
    ({ actor, query }) as unknown as Context
  const elected = (...all: Authority[]): Actor => ({ ...anonymous(), elected: all.map(({ id }) => id) })

  test('communes by name, the metropolis last; one of them by its code, the first otherwise, and no other', async () => {
    const [bron, mions] = [commune('69029'), commune('69283')]
    const listed = async (actor: Actor) => parvis.db.read(system, (tx) => electedIn(context(actor), tx))
    const all = await listed(elected(place.metropolis, mions, bron))
    assert.deepEqual(all, [bron, mions, place.metropolis])
    assert.deepEqual(await listed(elected(mions, place.metropolis)), [mions, place.metropolis])
    assert.deepEqual(await listed(anonymous()), [])
    const { elected: _, ...nowhere } = anonymous()
    assert.deepEqual(await listed(nowhere), [])
    const asked = (code?: string, among = all) =>
      askedOf(context(mayor, code === undefined ? {} : { collectivite: code }), among)
    assert.deepEqual([asked(), asked('69283'), asked(place.metropolis.code)], [bron, mions, place.metropolis])
    assert.throws(() => asked('69266'), NotFound)
    assert.throws(() => asked(undefined, []), NotFound)
  })

  test('lists stand behind them for whoever answers for that commune as well', () => {
    const [bron, mions] = [commune('69029'), commune('69283')]
    const post = (role: Membership['role'], { id }: Authority): Actor => ({
      ...anonymous(),
      memberships: [{ role, authorityId: id, unitId: 1, commune: true, below: [1] }],
    })
    const behind = (actor: Actor, where = bron) => behindOf(context(actor), where)
    const lists = {
      open: '/agents?vue=commune',
      late: '/agents?vue=commune&delai=retard',
      own: `/agents?vue=autorite-${bron.id}`,
    }
    for (const role of ['handler', 'manager', 'reception'] as const)
      assert.deepEqual(behind(post(role, bron)), lists)
    assert.equal(behind(post('admin', bron)), null)
    assert.equal(behind(anonymous()), null)
    assert.equal(behind(post('handler', mions)), null)
    assert.equal(behind(post('handler', place.metropolis), place.metropolis), null)
  })

  test('of fewer than five nothing is told; then each theme has its figures, at home and on its page', async () => {
    const pages = async () =>
      Promise.all(['/territoires', HERE].map(async (path) => (await browser.get(path)).body))
    for (const body of await pages()) assert.match(body, /Trop peu de demandes pour être comptées/)
    for (let count = 0; count < 5; count++) await parvis.makeRequest({ commune: '69029' })
    for (const body of await pages()) {
      assert.doesNotMatch(body, /Trop peu de demandes/)
      assert.match(body, /5\ssont ouvertes/)
      assert.doesNotMatch(body, /href="\/agents/)
    }
    const figures = await parvis.db.read(mayor, (tx) => figuresIn(tx, commune('69029')))
    assert.deepEqual(
      [figures.open, figures.late, figures.themes.map(({ open, label }) => [open, label])],
      [5, 0, [[5, 'Rues et espace public']]],
    )
    const [home = ''] = await pages()
    assert.match(home, /href="\/territoires\/demandes\?collectivite=69029"/)
    assert.equal((await browser.get(`${HERE}?collectivite=69283`)).statusCode, 404)
  })

  test('elected in two places, one chooses between them; an agent elected nowhere has no such page', async () => {
    const elect = (code: string) =>
      parvis.db.write(system, ({ q }) =>
        sql`update bodies.member set person_id = (select id from accounts.person where email = 'habitant@parvis.example')
          where id = (select s.member_id from bodies.sitting(${parvis.now()}::timestamptz::date) s
            join bodies.member who on who.id = s.member_id join territory.authority a on a.id = who.authority_id
            where who.person_id is null and a.code = ${code} order by s.member_id limit 1)`.execute(q),
      )
    await elect('69283')
    const councillor = await parvis.signedInAs('habitant@parvis.example')
    const alone = (await councillor.get(HERE)).body
    assert.match(alone, /<h1>Les demandes de la Ville de Mions/)
    assert.doesNotMatch(alone, /aria-label="Collectivités"/, 'one authority needs no tabs')
    await elect('69029')
    const { body } = await councillor.get(`${HERE}?collectivite=69283`)
    assert.match(body, /aria-label="Collectivités"/)
    assert.match(body, /collectivite=69283" aria-current="true"/)
    assert.doesNotMatch(body, /collectivite=69029" aria-current/)
    const agent = await parvis.signedInAs('voirie@parvis.example')
    assert.equal((await agent.get(HERE)).statusCode, 404)
  })
})
