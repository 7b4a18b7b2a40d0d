// The family quotient asked of the fund, through HTTP: by a holder whose identity is sure, by a parent for their child, at a desk; each failure says
// what to do; the class alone is kept, and gives its tariff.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { declareChild } from '#mandates'
import { recordValue } from '#people'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { actingAs, makeMandate, mandateBetween } from '#test/mandates.ts'
import { openPool, type TestPartner } from '#test/pass.ts'
import { type QuotientSimulator, startQuotientSimulator } from '../../../../simulators/index.ts'

const [LUCETTE, KARIM] = ['habitante@parvis.example', 'habitant@parvis.example']
const AT = '/pass/droits/quotient'
const whole = (body: string): string =>
  body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/&nbsp;|[\s\u00a0\u202f]+/g, ' ')
const said = (body: string): string => whole(body.slice(Math.max(0, body.indexOf('<main'))))

describe('the family quotient of a pass', () => {
  let fund: QuotientSimulator
  let parvis: TestApp
  let pool: TestPartner
  let lucette: TestBrowser
  let personId = 0
  before(async () => {
    fund = await startQuotientSimulator({ port: 0, token: 'jeton' })
    parvis = await createTestApp({
      env: {
        ...{ PARVIS_QUOTIENT_URL: fund.baseUrl, PARVIS_QUOTIENT_TOKEN: 'jeton' },
        PARVIS_QUOTIENT_RECIPIENT: '20004697700019',
      },
    })
    pool = await openPool(parvis, { by: 'admin@parvis.example', managedBy: KARIM })
    await run(sql`update pass.product set grid = 'piscine-solidaire' where id = ${pool.product}`)
    await run(
      sql`insert into pass.price (product_id, class, cents) values (${pool.product}, 'plein', 3000), (${pool.product}, 'solidaire', 1500)`,
    )
    lucette = await parvis.signedInAs(LUCETTE)
    personId = (await parvis.actor(LUCETTE)).personId ?? 0
    assert.equal((await lucette.post('/pass/ouvrir', { pour: String(personId) })).statusCode, 303)
  })
  beforeEach(() => {
    parvis.advance({ minutes: 61 })
    fund.setFault(null)
  })
  after(async () => {
    await parvis.close()
    await fund.stop()
  })

  const run = async <T>(statement: ReturnType<typeof sql<T>>): Promise<T[]> =>
    (await parvis.db.write(system, (tx) => statement.execute(tx.q))).rows
  const proofs = (of = personId) =>
    run<{ class: string; level: string }>(
      sql`select class, level, source, shown, ends_on::text as "endsOn" from pass.proof where person_id = ${of} and ended_at is null`,
    )
  const page = async (at: string, who = lucette): Promise<string> => {
    const reply = await who.get(at)
    assert.equal(reply.statusCode, 200, said(reply.body))
    return said(reply.body)
  }
  const refused = async (values: Record<string, string>, who = lucette): Promise<string> => {
    const reply = await who.post(AT, values)
    assert.equal(reply.statusCode, 422, said(reply.body))
    return said(reply.body)
  }
  const yes = { accord: 'oui' }
  const seen = async () => {
    const civil = { given_name: 'Lucette', family_name: 'MORANDAT', birthdate: '1984-02-17' } as const
    for (const [valueId, value] of Object.entries(civil) as [keyof typeof civil, string][])
      await parvis.db.write(system, (tx) =>
        recordValue(tx, { personId, valueId, value, source: 'franceconnect', level: 'certified' }),
      )
  }

  test('is not asked under a name that is only declared', async () => {
    assert.match(await page('/pass/droits'), /Demander votre quotient à la caisse/)
    assert.match(await page(AT), /Votre identité n’est pas encore sûre.*FranceConnect.*guichet/)
    assert.match(await refused(yes), /identité n’est pas encore sûre/)
    assert.deepEqual(await proofs(), [])
  })

  test('says what is sent, asks for an agreement, and each failure says how to prove it otherwise', async () => {
    await seen()
    assert.match(await page(AT), /Ce qui est envoyé à la caisse Nom de naissance MORANDAT Prénoms Lucette/)
    assert.match(await refused({}), /Cochez la case/)
    for (const [fault, why] of [
      ['down', /ne répond pas en ce moment.*réessayez plus tard, ou montrez un avis d’impôt/],
      ['not_json', /ne répond pas/],
      ['token', /ne répond pas/],
    ] as const) {
      fund.setFault(fault)
      assert.match(await refused(yes), why, fault)
    }
    fund.setFault(null)
    assert.match(await refused(yes), /ne répond pas/, 'nobody waits for it any more')
    parvis.advance({ minutes: 2 })
    fund.setFault('quota')
    assert.match(await refused(yes), /trop de demandes/)
    assert.deepEqual(await proofs(), [])
  })

  test('keeps the class alone, and gives its tariff', async () => {
    const reply = await lucette.post(AT, yes)
    assert.equal(reply.statusCode, 303)
    const next = whole((await lucette.follow(reply)).body)
    assert.match(next, /La caisse a répondu : deuxième tranche, gardée jusqu’au 23 novembre 2027/)
    assert.match(
      next,
      /Tarif solidaire, jusqu’au .*15,00 €.*votre quotient familial est dans la première ou la deuxième tranche/,
    )
    assert.deepEqual(await proofs(), [
      { class: '2', level: 'verified', source: 'api', shown: 'familyAnswer', endsOn: '2027-11-23' },
    ])
    const [kept] = await run<{ said: string }>(sql`select string_agg(p::text, ' ') as said from pass.proof p`)
    assert.doesNotMatch(kept?.said ?? '', /\b612\b/)
  })

  test('is asked at a desk, and sells at the tariff it proves', async () => {
    await run(sql`delete from pass.proof`)
    const desk = await parvis.signedInAs('accueil@parvis.example')
    const found = await desk.post('/agents/pass', {
      ...{ numero: '', prenom: 'lucette', nom: 'MORANDAT', naissance: '17/02/1984' },
    })
    const file = String(found.headers.location)
    assert.match(await page(`${file}/droit`, desk), /demander le quotient à la caisse/)
    const asked = {
      ...{ nom: 'Morandat', prenoms: 'Lucette', naissance: '17/02/1984', lieu: '', accord: 'oui' },
    }
    for (const [more, why] of [
      [{ accord: '' }, /Sans la personne et sa pièce d’identité/],
      [{ naissance: '1984' }, /Écrivez un jour qui existe/],
      [{ lieu: '6902' }, /cinq caractères/],
      [{ nom: 'Aubrac', prenoms: 'Léonie', naissance: '12/04/1990' }, /n’est pas de ce foyer/],
      [{ nom: 'Inconnue' }, /n’a pas de dossier/],
    ] as const) {
      const reply = await desk.post(`${file}/quotient`, { ...asked, ...more })
      assert.equal(reply.statusCode, 422, JSON.stringify(more))
      assert.match(said(reply.body), why)
    }
    const sell = { droit: `${pool.product}:solidaire`, vu: 'known', moyen: 'card', cle: crypto.randomUUID() }
    assert.match(said((await desk.post(`${file}/droit`, sell)).body), /déjà prouvé ne donne pas ce tarif/)
    const reply = await desk.post(`${file}/quotient`, asked)
    const next = whole((await desk.follow(reply)).body)
    assert.match(next, /La caisse a répondu : deuxième tranche/)
    assert.match(next, /solidaire : 15,00 € \(déjà prouvé\)/)
    assert.equal((await desk.post(`${file}/droit`, sell)).statusCode, 303)
    const [right] = await run<{ because: string }>(sql`select because from pass.entitlement`)
    assert.match(
      whole(right?.because ?? ''),
      /^Parce que votre quotient familial est dans .*\(réponse de la caisse de famille lue le 23 novembre 2026\)\.$/,
    )
    assert.match(
      await page('/compte/donnees/acces'),
      /Pass : a demandé votre quotient à la caisse, à un guichet/,
    )
  })

  test('of a child is that of the parent who acts, when the child is of that household', async () => {
    for (const [givenName, birthdate, expected] of [
      ['Hugo', '2018-05-20', 303],
      ['Inconnu', '2014-05-21', 422],
    ] as const) {
      await declareChild(parvis, personId, { givenName, familyName: 'Morandat', birthdate })
      const child = await actingAs(
        parvis,
        LUCETTE,
        await mandateBetween(parvis, LUCETTE, `${givenName} Morandat`),
      )
      const [of] = await run<{ id: number }>(
        sql`select id from accounts.person where name = ${`${givenName} Morandat`}`,
      )
      await child.post('/pass/ouvrir', { pour: String(of?.id) })
      assert.match(await page(AT, child), /Prénoms Lucette/)
      const reply = await child.post(AT, yes)
      assert.equal(reply.statusCode, expected, said(reply.body))
      if (expected === 422) assert.match(said(reply.body), /n’est pas de ce foyer/)
      assert.deepEqual(
        (await proofs(of?.id)).map((one) => one.class),
        expected === 422 ? [] : ['2'],
      )
    }
  })

  test('is asked by whoever acts under a mandate in the holder’s identity, and told to them', async () => {
    const id = await makeMandate(parvis, { person: LUCETTE, helper: KARIM, until: '2027-03-03' })
    const helper = await actingAs(parvis, KARIM, id)
    assert.match(await page(AT, helper), /Nom de naissance MORANDAT/)
    assert.equal((await helper.post(AT, yes)).statusCode, 303)
    assert.match(await page('/pass/qui-sait-quoi'), /a demandé votre quotient à la caisse/)
  })
})
