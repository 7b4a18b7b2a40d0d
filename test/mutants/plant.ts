// Plants every mutant in a copy of the tree at once, each behind a switch that an environment variable turns on: one copy serves
// them all. The mutations are those of Stryker, whose instrumenter is used as a library.
import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { Instrumenter } from '@stryker-mutator/instrumenter'

/** Verbs, what they read, and tables of access; what shows, lists, names or answers a page is judged by other tests. */
const UNTOLD =
  /\.(test|fixture|generated|citizen|agent|admin)\.ts$|\/pages\/|\/(index|module|routes[\w.]*|personal|retention|limits)\.ts$/

/** Texts, empty objects and patterns make mutants by the thousand that say little of what verbs do. */
const EXCLUDED = ['StringLiteral', 'ObjectLiteral', 'Regex']

const LEFT = new Set(['.git', 'data', 'node_modules'])

export interface Mutant {
  readonly id: string
  /** Path from the root. */
  readonly file: string
  readonly line: number
  readonly name: string
  readonly replacement: string
}

const silent = { isDebugEnabled: () => false, debug() {}, info() {}, warn() {} }

const OPTIONS = { plugins: null, excludedMutations: EXCLUDED, ignorers: [] }

/** A copy of the tree with every mutant of these modules. @returns its folder, and the mutants */
export async function plant(
  root: string,
  modules: readonly string[],
): Promise<{ folder: string; mutants: Mutant[] }> {
  const place = mkdtempSync(join(tmpdir(), 'parvis-mutants-'))
  const folder = join(place, 'tree')
  cpSync(root, folder, { recursive: true, filter: (path) => !LEFT.has(relative(root, path)) })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  // What tests read beside the project.
  if (existsSync(join(root, '../shared'))) symlinkSync(join(root, '../shared'), join(place, 'shared'))
  const paths = globSync(
    modules.map((module) => `src/${module}/**/*.ts`),
    { cwd: root },
  ).filter((path) => !UNTOLD.test(path))
  const files = paths.map((name) => ({ name, mutate: true, content: readFileSync(join(root, name), 'utf8') }))
  const planted = await new Instrumenter(silent as never).instrument(files, OPTIONS as never)
  for (const { name, content } of planted.files) writeFileSync(join(folder, name), content)
  const told = planted.mutants.filter(({ mutatorName }) => !EXCLUDED.includes(mutatorName))
  const mutants = told.map(({ id, fileName, location, mutatorName, replacement }) => ({
    id,
    file: fileName,
    line: location.start.line + 1,
    name: mutatorName,
    replacement: replacement.replaceAll(/\s+/g, ' ').slice(0, 80),
  }))
  return { folder, mutants }
}
