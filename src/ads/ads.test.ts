// Classified ads: read by agents of one authority or of all, for thirty days; answered without an address being shown; reported in one act,
// which hides at once; judged. Both walls.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { emit } from '#platform/ledger/events.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { lookingAs } from '#test/looks.ts'
import { addressOf, HERE } from './record/where.ts'
import { KEPT } from './judging.admin.ts'
import { photosAt } from './photos/page.ts'

const [ADMIN, BRON, MIONS, ROADS, RESIDENT, KEEPER] = [
  'admin@parvis.example',
  'agent.bron@parvis.example',
  'agent.mions@parvis.example',
  'voirie@parvis.example',
  'habitante@parvis.example',
  'admin.bron@parvis.example',
]
const AD = {
  category: 'Ventes',
  title: 'Vélo enfant 20 pouces',
  text: 'Bleu, bon état.',
  price: '40',
  place: 'Le centre',
}

describe('classified ads', () => {
  let parvis: TestApp
  const browsers = new Map<string, TestBrowser>()
  before(async () => {
    parvis = await createTestApp()
    for (const email of [ADMIN, BRON, MIONS, ROADS, RESIDENT, KEEPER])
      browsers.set(email, await parvis.signedInAs(email))
  })
  after(() => parvis.close())
  const as = (email: string): TestBrowser => browsers.get(email) ?? assert.fail(email)

  async function posted(shared: 'oui' | 'non'): Promise<number> {
    const sent = await as(BRON).post(`${HERE}/nouvelle`, { ...AD, shared })
    assert.equal(sent.statusCode, 303, sent.body)
    return Number(String(sent.headers.location).split('/').at(-1))
  }
  const idsFor = async (email: string, table: 'ad' | 'reply'): Promise<number> => {
    const actor = await parvis.actor(email)
    const { rows } = await parvis.db.read(actor, (tx) =>
      sql`select id from ads.${sql.raw(table)}`.execute(tx.q),
    )
    return rows.length
  }
  const noticesOf = async (email: string): Promise<string[]> => {
    const { personId } = await parvis.actor(email)
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        title: string
      }>`select title from notices.notice where kind = 'ads.told' and person_id = ${personId} order by id`.execute(
        tx.q,
      ),
    )
    return rows.map(({ title }) => title)
  }

  test('is read by agents of its authority, or of all; what is wrong is said beside it', async () => {
    for (const [wrong, said] of [
      [{ category: 'Armes' }, /rubrique de la liste/],
      [{ title: '' }, /Écrivez le titre/],
      [{ price: '-3' }, /négatif ne convient pas/],
    ] as const) {
      const reply = await as(BRON).post(`${HERE}/nouvelle`, { ...AD, shared: 'non', ...wrong })
      assert.equal(reply.statusCode, 422)
      assert.match(reply.body, said)
      assert.match(reply.body, /Bleu, bon état/)
    }
    const [own, shared] = [await posted('non'), await posted('oui')]
    for (const [email, ownStatus, sharedStatus] of [
      [BRON, 200, 200],
      [MIONS, 404, 200],
      [RESIDENT, 404, 404],
    ] as const) {
      assert.equal((await as(email).get(addressOf(own))).statusCode, ownStatus, email)
      assert.equal((await as(email).get(addressOf(shared))).statusCode, sharedStatus, email)
    }
    assert.deepEqual(
      await Promise.all([BRON, MIONS, RESIDENT].map((email) => idsFor(email, 'ad'))),
      [2, 1, 0],
    )
    assert.match((await as(MIONS).get('/rechercher?q=velo')).body, /Vélo enfant/)
  })

  test('is answered without an address being shown, between two people alone', async () => {
    const id = await posted('oui')
    assert.equal((await as(BRON).post(`${addressOf(id)}/repondre`, { message: 'Moi-même' })).statusCode, 404)
    const sent = await as(MIONS).post(`${addressOf(id)}/repondre`, {
      message: 'Convient-il à un enfant d’un mètre vingt ?',
    })
    assert.equal(sent.statusCode, 303, sent.body)
    const talk = String(sent.headers.location)
    for (const email of [BRON, MIONS]) {
      const { body, statusCode } = await as(email).get(talk)
      assert.equal(statusCode, 200)
      assert.match(body, /mètre vingt/)
      assert.doesNotMatch(body, /agent\.(bron|mions)@parvis\.example/, 'no address')
    }
    for (const email of [ROADS, ADMIN]) {
      assert.equal((await as(email).get(talk)).statusCode, 404, email)
      assert.equal(await idsFor(email, 'reply'), 0, email)
    }
    assert.equal((await as(BRON).post(talk, { message: 'Oui, très bien.' })).statusCode, 303)
    assert.match((await as(MIONS).get(talk)).body, /Oui, très bien/)
    const looking = await lookingAs(parvis, ADMIN, MIONS)
    assert.notEqual((await looking.get(talk)).statusCode, 200, 'not whoever looks as one of them')
    assert.equal((await looking.get(addressOf(id))).statusCode, 200)
    await parvis.runJobs()
    assert.deepEqual(await noticesOf(BRON), ['Une réponse à votre annonce'])
    assert.deepEqual(await noticesOf(MIONS), ['Un message sur une annonce'])
  })

  test('is hidden as soon as it is reported, until it is judged; its author reads why', async () => {
    const id = await posted('oui')
    assert.equal((await as(ROADS).post(`${addressOf(id)}/signaler`, { reason: '' })).statusCode, 422)
    const why = 'Elle donne le téléphone d’une autre personne.'
    assert.equal((await as(ROADS).post(`${addressOf(id)}/signaler`, { reason: why })).statusCode, 303)
    for (const email of [ROADS, MIONS])
      assert.equal((await as(email).get(addressOf(id))).statusCode, 404, email)
    const own = (await as(BRON).get(addressOf(id))).body
    assert.match(own, /signalée, et masquée aux autres/)
    assert.match(own, /téléphone d’une autre personne/)
    assert.equal((await as(MIONS).get(`${KEPT}/${id}`)).statusCode, 404)
    // Its author does not show it again, on either wall.
    const author = await parvis.actor(BRON)
    await assert.rejects(
      parvis.db.write(author, (tx) => sql`update ads.ad set state = 'shown' where id = ${id}`.execute(tx.q)),
      /a decision that is not theirs/,
    )
    await frozen(id, author)
    assert.match((await as(KEEPER).get(KEPT)).body, /À décider/)
    const judged = await as(KEEPER).post(`${KEPT}/${id}`, { to: 'shown', reason: 'Le numéro est retiré.' })
    assert.equal(judged.statusCode, 303, judged.body)
    assert.equal((await as(MIONS).get(addressOf(id))).statusCode, 200)
    await parvis.runJobs()
    assert.ok((await noticesOf(BRON)).includes('Votre annonce est montrée de nouveau'))
    const again = { ...AD, price: '35', shared: 'oui', version: '3' }
    assert.equal((await as(BRON).post(`${addressOf(id)}/changer`, again)).statusCode, 303)
  })

  /** What is judged is what was reported, on both walls; once judged, its author changes it again. */
  async function frozen(id: number, author: Awaited<ReturnType<TestApp['actor']>>): Promise<void> {
    const told = /elle reste comme elle est, texte, photos, prix et dates/
    for (const page of [addressOf(id), `${addressOf(id)}/changer`, photosAt(id)])
      assert.match((await as(BRON).get(page)).body, told, page)
    const changed = { ...AD, title: 'Un tout autre vélo', price: '1', shared: 'oui', version: '2' }
    const refused = await as(BRON).post(`${addressOf(id)}/changer`, changed)
    assert.equal(refused.statusCode, 409, refused.body)
    assert.match(refused.body, told)
    assert.match(refused.body, /Un tout autre vélo/, 'what was typed is kept')
    for (const act of ['garder', 'finir'])
      assert.equal((await as(BRON).post(`${addressOf(id)}/${act}`, {})).statusCode, 409, act)
    for (const said of [
      sql`update ads.ad set title = 'Un tout autre vélo' where id = ${id}`,
      sql`update ads.ad set price = 1 where id = ${id}`,
      sql`update ads.ad set ends_on = territory.day_of(platform.now()) - 1 where id = ${id}`,
      sql`insert into ads.photo (ad_id, place, alternative) values (${id}, 1, 'Une autre')`,
    ])
      await assert.rejects(
        parvis.db.write(author, (tx) => said.execute(tx.q)),
        /stays as it is until it is judged/,
      )
  }

  test('may be reported five times an hour by one agent: the sixth ad stays', async () => {
    const ids: number[] = []
    for (let n = 0; n < 6; n += 1) ids.push(await posted('oui'))
    const told: number[] = []
    for (const id of ids)
      told.push((await as(KEEPER).post(`${addressOf(id)}/signaler`, { reason: 'Elle trompe.' })).statusCode)
    assert.deepEqual(told, [303, 303, 303, 303, 303, 422])
    assert.equal((await as(MIONS).get(addressOf(ids[5] ?? 0))).statusCode, 200)
  })

  test('is not published by a program that runs away, and what was typed is kept', async () => {
    parvis.advance({ hours: 2 })
    const again = { category: 'Ventes', title: 'Un autre vélo', text: 'Il roule bien.', shared: 'non' }
    const told: number[] = []
    let last = ''
    for (let n = 0; n < 11; n += 1) {
      const reply = await as(MIONS).post('/intranet/annonces/nouvelle', again)
      told.push(reply.statusCode)
      last = reply.body
    }
    assert.deepEqual(told, [...Array<number>(10).fill(303), 422])
    assert.match(last, /10\u00a0annonces en une heure[^]*value="Un autre vélo"/)
  })

  test('ends after thirty days, or when its author says so, and is kept in one act', async () => {
    const id = await posted('oui')
    assert.equal((await as(MIONS).post(`${addressOf(id)}/finir`, {})).statusCode, 404)
    assert.equal((await as(BRON).post(`${addressOf(id)}/finir`, {})).statusCode, 303)
    assert.equal((await as(MIONS).get(addressOf(id))).statusCode, 404)
    assert.equal((await as(BRON).post(`${addressOf(id)}/garder`, {})).statusCode, 303)
    assert.match((await as(MIONS).get(addressOf(id))).body, /Encore 30.jours/)
  })

  test('its author does not judge it, nor read who reported it, even when they moderate', async () => {
    const sent = await as(KEEPER).post(`${HERE}/nouvelle`, { ...AD, shared: 'non' })
    const id = Number(String(sent.headers.location).split('/').at(-1))
    const signalled = await as(BRON).post(`${addressOf(id)}/signaler`, { reason: 'Elle trompe.' })
    assert.equal(signalled.statusCode, 303)
    // It is hidden: those who decide learn it where they work, until one of them did; its author does not.
    const awaited = new RegExp(`href="${KEPT}/${id}"`)
    assert.match((await as(ADMIN).get('/intranet/bureau')).body, awaited)
    for (const email of [KEEPER, BRON, MIONS])
      assert.doesNotMatch((await as(email).get('/intranet/bureau')).body, awaited, email)
    const judged = await as(KEEPER).post(`${KEPT}/${id}`, { to: 'shown', reason: 'Elle est à moi.' })
    assert.equal(judged.statusCode, 404)
    const keeper = await parvis.actor(KEEPER)
    await assert.rejects(
      parvis.db.write(keeper, (tx) => sql`update ads.ad set state = 'shown' where id = ${id}`.execute(tx.q)),
      /a decision that is not theirs/,
    )
    const { rows } = await parvis.db.read(keeper, (tx) =>
      sql`select from ads.report where ad_id = ${id}`.execute(tx.q),
    )
    assert.equal(rows.length, 0)
    assert.equal(
      (await as(ADMIN).post(`${KEPT}/${id}`, { to: 'shown', reason: 'Rien à redire.' })).statusCode,
      303,
    )
    assert.doesNotMatch((await as(ADMIN).get('/intranet/bureau')).body, awaited)
    // Nor is it hidden again by whom a moderator has answered.
    const again = await as(BRON).post(`${addressOf(id)}/signaler`, { reason: 'Elle trompe encore.' })
    assert.equal(again.statusCode, 422)
    assert.match(again.body, /déjà signalé/)
    assert.equal((await as(BRON).get(addressOf(id))).statusCode, 200)
  })

  test('what is decided of it is told by those who decide alone', async () => {
    const id = await posted('oui')
    const actor = await parvis.actor(MIONS)
    for (const name of ['ad.decided', 'ad.ended'])
      await assert.rejects(
        parvis.db.write(actor, (tx) => emit(tx, { name, subjectKind: 'ad', subjectId: id, payload: {} })),
        /row-level security/,
      )
  })
})
