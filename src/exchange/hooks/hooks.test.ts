// Programs of others are told: a real receiver that fails, is slow, sends elsewhere, is private, is gone; signatures read by a foreign
// library; order kept for each subject; nothing lost across a worker that dies or three days of silence.
import assert from 'node:assert/strict'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, describe, mock, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { Webhook } from 'standardwebhooks'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { openPool, type TestPartner } from '#test/pass.ts'
import { tell } from '../../pass/partner/keep.ts'
import { holdNext } from './queries.job.ts'

const [ADMIN, MANAGER, OTHER] = [
  'admin@parvis.example',
  'habitant@parvis.example',
  'habitante@parvis.example',
]
const EVENTS = ['pass.settlement.made', 'pass.door.revoked']

interface Received {
  readonly headers: IncomingHttpHeaders
  readonly text: string
  readonly said: { id: string; type: string; subject: string; source: string; data: Record<string, unknown> }
}

describe('what programs of a partner are told', () => {
  let parvis: TestApp
  let pool: TestPartner
  let other: TestPartner
  let manager: TestBrowser
  let server: Server
  let hook = 0
  let secret = ''
  let received: Received[] = []
  /** What the receiver answers: to everything, or by what was sent; null: never. */
  let answers: (said: Received['said']) => number | null = () => 204

  const at = (end = '') => `/pass/partenaire/${pool.partner}/applications${end}`
  const port = () => (server.address() as AddressInfo).port
  const rows = async <T>(statement: ReturnType<typeof sql<T>>) =>
    (await parvis.db.write(system, (tx) => statement.execute(tx.q))).rows
  const happens = (partnerId: number, name: string, payload: Record<string, unknown>) =>
    parvis.db.write(system, (tx) => tell(tx, `passpartner.${name}`, partnerId, payload))
  const month = (text: string) => happens(pool.partner, 'settled', { month: `${text}-01` })
  /** What the minute brings. */
  const catchUp = async () => {
    await parvis.house.jobs(parvis.config)['exchange.catch_up']?.(parvis.programDb, {})
    await parvis.runJobs()
  }
  const later = async (time: Parameters<TestApp['advance']>[0]) => {
    parvis.advance(time)
    await catchUp()
  }
  const told = () => received.map(({ said }) => `${said.type.split('.').slice(1).join('.')} ${said.subject}`)
  const waiting = () =>
    rows(sql<{ subject: string; tries: number; status: number | null; said: string | null }>`
      select subject, tries, last_status as status, last_said as said from exchange.delivery where done_at is null order by id`)
  const verified = (one: Received, by: string): boolean => {
    mock.timers.enable({ apis: ['Date'], now: parvis.now() })
    try {
      new Webhook(by).verify(one.text, one.headers as Record<string, string>)
      return true
    } catch {
      return false
    } finally {
      mock.timers.reset()
    }
  }

  before(async () => {
    server = createServer((request, reply) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8')
        const one = { headers: request.headers, text, said: JSON.parse(text) as Received['said'] }
        received.push(one)
        const status = answers(one.said)
        if (status !== null)
          reply.writeHead(status, { location: `http://127.0.0.1:${port()}/ailleurs` }).end()
      })
    }).listen(0, '127.0.0.1')
    parvis = await createTestApp({ env: { PARVIS_HOOKS_INSIDE: 'passpartner/1' } })
    pool = await openPool(parvis, { by: ADMIN, managedBy: MANAGER })
    assert.equal(pool.partner, 1, 'the one that the operator allows')
    other = await openPool(parvis, { by: ADMIN, managedBy: OTHER, name: 'Un musée' })
    manager = await parvis.signedInAs(MANAGER)
    const made = await manager.post(at('/adresses/nouvelle'), {
      url: `http://127.0.0.1:${port()}/`,
      events: EVENTS,
    })
    assert.equal(made.statusCode, 200, made.body)
    secret = /whsec_[A-Za-z0-9+/=]+/.exec(made.body)?.[0] ?? assert.fail(made.body)
    hook = (await rows(sql<{ id: number }>`select id from exchange.hook`))[0]?.id ?? 0
  })
  beforeEach(() => {
    received = []
    answers = () => 204
  })
  after(async () => {
    server.closeAllConnections()
    server.close()
    await parvis.close()
  })

  test('go to addresses that its managers give, in public unless the operator allows that partner', async () => {
    const page = (await manager.get(at(`/adresses/${hook}`))).body
    assert.doesNotMatch(page, /whsec_/)
    const theirs = await parvis.signedInAs(OTHER)
    const give = (url: string, events = EVENTS) =>
      theirs.post(`/pass/partenaire/${other.partner}/applications/adresses/nouvelle`, { url, events })
    for (const url of [
      'http://exemple.fr/',
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://0x7f.1/',
      'https://169.254.169.254/',
      'https://localhost/',
      'https://a:b@exemple.fr/',
      'ftp://exemple.fr/',
      'x',
    ]) {
      const reply = await give(url)
      assert.equal(reply.statusCode, 422, url)
      assert.match(reply.body, /adresse (?:publique|entière)/)
    }
    for (const events of [[], ['agent.left']])
      assert.equal((await give('https://exemple.fr/', events)).statusCode, 422)
    for (const end of [`/adresses/${hook}`, `/adresses/${hook}/essai`, '/adresses/nouvelle'])
      assert.equal((await theirs.get(at(end))).statusCode, 404, end)
    assert.equal(
      (await theirs.get(`/pass/partenaire/${other.partner}/applications/adresses/${hook}`)).statusCode,
      404,
    )
    // The second wall alone.
    const tried = async (email: string, statement: string): Promise<unknown> =>
      parvis.db
        .write(await parvis.actor(email), (tx) => sql.raw(statement).execute(tx.q))
        .then(
          ({ rows: found, numAffectedRows }) => found.length || Number(numAffectedRows ?? 0),
          (error: Error) => error.message,
        )
    for (const [statement, mine, foreign] of [
      ['select from exchange.hook', 1, 0],
      [`update exchange.hook set url = 'https://vol.example/' where id = ${hook}`, 1, 0],
      [`update exchange.hook set url = 'http://127.0.0.1:${port()}/' where id = ${hook}`, 1, 0],
      ['delete from exchange.hook where false', 0, 0],
    ] as const) {
      assert.equal(await tried(MANAGER, statement), mine, statement)
      assert.equal(await tried(OTHER, statement), foreign, statement)
    }
    for (const statement of [
      'select secret from exchange.hook',
      `update exchange.delivery set tries = 0`,
      `insert into exchange.message (owner_kind) values ('x')`,
    ])
      assert.match(String(await tried(MANAGER, statement)), /permission denied/)
    // Stored in spite of all: refused when it is posted, by what its name leads to.
    await rows(sql`insert into exchange.hook (uid, owner_kind, owner_id, url, events, secret, created_at)
      select gen_random_uuid(), owner_kind, ${other.partner}, ${`https://localhost:${port()}/`}, events, secret, created_at from exchange.hook`)
    await rows(sql`update exchange.hook o set uid = gen_random_uuid() where owner_id = ${other.partner}`)
    await happens(other.partner, 'settled', { month: '2026-01-01' })
    await parvis.runJobs()
    assert.deepEqual(received, [])
    assert.equal((await waiting()).length, 1)
    await rows(sql`delete from exchange.hook where owner_id = ${other.partner}`)
  })

  test('are CloudEvents signed as Standard Webhooks, that say nobody; another secret signs beside the first for a day', async () => {
    await month('2026-02')
    await happens(pool.partner, 'closed', { label: 'Tourniquet' })
    await happens(pool.partner, 'invited', {})
    await parvis.runJobs()
    assert.deepEqual(told(), ['settlement.made settlement/2026-02', 'door.revoked doors'])
    const [one = assert.fail()] = received
    assert.equal(one.headers['content-type'], 'application/cloudevents+json; charset=utf-8')
    assert.equal(one.headers['webhook-id'], one.said.id)
    assert.deepEqual(
      [one.said.source, one.said.data],
      ['http://parvis.test/passpartner/1', { month: '2026-02' }],
    )
    assert.ok(verified(one, secret))
    assert.ok(
      !verified({ ...one, text: one.text.replace('2026-02', '2026-03') }, secret),
      'what is changed is not signed',
    )
    const renewed = await manager.post(at(`/adresses/${hook}/secret`), {})
    const next = /whsec_[A-Za-z0-9+/=]+/.exec(renewed.body)?.[0] ?? assert.fail(renewed.body)
    await month('2026-03')
    await parvis.runJobs()
    const both = received.at(-1) ?? assert.fail()
    assert.deepEqual([verified(both, secret), verified(both, next)], [true, true])
    parvis.advance({ days: 1, minutes: 1 })
    manager = await parvis.signedInAs(MANAGER)
    await month('2026-04')
    await parvis.runJobs()
    const last = received.at(-1) ?? assert.fail()
    assert.deepEqual([verified(last, secret), verified(last, next)], [false, true])
  })

  test('keep the order of each subject through failures, and hold nothing else back', async () => {
    answers = ({ subject }) => (subject === 'settlement/2026-05' ? 500 : 204)
    await month('2026-05')
    await happens(pool.partner, 'closed', { label: 'Un' })
    await month('2026-05')
    await parvis.runJobs()
    assert.deepEqual(told(), ['settlement.made settlement/2026-05', 'door.revoked doors'])
    assert.deepEqual(
      (await waiting()).map(({ tries, status }) => [tries, status]),
      [
        [1, 500],
        [0, null],
      ],
    )
    await later({ minutes: 1 })
    assert.equal(received.length, 3, 'once more, and the second of its subject waits still')
    answers = () => 200
    await later({ minutes: 5 })
    assert.deepEqual(
      received
        .map(({ said }) => said.id)
        .toSorted()
        .filter((id, index, all) => all.indexOf(id) === index).length,
      3,
    )
    const [first, , , again, second] = received.map(({ said }) => said.id)
    assert.equal(first, again, 'tried again under one id')
    assert.notEqual(second, first)
    assert.deepEqual(await waiting(), [])
  })

  test('go nowhere else than said, and wait for nobody who is slow', { timeout: 30_000 }, async () => {
    answers = () => 302
    await month('2026-06')
    await parvis.runJobs()
    assert.equal(received.length, 1, 'what sends elsewhere is not followed')
    assert.deepEqual(
      (await waiting()).map(({ status, said }) => [status, said]),
      [[302, 'L’adresse renvoie ailleurs.']],
    )
    answers = () => null
    await later({ minutes: 1 })
    assert.deepEqual(
      (await waiting()).map(({ status, said }) => [status, said]),
      [[null, 'Pas de réponse en dix secondes.']],
    )
    answers = () => 204
    await later({ hours: 1 })
    assert.deepEqual(await waiting(), [])
    assert.equal(new Set(received.map(({ said }) => said.id)).size, 1)
  })

  test('wait in one queue of their own, and one trial at a time: who answers slowly keeps no worker from mails', async () => {
    answers = () => 503
    await month('2026-10')
    for (let trials = 0; trials < 3; trials++)
      assert.equal((await manager.post(at(`/adresses/${hook}/essai`), {})).statusCode, 303)
    await parvis.runJobs()
    assert.deepEqual(told().toSorted(), ['settlement.made settlement/2026-10', 'test essai'])
    const owner = new pg.Client({ connectionString: parvis.ownerUrl })
    await owner.connect()
    const { rows: planned } = await owner.query<{ queue: string | null }>(
      `select distinct queue_name as queue from graphile_worker.jobs where task_identifier = 'exchange.deliver'`,
    )
    await owner.end()
    assert.deepEqual(planned, [{ queue: 'exchange.deliver' }])
    answers = () => 204
    await later({ minutes: 1 })
    assert.deepEqual(await waiting(), [])
  })

  test('are not lost by a worker that dies between holding one and saying what came of it', async () => {
    await month('2026-07')
    await rows(sql`delete from graphile_worker._private_jobs`).catch(() => {})
    const { rows: planned } = await parvis.db.read(system, (tx) =>
      sql<{ id: number }>`select max(id) as id from platform.event`.execute(tx.q),
    )
    const { toldEvents } = parvis.house
    const { tell: telling } = await import('./deliver.ts')
    await telling(toldEvents)(parvis.db, { eventId: planned[0]?.id })
    const held = await parvis.db.write(system, (tx) =>
      holdNext(tx, hook, new Date(tx.now.getTime() + 60_000)),
    )
    assert.equal(held?.subject, 'settlement/2026-07')
    await catchUp()
    assert.deepEqual(received, [], 'somebody has it in hand')
    await later({ minutes: 1 })
    assert.deepEqual(told(), ['settlement.made settlement/2026-07'])
    await parvis.runJobs()
    await catchUp()
    assert.equal(received.length, 1, 'told once, however often its job runs')
  })

  test('stop after three days of silence, which its managers are told, and go on in order once taken up again', async () => {
    answers = () => 503
    await month('2026-08')
    await happens(pool.partner, 'closed', { label: 'Deux' })
    await parvis.runJobs()
    const began = parvis.now().getTime()
    const stopped = async () =>
      (
        await rows(
          sql<{ why: string | null }>`select stopped_because as why from exchange.hook where id = ${hook}`,
        )
      )[0]?.why
    for (let tries = 0; tries < 12 && (await stopped()) === null; tries++) await later({ hours: 20 })
    assert.equal(await stopped(), 'silent')
    assert.ok(parvis.now().getTime() - began >= 3 * 86_400_000 - 60_000, 'not before three days')
    await month('2026-08')
    const count = received.length
    await later({ days: 1 })
    assert.equal(received.length, count, 'nothing leaves any more')
    manager = await parvis.signedInAs(MANAGER)
    assert.match((await manager.get('/compte/notifications')).body, /ne prend plus rien/)
    received = []
    answers = () => 200
    assert.match((await manager.get(at())).body, /rien n’y a été pris pendant trois jours/)
    assert.equal((await manager.post(at(`/adresses/${hook}/arret`), {})).statusCode, 303)
    await parvis.runJobs()
    assert.deepEqual(told().toSorted(), [
      'door.revoked doors',
      'settlement.made settlement/2026-08',
      'settlement.made settlement/2026-08',
    ])
    assert.deepEqual(await waiting(), [])
  })

  test('are tried, read and sent again by its managers; an address that is gone is stopped at once', async () => {
    assert.equal((await manager.post(at(`/adresses/${hook}/essai`), {})).statusCode, 303)
    await parvis.runJobs()
    assert.deepEqual(
      received.map(({ said }) => said.type),
      ['exchange.test'],
    )
    const page = (await manager.get(at(`/adresses/${hook}`))).body
    const [, delivery = ''] = /envois\/(\d+)"/.exec(page) ?? []
    assert.match(
      (await manager.get(at(`/adresses/${hook}/envois/${delivery}`))).body,
      /msg_\d+[^]*?exchange\.test[^]*?Pris/,
    )
    assert.equal((await manager.post(at(`/adresses/${hook}/envois/${delivery}`), {})).statusCode, 303)
    await parvis.runJobs()
    assert.equal(received[1]?.said.id, received[0]?.said.id)
    answers = () => 410
    await month('2026-09')
    await parvis.runJobs()
    assert.match((await manager.get(at())).body, /l’adresse dit qu’elle n’existe plus/)
    assert.equal((await manager.post(at(`/adresses/${hook}/retrait`), {})).statusCode, 303)
    assert.deepEqual(await rows(sql`select from exchange.delivery`), [])
  })

  test('are read by a key too, page by page, for thirty days', async () => {
    const made = await manager.post(at('/cles/nouvelle'), {
      name: 'Veille',
      scopes: ['pass.events.read'],
      ends: '2027-06-01',
    })
    const key = /parvis_[a-z2-7]{8}_[\w-]{43}/.exec(made.body)?.[0] ?? assert.fail()
    const read = async (query: string) =>
      (
        await parvis.app.inject({
          url: `/api/v1/pass/events?${query}`,
          headers: { authorization: `Bearer ${key}` },
        })
      ).json<{ items: { id: string; type: string; subject: string }[]; next: string | null }>()
    const first = await read('limit=2')
    assert.deepEqual(
      first.items.map(({ subject }) => subject),
      ['settlement/2026-02', 'doors'],
    )
    const rest = await read(`limit=100&cursor=${first.next}`)
    assert.ok(rest.items.length > 5 && rest.next === null)
    assert.equal((await read('cursor=LTE')).items, undefined)
    parvis.advance({ days: 31 })
    await catchUp()
    assert.deepEqual((await rows(sql`select from exchange.message`)).length, 0)
  })
})
