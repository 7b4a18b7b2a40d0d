// Every route, visited as every kind of person (design.md, 4): who may gets in, who may not learns nothing, nothing breaks, and no page
// writes because it is shown.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import type { LightMyRequestResponse } from 'fastify'
import { fillForm } from '#test/apply.ts'
import { pageCases, type RouteCase, routeCases } from '#test/route-cases.ts'
import { countStatements, type Statements, writing } from '#test/statements.ts'
import {
  ACTORS,
  type ActorName,
  actorNames,
  browserFor,
  canary,
  FOLLOWERS,
  makeWorld,
  READERS,
  TARGETS,
  type Target,
  type World,
} from '#test/world.ts'
import type { TestBrowser } from '#test/app.ts'
import { houseOf } from '../../src/app.ts'

/** The only GETs that leave something: what, and how many statements its transaction takes at most, with its beginning and its end. */
const LEAVES: Readonly<Record<string, { what: string; most: number }>> = {
  'GET /agents/demandes/:ref': { what: 'an entry of the resident’s journal, and that it was read', most: 6 },
  'GET /agents/demandes/lot': { what: 'an entry of each resident’s journal', most: 5 },
  'GET /fichiers/:id': { what: 'an entry of the resident’s journal', most: 6 },
  'GET /espaces/:espace/sujets/:sujet': { what: 'how far one has read', most: 6 },
  'GET /compte/donnees/effacement': { what: 'nothing: the erasure is rehearsed, and rolled back', most: 119 },
}

/** Whose address is signed: no form of ours is asked (src/digest/digest.test.ts tries them with another signature). */
const SIGNED = ['POST /courriels/fin', 'POST /courriels/forums', 'POST /courriels/espaces']

type Visit = { name: string; actor: ActorName; target: Target; case: RouteCase }

const visits: Visit[] = Object.entries(routeCases).flatMap(([name, routeCase]) =>
  actorNames.flatMap((actor) =>
    (routeCase.each ? TARGETS : (['metro'] as const)).map((target) => ({
      name,
      actor,
      target,
      case: routeCase,
    })),
  ),
)

/** Words that this person must not meet on any page. */
function hiddenFrom(actor: ActorName): string[] {
  const requests = TARGETS.filter(
    (target) => !READERS[target].includes(actor) && !FOLLOWERS[target].includes(actor),
  )
  return [...requests, ...(actor === 'habitante' ? [] : (['draft', 'kept'] as const))].map(canary)
}

/** Acts whose values may be sent again; the others lead back to their form. */
const resendable = new Set(
  houseOf({ demo: true }).routes.flatMap((route) =>
    'post' in route && route.resend ? [`POST ${route.post}`] : [],
  ),
)

const toSignIn = ({ statusCode, headers }: LightMyRequestResponse): boolean =>
  statusCode === 303 && /^\/(connexion\?suite=|suivi\?suite=%2Freprise%2F)/.test(String(headers.location))

/** Refused: nothing there, or sign in first; a script is told so plainly. */
function isRefused(reply: LightMyRequestResponse, actor: ActorName): boolean {
  return reply.statusCode === 404 || (actor === 'anonymous' && (toSignIn(reply) || reply.statusCode === 401))
}

describe('every route as every kind of person', () => {
  let world: World
  let asked: Statements
  const tokens = {} as Record<ActorName, string>
  before(async () => {
    world = await makeWorld()
    asked = await countStatements(world.parvis.db)
    for (const actor of actorNames) tokens[actor] = await world.browsers[actor].csrf()
  })
  after(async () => {
    asked.stop()
    await world.parvis.close()
  })

  async function visit({ name, actor, target, case: routeCase }: Visit): Promise<LightMyRequestResponse> {
    const url = routeCase.url(world, target)
    if (name.startsWith('GET')) return world.browsers[actor].get(url)
    const [verb = ''] = name.split(' ')
    // Of programs alone.
    if (verb !== 'POST') return world.parvis.app.inject({ method: verb as 'PUT', url })
    const browser: TestBrowser = routeCase.endsSession
      ? await browserFor(world.parvis, actor)
      : world.browsers[actor]
    return browser.post(url, routeCase.values ?? {}, routeCase.endsSession ? {} : { csrf: tokens[actor] })
  }

  it('is a world where each thing exists', () => {
    for (const value of [
      ...Object.values(world.refs),
      world.enteredRef,
      world.draft,
      world.fileId,
      world.keptId,
      world.mailId,
      world.noticeId,
      world.themeUrl,
    ])
      assert.ok(value)
  })

  // Posting first without the token: nothing may have happened when the real visits begin.
  it('takes no form without its token, and shows what was typed to whoever may send it again', async () => {
    // The token absent or wrong: neither whose thing is asked for nor who asks is looked at before it, so that each person has a part of
    // the routes, among those they may post to and among the others.
    const posts = Object.entries(pageCases).flatMap(([name, routeCase], at) => {
      if (!name.startsWith('POST') || routeCase.endsSession || SIGNED.includes(name)) return []
      const [target] = TARGETS
      const [those, others] = [true, false].map((is) =>
        actorNames.filter((actor) => routeCase.may(actor, target) === is),
      ) as [ActorName[], ActorName[]]
      const inTurn = [those, others].flatMap((list) => list.slice(at % list.length).slice(0, 1))
      return inTurn.map((actor) => ({ name, actor, target, case: routeCase }))
    })
    for (const [at, one] of posts.entries()) {
      const said = `${one.name} as ${one.actor} without token`
      if (at % 20 === 0) await forgetTries()
      const csrf = at % 2 === 0 ? '' : 'x'.repeat(43)
      const values = { ...one.case.values, remarque: 'Ce que j’ai tapé', password: 'secret-tapé' }
      const post = (headers = {}) =>
        world.browsers[one.actor].post(one.case.url(world, one.target), values, { csrf, headers })
      const unsaid = await post()
      assert.equal(unsaid.statusCode, 403, said)
      const isScript = /\/(sauver|defi|fichiers)$|^POST \/suivi\/:ref\/brouillon$/.test(one.name)
      if (!isScript) assert.match(unsaid.body, /Cette page était ouverte depuis longtemps/, said)
      const reply = await post({ 'sec-fetch-site': 'same-origin' })
      assert.ok([303, 403, 404, 410].includes(reply.statusCode), `${said}: ${reply.statusCode}`)
      if (resendable.has(one.name) && reply.statusCode === 403)
        assert.match(reply.body, /Cette page était ouverte depuis longtemps/, said)
      else if (!resendable.has(one.name)) assert.doesNotMatch(reply.body, /Ce que j’ai tapé/, said)
      for (const { body } of [unsaid, reply]) assert.doesNotMatch(body, /secret-tapé/, said)
      assert.doesNotMatch(unsaid.body, /Ce que j’ai tapé/, said)
    }
  })

  // Everybody visits from one machine, and each list is asked for as a file: what limits one visitor, one network or the work under way
  // of one person is tested elsewhere.
  const forgetTries = () =>
    world.parvis.db.write(system, async (tx) => {
      await sql`delete from platform.throttle`.execute(tx.q)
      await sql`update platform.run set state = 'stopped', ended_at = beat_at where ended_at is null and kind like 'export.%'`.execute(
        tx.q,
      )
    })

  for (const name of Object.keys(routeCases)) {
    const leaves = LEAVES[name]
    it(leaves === undefined ? name : `${name}, which leaves apart ${leaves.what}`, async () => {
      await forgetTries()
      const left: string[][] = []
      for (const one of visits.filter((item) => item.name === name)) {
        asked.said()
        await check(one)
        // What happened to something is read once, whatever the page makes of it.
        if (name.startsWith('GET'))
          assert.deepEqual(
            asked.again().filter((text) => text.includes('from platform.event ')),
            [],
          )
        if (name in pageCases && name.startsWith('GET') && one.case.may(one.actor, one.target))
          left.push(...writing(asked.said()))
      }
      if (leaves === undefined) return assert.deepEqual(left, [])
      assert.ok(left.length > 0, 'it leaves nothing any more')
      for (const said of left) assert.ok(said.length <= leaves.most, `${said.length}\n${said.join('\n')}`)
    })
  }

  async function check(one: Visit): Promise<void> {
    const reply = await visit(one)
    const said = `${one.name} (${one.target}) as ${one.actor}: ${reply.statusCode} ${String(reply.headers.location ?? '')}`
    assert.ok(reply.statusCode < 500, said)
    // A browser that begins something while it holds nothing is named anew, and its forms with it.
    if (reply.headers['set-cookie'] !== undefined) tokens[one.actor] = await world.browsers[one.actor].csrf()
    if (one.case.may(one.actor, one.target)) {
      const expected = one.case.statuses ?? [one.name.startsWith('GET') ? 200 : 422]
      assert.ok(
        expected.includes(reply.statusCode) && !toSignIn(reply),
        `${said}, expected ${expected.join(' or ')}`,
      )
    } else assert.ok(isRefused(reply, one.actor), `${said}, expected a refusal`)
    for (const word of hiddenFrom(one.actor)) assert.ok(!reply.body.includes(word), `${said} shows ${word}`)
  }

  it('shows to each person what is theirs', async () => {
    for (const target of TARGETS) {
      for (const actor of READERS[target]) {
        const { body } = await world.browsers[actor].get(`/agents/demandes/${world.refs[target]}`)
        assert.ok(body.includes(canary(target)), `${target} as ${actor}`)
      }
      for (const actor of FOLLOWERS[target]) {
        const { body } = await world.browsers[actor].get(`/suivi/${world.refs[target]}`)
        assert.ok(body.includes(canary(target)), `${target} as ${actor}`)
      }
    }
  })

  it('finds nothing for whoever may not, by the search box, the lists or the whole reference', async () => {
    for (const actor of actorNames.filter((item) => ACTORS[item] !== null)) {
      for (const target of TARGETS) {
        for (const url of [
          `/agents?q=${canary(target)}`,
          `/agents?q=${world.refs[target]}`,
          '/agents?vue=toutes',
          '/agents?vue=commune',
          '/compte',
        ]) {
          const reply = await world.browsers[actor].get(url)
          for (const word of hiddenFrom(actor).filter((item) => !url.includes(item)))
            assert.ok(!reply.body.includes(word), `${url} shows ${word} to ${actor}`)
          const mayRead = READERS[target].includes(actor)
          if (!mayRead)
            assert.notEqual(
              reply.headers.location,
              `/agents/demandes/${world.refs[target]}`,
              `${url} leads ${actor} there`,
            )
        }
      }
    }
  })

  it('deletes nobody else’s draft', async () => {
    const { draft } = await fillForm(world.browsers.habitante)
    for (const actor of actorNames.filter((item) => item !== 'habitante'))
      await world.browsers[actor].post(`/brouillons/${draft}/effacement`, {}, { csrf: tokens[actor] })
    assert.match((await world.browsers.habitante.get('/brouillons')).body, new RegExp(draft))
    await world.browsers.habitante.post(`/brouillons/${draft}/effacement`, {})
    assert.doesNotMatch((await world.browsers.habitante.get('/brouillons')).body, new RegExp(draft))
  })
})
