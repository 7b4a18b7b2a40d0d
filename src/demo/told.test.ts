// What people of the demonstration were told lately is read and unread, by the same jobs as ever; the lead has chosen.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { anonymous, system } from '#platform/actor.ts'
import { openDatabase } from '#platform/db/db.ts'
import { act } from '#requests'
import { say } from '#threads'
import { createTestApp, type TestApp } from '#test/app.ts'
import { tellPeople } from './told.ts'

const [RESIDENT, AGENT, LEAD] = [
  'habitante@parvis.example',
  'voirie@parvis.example',
  'chef.voirie@parvis.example',
]

describe('what the people of the demonstration were told', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
    const { personId } = await parvis.actor(RESIDENT)
    for (const [residentId, takes] of [
      [personId, AGENT],
      [null, LEAD],
      [null, AGENT],
      [null, LEAD],
      [null, AGENT],
    ] as const) {
      const { ref } = await parvis.makeRequest({ commune: '69029', residentId })
      const actor = await parvis.actor(takes)
      await parvis.db.write(actor, (tx) => act(tx, ref, 'take', {}, 'agent'))
    }
    parvis.advance({ days: 4 })
    // As the demonstration is told: only the system says when things happened.
    const url = parvis.systemUrl
    const db = openDatabase({ web: url, system: url }, parvis.now, { effects: parvis.house.effects }, 3)
    await tellPeople(db, parvis.config, parvis.house).finally(() => db.close())
  })
  after(() => parvis.close())

  const toldTo = (email: string) =>
    parvis.db.read(system, async (tx) => {
      const { rows } = await sql<{ kind: string; isRead: boolean }>`
        select n.kind, n.read_at is not null as "isRead" from notices.notice n join accounts.person p on p.id = n.person_id
        where p.email = ${email} order by n.created_at`.execute(tx.q)
      return rows
    })

  test('a resident, an agent and their lead: old ones are read, new ones wait', async () => {
    assert.deepEqual(await toldTo(RESIDENT), [{ kind: 'requests.receipt', isRead: true }])
    assert.deepEqual(await toldTo(AGENT), [
      { kind: 'requests.assigned', isRead: false },
      { kind: 'requests.assigned', isRead: false },
    ])
    assert.deepEqual(await toldTo(LEAD), [
      { kind: 'requests.assigned', isRead: true },
      { kind: 'requests.assigned', isRead: false },
    ])
  })

  test('a message that the system tells bears the name of whoever spoke', async () => {
    const url = parvis.systemUrl
    const db = openDatabase({ web: url, system: url }, parvis.now, {}, 1)
    const { id } = await parvis.makeRequest({ commune: '69029', name: 'Lucie Morandat' })
    const said = { authorId: null, audience: 'resident', unitId: null, body: 'Bonjour.' } as const
    const roads = await parvis.actor(AGENT)
    await db
      .write(anonymous(), (tx) => say(tx, { kind: 'request', id }, { ...said, authorKind: 'resident' }))
      .then(() =>
        db.write(roads, (tx) =>
          say(tx, { kind: 'request', id }, { ...said, authorKind: 'agent', authorId: roads.personId }),
        ),
      )
      .finally(() => db.close())
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ name: string }>`select author_label as name from threads.message
        where subject_id = ${id} and body = 'Bonjour.' order by id`.execute(tx.q),
    )
    assert.deepEqual(
      rows.map(({ name }) => name),
      ['Lucie Morandat', roads.label],
    )
  })

  test('the lead reads some kinds in the list alone, and is left alone at night', async () => {
    const { body } = await (await parvis.signedInAs(LEAD)).get('/agents/notifications/choix')
    assert.match(body, /value="requests\.assigned" checked/)
    assert.doesNotMatch(body, /value="requests\.(?:news|word)" checked/)
    assert.match(body, /name="calme"[^>]* checked/)
  })
})
