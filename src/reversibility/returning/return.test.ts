// The copy of a commune is read back into another installation, which answers its residents from there on.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { makeAudience } from '#audiences'
import { system } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { eventsOf } from '#platform/ledger/events.ts'
import { verifyHistory } from '#platform/ledger/verify.ts'
import { openFiles } from '#platform/files/store/open.ts'
import { addTemplate, keptTemplates } from '#services'
import { territory } from '#territory'
import { createTestApp, type TestApp } from '#test/app.ts'
import { requestByRef } from '#test/requests.ts'
import { writeNotice } from '../../publishing/information/write.ts'
import { act } from '../../requests/act/act.ts'
import type { Sent } from '../../requests/send/submit.ts'
import { exportAuthority } from '../leaving/export.ts'
import { importCopy, type ReadBack } from './import.ts'
import { BRON, type Leaving, makeLeaving, PDF } from '../leaving/leave.fixture.ts'
import type { Manifest } from '../copy/manifest.ts'

/** A setting of another version, and one that the metropolis alone chooses. */
const [ELSEWHERE, NETWORK] = ['requests.elsewhere', 'forms.drafts_from_network']

describe('a copy read back elsewhere', () => {
  let there: TestApp
  let here: TestApp
  let leaving: Leaving
  let folder: string
  let back: ReadBack
  let ref: string
  /** Sent to the metropolis, which handed it over. */
  let handed: Sent
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parvis-return-'))
    there = await createTestApp()
    here = await createTestApp()
    leaving = await makeLeaving(there)
    // Numbers of here are others’: of a request, of its messages, of a unit.
    await here.makeRequest()
    await addUnit(here, '69283', 'piscine', null)
    await addUnit(there, BRON, 'patinoire', 'services-techniques')
    handed = await handOver()
    await says()
    await addresses()
    await exportAuthority(there.db, openFiles(there.config), there.house.carried, { code: BRON, folder })
  })
  after(async () => {
    await Promise.all([there.close(), here.close()])
    await rm(folder, { recursive: true })
  })

  const addUnit = (app: TestApp, commune: string, code: string, above: string | null) =>
    app.db.write(system, (tx) =>
      sql`insert into territory.unit (authority_id, code, name, kind, functions, calendar_id, parent_id)
        select a.id, ${code}, ${code}, 'team', '{}', u.calendar_id, case when u.code = ${above} then u.id end
        from territory.authority a join territory.unit u on u.authority_id = a.id
        where a.code = ${commune} order by u.code = ${above} desc nulls last limit 1`.execute(tx.q),
    )
  /** A template of its own; and settings that no screen of here would choose. */
  async function says(): Promise<void> {
    const admin = await there.actor('admin.bron@parvis.example')
    const { id: authorityId } =
      (await there.db.read(system, territory)).authorityByCode(BRON) ?? assert.fail()
    await there.db.write(admin, (tx) =>
      addTemplate(tx, { title: 'Passage de Bron', text: 'Bonjour {name}, nous passons.', authorityId }),
    )
    await there.db.write(system, (tx) =>
      sql`insert into settings.value (key, authority_id, value, since)
        select key, ${authorityId}, '9000', ${tx.now} from unnest(${[ELSEWHERE, NETWORK]}::text[]) key`.execute(
        tx.q,
      ),
    )
  }
  const rinkOf = async (tx: Read): Promise<number> =>
    (await sql<{ id: number }>`select id from territory.unit where code = 'patinoire'`.execute(tx.q)).rows[0]
      ?.id ?? 0
  /** An audience that names units of the copy and of elsewhere, with what is for it. */
  async function addresses(): Promise<void> {
    await there.db.write(system, async (tx) => {
      const place = await territory(tx)
      const bron = place.authorityByCode(BRON)?.id ?? assert.fail()
      const rule = {
        who: [`workplace:${bron}`, `workplace:${place.metropolis.id}`],
        ...{ also: [], except: [`staff:${await rinkOf(tx)}:editor`], from: null, until: null },
      }
      await writeNotice(tx, bron, {
        ...{ theme: 'Mairie', title: 'Bureaux fermés', text: 'Vendredi.', publishedAt: tx.now, endsAt: null },
        audienceId: await makeAudience(tx, bron, { name: 'Sans la patinoire', rule }),
      })
      const whole = { also: [], except: [], from: null, until: null }
      await makeAudience(tx, bron, { name: 'Élus', rule: { ...whole, who: [`elected:${bron}`] } })
      await makeAudience(tx, bron, {
        name: 'Métropole',
        rule: { ...whole, who: [`workplace:${place.metropolis.id}`] },
      })
    })
  }
  async function handOver(): Promise<Sent> {
    const sent = await there.makeRequest({ commune: BRON })
    const place = await there.db.read(system, territory)
    const bron = place.unitsOf(place.authorityByCode(BRON)?.id ?? 0)
    const targetUnitId = bron.find(({ code }) => code === 'services-techniques')?.id ?? 0
    const roads = await there.actor('voirie@parvis.example')
    const told = { targetUnitId, reason: 'Voirie communale.', explanation: 'c’est une allée de la commune.' }
    await there.db.write(roads, (tx) => act(tx, sent.ref, 'hand_over', told, 'agent'))
    return sent
  }
  const read = () => importCopy(here.db, openFiles(here.config), here.house, folder)
  const count = async (table: string): Promise<number> => {
    const { rows } = await here.db.read(system, (tx) =>
      sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(tx.q),
    )
    return rows[0]?.n ?? 0
  }
  /** Does that with the file of a table changed, its manifest too where it is asked; then puts all back. */
  async function withChanged(
    table: string,
    change: (text: string) => string,
    isHidden: boolean,
    work: () => Promise<void>,
  ) {
    const [path, manifestPath] = [join(folder, `${table}.jsonl`), join(folder, 'manifest.json')]
    const [text, said] = [await readFile(path, 'utf8'), await readFile(manifestPath, 'utf8')]
    await writeFile(path, change(text))
    const manifest = JSON.parse(said) as Manifest
    const sha256 = createHash('sha256').update(change(text)).digest('hex')
    const tables = manifest.tables.map((one) => (one.table === table ? { ...one, sha256 } : one))
    if (isHidden) await writeFile(manifestPath, JSON.stringify({ ...manifest, tables }))
    await work()
    await Promise.all([writeFile(path, text), writeFile(manifestPath, said)])
  }

  test('is refused whole when anything of it was changed, a history even under a manifest made anew', async () => {
    await withChanged(
      'requests.request',
      (text) => text.replace('morel', 'moral'),
      false,
      () => assert.rejects(read(), /requests\.request\.jsonl n’est pas tel qu’il a été copié/),
    )
    await withChanged(
      'platform.event',
      (text) => text.replace('"transition": "take"', '"transition": "ask"'),
      true,
      () => assert.rejects(read(), /L’histoire request:\d+ de la copie a été changée/),
    )
    assert.equal(await count('requests.request'), 1)
  })

  // Whoever makes a copy makes its manifest too: what it names is looked for in the copy, and nowhere else.
  const LIES: readonly (readonly [table: string, lie: object, refused: RegExp])[] = [
    ['requests.request', { authority_id: '1' }, /ne nomme pas par un numéro/],
    ['publishing.notice', { authority_id: '1' }, /ne nomme pas par un numéro/],
    ['files.file', { sha256: '../manifest.json' }, /n’est pas nommé par son empreinte/],
    ['territory.authority', { profile: { brand: 'red}*{display:none' } }, /\(profil\) ne se lit pas/],
    ['territory.authority', { logo_svg: '<svg viewBox="0 0 1 1"><script/></svg>' }, /\(logo\) ne se lit/],
    ['territory.calendar', { definition: { hours: 3 } }, /\(calendrier\) ne se lit pas/],
    ['territory.unit', { email: 'tous@mairie' }, /\(unité\) ne se lit pas/],
    ['definitions.version', { body: { id: 'x' } }, /La définition \w+\/.+ ne tient pas ici/],
    ['services.reply_template', { title: '' }, /\(modèle de réponse\) ne se lit pas/],
  ]
  for (const [table, lie, refused] of LIES)
    test(`is refused when it lies under its own manifest: ${table}, ${Object.keys(lie).join()}`, async () => {
      const lied = (text: string) =>
        (text.trimEnd() || '{}')
          .split('\n')
          .map((line) => JSON.stringify({ ...(JSON.parse(line) as object), ...lie }))
          .join('\n')
      await withChanged(table, lied, true, () => assert.rejects(read(), refused))
      assert.equal(await count('requests.request'), 1)
    })

  test('is refused with a table that its manifest does not name', async () => {
    const path = join(folder, 'manifest.json')
    const said = await readFile(path, 'utf8')
    const manifest = JSON.parse(said) as Manifest
    const tables = manifest.tables.filter(({ table }) => table !== 'publishing.notice')
    await writeFile(path, JSON.stringify({ ...manifest, tables }))
    await assert.rejects(read(), /publishing\.notice\.jsonl n’est pas de la copie/)
    await writeFile(path, said)
  })

  test('brings the requests, under their number where it is free, and says which are not', async () => {
    back = await read()
    assert.deepEqual({ requests: back.requests, files: back.files }, { requests: 3, files: 1 })
    assert.deepEqual(
      back.renumbered.map(([former]) => former),
      [leaving.answered.ref],
    )
    ref = back.renumbered[0]?.[1] ?? assert.fail()
    const kept = await here.db.read(system, (tx) => requestByRef(tx, leaving.fresh.ref))
    assert.match(kept?.contactName ?? '', /vidal/)
    const next = await here.makeRequest()
    assert.ok(![ref, leaving.fresh.ref].includes(next.ref))
  })

  test('answers at the desk and by code as it did', async () => {
    const agent = await here.signedInAs('remi.bron@parvis.example')
    const shown = await agent.get(`/agents/demandes/${ref}`)
    assert.equal(shown.statusCode, 200, shown.body.slice(0, 500))
    assert.match(shown.body, /Nous passons jeudi/)
    assert.match(shown.body, /panne\.pdf/)
    assert.match(shown.body, /Rémi Terraillon/)
    const resident = here.browser()
    const followed = await resident.follow(await resident.post('/suivi', { code: leaving.answered.code }))
    assert.match(followed.body, /Nous passons jeudi/)
    const row = await here.db.read(system, (tx) => requestByRef(tx, ref))
    const former = await there.db.read(system, (tx) => requestByRef(tx, leaving.answered.ref))
    assert.deepEqual(
      [row?.answerDueAt, row?.solutionDueAt, row?.state, row?.assigneeId],
      [former?.answerDueAt, former?.solutionDueAt, former?.state, null],
    )
    const remi = await here.actor('remi.bron@parvis.example')
    await here.db.write(remi, (tx) => act(tx, ref, 'reply', { message: 'C’est réparé.' }, 'agent'))
    await here.runJobs()
    const later = await here.db.read(system, (tx) => requestByRef(tx, ref))
    assert.deepEqual([later?.answerDueAt, later?.solutionDueAt], [row?.answerDueAt, row?.solutionDueAt])
    assert.match((await resident.get(`/suivi/${ref}`)).body, /C’est réparé/)
  })

  test('tells what the metropolis did, before it handed a request over, of its own contact centre', async () => {
    const agent = await here.signedInAs('remi.bron@parvis.example')
    const { statusCode, body } = await agent.get(`/agents/demandes/${handed.ref}`)
    assert.equal(statusCode, 200)
    assert.match(body, /Voirie communale/)
    const row = await here.db.read(system, (tx) => requestByRef(tx, handed.ref))
    const place = await here.db.read(system, territory)
    const [received] = await here.db.read(system, (tx) => eventsOf(tx, 'request', row?.id ?? 0))
    const unit = place.unit(Number(received?.payload.unitId))
    assert.deepEqual(
      [unit.authorityId, unit.functions.includes('contact-centre')],
      [place.metropolis.id, true],
    )
  })

  test('keeps the bytes of files, the histories in whole chains, and where the former ones ended', async () => {
    const { rows } = await here.db.read(system, (tx) =>
      sql<{ key: string }>`select storage_key as key from files.file where name = 'panne.pdf'`.execute(tx.q),
    )
    const bytes = await openFiles(here.config).get(rows[0]?.key ?? '')
    assert.deepEqual(bytes && (await buffer(bytes)), PDF)
    assert.deepEqual((await verifyHistory(here.db)).broken, [])
    const row = await here.db.read(system, (tx) => requestByRef(tx, ref))
    const all = await here.db.read(system, (tx) => eventsOf(tx, 'request', row?.id ?? 0))
    const formerly = await there.db.read(system, (tx) => eventsOf(tx, 'request', leaving.answered.id))
    const told = all.slice(0, formerly.length)
    assert.deepEqual(
      told.map(({ name }) => name),
      formerly.map(({ name }) => name),
    )
    assert.deepEqual(
      told.map(({ at }) => at),
      formerly.map(({ at }) => at),
    )
    const { rows: heads } = await there.db.read(system, (tx) =>
      sql<{ head: string }>`select encode(hash, 'hex') as head from platform.chain_head
        where chain = 'request' and subject_id = ${leaving.answered.id}`.execute(tx.q),
    )
    const { head } = heads[0] ?? assert.fail()
    assert.deepEqual(told[0]?.payload.former, {
      ref: leaving.answered.ref,
      id: leaving.answered.id,
      head,
    })
  })

  test('brings what the town hall set: units in their tree, settings, announcements', async () => {
    const { rows } = await here.db.read(system, (tx) =>
      sql<{ name: string; above: string }>`select u.name, p.code as above from territory.unit u
        join territory.unit p on p.id = u.parent_id join territory.authority a on a.id = u.authority_id
        where u.code = 'patinoire' and a.code = ${BRON}`.execute(tx.q),
    )
    assert.deepEqual(rows, [{ name: 'patinoire', above: 'services-techniques' }])
    assert.equal(await count('settings.value'), 1)
    assert.deepEqual(back.settings, [
      [ELSEWHERE, 'Ce réglage n’existe pas ici.'],
      [NETWORK, 'Ce réglage ne se choisit pas ici.'],
    ])
    const { body } = await here.browser().get('/informations?commune=69029')
    assert.match(body, /Marché déplacé/)
    assert.doesNotMatch(body, /Bureaux fermés/)
  })

  test('brings its audiences, which name what is here, and nobody of elsewhere', async () => {
    const place = await here.db.read(system, territory)
    const bron = place.authorityByCode(BRON)?.id ?? 0
    const rink = await here.db.read(system, rinkOf)
    const { rows } = await here.db.read(system, (tx) =>
      sql<{ rule: object; title: string }>`select a.rule, n.title from audiences.audience a
        join publishing.notice n on n.audience_id = a.id where a.name = 'Sans la patinoire'`.execute(tx.q),
    )
    const rule = { who: [`workplace:${bron}`], also: [], except: [`staff:${rink}:editor`] }
    assert.deepEqual(rows, [{ rule: { ...rule, from: null, until: null }, title: 'Bureaux fermés' }])
    const { rows: others } = await here.db.read(system, (tx) =>
      sql<{ who: object }>`select a.rule -> 'who' as who from audiences.audience a
        where a.name in ('Élus', 'Métropole') order by a.name`.execute(tx.q),
    )
    assert.deepEqual(
      others.map(({ who }) => who),
      [[`workplace:${bron}:admin`], [`elected:${bron}`]],
    )
    assert.deepEqual(back.audiences, ['Métropole'])
  })

  test('brings its reply templates, for its agents alone', async () => {
    assert.deepEqual(back.templates, { templates: 1, refused: [] })
    const place = await here.db.read(system, territory)
    const own = (await here.db.read(system, keptTemplates)).filter(
      ({ authorityId }) => authorityId !== undefined,
    )
    assert.deepEqual(
      own.map(({ title, authorityId }) => [title, authorityId]),
      [['Passage de Bron', place.authorityByCode(BRON)?.id]],
    )
  })

  test('is read once, where its commune is', async () => {
    await assert.rejects(read(), /a déjà été importée ici/)
    const place = await here.db.read(system, territory)
    assert.ok(place.authorityByCode(BRON))
    assert.equal(await count('requests.request'), 5)
  })
})
