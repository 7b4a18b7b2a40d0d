// Runs all tests in a few processes at once, for most of the time one of them waits: for a browser, a job, a database that comes
// back. They share one PostgreSQL and one template. What each says is printed after the one before, so that each can be read.
import { spawn } from 'node:child_process'
import { flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { shareDatabases, stopTestDatabases } from './support/database.ts'
import { failedFiles, watchStandstill } from './support/standstill.ts'

/** What each lane runs: the first whose beginnings fit. Visitors, signals and clocks make a lane wait; the last takes what is left. */
const LANES: readonly (readonly string[])[] = [
  // What looks at what stays in memory looks through all of it: where other tests hold theirs too, half a second at each look.
  ['src/files/receive', 'src/platform/files/store/streaming', 'src/platform/http/body'],
  [
    ...['test/architecture/', 'src/people/', 'src/signin/', 'src/mandates/', 'src/platform/postgres/'],
    ...['src/audiences/', 'src/bodies/', 'src/publishing/', 'test/faults/', 'test/journeys/mandate'],
  ],
  [
    'test/journeys/',
    'islands/',
    'test/http/bodies',
    'test/http/matrix',
    'test/http/writes/',
    'test/federation/',
  ],
  [
    ...[
      'src/requests/',
      'src/services/',
      'src/agreements/',
      'src/organisation/',
      'src/competence/',
      'src/forms/',
    ],
    ...['src/reversibility/', 'src/provisioning/', 'src/definitions/'],
  ],
  [''],
]

// What a lane leaves is looked for once it is much, where the machine has room: looking again and again for what every test of
// before still holds was a tenth of the work of all.
const GROWING = [
  `--initial-old-space-size=${Math.min(1500, Math.trunc(process.availableMemory() / 2 ** 20 / 12))}`,
]

/** What the reporter says before the tests that failed. */
const FAILING = '✖ failing tests:'

interface Ran {
  passed: number
  failed: number
  seconds: number
  /** The tests that failed, and why, as the lane says them at its end. */
  faults: string
}

/** Runs the files in their lanes, and exits: 0 when every test of all passed. */
export async function runLanes(files: readonly string[]): Promise<never> {
  const stale = LANES.flat().find((start) => !files.some((path) => path.startsWith(start)))
  if (stale !== undefined) throw new Error(`test/lanes.ts: no test begins with ${stale}`)
  const laneOf = (path: string) => LANES.findIndex((starts) => starts.some((start) => path.startsWith(start)))
  const lists = LANES.map((_, lane) => files.filter((path) => laneOf(path) === lane))
  const still = watchStandstill()
  const shared = { ...process.env, ...(await shareDatabases()) }
  // Making the template has read nearly all of Parvis: the lanes, and the programs they start, need not strip its types again.
  flushCompileCache()
  const lanes = lists.filter((list) => list.length > 0).map((list) => runLane(list, shared))
  for (const { said } of lanes) await say(said)
  const ran = await Promise.all(lanes.map(({ ended }) => ended))
  // Said again where whoever reads looks first: what the lanes say is long, and often cut.
  for (const { faults } of ran) process.stdout.write(faults)
  // The longest is the time of all: a file too many there is moved to another.
  console.log(`\nLanes: ${ran.map(({ seconds }) => `${seconds}\u00a0s`).join(', ')}`)
  const sum = (of: 'passed' | 'failed') => ran.reduce((total, lane) => total + lane[of], 0)
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
  const failed = still.seconds() > 0 ? await judgeAgain(ran, still.seconds(), shared) : sum('failed')
  await stopTestDatabases()
  process.exit(failed > 0 ? 1 : 0)
}

async function say(said: AsyncIterable<Buffer>): Promise<void> {
  for await (const chunk of said) process.stdout.write(chunk)
}

/**
 * What failed on a machine that stood still is judged once more, on its files alone; a lane that died stays a failure.
 * Returns how many fail.
 */
async function judgeAgain(ran: readonly Ran[], seconds: number, env: NodeJS.ProcessEnv): Promise<number> {
  const fallen = ran.filter(({ failed }) => failed > 0)
  const files = failedFiles(fallen.map(({ faults }) => faults).join('\n'))
  const died = fallen.filter(({ faults }) => failedFiles(faults).length === 0).length
  if (files.length === 0) return died
  console.log(
    `\nThe machine stood still for ${seconds}\u00a0s. The files of what failed, once more: ${files.join(', ')}`,
  )
  const { said, ended } = runLane(files, env)
  await say(said)
  return died + (await ended).failed
}

function runLane(
  files: readonly string[],
  env: NodeJS.ProcessEnv,
): { said: AsyncIterable<Buffer>; ended: Promise<Ran> } {
  const child = spawn(process.execPath, [...GROWING, join(import.meta.dirname, 'run.ts'), ...files], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env,
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  const chunks: Buffer[] = []
  let wake = () => {}
  let isOver = false
  const started = performance.now()
  child.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    wake()
  })
  const ended = new Promise<Ran>((resolve) => {
    child.on('close', (code) => {
      isOver = true
      wake()
      const seconds = Math.round((performance.now() - started) / 1000)
      resolve({ ...countOf(Buffer.concat(chunks).toString('utf8'), code), seconds })
    })
  })
  return {
    said: read(
      chunks,
      () => isOver,
      (next) => (wake = next),
    ),
    ended,
  }
}

// What was said so far, then what comes, until the end.
async function* read(
  chunks: readonly Buffer[],
  isOver: () => boolean,
  onNext: (wake: () => void) => void,
): AsyncGenerator<Buffer> {
  for (let at = 0; ; at++) {
    while (at >= chunks.length && !isOver()) await new Promise<void>(onNext)
    const chunk = chunks[at]
    if (chunk === undefined) return
    yield chunk
  }
}

/** A lane that died without its last line has failed: the end of what it said is all there is. */
function countOf(said: string, code: number | null): Omit<Ran, 'seconds'> {
  const [, passed, failed] = /(\d+) passed, (\d+) failed\n$/.exec(said) ?? []
  if (code === 0 && passed !== undefined) return { passed: Number(passed), failed: 0, faults: '' }
  const from = said.lastIndexOf(FAILING)
  return {
    passed: Number(passed ?? 0),
    failed: Math.max(1, Number(failed ?? 1)),
    faults: `\n${from < 0 ? said.slice(-2000) : said.slice(from)}`,
  }
}
