// The copy of a commune is read back where it has just joined (`npm run commune -- add`): its agents are invited to the posts they had.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { system } from '#platform/actor.ts'
import { openFiles } from '#platform/files/store/open.ts'
import { addMembership } from '#people'
import { changeRules, groundOf } from '#services'
import { addDays, openFrom, territory } from '#territory'
import { createTestApp, type TestApp } from '#test/app.ts'
import { signWith } from '#test/agreements.ts'
import { requestByRef } from '#test/requests.ts'
import { countStatements } from '#test/statements.ts'
import { join as joins } from '../../joining/join.ts'
import { act } from '../../requests/act/act.ts'
import type { Sent } from '../../requests/send/submit.ts'
import { commandReversibility } from '../command.ts'
import { exportAuthority } from '../leaving/export.ts'

/** Colombier-Saugnieu, east of the territory. */
const CODE = '69299'
const WRITER = 'agent.mions@parvis.example'
/** Tags of its streets are its own, those of its cycleways and parks too. */
const RULE = {
  ...({
    category: 'tag',
    commune: CODE,
    placeKind: 'street',
    answers: 'commune',
    function: 'streets',
  } as const),
  ...{ basis: 'Convention de propreté du 4 février 2026', because: 'La mairie efface les tags de ses rues.' },
}
const AGENT = 'remi.bron@parvis.example'

describe('a copy read back where its commune has just joined', () => {
  let there: TestApp
  let here: TestApp
  let folder: string
  let sent: Sent
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parvis-joined-'))
    there = await createTestApp()
    here = await createTestApp()
    await add(there)
    await work(there)
    await exportAuthority(there.db, openFiles(there.config), there.house.carried, { code: CODE, folder })
  })
  after(async () => {
    await Promise.all([there.close(), here.close()])
    await rm(folder, { recursive: true })
  })

  const add = ({ db }: TestApp) =>
    joins(db, { commune: CODE, mail: null }, { site: { name: 'Parvis' }, origin: 'http://parvis.test' })
  const unitOf = ({ db }: TestApp, name: string) =>
    db.read(system, async (tx) => {
      const place = await territory(tx)
      const id = place.authorityByCode(CODE)?.id ?? assert.fail()
      return place.unitsOf(id).find(({ functions }) => functions.includes(name)) ?? assert.fail(name)
    })

  /** It is open, somebody works there, and answers. */
  async function work(app: TestApp): Promise<void> {
    const { id: unitId, authorityId } = await unitOf(app, 'lighting')
    const [{ personId }, writer] = [await app.actor(AGENT), await app.actor(WRITER)]
    await app.db.write(system, async (tx) => {
      await openFrom(tx, authorityId, '2020-01-01')
      for (const role of ['handler', 'admin'] as const)
        await addMembership(tx, { personId: personId ?? 0, unitId, role, from: '2020-01-01' })
      await addMembership(tx, { personId: writer.personId ?? 0, unitId, role: 'editor', from: '2020-01-01' })
    })
    const from = addDays(app.now().toISOString().slice(0, 10), 1)
    for (const placeKind of ['street', 'cycleway', 'park'])
      await app.db.write(system, (tx) =>
        changeRules(tx, { do: 'add', rule: { ...RULE, placeKind, from } }, null),
      )
    sent = await app.makeRequest({ service: 'eclairage-public-en-panne', commune: CODE })
    await app.db.write(await app.actor(AGENT), (tx) => act(tx, sent.ref, 'take', {}, 'agent'))
  }

  /** From then on, no agreement gives no place at the desk. */
  async function signElsewhere({ ownerUrl }: TestApp): Promise<void> {
    const owner = new pg.Client(ownerUrl)
    await owner.connect()
    await signWith(owner, '69283')
    await owner.query(`update agreements.agreement set notified_on = '2026-10-01'`)
    await owner.end()
  }

  const said: string[] = []
  const command = (...args: string[]) =>
    commandReversibility(here.db, ['import', folder, ...args], here.config, here.house, (line) =>
      said.push(line),
    )

  test('is refused with what to do while the commune is not of the territory', async () => {
    await assert.rejects(command(), /n’est pas de ce territoire\s: d’abord « npm run commune -- add 69299 »/)
    await assert.rejects(command('--invites'), /Usage/)
  })

  test('finds its units, and its requests go on', async () => {
    await add(here)
    await signElsewhere(here)
    const statements = await countStatements(here.db)
    assert.equal(await command('--invite'), 0)
    statements.stop()
    // What rules are judged by is read once for the three; pages may read theirs again.
    assert.ok(statements.said().filter((one) => one.startsWith('select code, label, parent')).length < 3)
    const row = await here.db.read(system, (tx) => requestByRef(tx, sent.ref))
    const { id: unitId, authorityId } = await unitOf(here, 'lighting')
    assert.deepEqual([row?.unitId, row?.authorityId, row?.state], [unitId, authorityId, 'in_progress'])
    const resident = here.browser()
    const followed = await resident.follow(await resident.post('/suivi', { code: sent.code }))
    assert.match(followed.body, new RegExp(sent.ref))
  })

  test('invites its agents to the posts they had, makes nobody an administrator, and says who is not and why', async () => {
    const { id: unitId, authorityId } = await unitOf(here, 'lighting')
    const { rows } = await here.db.read(system, (tx) =>
      sql<{ email: string; posts: unknown }>`select email, posts from accounts.invitation
        where authority_id = ${authorityId}`.execute(tx.q),
    )
    const from = here.now().toISOString().slice(0, 10)
    assert.deepEqual(rows, [{ email: WRITER, posts: [{ unitId, role: 'editor', from, to: null }] }])
    await here.runJobs()
    const { rows: mails } = await here.db.read(system, (tx) =>
      sql<{ text: string }>`select text_body as text from platform.mail where recipient = ${WRITER}`.execute(
        tx.q,
      ),
    )
    assert.ok(mails.some(({ text }) => /invitation\?jeton=/.test(text)))
    const lines = said.join('\n').replaceAll('\u00a0', ' ')
    assert.match(lines, /1 agent invité/)
    assert.match(lines, /remi\.bron@parvis\.example n’est pas invité\. .*convention/)
    assert.match(lines, /1 personne administrait la commune : npm run commune -- add/)
  })

  test('brings the rules that still decide, judged as on screen', async () => {
    const { rules } = await here.db.read(system, groundOf)
    const { from, answers, basis } = rules.find(({ commune }) => commune === CODE) ?? assert.fail()
    const tomorrow = addDays(here.now().toISOString().slice(0, 10), 1)
    assert.deepEqual([from, answers, basis], [tomorrow, 'commune', RULE.basis])
    assert.match(said.join('\n').replaceAll('\u00a0', ' '), /3 règles de compétence ajoutées/)
  })
})
