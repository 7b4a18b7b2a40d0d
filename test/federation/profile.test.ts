// What FranceConnect says goes in the profile with its source, is renewed at each sign-in, and ends with the link.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { profileValues } from '#people'
import { system } from '#platform/actor.ts'
import { codeSentTo, type FederationWorld, openAccountWith, openFederation } from '#test/federation.ts'

const DAY = 86_400_000

describe('the civil status of FranceConnect in the profile', () => {
  let world: FederationWorld
  before(async () => {
    world = await openFederation()
  })
  after(() => world.close())

  const rows = async <T>(query: ReturnType<typeof sql<T>>) =>
    (await world.db.read(system, (tx) => query.execute(tx.q))).rows
  const personId = async (email: string) =>
    (await rows(sql<{ id: number }>`select id from accounts.person where email = ${email}`))[0]?.id ?? 0
  const valuesOf = async (email: string) => {
    const id = await personId(email)
    return world.db.read(system, (tx) => profileValues(tx, id))
  }
  const told = async (email: string) =>
    Object.fromEntries((await valuesOf(email)).map(({ valueId, value }) => [valueId, value]))

  test('a new account holds it, certified, for a year; each sign-in renews it', async () => {
    const email = 'solange@profil.example'
    const browser = world.browser()
    await openAccountWith(world, browser, { persona: 'nom-d-usage' }, email)
    const values = await valuesOf(email)
    assert.deepEqual(await told(email), {
      given_name: 'Solange Marie',
      family_name: 'BRESSAND',
      birthdate: '1974-08-12',
      gender: 'female',
      birthplace: '69123',
      birthcountry: '99100',
    })
    for (const { source, level, recordedAt, expiresAt } of values) {
      assert.deepEqual([source, level], ['franceconnect', 'certified'])
      assert.equal(((expiresAt?.getTime() ?? 0) - recordedAt.getTime()) / DAY, 365)
    }
    world.advance({ days: 1 })
    await world.travel(world.browser(), { persona: 'nom-d-usage' })
    const again = await valuesOf(email)
    assert.deepEqual(
      again.map(({ id }) => id),
      values.map(({ id }) => id),
    )
    assert.ok((again[0]?.recordedAt.getTime() ?? 0) - (values[0]?.recordedAt.getTime() ?? 0) >= DAY)
    const { body } = await browser.get('/compte/profil')
    assert.match(body, /12\u00a0août 1974/)
    assert.match(body, /Certifié<\/span> FranceConnect, le/)
    assert.doesNotMatch(body, /name="given_name"/)
  })

  test('a presumed date stays the text it is, a place of birth abroad stays absent', async () => {
    await openAccountWith(world, world.browser(), { persona: 'jour-presume' }, 'aminata@profil.example')
    const { birthdate, birthplace, birthcountry } = await told('aminata@profil.example')
    assert.deepEqual([birthdate, birthplace, birthcountry], ['1958-02-00', undefined, '99335'])
    const browser = world.browser()
    await openAccountWith(world, browser, { persona: 'mois-presume' }, 'slimane@profil.example')
    assert.equal((await told('slimane@profil.example')).birthdate, '1951-00-00')
    assert.match((await browser.get('/compte/profil')).body, /1951 \(jour et mois inconnus\)/)
  })

  test('while the address is not verified, no date or place of birth is readable, and afterwards nothing is left', async () => {
    const browser = world.browser()
    const back = await world.travel(browser, { persona: 'corse' })
    const wait = String(back.headers.location)
    await browser.post(wait, { email: 'livia@profil.example' })
    const [kept] = await rows(
      sql<{
        text: string
      }>`select a::text as text from accounts.federation_arrival a where asked_email = 'livia@profil.example'`,
    )
    for (const secret of ['1992-11-30', '2A115']) assert.ok(!(kept?.text ?? '').includes(secret), secret)
    await browser.post(`${wait}/code`, { code: await codeSentTo(world, 'livia@profil.example') })
    assert.equal((await told('livia@profil.example')).birthplace, '2A115')
    assert.deepEqual(
      await rows(sql`select from accounts.federation_arrival where asked_email = 'livia@profil.example'`),
      [],
    )
  })

  test('linking writes over what was declared, which stays as history; unlinking ends it at once', async () => {
    const email = 'habitante@parvis.example'
    const browser = await world.signedInAs(email)
    await browser.post('/compte/profil', {
      name: 'Nour',
      given_name: 'Nour',
      phone: '06 39 98 00 01',
      commune: '69029',
    })
    const leaving = await browser.post('/compte/connexions/franceconnect', { current: 'parvis-demo-2026' })
    const url = /^0; url=(.+)$/.exec(String(leaving.headers.refresh))?.[1] ?? ''
    await browser.get(await world.there(url, { persona: 'etranger' }))
    assert.deepEqual(await told(email), {
      given_name: 'Tiago',
      family_name: 'MOURAZ',
      birthdate: '1981-05-19',
      gender: 'male',
      birthcountry: '99139',
      phone: '06 39 98 00 01',
      commune: '69029',
    })
    // What is posted without having been shown changes nothing that is certified.
    await browser.post('/compte/profil', { name: 'Nour', given_name: 'Autre' })
    assert.equal((await told(email)).given_name, 'Tiago')
    const links = await browser.get('/compte/connexions')
    assert.match(links.body, /l’état civil reçu de FranceConnect cesse de compter/)
    const removal = /action="(\/compte\/connexions\/\d+\/retrait)"/.exec(links.body)?.[1] ?? ''
    await browser.post(removal, {})
    assert.deepEqual(await told(email), { phone: '06 39 98 00 01', commune: '69029' })
    const { body } = await browser.get('/compte/profil')
    assert.match(body, /Ce qui a été remplacé/)
    assert.match(body, /name="given_name"/)
  })
})
