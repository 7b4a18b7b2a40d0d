// Commands beside the program: verify (chains of events), contours (GeoJSON), import and definitions (one by one), client (sites), admin (the first administrator), commune (one that joins), reversibility (the copy of one that leaves). Run by bin/*.
import { inviteAdministrator } from '#signin'
import { join } from '#joining'
import { addClient, administerClient, clientUsage, clientVerbsUsage, readClientArguments } from '#identity'
import { systemClock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import { BadInput, ParvisError } from '#platform/errors.ts'
import { type Database, openDatabase } from '#platform/db/db.ts'
import { the } from '#platform/french/noun.ts'
import type { House } from '#platform/house/house.ts'
import { migrate } from '#platform/db/migrate.ts'
import { joinPostgres } from '#platform/postgres/open.ts'
import { StartError } from '#platform/start-error.ts'
import { replayErasures, runRetention, writerAt } from '#privacy'
import { commandReversibility } from '#reversibility'
import { authorityNoun, importContours } from '#territory'
import { configOf, houseOf } from './app.ts'
import { commandDefinitions } from './definition-commands.ts'
import { commandImport } from './import-command.ts'
import { commandVerify } from './verify-command.ts'

type Command = (db: Database, args: string[], config: Config, house: House) => Promise<number>

const verify: Command = (db) => commandVerify(db, console.log)

const contours: Command = async (db, [source]) => {
  if (source === undefined) throw new StartError('Usage: npm run contours -- <file.geojson or address>')
  const { set, unknown } = await importContours(db, source)
  console.log(
    `${set} contours imported${unknown.length === 0 ? '' : `; not of this territory: ${unknown.join(', ')}`}`,
  )
  return 0
}

const importAll: Command = (db, args, _config, house) => commandImport(db, house, args, console.log)

const client: Command = async (db, args, config) => {
  try {
    const typed = await readClientArguments(args)
    const said =
      typed === null ? await administerClient(db, args) : await addClient(db, config.publicUrl, typed)
    if (said === null) throw new StartError(clientUsage, clientVerbsUsage)
    console.log(JSON.stringify(said, null, 2))
    return 0
  } catch (error) {
    if (error instanceof BadInput)
      throw new StartError(...error.problems.map(({ field, message }) => `${field}: ${message}`))
    throw error instanceof ParvisError ? new StartError(error.message) : error
  }
}

const admin: Command = async (db, [verb, mail, ...more], config) => {
  if (verb !== 'invite' || mail === undefined || more.length > 0)
    throw new StartError('Usage: npm run admin -- invite <mail>')
  try {
    const { link, authority } = await inviteAdministrator(db, mail, writerAt(config.publicUrl))
    console.log(
      `Invitation à administrer ${the(authorityNoun({ name: authority }))}, pour ${mail} :\n\n  ${link}\n`,
    )
    console.log(
      'Elle fonctionne une fois, pendant 48 heures. Qui a ce lien devient administrateur\u00a0: ne le copiez nulle part.',
    )
    if (config.smtpUrl !== null) console.log('Le même lien part par courriel dès que Parvis tourne.')
    return 0
  } catch (error) {
    throw error instanceof ParvisError ? new StartError(...sentencesOf(error)) : error
  }
}

const commune: Command = async (db, [verb, code, ...more], config) => {
  const [flag, mail, ...others] = more
  if (
    verb !== 'add' ||
    code === undefined ||
    others.length > 0 ||
    (flag !== undefined && flag !== '--invite')
  )
    throw new StartError('Usage: npm run commune -- add <INSEE code> [--invite <mail>]')
  try {
    const { name, isNew, agreement, link } = await join(
      db,
      { commune: code, mail: mail ?? null },
      writerAt(config.publicUrl),
    )
    console.log(
      isNew
        ? `${name} est du territoire. ${agreement}`
        : `${name} est du territoire depuis longtemps : rien n’a changé.`,
    )
    if (link !== null) console.log(`Invitation à l’administrer, pour ${mail} :\n\n  ${link}\n`)
    return 0
  } catch (error) {
    throw error instanceof ParvisError ? new StartError(...sentencesOf(error)) : error
  }
}

const sentencesOf = (error: ParvisError): string[] =>
  error instanceof BadInput ? error.problems.map(({ message }) => message) : [error.message]

const erasures: Command = async (db, [verb], config, house) => {
  if (verb !== 'replay') throw new StartError('Usage: npm run erasures -- replay')
  const { noted, erased } = await replayErasures(db, config, house)
  console.log(`${noted} erasures noted, ${erased} applied again`)
  return 0
}

const retention: Command = async (db, args, config, house) => {
  const [only, ...more] = args.filter((word) => word !== '--dry-run')
  if (more.length > 0 || (only !== undefined && !house.retention.some(({ id }) => id === only)))
    throw new StartError('Usage: npm run retention [-- --dry-run] [<rule>]')
  const isDry = args.includes('--dry-run')
  const rows = await runRetention(db, house, {
    isDry,
    writer: writerAt(config.publicUrl),
    isDemo: config.demo,
    only,
  })
  for (const { entryId, rule, before, count, failed } of rows)
    console.log(
      `${String(count).padStart(7)}  ${rule} (${entryId}), before ${before.toISOString()}${failed === null ? '' : `: FAILED, ${failed}`}`,
    )
  const total = rows.reduce((sum, { count }) => sum + count, 0)
  console.log(isDry ? `${total} would be treated; nothing was changed` : `${total} treated`)
  return rows.some(({ failed }) => failed !== null) ? 2 : 0
}

const commands: Record<string, Command> = {
  verify,
  contours,
  import: importAll,
  definitions: (db, args, _config, house) => commandDefinitions(db, args, house, console.log),
  client,
  admin,
  commune,
  erasures,
  retention,
  reversibility: (db, args, config, house) => commandReversibility(db, args, config, house, console.log),
}

async function run([name, ...args]: string[]): Promise<number> {
  const command = commands[name ?? '']
  if (command === undefined) throw new StartError(`Commands: ${Object.keys(commands).join(', ')}`)
  const config = configOf(process.env)
  const database = await joinPostgres(config)
  try {
    await migrate(database.urls.owner, config.secret)
    const house = houseOf(config)
    const db = openDatabase(database.urls, systemClock, house)
    return await command(db, args, config, house).finally(() => db.close())
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
