// kill -9, twice, in the middle of the same answer to thirty requests: the next start goes on, and each person is written to once.
import assert from 'node:assert/strict'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { keptPassword, locateCluster } from '#platform/postgres/cluster.ts'
import { startEmbedded } from '#platform/postgres/open.ts'
import { postmasterOf } from '#platform/postgres/postmaster.ts'
import { startRun } from '#platform/runs/start.ts'
import { createTestApp, START, type TestApp } from '#test/app.ts'
import { TEST_SECRET } from '#test/database.ts'
import { type Installed, installedFolder } from '#test/installed.ts'
import { type Program, startProgram } from '#test/program.ts'
import { BULK } from '../../src/requests/desk/bulk-run.ts'

const ASKED = 30
const SAID = 'Les travaux de votre rue commencent lundi.'
// A step takes its time: the program is killed between two of them, or in the middle of one.
const SLOW_COMMITS = 'commit_delay = 20000\ncommit_siblings = 0\n'

describe('kill -9 in the middle of long work', () => {
  let installed: Installed
  let folder = ''
  let program: Program
  let owner: pg.Client
  let run = 0

  before(async () => {
    installed = await installedFolder()
    folder = installed.folder
    await prepare()
    appendFileSync(join(locateCluster(folder), 'postgresql.auto.conf'), SLOW_COMMITS)
    await start()
  })
  after(async () => {
    await owner.end()
    await program.stop()
    installed.remove()
  })

  /** In the database of the folder, which nobody shares: requests, and an agent who answers all of them at once. */
  async function prepare(): Promise<void> {
    const embedded = await startEmbedded(folder, { fast: false, secret: TEST_SECRET })
    const { owner: ownerUrl } = embedded.urls
    const database = { ownerUrl, urls: embedded.urls, drop: async () => {} }
    const parvis = await createTestApp({ database })
    // The program that is killed lives today: so does what it finds.
    parvis.advance({ minutes: (Date.now() - START.getTime()) / 60_000 - 5 })
    run = await answerAll(parvis)
    await parvis.close()
    await embedded.stop()
  }

  async function answerAll(parvis: TestApp): Promise<number> {
    const refs: string[] = []
    for (let made = 0; made < ASKED; made += 1)
      refs.push((await parvis.makeRequest({ commune: '69029', email: `rue-${made}@courriel.example` })).ref)
    await parvis.runJobs()
    const order = { kind: 'repondre' as const, message: SAID }
    return parvis.db.write(await parvis.actor('voirie@parvis.example'), (tx) =>
      startRun(tx, BULK, { refs, order }, { total: ASKED }),
    )
  }

  async function start(): Promise<void> {
    program = await startProgram({ PARVIS_DATA: folder })
    const { port } = postmasterOf(locateCluster(folder)) ?? assert.fail('no database')
    owner = new pg.Client(`postgres://parvis:${keptPassword(folder)}@127.0.0.1:${port}/parvis`)
    owner.on('error', () => {})
    await owner.connect()
  }

  const first = async (text: string) => (await owner.query(text)).rows[0]
  const stands = (): Promise<{ state: string; done: number }> =>
    first(`select state, done from platform.run where id = ${run}`)

  async function until(holds: () => Promise<boolean>): Promise<void> {
    for (const began = Date.now(); !(await holds()); await sleep(5))
      assert.ok(Date.now() - began < 60_000, `not within a minute\n${program.output().slice(0, 4000)}`)
  }

  /** @returns how many were done when it was killed: the next program goes on before it can be asked */
  async function killedAfter(steps: number): Promise<number> {
    let done = 0
    await until(async () => {
      done = (await stands()).done
      return done >= steps
    })
    await program.kill()
    await owner.end()
    await start()
    return done
  }

  it('goes on where the last step that held stopped, and says nothing twice', async () => {
    assert.ok((await killedAfter(5)) < ASKED, 'killed in the middle')
    await killedAfter(18)
    await until(async () => (await stands()).state === 'done')
    assert.equal((await stands()).done, ASKED)
    const said = `select count(*)::int as messages, count(distinct subject_id)::int as requests
      from threads.message where body = '${SAID}'`
    assert.deepEqual(await first(said), { messages: ASKED, requests: ASKED })
    const mailed = `select count(*)::int as mails, count(distinct recipient)::int as people
      from platform.mail where text_body like '%${SAID}%'`
    await until(async () => (await first(mailed)).people === ASKED)
    assert.deepEqual(await first(mailed), { mails: ASKED, people: ASKED })
  })
})
