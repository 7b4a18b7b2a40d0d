// Runs a program of ours apart, on something that was sent by anybody: it may turn without end or swell to all the memory there is, and is
// then ended alone. It is given no variable of the environment, and by the permissions of Node.js nothing but what it is told.
import { fork } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

export interface Bounds {
  milliseconds: number
  /** Of its heap; it may hold thrice as much in all. */
  megabytes: number
}

interface Program {
  file: URL
  /** What it may besides reading what it is made of: `--allow-…` of Node.js. */
  may: readonly string[]
}

const HELD = 3
/** Milliseconds between two looks at what it holds. */
const LOOK = 100

const at = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url))
const OWN = ['src/platform/', 'node_modules/', 'package.json'].map((path) => `--allow-fs-read=${at(path)}`)

/** What it says of `work`, its only message; undefined when it ends, or is ended, before. */
export async function runApart<Said>(
  { file, may }: Program,
  work: object,
  { milliseconds, megabytes }: Bounds,
): Promise<Said | undefined> {
  const program = fork(file, {
    execArgv: [`--max-old-space-size=${megabytes}`, '--permission', ...OWN, ...may],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {},
  })
  const { promise, resolve } = Promise.withResolvers<Said | undefined>()
  const ended = () => resolve(undefined)
  const late = setTimeout(ended, milliseconds)
  const watch = setInterval(async () => {
    if ((await heldBy(program.pid)) > megabytes * HELD) ended()
  }, LOOK)
  program.once('message', (said) => resolve(said as Said))
  program.on('error', ended).once('disconnect', ended)
  program.send(work)
  try {
    return await promise
  } finally {
    clearTimeout(late)
    clearInterval(watch)
    program.kill('SIGKILL')
  }
}

/** Megabytes that a process holds, where the system tells it (Linux); 0 elsewhere: its heap is bounded all the same. */
async function heldBy(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024
}
