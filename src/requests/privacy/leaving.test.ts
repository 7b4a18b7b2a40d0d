// An authority has left: its closed requests lose whoever wrote them, so many at once; those that are open keep it back.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Actor, anonymous, system } from '#platform/actor.ts'
import { territory } from '#territory'
import { messagesOf } from '#threads'
import { createTestApp, type TestApp } from '#test/app.ts'
import { requestById } from '#test/requests.ts'
import { act } from '../act/act.ts'
import { onRequest } from '../record/queries.ts'
import type { Sent } from '../send/submit.ts'
import { closedRequests } from './leaving.ts'

describe('requests of an authority that has left', () => {
  let parvis: TestApp
  let agent: Actor = anonymous()
  let metropolis = 0
  before(async () => {
    parvis = await createTestApp()
    agent = await parvis.actor('voirie@parvis.example')
    metropolis = (await parvis.db.read(system, territory)).metropolis.id
  })
  after(() => parvis.close())
  const counts = () => parvis.db.read(system, (tx) => closedRequests.count(tx, metropolis))
  const hindered = () => parvis.db.read(system, async (tx) => closedRequests.hindered?.(tx, metropolis))
  const erase = (most: number) => parvis.db.write(system, (tx) => closedRequests.erase(tx, metropolis, most))
  const close = ({ ref }: Sent) =>
    parvis.db.write(agent, (tx) => act(tx, ref, 'close', { message: 'C’est réparé.' }, 'agent'))
  const said = (requests: number, messages: number, files = 0) => ({
    ...{ 'Demandes, rendues anonymes': requests, 'Messages et notes': messages, 'Fichiers joints': files },
  })

  test('what is open is said, one or several; what is closed is counted with what was said of it', async () => {
    assert.deepEqual([await counts(), await hindered(), await erase(5)], [said(0, 0), null, {}])
    const sent = []
    for (const name of ['Zoé Canari', 'Ivan Merle', 'Lou Pinson'])
      sent.push(await parvis.makeRequest({ name }))
    assert.match((await hindered()) ?? '', /^3\sdemandes sont encore ouvertes à la commune/)
    assert.deepEqual(await counts(), said(0, 0))
    const [first, second, third] = sent
    assert.ok(first && second && third)
    await close(first)
    await close(second)
    assert.match((await hindered()) ?? '', /^1\sdemande est encore ouverte à la commune/)
    const { 'Messages et notes': messages = 0 } = await counts()
    assert.deepEqual(await counts(), said(2, messages))
    assert.ok(messages >= 2)
    assert.deepEqual(
      [await erase(1), await erase(5), await erase(5)],
      [said(1, messages / 2), said(1, messages / 2), {}],
    )
    assert.deepEqual(await counts(), said(0, 0))
    const read = ({ id }: Sent) => parvis.db.read(system, (tx) => requestById(tx, id))
    const [gone, kept] = [await read(first), await read(third)]
    assert.deepEqual(
      [gone?.contactName, gone?.contactEmail, gone?.residentId, gone?.placeAddress],
      ['Personne anonymisée', null, null, ''],
    )
    assert.match(gone?.description ?? '', /^Texte effacé/)
    assert.equal(kept?.contactName, 'Lou Pinson', 'what is open keeps who asked')
    const thread = await parvis.db.read(system, (tx) => messagesOf(tx, onRequest(first.id)))
    assert.ok(thread.length > 0 && thread.every(({ body }) => !body.includes('réparé')))
    const { rows } = await parvis.db.read(system, ({ q }) =>
      sql`select from requests.tracking where request_id = any (${[first.id, second.id]}::bigint[])`.execute(
        q,
      ),
    )
    assert.deepEqual(rows, [], 'no code opens it any more')
    await close(third)
    assert.equal(await hindered(), null)
  })
})
