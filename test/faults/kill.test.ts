// kill -9 in the middle of 120 submissions, of the program alone and of its database with it: what was acknowledged is there, once.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { fieldsOf, formVersion, type RawAnswers, rawOfAnswers, sampleAnswers, saveDraft } from '#forms'
import { anonymous, system } from '#platform/actor.ts'
import { systemClock } from '#platform/clock.ts'
import { type Database, openDatabase } from '#platform/db/db.ts'
import { keptPassword, locateCluster } from '#platform/postgres/cluster.ts'
import { startEmbedded } from '#platform/postgres/open.ts'
import { postmasterOf } from '#platform/postgres/postmaster.ts'
import { verifyEvents } from '#platform/ledger/verify.ts'
import { catalogue } from '#services'
import { ask, type Program, startProgram } from '#test/program.ts'
import { TEST_SECRET } from '#test/database.ts'
import { type Installed, installedFolder } from '#test/installed.ts'

const SLUG = 'signaler-un-nid-de-poule'
const VISITORS = 20
const EACH = 6
// A commit that takes a tenth of a second: an answer given before its end is given long before, and is lost with the database.
const SLOW_COMMITS = 'commit_delay = 100000\ncommit_siblings = 0\n'
const CONTACT = { name: 'Lucette Morandat', email: 'coupure@courriel.example', phone: '' }

interface Sending {
  visitor: string
  draft: string
  /** The last page was taken: its answer came. */
  saved: boolean
  /** The receipt was promised: its answer came. */
  sent: boolean
}

const childrenOf = (pid: number): number[] =>
  execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map(Number)

const at = ({ draft }: Sending, step: string) => `/demarches/${SLUG}/demande/${draft}/${step}`

describe('kill -9 during 120 submissions', () => {
  let installed: Installed
  let folder = ''
  let program: Program
  const sendings: Sending[] = []

  before(async () => {
    installed = await installedFolder()
    folder = installed.folder
    appendFileSync(join(locateCluster(folder), 'postgresql.auto.conf'), SLOW_COMMITS)
    await withDatabase(async (db) => {
      for (let one = 0; one < VISITORS; one += 1) await beginAll(db, randomUUID())
    })
    program = await startProgram({ PARVIS_DATA: folder })
  })
  after(async () => {
    await program.stop()
    installed.remove()
  })

  /** The embedded database of the data folder, with all its durability, while the program does not run. */
  async function withDatabase(work: (db: Database) => Promise<void>): Promise<void> {
    const embedded = await startEmbedded(folder, { fast: false, secret: TEST_SECRET })
    const db = openDatabase(embedded.urls, systemClock, {}, 4)
    try {
      await work(db)
    } finally {
      await db.close()
      await embedded.stop()
    }
  }

  /** The forms of one visitor, filled but for the last page. */
  async function beginAll(db: Database, visitor: string): Promise<void> {
    await db.write(anonymous(visitor), async (tx) => {
      const service = (await catalogue(tx)).service(SLUG) ?? assert.fail()
      const form = await formVersion(tx, service.definition.form ?? '', service.formVersion ?? 0)
      const answers = sampleAnswers(form, { areaCode: '69283' })
      const contact = new Set(
        (form.pages.find(({ id }) => id === 'contact')?.fields ?? []).map(({ id }) => id),
      )
      const known = rawOfAnswers(form, answers)
      const raw: RawAnswers = Object.fromEntries(
        fieldsOf(form)
          .filter(({ id }) => !contact.has(id))
          .map(({ id }) => [id, known[id] ?? {}]),
      )
      const right = Object.fromEntries(Object.entries(answers).filter(([id]) => !contact.has(id)))
      for (let one = 0; one < EACH; one += 1) {
        const id = randomUUID()
        await saveDraft(
          tx,
          {
            id,
            serviceSlug: SLUG,
            serviceVersion: service.version,
            formId: form.id,
            formVersion: service.formVersion ?? 0,
          },
          right,
          raw,
        )
        sendings.push({ visitor, draft: id, saved: false, sent: false })
      }
    })
  }

  /** Fills the last page and sends. @returns false when no answer came: the program is gone */
  async function send(one: Sending): Promise<boolean> {
    const saved = await ask(program.origin, one.visitor, at(one, 'contact'), CONTACT)
    if (saved?.status !== 303) return false
    one.saved = true
    const sent = await ask(program.origin, one.visitor, at(one, 'envoyer'), {})
    if (sent?.status !== 303) return false
    assert.equal(sent.location, at(one, 'recu'))
    one.sent = true
    return true
  }

  /** Every visitor sends one form after the other, all visitors at once, until done or cut off. */
  async function sendAll(): Promise<void> {
    const byVisitor = Map.groupBy(
      sendings.filter(({ sent }) => !sent),
      ({ visitor }) => visitor,
    )
    await Promise.all(
      [...byVisitor.values()].map(async (forms) => {
        for (const one of forms) if (!(await send(one))) return
      }),
    )
  }

  const count = (what: 'saved' | 'sent') => sendings.filter((one) => one[what]).length
  async function whenSent(number: number): Promise<void> {
    while (count('sent') < number) await sleep(5)
  }

  /**
   * Pages that were acknowledged are still filled; requests that were, show their receipt. A third of the receipts is
   * enough here: what was acknowledged is never sent again, and all of it is counted at the end.
   */
  async function findAcknowledged(): Promise<void> {
    for (const one of sendings.filter(({ saved, sent }, rank) => saved && (!sent || rank % 3 === 0))) {
      const found = await ask(program.origin, one.visitor, at(one, one.sent ? 'recu' : 'verifier'))
      if (one.sent)
        assert.equal(found?.status, 200, `the request of ${one.draft} was acknowledged and is gone`)
      else
        assert.ok(
          found?.status === 200 || found?.location === at(one, 'recu'),
          `the page of ${one.draft} was acknowledged and is gone`,
        )
    }
  }

  it('keeps what was acknowledged when the program is killed', async () => {
    const sending = sendAll()
    await whenSent(30)
    await program.kill()
    await sending
    assert.ok(count('sent') < sendings.length, 'killed in the middle')
    program = await startProgram({ PARVIS_DATA: folder })
    await findAcknowledged()
  })

  it('keeps it too when the database is killed at the same instant', async () => {
    const sending = sendAll()
    await whenSent(count('sent') + 30)
    const postmaster = postmasterOf(locateCluster(folder)) ?? assert.fail('no database')
    // All its processes, as when the power goes: each would end the commit it has in hand.
    for (const pid of [postmaster.pid, ...childrenOf(postmaster.pid)]) process.kill(pid, 'SIGKILL')
    await program.kill()
    await sending
    assert.ok(count('sent') < sendings.length, 'killed in the middle')
    program = await startProgram({ PARVIS_DATA: folder })
    await findAcknowledged()
  })

  it('starts its database again by itself when that alone dies', async () => {
    const postmaster = postmasterOf(locateCluster(folder)) ?? assert.fail('no database')
    const sending = sendAll()
    // One of its processes learns of nothing, as when it waits for a lock of one that is dead.
    const [deaf] = childrenOf(postmaster.pid)
    if (deaf !== undefined) process.kill(deaf, 'SIGSTOP')
    process.kill(postmaster.pid, 'SIGKILL')
    await sending
    for (let tries = 0; (await ask(program.origin, randomUUID(), '/'))?.status !== 200; tries += 1) {
      assert.ok(program.isAlive() && tries < 100, program.output().slice(0, 4000))
      await sleep(200)
    }
  })

  it('makes one request of each of the 120 forms, sent as often as needed', async () => {
    for (let round = 0; count('sent') < sendings.length; round += 1) {
      assert.ok(round < 5, `${count('sent')} sent\n${program.output().slice(0, 4000)}`)
      await sendAll()
    }
    // Once more, all of them: nothing new may come of it.
    const again = await Promise.all(
      sendings.slice(0, 40).map((one) => ask(program.origin, one.visitor, at(one, 'envoyer'), {})),
    )
    for (const reply of again) assert.equal(reply?.status, 303)
    await receiptsLeave()
    assert.equal(await program.stop(), 0)
    await withDatabase(async (db) => {
      await checkOnce(db)
      const { broken, subjects } = await verifyEvents(db)
      assert.deepEqual(broken, [])
      assert.ok(subjects >= sendings.length)
    })
  })

  // Those that the killed programs had in hand too: at the next start, nobody else can hold a job.
  async function receiptsLeave(): Promise<void> {
    assert.equal(await program.stop(), 0)
    program = await startProgram({ PARVIS_DATA: folder })
    const { port } = postmasterOf(locateCluster(folder)) ?? assert.fail('no database')
    const owner = new pg.Client({
      connectionString: `postgres://parvis:${keptPassword(folder)}@127.0.0.1:${port}/parvis`,
    })
    await owner.connect()
    const left = async () =>
      (await owner.query('select from platform.mail where sent_at is not null')).rowCount
    for (let tries = 0; (await left()) !== sendings.length; tries += 1) {
      const { rows } = await owner.query(
        'select task_identifier, attempts, locked_at, last_error from graphile_worker.jobs limit 5',
      )
      assert.ok(tries < 150, `${await left()} receipts left; ${JSON.stringify(rows)}`)
      await sleep(200)
    }
    await owner.end()
  }

  async function checkOnce(db: Database): Promise<void> {
    const { rows } = await db.read(system, (tx) =>
      sql<{
        requests: number
        drafts: number
        refs: number
        codes: number
        messages: number
        events: number
        open: number
        mails: number
      }>`
      select count(*)::int as requests, count(distinct draft_id)::int as drafts, count(distinct ref)::int as refs,
        (select count(*)::int from requests.tracking) as codes, (select count(*)::int from threads.message) as messages,
        (select count(*)::int from platform.event where name = 'request.received') as events,
        (select count(*)::int from forms.draft where submitted_at is null) as open,
        (select count(*) - count(distinct text_body) from platform.mail)::int as mails
      from requests.request`.execute(tx.q),
    )
    const all = sendings.length
    assert.deepEqual(rows, [
      { requests: all, drafts: all, refs: all, codes: all, messages: all, events: all, open: 0, mails: 0 },
    ])
    const found = await db.read(system, (tx) =>
      sql<{ draft: string }>`select draft_id as draft from requests.request`.execute(tx.q),
    )
    assert.deepEqual(found.rows.map(({ draft }) => draft).sort(), sendings.map(({ draft }) => draft).sort())
  }
})
