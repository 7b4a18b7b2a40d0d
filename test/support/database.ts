// A real PostgreSQL for the tests: one fast server for the whole run, one template, and a fresh database per test.
import { randomUUID } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { migrate } from '#platform/db/migrate.ts'
import { type Embedded, startEmbedded } from '#platform/postgres/open.ts'
import { shutDatabase } from '#platform/postgres/roles.ts'
import { type DatabaseUrls, databaseAt, urlsOf } from '#platform/postgres/url.ts'
import { isCode } from '#platform/start-error.ts'

/** The secret of every test installation: people of the template can be read by each, and its accounts serve every database. */
export const TEST_SECRET = Buffer.alloc(32, 'parvis')

/** One test's own database; `drop` is optional, the whole server goes at the end of the run. */
export type TestDatabase = { ownerUrl: string; urls: DatabaseUrls; drop(): Promise<void> }

type Server = { url: string; pool: pg.Pool; ask(query: string): Promise<unknown>; stop(): Promise<void> }

/** Where Linux keeps files in memory. */
const MEMORY = '/dev/shm'
/** Bytes: far more than the databases of a run and its journal take at once. */
const ROOM = 3 * 1024 ** 3

/** The databases of the tests date by the clock that a test moves; an installation's never does. */
const MOVED_CLOCK = `create or replace function platform.now() returns timestamptz language sql stable parallel safe
  return coalesce(nullif(current_setting('parvis.clock', true), '')::timestamptz, now())`

let server: Promise<Server> | null = null
let template: Promise<string> | null = null
let made: string[] = []

/** What other processes of the run need to use this one's server and template instead of making their own. */
export async function shareDatabases(): Promise<NodeJS.ProcessEnv> {
  template ??= makeTemplate()
  const name = await template
  return { TEST_DATABASE_URL: (await server)?.url, TEST_TEMPLATE: name }
}

/** A database that has every migration and the demo territory (see template.ts), nothing else. */
export async function testDatabase(): Promise<TestDatabase> {
  template ??= Promise.resolve(process.env.TEST_TEMPLATE ?? makeTemplate())
  const database = await create(await template)
  const running = await server
  if (running) await shutDatabase(running.pool, new URL(database.ownerUrl).pathname.slice(1), TEST_SECRET)
  return database
}

/** A database with nothing in it, for the tests of the migrations themselves. */
export function emptyDatabase(): Promise<TestDatabase> {
  return create('template0')
}

/** Ends the server of the run, or drops what was made on the one of TEST_DATABASE_URL. */
export async function stopTestDatabases(): Promise<void> {
  const running = await server?.catch(() => null)
  server = null
  template = null
  await running?.stop()
}

async function makeTemplate(): Promise<string> {
  const { ownerUrl } = await emptyDatabase()
  await migrate(ownerUrl, TEST_SECRET)
  // Loaded here only: the tests of small things do not wait for all of Parvis to load.
  const { prepareTemplate } = await import('./template.ts')
  await prepareTemplate(ownerUrl)
  await moveClock(ownerUrl)
  return new URL(ownerUrl).pathname.slice(1)
}

/** What the database itself takes for today, whatever a transaction tells it: so many days from now. */
export async function moveToday(ownerUrl: string, days: number): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(`create or replace function platform.today() returns date language sql stable parallel safe
      return (now() at time zone 'UTC')::date + ${Math.trunc(days)}`)
  } finally {
    await client.end()
  }
}

/** For a database made from nothing: from here on it dates by the clock of the test. */
export async function moveClock(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(MOVED_CLOCK)
  } finally {
    await client.end()
  }
}

async function create(from: string): Promise<TestDatabase> {
  server ??= startServer()
  const { url, ask } = await server
  const name = `parvis_test_${randomUUID().replaceAll('-', '')}`
  // Ten times faster than the default strategy for a template of this size.
  await ask(`create database ${name} template ${from} strategy file_copy`)
  made.push(name)
  const ownerUrl = databaseAt(url, name)
  const drop = async () => {
    await dropped(ask, name)
    made = made.filter((other) => other !== name)
  }
  return { ownerUrl, urls: urlsOf(ownerUrl, TEST_SECRET), drop }
}

// What was closed a moment ago may still be ending, on a busy machine, under an account that the owner cannot end.
async function dropped(ask: Server['ask'], name: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    const refusal = await ask(`drop database if exists ${name} with (force)`).then(
      () => null,
      (error: unknown) => error,
    )
    if (refusal === null) return
    if (tries === 50 || !isCode(refusal, '42501')) throw refusal
    await sleep(100)
  }
}

function startServer(): Promise<Server> {
  const given = process.env.TEST_DATABASE_URL
  return given ? Promise.resolve(serverAt(given, dropMade)) : startOwnServer()
}

// What makes and drops databases stays connected: a connection each time cost half as much again as the database.
function serverAt(url: string, end: (ask: Server['ask']) => Promise<void>): Server {
  const pool = new pg.Pool({ connectionString: url, max: 2, idleTimeoutMillis: 0, allowExitOnIdle: true })
  pool.on('error', () => {})
  const ask = (query: string) => pool.query(query)
  const stop = async () => {
    await end(ask)
    await pool.end()
  }
  return { url, pool, ask, stop }
}

async function dropMade(ask: Server['ask']): Promise<void> {
  for (const name of made.splice(0)) await ask(`drop database if exists ${name} with (force)`)
}

async function startOwnServer(): Promise<Server> {
  removeForgotten()
  const folder = mkdtempSync(join(hasRoom(MEMORY) ? MEMORY : tmpdir(), `parvis-test-${process.pid}-`))
  // The account that runs PostgreSQL when the tests run as root passes through this folder.
  if (process.getuid?.() === 0) chmodSync(folder, 0o711)
  let embedded: Embedded | null = null
  // When the run ends without a word (Ctrl-C, process.exit), nothing asynchronous can happen any more.
  const remove = () => {
    embedded?.kill()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  process.once('exit', remove)
  embedded = await startEmbedded(folder, { fast: true, secret: TEST_SECRET })
  const { urls, remove: stopAndRemove } = embedded
  const stop = async () => {
    await stopAndRemove()
    process.off('exit', remove)
  }
  return serverAt(urls.owner, stop)
}

// A database is 800 files: ext4, which gives no inode of a deleted file again for a minute, looks through all of them at each.
function hasRoom(folder: string): boolean {
  if (!existsSync(folder)) return false
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize > ROOM && process.availableMemory() > ROOM
}

// A run ended by kill -9 leaves its folder behind; its server ended by itself.
function removeForgotten(): void {
  const folders = [tmpdir(), MEMORY].filter((folder) => existsSync(folder))
  const left = folders.flatMap((folder) =>
    readdirSync(folder).map((name) => ({ name, path: join(folder, name) })),
  )
  for (const { name, path } of left) {
    const pid = Number(/^parvis-test-(\d+)-/.exec(name)?.[1])
    if (!Number.isInteger(pid) || isAlive(pid)) continue
    try {
      rmSync(path, { recursive: true, force: true })
    } catch {
      // Another account's: its own next run removes it.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
