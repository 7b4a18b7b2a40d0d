// One form of 400 questions and 200 rules, evaluated and validated whole by four engines in one run. They must say the same.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Latency } from '../plan.ts'
import { type Engine, others } from './engines.ts'
import { ours } from './ours.ts'
import { answerSets, type Said } from './same.ts'

/** Times that each set is judged before the clock starts. */
const WARM = 5
const FOLDER = join(import.meta.dirname, 'others')

function install(): void {
  if (existsSync(join(FOLDER, 'node_modules'))) return
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  execFileSync('npm', args, { cwd: FOLDER, stdio: ['ignore', 'ignore', 'inherit'] })
}

async function timed({ name, open }: Engine, times: number): Promise<{ figures: Latency; said: Said[] }> {
  const judge = await open()
  const said = answerSets.map(judge)
  // What a process that runs has long compiled is not measured.
  for (let n = 0; n < WARM; n += 1) answerSets.forEach(judge)
  const taken: number[] = []
  for (let n = 0; n < times; n += 1) {
    for (const answers of answerSets) {
      const from = performance.now()
      judge(answers)
      taken.push(performance.now() - from)
    }
  }
  taken.sort((one, other) => one - other)
  const at = (part: number) => taken[Math.min(taken.length - 1, Math.floor(taken.length * part))] ?? 0
  return {
    figures: { name, count: taken.length, errors: 0, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) },
    said,
  }
}

/** @param times each set of answers is judged, by each engine @throws Error when two engines disagree: they would not do the same work */
export async function measureForms(times: number): Promise<Latency[]> {
  install()
  const all = []
  for (const engine of [ours, ...others]) all.push(await timed(engine, times))
  const [first] = all
  for (const { figures, said } of all)
    for (const [n, one] of said.entries()) {
      const mine = first?.said[n]
      if (one.shown !== mine?.shown || one.wrong !== mine.wrong)
        throw new Error(`${figures.name} says ${JSON.stringify(one)} where we say ${JSON.stringify(mine)}`)
    }
  return all.map(({ figures }) => figures)
}
