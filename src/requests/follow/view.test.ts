// What the page of a request says to its resident, read at once: whom it may be attached by, who has it, what is asked and may be written.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Actor, anonymous, system } from '#platform/actor.ts'
import { NotFound } from '#platform/errors.ts'
import { addDays, territory } from '#territory'
import { act } from '../act/act.ts'
import type { Sent } from '../send/submit.ts'
import { openFollowing } from './following.fixture.ts'
import { attachRequest, rateRequest } from './follow.ts'
import { followView } from './view.ts'

const EMAIL = 'habitante@parvis.example'

describe('a request as its resident follows it', () => {
  const world = openFollowing()
  const view = (by: Actor, { ref }: Pick<Sent, 'ref'>) =>
    world.parvis.db.read(by, (tx) => followView(tx, ref))
  const holder = ({ id }: Sent, who: Actor = anonymous()): Actor => ({ ...who, codes: [id] })
  const asResident = async ({ ref }: Sent, transition: string, input: Parameters<typeof act>[3]) =>
    world.parvis.db.write(await world.parvis.actor(EMAIL), (tx) =>
      act(tx, ref, transition, input, 'resident'),
    )

  test('it is attached by whoever proved its code, to the account of its address, once, when it is nobody’s', async () => {
    const owner = await world.parvis.actor(EMAIL)
    const other = await world.parvis.actor('habitant@parvis.example')
    const mine = await world.parvis.makeRequest({ email: EMAIL.toUpperCase() })
    const silent = await world.parvis.makeRequest({ email: null })
    const attach = (by: Actor, { ref }: Sent) => world.parvis.db.write(by, (tx) => attachRequest(tx, ref))
    // The second wall finds codes by the visitor: here the system’s own eyes, with what somebody proved.
    const offered = async (by: Actor, sent: Sent) =>
      (await view({ ...system, ...by, kind: 'system' } as Actor, sent)).attach
    assert.equal(await offered(holder(mine), mine), 'signIn')
    assert.equal(await offered(holder(mine, owner), mine), 'now')
    assert.equal(await offered(owner, mine), null, 'without its code')
    assert.equal(await offered(holder(silent, owner), silent), null, 'it has no address')
    await assert.rejects(view(other, mine), NotFound)
    await assert.rejects(attach(owner, mine), NotFound)
    const browser = await world.parvis.signedInAs(EMAIL)
    await browser.get(`/suivi?code=${mine.code}`)
    assert.equal((await browser.post(`/suivi/${mine.ref}/rattacher`, {})).statusCode, 303)
    assert.equal((await world.rowOf(mine)).residentId, owner.personId)
    assert.equal(await offered(holder(mine, owner), mine), null, 'it is somebody’s')
    assert.equal((await view(owner, mine)).ref, mine.ref)
    const theirs = await world.parvis.signedInAs('habitant@parvis.example')
    await theirs.get(`/suivi?code=${mine.code}`)
    assert.equal((await theirs.post(`/suivi/${mine.ref}/rattacher`, {})).statusCode, 422)
    assert.equal((await world.rowOf(mine)).residentId, owner.personId)
  })

  test('what it says follows each act: who has it, the question, what may be written and until when, the opinion', async () => {
    const owner = await world.parvis.actor(EMAIL)
    const residentId = owner.personId
    const place = await world.parvis.db.read(system, territory)
    const sent = await world.parvis.makeRequest({ residentId, email: EMAIL })
    const first = await view(owner, sent)
    const { unitId, authorityId, routing } = await world.rowOf(sent)
    assert.deepEqual(
      [
        first.service.authority,
        first.service.moved,
        first.question,
        first.rating,
        first.missed,
        first.takenUp,
      ],
      [place.authority(authorityId).name, false, null, null, null, null],
    )
    assert.deepEqual(
      [first.sentFor, first.receipt, first.draft, routing.unitId],
      [null, null, undefined, unitId],
    )
    assert.deepEqual([first.writing?.reopens, first.writing?.until], [false, null])
    assert.ok(first.acts.every(({ id }) => id !== first.writing?.transition.id))
    assert.deepEqual(
      first.messages.map(({ unit, byHelper }) => [unit, byHelper]),
      [[null, false]],
    )

    await world.agentActs(sent.ref, 'ask', { message: 'À quel numéro ?' })
    const asked = await view(owner, sent)
    assert.equal(asked.question?.body, 'À quel numéro ?')
    assert.deepEqual(asked.messages.at(-1)?.unit, place.unit(unitId).name)
    const answer = asked.writing?.transition.id ?? assert.fail()
    await asResident(sent, answer, { message: 'Au 12.' })
    assert.equal((await view(owner, sent)).question, null)
    const rate = () => world.parvis.db.write(owner, (tx) => rateRequest(tx, sent.ref, 'good'))
    await assert.rejects(rate(), /quand la demande sera terminée/)

    await world.agentActs(sent.ref, 'close', { message: 'C’est réparé.' })
    const closed = await view(owner, sent)
    assert.deepEqual([closed.rating, closed.missed, closed.writing?.reopens], [{ score: null }, null, true])
    const until = closed.writing?.until ?? assert.fail()
    const today = world.parvis.now().toISOString().slice(0, 10)
    const days = closed.writing?.transition.withinDays ?? assert.fail()
    assert.equal(until, addDays(today, days))
    await rate()
    assert.deepEqual((await view(owner, sent)).rating, { score: 'good' })
    world.parvis.advance({ days: days + 1 })
    const late = await view(owner, sent)
    assert.deepEqual([late.writing, late.missed], [null, { day: until, slug: 'signaler-un-nid-de-poule' }])
  })

  test('what its resident withdrew asks for no opinion', async () => {
    const owner = await world.parvis.actor(EMAIL)
    const sent = await world.parvis.makeRequest({ residentId: owner.personId, email: EMAIL })
    await asResident(sent, 'cancel', {})
    assert.deepEqual((await view(owner, sent)).rating, null)
  })
})
