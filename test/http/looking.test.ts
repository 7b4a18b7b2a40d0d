// Every route, visited by whoever looks as somebody else: pages of the desk and of the administration, as they see them; no act, nothing
// of their own, and nothing written but who looked.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { mayEver, ownDesk } from '#platform/access.ts'
import { addressOf } from '#platform/db/table.ts'
import type { TestBrowser } from '#test/app.ts'
import { contents } from '#test/contents.ts'
import { lookingAs } from '#test/looks.ts'
import { routeCases } from '#test/route-cases.ts'
import { ACTORS, canary, makeWorld, READERS, TARGETS, type World } from '#test/world.ts'
import { houseOf } from '../../src/app.ts'

const { access, door, routes } = houseOf({ demo: true })
const OWN = ownDesk.name
const READ_ONLY = /Vous voyez Parvis comme [^,]+, en lecture seule/
const WAYS_OUT = [door.ownEyes, door.signOut].map((address) => `POST ${address}`)

/** Pages that are files: nothing is taken away under somebody’s name. */
const FILES = [
  'GET /administration/formulaires/:formulaire/fichier',
  'GET /administration/registre/export/:format',
  'GET /administration/agents/import/exemple',
  'GET /intranet/organigramme/pdf',
  'GET /agents/demandes/:ref/resume/papier',
]

/** Tables that a look writes in: what says it, and the session that is used. */
const SAYS_IT = [
  'platform.event',
  'platform.access_entry',
  'platform.chain_head',
  'accounts.session',
  'accounts.person',
]

/** Served to whoever looks, when the agent may see it: the desk and the administration. Anything else is refused to everybody who looks. */
const isServed = (route: (typeof routes)[number]) => 'get' in route && ['agent', 'admin'].includes(route.face)
const looked = routes.filter((route) => !WAYS_OUT.includes(addressOf(route)))

describe('whoever looks as somebody else', () => {
  let world: World
  before(async () => {
    world = await makeWorld()
  })
  after(() => world.parvis.close())

  for (const { viewer, agent, shown } of [
    { viewer: 'adminBron', agent: 'bron', shown: looked },
    { viewer: 'admin', agent: 'adminBron', shown: looked.filter(isServed) },
  ] as const)
    describe(`${viewer} as ${agent}`, () => {
      let looker: TestBrowser
      let csrf: string
      let held: Record<string, string>
      before(async () => {
        looker = await lookingAs(world.parvis, ACTORS[viewer], ACTORS[agent])
        csrf = await looker.csrf()
        await world.parvis.runJobs()
        held = await contents(world.parvis.ownerUrl, SAYS_IT)
      })

      for (const route of shown) {
        const name = addressOf(route)
        const others = (access[route.action] ?? []).filter(({ name }) => name !== OWN)
        const isOwn = others.length < (access[route.action]?.length ?? 0)
        it(name, async () => {
          // What an agent opens in their own name alone; not what their post opens besides.
          const isTheirs = isOwn && !mayEver(others, await world.parvis.actor(ACTORS[agent]))
          const one = routeCases[name] ?? assert.fail(name)
          // What is refused is refused before anybody asks whose it is.
          for (const target of one.each && isServed(route) ? TARGETS : (['metro'] as const)) {
            const url = one.url(world, target)
            const reply =
              'get' in route ? await looker.get(url) : await looker.post(url, one.values ?? {}, { csrf })
            const said = `${name} (${target}): ${reply.statusCode}`
            for (const thing of TARGETS)
              if (!READERS[thing].includes(agent))
                assert.ok(!reply.body.includes(canary(thing)), `${said} shows ${thing}`)
            if ('get' in route && route.face === 'machine') {
              assert.ok(reply.statusCode < 500 && !reply.body.includes(canary(target)), said)
              continue
            }
            if (!isServed(route) || isTheirs) {
              assert.equal(reply.statusCode, 403, said)
              assert.match(reply.body, READ_ONLY, said)
            } else if (!one.may(agent, target)) assert.equal(reply.statusCode, 404, said)
            else if (FILES.includes(name)) assert.match(reply.body, READ_ONLY, said)
            else assert.ok((one.statuses ?? [200]).includes(reply.statusCode), said)
          }
        })
      }

      it('sees what the agent sees, and wrote nothing but that it was seen', async () => {
        const home = await looker.get('/administration')
        if (agent === 'adminBron') {
          assert.match(home.body, /Vous voyez Parvis comme/)
          assert.match((await looker.get('/administration/agents?format=csv')).body, READ_ONLY)
        }
        for (const thing of TARGETS.filter((item) => READERS[item].includes(agent)))
          assert.match(
            (await looker.get(`/agents/demandes/${world.refs[thing]}`)).body,
            new RegExp(canary(thing)),
          )
        assert.deepEqual(await contents(world.parvis.ownerUrl, SAYS_IT), held)
      })
    })
})
