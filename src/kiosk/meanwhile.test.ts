// Kiosks under several hands at once: a printed code serves once, digits that change close at once, a number is somebody’s alone.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { actorOfPerson } from '#people'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const [KEEPER, BRON, MIONS] = [
  'admin.bron@parvis.example',
  'agent.bron@parvis.example',
  'agent.mions@parvis.example',
]
const NUMBER = '40812'

describe('kiosks under several hands', () => {
  let parvis: TestApp
  let keeper: TestBrowser
  let authority = 0
  before(async () => {
    parvis = await createTestApp()
    keeper = await parvis.signedInAs(KEEPER)
    authority = (await parvis.actor(KEEPER)).memberships[0]?.authorityId ?? 0
  })
  after(() => parvis.close())

  async function opened(place: string): Promise<TestBrowser> {
    const made = await keeper.post('/administration/bornes/nouvelle', { place, authority: String(authority) })
    const code = /data-text="([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})"/.exec(made.body)?.[1] ?? assert.fail(made.body)
    const browser = parvis.browser()
    assert.equal((await browser.post('/kiosque/ouvrir', { code })).statusCode, 303)
    await browser.get('/kiosque')
    return browser
  }
  async function given(): Promise<string> {
    const { personId } = await parvis.actor(BRON)
    const { body } = await keeper.post(`/compte/borne/equipe/${personId}`, { numero: NUMBER })
    return /premier accès<\/dt><dd><b class="code">([\d\u00a0]+)</.exec(body)?.[1] ?? assert.fail(body)
  }

  /** Each has judged what it was given before any writes. */
  const atOnce = async <T>(begin: () => Promise<T>[]): Promise<T[]> => {
    const begun = await parvis.db.write(system, async (tx) => {
      await sql`select from kiosk.access where badge = ${NUMBER} for update`.execute(tx.q)
      const acts = begin()
      for (let waiting = 0; waiting < acts.length; ) {
        await setTimeout(20)
        const { rows } = await sql<{
          n: number
        }>`select count(*)::int as n from pg_locks where not granted`.execute(tx.q)
        waiting = rows[0]?.n ?? 0
      }
      return { acts }
    })
    return Promise.all(begun.acts)
  }

  test('a printed code that is typed twice at once chooses the digits once', async () => {
    const devices = [await opened('Garage'), await opened('Atelier'), await opened('Serres')]
    const unique = await given()
    const replies = await atOnce(() =>
      devices.map((device, at) => {
        const code = `61840${at + 2}`
        return device.post('/kiosque/premier', { numero: NUMBER, unique, code, encore: code })
      }),
    )
    assert.deepEqual(
      replies.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b),
      [303, 422, 422],
    )
    const winner = replies.findIndex(({ statusCode }) => statusCode === 303)
    parvis.advance({ minutes: 5 })
    const [device = assert.fail()] = devices
    const enter = (code: string) => device.post('/kiosque/entrer', { numero: NUMBER, code })
    assert.equal((await enter(`61840${winner + 2}`)).statusCode, 303)
    assert.equal((await enter(`61840${((winner + 1) % 3) + 2}`)).statusCode, 422)
  })

  test('whoever tries a number without end keeps nobody out: another code is typed at once', async () => {
    keeper = await parvis.signedInAs(KEEPER)
    const device = await opened('Dépôt')
    await given()
    const wrong = () => device.post('/kiosque/entrer', { numero: NUMBER, code: '914730' })
    for (let at = 0; at < 14; at += 1) {
      parvis.advance({ minutes: 30 })
      assert.equal((await wrong()).statusCode, 422)
    }
    parvis.advance({ minutes: 2 })
    assert.equal((await wrong()).statusCode, 429, 'many minutes, for whoever has the number too')
    keeper = await parvis.signedInAs(KEEPER)
    const unique = await given()
    const first = await device.post('/kiosque/premier', {
      ...{ numero: NUMBER, unique, code: '618402', encore: '618402' },
    })
    assert.equal(first.statusCode, 303)
  })

  test('a code opens kiosks of the authority of whoever gives it, to somebody who works in two', async () => {
    const { personId, memberships } = await parvis.actor(MIONS)
    const unitId = (await parvis.actor(BRON)).memberships[0]?.unitId
    await parvis.db.write(system, (tx) =>
      sql`insert into accounts.membership (person_id, unit_id, role, valid_from) values (${personId}, ${unitId}, 'handler', current_date - 30)`.execute(
        tx.q,
      ),
    )
    const reply = await keeper.post(`/compte/borne/equipe/${personId}`, { numero: '55 120' })
    assert.equal(reply.statusCode, 200, reply.body)
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ at: number }>`select authority_id as at from kiosk.access where person_id = ${personId}`.execute(
        tx.q,
      ),
    )
    assert.notEqual(memberships[0]?.authorityId, authority)
    assert.equal(rows[0]?.at, authority)
  })

  test('a number that two agents are given at once is of one of them, the other is told', async () => {
    const { body } = await keeper.get('/compte/borne/equipe')
    const named = [...body.matchAll(/href="\/compte\/borne\/equipe\/(\d+)"/g)].map(([, id]) => Number(id))
    // Those who are elected are named there too, and have no post.
    const team = await parvis.db.read(system, async (tx) => {
      const actors = []
      for (const id of named) actors.push({ id, actor: await actorOfPerson(tx, id) })
      const posted = actors.filter(({ actor }) => (actor?.memberships.length ?? 0) > 0)
      return posted.map(({ id }) => id).slice(0, 2)
    })
    assert.equal(team.length, 2)
    const replies = await Promise.all(
      team.map((id) => keeper.post(`/compte/borne/equipe/${id}`, { numero: '77 120' })),
    )
    assert.deepEqual(
      replies.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b),
      [200, 422],
    )
  })
})
