// Reads the words of a document by a program of its own (reader.ts): what is sent by anybody may turn without end or swell to all the
// memory there is, and it is then ended alone. That program has no secret, no network of ours, and reads nothing but the document.
import { fork } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { takeTurns } from '../turns.ts'
import { OFFICE } from '../office.ts'
import type { ReadingWork } from './reader.ts'
import type { Told } from './told.ts'

export interface ReadingLimits {
  milliseconds?: number
  megabytes?: number
}

const SECONDS = 20_000
const MEGABYTES = 256
/** Of all it holds, the library and what is inflated outside of its heap too. */
const HELD = 3
/** Milliseconds between two looks at what it holds. */
const LOOK = 100

const READER = fileURLToPath(new URL('./reader.ts', import.meta.url))
const at = (path: string): string => fileURLToPath(new URL(`../../../../${path}`, import.meta.url))
/** What it is made of. */
const OWN = ['src/platform/', 'node_modules/', 'package.json'].map((path) => `--allow-fs-read=${at(path)}`)

const oneAtOnce = takeTurns(1)

/** Types of the files that have words to read. */
export const WORDED: readonly string[] = [
  ...['application/pdf', 'text/plain', 'text/csv'],
  ...OFFICE.map(({ mediaType }) => mediaType),
]

/** The words of the file of that path; one document at a time. */
export const readText = (work: ReadingWork, limits: ReadingLimits = {}): Promise<Told> =>
  oneAtOnce(() => aside(work, limits))

async function aside(
  work: ReadingWork,
  { milliseconds = SECONDS, megabytes = MEGABYTES }: ReadingLimits,
): Promise<Told> {
  const reader = fork(READER, {
    execArgv: [`--max-old-space-size=${megabytes}`, '--permission', ...OWN, `--allow-fs-read=${work.path}`],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {},
  })
  const { promise, resolve } = Promise.withResolvers<Told>()
  const unread = () => resolve('unread')
  const late = setTimeout(unread, milliseconds)
  const watch = setInterval(async () => {
    if ((await heldBy(reader.pid)) > megabytes * HELD) unread()
  }, LOOK)
  reader.once('message', (told) => resolve(told as Told))
  reader.on('error', unread).once('disconnect', unread)
  reader.send(work)
  try {
    return await promise
  } finally {
    clearTimeout(late)
    clearInterval(watch)
    reader.kill('SIGKILL')
  }
}

/** Megabytes that a process holds, where the system tells it (Linux); 0 elsewhere: its heap is bounded all the same. */
async function heldBy(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024
}
