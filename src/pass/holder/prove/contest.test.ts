// A right of the pass is contested, through HTTP: a request of the counter with the decision and its rule, followed by its holder; whoever handles
// it finds the pass by it, keeps a proof seen, and the class changes. Nobody else does.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { actingAs, makeMandate } from '#test/mandates.ts'
import { openPool, type TestPartner } from '#test/pass.ts'

const [LUCETTE, KARIM] = ['habitante@parvis.example', 'habitant@parvis.example']
const whole = (body: string): string =>
  body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/&nbsp;|[\s\u00a0\u202f]+/g, ' ')
const said = (body: string): string => whole(body.slice(Math.max(0, body.indexOf('<main'))))

describe('a right of the pass that is contested', () => {
  let parvis: TestApp
  let pool: TestPartner
  let lucette: TestBrowser
  let desk: TestBrowser
  let ref = ''
  let file = ''
  before(async () => {
    parvis = await createTestApp()
    pool = await openPool(parvis, { by: 'admin@parvis.example', managedBy: KARIM })
    await run(sql`update pass.product set grid = 'piscine-solidaire' where id = ${pool.product}`)
    await run(
      sql`insert into pass.price (product_id, class, cents) values (${pool.product}, 'plein', 3000), (${pool.product}, 'solidaire', 1500)`,
    )
    lucette = await parvis.signedInAs(LUCETTE)
    desk = await parvis.signedInAs('accueil@parvis.example')
    const { personId } = await parvis.actor(LUCETTE)
    assert.equal((await lucette.post('/pass/ouvrir', { pour: String(personId) })).statusCode, 303)
  })
  after(() => parvis.close())

  const run = async <T>(statement: ReturnType<typeof sql<T>>): Promise<T[]> =>
    (await parvis.db.write(system, (tx) => statement.execute(tx.q))).rows
  const at = () => `/pass/droits/${pool.product}/contester`
  const page = async (url: string, who = lucette): Promise<string> => {
    const reply = await who.get(url)
    assert.equal(reply.statusCode, 200, said(reply.body))
    return said(reply.body)
  }
  const typed = { pourquoi: 'Je cherche un emploi depuis mars.', commune: '69029', courriel: LUCETTE }

  test('shows what was decided and what the rule asks, and becomes a request of the counter, once', async () => {
    assert.match(await page('/pass/droits'), /Contester\s+: Dix entrées, Une piscine/)
    assert.match(
      await page(at()),
      /Une piscine, Dix entrées Proposé au tarif « Plein tarif », le 23 novembre 2026\. Parce qu’aucune règle.*Manque pour une autre réponse : .*tranche de quotient familial.*Grille « .*\. « Tarif solidaire » : si/,
    )
    for (const [more, why] of [
      [{ pourquoi: '' }, /Dites ce qui ne va pas/],
      [{ commune: '' }, /Choisissez votre commune/],
      [{ courriel: 'moi' }, /Écrivez une adresse e-mail/],
    ] as const) {
      const reply = await lucette.post(at(), { ...typed, ...more })
      assert.equal(reply.statusCode, 422)
      assert.match(said(reply.body), why)
    }
    assert.equal((await lucette.post('/pass/droits/999999/contester', typed)).statusCode, 404)
    const reply = await lucette.post(at(), typed)
    ref = /^\/suivi\/(\d{4}-\d+)$/.exec(String(reply.headers.location))?.[1] ?? assert.fail(said(reply.body))
    assert.match(await page(`/suivi/${ref}`), /Je cherche un emploi depuis mars/)
    assert.match(await page('/compte'), new RegExp(ref))
    assert.match(said((await lucette.post(at(), typed)).body), new RegExp(`la demande ${ref} est en cours`))
  })

  test('is handled by whom the rule of competence says, who reads the decision, the rule, and opens the pass by it', async () => {
    const request = await page(`/agents/demandes/${ref}`, desk)
    assert.match(request, /Proposé au tarif « Plein tarif », le 23 novembre 2026/)
    assert.match(request, /Grille « .*« Tarif solidaire » : si/)
    const reply = await desk.post('/agents/pass', { numero: ref, prenom: '', nom: '', naissance: '' })
    assert.equal(reply.statusCode, 303, said(reply.body))
    file = String(reply.headers.location)
    assert.match(await page(file, desk), /Pass de Lucette Morandat/)
    assert.match(await page('/compte/donnees/acces'), new RegExp(`pour la contestation ${ref}`))
    for (const other of ['voirie@parvis.example', 'agent.bron@parvis.example']) {
      const who = await parvis.signedInAs(other)
      const no = await who.post('/agents/pass', { numero: ref, prenom: '', nom: '', naissance: '' })
      assert.equal(no.statusCode, 422, other)
      assert.match(said(no.body), /Aucune contestation en cours/)
    }
    const pothole = await parvis.makeRequest({ email: LUCETTE })
    const no = await desk.post('/agents/pass', { numero: pothole.ref, prenom: '', nom: '', naissance: '' })
    assert.match(said(no.body), /Aucune contestation en cours/)
  })

  test('keeps a proof that the agent saw, by its class alone, and the tariff changes', async () => {
    const proof = { vu: '', tranche: '', commune: '', fin: '' }
    for (const [more, why] of [
      [{}, /Choisissez ce que vous avez vu/],
      [{ vu: 'familyPaper:quotient' }, /Choisissez la tranche/],
      [{ vu: 'homeProof:commune', commune: '75056' }, /Choisissez la commune/],
      [{ vu: 'jobSeekerPaper:job_seeker', fin: '2026-11-22' }, /ne vaut plus/],
      [{ vu: 'jobSeekerPaper:job_seeker', fin: '2037-01-01' }, /dix ans au plus/],
    ] as const) {
      const reply = await desk.post(`${file}/preuve`, { ...proof, ...more })
      assert.equal(reply.statusCode, 422, JSON.stringify(more))
      assert.match(said(reply.body), why)
    }
    const kept = await desk.post(`${file}/preuve`, {
      ...{ ...proof, vu: 'jobSeekerPaper:job_seeker', fin: '2027-05-31' },
    })
    assert.match(whole((await desk.follow(kept)).body), /C’est gardé jusqu’au 31 mai 2027/)
    const agent = await parvis.actor('accueil@parvis.example')
    assert.deepEqual(
      await run(
        sql`select fact, class, source, level, shown, ends_on::text as until, seen_by as by from pass.proof where ended_at is null`,
      ),
      [
        {
          ...{ fact: 'job_seeker', class: 'true', source: 'desk', level: 'seen', shown: 'jobSeekerPaper' },
          ...{ until: '2027-05-31', by: agent.personId },
        },
      ],
    )
    assert.match(
      await page('/pass/droits'),
      /Tarif solidaire, jusqu’au 31 mai 2027, 15,00 €.*vous cherchez un emploi \(avis de situation vu le/,
    )
    assert.match(await page(`${file}/droit`, desk), /solidaire : 15,00 € \(déjà prouvé\)/)
    assert.match(await page('/pass/qui-sait-quoi'), /./)
  })

  test('is contested by whoever acts for the holder, in the holder’s name; a right that is held too, by its own sentence', async () => {
    await run(sql`update pass.price set cents = 0 where class = 'solidaire'`)
    assert.equal((await lucette.post(`/pass/droits/${pool.product}`, {})).statusCode, 303)
    const id = await makeMandate(parvis, { person: LUCETTE, helper: KARIM, until: '2027-03-03' })
    const helper = await actingAs(parvis, KARIM, id)
    assert.match(
      await page(at(), helper),
      /Donné le 23 novembre 2026, « Tarif solidaire »\. Parce que vous cherchez/,
    )
    // The one before is still open.
    assert.equal((await helper.post(at(), typed)).statusCode, 409)
    await run(sql`update requests.request set state_kind = 'done' where ref = ${ref}`)
    const sent = await helper.post(at(), { ...typed, courriel: '' })
    assert.match(String(sent.headers.location), /^\/suivi\//, said(sent.body))
    assert.match(await page('/compte'), new RegExp(String(sent.headers.location).slice(7)))
  })
})

test('where there is no such service yet, nothing is contested online, and the page says where', async () => {
  const parvis = await createTestApp()
  const { product } = await openPool(parvis, { by: 'admin@parvis.example', managedBy: KARIM })
  await parvis.db.write(system, async (tx) => {
    await sql`update definitions.version set status = 'archived' where id = 'contester-un-droit-du-pass'`.execute(
      tx.q,
    )
    await sql`update pass.product set grid = 'piscine-solidaire' where id = ${product}`.execute(tx.q)
  })
  const lucette = await parvis.signedInAs(LUCETTE)
  const { personId } = await parvis.actor(LUCETTE)
  await lucette.post('/pass/ouvrir', { pour: String(personId) })
  const rights = said((await lucette.get('/pass/droits')).body)
  assert.match(rights, /Dix entrées/)
  assert.doesNotMatch(rights, /Contester/)
  const reply = await lucette.get(`/pass/droits/${product}/contester`)
  assert.equal(reply.statusCode, 404)
  assert.match(said(reply.body), /se conteste ici à un guichet/)
  await parvis.close()
})
