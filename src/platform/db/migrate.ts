// Brings a database to the schema of this version: plain SQL files, forward only, each once, each in a transaction.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Logger, runMigrations } from 'graphile-worker'
import pg from 'pg'
import { readConfig } from '../config.ts'
import { joinPostgres } from '../postgres/open.ts'
import { checkRights, ensureRoles, shutLargeObjects, shutPublicTables } from '../postgres/roles.ts'
import { StartError } from '../start-error.ts'

const migrationsFolder = join(import.meta.dirname, '..', '..', '..', 'db', 'migrations')

// Any number, as long as every Parvis uses the same: one migrates, the others wait for it.
const migrationLock = 7_274_839_201n

type File = { name: string; sql: string; sha256: string }

/**
 * Applies the migrations that the database has not had, and returns their names. Safe to run from several processes
 * at once. Makes sure first that the accounts of the program and the schema of graphile-worker exist.
 * @param ownerUrl connection of the owner of the database, PostgreSQL 15 or later
 * @param secret of the installation: the names and passwords of its accounts come from it
 * @throws StartError when the server is absent or too old, when accounts cannot be made, when an applied file was altered, or
 * when SQL fails
 */
export async function migrate(
  ownerUrl: string,
  secret: Uint8Array,
  folder: string = migrationsFolder,
): Promise<string[]> {
  const files = readFiles(folder)
  const client = await connect(ownerUrl)
  try {
    await checkVersion(client)
    await client.query(`select pg_advisory_lock(${migrationLock})`)
    await ensureRoles(client, ownerUrl, secret)
    await checkRights(client)
    await runMigrations({ connectionString: ownerUrl, logger: new Logger(() => () => {}) })
    const applied = await applyMissing(client, files)
    await shutPublicTables(client)
    await shutLargeObjects(client)
    return applied
  } finally {
    await client.end()
  }
}

function readFiles(folder: string): File[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  const numbers = names.map((name) => /^(\d{6})_[a-z0-9_]+\.sql$/.exec(name)?.[1])
  if (numbers.includes(undefined) || new Set(numbers).size !== names.length)
    throw new StartError(
      `Dans ${folder}, chaque migration doit s’appeler NNNNNN_verb_object.sql, avec son propre numéro.`,
    )
  return names.map((name) => {
    const sql = readFileSync(join(folder, name), 'utf8')
    return {
      name: name.slice(0, -'.sql'.length),
      sql,
      sha256: createHash('sha256').update(sql).digest('hex'),
    }
  })
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return client
  } catch (error) {
    const { host, pathname } = new URL(url)
    const reason = error instanceof Error ? error.message || error.name : String(error)
    throw new StartError(`La base de données ${host}${pathname} ne répond pas (${reason}).`)
  }
}

async function checkVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ server_version: string }>('show server_version')
  const version = rows[0]?.server_version ?? ''
  if (Number.parseInt(version, 10) < 15)
    throw new StartError(
      `Parvis demande PostgreSQL 15 ou plus récent ; ce serveur est en version ${version}.`,
    )
}

async function applyMissing(client: pg.Client, files: File[]): Promise<string[]> {
  await client.query(`
    create schema if not exists platform;
    create table if not exists platform.migration (
      name text primary key, sha256 text not null, applied_at timestamptz not null default now())`)
  const { rows } = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from platform.migration',
  )
  const applied = new Map(rows.map(({ name, sha256 }) => [name, sha256]))
  checkHistory(applied, files)
  const missing = files.filter(({ name }) => !applied.has(name))
  for (const file of missing) await apply(client, file)
  return missing.map(({ name }) => name)
}

function checkHistory(applied: Map<string, string>, files: File[]): void {
  const known = new Set(files.map(({ name }) => name))
  const altered = files
    .filter(({ name, sha256 }) => (applied.get(name) ?? sha256) !== sha256)
    .map(({ name }) => name)
  const unknown = [...applied.keys()].filter((name) => !known.has(name))
  const sentences = [
    ...altered.map(
      (name) => `La migration ${name} a été modifiée après son application : remettez-la, ajoutez-en une.`,
    ),
    ...unknown.map(
      (name) => `La base a reçu la migration ${name}, que cette version de Parvis ne connaît pas.`,
    ),
  ]
  if (sentences.length > 0) throw new StartError(...sentences)
}

async function apply(client: pg.Client, { name, sql, sha256 }: File): Promise<void> {
  try {
    await client.query('begin')
    await client.query(sql)
    await client.query('insert into platform.migration (name, sha256) values ($1, $2)', [name, sha256])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw new StartError(`La migration ${name} a échoué : ${messageOf(error)}${lineOf(error, sql)}.`)
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function lineOf(error: unknown, sql: string): string {
  if (!(error instanceof pg.DatabaseError) || error.position === undefined) return ''
  return `, ligne ${sql.slice(0, Number(error.position)).split('\n').length}`
}

if (import.meta.main) {
  try {
    const config = readConfig(process.env)
    const database = await joinPostgres(config)
    const applied = await migrate(database.urls.owner, config.secret).finally(database.stop)
    console.log(
      applied.length === 0 ? 'La base est à jour.' : `Migrations appliquées : ${applied.join(', ')}.`,
    )
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    for (const sentence of error.sentences) console.error(sentence)
    process.exitCode = 1
  }
}
