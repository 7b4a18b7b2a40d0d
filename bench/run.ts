// The load proof: `npm run bench`. Figures are ratios within one run; no test asserts a time. See docs/guides/bench.md.
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { measureAudiences } from './audiences.ts'
import { measureApplication, measureCreations } from './creations.ts'
import { filledForms, FIRST_DRAFT, firstFree, prepareDrafts } from './drafts.ts'
import { measureForms } from './forms/measure.ts'
import { measureStudio } from './forms/studio.ts'
import { grow } from './grow.ts'
import { measureIdentity } from './identity/measure.ts'
import { IDENTITY, type Options, readOptions } from './options.ts'
import { measureIntranet } from './intranet.ts'
import { measureNoise } from './noise.ts'
import { measurePages } from './pages.ts'
import { measurePass } from './pass/measure.ts'
import { measureStadium } from './pass/stadium.ts'
import { measureOrganisation } from './organisation.ts'
import { findPgbench, markIds, pgbenchScript, runPgbench } from './pgbench.ts'
import { recordCreation } from './record.ts'
import { print, type Results } from './report.ts'
import { measureReplay } from './replay.ts'
import { measureRules } from './rules.ts'
import { measureWalls } from './walls.ts'
import { openWorld, startProgram, type World } from './world.ts'

const PGBENCH_SECONDS = 8

const say = (sentence: string) =>
  console.error(`[${(performance.now() / 1000).toFixed(0).padStart(4)} s] ${sentence}`)

async function creations(world: World, options: Options, results: Results): Promise<void> {
  const filled = await filledForms(world)
  const program = await startProgram(world)
  try {
    say(`sending ${options.creations} prepared drafts, ${options.runs} times`)
    results.creations = await measureCreations(world, program, filled, options)
    if (!options.parts.has('application')) return
    say('filling whole applications')
    results.application = await measureApplication(world, program, filled, options)
  } finally {
    await program.stop()
  }
}

async function pgbench(world: World, options: Options, results: Results): Promise<void> {
  const path = findPgbench()
  if (path === null) return say('no pgbench on this machine: its figure is left out')
  const filled = await filledForms(world)
  const from = await firstFree(world)
  const [first, second] = await prepareDrafts(world, filled.slice(0, 1), from, 2)
  if (first === undefined || second === undefined) throw new Error('two drafts are needed')
  await markIds(world)
  const recorded = await recordCreation(world, first, second)
  const measure = async (withJobs: boolean) => {
    const script = pgbenchScript(recorded, from - FIRST_DRAFT, withJobs)
    return runPgbench(path, world, script, options.connections, PGBENCH_SECONDS)
  }
  say('pgbench: the same statements')
  const statements = { answer: recorded.answer.length, jobs: recorded.jobs.length }
  results.pgbench = { statements, answer: await measure(false), whole: await measure(true) }
}

const isAsked = (options: Options, ...parts: string[]) => parts.some((part) => options.parts.has(part))

async function measure(world: World, options: Options, results: Results): Promise<void> {
  if (isAsked(options, 'creations', 'pgbench', 'pages', 'walls', 'replay')) {
    // First: what creations and pages cost is what they cost on a base of that size.
    say(`growing to ${options.rows} requests`)
    results.base = await grow(world, options.rows)
  }
  if (isAsked(options, 'creations')) await creations(world, options, results)
  if (isAsked(options, 'pgbench') && results.creations !== undefined) await pgbench(world, options, results)
  if (isAsked(options, 'pages')) {
    say('asking for pages')
    results.pages = await measurePages(world, options)
  }
  if (isAsked(options, 'walls')) {
    say('the same lists, without row-level security')
    results.walls = await measureWalls(world, options)
  }
  if (isAsked(options, 'replay')) {
    say('replaying a year of one form')
    results.replay = await measureReplay(world)
  }
  if (isAsked(options, 'rules')) {
    say('proving the rules of competence')
    results.rules = await measureRules(world, options.visits)
  }
  if (isAsked(options, 'organisation')) {
    say('asking for the pages of whoever runs the organisation')
    results.organisation = await measureOrganisation(world, options)
  }
  if (isAsked(options, 'audiences')) {
    say('a year of information for audiences')
    results.audiences = await measureAudiences(world, options)
  }
  if (isAsked(options, 'intranet')) {
    say('the intranet of ten thousand agents')
    results.intranet = await measureIntranet(world, options)
  }
  if (isAsked(options, 'pass')) {
    say('a door that decides alone')
    results.pass = await measurePass(options.visits * 10)
    results.stadium = await measureStadium(world, say)
  }
  if (isAsked(options, 'forms')) {
    say('the studio on a form of 400 questions')
    results.studio = await measureStudio(world, options.visits)
  }
  if (isAsked(options, ...IDENTITY)) results.identity = await measureIdentity(world, options, say)
}

async function run(options: Options): Promise<Results> {
  const results: Results = {
    at: new Date().toISOString(),
    cores: cpus().length,
    options: { ...options, parts: [...options.parts] },
    noise: [await measureNoise()],
  }
  if (isAsked(options, 'forms')) {
    say('a form of 400 questions in four engines')
    results.forms = await measureForms(Math.ceil(options.visits / 10))
  }
  say('starting PostgreSQL, and telling the demonstration')
  const world = await openWorld(options)
  try {
    await measure(world, options, results)
    results.noise.push(await measureNoise())
    keep(results)
    return results
  } finally {
    await world.close()
  }
}

// Before the server stops: what was measured is not lost with it.
function keep(results: Results): void {
  const folder = join(import.meta.dirname, 'results')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${results.at.replace(/\D/g, '').slice(0, 14)}.json`)
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`)
  print(results)
  console.log(`\n${file}`)
}

await run(readOptions(process.argv.slice(2)))
process.exit(0)
