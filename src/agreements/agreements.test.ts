// An agreement from its draft to its end, as the metropolis writes it and its commune reads it; what is refused, and by both walls.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { renderPaper } from '#platform/pdf/document.ts'
import { territory } from '#territory'
import { textOfPdf } from '#test/pdf.ts'
import { jobsOf } from '../app.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const HERE = '/administration/conventions'
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('agreements', () => {
  let parvis: TestApp
  let metropolis: TestBrowser
  let bron: TestBrowser
  let ids: { bron: number; mions: number }
  before(async () => {
    parvis = await createTestApp()
    metropolis = await parvis.signedInAs('admin@parvis.example')
    bron = await parvis.signedInAs('admin.bron@parvis.example')
    const actor = await parvis.actor('admin@parvis.example')
    ids = await parvis.db.read(actor, async (tx) => {
      const place = await territory(tx)
      const idOf = (code: string) => place.authorityByCode(code)?.id ?? assert.fail(code)
      return { bron: idOf('69029'), mions: idOf('69283') }
    })
    await add('grilles/nouvelle', {
      votedOn: '2026-11-16',
      deliberation: '2026-3120',
      ...{ discountPercent: '50', discountYear: '2027', discountOf: [String(ids.bron)] },
      rate: '20',
      brackets:
        '0 ; 1 800 ; 1 400\n5 000 ; 5 400 ; 4 200\n10 000 ; 8 400 ; 6 500\n20 000 ; 10 800 ; 8 400\n40 000 ; 14 000 ; 10 800\n80 000 ; 18 000 ; 14 000',
    })
  })
  after(() => parvis.close())

  /** Posts a form that is accepted. @returns where it leads */
  async function add(path: string, values: Record<string, string | string[]>): Promise<string> {
    const reply = await metropolis.post(`${HERE}/${path}`, values)
    const errors = plain(reply.body).match(/class="error[^]*?<\/p>/g)
    assert.equal(reply.statusCode, 303, errors?.join() ?? reply.body.slice(0, 500))
    return String(reply.headers.location)
  }

  async function refused(
    path: string,
    values: Record<string, string | string[]>,
    words: RegExp,
    status = 422,
  ): Promise<string> {
    const reply = await metropolis.post(`${HERE}/${path}`, values)
    assert.equal(reply.statusCode, status)
    assert.match(plain(reply.body), words)
    return reply.body
  }

  const decree = { kind: 'municipal', year: '2023', decree: 'décret n° 2025-1362', decreeOn: '2025-12-30' }
  const terms = (more: Record<string, string> = {}): Record<string, string> => ({
    ...{
      offer: 'full',
      startsOn: '2027-01-01',
      endsOn: '2031-12-31',
      noticeMonths: '3',
      grid: '1',
      seats: '60',
    },
    ...{ figure: '42916', ...decree, commune: String(ids.bron), discountPercent: '50', ...more },
  })
  const page = async (browser: TestBrowser, path: string) =>
    plain((await browser.get(path === '' ? HERE : `${HERE}/${path}`)).body)
  /** Sessions end long before agreements do. */
  async function wait(days: number): Promise<void> {
    parvis.advance({ days })
    metropolis = await parvis.signedInAs('admin@parvis.example')
    bron = await parvis.signedInAs('admin.bron@parvis.example')
  }

  test('a population without its decree is refused, and what was typed is kept', async () => {
    const body = await refused('nouvelle', terms({ decree: '' }), /sans lui, ce chiffre ne fixe aucun prix/)
    assert.match(body, /value="42916"/)
    await refused('nouvelle', terms({ commune: '' }), /Choisissez une commune/)
    const choice = await page(metropolis, 'nouvelle')
    assert.match(choice, /<option value="">Choisissez[^]*>Continuer</)
    assert.doesNotMatch(choice, /name="figure"/)
    await refused('nouvelle', terms({ decreeOn: '2025-13-40' }), /jour qui existe/)
    await refused('nouvelle', terms({ endsOn: '2026-12-31' }), /finit après avoir commencé/)
  })

  const turn = () => jobsOf(parvis.config, parvis.house)['agreements.turn']?.(parvis.db, {})

  let mine = ''
  const act = (name: string, values: Record<string, string>, rank = 0) =>
    add(`${mine}/actes/${rank}/${name}`, values)

  test('a draft has its price at once; two administrators see both texts, and choose', async () => {
    mine = (await add('nouvelle', terms())).split('/').at(-1) ?? ''
    const filled = await page(metropolis, 'nouvelle?commune=69029')
    assert.match(filled, /<option value="\d+" selected>Ville de Bron<\/option><\/select>/)
    assert.match(filled, /name="figure"[^>]*value="42916"[^]*value="décret n° 2025-1362"/)
    const shown = await page(metropolis, mine)
    for (const words of [
      'Convention avec la Ville de Bron',
      'n° 2026-001',
      'de 40 000 à 79 999',
      '5 833,33 €',
      '7 000,00 €',
      'remise de 50 %',
    ])
      assert.ok(shown.includes(words), words)
    const version = /name="version" value="(\d+)"/.exec(await page(metropolis, `${mine}/modifier`))?.[1] ?? ''
    await add(`${mine}/modifier`, { ...terms({ seats: '61' }), version })
    const both = await refused(
      `${mine}/modifier`,
      { ...terms({ seats: '80' }), version },
      /pendant que vous écriviez/,
      409,
    )
    assert.match(both, /value="80"/)
    assert.match(plain(both), /61/)
    await refused(
      'nouvelle',
      terms({ startsOn: '2028-01-01', discountPercent: '' }),
      /une seule vaut à la fois/,
    )
    await refused('nouvelle', terms({ startsOn: '2032-01-01', endsOn: '2033-12-31' }), /pour 2027 seulement/)
    await refused(
      'nouvelle',
      terms({
        commune: String(ids.bron),
        startsOn: '2040-01-01',
        endsOn: '2041-12-31',
        figure: '10',
        discountPercent: '',
      }),
      /42\s916 habitants/,
    )
  })

  test('it is voted, signed and notified in that order; once voted its text does not change', async () => {
    await refused(`${mine}/actes/0/signed`, { side: 'commune', onDay: '2026-11-20' }, /votent avant/, 409)
    await refused(
      `${mine}/actes/0/voted`,
      { side: 'commune', onDay: '2026-10-12' },
      /numéro de la délibération/,
    )
    await refused(
      `${mine}/actes/0/voted`,
      { side: 'commune', onDay: '2027-10-12', reference: '2026-118' },
      /pas encore venu/,
    )
    await act('voted', { side: 'commune', onDay: '2026-10-12', reference: '2026-118' })
    for (const version of ['1', '3']) {
      const late = await refused(
        `${mine}/modifier`,
        { ...terms({ seats: '77' }), version },
        /proposez un avenant/i,
        409,
      )
      assert.match(late, /name="seats"[^>]*value="77"/)
      assert.match(late, new RegExp(`${mine}/avenant"`))
      assert.match(late, /Ce que vous aviez écrit est gardé/)
      assert.doesNotMatch(late, /relisez|>Enregistrer</)
    }
    assert.doesNotMatch(await page(metropolis, `${mine}/modifier`), /vous avi?ez écrit|>Enregistrer</)
    await refused(`${mine}/abandon`, {}, /Proposez un avenant/, 409)
    await act('voted', { side: 'metropolis', onDay: '2026-11-16', reference: '2026-3120' })
    await refused(`${mine}/actes/0/signed`, { side: 'commune', onDay: '2026-11-01' }, /avant ce qui précède/)
    await act('signed', { side: 'commune', onDay: '2026-11-20' })
    await act('signed', { side: 'metropolis', onDay: '2026-11-20' })
    await act('notified', { onDay: '2026-11-23', reference: 'AR 2C 123' })
    const shown = await page(metropolis, mine)
    for (const words of [
      'Notifiée',
      'délibération n° 2026-118',
      'Prend effet',
      'sauf dénonciation avant le 1er oct.',
      '31 déc. 2031',
    ])
      assert.ok(shown.includes(words), words)
  })

  test('the database itself keeps what was voted', async () => {
    const actor = await parvis.actor('admin@parvis.example')
    for (const change of [
      "update agreements.deed set offer = 'restricted'",
      'update agreements.agreement set seats = 1',
      'delete from agreements.agreement',
    ])
      await assert.rejects(
        parvis.db.write(actor, (tx) => sql.raw(change).execute(tx.q)),
        /propose an amendment/,
        change,
      )
    await assert.rejects(
      parvis.db.write(actor, (tx) => sql`update agreements.step set on_day = '2020-01-01'`.execute(tx.q)),
      /permission denied/,
    )
  })

  test('each act holds its document', async () => {
    const step = /etape-(\d+)/.exec(await page(metropolis, `${mine}/pieces`))?.[1] ?? ''
    const words = {
      title: 'Délibération',
      author: 'Ville de Bron',
      foot: 'Bron',
      at: parvis.now(),
      parts: [],
    }
    const bytes = await renderPaper(words)
    const sent = await metropolis.upload(`${HERE}/${mine}/pieces/${step}`, {}, [
      { field: 'piece', name: 'vote.pdf', bytes, type: 'application/pdf' },
    ])
    assert.equal(sent.statusCode, 303)
    assert.match(await page(bron, `${mine}/pieces`), /vote\.pdf/)
    const file = /\/fichiers\/([0-9a-f-]{36})/.exec(await page(bron, `${mine}/pieces`))?.[0] ?? ''
    assert.equal((await bron.get(file)).statusCode, 200)
    const stranger = await parvis.signedInAs('agent.mions@parvis.example')
    assert.equal((await stranger.get(file)).statusCode, 404)
    assert.equal((await metropolis.upload(`${HERE}/${mine}/pieces/${step}`, {}, [])).statusCode, 422)
  })

  test('its text and annexes are made of it, as a page and as a tagged PDF', async () => {
    const said = {
      convention: [
        'Article 7. Réversibilité',
        'délibération n° 2026-118',
        'pour 61 places',
        'Signé le 20 novembre 2026',
      ],
      'annexe-financiere': [
        'De 40 000 à 79 999 habitants',
        '5 833,33 € HT, 1 166,67 € de TVA',
        'nature 62878, fonction 020',
      ],
      'annexe-donnees': ['RGPD, article 28', 'Aucun transfert', 'instruction documentée'],
    }
    for (const [name, words] of Object.entries(said)) {
      const body = await page(bron, `${mine}/papiers/${name}`)
      for (const word of words) assert.ok(body.includes(word), `${name}: ${word}`)
    }
    const pdf = await bron.get(`${HERE}/${mine}/papiers/annexe-financiere/pdf`)
    const { pages, raw } = textOfPdf(pdf.rawPayload)
    const text = plain(pages.join(' ')).replaceAll(/\s+/g, ' ')
    for (const word of said['annexe-financiere']) assert.ok(text.includes(word), `PDF: ${word}`)
    assert.match(raw, /\/MarkInfo/)
    assert.equal((await bron.get(`${HERE}/${mine}/papiers/licorne`)).statusCode, 404)
  })

  test('a commune reads its own agreement and no other, and writes none, by both walls', async () => {
    const other =
      (await add('nouvelle', terms({ commune: String(ids.mions), figure: '13244', discountPercent: '' })))
        .split('/')
        .at(-1) ?? ''
    assert.match(await page(metropolis, ''), /Mions/)
    const list = await page(bron, '')
    assert.match(list, /Ville de Bron/)
    assert.doesNotMatch(list, /Mions|préparer/)
    assert.equal((await bron.get(`${HERE}/${other}`)).statusCode, 404)
    assert.doesNotMatch(await page(bron, 'populations'), /Mions/)
    assert.equal((await bron.get(`${HERE}/${mine}/avenant`)).statusCode, 404)
    assert.equal((await bron.post(`${HERE}/${mine}/denonciation`, {})).statusCode, 404)
    const actor = await parvis.actor('admin.bron@parvis.example')
    const counts = await parvis.db.read(actor, (tx) =>
      sql<{
        agreements: number
        deeds: number
        told: number
      }>`select (select count(*) from agreements.agreement) as agreements,
        (select count(*) from agreements.deed) as deeds,
        (select count(distinct subject_id) from platform.event where subject_kind = 'agreement') as told`.execute(
        tx.q,
      ),
    )
    assert.deepEqual(counts.rows, [{ agreements: 1, deeds: 1, told: 1 }])
    const writes = [
      "insert into agreements.grid (voted_on, deliberation, rate, brackets) values ('2020-01-01', 'x', 0, '[1]')",
      `insert into agreements.population (authority_id, figure, kind, year, decree, decree_on) values (${ids.bron}, 1, 'total', 2020, 'décret', '2020-01-01')`,
      `insert into agreements.step (agreement_id, rank, kind, on_day, reference, event_id) values (${mine}, 0, 'denounced', '2026-01-01', '', 1)`,
    ]
    for (const write of writes)
      await assert.rejects(
        parvis.db.write(actor, (tx) => sql.raw(write).execute(tx.q)),
        /row-level security/,
        write,
      )
    const touched = await parvis.db.write(actor, (tx) =>
      sql`update agreements.agreement set version = 9`.execute(tx.q),
    )
    assert.equal(touched.numAffectedRows, 0n)
    assert.equal(
      (await parvis.signedInAs('agent.bron@parvis.example').then((agent) => agent.get(HERE))).statusCode,
      404,
    )
  })

  test('time makes it take effect; the population is read again at the renewal, and not before', async () => {
    await wait(60)
    await turn()
    await turn()
    assert.match(await page(metropolis, mine), /En vigueur/)
    const later = { ...decree, year: '2025', decree: 'décret n° 2027-1', decreeOn: '2027-01-20' }
    const lines = '69029 ; 80 000\n69283;13 700'
    await refused(
      'populations/nouvelle',
      { ...later, lines: `${lines}\n99999 ; 1\n69029 ; 5\nBron` },
      /Ligne 3 : aucune commune[^]*Ligne 4 : 69029 est écrit deux fois[^]*Ligne 5 : elle ne se lit pas/,
    )
    await add('populations/nouvelle', { ...later, lines })
    await refused('populations/nouvelle', { ...later, lines: '69283 ; 1' }, /Ligne 1 : Le décret du/)
    assert.match(await page(metropolis, mine), /7 000,00 €/)
    await wait(345)
    await turn()
    const renewed = await page(metropolis, mine)
    assert.match(renewed, /Reconduite en 2028/)
    assert.match(renewed, /18 000,00 €/)
    const actor = await parvis.actor('admin.bron@parvis.example')
    const told = await parvis.db.read(actor, (tx) =>
      sql<{
        name: string
        n: number
      }>`select name, count(*)::integer as n from platform.event where subject_kind = 'agreement'
        and name in ('agreement.took_effect', 'agreement.renewed', 'agreement.ended') group by name order by name`.execute(
        tx.q,
      ),
    )
    assert.deepEqual(told.rows, [
      { name: 'agreement.renewed', n: 1 },
      { name: 'agreement.took_effect', n: 1 },
    ])
  })

  test('an amendment changes the offer on its day, never before, never past the end', async () => {
    const change = (startsOn: string) => ({ startsOn, offer: 'restricted', grid: '1' })
    await refused(`${mine}/avenant`, change('2028-01-02'), /après aujourd’hui/)
    await refused(`${mine}/avenant`, change('2032-01-01'), /ne la prolonge pas/)
    await refused(`${mine}/avenant`, { ...change('2028-07-01'), offer: 'full' }, /ne change rien/)
    const tried = await metropolis.post(`${HERE}/${mine}/avenant`, change('2028-07-01'))
    const moves =
      /Ce qui bouge le samedi 1er juillet 2028[^]*demandes? ouvertes?, et celles qui viendront : à \S+@\S+, chacune par un lien[^]*agents? n’ouvr(?:e|ent) plus les demandes/
    assert.match(plain(tried.body), moves)
    assert.match(
      plain(tried.body),
      /2028<[^]*18 000,00 €<[^]*15 989,07 €<[^]*2029<[^]*18 000,00 €<[^]*14 000,00 €</,
    )
    assert.match(tried.body, new RegExp(`href="${HERE}/${mine}">Revenir à la convention`))
    const essai = /name="essai" value="([^"]+)"/.exec(tried.body)?.[1] ?? ''
    await add(`${mine}/avenant`, { ...change('2028-07-01'), essai })
    assert.match(plain(await page(metropolis, mine)), moves, 'until its day')
    await refused(`${mine}/avenant`, change('2028-08-01'), /déjà en préparation/, 409)
    await wait(25)
    for (const side of ['commune', 'metropolis'])
      await act('voted', { side, onDay: '2028-01-15', reference: `2028-${side}` }, 1)
    for (const side of ['commune', 'metropolis']) await act('signed', { side, onDay: '2028-01-20' }, 1)
    assert.match(await page(metropolis, mine), /18 000,00 €/)
    await act('notified', { onDay: '2028-01-25' }, 1)
    const shown = await page(metropolis, mine)
    assert.match(shown, /Offre restreinte, du 1er juil\. 2028 au 31 déc\. 2028, 184 jours/)
    assert.match(shown, /15 989,07 €/)
    assert.match(
      plain(shown),
      /Avenant n° 1 notifié<[^]*Avenant n° 1 prend effet<[^]*1er juil\. 2028<[^]*offre restreinte/,
    )
    assert.match(plain(shown), /<td class="r chosen">18 000 €</, 'the price of today')
    assert.match(shown, /Ouvert<[^]*Poste des agents<[^]*Ouvert jusqu’au 30 juin 2028</)
    const { rows } = await parvis.db.read(system, (tx) =>
      sql`select agreements.seats(${ids.bron}, '2028-06-30') as before, agreements.seats(${ids.bron}, '2028-07-01') as after,
        settings.is_open('identity.sites', ${ids.bron}, '2031-12-31') as kept, settings.is_open('identity.sites', ${ids.bron}, '2032-01-01') as past`.execute(
        tx.q,
      ),
    )
    assert.deepEqual(rows, [{ before: 61, after: 0, kept: true, past: false }])
  })

  test('denounced too late for this year, it ends with the next', async () => {
    await wait(270)
    const letter = { side: 'commune', onDay: '2028-10-20', reference: 'lettre' }
    const tried = await metropolis.post(`${HERE}/${mine}/denonciation`, letter)
    assert.match(
      plain(tried.body),
      /Ce qui finit le lundi 31 décembre 2029[^]*Reçue après le samedi 30 septembre 2028[^]*ne se retire pas/,
    )
    assert.doesNotMatch(await page(bron, mine), /31 déc\. 2029/, 'nothing is noted before it is confirmed')
    const essai = /name="essai" value="([^"]+)"/.exec(tried.body)?.[1] ?? ''
    const to = await add(`${mine}/denonciation`, { ...letter, essai })
    assert.equal(to, `${HERE}/${mine}`)
    assert.match(await page(bron, mine), /31 déc\. 2029/)
    await refused(`${mine}/denonciation`, { side: 'commune', onDay: '2028-10-21' }, /une seule fois/, 409)
    await wait(500)
    await turn()
    assert.match(await page(bron, mine), /Terminée/)
  })
})
