// Starts Parvis: configuration, database, migrations, program; and stops all of it, in reverse, whatever ends it.
import { readFileSync } from 'node:fs'
import { DEMO_TOTP_SECRET } from '#signin'
import { DEMO_PAPER, DEMO_PASSWORD, demoPeople } from '#demo'
import { configOf, startParvis } from './app.ts'
import { withDemoSite } from './demo-site.ts'
import { isUnavailable } from './platform/errors.ts'
import { migrate } from './platform/db/migrate.ts'
import { openPostgres } from './platform/postgres/open.ts'
import { isCode, StartError } from './platform/start-error.ts'
import { withSimulators } from './simulated.ts'

const started: (() => Promise<void>)[] = []
const stopping = new AbortController()
let ending = false

async function run(): Promise<void> {
  const read = configOf(process.env)
  say('Démarrage de la base de données…')
  // At the same time: the simulators of the demonstration make nobody wait.
  const [simulated, site, database] = await Promise.all([
    withSimulators(read),
    withDemoSite(read),
    openPostgres(read),
  ])
  const config = { ...site.config, ...simulated.config }
  started.push(simulated.stop, site.stop, database.stop)
  if (ending) return
  say('Préparation des tables…')
  await migrate(database.urls.owner, config.secret)
  if (ending) return
  const parvis = await startParvis(config, database.urls, { stopping: stopping.signal, say })
  started.push(parvis.stop)
  const demoSite = await site.connect(database.urls)
  database.announce(parvis.address)
  console.log(`\nParvis : ${parvis.address}\n`)
  for (const sentence of parvis.todo) console.log(`${sentence}\n`)
  if (config.demo && config.role !== 'worker') printAccounts()
  if (simulated.issuers.length > 0)
    console.log(`Simulateurs de FranceConnect et ProConnect : ${simulated.issuers.join(' et ')}\n`)
  if (demoSite !== null) console.log(`Un site relié au compte, pour essayer : ${demoSite}\n`)
  console.log('Ctrl-C pour arrêter.')
}

// Nobody waits in silence; and once it is asked to stop, nothing more is said.
function say(step: string): void {
  if (!ending) console.log(step)
}

function printAccounts(): void {
  console.log(`Comptes de démonstration (mot de passe : ${DEMO_PASSWORD})`)
  for (const { email, shown } of demoPeople)
    if (shown !== undefined) console.log(`  ${email.padEnd(34)}${shown}`)
  console.log(`  Sans e-mail, sur papier : numéro ${DEMO_PAPER.number}, code ${DEMO_PAPER.code}`)
  console.log(
    '  Les agents et les élus donnent aussi un code à six chiffres\u00a0: le bandeau de la page de connexion le montre.',
  )
  console.log(`  (application de codes : ${DEMO_TOTP_SECRET})\n`)
}

// Asked several times when Ctrl-C comes both from the terminal and from npm: the first asking counts.
async function end(code: number): Promise<void> {
  if (ending) return
  ending = true
  stopping.abort()
  setTimeout(() => process.exit(code), 20_000).unref()
  await starting
  for (const stop of started.reverse())
    await stop().catch((error: unknown) => code !== 0 && console.error(error))
  process.exit(code)
}

function explain(error: unknown): void {
  if (error instanceof StartError) for (const sentence of error.sentences) console.error(sentence)
  else if (isCode(error, 'EADDRINUSE'))
    console.error(
      'Un autre programme occupe déjà ce port\u00a0: donnez-en un autre avec PORT, par exemple PORT=3001 npm start.',
    )
  else console.error(error)
}

// What breaks while everything is being stopped (a job whose database is gone, initdb that Ctrl-C reached too) is no news.
// The signal that caused it is heard one turn later.
function failed(error: unknown): void {
  setImmediate(() => {
    if (!ending) explain(error)
    void end(1)
  })
}

// npm may die without a word to its descendants: a program that npm started does not outlive it.
function endWithNpm(): void {
  if (process.env.npm_lifecycle_event === undefined) return
  const ancestors = () => `${process.ppid} ${parentOf(process.ppid)}`
  const first = ancestors()
  setInterval(() => ancestors() !== first && void end(0), 1_000).unref()
}

// npm's shell stands between npm and us. Only Linux tells a parent's parent simply; elsewhere the parent must do.
function parentOf(pid: number): string {
  try {
    return /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? ''
  } catch {
    return ''
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0))
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
process.on('uncaughtException', failed)
// The queue ticks jobs off without waiting: while the database is away nobody hears that it failed, and nothing is lost
// (the job is taken up again, see platform/jobs.ts). That is no reason to end.
process.on('unhandledRejection', (error) => isUnavailable(error) || failed(error))
endWithNpm()
const starting = run().catch(failed)
