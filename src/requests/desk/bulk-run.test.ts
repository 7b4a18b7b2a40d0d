// The same act on more requests than one waits for: long work, a line for each that could not be done, nothing said twice.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import { system } from '#platform/actor.ts'
import { NotFound } from '#platform/errors.ts'
import { runById } from '#platform/runs/queries.ts'
import { jobsOf } from '../../app.ts'
import type { Sent } from '../send/submit.ts'
import { BULK } from './bulk-run.ts'
import { openDesk, ROADS } from './desk.fixture.ts'

const MANY = 25

describe('an act on many requests', () => {
  const world = openDesk()
  const sent: Sent[] = []
  const runOf = (headers: { location?: string | undefined }) =>
    Number(/^\/agents\/travaux\/(\d+)$/.exec(String(headers.location))?.[1] ?? assert.fail(headers.location))
  const counted = (id: number) => world.parvis.db.read(system, async (tx) => (await runById(tx, id))?.done)

  test('on the whole list, beyond its page, is long work; what refuses is said, and the rest is done', async () => {
    const agent = await world.parvis.signedInAs(ROADS)
    for (let made = 0; made < MANY; made += 1) sent.push(await world.parvis.makeRequest({ commune: '69029' }))
    const list = (await agent.get('/agents?vue=affecter')).body
    assert.match(list, /name="tout" value="oui"> Toute la liste, 25.demandes/)
    const { personId } = await world.parvis.actor(ROADS)
    const order = { faire: 'affecter', agent: String(personId), tout: 'oui', retour: 'vue=affecter' }
    const { headers } = await agent.post('/agents/demandes/lot', order)
    const [first] = sent
    await world.agentActs(ROADS, first?.ref ?? '', 'close', { message: 'C’est réparé.' })
    await world.parvis.runJobs()
    const { body } = await agent.get(`/agents/travaux/${runOf(headers)}`)
    assert.match(body, /<h1>Affecter 25.demandes<\/h1>/)
    assert.match(body, /25.demandes sur 25<\/b>, 1.à relire/)
    assert.ok(
      body.includes(
        `<a href="/agents/demandes/${first?.ref}">${first?.ref}\u00a0: laissée, elle est «\u00a0Close\u00a0», cette action n’y est pas possible`,
      ),
      body,
    )
    for (const one of sent.slice(1)) assert.equal((await world.rowOf(one)).assigneeId, personId)
  })

  test('sent twice, or stopped in the middle, writes once to each person', async () => {
    const agent = await world.parvis.signedInAs(ROADS)
    const refs = sent.slice(1).map(({ ref }) => ref)
    const order = {
      faire: 'repondre',
      ref: refs,
      message: 'Votre demande {numéro} avance.',
      once: randomUUID(),
    }
    const id = runOf((await agent.post('/agents/demandes/lot', order)).headers)
    assert.equal(runOf((await agent.post('/agents/demandes/lot', order)).headers), id)
    const step = jobsOf(world.parvis.config, world.parvis.house)['runs.step'] ?? assert.fail()
    // The program goes away after eight steps: what it had in hand is lost.
    let left = 8
    const { db } = world.parvis
    const dying: typeof db = {
      ...db,
      write: (actor, work) =>
        db.write(actor, async (tx) => {
          const done = await work(tx)
          if (actor.kind === 'agent' && (left -= 1) < 0) throw new Error('killed')
          return done
        }),
    }
    await assert.rejects(step(dying, { runId: id }), /killed/)
    assert.equal(await counted(id), 8)
    await Promise.all([step(db, { runId: id }), step(db, { runId: id })])
    await world.parvis.runJobs()
    assert.equal(await counted(id), refs.length)
    for (const one of sent.slice(1)) {
      const said = (await world.messagesFor(one)).filter(
        ({ body }) => body === `Votre demande ${one.ref} avance.`,
      )
      assert.equal(said.length, 1, one.ref)
    }
  })

  test('on a list too long to be read before one writes, changes nothing and says so', async () => {
    const agent = await world.parvis.signedInAs(ROADS)
    for (let made = 0; made < 80; made += 1) await world.parvis.makeRequest({ commune: '69029' })
    const asked = await agent.post('/agents/demandes/lot', {
      faire: 'repondre',
      tout: 'oui',
      retour: 'vue=toutes',
    })
    assert.match((await agent.follow(asked)).body, /plus de 100.demandes/)
  })

  test('each step says whom no mail reaches, what it left and why, and which is next', async () => {
    const [reached, silent] = [
      await world.parvis.makeRequest({ commune: '69029' }),
      await world.parvis.makeRequest({ commune: '69029', email: null }),
    ]
    const agent = await world.parvis.actor(ROADS)
    const refs = [reached.ref, silent.ref]
    const step = (kind: 'repondre' | 'noter', at: number | null) =>
      world.parvis.db.write(agent, (tx) =>
        BULK.step(
          tx,
          { refs, order: { kind, message: 'Nous passons.', once: randomUUID() } } as never,
          at,
          undefined,
        ),
      )
    const untold = {
      sentence: `${silent.ref}\u00a0: la personne est à prévenir autrement, sans adresse e-mail.`,
      ...{ isProblem: true, href: `/agents/demandes/${silent.ref}` },
    }
    assert.deepEqual(await step('repondre', null), { next: 1, done: 1, lines: [] })
    assert.deepEqual(await step('repondre', 1), { next: null, done: 1, lines: [untold] })
    assert.deepEqual(await step('noter', 1), { next: null, done: 1, lines: [] }, 'a note tells nobody')
    const left = BULK.refused?.({ refs } as never, null, new NotFound())
    assert.deepEqual(
      [left?.next, left?.done, left?.lines?.[0]?.href],
      [1, 1, `/agents/demandes/${reached.ref}`],
    )
    assert.ok(left?.lines?.[0]?.sentence.startsWith(`${reached.ref}\u00a0: laissée, `))
  })
})
