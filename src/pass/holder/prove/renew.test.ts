// A right that ends within a month, through HTTP: renewed in one touch when it is free and still theirs, once; else it says what lacks or where.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { recordValue } from '#people'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { openPool, type TestPartner } from '#test/pass.ts'

const LUCETTE = 'habitante@parvis.example'
const said = (body: string): string =>
  body
    .slice(Math.max(0, body.indexOf('<main')))
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/&nbsp;|[\s\u00a0\u202f]+/g, ' ')

describe('a right that ends', () => {
  let parvis: TestApp
  let pool: TestPartner
  let lucette: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    pool = await openPool(parvis, { by: 'admin@parvis.example', managedBy: 'habitant@parvis.example' })
    lucette = await parvis.signedInAs(LUCETTE)
    const { personId } = await parvis.actor(LUCETTE)
    await lucette.post('/pass/ouvrir', { pour: String(personId) })
    await parvis.db.write(system, (tx) =>
      recordValue(tx, {
        ...{ personId: personId ?? 0, valueId: 'birthdate', value: '2002-03-03' },
        ...{ source: 'declared', level: 'declared' },
      }),
    )
    assert.equal((await lucette.post(`/pass/droits/${pool.product}`, {})).statusCode, 303)
  })
  after(() => parvis.close())

  const run = async <T>(statement: ReturnType<typeof sql<T>>): Promise<T[]> =>
    (await parvis.db.write(system, (tx) => statement.execute(tx.q))).rows
  const held = () =>
    run<{ until: string; remaining: number }>(
      sql`select until::text, remaining from pass.entitlement where ended_at is null`,
    )
  const renew = () => lucette.post(`/pass/droits/${pool.product}/renouveler`, {})
  const page = async () => said((await lucette.get('/pass')).body)

  test('is not renewed before, is in one touch within the month, and once', async () => {
    assert.doesNotMatch(await page(), /Renouveler/)
    assert.match(said((await renew()).body), /ne prend pas fin dans le mois/)
    parvis.advance({ days: 340 })
    lucette = await parvis.signedInAs(LUCETTE)
    assert.match(await page(), /Il prend fin dans le mois\. Renouveler Dix entrées, Une piscine/)
    assert.equal((await renew()).statusCode, 303)
    assert.deepEqual(await held(), [{ until: '2028-11-22', remaining: 20 }])
    assert.doesNotMatch(await page(), /Il prend fin dans le mois/)
    assert.equal((await renew()).statusCode, 409)
  })

  test('says what lacks when it is no more theirs, the desk and the price when it is paid', async () => {
    await run(sql`update pass.entitlement set until = '2027-11-20' where ended_at is null`)
    await run(sql`update pass.product set grid = 'musee-moins-de-26' where id = ${pool.product}`)
    assert.match(await page(), /Il prend fin dans le mois(?:\. Renouveler|, et ce que)/)
    await run(sql`update accounts.profile_value set value = '1980-03-03' where value = '2002-03-03'`)
    assert.match(await page(), /ce que vous avez prouvé ne le donne plus\. Il manque : .*Prouver/)
    assert.equal((await renew()).statusCode, 409)
    await run(sql`update pass.product set grid = 'piscine-solidaire' where id = ${pool.product}`)
    await run(sql`insert into pass.price (product_id, class, cents) values (${pool.product}, 'plein', 3000)`)
    assert.match(
      await page(),
      /Il prend fin dans le mois : il se renouvelle à un guichet, Plein tarif, 30,00 €/,
    )
    assert.equal((await renew()).statusCode, 409)
  })

  test('is called as its grid names it, and by its id when none does', async () => {
    await run(sql`update pass.entitlement set class = 'solidaire' where ended_at is null`)
    assert.match(await page(), /Dix entrées, tarif solidaire, jusqu’au/)
    await run(sql`update pass.product set grid = 'mediatheque-gratuite' where id = ${pool.product}`)
    await run(sql`update pass.entitlement set class = 'exterieure' where ended_at is null`)
    assert.match(await page(), /Dix entrées, carte extérieure, jusqu’au/)
    await run(sql`update pass.entitlement set class = 'quotient-1' where ended_at is null`)
    assert.match(await page(), /Dix entrées, tarif quotient 1, jusqu’au/)
  })
})
