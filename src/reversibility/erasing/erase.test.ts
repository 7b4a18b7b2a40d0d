// A commune has left with its copy: what was its own is erased once nothing is read any more, decided by somebody, and certified.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { system } from '#platform/actor.ts'
import { openFiles } from '#platform/files/store/open.ts'
import { verifyHistory } from '#platform/ledger/verify.ts'
import { open } from '#settings'
import { addDays, territory } from '#territory'
import { createTestApp, type TestApp } from '#test/app.ts'
import { signWith } from '#test/agreements.ts'
import { moveToday } from '#test/database.ts'
import { textOfPdf } from '#test/pdf.ts'
import { jobsOf } from '../../app.ts'
import { act } from '../../requests/act/act.ts'
import { exportAuthority } from '../leaving/export.ts'
import { BRON, CANARY, type Leaving, makeLeaving } from '../leaving/leave.fixture.ts'

const ADMIN = 'admin@parvis.example'
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('what a commune leaves behind', () => {
  let parvis: TestApp
  let owner: pg.Client
  let leaving: Leaving
  let authorityId: number
  let at: string
  let folder: string
  let day = 0
  before(async () => {
    parvis = await createTestApp()
    parvis.advance({ minutes: Math.round((Date.now() - parvis.now().getTime()) / 60_000) })
    leaving = await makeLeaving(parvis)
    const agent = await parvis.actor('remi.bron@parvis.example')
    await parvis.db.write(agent, (tx) =>
      act(tx, leaving.answered.ref, 'close', { message: 'C’est réparé.' }, 'agent'),
    )
    owner = new pg.Client(parvis.ownerUrl)
    await owner.connect()
    await signWith(owner, BRON)
    await owner.query(
      'alter table agreements.agreement disable trigger voted; alter table agreements.deed disable trigger voted',
    )
    const today = parvis.now().toISOString().slice(0, 10)
    const days = { from: addDays(today, -400), to: addDays(today, 5) }
    const { rows } = await owner.query<{ id: number; authority_id: number }>(
      `update agreements.agreement set starts_on = '${days.from}', ends_on = '${days.to}', notified_on = '${addDays(days.from, -1)}'
        returning id, authority_id`,
    )
    await owner.query(`update agreements.deed set state = 'notified', starts_on = '${days.from}'`)
    authorityId = rows[0]?.authority_id ?? 0
    at = `/administration/conventions/${rows[0]?.id}`
    await parvis.db.write(system, (tx) =>
      open(tx, { source: `agreement:${rows[0]?.id}`, authorityId }, [{ feature: 'requests.desk', ...days }]),
    )
    await bringAgents()
    folder = await mkdtemp(join(tmpdir(), 'parvis-erase-'))
  })
  after(async () => {
    await owner.end()
    await parvis.close()
    await rm(folder, { recursive: true })
  })

  /** What hangs together of its agents: a key that brought one, a directory that knows another, an absence with its stand-in. */
  const bringAgents = () =>
    owner.query(`
      with town as (select id as unit, authority_id as a from territory.unit where authority_id = ${authorityId} order by id limit 1),
        one as (select person_id as p from accounts.membership join town on town.unit = unit_id limit 1),
        key as (insert into provisioning.key (authority_id, name, digest, unit_id, role, created_at, ends_on)
          select a, 'Annuaire', decode(repeat('ab', 32), 'hex'), unit, 'handler', now(), '2099-01-01' from town returning id),
        invited as (insert into accounts.invitation (authority_id, email, name, posts, invited_at, by_key)
          select a, 'nouveau@bron.example', 'Nouveau', '[{"unitId": 1, "role": "editor", "from": "2026-01-01"}]', now(), key.id
          from town, key returning id),
        template as (insert into services.reply_template (id, title, transition, text, authority_id)
          select 'a-bron', 'Passer à la mairie', 'reply', 'Venez.', a from town),
        kept as (insert into organisation.directory (authority_id, password, said) select a, '', '{}' from town returning authority_id),
        known as (insert into organisation.entry (authority_id, entry_id, name, email, invitation_id, seen_at, version)
          select a, 'e1', 'Nouveau', 'nouveau@bron.example', invited.id, now(), 1 from town, invited, kept),
        away as (insert into accounts.absence (authority_id, person_id, first_day, last_day, set_at)
          select a, p, '2026-01-01', '2026-01-09', now() from town, one returning id, person_id)
      insert into accounts.membership (person_id, unit_id, role, valid_from, valid_to, absence_id)
        select person_id, unit, 'editor', '2026-01-01', '2026-01-09', away.id from away, town`)
  const goTo = async (next: number) => {
    parvis.advance({ days: next - day })
    await moveToday(parvis.ownerUrl, next)
    day = next
    await jobsOf(parvis.config, parvis.house)['requests.follow_offers']?.(parvis.db, {})
    await parvis.runJobs()
  }
  const ask = async (values: Record<string, string> = {}) => {
    const administrator = await parvis.signedInAs(ADMIN)
    const tried = await administrator.post(`${at}/effacement`, values)
    const [, essai] = /name="essai" value="([^"]+)"/.exec(tried.body) ?? []
    const [, version] = /name="version" value="([^"]+)"/.exec(tried.body) ?? []
    return { administrator, tried, send: { ...values, essai: essai ?? '', version: version ?? '' } }
  }
  const count = async (from: string) =>
    Number((await owner.query(`select count(*) from ${from}`)).rows[0]?.count)

  test('is kept while it is read, and refused without a copy, or a reason written', async () => {
    assert.match(plain((await ask()).tried.body), /Cette commune a une convention/)
    await goTo(20)
    assert.match(plain((await ask()).tried.body), /Les données se lisent jusqu’au/)
    const bron = await parvis.signedInAs('admin.bron@parvis.example')
    assert.equal((await bron.get(`${at}/effacement`)).statusCode, 404)
    await goTo(36)
    const { tried } = await ask()
    assert.equal(tried.statusCode, 422)
    assert.match(plain(tried.body), /Aucune copie n’a été faite depuis la fin de la convention/)
    assert.match(
      plain((await ask({ without: 'Le maire y renonce par écrit.' })).tried.body),
      /sera effacé, sans retour/,
    )
  })

  test('is shown with its numbers, asked again who one is, then erased as a run and certified', async () => {
    const { sha256 } = await exportAuthority(parvis.db, openFiles(parvis.config), parvis.house.carried, {
      code: BRON,
      folder: join(folder, 'copie'),
    })
    const { administrator, tried, send } = await ask({ without: '' })
    const shown = plain(tried.body).replaceAll(/<[^>]+>/g, ' ')
    assert.match(shown, /Demandes, rendues anonymes\s+1\s/)
    assert.match(shown, /Fichiers joints\s+1\s/)
    assert.match(shown, /Comptes \(\d+\)\s+La Métropole en est responsable/)
    parvis.advance({ minutes: 11 })
    const asked = await administrator.post(`${at}/effacement`, send)
    assert.match(String(asked.headers.location), /^\/compte\/confirmation/, 'who one is')
    parvis.advance({ minutes: -11 })
    const begun = await administrator.post(`${at}/effacement`, send)
    assert.equal(begun.statusCode, 303, begun.body)
    await parvis.runJobs()
    const run = plain((await administrator.get(String(begun.headers.location))).body)
    assert.match(run, /Certificat d’effacement/)

    assert.equal(
      await count(`requests.request where authority_id = ${authorityId} and anonymised_at is null`),
      0,
    )
    assert.equal(await count(`threads.message where body like '%Nous passons jeudi%'`), 0)
    assert.equal(await count(`files.file where name = 'panne.pdf' and state <> 'erased'`), 0)
    for (const table of [
      'accounts.absence',
      'accounts.invitation',
      'organisation.entry',
      'provisioning.key',
      'services.reply_template',
    ])
      assert.equal(await count(`${table} where authority_id = ${authorityId}`), 0, table)
    assert.equal(await count(`settings.value where authority_id = ${authorityId}`), 0)
    assert.equal(
      await count(`accounts.membership m join territory.unit u on u.id = m.unit_id
        where u.authority_id = ${authorityId} and m.role <> 'admin'`),
      0,
    )
    assert.equal(
      await count(`requests.request where contact_name = 'Zoé ${CANARY}'`),
      2,
      'what is others’ stays',
    )
    assert.deepEqual((await verifyHistory(parvis.db)).broken, [])

    for (const who of ['admin.bron@parvis.example', ADMIN]) {
      const reader = await parvis.signedInAs(who)
      const page = plain((await reader.get(`${at}/papiers/certificat`)).body).replaceAll(/<[^>]+>/g, ' ')
      assert.match(page, new RegExp(sha256))
      assert.match(page, /Postes d’agents\s+[1-9]/)
      const pdf = await reader.get(`${at}/papiers/certificat/pdf`)
      assert.equal(pdf.headers['content-type'], 'application/pdf')
      assert.match(plain(textOfPdf(pdf.rawPayload).pages.join(' ')), /Certificat d’effacement/)
    }
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        to: string
      }>`select recipient as to from platform.mail where subject like '%sont effacées' order by 1`.execute(
        tx.q,
      ),
    )
    assert.ok(rows.some(({ to }) => to === 'admin.bron@parvis.example'))
  })

  test('is done once', async () => {
    assert.match(plain((await ask({ without: 'Encore une fois.' })).tried.body), /déjà effacées/)
    assert.equal((await parvis.db.read(system, territory)).authority(authorityId).code, BRON)
  })
})
