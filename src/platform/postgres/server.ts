// Runs the postmaster of an embedded cluster: starts it, restarts it if it dies, stops it whatever happens to us.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartError } from '../start-error.ts'
import type { Cluster } from './cluster.ts'
import { endRemains, postmasterOf } from './postmaster.ts'

/** A running postmaster. `kill` is for the last instant of a process: no checkpoint, nothing asynchronous. */
export type Server = { port: number; stop(): Promise<void>; kill(): void }

/** `fast` gives up durability for speed: for the tests only. `log` is the file that receives PostgreSQL's own log. */
export type ServerOptions = { fast: boolean; log: string }

// The watcher reads a pipe that only this program holds: however the program ends, kill -9 included, the pipe closes
// and the postmaster is asked for a fast shutdown. `exec` makes the postmaster our direct child, under the same pid.
const watched = '( ( read -r _; kill -INT $$ ) <&3 >/dev/null 2>&1 & ); exec "$@" 3<&-'

const durable = ['shared_buffers=256MB', 'max_connections=100', 'synchronous_commit=on', 'max_wal_size=1GB']
const fast = [
  ...['shared_buffers=128MB', 'max_connections=200', 'fsync=off', 'full_page_writes=off', 'autovacuum=off'],
  ...['synchronous_commit=off', 'wal_level=minimal', 'max_wal_senders=0', 'max_wal_size=4GB'],
]

/**
 * Starts the postmaster on a free port of 127.0.0.1 and waits until it accepts connections.
 * @throws StartError when PostgreSQL refuses to start; the reason is in the log.
 */
export async function startServer(cluster: Cluster, options: ServerOptions): Promise<Server> {
  let child: ChildProcess | null = null
  let port = 0
  for (let attempt = 0; child === null; attempt++) {
    port = await freePort()
    child = await launch(cluster, port, options)
    if (child === null && attempt === 4) throw new StartError(refusal(options.log))
    if (child === null) await sleep(500)
  }
  return supervise(cluster, port, options, child)
}

/** Tries that leave to the remains of a dead one the time to end by themselves. */
const PATIENT_TRIES = 3

function supervise(cluster: Cluster, port: number, options: ServerOptions, first: ChildProcess): Server {
  let child: ChildProcess | null = first
  let stopping = false
  const restart = async () => {
    child = null
    for (let tries = 1; !stopping && child === null; tries++) {
      await sleep(500)
      if (tries > PATIENT_TRIES) endRemains(cluster.folder)
      if (!stopping) child = await launch(cluster, port, options)
    }
    if (stopping && child !== null) await end(child)
    else child?.once('exit', restart)
  }
  first.once('exit', restart)
  return {
    port,
    stop: async () => {
      stopping = true
      if (child !== null) await end(child)
    },
    kill: () => {
      stopping = true
      child?.kill('SIGQUIT')
      // Asleep, not awaited: the process is ending and runs nothing asynchronous any more.
      for (let waits = 0; waits < 150 && postmasterOf(cluster.folder) !== null; waits++)
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
    },
  }
}

// Null when the postmaster ended before being ready: port taken meanwhile, or remains of a killed one still in memory.
async function launch(cluster: Cluster, port: number, options: ServerOptions): Promise<ChildProcess | null> {
  const log = openSync(options.log, oversized(options.log) ? 'w' : 'a', 0o600)
  const child = spawn('/bin/sh', ['-c', watched, 'sh', ...postgresCommand(cluster, port, options)], {
    ...cluster.account,
    cwd: cluster.folder,
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    // Its own session: the Ctrl-C of the terminal reaches the program only, which stops the database last.
    detached: true,
    stdio: ['ignore', log, log, 'pipe'],
  })
  closeSync(log)
  child.on('error', () => {})
  child.stdio[3]?.on('error', () => {})
  while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    if (postmasterOf(cluster.folder)?.ready === child.pid) return child
    await sleep(25)
  }
  return null
}

/** The longest address of a Unix socket, in bytes; PostgreSQL adds its own name to the folder. */
const LONGEST_ADDRESS = 100
const SOCKET_NAME = '/.s.PGSQL.65535'

/**
 * Where the server of that cluster is also met without the network, in a folder of its own account: a fifth less work for each
 * statement, on both sides. Null where no address can name it: then by 127.0.0.1 alone.
 */
export function socketFolder(folder: string): string | null {
  const isNameable = Buffer.byteLength(folder + SOCKET_NAME) <= LONGEST_ADDRESS && /^[\w./-]+$/.test(folder)
  return isNameable && process.platform !== 'win32' ? folder : null
}

function postgresCommand(cluster: Cluster, port: number, options: ServerOptions): string[] {
  const settings = [
    ...[
      'listen_addresses=127.0.0.1',
      `port=${port}`,
      `unix_socket_directories=${socketFolder(cluster.folder) ?? ''}`,
      'password_encryption=scram-sha-256',
    ],
    ...['timezone=UTC', 'log_timezone=UTC', 'logging_collector=off', 'jit=off'],
    ...(options.fast ? fast : durable),
  ]
  const postgres = join(cluster.binaries, 'bin', 'postgres')
  return [postgres, '-D', cluster.folder, ...settings.flatMap((setting) => ['-c', setting])]
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGINT')
  const late = setTimeout(() => child.kill('SIGQUIT'), 10_000)
  await exited
  clearTimeout(late)
  child.stdio[3]?.destroy()
}

async function freePort(): Promise<number> {
  const probe = createServer()
  probe.listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  return address !== null && typeof address === 'object' ? address.port : 0
}

function oversized(log: string): boolean {
  return (statSync(log, { throwIfNoEntry: false })?.size ?? 0) > 5_000_000
}

function refusal(log: string): string {
  const lines = readFileSync(log, 'utf8').split('\n')
  const reason =
    lines.findLast((line) => line.includes('FATAL:'))?.replace(/^.*FATAL:\s*/, '') ?? 'raison inconnue'
  return `PostgreSQL ne démarre pas (${reason}) ; son journal est ${log}.`
}
