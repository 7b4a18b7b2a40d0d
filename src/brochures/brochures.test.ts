// Brochures: kept on screen, read as PDF by those for whom they are, ordered on paper within a stock and a quota. Two orders at once never
// take the same copies; those of an order that ends without them come back, and no others. Both walls.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { makeAudience, PUBLIC } from '#audiences'
import { system } from '#platform/actor.ts'
import { drawPaper } from '#platform/pdf/aside.ts'
import { act } from '#requests'
import { territory } from '#territory'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { actingAs, collaborate } from '#test/mandates.ts'
import { jobsOf } from '../app.ts'

const KEPT = '/administration/brochures'
const [KEEPER, MAYOR, COUNCILLOR, AGENT, MIONS, CABINET, RESIDENT] = [
  'communication@parvis.example',
  'maire.bron@parvis.example',
  'elue@parvis.example',
  'agent.bron@parvis.example',
  'agent.mions@parvis.example',
  'cabinet.bron@parvis.example',
  'habitante@parvis.example',
]
const BRON = '69029'
const FORM = {
  ...{ title: 'Le tri', abstract: 'Ce qui va dans chaque bac.', languages: 'français, anglais', picture: '' },
  ...{
    audience: String(PUBLIC),
    least: '10',
    most: '60',
    quota: '80',
    each: 'year',
    low: '20',
    withdrawn: '',
  },
}
const ORDER = {
  ...{ commune: BRON, why: 'desk', where: 'Accueil', details: '', name: 'Hélène Saunier' },
  email: MAYOR,
}

describe('brochures', () => {
  let parvis: TestApp
  let pdf: Uint8Array
  const browsers = new Map<string, TestBrowser>()
  before(async () => {
    parvis = await createTestApp()
    for (const email of [KEEPER, MAYOR, COUNCILLOR, AGENT, MIONS, RESIDENT])
      browsers.set(email, await parvis.signedInAs(email))
    pdf = await drawPaper({
      ...{ title: 'Le tri', author: 'Métropole', foot: 'Le tri', at: new Date('2026-11-01') },
      parts: [{ kind: 'text', text: 'Un texte.' }],
    })
  })
  after(() => parvis.close())

  const as = (email: string): TestBrowser => browsers.get(email) ?? assert.fail(email)
  const rowsOf = async <T>(statement: ReturnType<typeof sql<T>>) =>
    (await parvis.db.read(system, (tx) => statement.execute(tx.q))).rows
  const stockOf = async (id: number): Promise<number> =>
    (await rowsOf(sql<{ stock: number }>`select stock from brochures.brochure where id = ${id}`))[0]?.stock ??
    -1
  const refOf = (message: string): string => /\d{4}-\d{5,}/.exec(message)?.[0] ?? assert.fail(message)

  /** Added, with its PDF and that many copies. */
  async function brochure(title: string, copies: number, more: Record<string, string> = {}): Promise<number> {
    const keeper = as(KEEPER)
    const made = await keeper.post(`${KEPT}/nouvelle`, { authority: 'metropole', ...FORM, title, ...more })
    assert.equal(made.statusCode, 303, made.body)
    const at = String(made.headers.location)
    const filed = await keeper.upload(at, {}, [{ field: 'pdf', name: 'tri.pdf', bytes: Buffer.from(pdf) }])
    assert.equal(filed.statusCode, 303, filed.body)
    const id = Number(at.split('/').at(-2))
    const moved = { kind: 'received', copies: String(copies), reason: 'Livraison' }
    if (copies > 0) assert.equal((await keeper.post(`${KEPT}/${id}/stock`, moved)).statusCode, 303)
    return id
  }
  const order = (by: string, id: number, copies: number, more: Record<string, string> = {}) =>
    as(by).post('/brochures/commande', { ...ORDER, [`exemplaires-${id}`]: String(copies), ...more })
  /** @returns its reference */
  async function ordered(by: string, id: number, copies: number, more = {}): Promise<string> {
    const reply = await order(by, id, copies, more)
    assert.equal(reply.statusCode, 303, reply.body)
    return refOf((await as(by).get('/brochures')).body)
  }
  const handled = async (ref: string, transition: string, input = {}) => {
    const actor = await parvis.actor(KEEPER)
    await parvis.db.write(actor, (tx) => act(tx, ref, transition, input, 'agent'))
  }

  test('is kept on screen, and shown with its PDF alone to those in office', async () => {
    const keeper = as(KEEPER)
    for (const [wrong, said] of [
      [{ least: '70' }, /Le plus grand nombre/],
      [{ quota: '5' }, /plus petit que la plus petite commande/],
      [{ languages: ' , ' }, /en quelle langue/],
      [{ picture: '00000000-0000-4000-8000-000000000000' }, /image de la liste/],
    ] as const) {
      const reply = await keeper.post(`${KEPT}/nouvelle`, { authority: 'metropole', ...FORM, ...wrong })
      assert.equal(reply.statusCode, 422)
      assert.match(reply.body, said)
      assert.match(reply.body, /value="Le tri"/)
    }
    const made = await keeper.post(`${KEPT}/nouvelle`, { authority: 'metropole', ...FORM, title: 'Sans PDF' })
    assert.equal(made.statusCode, 303)
    assert.doesNotMatch((await as(MAYOR).get('/brochures')).body, /Sans PDF/)
    const lie = await keeper.upload(String(made.headers.location), {}, [
      { field: 'pdf', name: 'avis.pdf', bytes: Buffer.from('pas un PDF') },
    ])
    assert.equal(lie.statusCode, 422)
    const id = await brochure('Lisible', 40)
    for (const email of [MAYOR, AGENT]) {
      const { body } = await as(email).get(`/brochures/${id}`)
      assert.match(body, /Lire le PDF/)
      assert.match(body, /exemplaires par commande\. Il en reste 40 pour Bron jusqu’au \S+\s31\sdécembre/)
      const file = /\/fichiers\/[0-9a-f-]{36}/.exec(body)?.[0] ?? assert.fail('no PDF')
      assert.equal((await as(email).get(file)).statusCode, 200)
    }
    assert.equal((await as(RESIDENT).get('/brochures')).statusCode, 404)
    assert.notEqual((await as(AGENT).get(KEPT)).statusCode, 200)
    const again = await keeper.post(`${KEPT}/${id}`, { ...FORM, title: 'Autre', version: '0' })
    assert.equal(again.statusCode, 409)
    const stale = await keeper.post(`${KEPT}/nouvelle`, { authority: 'metropole', ...FORM, title: 'Lisible' })
    assert.match(stale.body, /déjà ce titre/)
  })

  test('is ordered within what one order, the commune and the shelf may have; refused in words, nothing lost', async () => {
    const id = await brochure('Comptée', 100)
    for (const [copies, said] of [
      [9, /entre 10 et 60/],
      [61, /entre 10 et 60/],
      ['', /nombre d’exemplaires pour une brochure au moins/],
    ] as const) {
      const reply = await order(MAYOR, id, copies as number)
      assert.equal(reply.statusCode, 422)
      assert.match(reply.body, said)
      assert.match(reply.body, /value="Accueil"/)
    }
    const elsewhere = await order(MAYOR, id, 10, { commune: '69283' })
    assert.match(elsewhere.body, /Choisissez une commune de la liste/)
    const ref = await ordered(MAYOR, id, 60)
    assert.equal(await stockOf(id), 40)
    assert.match((await as(AGENT).get(`/brochures/${id}`)).body, /Il en reste 20 pour Bron/)
    const over = await order(AGENT, id, 30)
    assert.equal(over.statusCode, 422)
    assert.match(over.body, /Le quota de Bron laisse 20\s?exemplaires jusqu’au \S+\s31\sdécembre/)
    // What is refused leaves no request either.
    assert.equal((await rowsOf(sql`select from brochures.line where brochure_id = ${id}`)).length, 1)
    assert.equal(
      (await rowsOf(sql`select from requests.request where service_slug = 'commande-de-brochures'`)).length,
      1,
    )
    // Mions has a quota of its own.
    const other = { commune: '69283', name: 'Bastien', email: MIONS }
    await ordered(MIONS, id, 40, other)
    const none = await order(MIONS, id, 10, other)
    assert.match(none.body, /Cette brochure n’est plus proposée|Écrivez un nombre d’exemplaires/)
    const { body } = await as(KEEPER).get(`/agents/demandes/${ref}`)
    assert.match(body, /60 × Comptée/)
    assert.match(body, /Accueil/)
    assert.match((await as(KEEPER).get(`${KEPT}/${id}/stock`)).body, new RegExp(`Commande ${ref}`))
  })

  test('two orders at once never take the same last copies', async () => {
    const id = await brochure('Disputée', 30, { quota: '' })
    const replies = await Promise.all([order(MAYOR, id, 20), order(AGENT, id, 20)])
    assert.deepEqual(
      replies.map(({ statusCode }) => statusCode).toSorted((one, other) => one - other),
      [303, 422],
    )
    assert.match(replies.find(({ statusCode }) => statusCode === 422)?.body ?? '', /Il n’en reste que 10/)
    assert.equal(await stockOf(id), 10)
    const late = await brochure('Quota disputé', 500, { quota: '30' })
    const quotas = await Promise.all([order(MAYOR, late, 20), order(AGENT, late, 20)])
    assert.deepEqual(
      quotas.map(({ statusCode }) => statusCode).toSorted((one, other) => one - other),
      [303, 422],
    )
    assert.equal(await stockOf(late), 480)
  })

  test('gives back what is refused or stopped, to the shelf and the quota; not what was handed over', async () => {
    const id = await brochure('Rendue', 200)
    const refused = await ordered(MAYOR, id, 60)
    await handled(refused, 'refuse', { message: 'Elle est réimprimée avec une erreur corrigée.' })
    assert.equal(await stockOf(id), 200)
    const stopped = await ordered(MAYOR, id, 50)
    const mayor = await parvis.actor(MAYOR)
    await parvis.db.write(mayor, (tx) => act(tx, stopped, 'cancel', {}, 'resident'))
    assert.equal(await stockOf(id), 200)
    // Begun again, it takes its copies once more, as long as they are there.
    await parvis.db.write(mayor, (tx) =>
      act(tx, refused, 'reopen', { message: 'Il nous les faut.' }, 'resident'),
    )
    assert.equal(await stockOf(id), 140)
    await handled(refused, 'refuse', { message: 'Elle est réimprimée avec une erreur corrigée.' })
    const emptied = { kind: 'corrected', copies: '59', reason: 'Cartons mouillés' }
    assert.equal((await as(KEEPER).post(`${KEPT}/${id}/stock`, emptied)).statusCode, 303)
    const again = parvis.db.write(mayor, (tx) =>
      act(tx, refused, 'reopen', { message: 'Encore.' }, 'resident'),
    )
    await assert.rejects(again, /commandés par d’autres depuis/)
    await as(KEEPER).post(`${KEPT}/${id}/stock`, { ...emptied, copies: '200' })
    const kept = await ordered(MAYOR, id, 60)
    await handled(kept, 'take')
    await handled(kept, 'pack')
    await handled(kept, 'ship', { date: '2026-11-27' })
    await handled(kept, 'deliver')
    assert.equal(await stockOf(id), 140)
    const states = await rowsOf(
      sql<{ state: string }>`select state from brochures.line where brochure_id = ${id} order by id`,
    )
    assert.deepEqual(
      states.map(({ state }) => state),
      ['returned', 'returned', 'delivered'],
    )
    const journal = (await as(KEEPER).get(`${KEPT}/${id}/stock`)).body
    assert.match(journal, /Remis/)
    assert.match(journal, /Rendus/)
    // By SQL, an order that goes on keeps its copies; nothing is held for what was sent before, nor taken from others' stock.
    const going = await ordered(MAYOR, id, 20)
    const [line] = await rowsOf(
      sql<{
        request: number
      }>`select request_id as request from brochures.line where brochure_id = ${id} and state = 'held'`,
    )
    const request = line?.request ?? 0
    const tried = (email: string, statement: ReturnType<typeof sql>) =>
      parvis.actor(email).then((actor) =>
        parvis.db
          .write(actor, (tx) => statement.execute(tx.q))
          .then(
            () => 'done',
            (error: Error) => error.message,
          ),
      )
    assert.match(
      await tried(MAYOR, sql`select brochures.settle(${request}, ${going}, 'returned')`),
      /goes on keeps/,
    )
    assert.match(
      await tried(MIONS, sql`select brochures.settle(${request}, ${going}, 'returned')`),
      /whoever has/,
    )
    assert.match(
      await tried(MAYOR, sql`select brochures.hold(${request}, ${going}, '[]'::jsonb)`),
      /what one sends/,
    )
    assert.match(await tried(KEEPER, sql`update brochures.brochure set stock = 999`), /permission denied/)
    const [told] = await parvis.db.write(
      await parvis.actor(MAYOR),
      async (tx) =>
        (
          await sql<{
            left: number | null
          }>`select brochures.restock(${id}, 'received', 5, 'x') as left`.execute(tx.q)
        ).rows,
    )
    assert.equal(told?.left, null)
    const moved = await as(KEEPER).post(`${KEPT}/${id}/stock`, {
      kind: 'corrected',
      copies: '100',
      reason: 'Inventaire',
    })
    assert.equal(moved.statusCode, 303)
    assert.equal(await stockOf(id), 100)
  })

  test('begun again, an order has no copies beyond the quota, of a brochure that is withdrawn, or in the name of another', async () => {
    const id = await brochure('Par détour', 500, { quota: '60' })
    const first = await ordered(MAYOR, id, 60)
    await handled(first, 'refuse', { message: 'Une commande plus petite suffit.' })
    const second = await ordered(MAYOR, id, 60)
    const mayor = await parvis.actor(MAYOR)
    const again = (ref: string) =>
      parvis.db.write(mayor, (tx) => act(tx, ref, 'reopen', { message: 'Encore.' }, 'resident'))
    await assert.rejects(again(first), /quota de la commune est pris/)
    assert.equal(await stockOf(id), 440)
    // Stopped while somebody else’s reference is said to the database: its journal names the order.
    await parvis.db.write(mayor, async (tx) => {
      await sql`select brochures.settle((select id from requests.request where ref = ${second}), '2026-99999', 'returned')`.execute(
        tx.q,
      )
      await act(tx, second, 'cancel', {}, 'resident')
    })
    const named = await rowsOf(
      sql<{
        ref: string
      }>`select ref from brochures.movement where brochure_id = ${id} and kind = 'returned' order by id`,
    )
    assert.deepEqual(
      named.map(({ ref }) => ref),
      [first, second],
    )
    // In the period of the day on which it begins again.
    await parvis.db.write(system, (tx) =>
      sql`update brochures.line set held_on = '2020-05-01' where brochure_id = ${id}`.execute(tx.q),
    )
    await again(first)
    assert.match((await order(AGENT, id, 10)).body, /n’est plus proposée|quota de Bron|Écrivez un nombre/)
    await handled(first, 'refuse', { message: 'Une commande plus petite suffit.' })
    await parvis.db.write(system, (tx) =>
      sql`update brochures.brochure set withdrawn_on = '2020-01-01' where id = ${id}`.execute(tx.q),
    )
    await assert.rejects(again(first), /ne peuvent plus être gardés/)
    assert.equal(await stockOf(id), 500)
  })

  test('is for an audience: others neither read it, nor order it, nor find its file', async () => {
    const keeper = await parvis.actor(KEEPER)
    const audienceId = await parvis.db.write(keeper, async (tx) => {
      const place = await territory(tx)
      const mions = place.authorityByCode('69283')?.id ?? 0
      const rule = { who: [`workplace:${mions}`], also: [], except: [], from: null, until: null }
      return makeAudience(tx, place.metropolis.id, { name: 'Mions seule', rule })
    })
    const id = await brochure('Pour Mions', 100, { audience: String(audienceId) })
    assert.match((await as(MIONS).get('/brochures')).body, /Pour Mions/)
    const file = /\/fichiers\/[0-9a-f-]{36}/.exec((await as(MIONS).get(`/brochures/${id}`)).body)?.[0] ?? ''
    for (const email of [MAYOR, AGENT, COUNCILLOR]) {
      assert.doesNotMatch((await as(email).get('/brochures')).body, /Pour Mions/)
      assert.doesNotMatch((await as(email).get('/rechercher?q=mions')).body, /Pour Mions/)
      assert.equal((await as(email).get(`/brochures/${id}`)).statusCode, 404)
      assert.equal((await as(email).get(file)).statusCode, 404)
    }
    assert.equal((await order(MAYOR, id, 10)).statusCode, 422)
    assert.equal(await stockOf(id), 100)
    const withdrawn = await brochure('Retirée', 50, { withdrawn: '2020-01-01' })
    assert.equal((await as(MAYOR).get(`/brochures/${withdrawn}`)).statusCode, 404)
  })

  test('is ordered by the collaborator of an elected member, for her commune', async () => {
    const id = await brochure('Par le cabinet', 60)
    const browser = await actingAs(
      parvis,
      CABINET,
      await collaborate(parvis, {
        member: MAYOR,
        collaborator: CABINET,
        from: '2026-11-23',
        until: '2027-06-30',
      }),
    )
    const page = await browser.get(`/brochures/commande?brochure=${id}`)
    assert.equal(page.statusCode, 200, page.body)
    const reply = await browser.post('/brochures/commande', {
      ...ORDER,
      name: 'Nadia Terreaux pour Hélène Saunier',
      [`exemplaires-${id}`]: '20',
    })
    assert.equal(reply.statusCode, 303, reply.body)
    assert.equal(await stockOf(id), 40)
    const said = (await browser.get('/brochures')).body
    assert.match(said, /Hélène Saunier la suit dans ses demandes, et vous par les courriels/)
    // It is hers: she follows it in her account, under both their names.
    assert.match((await as(MAYOR).get('/compte')).body, /Commande de brochures/)
    const elsewhere = await browser.post('/brochures/commande', {
      ...{ ...ORDER, commune: '69283' },
      [`exemplaires-${id}`]: '20',
    })
    assert.equal(elsewhere.statusCode, 422)
    assert.equal(await stockOf(id), 40)
  })

  test('tells its keepers, once, that it runs out', async () => {
    const id = await brochure('Bientôt finie', 25)
    await ordered(MAYOR, id, 10)
    const tell = jobsOf(parvis.config)['brochures.tell_low'] ?? assert.fail('no job')
    for (let times = 0; times < 2; times++) await tell(parvis.db, {})
    const told = await rowsOf(sql`select from notices.notice where title like '%Bientôt finie%va manquer%'`)
    assert.ok(told.length > 0)
    const [row] = await rowsOf(sql<{
      many: number
    }>`select count(distinct person_id)::integer as many from notices.notice
      where title like '%Bientôt finie%va manquer%'`)
    assert.equal(row?.many, told.length)
  })

  test('the form of its service leads to the catalogue, and is asked nowhere else', async () => {
    const { body } = await as(MAYOR).get('/demarches/commande-de-brochures')
    assert.match(body, /href="\/brochures"/)
    assert.equal((await as(MAYOR).get('/demarches/commande-de-brochures/demande')).statusCode, 404)
    assert.equal((await as(RESIDENT).get('/demarches/commande-de-brochures')).statusCode, 404)
  })
})
