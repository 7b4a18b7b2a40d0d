// Runs the tests that were asked for in one process: architecture, units and HTTP first, real browser journeys last; then counts
// them. All of them: in a few processes at once (lanes.ts).
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { run } from 'node:test'
import { spec, type TestEvent } from 'node:test/reporters'
import { runLanes } from './lanes.ts'
import './support/cheap-hashes.ts'
import './support/unfollowed.ts'
import { isUnavailable } from '#platform/errors.ts'

const root = join(import.meta.dirname, '..')
const closing = join(root, 'test', 'support', 'end.ts')
const patterns = ['src', 'islands', 'simulators', 'test', 'bench'].map((folder) => `${folder}/**/*.test.ts`)

// What breaks a rule of the house is said first, what is slow comes last.
const order = [
  'test/architecture/',
  'src/',
  'islands/',
  'simulators/',
  'bench/',
  'test/support/',
  'test/',
  'test/journeys/',
]

const passed: string[] = []
const failed: string[] = []

/** Paths in the order of running: those that contain one of the fragments, or all when there is none. */
function testFiles(fragments: string[]): string[] {
  const rank = (path: string) => order.findLastIndex((start) => path.startsWith(start))
  return globSync(patterns, { cwd: root, exclude: ['**/node_modules/**'] })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => fragments.length === 0 || fragments.some((fragment) => path.includes(fragment)))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
}

// A file that registers no test passes under its own path: an empty test file is a failure here.
async function* counted(events: AsyncIterable<TestEvent>): AsyncGenerator<TestEvent> {
  for await (const event of events) {
    if (event.type === 'test:pass' || event.type === 'test:fail') {
      const { name, details, skip, todo } = event.data
      if (name === closing && event.type === 'test:fail') throw event.data.details.error
      if (name === closing) continue
      const ok = event.type === 'test:pass' && !name.startsWith(root)
      if (details.type !== 'suite' && skip === undefined && todo === undefined)
        (ok ? passed : failed).push(name)
    }
    if (event.type !== 'test:diagnostic' || event.data.nesting > 0) yield event
  }
}

// In whichever test, or after its end: what nobody caught is nobody's success; but for a connection that was closing while the database
// of its test was dropped.
function heard(error: unknown): void {
  if (isUnavailable(error)) return
  console.error(error)
  failed.push('an error that nobody caught')
}

async function runFiles(files: string[]): Promise<void> {
  const paths = [...files.map((path) => join(root, path)), closing]
  const events = run({ files: paths, isolation: 'none', cwd: root, timeout: 300_000 })
  await pipeline(events, counted, new spec(), process.stdout, { end: false })
}

function runToEnd(files: string[]): void {
  process.on('uncaughtException', heard).on('unhandledRejection', heard)
  // At once: the test server and the browsers end, and their folders go, when the process exits.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130))
  runFiles(files).then(
    () => {
      if (passed.length + failed.length === 0) failed.push('no test ran')
      console.log(`\n${passed.length} passed, ${failed.length} failed`)
      process.exit(failed.length > 0 ? 1 : 0)
    },
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
}

const fragments = process.argv.slice(2)
const files = testFiles(fragments)
if (files.length > 0 && fragments.length === 0) void runLanes(files)
else if (files.length > 0) runToEnd(files)
else {
  console.error(
    fragments.length > 0 ? `No test file matches ${fragments.join(', ')}.` : 'There is no test file.',
  )
  process.exitCode = 1
}
