// Agents from a spreadsheet: faults are said with their line before anything is done; a run does the rest, and another undoes it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { pasted } from '#platform/sheets/delimited.ts'
import { spreadsheet } from '#platform/sheets/ods.ts'

const HERE = '/administration/agents/import'

describe('an import of agents', () => {
  let parvis: TestApp
  let bron: TestBrowser
  const line = (n: number, more = '') =>
    `Agente Numéro ${n};agente${n}@mairie.example;${more || 'Accueil de la mairie;Guichet, accueil'};01/01/2027;`
  const many = (count: number) => Array.from({ length: count }, (_, index) => line(index + 1))
  const states = async (state: string) =>
    Number(
      /(\d+)\s*agents?<\/span>/.exec((await bron.get(`/administration/agents?etat=${state}`)).body)?.[1] ?? 0,
    )
  const paste = (lines: string[], who = bron) =>
    who.post(HERE, {
      lines: ['Nom;Adresse e-mail;Service;Fonction;Premier jour;Dernier jour', ...lines].join('\n'),
    })

  before(async () => {
    parvis = await createTestApp()
    bron = await parvis.signedInAs('admin.bron@parvis.example')
  })
  after(() => parvis.close())

  test('line 312 is said with its value, with everything pasted kept, and nothing is done', async () => {
    const lines = many(320)
    lines[310] = line(311, 'Accueil de la mairie;Chef')
    lines[311] = 'Sans adresse;pas-une-adresse;Accueil de la mairie;Arbitre;32/13/2027;'
    lines[312] = line(313, 'Voirie Est;Instruction')
    lines[313] = line(314).replace('01/01/2027', '31/02/2027')
    lines[314] = line(1)
    const reply = await paste(lines)
    assert.equal(reply.statusCode, 422)
    for (const said of [
      /Ligne 312\s*: cette fonction n’existe pas \(«\s*Chef\s*»\)/,
      /Ligne 313\s*: ce n’est pas une adresse e-mail \(«\s*pas-une-adresse\s*»\)/,
      /Ligne 314\s*: ce service n’est pas l’un des vôtres \(«\s*Voirie Est\s*»\)/,
      /Ligne 313\s*: ce n’est pas une adresse[^.]*; cette fonction n’existe pas[^.]*Arbitre[^.]*; le premier jour n’existe pas[^.]*32\/13/,
      /Ligne 315\s*: le premier jour n’existe pas/,
      /Ligne 316\s*: la ligne 2 dit la même chose/,
      /pas-une-adresse;Accueil/,
    ])
      assert.match(reply.body, said)
    assert.equal(await states('invited'), 0)
    assert.match((await paste([])).body, /Collez au moins une ligne/)
  })

  test('a file takes the same way: its lines come again to be corrected, what is no spreadsheet is said beside it', async () => {
    const send = (name: string, bytes: Buffer) =>
      bron.upload(HERE, { authority: '', lines: 'ce qui était collé' }, [{ field: 'file', name, bytes }])
    const head = ['Nom', 'Adresse e-mail', 'Service', 'Fonction', 'Premier jour', 'Dernier jour']
    const eve = ['Ève Numéro', 'eve@mairie.example', 'Accueil de la mairie', 'Guichet, accueil', '', '']
    const wrong = await send(
      'agents.ods',
      spreadsheet('Agents', [head, [...eve.slice(0, 3), 'Cheffe', '', '']]),
    )
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, /Une fonction est l’une de celles-ci[^]*«\sInstruction\s»[^]*<textarea/)
    assert.match(wrong.body, /Ligne 2\s*: cette fonction n’existe pas[^]*Ève Numéro\teve@mairie\.example/)
    const windows = Buffer.from([head, eve].map((cells) => cells.join(';')).join('\r\n'), 'latin1')
    for (const bytes of [spreadsheet('Agents', [head, eve]), windows, Buffer.from(pasted([head, eve]))])
      assert.match((await bron.follow(await send('agents', bytes))).body, /Import de 1\s*ligne[^]*Ève Numéro/)
    const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ', 'base64')
    const refused = await send('photo.csv', picture)
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /Ce fichier n’est pas un tableur[^]*ce qui était collé/)
    assert.match((await send('vieux.xls', Buffer.from([65, 0, 1, 2]))).body, /Ce fichier n’est pas du texte/)
    assert.match((await send('lourd.csv', Buffer.alloc(2_000_001, 'a'))).body, /Ce fichier dépasse 2\s*Mo/)
    const sample = await bron.get(`${HERE}/exemple?format=ods`)
    assert.equal(sample.headers['content-type'], 'application/vnd.oasis.opendocument.spreadsheet')
    assert.match(
      (await bron.follow(await send('exemple.ods', sample.rawPayload))).body,
      /Import de 2\s*lignes/,
    )
    const long = spreadsheet(
      'Agents',
      Array.from({ length: 900 }, () => ['x'.repeat(120), 'y', 'z', '', '', '']),
    )
    const again = (await send('long.ods', long)).body
    assert.match(again, /Corrigez-les à leur source/)
    assert.ok(again.length < 60_000)
  })

  test('lines without a fault are shown, done by a run, and undone as one; what cannot be is said', async () => {
    const known = 'Rémi Terraillon;remi.bron@parvis.example;Accueil de la mairie;Guichet, accueil;01/01/2027;'
    const shown = await bron.follow(await paste([...many(3), known]))
    assert.match(shown.body, /Import de 4\s*lignes[^]*Importer 4\s*lignes[^]*Agente Numéro 2/)
    assert.equal(await states('invited'), 0)
    const at = /(\/administration\/agents\/import\/\d+)\/faire/.exec(shown.body)?.[1] ?? ''
    const stranger = await parvis.signedInAs('admin@parvis.example')
    assert.equal((await stranger.get(at)).statusCode, 404)
    const first = await bron.post(`${at}/faire`, {})
    assert.equal(first.statusCode, 303)
    for (let turn = 0; turn < 3; turn += 1) await parvis.runJobs()
    assert.equal(await states('invited'), 3)
    assert.match(
      (await bron.follow(first)).body,
      /Invitation envoyée\s*: Agente Numéro 1, [^]*Fonction ajoutée\s*: Rémi Terraillon[^]*agents\/import\/\d+">Relire cet import ou le défaire/,
    )
    const posts = async () =>
      (
        await parvis.db.read(system, (tx) =>
          sql<{
            role: string
          }>`select m.role from accounts.membership m join accounts.person p on p.id = m.person_id
          where p.email = 'remi.bron@parvis.example' order by 1`.execute(tx.q),
        )
      ).rows.map(({ role }) => role)
    assert.deepEqual(await posts(), ['handler', 'reception'])
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        n: number
      }>`select count(*)::int as n from platform.mail where recipient like 'agente%@mairie.example'`.execute(
        tx.q,
      ),
    )
    assert.equal(rows[0]?.n, 3)
    // The same lines again do nothing twice, and are told so before.
    const again = await bron.follow(await paste([...many(3), known]))
    assert.match(
      again.body,
      /4\s*lignes ne peuvent pas être faites[^]*Ligne 1, Agente Numéro 1\s*: Cette adresse a déjà une invitation[^]*Ligne 4/,
    )
    const twice = /(\/administration\/agents\/import\/\d+)\/faire/.exec(again.body)?.[1] ?? ''
    const run = await bron.post(`${twice}/faire`, {})
    for (let turn = 0; turn < 3; turn += 1) await parvis.runJobs()
    assert.match(
      (await bron.follow(run)).body,
      /Ligne 1, laissée\s*: Cette adresse a déjà une invitation[^]*Ligne 4, laissée\s*: Ces dates se chevauchent/,
    )
    assert.equal((await bron.post(`${at}/annulation`, {})).statusCode, 303)
    for (let turn = 0; turn < 3; turn += 1) await parvis.runJobs()
    assert.equal(await states('invited'), 0)
    assert.deepEqual(await posts(), ['handler'])
    assert.match((await bron.get(at)).body, /Cet import est défait/)
  })

  test('it is done or undone, never both; what was refused is done when it is asked again, what somebody changed since stays', async () => {
    const owner = new pg.Client({ connectionString: parvis.ownerUrl })
    await owner.connect()
    const read = async (lines: string[]): Promise<string> => String((await paste(lines)).headers.location)
    const run = async (address: string): Promise<string> => {
      const begun = await bron.post(address, {})
      for (let turn = 0; turn < 3; turn += 1) await parvis.runJobs()
      return (await bron.follow(begun)).body
    }
    const known = 'Rémi Terraillon;remi.bron@parvis.example;Accueil de la mairie;Guichet, accueil;01/01/2027;'
    const [first, second] = [await read([line(50)]), await read([line(50), line(51), known])]
    assert.match((await bron.post(`${first}/annulation`, {})).body, /il n’y a rien à défaire/)
    await run(`${first}/faire`)
    assert.match(
      await run(`${second}/faire`),
      /2\s*lignes sur 3[^]*Ligne 1, laissée\s*: Cette adresse a déjà/,
    )
    assert.match((await bron.get(second)).body, /2\s*lignes sont faites sur 3[^]*Importer 1\s*ligne</)
    assert.match(await run(`${first}/annulation`), /1\s*ligne sur 1/)
    assert.equal(await states('invited'), 1)
    assert.equal((await bron.post(`${second}/faire`, {})).statusCode, 303)
    assert.match((await bron.post(`${second}/annulation`, {})).body, /attendez sa fin/)
    for (let turn = 0; turn < 3; turn += 1) await parvis.runJobs()
    assert.equal(await states('invited'), 2)
    await owner.query(
      `update accounts.invitation set posts = jsonb_set(posts, '{0,role}', '"handler"') where email = 'agente51@mairie.example'`,
    )
    await owner.query(
      `update accounts.membership m set valid_to = '2027-06-30' from accounts.person p
       where p.id = m.person_id and p.email = 'remi.bron@parvis.example' and m.valid_from = '2027-01-01'`,
    )
    const undone = await run(`${second}/annulation`)
    assert.match(undone, /Agente Numéro 51\s*: son invitation promet autre chose depuis/)
    assert.match(undone, /Rémi Terraillon\s*: les jours de cette fonction ont changé depuis/)
    assert.equal(await states('invited'), 1)
    assert.match((await bron.get(second)).body, /Cet import est défait[^]*changé depuis reste/)
    for (const at of [first, second]) assert.equal((await bron.post(`${at}/faire`, {})).statusCode, 409)
    assert.equal(await states('invited'), 1)
    await owner.end()
  })
})
