// Acting asks the row of acting: whoever may read a request, and no more, takes none of its acts, by any door.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Forbidden, NotFound } from '#platform/errors.ts'
import { eventsOf } from '#platform/ledger/events.ts'
import { system } from '#platform/actor.ts'
import { territory } from '#territory'
import { workflowVersion } from '#workflows'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { requestById } from '#test/requests.ts'
import type { Sent } from '../send/submit.ts'
import { act } from './act.ts'
import type { Acts } from './acting.ts'
import { holdToAct } from './hold.ts'

const ROADS = 'voirie@parvis.example'
const DESK = 'accueil@parvis.example'
/** The commune where the place is: it reads, notes, and writes to the service. */
const COMMUNE = 'agent.bron@parvis.example'
const STRANGER = 'agent.mions@parvis.example'
const RESIDENT = 'habitante@parvis.example'

const refused = (kind: typeof Forbidden | typeof NotFound) => (error: unknown) => error instanceof kind

describe('whoever may read a request but not act on it', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  const request = async () =>
    parvis.makeRequest({ commune: '69029', residentId: (await parvis.actor(RESIDENT)).personId })

  async function hold(email: string, { ref }: Sent, as: Acts) {
    return parvis.db.write(await parvis.actor(email), (tx) => holdToAct(tx, ref, as))
  }

  /** Everything that an act could change. */
  const stateOf = ({ id }: Sent) =>
    parvis.db.read(system, async (tx) => ({
      row: await requestById(tx, id),
      events: await eventsOf(tx, 'request', id),
    }))

  const transitionsOf = (sent: Sent) =>
    parvis.db.read(system, async (tx) => {
      const row = await requestById(tx, sent.id)
      assert.ok(row)
      return (await workflowVersion(tx, row.workflowId, row.workflowVersion)).transitions.map(({ id }) => id)
    })

  /** Each act, by its own page and by the button beside another form. */
  async function triesAll(browser: TestBrowser, sent: Sent): Promise<void> {
    const asked = {
      message: 'C’est rebouché.',
      reason: 'Parc',
      explanation: 'c’est un parc.',
      date: '2026-12-15',
    }
    for (const id of await transitionsOf(sent)) {
      const taken = await browser.post(`/agents/demandes/${sent.ref}/actions/${id}`, asked)
      assert.equal(taken.statusCode, 403, id)
      const aside = await browser.post(`/agents/demandes/${sent.ref}/brouillon`, { aller: `faire/${id}` })
      assert.equal(aside.statusCode, 403, id)
      assert.equal((await browser.get(`/agents/demandes/${sent.ref}/agir/${id}`)).statusCode, 303, id)
    }
    for (const faire of ['prendre', 'affecter', 'repondre', 'programmer', 'clore']) {
      const { personId } = await parvis.actor(ROADS)
      const order = { faire, ref: sent.ref, ...asked, agent: String(personId) }
      const many = await browser.follow(await browser.post('/agents/demandes/lot', order))
      assert.match(many.body, /1\srefusée/, faire)
    }
  }

  test('the commune where the place is: no act, one by one or together; notes, yes', async () => {
    const sent = await request()
    const commune = await parvis.signedInAs(COMMUNE)
    assert.equal((await commune.get(`/agents/demandes/${sent.ref}`)).statusCode, 200)
    const before = await stateOf(sent)
    assert.equal(before.row?.handlerReadAt, null, 'its reading is not that of who handles')
    await triesAll(commune, sent)
    assert.deepEqual(await stateOf(sent), before)
    const noted = await commune.post(`/agents/demandes/${sent.ref}/notes`, { message: 'Près de l’école.' })
    assert.equal(noted.statusCode, 303)
  })

  test('the unit that handed it over: the same', async () => {
    const sent = await request()
    const targetUnitId = await parvis.db.read(system, async (tx) => {
      const place = await territory(tx)
      const bron = place.authorityByCode('69029')?.id ?? 0
      return place.unitsOf(bron).find(({ code }) => code === 'accueil')?.id ?? 0
    })
    await parvis.db.write(await parvis.actor(ROADS), (tx) =>
      act(
        tx,
        sent.ref,
        'hand_over',
        { targetUnitId, reason: 'Parc', explanation: 'c’est un parc.' },
        'agent',
      ),
    )
    const before = await stateOf(sent)
    await triesAll(await parvis.signedInAs(ROADS), sent)
    assert.deepEqual(await stateOf(sent), before)
  })

  test('the row of acting is asked before the workflow is', async () => {
    const sent = await request()
    for (const email of [ROADS, DESK]) assert.equal((await hold(email, sent, 'agent')).request.ref, sent.ref)
    await assert.rejects(hold(COMMUNE, sent, 'agent'), refused(Forbidden))
    await assert.rejects(hold(STRANGER, sent, 'agent'), refused(NotFound))
    await assert.rejects(hold(RESIDENT, sent, 'agent'), refused(NotFound))
    assert.equal((await hold(RESIDENT, sent, 'resident')).request.ref, sent.ref)
    for (const email of [ROADS, DESK, COMMUNE, STRANGER])
      await assert.rejects(hold(email, sent, 'resident'), refused(NotFound))
  })
})
