// Runs test files on a planted copy: with no mutant to learn which each file meets, then with one.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A test file, as it ran with no mutant. */
export interface Tried {
  readonly file: string
  readonly seconds: number
  /** Ids of the mutants that it met. */
  readonly met: ReadonlySet<string>
}

interface Ran {
  isGreen: boolean
  seconds: number
}

/** Seconds that a test file may take beyond four times its own: a mutant may turn forever. */
const PATIENCE = 20

function runTests(folder: string, file: string, env: NodeJS.ProcessEnv, most = Infinity): Promise<Ran> {
  const begun = performance.now()
  const preload = env['MUTANTS_MET'] === undefined ? [] : ['--import', join(folder, 'test/mutants/tell.ts')]
  const child = spawn(process.execPath, [...preload, join(folder, 'test/run.ts'), file], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: 'ignore',
    detached: true,
  })
  const stop = () => process.kill(-(child.pid ?? 0), 'SIGKILL')
  const timer = Number.isFinite(most) ? setTimeout(stop, most * 1000) : undefined
  return new Promise((resolve) =>
    child.once('close', (code) => {
      clearTimeout(timer)
      resolve({ isGreen: code === 0, seconds: (performance.now() - begun) / 1000 })
    }),
  )
}

/** The file with no mutant. @throws Error when it fails: nothing can be learnt then */
export async function learn(folder: string, file: string, shared: NodeJS.ProcessEnv): Promise<Tried> {
  const told = join(folder, `met-${file.replaceAll('/', '-')}.json`)
  const { isGreen, seconds } = await runTests(folder, file, { ...shared, MUTANTS_MET: told })
  if (!isGreen) throw new Error(`${file} fails without any mutant`)
  return { file, seconds, met: new Set(JSON.parse(readFileSync(told, 'utf8')) as string[]) }
}

/** The test file that notices the mutant, the quickest first; null when none does. */
export async function killerOf(
  folder: string,
  id: string,
  tests: readonly Tried[],
  shared: NodeJS.ProcessEnv,
): Promise<string | null> {
  const meeting = tests.filter(({ met }) => met.has(id)).toSorted((one, other) => one.seconds - other.seconds)
  for (const { file, seconds } of meeting) {
    const env = { ...shared, __STRYKER_ACTIVE_MUTANT__: id }
    const { isGreen } = await runTests(folder, file, env, 4 * seconds + PATIENCE)
    if (!isGreen) return file
  }
  return null
}
