// What waits for a resident longer than the workflow says goes on by itself: that day and not before, with a message, once.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { requestById } from '#test/requests.ts'
import { onRequest } from '../record/queries.ts'
import { messagesOf } from '#threads'
import type { Sent } from '../send/submit.ts'
import { act } from './act.ts'
import { runTimeouts } from './timeouts.ts'

const ROADS = 'voirie@parvis.example'

describe('the end of waiting', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  async function asked(): Promise<Sent> {
    const sent = await parvis.makeRequest({ commune: '69029', email: 'temoin@courriel.example' })
    await parvis.db.write(await parvis.actor(ROADS), (tx) =>
      act(tx, sent.ref, 'ask', { message: 'À quel numéro ?' }, 'agent'),
    )
    return sent
  }
  const stateOf = ({ id }: Sent) => parvis.db.read(system, async (tx) => (await requestById(tx, id))?.state)
  const saidIn = ({ id }: Sent) => parvis.db.read(system, (tx) => messagesOf(tx, onRequest(id)))

  test('on the thirtieth day and not before; the resident is told, in the thread and by mail, once', async () => {
    const silent = await asked()
    parvis.advance({ days: 1 })
    const later = await asked()
    parvis.advance({ days: 28, hours: 23 })
    assert.equal(await runTimeouts(parvis.db), 0)
    assert.equal(await stateOf(silent), 'waiting')

    parvis.advance({ hours: 1 })
    assert.equal(await runTimeouts(parvis.db), 1)
    assert.equal(await stateOf(silent), 'unanswered')
    assert.equal(await stateOf(later), 'waiting')
    const last = (await saidIn(silent)).at(-1)
    assert.deepEqual([last?.authorKind, last?.audience], ['system', 'resident'])
    assert.equal(await runTimeouts(parvis.db), 0)
    assert.equal((await saidIn(silent)).length, 3)
  })

  test('an answer given in time is left alone', async () => {
    const sent = await asked()
    parvis.advance({ days: 29 })
    const resident = parvis.browser()
    await resident.get(`/suivi?code=${sent.code}`)
    await resident.post(`/suivi/${sent.ref}/messages`, { message: 'Au 12.' })
    parvis.advance({ days: 2 })
    await runTimeouts(parvis.db)
    assert.equal(await stateOf(sent), 'in_progress')
  })

  test('an answer that comes while others are moved is no failure; any other failure is one', async () => {
    const sent = await asked()
    parvis.advance({ days: 31 })
    const { db } = parvis
    const meanwhile = (first: () => Promise<unknown>): typeof db => ({
      ...db,
      write: async (actor, work) => {
        await first()
        return db.write(actor, work)
      },
    })
    await assert.rejects(runTimeouts(meanwhile(() => Promise.reject(new Error('away')))), /away/)
    const resident = parvis.browser()
    await resident.get(`/suivi?code=${sent.code}`)
    const answer = () => resident.post(`/suivi/${sent.ref}/messages`, { message: 'Au 12.' })
    assert.equal(await runTimeouts(meanwhile(answer)), 1)
    assert.equal(await stateOf(sent), 'in_progress')
  })
})
