// Runs test files on a planted copy: with no mutant to learn which each file meets, then with one.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Mutant } from './plant.ts'

/** A test file, as it ran with no mutant. */
export interface Tried {
  readonly file: string
  readonly seconds: number
  /** Ids of the mutants that it met. */
  readonly met: ReadonlySet<string>
}

interface Ran {
  isGreen: boolean
  /** Stopped: it took far longer than it does with no mutant. */
  isLate: boolean
  seconds: number
}

/** Seconds that a test file may take beyond four times its own: a mutant may turn forever. */
const PATIENCE = 20

/** To its first failure, which says enough. */
function runTests(folder: string, file: string, env: NodeJS.ProcessEnv, most = Infinity): Promise<Ran> {
  const begun = performance.now()
  const preload = env['MUTANTS_MET'] === undefined ? [] : ['--import', join(folder, 'test/mutants/tell.ts')]
  const child = spawn(process.execPath, [...preload, join(folder, 'test/run.ts'), file], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  })
  let stopped: 'late' | 'failed' | null = null
  const stop = (why: 'late' | 'failed') => {
    if (stopped !== null || child.exitCode !== null) return
    stopped = why
    process.kill(-(child.pid ?? 0), 'SIGKILL')
  }
  const timer = Number.isFinite(most) ? setTimeout(stop, most * 1000, 'late') : undefined
  child.stdout.setEncoding('utf8').on('data', (said: string) => /^\s*✖ /m.test(said) && stop('failed'))
  return new Promise((resolve) =>
    child.once('close', (code) => {
      clearTimeout(timer)
      const isGreen = code === 0 && stopped === null
      resolve({ isGreen, isLate: stopped === 'late', seconds: (performance.now() - begun) / 1000 })
    }),
  )
}

/** The file with no mutant, once more if it fails; null when it fails again: nothing can be learnt then. */
export async function learn(folder: string, file: string, shared: NodeJS.ProcessEnv): Promise<Tried | null> {
  const told = join(folder, `met-${file.replaceAll('/', '-')}.json`)
  for (const _ of ['once', 'again']) {
    const { isGreen, seconds } = await runTests(folder, file, { ...shared, MUTANTS_MET: told })
    if (isGreen) return { file, seconds, met: new Set(JSON.parse(readFileSync(told, 'utf8')) as string[]) }
  }
  return null
}

/** Those that meet the mutant: in its own folder first, then the quickest. */
function meeting({ id, file }: Mutant, tests: readonly Tried[]): Tried[] {
  const isBeside = (test: Tried) => dirname(test.file) === dirname(file)
  return tests
    .filter(({ met }) => met.has(id))
    .toSorted((one, other) => Number(isBeside(other)) - Number(isBeside(one)) || one.seconds - other.seconds)
}

/** The test file that notices the mutant; null when none does. */
export async function killerOf(
  folder: string,
  mutant: Mutant,
  tests: readonly Tried[],
  shared: NodeJS.ProcessEnv,
): Promise<string | null> {
  for (const { file, seconds } of meeting(mutant, tests)) {
    const env = { ...shared, __STRYKER_ACTIVE_MUTANT__: mutant.id }
    const { isGreen, isLate } = await runTests(folder, file, env, 4 * seconds + PATIENCE)
    if (!isGreen) return isLate ? `${file}, which did not end` : file
  }
  return null
}
