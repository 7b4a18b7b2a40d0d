// What lives around agreements: titles asked once, the calendar and its warnings, meetings, another grid tried, the public page, reports.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { addMembership } from '#people'
import type { Write } from '#platform/db/db.ts'
import { territory } from '#territory'
import { keptMails } from '#platform/mail/kept.ts'
import { signAgreements } from '#demo'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { jobsOf } from '../app.ts'
import { medianOf } from './report/make.ts'

const HERE = '/administration/conventions'
const REPORTS = '/administration/rapports'
const ANALYST = 'ines.chiffres@parvis.example'
/** Vaulx-en-Velin, and somebody who comes to administer it. */
const ENDING = '69256'
const NEIGHBOUR = 'habitante@parvis.example'
const idOfTown = async (tx: Write, code: string) => (await territory(tx)).authorityByCode(code)?.id ?? 0
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('the partnership', () => {
  let parvis: TestApp
  let metropolis: TestBrowser
  let bron: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    await parvis.db.write(system, signAgreements)
    metropolis = await parvis.signedInAs('admin@parvis.example')
    bron = await parvis.signedInAs('admin.bron@parvis.example')
  })
  after(() => parvis.close())

  test('a town hall is led nowhere that it may not go', async () => {
    for (const path of ['', '/grilles', '/populations', '/comites']) {
      const shown = await page(bron, path)
      assert.doesNotMatch(shown, /\/(nouvelle|nouveau|simulation|fusion)"/, path)
      assert.match(await page(metropolis, path), /\/(nouvelle|nouveau)"/, path)
    }
  })

  const page = async (browser: TestBrowser, path: string) => plain((await browser.get(`${HERE}${path}`)).body)
  /** Communes of which PostgreSQL alone lets somebody read reports. */
  async function communesRead(email: string): Promise<number | undefined> {
    const { rows } = await parvis.db.read(await parvis.actor(email), (tx) =>
      sql<{ n: number }>`select count(distinct authority_id)::integer as n from agreements.report`.execute(
        tx.q,
      ),
    )
    return rows[0]?.n
  }
  const job = (name: string) => jobsOf(parvis.config, parvis.house)[name]?.(parvis.db, {})

  test('the demonstration has 41 communes of 58, in every state', async () => {
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        communes: number
      }>`select count(distinct authority_id)::integer as communes from agreements.agreement`.execute(tx.q),
    )
    assert.deepEqual(rows, [{ communes: 41 }])
    const list = await page(metropolis, '')
    for (const state of [
      'Projet',
      'Votée',
      'Signée',
      'Notifiée',
      'Reconduite',
      'Dénoncée',
      'Terminée',
      'Sans convention',
    ])
      assert.ok(list.includes(`>${state}`), state)
    const own = await page(bron, '')
    assert.match(own, /Ville de Bron/)
    assert.doesNotMatch(own, /Villeurbanne|Mions/)
    assert.ok(
      list.indexOf('Ville de Bron') < list.indexOf('Mairie de Cailloux'),
      'by the name of the commune',
    )
    const lines = (await metropolis.get(`${HERE}?format=csv`)).body
    // The year that runs is priced by the census of 2023, by which Grigny has passed 10,000; nothing is owed of an agreement that ended.
    assert.match(lines, /"Mairie de Grigny-sur-Rhône";"Reconduite";"Offre globale";"10030";"8400,00"/)
    assert.match(lines, /"Ville de Décines-Charpieu";"Terminée";"Offre globale";"29429";"";/)
  })

  test('what is owed is asked once; a file takes it to the accounts', async () => {
    const due = await page(metropolis, '/echeances?annee=2026')
    assert.doesNotMatch(due, /Émettre \d/)
    for (const year of ['2027', '2026']) {
      const early = await metropolis.get(`${HERE}/echeances/${year}/emettre`)
      const [status, words] =
        year === '2027' ? [422, /une fois qu’elle a commencé/] : [409, /étaient déjà émis/]
      assert.equal(early.statusCode, status)
      assert.match(plain(early.body), words)
      assert.notEqual((await metropolis.post(`${HERE}/echeances/${year}/emettre`, {})).statusCode, 200)
    }
    const actor = await parvis.actor('admin@parvis.example')
    await parvis.db.write(actor, (tx) =>
      sql`insert into agreements.title (agreement_id, year, number, issued_on, net, tax, gross)
      select t.agreement_id, 2026, '2026-999' || n, '2026-11-20', -83, -17, -100
      from (select agreement_id from agreements.title where year = 2026 limit 1) t, generate_series(8, 9) n`.execute(
        tx.q,
      ),
    )
    const read = await page(metropolis, '/echeances/2026/emettre')
    assert.match(read, /1 titre à émettre/)
    assert.match(read, /année 2026, nature 62878, fonction 020/)
    assert.match(read, /Total<[^]*?>2,00 €</)
    const version = Number(/name="version" value="(\d+)"/.exec(read)?.[1])
    const issued = (seen: number) =>
      metropolis.post(`${HERE}/echeances/2026/emettre`, { version: String(seen), lu: '' })
    const outdated = await issued(version - 1)
    assert.equal(outdated.statusCode, 409)
    assert.match(plain(outdated.body), /pendant que vous lisiez[^]*1 titre à émettre/)
    const corrected = await metropolis.follow(await issued(version))
    assert.match(plain(corrected.body), /1 titre émis/)
    const { rows: apart } = await parvis.db.read(actor, (tx) =>
      sql`select sum(net) as net, sum(tax) as tax from agreements.title where year = 2026 group by agreement_id
        having (sum(net), sum(tax)) <> ((array_agg(net order by id))[1], (array_agg(tax order by id))[1])`.execute(
        tx.q,
      ),
    )
    assert.deepEqual(apart, [], 'titles make the line, before tax and tax too')
    const file = (await metropolis.get(`${HERE}/titres?format=csv&annee=2026`)).body
    assert.match(
      file,
      /"Ville de Bron";"\d{14}";"FINANCES";"";"Convention n° 2023-\d{3}, guichet numérique, année 2026";"2023-\d{3}";"2026";"62878";"020";"11666,67";"2333,33";"14000,00";"EUR"/,
    )
    const sorted = (await metropolis.get(`${HERE}/titres?format=csv&tri=debiteur`)).body
    const debtors = [...new Set(sorted.match(/"(?:Mairie|Ville) [^"]+"/g))]
    assert.ok(
      debtors.some((name) => name.startsWith('"Mairie')),
      sorted,
    )
    assert.ok(
      debtors.indexOf('"Ville de Bron"') < debtors.findLastIndex((name) => name.startsWith('"Mairie')),
      String(debtors),
    )
    assert.notEqual(debtors.indexOf('"Ville de Bron"'), -1)
    const mine = (await bron.get(`${HERE}/titres?format=csv`)).body.trim().split('\r\n').slice(1)
    assert.ok(mine.length > 0 && mine.every((line) => line.includes('Ville de Bron')))
  })

  test('a title for each year, and their sums are those of the lines', async () => {
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ n: number }>`select count(*)::integer as n from agreements.title where year < 2026
        group by agreement_id, year having count(*) > 1`.execute(tx.q),
    )
    assert.deepEqual(rows, [])
    const lyon =
      /href="(\/administration\/conventions\/\d+)">Ville de Lyon/.exec(await page(metropolis, ''))?.[1] ?? ''
    const shown = plain((await metropolis.get(lyon)).body)
    assert.match(shown, /7 000,00 €/)
    assert.match(shown, /14 000,00 €/)
    assert.match(shown, /Offre restreinte/)
  })

  test('what comes is in a calendar, and told once to the administrators of both sides', async () => {
    assert.match(await page(metropolis, '/calendrier'), /Dernier jour pour dénoncer/)
    // The agreement of Vaulx-en-Velin ends with the year.
    await parvis.db.write(system, async (tx) => {
      const [unit] = (await territory(tx)).unitsOf(await idOfTown(tx, ENDING))
      await addMembership(tx, {
        personId: (await parvis.actor(NEIGHBOUR)).personId ?? 0,
        unitId: unit?.id ?? 0,
        ...{ role: 'admin', from: '2026-11-01' },
      })
    })
    await job('agreements.turn')
    await job('agreements.turn')
    const mails = (await parvis.db.read(system, (tx) => keptMails(tx, { limit: 200 }))).filter(
      ({ subject }) => subject.includes('échéance du'),
    )
    const told = mails.map(({ to, subject }) => `${to} ${plain(subject)}`)
    assert.ok(
      told.some((line) => line.startsWith(NEIGHBOUR) && line.includes('Vaulx-en-Velin')),
      told.join('\n'),
    )
    assert.ok(told.some((line) => line.startsWith('admin@')))
    assert.ok(!told.some((line) => line.startsWith(NEIGHBOUR) && !line.includes('Vaulx-en-Velin')))
    assert.ok(!told.some((line) => line.startsWith('admin.bron@')))
    assert.equal(new Set(told).size, told.length)
  })

  test('meetings are noted by the metropolis and read by all partners', async () => {
    const values = {
      onDay: '2026-11-20',
      title: 'Comité d’automne',
      minutes: 'On a parlé des écoles.',
      decisions: 'Ouvrir les écoles\nRevoir les délais',
    }
    assert.equal((await bron.post(`${HERE}/comites/nouveau`, values)).statusCode, 404)
    assert.equal(
      (await metropolis.post(`${HERE}/comites/nouveau`, { ...values, onDay: '2027-01-01' })).statusCode,
      422,
    )
    assert.equal((await metropolis.post(`${HERE}/comites/nouveau`, values)).statusCode, 303)
    assert.equal((await metropolis.post(`${HERE}/comites/nouveau`, values)).statusCode, 422)
    const at = /conventions(\/comites\/\d+)">Comité d’automne/.exec(await page(bron, '/comites'))?.[1] ?? ''
    assert.match(await page(bron, at), /Revoir les délais/)
  })

  test('another grid is tried on all communes, and nothing is kept', async () => {
    const shown = await page(metropolis, `/simulation?tranches=${encodeURIComponent('0 ; 1000 ; 500')}`)
    assert.match(shown, /Ville de Bron/)
    assert.match(shown, /−?-13 000 €/)
    assert.equal((await metropolis.get(`${HERE}/simulation?tranches=5000`)).statusCode, 422)
    assert.equal((await bron.get(`${HERE}/simulation`)).statusCode, 404)
    const outside = shown.split('Sans convention en vigueur')[1] ?? ''
    assert.match(outside, /Projet, offre globale, prévue le 1er janv\. 2027<[^]*?>1 000 €</)
    assert.match(outside, />Aucune<[^]*?>1 000 €<[^]*?>500 €</, 'what it would pay if it joined')
    assert.doesNotMatch(outside, /Ville de (?:Bron|Vaulx-en-Velin)/, 'in force, and once')
  })

  test('who is a partner is public, what they pay is not', async () => {
    const shown = plain((await parvis.browser().get('/partenaires')).body)
    assert.match(shown, /communes utilisent/)
    assert.match(shown, /Ville de Lyon/)
    assert.doesNotMatch(shown, /€/)
  })

  test('communes that become one: what was owed of each year stays owed, once, and the new commune goes on', async () => {
    const list = await page(metropolis, '')
    const idOf = (name: string) =>
      new RegExp(`conventions/(\\d+)">${name}<`).exec(list)?.[1] ?? assert.fail(name)
    const [corbas, feyzin] = [idOf('Ville de Corbas'), idOf('Ville de Feyzin')]
    const codeOf = (code: string) =>
      parvis.db.read(system, async (tx) => String((await territory(tx)).authorityByCode(code)?.id))
    const values = {
      ids: [corbas, feyzin],
      commune: await codeOf('69273'),
      onDay: '2027-07-01',
      reference: 'arrêté du 3 mars',
      ...{
        figure: '22000',
        kind: 'municipal',
        year: '2024',
        decree: 'décret n° 2025-1400',
        decreeOn: '2025-12-29',
      },
    }
    const owed = async () => {
      const due = await page(metropolis, '/echeances?annee=2027')
      return /Total<\/b><\/th>[^]*?<b>([\d  ]+,\d\d) €/.exec(due)?.[1]
    }
    const refusedBy = async (change: object, words: RegExp) => {
      const reply = await metropolis.post(`${HERE}/fusion`, { ...values, ...change })
      assert.equal(reply.statusCode, 422)
      assert.match(plain(reply.body), words)
    }
    await refusedBy({ ids: [corbas] }, /au moins deux/)
    await refusedBy({ commune: await codeOf('69259') }, /compterait deux fois/)
    await refusedBy({ onDay: '2040-01-01' }, /rien à transférer/)
    const before = await owed()
    const tried = await metropolis.post(`${HERE}/fusion`, values)
    assert.equal(await owed(), before, 'what is tried changes nothing')
    const foreseen = plain(tried.body)
    for (const words of [
      /n° 2023-\d{3} avec la Ville de Corbas finit le mercredi 30 juin 2027/,
      /avec la Ville de Corbas commence ce jour[^:]*: offre globale, 31 places d’agents/,
      // The 22,000 of the new commune are not those of Corbas, whose code it keeps.
      /2027, Ville de Corbas<[^€]*>6 500,00 €<[^€]*>3 223,29 €<[^]*?du 1er janv\. 2027 au 30 juin 2027/,
      /2027, Ville de Corbas \(nouvelle convention\)<[^]*?>0,00 €<[^]*?>5 444,38 €<[^]*?du 1er juil\. 2027 au/,
      /2027, ensemble<[^€]*>14 900,00 €<[^€]*>12 833,15 €</,
      /2028, ensemble<[^€]*>14 900,00 €<[^€]*>10 800,00 €</,
    ])
      assert.match(foreseen, words)
    const essai = /name="essai" value="([^"]+)"/.exec(tried.body)?.[1] ?? ''
    const reply = await metropolis.post(`${HERE}/fusion`, { ...values, essai })
    assert.equal(reply.statusCode, 303)
    const shown = plain((await metropolis.get(String(reply.headers.location))).body)
    assert.match(shown, /10 800,00 €/)
    assert.match(shown, /Offre globale/)
    const former = await page(metropolis, `/${corbas}`)
    assert.match(former, /30 juin 2027/)
    assert.match(former, /guichet numérique, 2024 à 2027/, 'not the years it will not see')
    assert.doesNotMatch(former, /Dénoncer/, 'what is transferred ends already')
    assert.match(former, />6 500,00 €<[^]*>3 223,29 €</, 'years before keep their population')
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        days: number
      }>`select count(*)::integer as days from generate_series('2027-01-01'::date, '2027-12-31', '1 day') d
        where (select count(*) from agreements.agreement a join territory.authority t on t.id = a.authority_id
          where t.code = '69273' and d between a.starts_on and coalesce(a.stopped_on, a.ends_on)) = 1`.execute(
        tx.q,
      ),
    )
    assert.deepEqual(rows, [{ days: 365 }])
    assert.notEqual(await owed(), before)
  })

  test('each partner has a yearly report, beside communes of its size and none by name', async () => {
    await parvis.makeRequest({ service: 'eclairage-public-en-panne', commune: '69029' })
    await job('agreements.report')
    await job('agreements.report')
    const list = await page(bron, '')
    const at = /href="(\/administration\/conventions\/\d+)">Ville de Bron/.exec(list)?.[1] ?? ''
    assert.match((await bron.get(at)).body, /href="\/administration\/rapports\/bron\/2026"/)
    const own = plain((await bron.get(`${REPORTS}/bron/2026`)).body)
    for (const words of [
      '1 demande a été reçue',
      'Coût de l’année, TTC',
      '14 000,00 €',
      'Coût par demande',
      'Comptes reliés à ses sites',
      'Provisoire',
    ])
      assert.ok(own.includes(words), words)
    assert.doesNotMatch(own, /Vénissieux|Villeurbanne/)
    assert.match(
      own,
      /Comptes reliés à ses sites cette année<\/dt>\s*<dd>Aucune donnée<\/dd>/,
      'who has no site is compared with nobody: a middle of none says nothing',
    )
    assert.equal((await bron.get(`${REPORTS}/bron/2019`)).statusCode, 404)
    assert.equal(await communesRead('admin.bron@parvis.example'), 1)
    assert.deepEqual([medianOf([3, 1]), medianOf([3, 1, 2]), medianOf([4, 1, 2, 3])], [null, 2, 2.5])
  })

  test('whoever reads the statistics of a commune reads its reports, and nothing else', async () => {
    const analyst = await parvis.signedInAs(ANALYST)
    const list = plain((await analyst.get(REPORTS)).body)
    for (const words of [
      'Ville de Bron',
      'Demandes reçues',
      'Délais tenus',
      'Coût par demande',
      '14 000,00 €',
    ])
      assert.ok(list.includes(words), words)
    assert.doesNotMatch(list, /Vénissieux|href="\/administration"|href="\/administration\/conventions/)
    const file = plain((await analyst.get(`${REPORTS}?format=csv`)).body)
    assert.match(file, /"Ville de Bron";"2026";"1";/)
    assert.doesNotMatch(file, /Vénissieux/)
    assert.equal((await analyst.get(`${REPORTS}/bron/2026`)).statusCode, 200)
    assert.match(String((await analyst.get(`${REPORTS}/bron/2026/pdf`)).headers['content-type']), /pdf/)
    for (const path of [`${REPORTS}/venissieux/2026`, `${REPORTS}/mions/2026`, HERE, '/administration'])
      assert.equal((await analyst.get(path)).statusCode, 404, path)
    assert.equal((await analyst.get('/agents')).headers.location, REPORTS, 'where they land, and no request')
    assert.equal(await communesRead(ANALYST), 1)
  })

  test('whoever reads those of the whole metropolis reads every report, of a part none; whoever handles requests, none', async () => {
    const handler = 'agent.bron@parvis.example'
    assert.equal((await (await parvis.signedInAs(handler)).get(REPORTS)).statusCode, 404)
    assert.equal(await communesRead(handler), 0)
    const everywhere = 'habitant@parvis.example'
    assert.equal(await communesRead(everywhere), 0)
    const placed = (from: number, to?: number) =>
      parvis.db.write(system, async (tx) => {
        const place = await territory(tx)
        const personId = (await parvis.actor(everywhere)).personId ?? 0
        const roots = place.unitsOf(place.metropolis.id).filter(({ parentId }) => parentId === null)
        for (const { id: unitId } of roots.slice(from, to))
          await addMembership(tx, { personId, unitId, ...{ role: 'analyst', from: '2026-01-01' } })
      })
    await placed(0, 1)
    const analyst = await parvis.signedInAs(everywhere)
    assert.doesNotMatch(plain((await analyst.get(REPORTS)).body), /Ville de/, 'one directorate')
    assert.equal((await analyst.get(`${REPORTS}/bron/2026`)).statusCode, 404)
    assert.equal(await communesRead(everywhere), 0)
    await placed(1)
    const list = plain((await analyst.get(REPORTS)).body)
    assert.match(list, /Ville de Bron[^]*Ville de Vénissieux/)
    assert.equal((await analyst.get(`${REPORTS}/venissieux/2026`)).statusCode, 200)
    assert.equal((await analyst.get(HERE)).statusCode, 404)
    assert.equal(await communesRead(everywhere), await communesRead('admin@parvis.example'))
    await parvis.db.write(system, async (tx) => {
      const heads = sql`territory.unit u set closed_on = '2026-11-01' from territory.authority a
        where a.id = u.authority_id and a.level = 'metropolis' and u.parent_id is null`
      await sql`update ${heads}`.execute(tx.q)
      const { rows } = await sql`select agreements.is_whole('{1}') as whole`.execute(tx.q)
      assert.deepEqual(rows, [{ whole: false }], 'nothing stands to be read whole')
      await sql`update territory.unit set closed_on = null`.execute(tx.q)
    })
    const { personId } = await parvis.actor(everywhere)
    await parvis.db.write(system, (tx) =>
      sql`update accounts.membership set valid_to = '2026-11-22' where person_id = ${personId}`.execute(tx.q),
    )
    assert.equal((await analyst.get(REPORTS)).statusCode, 404, 'whose posts have ended')
    assert.equal(await communesRead(everywhere), 0)
  })
})
