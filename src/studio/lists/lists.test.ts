// Reference lists on screen: begun, imported by a file tried whole, compared, published, taken away; a form keeps what it reads; a resident chooses.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { draft, edit, live } from '#definitions'
import { FORM } from '#forms'
import { csvOfTable, REFERENCE } from '#lists'
import { system } from '#platform/actor.ts'
import { spreadsheet } from '#platform/sheets/ods.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { draftRead, onDraft } from '#test/drafts.ts'
import { type ListSimulator, startListSimulator } from '../../../simulators/index.ts'

const HERE = '/administration/listes'
const MARKETS = `${HERE}/marches`

describe('reference lists on screen', () => {
  let parvis: TestApp
  let odile: TestBrowser
  let site: ListSimulator
  before(async () => {
    site = await startListSimulator({ port: 0 })
    const origins = `https://data.exemple.fr ${site.origin}`
    parvis = await createTestApp({ env: { PARVIS_LIST_ORIGINS: origins } })
    odile = await parvis.signedInAs('admin@parvis.example')
  })
  after(async () => {
    await site.stop()
    await parvis.close()
  })

  const said = (body: string) =>
    body
      .slice(Math.max(0, body.indexOf('<main')))
      .replace(/<[^>]+>/g, ' ')
      .replace(/&nbsp;|[\u00a0\u202f]/g, ' ')
      .replace(/\s+/g, ' ')
  const shown = async (at: string, who = odile) => said((await who.get(at)).body)
  const send = (at: string, bytes: string | Buffer, name = 'liste.csv') =>
    odile.upload(`${at}/importer`, {}, [{ field: 'file', name, bytes: Buffer.from(bytes), type: 'text/csv' }])
  const hiddenIn = (body: string) => ({
    contenu: [...body.matchAll(/name="contenu" value="([^"]*)"/g)].map(([, piece]) => piece ?? ''),
    version: /name="version" value="(\d+)"/.exec(body)?.[1] ?? '',
  })
  const keep = (at: string, trial: string) => odile.post(`${at}/importer/garder`, hiddenIn(trial))
  const rowsOf = async (id: string) =>
    (await parvis.db.read(system, (tx) => live(tx, REFERENCE))).find((row) => row.id === id)?.body.rows ?? []

  test('those of the example territory say where they come from and which forms use them', async () => {
    const list = await shown(HERE)
    assert.match(list, /Écoles publiques Un tableau 50 Métropole de Lyon Une autre école En ligne/)
    assert.match(list, /Marchés Un tableau 12 Métropole de Lyon Un emplacement au marché En ligne/)
    const one = await shown(MARKETS)
    assert.match(one, /Marché de Terraillon, Bron bron-terraillon mercredi et samedi/)
    assert.match(one, /Utilisée par Un emplacement au marché/)
    const bron = await parvis.signedInAs('admin.bron@parvis.example')
    for (const at of [HERE, MARKETS, `${MARKETS}/importer`, `${MARKETS}/csv`])
      assert.equal((await bron.get(at)).statusCode, 404, at)
  })

  test('a list is begun, imported from a spreadsheet, published; every fault of a file is said with its line', async () => {
    const begun = await odile.post(`${HERE}/nouvelle`, {
      ...{ titre: 'Salles des fêtes', collectivite: '200046977', sorte: 'tableau' },
    })
    const at = `${HERE}/salles-des-fetes`
    assert.equal(begun.headers.location, `${at}/importer`)
    assert.match(said((await onDraft(odile, at, 'publier')).body), /Ce tableau n’a aucune ligne/)
    const faulty = await send(at, 'Valeur;Intitulé\na;Salle A\na;Salle B\n;Salle C')
    assert.equal(faulty.statusCode, 422)
    assert.match(
      said(faulty.body),
      /2 fautes dans ce fichier Ligne 3 : la valeur « a » est déjà celle de la ligne 2\. Ligne 4 : la valeur manque\./,
    )
    const sheet = spreadsheet('Salles', [
      ['Valeur', 'Intitulé', 'Places'],
      ['a', 'Salle A', '80'],
      ['b', 'Salle B', '120'],
    ])
    const trial = await send(at, sheet, 'salles.ods')
    assert.equal(trial.statusCode, 200, said(trial.body))
    assert.match(said(trial.body), /2 lignes\. Rien n’est encore gardé/)
    assert.match(await shown(at), /Aucune ligne/, 'nothing is kept by being tried')
    assert.equal((await keep(at, trial.body)).headers.location, at)
    assert.equal((await onDraft(odile, at, 'publier')).statusCode, 303)
    assert.match(await shown(at), /Salles des fêtes version 1.*2 lignes.*Salle A a 80/)
    const file = await odile.get(`${at}/csv`)
    assert.match(String(file.headers['content-disposition']), /filename="liste-salles-des-fetes\.csv"/)
    assert.equal(file.body, csvOfTable({ columns: ['Places'], rows: await rowsOf('salles-des-fetes') }))
    const same = await send(at, file.body)
    assert.match(said(same.body), /dit ce qui est déjà écrit ici/)
    assert.doesNotMatch(same.body, /importer\/garder/)
    // Five thousand long lines are one act of the log; what no act may hold is refused in words.
    const wide = (rest: string) =>
      ['Valeur;Intitulé;Places', ...Array.from({ length: 5000 }, (_, n) => `v${n};Salle ${n};${rest}`)].join(
        '\n',
      )
    const most = await send(at, wide('e'.repeat(290)))
    assert.equal(most.statusCode, 200)
    assert.equal((await keep(at, most.body)).statusCode, 303)
    assert.match(
      said((await send(at, Buffer.from(wide('é'.repeat(290)), 'latin1'))).body),
      /Ce tableau est trop long/,
    )
    assert.match(await shown(at), /Brouillon.*Et 4 982 autres changements.*Et 4 980 autres lignes/)
    await onDraft(odile, at, 'abandonner')
    for (const [bytes, why] of [
      ['', /Choisissez|vide/],
      ['\u0000\u0001', /n’est pas (du texte|un tableur)/],
    ] as const)
      assert.match(said((await send(at, bytes)).body), why)
    assert.equal(
      (await odile.post(`${at}/importer/garder`, { contenu: 'eJw', version: '1' })).statusCode,
      422,
    )
  })

  test('what somebody wrote since a file was compared is not overwritten', async () => {
    const at = `${HERE}/salles-des-fetes`
    const trial = await send(at, 'Valeur;Intitulé\na;Salle A')
    assert.match(said(trial.body), /1 ligne disparaît de la liste.*pendant sept jours/)
    await parvis.db.write(await parvis.actor('admin@parvis.example'), async (tx) => {
      await draft(tx, { kind: REFERENCE, id: 'salles-des-fetes' })
      await edit(tx, { kind: REFERENCE, id: 'salles-des-fetes' }, [
        { do: 'set', at: ['title'], to: 'Les salles' },
      ])
    })
    const late = await keep(at, trial.body)
    assert.equal(late.statusCode, 409)
    assert.match(said(late.body), /Quelqu’un a écrit dans cette liste depuis/)
    assert.equal((await keep(at, late.body)).statusCode, 303)
    await onDraft(odile, at, 'abandonner')
  })

  test('a version that was in force comes back as a draft', async () => {
    const at = `${HERE}/salles-des-fetes`
    await keep(at, (await send(at, 'Valeur;Intitulé\na;Salle A')).body)
    await onDraft(odile, at, 'publier')
    assert.equal((await rowsOf('salles-des-fetes')).length, 1)
    assert.match(await shown(at), /Revenir à une version.*Reprendre la version 1/)
    await odile.post(`${at}/versions`, { version: '1' })
    assert.equal((await odile.post(`${at}/versions`, { version: '99' })).statusCode, 404)
    await onDraft(odile, at, 'publier')
    assert.equal((await rowsOf('salles-des-fetes')).length, 2)
  })

  test('an address is one that the operator lets be read, and its paths are pointers', async () => {
    await odile.post(`${HERE}/nouvelle`, { titre: 'Gares', collectivite: '200046977', sorte: 'adresse' })
    const at = `${HERE}/gares`
    const version = async () =>
      /name="version" value="(\d+)"/.exec((await odile.get(`${at}/adresse`)).body)?.[1] ?? ''
    const write = async (adresse: string, more: Record<string, string> = {}) =>
      odile.post(`${at}/adresse`, {
        ...{ adresse, lignes: '/records', valeur: '/id', intitule: '/nom', minutes: '60', jours: '30' },
        ...more,
        version: await version(),
      })
    for (const wrong of [
      'https://ailleurs.fr/a.json',
      'http://data.exemple.fr/a',
      'http://127.0.0.1/',
      'rien',
    ]) {
      const refused = await write(wrong)
      assert.equal(refused.statusCode, 422, wrong)
      assert.match(
        said(refused.body),
        /n’est pas de ceux que l’exploitant .* laisse lire \(https:\/\/data\.exemple\.fr, http:/,
      )
      assert.match(refused.body, new RegExp(`value="${wrong}"`), 'what was typed stays')
    }
    assert.match(
      said((await write('https://data.exemple.fr/a', { lignes: 'records' })).body),
      /Écrivez un pointeur JSON/,
    )
    assert.match(
      said((await write('https://data.exemple.fr/a', { minutes: '5' })).body),
      /Dix minutes au moins/,
    )
    assert.equal((await write('https://data.exemple.fr/a.json')).statusCode, 303)
    assert.equal((await onDraft(odile, at, 'publier')).statusCode, 303)
    assert.match(await shown(at), /Pas encore lue/)
    assert.equal((await odile.get(`${at}/importer`)).statusCode, 404)
    // Tried before it is published, by the guard: what a site says is shown, and nothing of it kept.
    const local = `${site.origin}/mediatheques.json`
    assert.equal((await write(local, { intitule: '/fields/label' })).statusCode, 303)
    assert.match(
      said((await odile.post(`${at}/essai`, {})).body),
      /L’essai a lu 8 lignes Médiathèque des Lilas, Bron \(bron-les-lilas\)/,
    )
    site.setFault('elsewhere')
    const nothing = await odile.post(`${at}/essai`, {})
    assert.deepEqual(
      [nothing.statusCode, /L’essai n’a rien donné L’adresse renvoie à une autre/.test(said(nothing.body))],
      [422, true],
    )
    assert.equal((await odile.post(`${MARKETS}/essai`, {})).statusCode, 404)
    await onDraft(odile, at, 'abandonner')
  })

  test('a form chooses from a list that exists, which stays while it is read', async () => {
    const editor = await parvis.actor('admin@parvis.example')
    const name = { kind: FORM, id: 'marche' }
    const fields = ['pages', 'stall', 'fields']
    const form = '/administration/formulaires/marche'
    const publish = async () => {
      const { version } = await draftRead(odile, `${form}/publier`)
      return odile.post(`${form}/publier`, { version })
    }
    await parvis.db.write(editor, async (tx) => {
      await draft(tx, name)
      await edit(tx, name, [{ do: 'set', at: [...fields, 'market', 'list'], to: 'perdue' }])
    })
    assert.match(said((await publish()).body), /choisit dans la liste « perdue », qui n’existe pas/)
    const panel = await odile.get('/administration/formulaires/marche/questions/market/changer')
    assert.match(panel.body, /<select[^>]* name="option-list"[^]*<option value="ecoles">Écoles publiques/)
    await parvis.db.write(editor, (tx) =>
      edit(tx, name, [
        { do: 'set', at: [...fields, 'market', 'list'], to: 'marches' },
        {
          do: 'set',
          at: [...fields, 'sells', 'showIf'],
          to: { op: 'in', of: 'market', values: ['bron-centre', 'perdu'] },
        },
      ]),
    )
    assert.match(
      said((await publish()).body),
      /Une condition lit la valeur « perdu », qui n’est pas dans la liste « marches »/,
    )
    await parvis.db.write(editor, (tx) =>
      edit(tx, name, [
        {
          do: 'set',
          at: [...fields, 'sells', 'showIf'],
          to: { op: 'is', of: 'market', value: 'bron-centre' },
        },
      ]),
    )
    assert.match(
      await shown(form),
      /Précisez ce que vous vendez.*« Sur quel marché \? » est « Marché du centre, Bron »/,
    )
    assert.equal((await publish()).statusCode, 303)
    const rest = (await rowsOf('marches')).filter(({ value }) => value !== 'bron-centre')
    const trial = await send(MARKETS, csvOfTable({ columns: ['Jours'], rows: rest }))
    assert.match(
      said(trial.body),
      /1 point bloquera la publication Une condition du formulaire « Un emplacement au marché » lit la valeur « bron-centre »/,
    )
    await keep(MARKETS, trial.body)
    assert.match(said((await onDraft(odile, MARKETS, 'publier')).body), /lit la valeur « bron-centre »/)
    await onDraft(odile, MARKETS, 'abandonner')
    const kept = await odile.post(`${MARKETS}/retirer`, {})
    assert.match(said(kept.body), /Le formulaire « Un emplacement au marché » choisit dans cette liste/)
  })

  test('a resident types and chooses, without a script; what went from the list meanwhile is taken, and told', async () => {
    const browser = parvis.browser()
    browser.cookies.set('parvis_commune', '69029')
    const { headers } = await browser.get('/demarches/derogation-scolaire/demande')
    const at = /^(.*)\/[^/]+$/.exec(String(headers.location))?.[1] ?? assert.fail(String(headers.location))
    const page = (wanted: string) =>
      browser.post(`${at}/child`, { child: 'Ève Essai', class: 'CP', wanted, why: 'care', details: '' })
    await browser.post(`${at}/home`, { 'place-commune': '69029', 'place-adresse': '1, rue des Lilas' })
    assert.match(
      (await browser.get(`${at}/child`)).body,
      /<list-search data-url="\/listes\/ecoles\/propositions"/,
    )
    const found = await browser.get('/listes/ecoles/propositions?q=lilas')
    assert.deepEqual(found.json(), [
      { value: 'bron-les-lilas', label: 'École des Lilas, Bron', text: 'École des Lilas, Bron (Maternelle)' },
    ])
    assert.match(said((await page('école du')).body), /Il y en a plusieurs pour « école du »/)
    assert.equal((await page('les lilas bron')).statusCode, 422)
    assert.equal((await page('lilas bron')).statusCode, 303)
    const rows = await rowsOf('ecoles')
    const left = rows.filter(({ value }) => value !== 'bron-les-lilas')
    await keep(
      `${HERE}/ecoles`,
      (await send(`${HERE}/ecoles`, csvOfTable({ columns: ['Niveau'], rows: left }))).body,
    )
    assert.equal((await onDraft(odile, `${HERE}/ecoles`, 'publier')).statusCode, 303)
    await browser.post(`${at}/contact`, { name: 'Ève Essai', email: 'eve@courriel.example', phone: '' })
    const check = await browser.get(`${at}/verifier`)
    assert.equal(check.headers.location, undefined)
    assert.match(said(check.body), /École souhaitée.*École des Lilas, Bron/)
    assert.equal((await page('École des Lilas, Bron')).statusCode, 303)
    assert.match(
      said((await browser.get(`${at}/verifier`)).body),
      /École des Lilas, Bron \(n’est plus dans la liste depuis le 23 nov\. 2026\)/,
    )
    parvis.advance({ days: 8 })
    const late = said((await page('École des Lilas, Bron')).body)
    assert.match(
      late,
      /« École des Lilas, Bron » n’est plus dans la liste depuis le 23 nov\. 2026 : choisissez une autre réponse/,
    )
    assert.deepEqual((await browser.get('/listes/perdue/propositions?q=a')).json(), [])
  })
})
