// Commands beside the program: verify (chains of events), contours (GeoJSON), import (definitions), client (sites). Run by bin/*.
import { addClient, clientUsage, readClientArguments } from '#identity'
import { system } from '#platform/actor.ts'
import { systemClock } from '#platform/clock.ts'
import { type Config, readConfig } from '#platform/config.ts'
import { BadInput } from '#platform/errors.ts'
import { type Database, openDatabase } from '#platform/db.ts'
import { migrate } from '#platform/migrate.ts'
import { joinPostgres } from '#platform/postgres/open.ts'
import { StartError } from '#platform/start-error.ts'
import { verifyEvents } from '#platform/verify.ts'
import { loadDefinitions } from '#services'
import { importContours, importTerritory } from '#territory'
import { listeners } from './app.ts'

type Command = (db: Database, args: string[], config: Config) => Promise<number>

const verify: Command = async (db) => {
  const { subjects, events, broken } = await verifyEvents(db)
  console.log(
    `${subjects} histories, ${events} events: ${broken.length === 0 ? 'every chain holds' : 'BROKEN'}`,
  )
  for (const { subject, seq, why } of broken) console.log(`  ${subject} event ${seq}: ${why}`)
  return broken.length === 0 ? 0 : 2
}

const contours: Command = async (db, [source]) => {
  if (source === undefined) throw new StartError('Usage: npm run contours -- <file.geojson or address>')
  const { set, unknown } = await importContours(db, source)
  console.log(
    `${set} contours imported${unknown.length === 0 ? '' : `; not of this territory: ${unknown.join(', ')}`}`,
  )
  return 0
}

const importAll: Command = async (db, [folder]) => {
  if (folder === undefined) throw new StartError('Usage: npm run import -- <folder of definitions>')
  await db.write(system, (tx) => importTerritory(tx, folder))
  const { published, problems } = await db.write(system, (tx) => loadDefinitions(tx, folder))
  console.log(`${published.length} definitions published`)
  for (const problem of problems) console.log(`  ${problem}`)
  return problems.length === 0 ? 0 : 2
}

const client: Command = async (db, args, config) => {
  const typed = await readClientArguments(args)
  if (typed === null) throw new StartError(clientUsage)
  try {
    console.log(JSON.stringify(await addClient(db, config.publicUrl, typed), null, 2))
    return 0
  } catch (error) {
    if (!(error instanceof BadInput)) throw error
    throw new StartError(...error.problems.map(({ field, message }) => `${field}: ${message}`))
  }
}

const commands: Record<string, Command> = { verify, contours, import: importAll, client }

async function run([name, ...args]: string[]): Promise<number> {
  const command = commands[name ?? '']
  if (command === undefined) throw new StartError(`Commands: ${Object.keys(commands).join(', ')}`)
  const config = readConfig(process.env)
  const database = await joinPostgres(config)
  try {
    await migrate(database.urls.owner)
    const db = openDatabase(database.urls.app, systemClock, listeners)
    return await command(db, args, config).finally(() => db.close())
  } finally {
    await database.stop()
  }
}

run(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  },
)
