// The pass on paper: each square is read by a camera, good at its own partner alone, and shares nothing with the others; stopped, it is dead.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { textOfPdf } from '#test/pdf.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { openDoor } from '#test/doors.ts'
import { openPool, type TestPartner } from '#test/pass.ts'
import { squaresOf } from '#test/squares.ts'
import { supportsOf } from '../record/passes.ts'
import { readPresented } from '../token/present.ts'

const [LUCETTE, KARIM] = ['habitante@parvis.example', 'habitant@parvis.example']
describe('the pass on paper', () => {
  let parvis: TestApp
  let pools: TestPartner[]
  let lucette: TestBrowser
  let personId = 0
  before(async () => {
    parvis = await createTestApp()
    const opened = { by: 'admin@parvis.example', managedBy: KARIM }
    const first = await openPool(parvis, opened)
    await run(sql`update pass.partner set name = 'Un stade' where id = ${first.partner}`)
    pools = [first, await openPool(parvis, opened)]
    lucette = await parvis.signedInAs(LUCETTE)
    personId = (await parvis.actor(LUCETTE)).personId ?? 0
  })
  after(() => parvis.close())

  const run = async <T>(statement: ReturnType<typeof sql<T>>): Promise<T[]> =>
    (await parvis.db.write(system, (tx) => statement.execute(tx.q))).rows
  const passId = async () =>
    (await run<{ id: number }>(sql`select id from pass.pass where person_id = ${personId}`))[0]?.id ?? 0
  const papers = async () => {
    const id = await passId()
    const all = await parvis.db.read(system, (tx) => supportsOf(tx, id))
    return all.filter(({ kind, endedAt }) => kind === 'paper' && endedAt === null)
  }

  test('says why when nothing opens on paper', async () => {
    await lucette.post('/pass/ouvrir', { pour: String(personId) })
    const reply = await lucette.post('/pass/papier', {})
    assert.equal(reply.statusCode, 409)
    assert.match(reply.body, /Rien de ce que ce pass ouvre ne se montre sur papier/)
    assert.equal((await papers()).length, 0)
  })

  test('bears one square for each partner, with words; nothing in one is in the other; a door takes its own', async () => {
    for (const { partner } of pools) {
      const [made] = await run<{
        id: number
      }>(sql`insert into pass.product (partner_id, sector, name, kind, months, alone, on_paper, since)
        values (${partner}, 'sport', 'Entrée libre', 'entry', 12, 0, true, '2026-01-01') returning id`)
      assert.equal((await lucette.post(`/pass/droits/${made?.id}`, {})).statusCode, 303)
    }
    const reply = await lucette.post('/pass/papier', {})
    assert.equal(reply.statusCode, 200)
    const text = textOfPdf(reply.rawPayload)
      .pages.join(' ')
      .replaceAll(/[\s\u00a0\u202f]+/g, ' ')
    assert.match(text, /Pass de Lucette Morandat/)
    assert.match(text, /Une piscine, sport et loisirs ?Entrée libre, jusqu’au 22 novembre 2027/)
    const squares = await squaresOf(reply.rawPayload)
    assert.equal(squares.length, 2)
    const claims = squares.map((square) => readPresented(square)?.token.claims ?? assert.fail(square))
    const [one, two] = claims
    assert.deepEqual(
      new Set(claims.map(({ audience }) => audience.partner)),
      new Set(pools.map(({ partner }) => `p${partner}`)),
    )
    assert.ok(claims.every(({ holder }) => holder === null))
    assert.notDeepEqual(one?.value, two?.value)
    assert.notDeepEqual(one?.id, two?.id)
    const [pool] = pools
    const door = await openDoor(parvis, pool ?? assert.fail('opened'))
    const own = claims.findIndex(({ audience }) => audience.partner === `p${pool?.partner}`)
    assert.equal((await door.check(1, squares[own] ?? '')).json.result, 'ok')
    assert.equal((await door.check(2, squares[1 - own] ?? '')).json.result, 'elsewhere')
    parvis.advance({ hours: 1 })
    assert.equal((await door.check(3, squares[own] ?? '')).json.result, 'ok', 'shown again at another visit')
    parvis.advance({ hours: 1 })
    await lucette.post('/pass/papier', {})
    const [paper, ...others] = await papers()
    assert.equal(others.length, 0, 'printed again, it is the same')
    assert.match((await lucette.get('/pass')).body, /Le même papier/)
    await lucette.post(`/pass/supports/${paper?.id}`, {})
    assert.equal((await door.check(4, squares[own] ?? '')).json.result, 'stopped')
  })
})
