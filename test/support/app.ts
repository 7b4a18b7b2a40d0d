// The whole program on a database of its own, without a port: requests are injected, time is moved by hand.
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { actorOfPerson, openSession, personName } from '#people'
import { type Actor, anonymous, system } from '#platform/actor.ts'
import { type Config, readConfig } from '#platform/config.ts'
import { type Database, openDatabase } from '#platform/db/db.ts'
import { countStatements } from '#platform/db/transaction.ts'
import { cookieName } from '#platform/http/cookies.ts'
import { type Openings, openings } from '#platform/http/openings.ts'
import { gatherHouse, type House } from '#platform/house/house.ts'
import type { Jobs } from '#platform/jobs.ts'
import type { Module } from '#platform/house/module.ts'
import type { Journal } from '#platform/http/server.ts'
import { type Channel, type Sent, submitRequest } from '#requests'
import { sampleAnswers, formVersion } from '#forms'
import { catalogue } from '#services'
import { createApp, houseOf, jobsOf } from '../../src/app.ts'
import { TEST_SECRET, type TestDatabase, testDatabase } from './database.ts'
import { refusingNested } from './nested.ts'

/** Monday 23 November 2026, 14:38 in Paris: an ordinary working day. */
export const START = new Date('2026-11-23T13:38:00Z')

export interface TestApp {
  app: FastifyInstance
  db: Database
  /** As the program has it: what is told of that one is heard by the program. */
  programDb: Database
  config: Config
  house: House
  /** Counts what was read so far. */
  countReadings(): Promise<void>
  ownerUrl: string
  /** As whoever acts. */
  webUrl: string
  /** As the system. */
  systemUrl: string
  /** Moves time forward. */
  advance(change: { days?: number; hours?: number; minutes?: number }): void
  now(): Date
  browser(): TestBrowser
  signedInAs(email: string): Promise<TestBrowser>
  actor(email: string): Promise<Actor>
  makeRequest(overrides?: RequestOverrides): Promise<Sent>
  /** Runs every planned job, as the worker would. @returns how many */
  runJobs(): Promise<number>
  /** Listens on a free port, for a real browser. @returns the address, without a slash at its end */
  listen(): Promise<string>
  close(): Promise<void>
}

export interface RequestOverrides {
  service?: string
  commune?: string
  placeKind?: string
  email?: string | null
  channel?: Channel
  residentId?: number | null
  enteredUnitId?: number | null
  by?: Actor
  draftId?: string | null
  description?: string
  name?: string
}

/** One visitor: keeps cookies, knows the form token, posts forms. */
export interface TestBrowser {
  get(url: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>
  post(
    url: string,
    values: Record<string, string | string[]>,
    options?: { csrf?: string; headers?: Record<string, string> },
  ): Promise<LightMyRequestResponse>
  /** Follows redirects of a reply until a page. */
  follow(reply: LightMyRequestResponse): Promise<LightMyRequestResponse>
  upload(
    url: string,
    values: Readonly<Record<string, string | readonly string[]>>,
    files: { field: string; name: string; bytes: Buffer; type?: string }[],
  ): Promise<LightMyRequestResponse>
  csrf(): Promise<string>
  cookies: Map<string, string>
}

function multipartBody(
  values: Readonly<Record<string, string | readonly string[]>>,
  files: { field: string; name: string; bytes: Buffer; type?: string }[],
) {
  const boundary = `----parvis${randomBytes(8).toString('hex')}`
  const fields = Object.entries(values).flatMap(([name, value]) =>
    [value]
      .flat()
      .map((one) =>
        Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${one}\r\n`),
      ),
  )
  const parts = files.map(({ field, name, bytes, type }) =>
    Buffer.concat([
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: ${type ?? 'application/octet-stream'}\r\n\r\n`,
      ),
      bytes,
      Buffer.from('\r\n'),
    ]),
  )
  return { boundary, payload: Buffer.concat([...fields, ...parts, Buffer.from(`--${boundary}--\r\n`)]) }
}

function browserOf(live: Pick<Live, 'app'>): TestBrowser {
  const cookies = new Map<string, string>()
  const header = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const keep = (reply: LightMyRequestResponse) => {
    for (const { name, value, maxAge, expires } of reply.cookies as {
      name: string
      value: string
      maxAge?: number
      expires?: Date
    }[]) {
      if (value === '' || maxAge === 0 || (expires !== undefined && expires.getTime() === 0))
        cookies.delete(name)
      else cookies.set(name, value)
    }
    return reply
  }
  const browser: TestBrowser = {
    cookies,
    get: async (url, headers = {}) =>
      keep(await live.app.inject({ method: 'GET', url, headers: { cookie: header(), ...headers } })),
    async post(url, values, { csrf, headers = {} } = {}) {
      const body = new URLSearchParams()
      body.append('_csrf', csrf ?? (await browser.csrf()))
      for (const [name, value] of Object.entries(values))
        for (const item of [value].flat()) body.append(name, item)
      const payload = body.toString()
      return keep(
        await live.app.inject({
          method: 'POST',
          url,
          payload,
          headers: { cookie: header(), 'content-type': 'application/x-www-form-urlencoded', ...headers },
        }),
      )
    },
    async upload(url, values, files) {
      const { boundary, payload } = multipartBody({ _csrf: await browser.csrf(), ...values }, files)
      return keep(
        await live.app.inject({
          method: 'POST',
          url,
          payload,
          headers: { cookie: header(), 'content-type': `multipart/form-data; boundary=${boundary}` },
        }),
      )
    },
    async follow(reply) {
      let last = reply
      while (last.statusCode === 303) last = await browser.get(String(last.headers.location))
      return last
    },
    async csrf() {
      const reply = await browser.get('/suivi')
      return /name="_csrf" value="([^"]+)"/.exec(reply.body)?.[1] ?? ''
    },
  }
  return browser
}

/** What a test may decide of its program. */
export interface TestAppOptions {
  /** Instead of a clone of the template. */
  database?: TestDatabase
  /** Environment variables beside those of every test. */
  env?: Record<string, string>
  /** Instead of the modules of Parvis. */
  modules?: readonly Module[]
  /** Receives the journal; PARVIS_LOG says how much of it. */
  journal?: Journal
}

/** What runs until the program is closed. */
interface Live {
  app: FastifyInstance
  db: Database
  program: Database
  house: House
  counting: Openings
  worker: pg.Pool
}

// A program of a test asks little, and what another asked: what comes again is prepared from its first time on.
const STATEMENTS = countStatements(4000)
const PROGRAM = ['app', 'db', 'program', 'house', 'counting', 'worker'] as const

async function openLive(
  database: TestDatabase,
  config: Config,
  clock: () => Date,
  { own, journal }: { own: House | null; journal?: Journal },
): Promise<Live> {
  const house = own ?? houseOf(config)
  const db = openDatabase(database.urls, clock, house, 8, STATEMENTS)
  const counting = openings(db, house.counted, house.takesOpenings, null)
  const program = refusingNested(db)
  const app = await createApp(config, program, { journal, house, counting })
  await app.ready()
  return { app, db, program, house, counting, worker: openWorker(database.ownerUrl) }
}

/** A program to test, on a clone of the template. Close it when done. */
export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = options.database ?? (await testDatabase())
  const folder = await mkdtemp(join(tmpdir(), 'parvis-app-'))
  const own = options.modules === undefined ? null : gatherHouse(options.modules)
  const config = readConfig(
    {
      PARVIS_DATA: folder,
      PARVIS_LOG: 'silent',
      PARVIS_GEOCODER_URL: 'off',
      PARVIS_TILES_URL: 'off',
      // What a test shows must not depend on what is installed beside it.
      PARVIS_CONVERTER: 'off',
      PARVIS_URL: 'http://parvis.test',
      PARVIS_DEMO: '1',
      PARVIS_SECRET: TEST_SECRET.toString('hex'),
      ...options.env,
    },
    (own ?? houseOf({ demo: true })).environment,
  )
  let time = START.getTime()
  const live = await openLive(database, config, () => new Date(time), { ...options, own })
  const personId = async (email: string) => {
    const row = await live.db.read(system, (tx) =>
      tx.q.selectFrom('accounts.person').select('id').where('email', '=', email).executeTakeFirst(),
    )
    if (row === undefined) throw new Error(`no account ${email}`)
    return row.id
  }
  const tester: TestApp = {
    ...{ app: live.app, db: live.db, programDb: live.program, house: live.house, config },
    ownerUrl: database.ownerUrl,
    webUrl: database.urls.web,
    systemUrl: database.urls.system,
    advance: ({ days = 0, hours = 0, minutes = 0 }) =>
      void (time += ((days * 24 + hours) * 60 + minutes) * 60_000),
    now: () => new Date(time),
    countReadings: () => live.counting.flush(),
    browser: () => browserOf(live),
    async signedInAs(email) {
      const browser = browserOf(live)
      const id = await personId(email)
      const { cookie } = await live.db.write(system, (tx) => openSession(tx, id, { factors: 2 }))
      browser.cookies.set(cookieName(config, cookie.name), cookie.value ?? '')
      return browser
    },
    async actor(email) {
      const id = await personId(email)
      return (await live.db.read(system, (tx) => actorOfPerson(tx, id))) ?? anonymous()
    },
    makeRequest: (overrides = {}) => makeRequest(live.db, overrides),
    runJobs: () => runJobs(refusingNested(live.db), live.worker, jobsOf(config, live.house)),
    listen: () => live.app.listen({ port: 0, host: '127.0.0.1' }),
    async close() {
      const { app, db, worker } = live
      await app.close()
      await db.close()
      await worker.end()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
      // node:test holds every test that ran, and so what it wrote in: a program that is closed would stay in memory until the last.
      for (const held of [live, tester]) for (const name of PROGRAM) Reflect.deleteProperty(held, name)
    },
  }
  return tester
}

const nameOf = async (db: Database, personId: number): Promise<string> =>
  (await db.read(system, (tx) => personName(tx, personId))) ?? ''

async function makeRequest(
  db: Database,
  {
    service = 'signaler-un-nid-de-poule',
    commune = '69283',
    placeKind = 'street',
    email = 'l.morandat@courriel.example',
    ...rest
  }: RequestOverrides,
): Promise<Sent> {
  const { channel = 'web', residentId = null, enteredUnitId = null, draftId = null, description, name } = rest
  const visitor = anonymous(crypto.randomUUID())
  // Nobody sends in the name of another account.
  const by: Actor =
    rest.by ??
    (residentId === null
      ? visitor
      : { ...visitor, kind: 'resident', personId: residentId, label: await nameOf(db, residentId) })
  return db.write(by, async (tx) => {
    const live = (await catalogue(tx)).service(service)
    const form = await formVersion(tx, live?.definition.form ?? '', live?.formVersion ?? 0)
    const answers = sampleAnswers(form, { areaCode: commune })
    for (const field of form.pages.flatMap((item) => item.fields)) {
      if (field.role === 'placeKind') answers[field.id] = placeKind
      if (field.role === 'description' && description !== undefined) answers[field.id] = description
      if (field.role === 'contactName' && name !== undefined) answers[field.id] = name
      if (field.role === 'contactEmail') {
        if (email === null) delete answers[field.id]
        else answers[field.id] = email
      }
    }
    return submitRequest(tx, { draftId, serviceSlug: service, answers, channel, residentId, enteredUnitId })
  })
}

/** The connections of what runs the jobs of one program: opened once, for each costs as much as the jobs of a test. */
export function openWorker(ownerUrl: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2 })
  // Graphile asks for both: what breaks between two jobs is told by the next.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** Takes planned jobs one by one until none is left: what graphile-worker does, in order and at once. */
export async function runJobs(db: Database, worker: pg.Pool, jobs: Jobs): Promise<number> {
  const { runOnce } = await import('graphile-worker')
  let done = 0
  const taskList = Object.fromEntries(
    Object.entries(jobs).map(([name, handler]) => [
      name,
      async (payload: unknown) => {
        done += 1
        await handler(db, payload as Record<string, unknown>)
      },
    ]),
  )
  const { Logger } = await import('graphile-worker')
  await runOnce({ pgPool: worker, taskList, logger: new Logger(() => () => {}) })
  return done
}
