// The world of the load proof: its own embedded PostgreSQL with the durable settings of production, the demonstration
// in it, and the program in a process of its own, as in real life.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { systemClock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import { type Database, openDatabase } from '#platform/db/db.ts'
import { migrate } from '#platform/db/migrate.ts'
import { locateCluster } from '#platform/postgres/cluster.ts'
import { startEmbedded } from '#platform/postgres/open.ts'
import type { DatabaseUrls } from '#platform/postgres/url.ts'
import { postmasterOf } from '#platform/postgres/postmaster.ts'
import { loadDemo } from '#demo'
import { configOf, houseOf } from '../src/app.ts'
import { FEW, type Options } from './options.ts'

const ROOT = join(import.meta.dirname, '..')
/** Real requests, told by the real verbs, from which the big base is drawn. */
const REAL_REQUESTS = 300
/** As bin/start gives them. */
const FLAGS = flagsOf(readFileSync(join(ROOT, 'bin', 'start'), 'utf8'))
const ALLOCATION = {
  MALLOC_MMAP_THRESHOLD_: '1048576',
  NODE_COMPILE_CACHE: join(ROOT, 'node_modules', '.cache', 'code'),
}
/** When only accounts, or rules, are measured. */
const FEW_REQUESTS = 10

export interface World {
  urls: DatabaseUrls
  /** As the program enters the base: its two accounts, policies on. */
  db: Database
  /** As its owner: no policies. */
  owner: pg.Pool
  config: Config
  close(): Promise<void>
}

export async function openWorld(options: Options): Promise<World> {
  const config = configOf({ PARVIS_DATA: options.data, PARVIS_LOG: 'silent', PARVIS_GEOCODER_URL: 'off' })
  const server = await startEmbedded(options.data, { fast: false, secret: config.secret })
  await migrate(server.urls.owner, config.secret)
  const needsFew = [...options.parts].every((part) => FEW.includes(part))
  await loadDemo(server.urls, config, houseOf(config), {
    count: needsFew ? FEW_REQUESTS : REAL_REQUESTS,
  })
  const db = openDatabase(server.urls, systemClock, {}, 8)
  const owner = new pg.Pool({ connectionString: server.urls.owner, max: 2 })
  // The server stops before an idle connection has heard of it.
  owner.on('error', () => {})
  return {
    urls: server.urls,
    db,
    owner,
    config,
    async close() {
      await db.close()
      await owner.end()
      await server.stop()
      if (!options.kept) rmSync(options.data, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

export interface Program {
  origin: string
  pid: number
  stop(): Promise<void>
}

export interface Starting {
  port?: number
  /** Variables of its environment. */
  settings?: Record<string, string>
}

/** Starts `src/main.ts` on this base, web and worker in one process, and waits until it is ready. */
export async function startProgram({ urls, config }: World, starting: Starting = {}): Promise<Program> {
  const { port = await freePort(), settings = {} } = starting
  const origin = `http://127.0.0.1:${port}`
  const profile = process.env.PARVIS_BENCH_PROFILE
  const flags = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]
  const child = spawn(process.execPath, [...FLAGS, ...flags, 'src/main.ts'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      ...ALLOCATION,
      PORT: String(port),
      DATABASE_URL: urls.owner,
      PARVIS_DATA: config.dataFolder,
      PARVIS_SECRET: config.secret.toString('hex'),
      PARVIS_URL: origin,
      PARVIS_GEOCODER_URL: 'off',
      PARVIS_DEMO: '0',
      ...settings,
    },
  })
  await untilReady(child, origin)
  return { origin, pid: child.pid ?? 0, stop: () => end(child) }
}

function flagsOf(script: string): string[] {
  const flags = /^exec node (.+) src\/main\.ts/m.exec(script)?.[1]
  if (flags === undefined) throw new Error('bin/start no longer says how the program is started')
  return flags.split(' ')
}

async function untilReady(child: ChildProcess, origin: string): Promise<void> {
  for (let waits = 0; waits < 600; waits++) {
    if (child.exitCode !== null) throw new Error('the program did not start')
    const ready = await fetch(`${origin}/readyz`).then(
      (reply) => reply.ok,
      () => false,
    )
    if (ready) return
    await sleep(100)
  }
  throw new Error('the program was not ready in time')
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  await exited
}

/** A port that nobody uses. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  return address !== null && typeof address === 'object' ? address.port : 0
}

/** The process of the embedded server from which all its others come. */
export function postmasterPid({ data }: Options): number {
  const found = postmasterOf(locateCluster(data))
  if (found === null) throw new Error('no PostgreSQL runs on this data')
  return found.pid
}
