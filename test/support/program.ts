// The real program in a process of its own: started, killed, started again.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { csrfToken, seal } from '#platform/http/seal.ts'

const root = join(import.meta.dirname, '../..')

/** The secret of every program started here: tests make the cookies of visitors themselves. */
const SECRET = '0123456789abcdef'.repeat(4)

export interface Program {
  /** http://127.0.0.1:port */
  origin: string
  pid: number
  /** Everything it has written so far. */
  output(): string
  isAlive(): boolean
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>
  /** Ctrl-C. @returns its exit code */
  stop(): Promise<number | null>
}

/** Starts `node src/main.ts` on a free port and waits until it answers. */
export async function startProgram(env: Record<string, string>): Promise<Program> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      PORT: String(port),
      PARVIS_URL: origin,
      PARVIS_SECRET: SECRET,
      PARVIS_DEMO: '0',
      PARVIS_LOG: 'error',
      PARVIS_GEOCODER_URL: 'off',
      PARVIS_TILES_URL: 'off',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => void (output += data.toString()))
  const program: Program = {
    origin,
    pid: child.pid ?? 0,
    output: () => output,
    isAlive: () => isAlive(child),
    kill: () => end(child, 'SIGKILL').then(() => undefined),
    stop: () => end(child, 'SIGINT'),
  }
  await ready(program)
  return program
}

const isAlive = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (isAlive(child)) {
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  return child.exitCode
}

async function ready(program: Program): Promise<void> {
  while (program.isAlive()) {
    const reply = await fetch(`${program.origin}/readyz`).catch(() => null)
    if (reply?.ok) return
    await sleep(100)
  }
  throw new Error(`the program did not start:\n${program.output()}`)
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** What a visitor's browser got: `location` is a path or ''. Null: no answer came. */
export interface Answer {
  status: number
  location: string
  body: string
  headers: Headers
}

/** Asks as a visitor of that id; posts when there are values. */
export async function ask(
  origin: string,
  visitorId: string,
  path: string,
  values?: Record<string, string>,
): Promise<Answer | null> {
  const secret = Buffer.from(SECRET, 'hex')
  const cookie = `parvis_visitor=${encodeURIComponent(seal(secret, 'visitor', visitorId))}`
  const post =
    values === undefined
      ? {}
      : {
          method: 'POST',
          body: new URLSearchParams({
            _csrf: csrfToken(secret, { visitorId, sessionToken: null, under: null }),
            ...values,
          }),
        }
  try {
    const reply = await fetch(origin + path, { ...post, headers: { cookie }, redirect: 'manual' })
    return {
      status: reply.status,
      location: reply.headers.get('location') ?? '',
      body: await reply.text(),
      headers: reply.headers,
    }
  } catch {
    return null
  }
}
