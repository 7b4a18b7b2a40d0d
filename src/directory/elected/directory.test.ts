// The directory of elected members and of services: one line for one person, today's seats alone, to those who are elected and no other.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { everySeat } from '#bodies'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const [PEOPLE, SERVICES] = ['/territoires/annuaire', '/territoires/annuaire/services']

const words = (body: string): string =>
  body
    .replace(/^.*<main/s, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')

describe('the directory', () => {
  let parvis: TestApp
  let mayor: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    mayor = await parvis.signedInAs('maire.bron@parvis.example')
  })
  after(() => parvis.close())

  const read = async (path: string) => {
    const { statusCode, body } = await mayor.get(path)
    assert.equal(statusCode, 200, body)
    return body
  }
  const mayorOf = async (code: string) => {
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        name: string
        id: number
      }>`select m.name, s.id from bodies.seat s join bodies.member m on m.id = s.member_id
        join territory.authority a on a.id = m.authority_id where a.code = ${code} and s.post = 'mayor'`.execute(
        tx.q,
      ),
    )
    return rows[0] ?? assert.fail(code)
  }

  test('finds who is elected elsewhere, once, with what they are there', async () => {
    const { name } = await mayorOf('69283')
    const found = words(await read(`${PEOPLE}?q=${encodeURIComponent(name)}`))
    assert.match(found, new RegExp(`${name} [^]*Maire, `))
    assert.match(found, /1 élu /)
    const own = words(await read(`${PEOPLE}?q=${encodeURIComponent((await mayorOf('69029')).name)}`))
    assert.match(own, /Maire, Conseil municipal[^]*Conseil/)
  })

  test('forgets a seat the day after its last', async () => {
    const { name, id } = await mayorOf('69266')
    const at = `${PEOPLE}?q=${encodeURIComponent(name)}`
    assert.match(words(await read(at)), /1 élu /)
    await parvis.db.write(system, (tx) =>
      sql`update bodies.seat set last_day = first_day where id = ${id}`.execute(tx.q),
    )
    assert.doesNotMatch(words(await read(at)), /Maire, /)
  })

  test('says which service does what, and how to reach it', async () => {
    const found = await read(`${SERVICES}?q=voirie`)
    assert.match(found, /href="tel:\d+"/)
    assert.match(words(found), /(Ouvert|Fermé)/)
  })

  test('is nobody’s who is not elected, by either wall', async () => {
    for (const email of ['agent.bron@parvis.example', 'habitante@parvis.example']) {
      const other = await parvis.signedInAs(email)
      for (const path of [PEOPLE, SERVICES]) assert.notEqual((await other.get(path)).statusCode, 200, path)
      assert.deepEqual(await parvis.db.read(await parvis.actor(email), everySeat), [])
    }
  })
})
