// A mandate opens no site: whoever acts for somebody signs in to sites in their own name, and shares their own values.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  ask,
  openWorld,
  OTHER,
  RESIDENT,
  signIn,
  type Site,
  type Visitor,
  type World,
} from '../world.fixture.ts'

describe('signing in to a site while acting for somebody', () => {
  let world: World
  let site: Site
  let helper: Visitor
  before(async () => {
    world = await openWorld()
    site = await world.site()
    helper = await world.browser(OTHER)
    const [made] = await world.sql<{ id: number }>(
      `insert into accounts.mandate (kind, person_id, helper_id, given_by, valid_from, valid_to, asked_at, accepted_at)
       values ('helper', $1, $2, $1, current_date - 1, current_date + 30, now(), now()) returning id`,
      [await world.personId(RESIDENT), await world.personId(OTHER)],
    )
    const page = await helper.visit('/compte/proches')
    const begun = await helper.send(page, `/compte/proches/${made?.id}/agir`)
    assert.match(begun.text, /Vous agissez pour/)
  })
  after(() => world.close())

  test('the page says in whose name, and the site learns the helper’s subject, never the person’s', async () => {
    const question = await helper.visit((await ask(world, site)).url)
    assert.equal(question.status, 200)
    assert.match(question.text, /en votre nom/)
    assert.doesNotMatch(question.text, new RegExp(RESIDENT))
    const { claims } = await signIn(world, site, helper)
    const own = await signIn(world, site, await world.browser(OTHER))
    const person = await signIn(world, site, await world.browser(RESIDENT))
    assert.equal(claims.sub, own.claims.sub)
    assert.notEqual(claims.sub, person.claims.sub)
  })

  test('it goes on acting after that', async () => {
    assert.match((await helper.visit('/compte')).text, /Vous agissez pour/)
  })
})
