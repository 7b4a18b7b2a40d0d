// Every route, visited by somebody who acts for somebody else: of a resident, the requests are open, and no account, nor any desk; of an
// elected member, what their seats open, and nothing of the person.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { addressOf } from '#platform/db/table.ts'
import { actingAs, collaborate, makeMandate } from '#test/mandates.ts'
import type { TestBrowser } from '#test/app.ts'
import { routeCases } from '#test/route-cases.ts'
import { ACTORS, canary, makeWorld, TARGETS, type Target, type World } from '#test/world.ts'
import { houseOf } from '../../src/app.ts'

const { access, routes: allRoutes } = houseOf({ demo: true })

/** How each action answers a helper at work, from its relations alone. */
type Expected = 'refused' | 'absent' | 'as the person'

function expectedFor(action: string): Expected {
  const names = new Set((access[action] ?? []).map(({ name }) => name))
  // « Public » is an audience; of what the person’s posts open, a helper holds nothing (src/audiences/agreement.test.ts).
  const opens = ['anyone', 'its resident', 'signed in, or acting for somebody', 'whoever its audience holds']
  if (action === 'pass.hold') return 'as the person'
  if (opens.some((name) => names.has(name))) return 'as the person'
  return names.has('signed in') ? 'refused' : 'absent'
}

const routes = allRoutes.map((route) => ({
  name: addressOf(route),
  action: route.action,
  isScript: 'script' in route,
}))

/** Answers by the browser, not by who acts: a kept form is shown, to be sent or not. */
const BY_BROWSER = new Set(['GET /reprise/:id', 'POST /reprise/:id'])

describe('every route while acting for the resident of Lyon', () => {
  let world: World
  let mandateId: number
  let helper: TestBrowser
  let csrf: string
  before(async () => {
    world = await makeWorld()
    mandateId = await makeMandate(world.parvis, {
      person: ACTORS.habitante,
      helper: ACTORS.habitant,
      until: '2027-03-03',
    })
    helper = await actingAs(world.parvis, ACTORS.habitant, mandateId)
    csrf = await helper.csrf()
  })
  after(() => world.parvis.close())

  it('knows a case for every route, and refuses something', () => {
    assert.ok(routes.length > 100)
    for (const { name } of routes) assert.ok(routeCases[name], name)
    const refused = routes.filter(({ action }) => expectedFor(action) === 'refused')
    assert.ok(refused.length > 20, String(refused.length))
    // The account, and what puts one’s pass in a wallet or on a phone, which would outlive the mandate.
    const own = / \/(?:compte|pass\/(?:portefeuille|telephone|numeros|code-dit|jetons))(?:\/|$)/
    for (const { name } of refused) assert.match(name, own)
  })

  async function visit(name: string, target: Target) {
    const one = routeCases[name] ?? assert.fail(name)
    const url = one.url(world, target)
    if (name.startsWith('GET')) return helper.get(url)
    if (one.endsSession || name === 'POST /compte/proches/arret') {
      const other = await actingAs(world.parvis, ACTORS.habitant, mandateId)
      return other.post(url, one.values ?? {})
    }
    return helper.post(url, one.values ?? {}, { csrf })
  }

  for (const { name, action } of routes) {
    it(name, async () => {
      const one = routeCases[name] ?? assert.fail(name)
      for (const target of one.each ? TARGETS : (['metro'] as const)) {
        const reply = await visit(name, target)
        const said = `${name} (${target}, ${action}): ${reply.statusCode} ${String(reply.headers.location ?? '')}`
        assert.ok(reply.statusCode < 500, said)
        // What is the helper's own stays out of sight, and so does what is nobody's business.
        for (const word of [canary('bron'), canary('mions')]) assert.ok(!reply.body.includes(word), said)
        const expected = expectedFor(action)
        if (expected === 'refused') {
          assert.equal(reply.statusCode, 403, said)
          assert.match(reply.body, /Cette page concerne seulement Karim Bellecour/, said)
        } else if (expected === 'absent') assert.equal(reply.statusCode, 404, said)
        else if (!BY_BROWSER.has(name) && one.may('habitante', target)) {
          const statuses = one.statuses ?? [name.startsWith('GET') ? 200 : 422]
          assert.ok(statuses.includes(reply.statusCode), `${said}, expected ${statuses.join(' or ')}`)
        } else if (!BY_BROWSER.has(name)) assert.equal(reply.statusCode, 404, said)
      }
    })
  }

  it('still acts, and says so, after all that', async () => {
    const { body } = await helper.get('/compte')
    assert.match(body, /Vous agissez pour <b>/)
    assert.ok(body.includes(world.refs.metro))
  })
})

describe('every route while acting for the mayor of Bron', () => {
  const [MAYOR, CABINET] = ['maire.bron@parvis.example', 'cabinet.bron@parvis.example']
  const OWN = 'canari-elue'
  let world: World
  let mandateId: number
  let collaborator: TestBrowser
  let csrf: string
  before(async () => {
    world = await makeWorld()
    const { parvis } = world
    const { personId } = await parvis.actor(MAYOR)
    await parvis.makeRequest({ residentId: personId, name: OWN, description: OWN, commune: '69029' })
    const days = { from: '2026-11-23', until: '2027-03-03' }
    mandateId = await collaborate(parvis, { member: MAYOR, collaborator: CABINET, ...days })
    collaborator = await actingAs(parvis, CABINET, mandateId)
    csrf = await collaborator.csrf()
  })
  after(() => world.parvis.close())

  /** What anybody may send is sent in one’s own name; what everybody reads (null: as anybody), and what seats open, is read. */
  function statusesOf(name: string, action: string): readonly number[] | null {
    const relations = new Set((access[action] ?? []).map((relation) => relation.name))
    if (['POST /compte/proches/arret', 'POST /deconnexion'].includes(name)) return [303]
    if (relations.has('anyone')) return name.startsWith('GET') ? null : [403]
    // The short address of a sheet leads to what it is about.
    if (name === 'GET /affiche/:id') return [303]
    if (relations.has('whoever its audience holds')) return [200]
    // Of whoever acts, and of no thing: they stop first.
    if (name === 'GET /compte' || name === 'GET /pass/partenaire') return [403]
    // In no space; of no brochure and no offer, not found. What takes long is prepared in one's own name; an order lacks what it says.
    if (relations.has('agent or elected member, or their collaborator')) {
      if (!name.startsWith('GET')) return name.endsWith('/fichier') ? [403] : [422]
      return /:(?:brochure|offre)$/.test(name) ? [404] : [200]
    }
    // The list of the forums that the member reads; of no forum, not found.
    if (name === 'GET /intranet/forums') return [200]
    // The home of elected members, and what is beside it; of no body nor questionnaire, not found. What takes long is prepared in one’s own name.
    // Asked in the member’s name: nothing of what it asks is said; none was asked before.
    if (action === 'request.ask_in_name')
      return name.startsWith('POST') ? [422] : name.endsWith(':ref') ? [404] : [200]
    if (relations.has('elected member, or their collaborator')) {
      if (!name.startsWith('GET')) return [403]
      return /:(?:instance|questionnaire)/.test(name) ? [404] : [200]
    }
    if (relations.has('signed in, or acting for somebody')) return [303]
    // A pass is the person’s: no seat opens it.
    if (action === 'pass.hold' && name.startsWith('GET')) return name.includes(':') ? [404] : [403]
    return relations.has('signed in') ? [403] : [404]
  }

  for (const { name, action } of routes)
    it(name, async () => {
      const one = routeCases[name] ?? assert.fail(name)
      const url = one.url(world, 'bron')
      const isLast = one.endsSession || name === 'POST /compte/proches/arret'
      const browser = isLast ? await actingAs(world.parvis, CABINET, mandateId) : collaborator
      const reply = name.startsWith('GET')
        ? await browser.get(url)
        : await browser.post(url, one.values ?? {}, isLast ? {} : { csrf })
      const said = `${name} (${action}): ${reply.statusCode} ${String(reply.headers.location ?? '')}`
      assert.ok(reply.statusCode < 500 && reply.statusCode !== 401, said)
      assert.ok(statusesOf(name, action)?.includes(reply.statusCode) ?? true, said)
      for (const word of [OWN, canary('bron'), canary('mions')]) assert.ok(!reply.body.includes(word), said)
    })
})
