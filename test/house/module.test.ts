// A module written in test/ alone is everywhere once it is listed: without one line elsewhere.
import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type RawBuilder, sql } from 'kysely'
import pg from 'pg'
import { compare, definitionReader, live, publishAll, publishFiled, readFiled, version } from '#definitions'
import { type Actor, system } from '#platform/actor.ts'
import { type Config, readConfig } from '#platform/config.ts'
import { eventsOf } from '#platform/ledger/events.ts'
import { gatherHouse, type House } from '#platform/house/house.ts'
import { keptMails } from '#platform/mail/kept.ts'
import { loadAssets } from '#platform/ui/bundle.ts'
import { runRetention, writerAt } from '#privacy'
import { PROCESSING, register } from '#register'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { requestById } from '#test/requests.ts'
import { countHeard, deleteWatches, insertWatch, migration, watchesOf } from '#test/tides/queries.ts'
import { readers } from '#test/tides/readers.ts'
import { tides } from '#test/tides/module.ts'
import { TIDE_TABLE } from '#test/tides/tables.ts'
import { tellHighTide } from '#test/tides/tell.ts'
import { type Transition, WORKFLOW } from '#workflows'
import { accessMatrix } from '../../src/access-matrix.ts'
import { houseOf, jobsOf, modules } from '../../src/app.ts'
import { effectTable } from '../../src/effect-table.ts'

const RESIDENT = 'habitante@parvis.example'
const WRITER = 'l.morandat@courriel.example'

describe('a module that the program lists', () => {
  let parvis: TestApp
  let resident: TestBrowser
  let personId: number
  before(async () => {
    parvis = await createTestApp({
      modules: [...modules, tides],
      env: { PARVIS_TIDES_HARBOUR: 'Saint-Malo' },
    })
    const owner = new pg.Client({ connectionString: parvis.ownerUrl })
    await owner.connect()
    await owner.query(migration(readers.policy()))
    await owner.query(
      `insert into tides.bulletin (harbour_id, said) values (1, 'Brest fermé.'), (2, 'Quai inondé.')`,
    )
    await owner.end()
    resident = await parvis.signedInAs(RESIDENT)
    personId = (await parvis.actor(RESIDENT)).personId ?? 0
    await parvis.db.write(system, (tx) => insertWatch(tx, personId, 'Saint-Malo'))
  })
  after(() => parvis.close())

  const count = () => parvis.db.read(system, async (tx) => (await watchesOf(tx, personId)).length)

  test('answers at its address, with what its variable says, and stands in the access matrix', async () => {
    const { statusCode, body } = await parvis.browser().get('/marees')
    assert.equal(statusCode, 200)
    assert.match(body, /<h1>Marées à Saint-Malo<\/h1>/)
    assert.match(accessMatrix(parvis.house.access), /\| `tide\.read` \|/)
  })

  test('says what an agent has in charge, which changes hands when they leave and comes back', async () => {
    const [leaver, taker] = (await Promise.all(
      ['voirie', 'malo.vauzelle'].map(
        async (name) => (await parvis.actor(`${name}@parvis.example`)).personId ?? 0,
      ),
    )) as [number, number]
    await parvis.db.write(system, (tx) => insertWatch(tx, leaver, 'Brest'))
    const watched = () =>
      parvis.db.read(system, async (tx) =>
        [await watchesOf(tx, leaver), await watchesOf(tx, taker)].map(({ length }) => length),
      )
    const admin = await parvis.signedInAs('admin@parvis.example')
    const at = `/administration/agents/${leaver}/depart`
    assert.match((await admin.get(at)).body, /1\s*veille de marée, vers[^]*Le port les reprend/)
    await admin.post(at, { last: '2026-11-22', 'vers-tides-watch': String(taker) })
    for (let turn = 0; turn < 3; turn += 1) await parvis.runJobs()
    assert.deepEqual(await watched(), [0, 1])
    assert.equal((await admin.post(`${at}/annulation`, {})).statusCode, 303)
    await parvis.runJobs()
    assert.deepEqual(await watched(), [1, 0])
    await parvis.db.write(system, (tx) => deleteWatches(tx, leaver))
  })

  test('brings its rules and its island, on the pages that use it', async () => {
    const { body } = await parvis.browser().get('/marees')
    const address = (name: string) =>
      new RegExp(`"(/assets/${name}-[0-9a-f]{10}\\.(?:css|js))"`).exec(body)?.[1]
    const [sheet, island] = [address('counter') ?? '', address('tide-clock') ?? '']
    const browser = parvis.browser()
    assert.match((await browser.get(sheet)).body, /\.tide-mark\{/)
    assert.match((await browser.get(island)).body, /tide-clock/)
    assert.doesNotMatch((await browser.get('/suivi')).body, /tide-clock/)
    const alone = await loadAssets()
    assert.ok(!alone.islands.has('tide-clock'), 'the program that does not list it has nothing of it')
  })

  test('is found by the search box: its pages, and what comes and goes for whoever asks', async () => {
    const found = async (query: string) => (await parvis.browser().get(`/demarches?${query}`)).body
    assert.match(
      await found('quoi=coefficient+de+maree'),
      /Marée<\/p>.*<a href="\/marees">Heures de pleine mer</,
    )
    assert.match(await found('quoi=submersion+kerbihan&ou=Bron'), /Vigilance<\/p>.*href="\/marees#anonymous"/)
    assert.doesNotMatch(await found('quoi=submersion+kerbihan'), /Vigilance/)
  })

  test('counts its own tries', async () => {
    const browser = parvis.browser()
    for (let asked = 0; asked < 3; asked++) assert.equal((await browser.get('/marees')).statusCode, 200)
    assert.equal((await browser.get('/marees')).statusCode, 429)
    assert.ok('tideAsked' in parvis.house.limits)
  })

  test('refuses a variable that is not right, in words', () => {
    const env = { DATABASE_URL: 'postgres:///parvis', PARVIS_TIDES_HARBOUR: 'x'.repeat(41) }
    const read = (): Config => readConfig(env, gatherHouse([...modules, tides]).environment)
    assert.throws(read, /PARVIS_TIDES_HARBOUR dépasse 40 caractères/)
  })

  test('has its setting on screen, inherited and chosen as any other', async () => {
    const bron = await parvis.signedInAs('admin.bron@parvis.example')
    const address = '/administration/reglages/tides.high_water'
    assert.match(
      (await bron.get('/administration/reglages')).body,
      /Consigne de pleine mer[^]*Réglage d’origine/,
    )
    assert.equal((await bron.post(address, { valeur: 'Quai fermé' })).statusCode, 303)
    assert.match((await bron.get(address)).body, /Choisi ici[^]*Quai fermé/)
    assert.equal((await bron.post(address, { valeur: 'x'.repeat(101) })).statusCode, 422)
  })

  test('has its places in the menus, and its part of the homes', async () => {
    const account = (await resident.get('/compte')).body
    assert.match(account, /href="\/compte\/marees"[^>]*>Mes marées</)
    assert.match(account, /Pleine mer à Saint-Malo : midi\./)
    const plan = (await parvis.browser().get('/plan-du-site')).body
    assert.match(
      plan,
      /<h2[^>]*>S’informer<[^]*href="\/marees">Heures de pleine mer<[^]*<h2[^>]*>Mon compte<[^]*"\/compte\/marees"/,
    )
    const admin = (await (await parvis.signedInAs('admin@parvis.example')).get('/administration')).body
    assert.match(admin, /href="\/administration\/marees"[^>]*>Marées</)
    assert.match(admin, /href="\/administration\/marees">Marées</)
    const agent = await parvis.signedInAs('agent.bron@parvis.example')
    assert.match(
      (await agent.get('/intranet')).body,
      /id="place-marees"[^]*Basse mer à Saint-Malo : six heures\./,
    )
    assert.match((await agent.get('/agents')).body, /On attend de vous[^]*Lire le bulletin[^]*Capitainerie/)
  })

  test('has what units hold of it counted on their pages, and taken by another when theirs closes', async () => {
    const owner = new pg.Client({ connectionString: parvis.ownerUrl })
    await owner.connect()
    const heldBy = async () =>
      (
        await owner.query<{ code: string }>(
          `select u.code from tides.mooring m join territory.unit u on u.id = m.unit_id`,
        )
      ).rows.map(({ code }) => code)
    const [culture, desk] = (
      await owner.query<{ id: number }>(
        `select u.id from territory.unit u join territory.authority a on a.id = u.authority_id
         where a.slug = 'bron' and u.code in ('culture', 'accueil') order by u.code desc`,
      )
    ).rows.map(({ id }) => id)
    await owner.query('insert into tides.mooring (unit_id) values ($1), ($1)', [culture])
    const bron = await parvis.signedInAs('admin.bron@parvis.example')
    const page = `/administration/organisation/unites/${culture}`
    assert.match((await bron.get(page)).body, /<dt>mouillages<\/dt><dd>2<\/dd>/)
    const asked = { units: String(culture), kind: 'close', target: String(desk), day: '2026-11-23' }
    const at = String((await bron.post(`${page}/reorganiser`, asked)).headers.location)
    assert.match((await bron.get(at)).body, /2\smouillages[^]*Les bateaux restent où ils sont/)
    await bron.post(`${at}/confirmation`, {})
    assert.deepEqual(await heldBy(), ['accueil', 'accueil'])
    await bron.post(`${at}/retour`, {})
    assert.deepEqual(await heldBy(), ['culture', 'culture'])
    await owner.end()
  })

  test('brings a kind of key, which opens rows to whoever holds it, through both walls', async () => {
    const { body } = await resident.get('/marees/avis')
    assert.match(body, /<li>Quai inondé\. Qui suit le port de Saint-Malo : alerte de marée<\/li>/)
    assert.doesNotMatch(body, /Brest fermé/)
    const seenBy = async (actor: Actor, table: RawBuilder<unknown>) =>
      (await parvis.db.read(actor, (tx) => table.execute(tx.q))).rows.length
    const other = await parvis.actor('habitant@parvis.example')
    const own = await parvis.actor(RESIDENT)
    const all = sql`select from tides.bulletin`
    assert.deepEqual([await seenBy(own, all), await seenBy(other, all)], [1, 0], 'the policy alone')
    const keysOf = (actor: Actor) =>
      parvis.db.read(
        actor,
        async (tx) =>
          (await sql<{ keys: string[] }>`select audiences.actor_keys() as keys`.execute(tx.q)).rows[0]?.keys,
      )
    assert.deepEqual(await keysOf(own), ['all', 'harbour:2', `person:${personId}`])
    assert.ok(parvis.house.keys.some(({ kind }) => kind === 'harbour'))
    assert.throws(
      () => gatherHouse([...modules, tides, { name: 'again', keys: tides.keys ?? [] }]),
      /kind of key « harbour » is claimed by tides and by again/,
    )
  })

  test('brings a kind of definition, whose versions are kept, compared and loaded from files', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'parvis-tides-'))
    const table = (metres: number) => ({
      id: 'malo',
      harbour: 'Saint-Malo',
      tides: [{ hour: '08:30', metres }],
    })
    const kinds = { ...parvis.house, definitions: [TIDE_TABLE] }
    const load = async (body: object) => {
      await mkdir(join(folder, 'tides'), { recursive: true })
      await writeFile(join(folder, 'tides/malo.json'), JSON.stringify(body))
      const reader = definitionReader(folder)
      const published = await parvis.db.write(system, async (tx) =>
        publishFiled(tx, kinds, await readFiled(tx, kinds, reader), reader),
      )
      return [...published, ...reader.problems]
    }
    try {
      assert.deepEqual(await load(table(12)), ['annuaire malo (version 1)'])
      assert.deepEqual(await load(table(12)), [])
      assert.deepEqual(await load(table(13)), ['annuaire malo (version 2)'])
      assert.deepEqual(await load({ ...table(13), tides: [] }), [
        'tides/malo.json, tides : Cet annuaire ne dit aucune marée.',
      ])
    } finally {
      await rm(folder, { recursive: true })
    }
    const [one, two] = await parvis.db.read(system, async (tx) => [
      await version(tx, TIDE_TABLE, 'malo', 1),
      await version(tx, TIDE_TABLE, 'malo', 2),
    ])
    assert.ok(one !== undefined && two !== undefined)
    assert.deepEqual(
      compare(TIDE_TABLE, one, two).map((text) => text.replaceAll('\u00a0', ' ')),
      ['Marée « 08:30 » : la hauteur, en mètres devient 13 (avant : 12).'],
    )
    assert.ok(parvis.house.definitions.some(({ kind }) => kind === 'tidetable'))
    assert.throws(
      () => gatherHouse([...modules, tides, { name: 'again', definitions: [TIDE_TABLE] }]),
      /kind of definition « tidetable » is claimed by tides and by again/,
    )
    assert.throws(
      () => gatherHouse([...modules, { name: 'again', gates: [{ on: 'tidetable' }] }]),
      /again asks something of « tidetable », a kind of definition that no module brings/,
    )
  })

  test('has a screen with a list and a form, from one file', async () => {
    const admin = await parvis.signedInAs('admin.bron@parvis.example')
    const HERE = '/administration/marees'
    assert.equal((await resident.get(HERE)).statusCode, 404)
    const refused = await admin.post(`${HERE}/nouveau`, { said: 'Vu', harbour: '7' })
    assert.equal(refused.statusCode, 422)
    for (const words of [
      'Écrivez l’avis.',
      'Choisissez un port.',
      'value="Vu"',
      '2 réponses sont à corriger',
    ])
      assert.ok(refused.body.includes(words), words)
    const write = (said: string) => admin.post(`${HERE}/nouveau`, { said, harbour: '1' })
    for (const said of ['=1+1', 'Écluse fermée']) assert.equal((await write(said)).headers.location, HERE)
    assert.match((await write('Écluse fermée')).body, /href="#said">Cet avis est déjà publié/)
    const rowsOf = (body: string) =>
      [...body.matchAll(/<th scope="row"[^>]*>([^<]*)/g)].map(([, text]) => text)
    const first = (await admin.get(`${HERE}?tri=avis`)).body
    assert.deepEqual(rowsOf(first), ['=1+1', 'Brest fermé.'])
    const way = (body: string, rel: string) =>
      new RegExp(`href="([^"]+)" rel="${rel}"`).exec(body)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const second = (await admin.get(way(first, 'next'))).body
    assert.deepEqual(rowsOf(second), ['Écluse fermée', 'Quai inondé.'])
    assert.match(second, /aria-sort="ascending"/)
    assert.deepEqual(
      [way(second, 'next'), rowsOf((await admin.get(way(second, 'prev'))).body)],
      ['', rowsOf(first)],
    )
    const file = await admin.get(`${HERE}?q=FERM&tri=-avis&format=csv`)
    assert.equal(file.body, '\uFEFF"Avis";"Port"\r\n"Écluse fermée";"Brest"\r\n"Brest fermé.";"Brest"\r\n')
    assert.match((await admin.get(`${HERE}?format=csv`)).body, /"'=1\+1";"Brest"/)
    assert.match((await admin.get(`${HERE}?q=baleine`)).body, /Rien ne correspond[^]*Tout voir/)
    for (const edge of ['x', Buffer.from('["a","b; drop"]').toString('base64url')])
      assert.deepEqual(rowsOf((await admin.get(`${HERE}?tri=avis&apres=${edge}`)).body), rowsOf(first), edge)
  })

  test('hears an event beside those who heard it before, and comes back by itself', async () => {
    await parvis.makeRequest({ email: WRITER })
    await parvis.runJobs()
    assert.equal(await parvis.db.read(system, countHeard), 1)
    assert.equal((await parvis.db.read(system, (tx) => keptMails(tx, { to: WRITER }))).length, 1)
    assert.ok(parvis.house.recurring.some(({ task }) => task === 'tides.measure'))
    assert.ok('tides.measure' in jobsOf(parvis.config, parvis.house))
  })

  test('tells somebody something, once: in their list, by mail, and among what they choose', async () => {
    const tell = () => parvis.db.write(system, (tx) => tellHighTide(tx, personId, 'Saint-Malo', '2026-12-01'))
    const listed = async () =>
      (await resident.get('/compte/notifications')).body.match(/Grande marée à Saint-Malo/g)?.length ?? 0
    await tell()
    const once = await listed()
    await tell()
    assert.ok(once > 0)
    assert.equal(await listed(), once)
    const mails = await parvis.db.read(system, (tx) => keptMails(tx, { to: RESIDENT }))
    assert.equal(mails.filter(({ subject }) => subject === 'Grande marée à Saint-Malo').length, 1)
    assert.match((await resident.get('/compte/notifications/choix')).body, /Une grande marée approche/)
  })

  test('brings an effect, which a workflow may name and an act does', async () => {
    const added: Transition = {
      ...{ id: 'low_water', label: 'Attendre la marée', from: ['new'], to: 'scheduled', who: ['handler'] },
      ...{ asks: ['date'], effects: [{ name: 'lowWater' }], residentSays: null, agentSays: 'Marée attendue' },
    }
    const publish = (house: House, transition: Transition) =>
      parvis.db.write(system, async (tx) => {
        const [report] = (await live(tx, WORKFLOW)).filter(({ id }) => id === 'report')
        const { body } = report ?? assert.fail()
        const changed = { ...body, transitions: [...body.transitions, transition] }
        const { refused } = await publishAll(tx, house, [{ kind: WORKFLOW, id: 'report', body: changed }])
        return refused.flatMap(({ problems }) => problems.map(({ sentence }) => sentence))
      })
    const { asks: _, ...unasked } = added
    assert.match(
      (await publish(parvis.house, unasked))[0] ?? '',
      /attend une grande marée, mais ne demande pas/,
    )
    assert.match(
      (await publish(houseOf({ demo: false }), added))[0] ?? '',
      /«.lowWater.», un effet qui n’existe/,
    )
    assert.deepEqual(await publish(parvis.house, added), [])
    assert.match(effectTable(parvis.house.effects), /\| `lowWater` \| L’intervention se fait à pied sec/)

    const { id, ref } = await parvis.makeRequest({ email: null })
    const desk = await parvis.signedInAs('voirie@parvis.example')
    const at = `/agents/demandes/${ref}`
    assert.match((await desk.get(`${at}/agir/low_water`)).body, /<li>L’intervention se fait à pied sec/)
    const act = (date: string) => desk.post(`${at}/actions/low_water`, { date })
    const wrong = await act('2026-12-02')
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, /La mer ne se retire que le 1er et le 15/)
    assert.equal((await act('2026-12-15')).statusCode, 303)
    const [request, events] = await parvis.db.read(system, async (tx) => [
      await requestById(tx, id),
      await eventsOf(tx, 'request', id),
    ])
    assert.deepEqual([request?.state, request?.plannedDay], ['scheduled', '2026-12-15'])
    assert.equal(events.at(-1)?.payload['tides.lowWater'], '2026-12-15')
    assert.throws(
      () => gatherHouse([...modules, tides, { name: 'again', effects: tides.effects ?? [] }]),
      /effect « lowWater » is claimed by tides and by again/,
    )
  })

  test('forgets with time what the register says, and the dry run foresees it', async () => {
    await parvis.db.write(system, async (tx) => {
      const { entry } = await register(tx)
      const account = entry('compte') ?? assert.fail()
      const line = {
        ...{ rule: 'tide.delete', keep: { days: 30 }, from: 'l’alerte' },
        ...{ action: 'L’alerte est effacée.', basis: 'Une marée passe.' },
      }
      const body = { ...account, retention: [...account.retention, line] }
      const { refused } = await publishAll(tx, parvis.house, [{ kind: PROCESSING, id: 'compte', body }])
      assert.deepEqual(refused, [])
    })
    const countOf = async (isDry: boolean) => {
      const options = { isDry, writer: writerAt('http://parvis.test'), isDemo: false, only: 'tide.delete' }
      return (await runRetention(parvis.db, parvis.house, options)).map((row) => row.count)
    }
    assert.deepEqual(await countOf(true), [0])
    parvis.advance({ days: 31 })
    assert.deepEqual(await countOf(true), [1])
    assert.equal(await count(), 1)
    const admin = await parvis.signedInAs('admin.bron@parvis.example')
    await admin.post('/administration/conservation/simulation', {})
    assert.match((await admin.get('/administration/conservation')).body, /Alertes de marée/)
    parvis.advance({ days: -31 })
  })

  test('is in « Mes données », and goes with the account', async () => {
    assert.match((await resident.get('/compte/donnees')).body, /Vos alertes de marée/)
    assert.match((await resident.get('/compte/donnees/effacement')).body, /Vos alertes de marée/)
    assert.equal(await count(), 1, 'foreseeing changes nothing')
    const { headers } = await resident.post('/compte/donnees/effacement', { accord: 'oui' })
    assert.match(String(headers.location), /^\/effacement\?jeton=/)
    assert.equal(await count(), 0)
  })
})
