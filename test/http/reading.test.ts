// Every route, visited by agents of a commune whose agreement has ended: what they read stays, no act is taken, nothing is written.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { system } from '#platform/actor.ts'
import { addressOf } from '#platform/db/table.ts'
import { open } from '#settings'
import { addDays, territory } from '#territory'
import type { TestBrowser } from '#test/app.ts'
import { contents } from '#test/contents.ts'
import { routeCases } from '#test/route-cases.ts'
import { browserFor, makeWorld, TARGETS, type World } from '#test/world.ts'
import { houseOf } from '../../src/app.ts'

const { access, routes } = houseOf({ demo: true })
const READ_ONLY = /La convention (de la|de) .+ a pris fin le .+ vous lisez tout et ne changez rien/

/** What being read leaves: the session that is used, and who opened what. */
const LEFT = [
  'accounts.session',
  'accounts.person',
  'platform.access_entry',
  'platform.event',
  'platform.chain_head',
]

describe('every route, read in the thirty days after an agreement', () => {
  let world: World
  let held: Record<string, string>
  const browsers = {} as Record<'bron' | 'adminBron', TestBrowser>
  const tokens = {} as Record<'bron' | 'adminBron', string>
  before(async () => {
    world = await makeWorld()
    const { parvis } = world
    await parvis.db.write(system, async (tx) => {
      const authorityId = (await territory(tx)).authorityByCode('69029')?.id ?? assert.fail()
      const today = parvis.now().toISOString().slice(0, 10)
      const days = { from: addDays(today, -400), to: addDays(today, -5) }
      await open(tx, { source: 'agreement:1', authorityId }, [{ feature: 'requests.desk', ...days }])
    })
    for (const agent of ['bron', 'adminBron'] as const) {
      browsers[agent] = await browserFor(parvis, agent)
      tokens[agent] = await browsers[agent].csrf()
    }
    await parvis.runJobs()
    held = await contents(parvis.ownerUrl, LEFT)
  })
  after(() => world.parvis.close())

  for (const route of routes) {
    if (!['agent', 'admin'].includes(route.face)) continue
    const name = addressOf(route)
    const relations = new Set((access[route.action] ?? []).map((relation) => relation.name))
    // What was told to an agent is theirs to put away.
    if (!('get' in route) && relations.has('agent, in their own name')) continue
    it(name, async () => {
      const one = routeCases[name] ?? assert.fail(name)
      for (const agent of ['bron', 'adminBron'] as const)
        for (const target of one.each ? TARGETS : (['metro'] as const)) {
          const url = one.url(world, target)
          const said = `${name} (${agent}, ${target})`
          if ('get' in route) {
            const { statusCode, body } = await browsers[agent].get(url)
            const open = route.leadsToAct === true ? [403] : (one.statuses ?? [200])
            // As for a post: whoever only reads may be stopped before the thing is looked for, whether there is one or not.
            const hidden = route.leadsToAct === true ? [403, 404] : [404]
            const expected = one.may(agent, target) ? open : hidden
            assert.ok(expected.includes(statusCode), `${said}: ${statusCode}`)
            if (route.leadsToAct === true && statusCode === 403) assert.match(body, READ_ONLY, said)
            continue
          }
          const reply = await browsers[agent].post(url, one.values ?? {}, { csrf: tokens[agent] })
          if (one.may(agent, target)) assert.match(reply.body, READ_ONLY, said)
          assert.ok([403, 404].includes(reply.statusCode), `${said}: ${reply.statusCode}`)
        }
    })
  }

  it('wrote nothing but who opened what', async () => {
    assert.deepEqual(await contents(world.parvis.ownerUrl, LEFT), held)
  })
})
