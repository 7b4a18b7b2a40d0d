// kill -9 between what a resident did and the clocks that the system writes after it: the next start finishes them.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { anonymous } from '#platform/actor.ts'
import { keptPassword, locateCluster } from '#platform/postgres/cluster.ts'
import { startEmbedded } from '#platform/postgres/open.ts'
import { postmasterOf } from '#platform/postgres/postmaster.ts'
import { createTestApp, START } from '#test/app.ts'
import { TEST_SECRET } from '#test/database.ts'
import { type Installed, installedFolder } from '#test/installed.ts'
import { ask, type Program, startProgram } from '#test/program.ts'
import { act } from '../../src/requests/act/act.ts'

const GATE = 165_165

describe('kill -9 before the clocks are written', () => {
  const visitor = randomUUID()
  let owner: pg.Client
  let program: Program
  let installed: Installed
  let folder = ''
  let ref = ''

  before(async () => {
    installed = await installedFolder()
    folder = installed.folder
    await prepare()
    await start()
  })
  after(async () => {
    await owner.end()
    await program.stop()
    installed.remove()
  })

  /** The program, and a way into its database beside it: both go when it is killed. */
  async function start(): Promise<void> {
    program = await startProgram({ PARVIS_DATA: folder })
    const { port } = postmasterOf(locateCluster(folder)) ?? assert.fail('no database')
    owner = new pg.Client(`postgres://parvis:${keptPassword(folder)}@127.0.0.1:${port}/parvis`)
    owner.on('error', () => {})
    await owner.connect()
  }

  /** In the database of the folder, which nobody shares: a request whose resident was asked something. */
  async function prepare(): Promise<void> {
    const embedded = await startEmbedded(folder, { fast: false, secret: TEST_SECRET })
    const { owner: ownerUrl } = embedded.urls
    const database = { ownerUrl, urls: embedded.urls, drop: async () => {} }
    const parvis = await createTestApp({ database })
    // The program that is killed lives today: so does what it finds.
    parvis.advance({ minutes: (Date.now() - START.getTime()) / 60_000 - 5 })
    ;({ ref } = await parvis.makeRequest({ commune: '69029', by: anonymous(visitor) }))
    const agent = await parvis.actor('voirie@parvis.example')
    await parvis.db.write(agent, (tx) => act(tx, ref, 'ask', { message: 'De quel côté est-ce ?' }, 'agent'))
    await parvis.close()
    await embedded.stop()
  }

  const request = async (): Promise<{ state: string; due: Date | null }> =>
    (await owner.query('select state, solution_due_at as due from requests.request where ref = $1', [ref]))
      .rows[0]

  async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; !(await holds()); tries += 1) {
      assert.ok(tries < 150, `${what}: not within 30 seconds\n${program.output().slice(0, 4000)}`)
      await sleep(200)
    }
  }

  it('keeps what the resident did, and the next start finishes the clocks', async () => {
    assert.deepEqual(await request(), { state: 'waiting', due: null })
    // What was planned before is done: nothing else comes through the gate.
    await until('no job waits', async () => {
      const { rowCount } = await owner.query('select from graphile_worker._private_jobs')
      return rowCount === 0
    })
    await owner.query(`create function public.gate() returns trigger language plpgsql as
      $$ begin perform pg_advisory_xact_lock(${GATE}); return new; end $$`)
    // Only what writes a promise comes through here: the resident's own act writes none.
    await owner.query(
      'create trigger gate before update of solution_due_at on requests.request for each row execute function public.gate()',
    )
    await owner.query('select pg_advisory_lock($1)', [GATE])
    const answer = ask(program.origin, visitor, `/suivi/${ref}/messages`, { message: 'Côté parc.' })
    await until('the clocks wait at the gate', async () => {
      const { rowCount } = await owner.query(
        `select from pg_locks where locktype = 'advisory' and objid = $1 and not granted`,
        [GATE],
      )
      return rowCount !== 0
    })
    assert.deepEqual(await request(), { state: 'in_progress', due: null }, 'said, and not yet promised again')
    await program.kill()
    assert.equal(await answer, null, 'killed before it could answer')
    await start()
    await until('the clocks are finished', async () => (await request()).due !== null)
  })

  it('with what was said once, and the promise on the page', async () => {
    const { rows } = await owner.query(
      `select from threads.message m join requests.request r on r.id = m.subject_id
       where r.ref = $1 and m.body = 'Côté parc.'`,
      [ref],
    )
    assert.equal(rows.length, 1)
    const page = await ask(program.origin, visitor, `/suivi/${ref}`)
    assert.equal(page?.status, 200)
    assert.ok(/au plus tard/.test(page?.body ?? ''), 'a date is promised')
    assert.equal(await program.stop(), 0)
  })
})
