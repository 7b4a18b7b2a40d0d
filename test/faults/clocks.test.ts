// kill -9 between what a resident did and the clocks that the system writes after it: the next start finishes them.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { anonymous } from '#platform/actor.ts'
import { createTestApp, START, type TestApp } from '#test/app.ts'
import { ask, type Program, startProgram } from '#test/program.ts'
import { act } from '../../src/requests/act.ts'

const GATE = 165_165

describe('kill -9 before the clocks are written', () => {
  const visitor = randomUUID()
  let parvis: TestApp
  let owner: pg.Client
  let program: Program
  let folder = ''
  let ref = ''

  before(async () => {
    parvis = await createTestApp()
    // The program that is killed lives today: so does what it finds.
    parvis.advance({ minutes: (Date.now() - START.getTime()) / 60_000 - 5 })
    owner = new pg.Client(parvis.ownerUrl)
    await owner.connect()
    ;({ ref } = await parvis.makeRequest({ commune: '69029', by: anonymous(visitor) }))
    const agent = await parvis.actor('voirie@parvis.example')
    await parvis.db.write(agent, (tx) => act(tx, ref, 'ask', { message: 'De quel côté est-ce ?' }, 'agent'))
    folder = await mkdtemp(join(tmpdir(), 'parvis-clocks-'))
    program = await startProgram({ DATABASE_URL: parvis.ownerUrl, PARVIS_DATA: folder })
  })
  after(async () => {
    await program.kill()
    await owner.end()
    await parvis.close()
    await rm(folder, { recursive: true, force: true })
  })

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
    // What waited goes on with nobody at the other end: it is never committed.
    await owner.query('select pg_advisory_unlock($1)', [GATE])
    await owner.query('drop trigger gate on requests.request')
    assert.deepEqual(await request(), { state: 'in_progress', due: null })
    program = await startProgram({ DATABASE_URL: parvis.ownerUrl, PARVIS_DATA: folder })
    await until('the clocks are finished', async () => (await request()).due !== null)
  })

  it('with what was said once, and the promise on the page', async () => {
    const { rows } = await owner.query(
      `select from requests.message m join requests.request r on r.id = m.request_id
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
