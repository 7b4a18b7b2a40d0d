// npm run mutants: plants small faults in the verbs, one at a time, and counts those that a test notices. A sample drawn at random
// says the share of all; the same seed draws the same mutants.
import { globSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { shareDatabases, stopTestDatabases } from '#test/database.ts'
import { type Mutant, plant } from './plant.ts'
import { killerOf, learn, type Tried } from './try.ts'

const MODULES = ['requests', 'workflows', 'forms', 'rules', 'people', 'definitions']

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
  },
})
const root = join(import.meta.dirname, '../..')
const modules = positionals.length > 0 ? positionals : MODULES

/** The same numbers for the same seed (mulberry32). */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function drawn(mutants: readonly Mutant[], most: number, roll: () => number): Mutant[] {
  const left = [...mutants]
  const taken: Mutant[] = []
  while (taken.length < most && left.length > 0)
    taken.push(...left.splice(Math.floor(roll() * left.length), 1))
  return taken
}

/** As many at once as there are processors. */
async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items]
  const hand = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: availableParallelism() }, hand))
}

/** A module, or a folder of one. */
const isIn = ({ file }: Mutant, folder: string): boolean => file.startsWith(`src/${folder}/`)

function tell(chosen: readonly Mutant[], killed: ReadonlySet<string>): void {
  console.log('\n| module | mutants tried | noticed |\n|---|---|---|')
  for (const module of modules) {
    const its = chosen.filter((mutant) => isIn(mutant, module))
    const noticed = its.filter(({ id }) => killed.has(id)).length
    console.log(`| ${module} | ${its.length} | ${Math.round((100 * noticed) / its.length)} % |`)
  }
  console.log(`| all | ${chosen.length} | ${Math.round((100 * killed.size) / chosen.length)} % |`)
}

async function main(): Promise<void> {
  const shared = await shareDatabases()
  const { folder, mutants } = await plant(root, modules)
  process.once('exit', () => rmSync(join(folder, '..'), { recursive: true, force: true }))
  const files = globSync(
    modules.map((module) => `src/${module}/**/*.test.ts`),
    { cwd: root },
  )
  console.log(`${mutants.length} mutants; ${files.length} test files run once without any`)
  const tests: Tried[] = []
  await each(files, async (file) => {
    const learnt = await learn(folder, file, shared)
    if (learnt === null) console.log(`${file} fails without any mutant: left out`)
    else tests.push(learnt)
  })
  const roll = dice(Number(values.seed))
  const chosen = modules.flatMap((module) =>
    drawn(
      mutants.filter((mutant) => isIn(mutant, module)),
      Number(values.sample),
      roll,
    ),
  )
  const killed = new Set<string>()
  await each(chosen, async (mutant) => {
    const killer = await killerOf(folder, mutant, tests, shared)
    if (killer !== null) killed.add(mutant.id)
    const { id, file, line, name, replacement } = mutant
    const fate = killer ?? (tests.some(({ met }) => met.has(id)) ? 'NOBODY NOTICED' : 'NO TEST MEETS IT')
    console.log(`${file}:${line} ${name} → ${replacement}: ${fate}`)
  })
  tell(chosen, killed)
  await stopTestDatabases()
}

await main()
process.exit(0)
