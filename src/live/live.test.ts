// Real time against a real server: each format is read as words, what is down, huge or of another format keeps what was said before with its
// age, and the home never shows an error; nobody keeps what others follow.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { ownAudience, PUBLIC } from '#audiences'
import { system } from '#platform/actor.ts'
import { guardedFetch } from '#platform/outside/guard.ts'
import { FeedRefused } from '#publishing'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { anyText } from '#test/texts.ts'
import { KINDS, type KindName } from './kinds.ts'
import { readConnectors } from './read.ts'
import { ageOf } from './words.ts'

const HERE = '/administration/temps-reel'
const NOW = new Date('2026-11-26T09:00:00Z')
const BASE = 'https://donnees.exemple.fr/flux/'

const cap = (infos: string, more = '<status>Actual</status><msgType>Alert</msgType>') =>
  `<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>a1</identifier>${more}${infos}</alert>`
const info = (language: string, headline: string, severity: string, expires = '2026-11-27T23:00:00+01:00') =>
  `<info><language>${language}</language><event>e</event><severity>${severity}</severity><onset>2026-11-26T06:00:00+01:00</onset><expires>${expires}</expires><headline>${headline}</headline><area><areaDesc>Rhône</areaDesc></area></info>`
const works = (...list: Record<string, unknown>[]) =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: list.map((properties) => ({ type: 'Feature', geometry: null, properties })),
  })

describe('what is read in real time', () => {
  const read = (kind: KindName, text: string, now = NOW) =>
    KINDS[kind].read(Buffer.from(text), BASE, now).map(({ title, detail, tone }) => [title, detail, tone])
  const refused = (kind: KindName, text: string) => {
    try {
      read(kind, text)
    } catch (error) {
      return error instanceof FeedRefused ? error.why : error
    }
    return 'read'
  }

  test('a warning is read in French, the gravest first, as long as it lasts; exercises and what is called off are none', () => {
    const both = `${info('en-GB', 'Snow', 'Severe')}${info('fr-FR', 'Vigilance jaune&#160;: vent', 'Moderate')}${info('fr', 'Vigilance orange : neige &amp; verglas', 'Severe')}${info('fr', 'Hier', 'Extreme', '2026-11-25')}`
    const said = [
      ['Vigilance orange : neige & verglas', 'Rhône', 'bad'],
      ['Vigilance jaune : vent', 'Rhône', 'warn'],
    ]
    assert.deepEqual(read('weather', cap(both)), said)
    assert.deepEqual(read('weather', cap(both).replaceAll(/<(\/?)(?=[a-z])/g, '<$1cap:')), said)
    for (const off of [
      '<status>Exercise</status><msgType>Alert</msgType>',
      '<status>Actual</status><msgType>Cancel</msgType>',
    ])
      assert.deepEqual(read('weather', cap(both, off)), [])
    assert.equal(refused('weather', `<!DOCTYPE a [<!ENTITY b "c">]>${cap(both)}`), 'poisoned')
    assert.equal(refused('weather', cap('<a/>'.repeat(60_001))), 'huge')
    assert.equal(refused('weather', '<rss/>'), 'unreadable')
  })

  test('works are read whatever their properties are called, those of today alone; shared vehicles are counted', () => {
    const collection = works(
      {
        NOM: 'Pont fermé la nuit',
        precision_localisation: 'Quai',
        date_debut: '2026-11-20',
        date_fin: '26/11/2026',
      },
      { titre: 'Rue barrée <script>x</script>', debut_chantier: '2026-11-25', fin_chantier: '2026-12-31' },
      { nom: 'Fini', fin: '2026-11-24' },
      { nom: 'Pas encore', debut: '2027-01-01' },
      { nom: '' },
    )
    assert.deepEqual(read('works', collection), [
      ['Rue barrée', '', 'info'],
      ['Pont fermé la nuit', 'Quai', 'info'],
    ])
    assert.equal(refused('works', '{"type":"Feature"}'), 'unreadable')
    const stations = [
      { num_vehicles_available: 3, is_renting: true },
      { num_bikes_available: 4, is_renting: 1 },
      { num_bikes_available: 0 },
      { num_bikes_available: 9, is_renting: 0 },
    ]
    assert.deepEqual(read('vehicles', JSON.stringify({ data: { stations } })), [
      ['7 véhicules à prendre', '3 stations ouvertes, dont 1 vide', 'info'],
    ])
    assert.equal(refused('vehicles', '{}'), 'unreadable')
  })

  test('whatever is sent is lines or a refusal in words, without any markup', () => {
    const kinds = Object.keys(KINDS) as KindName[]
    fc.assert(
      fc.property(fc.constantFrom(...kinds), anyText(200), fc.jsonValue(), (kind, text, value) => {
        const sent = [
          text,
          JSON.stringify(value),
          works({ nom: text, debut: value, fin: text }),
          cap(info('fr', text, text, text)),
        ]
        for (const body of sent) {
          let lines: unknown[][] = []
          try {
            lines = read(kind, body)
          } catch (error) {
            assert.ok(error instanceof FeedRefused, String(error))
          }
          for (const [title, detail] of lines)
            assert.doesNotMatch(`${String(title)}${String(detail)}`, /[<>]/)
        }
      }),
      // A name that every object has is no severity.
      { numRuns: 60, examples: [['weather', '__proto__', '']] },
    )
  })

  test('what is no number is none, and a text is never cut within a character', () => {
    const stations = [{ num_vehicles_available: { toString: 1, valueOf: 1 } }, { num_bikes_available: 2 }]
    assert.deepEqual(read('vehicles', JSON.stringify({ data: { stations } })), [
      ['2 véhicules à prendre', '2 stations ouvertes, dont 1 vide', 'info'],
    ])
    for (const start of ['', 'a'])
      for (const [title] of read('works', works({ nom: `${start}${'😀'.repeat(90)}` })))
        assert.ok(String(title).isWellFormed(), String(title))
  })

  test('its age is said, and what was not read lately says since when', () => {
    const at = (minutes: number) => ageOf(new Date(NOW.getTime() - minutes * 60_000), NOW, 'Europe/Paris')
    assert.deepEqual(at(5), { text: 'à 9\u00a0h\u00a055', isOld: false })
    assert.deepEqual(at(44).isOld, false)
    assert.deepEqual(at(50), { text: 'pas relu depuis 50\u00a0minutes', isOld: true })
    assert.deepEqual(at(185), { text: 'pas relu depuis 3\u00a0h', isOld: true })
    assert.match(at(60 * 72).text, /^pas relu depuis le lundi 23\snovembre\s2026$/)
    assert.equal(ageOf(null, NOW, 'Europe/Paris').isOld, true)
  })
})

describe('real time', () => {
  let parvis: TestApp
  let admin: TestBrowser
  let road: TestBrowser
  let server: Server
  let origin = ''
  /** What the server answers now. */
  let answer: { status: number; body: string } = { status: 200, body: '' }
  before(async () => {
    parvis = await createTestApp()
    admin = await parvis.signedInAs('admin@parvis.example')
    road = await parvis.signedInAs('voirie@parvis.example')
    server = createServer((_, reply) => reply.writeHead(answer.status).end(answer.body)).listen(
      0,
      '127.0.0.1',
    )
    await once(server, 'listening')
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  after(async () => {
    server.close()
    await parvis.close()
  })

  const hidden = (body: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
  const homeOf = async (who: TestBrowser) => {
    const reply = await who.get('/intranet')
    assert.equal(reply.statusCode, 200, reply.body)
    return reply.body.replace(/^[^]*<main/, '')
  }
  async function readAgain(status: number, body: string, allowPrivate = true): Promise<void> {
    answer = { status, body }
    await parvis.db.write(system, (tx) => sql`update live.connector set next_at = '-infinity'`.execute(tx.q))
    await readConnectors(parvis.db, {
      ...{ publicUrl: 'https://parvis.example', fetch: guardedFetch, allowPrivate },
    })
  }

  test('a fault of ours in one reading leaves the others, and is told', async () => {
    const { authorityId = 0 } = (await parvis.actor('admin@parvis.example')).memberships[0] ?? {}
    await parvis.db.write(system, (tx) =>
      sql`insert into live.connector (authority_id, audience_id, kind, name, address)
        select ${authorityId}, id, 'works', two.name, ${origin} || '/' || two.name from audiences.audience,
          (values ('Un'), ('Deux')) as two (name) where authority_id = ${authorityId} and standing = 'own'`.execute(
        tx.q,
      ),
    )
    answer = { status: 200, body: works({ nom: 'Pont fermé' }) }
    const fetch: typeof guardedFetch = (address, options) =>
      String(address).endsWith('/Deux')
        ? Promise.reject(new TypeError('undefined'))
        : guardedFetch(address, options)
    const reading = { publicUrl: 'https://parvis.example', fetch, allowPrivate: true }
    await assert.rejects(readConnectors(parvis.db, reading), /not read/)
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ name: string; why: string | null }>`select name, why from live.connector order by name`.execute(
        tx.q,
      ),
    )
    assert.deepEqual(rows, [
      { name: 'Deux', why: 'unreadable' },
      { name: 'Un', why: null },
    ])
    await parvis.db.write(system, (tx) => sql`delete from live.connector`.execute(tx.q))
  })

  test('what is typed wrong is said beside its field, and kept', async () => {
    const wrong = await admin.post(`${HERE}/nouveau`, {
      ...{ authority: '', kind: 'marees', name: 'M', address: 'ici', audience: '' },
    })
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, /Choisissez la collectivité[^]*Nommez ce que vous suivez/)
    assert.match(wrong.body, /value="ici"/)
    assert.equal((await road.get(HERE)).statusCode, 404)
  })

  test('a tile says what is so and its age; when its source fails it keeps what it said, and says that it is old', async () => {
    const { authorityId = 0 } = (await parvis.actor('admin@parvis.example')).memberships[0] ?? {}
    const audience = await parvis.db.read(system, (tx) => ownAudience(tx, authorityId))
    const typed = { kind: 'works', name: 'Travaux de voirie', audience: String(audience) }
    const form = (await admin.get(`${HERE}/nouveau`)).body
    const slug = /name="authority"[^]*?value="(metropole[^"]*)"/.exec(form)?.[1] ?? 'metropole'
    const added = await admin.post(`${HERE}/nouveau`, {
      ...{ ...typed, authority: slug, address: 'https://donnees.exemple.fr/travaux.json' },
    })
    assert.equal(added.statusCode, 303, added.body)
    const at = String(added.headers.location).replace(/\?.*$/, '')
    await parvis.db.write(system, (tx) =>
      sql`update live.connector set address = ${`${origin}/travaux.json`}`.execute(tx.q),
    )
    assert.match(await homeOf(road), /En temps réel[^]*Travaux de voirie[^]*pas encore lu[^]*État inconnu/)
    await readAgain(200, works({ nom: 'Pont fermé la nuit' }))
    assert.match(await homeOf(road), /Travaux de voirie, à \d[^]*<b>Pont fermé la nuit/)

    // Each failure in its words; the home keeps what was said.
    for (const [status, body, why] of [
      [500, '', /Le site répond par une erreur/],
      [404, '', /Il n’y a plus rien à cette adresse/],
      [200, '<html>', /n’est pas du format attendu/],
      [200, ' '.repeat(2_000_001), /dépasse 2/],
    ] as const) {
      await readAgain(status, body)
      assert.match((await admin.get(at)).body, why)
      assert.match(await homeOf(road), /Pont fermé la nuit/)
    }
    // What would poison its reader stops no other: it is lines, or a refusal.
    await parvis.db.write(system, (tx) =>
      sql`insert into live.connector (authority_id, audience_id, kind, name, address)
        select ${authorityId}, ${audience ?? 0}, 'vehicles', 'Vélos', ${`${origin}/velos.json`}`.execute(
        tx.q,
      ),
    )
    await readAgain(200, '{"data":{"stations":[{"num_vehicles_available":{"toString":1,"valueOf":1}}]}}')
    await readAgain(200, works({ nom: `a${'😀'.repeat(90)}` }))
    await parvis.db.write(system, (tx) => sql`delete from live.connector where name = 'Vélos'`.execute(tx.q))
    await readAgain(200, works({ nom: 'Pont fermé la nuit' }))
    // The guard keeps the house to itself.
    await readAgain(200, works({ nom: 'Du dedans' }), false)
    assert.match((await admin.get(at)).body, /n’est pas publique/)
    await parvis.db.write(system, (tx) =>
      sql`update live.connector set read_at = read_at - interval '3 hours'`.execute(tx.q),
    )
    const old = await homeOf(road)
    assert.match(old, /<b>pas relu depuis 3&nbsp;h|<b>pas relu depuis 3\u00a0h/)
    assert.match(old, /Pont fermé la nuit/)
    await readAgain(200, works())
    assert.match(await homeOf(road), /Pas de travaux en cours/)

    // Another address has said nothing yet.
    const page = (await admin.get(at)).body
    const changed = await admin.post(at, {
      ...{ ...typed, address: 'https://donnees.exemple.fr/autres.json', version: hidden(page, 'version') },
    })
    assert.equal(changed.statusCode, 303, changed.body)
    const stale = await admin.post(at, {
      ...typed,
      address: 'https://a.exemple.fr/',
      version: hidden(page, 'version'),
    })
    assert.equal(stale.statusCode, 409)
    assert.match(await homeOf(road), /pas encore lu/)
  })

  test('is for whom it is said to be, and kept by whoever publishes for its authority, by both walls', async () => {
    const bron = await parvis.signedInAs('agent.bron@parvis.example')
    assert.doesNotMatch(await homeOf(bron), /En temps réel/)
    const editor = await parvis.actor('admin.bron@parvis.example')
    const { authorityId = 0 } = (await parvis.actor('admin@parvis.example')).memberships[0] ?? {}
    await assert.rejects(
      parvis.db.write(editor, (tx) =>
        sql`insert into live.connector (authority_id, audience_id, kind, name, address)
          values (${authorityId}, ${PUBLIC}, 'traffic', 'Tram', 'https://tram.exemple.fr/rss')`.execute(tx.q),
      ),
      /row-level security/,
    )
    const worker = await parvis.actor('voirie@parvis.example')
    const { numAffectedRows } = await parvis.db.write(worker, (tx) =>
      sql`delete from live.connector`.execute(tx.q),
    )
    assert.equal(numAffectedRows, 0n)
    const list = (await admin.get(HERE)).body
    const at = /href="(\/administration\/temps-reel\/\d+)"/.exec(list)?.[1] ?? assert.fail('none listed')
    assert.equal((await (await parvis.signedInAs('admin.bron@parvis.example')).get(at)).statusCode, 404)
    const version = hidden((await admin.get(`${at}/retrait`)).body, 'version')
    assert.equal((await admin.post(`${at}/retrait`, { version })).statusCode, 303)
    assert.doesNotMatch(await homeOf(road), /En temps réel/)
  })
})
