// Long work: asked, taken step by step as whoever asked, taken up again where it stopped, followed and stopped by its owner alone.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { Forbidden } from '#platform/errors.ts'
import { linesOf, runById } from '#platform/runs/queries.ts'
import { startRun } from '#platform/runs/start.ts'
import { runRetention, writerAt } from '#privacy'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { jobsOf, modules } from '../app.ts'
import { breaking, COUNT, counting, LENGTH } from './counting.fixture.ts'

const ADMIN = 'admin.bron@parvis.example'
const OTHER = 'admin@parvis.example'
const LIST = '/administration/nombres'

describe('long work', () => {
  let parvis: TestApp
  let admin: TestBrowser
  let other: TestBrowser
  before(async () => {
    parvis = await createTestApp({ modules: [...modules, counting] })
    admin = await parvis.signedInAs(ADMIN)
    other = await parvis.signedInAs(OTHER)
  })
  after(() => parvis.close())
  beforeEach(() => void breaking.splice(0))

  const count = async (to: number, once: string | null = null) => {
    const actor = await parvis.actor(ADMIN)
    return parvis.db.write(actor, (tx) => startRun(tx, COUNT, { to }, { total: to, once }))
  }
  /** The queue takes it again. @returns what went wrong */
  const take = async (id: number): Promise<string | null> => {
    const step = jobsOf(parvis.config, parvis.house)['runs.step'] ?? assert.fail()
    return step(parvis.db, { runId: id }).then(
      () => null,
      (error: Error) => error.message,
    )
  }
  const stateOf = (id: number) =>
    parvis.db.read(system, async (tx) => ({
      ...(await runById(tx, id)),
      said: (await linesOf(tx, id, 100)).map(({ sentence }) => sentence),
    }))
  const numbersTo = (n: number) => Array.from({ length: n }, (_, i) => `Nombre ${i + 1}`)

  test('is taken step by step to its end, by as many jobs as it needs, and says its lines', async () => {
    const id = await count(50)
    assert.equal((await stateOf(id)).state, 'waiting')
    assert.equal(await parvis.runJobs(), 3)
    const { state, done, problems, said } = await stateOf(id)
    assert.deepEqual([state, done, problems, said], ['done', 50, 1, numbersTo(50)])
    const { body } = await admin.get(`/agents/travaux/${id}`)
    for (const words of ['Compter jusqu’à 50', '50\u00a0nombres sur 50', 'Terminé, à lire', 'href="/agents"'])
      assert.ok(body.includes(words), words)
    assert.doesNotMatch(body, /data-going|Arrêter ce travail/)
    assert.match((await admin.get('/agents/travaux')).body, /Compter jusqu’à 50/)
  })

  test('killed between two steps, or in the middle of one, goes on where it stopped: nothing twice', async () => {
    const id = await count(6)
    breaking.push(null, null, new Error('killed'))
    assert.equal(await take(id), 'killed')
    assert.deepEqual((await stateOf(id)).said, numbersTo(2))
    // Two workers believe that they have it in hand.
    assert.deepEqual(await Promise.all([take(id), take(id)]), [null, null])
    const { state, done, said } = await stateOf(id)
    assert.deepEqual([state, done, said], ['done', 6, numbersTo(6)])
    await parvis.runJobs()
    assert.equal((await stateOf(id)).done, 6)
  })

  test('that nobody has in hand any more is planned again', async () => {
    const id = await count(3)
    const resume = jobsOf(parvis.config, parvis.house)['runs.resume'] ?? assert.fail()
    parvis.advance({ minutes: 11 })
    await resume(parvis.db, {})
    await parvis.runJobs()
    assert.equal((await stateOf(id)).state, 'done')
  })

  test('that is refused, or breaks five times in a row, ends and says why; what is done stays', async () => {
    const refused = await count(3)
    breaking.push(null, new Forbidden('Ce nombre n’est pas à vous.'))
    assert.equal(await take(refused), null)
    const first = await stateOf(refused)
    assert.deepEqual([first.state, first.said], ['failed', ['Nombre 1', 'Ce nombre n’est pas à vous.']])
    const broken = await count(3)
    for (let time = 1; time <= 5; time += 1) {
      breaking.push(new Error('again'))
      assert.equal((await stateOf(broken)).state === 'failed', false)
      assert.equal(await take(broken), 'again')
    }
    const { state, said } = await stateOf(broken)
    assert.deepEqual([state, said.length], ['failed', 1])
    assert.match(
      (await admin.get(`/agents/travaux/${broken}`)).body,
      /s’est arrêté sur une erreur du programme/,
    )
  })

  test('stops when its owner says so, or has no right to it any more', async () => {
    const id = await count(30)
    assert.match((await admin.get(`/agents/travaux/${id}`)).body, /Arrêter ce travail[^]*<\/form>/)
    assert.equal((await other.post(`/agents/travaux/${id}/arret`, {})).statusCode, 404)
    assert.equal((await admin.post(`/agents/travaux/${id}/arret`, {})).statusCode, 303)
    await parvis.runJobs()
    assert.deepEqual([(await stateOf(id)).state, (await stateOf(id)).done], ['stopped', 0])
    const left = await count(3)
    await parvis.db.write(system, (tx) =>
      sql`update accounts.membership set valid_to = '2026-01-01' where person_id = (select id from accounts.person where email = ${ADMIN})`.execute(
        tx.q,
      ),
    )
    assert.equal(await take(left), null)
    const { state, said } = await stateOf(left)
    assert.equal(state, 'failed')
    assert.match(said.join(), /Vous n’avez plus le droit/)
    await parvis.db.write(system, (tx) =>
      sql`update accounts.membership set valid_to = null where person_id = (select id from accounts.person where email = ${ADMIN})`.execute(
        tx.q,
      ),
    )
  })

  test('asked twice by one form is one; ten at once are enough', async () => {
    const once = randomUUID()
    assert.equal(await count(1, once), await count(1, once))
    for (let asked = 1; asked < 10; asked += 1) await count(1)
    await assert.rejects(count(1), /Dix de vos travaux sont en cours/)
    await parvis.runJobs()
  })

  test('asked by twenty at the same instant, ten begin and the others are told why', async () => {
    const asked = await Promise.allSettled(Array.from({ length: 20 }, () => count(1)))
    const refused = asked.filter((one) => one.status === 'rejected').map(({ reason }) => String(reason))
    assert.equal(refused.length, 10)
    for (const said of refused) assert.match(said, /Dix de vos travaux sont en cours/)
    await parvis.runJobs()
  })

  describe('makes the file of a list', () => {
    test('at once when it is short', async () => {
      const { body, headers } = await admin.get(`${LIST}?q=2050&format=csv`)
      assert.match(String(headers['content-type']), /text\/csv/)
      assert.equal(body, '\uFEFF"Nombre"\r\n"2050"\r\n"20500"\r\n')
    })

    test('however long, apart, whole, for whoever asked alone', async () => {
      const page = await admin.get(`${LIST}?tri=-nombre&format=csv`)
      assert.match(page.body, /Cette liste a plus de 20[^]000 nombres/)
      const query = /name="query" value="([^"]*)"/.exec(page.body)?.[1] ?? ''
      assert.equal(query, 'tri=-nombre')
      const { headers } = await admin.post(`${LIST}/fichier`, { query })
      const address = String(headers.location)
      assert.match(address, /^\/agents\/travaux\/\d+$/)
      assert.match((await admin.get(address)).body, /data-going/)
      await parvis.runJobs()
      const { body } = await admin.get(address)
      assert.match(body, /Terminé[^]*gardés jusqu’au/)
      const file = /href="(\/fichiers\/[^"]+)"/.exec(body)?.[1] ?? assert.fail(body)
      const got = await admin.get(file)
      assert.match(String(got.headers['content-disposition']), /attachment; filename="nombres\.csv"/)
      const lines = got.body.split('\r\n')
      assert.deepEqual(
        [lines.length, lines[0], lines[1], lines[LENGTH]],
        [LENGTH + 2, '\uFEFF"Nombre"', `"${LENGTH}"`, '"1"'],
      )
      assert.equal(new Set(lines).size, LENGTH + 2)
      for (const path of [address, file]) assert.equal((await other.get(path)).statusCode, 404, path)
      assert.equal((await other.get('/agents/travaux')).body.includes('Nombres'), false)
      const { rows } = await parvis.db.read(system, (tx) =>
        sql<{ pieces: number }>`select count(*)::int as pieces from platform.run_piece`.execute(tx.q),
      )
      assert.deepEqual(rows, [{ pieces: 0 }])
    })

    test('which stays with the work: whoever has left has neither its page nor its file', async () => {
      const { headers } = await admin.post(`${LIST}/fichier`, { query: 'q=2050' })
      await parvis.runJobs()
      const address = String(headers.location)
      const { body } = await admin.get(address)
      const file = /href="(\/fichiers\/[^"]+)"/.exec(body)?.[1] ?? assert.fail(body)
      const worksUntil = (day: string | null) =>
        parvis.db.write(system, (tx) =>
          sql`update accounts.membership set valid_to = ${day}::date where person_id = (select id from accounts.person where email = ${ADMIN})`.execute(
            tx.q,
          ),
        )
      await worksUntil('2026-01-01')
      for (const path of [address, file]) assert.equal((await admin.get(path)).statusCode, 404, path)
      await worksUntil(null)
      assert.equal((await admin.get(file)).statusCode, 200)
    })

    test('which goes with the work, a month after', async () => {
      const options = {
        isDry: false,
        writer: writerAt('http://parvis.test'),
        isDemo: false,
        only: 'run.delete',
      }
      const forgotten = async () =>
        (await runRetention(parvis.db, parvis.house, options)).map((row) => row.count)
      parvis.advance({ days: 29 })
      assert.deepEqual(await forgotten(), [0])
      parvis.advance({ days: 2 })
      assert.ok(((await forgotten())[0] ?? 0) > 5)
      const { rows } = await parvis.db.read(system, (tx) =>
        sql<{ runs: number; files: number }>`select (select count(*)::int from platform.run) as runs,
          (select count(*)::int from files.file) as files`.execute(tx.q),
      )
      assert.deepEqual(rows, [{ runs: 0, files: 0 }])
      parvis.advance({ days: -31 })
    })
  })
})
