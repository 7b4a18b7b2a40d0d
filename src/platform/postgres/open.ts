// The database of this program: the one of DATABASE_URL, or the embedded PostgreSQL of the data folder.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Config } from '../config.ts'
import { StartError } from '../start-error.ts'
import { type Cluster, keptPassword, locateCluster, prepareCluster } from './cluster.ts'
import { type Lock, takeLock } from './lock.ts'
import { endOrphan, postmasterOf } from './postmaster.ts'
import { shutLargeObjects } from './roles.ts'
import { socketFolder, startServer } from './server.ts'
import { type DatabaseUrls, databaseAt, urlsOf } from './url.ts'

/** An open database. `announce` gives the program's address to whoever tries to start it a second time. */
export type OpenPostgres = { urls: DatabaseUrls; announce(address: string): void; stop(): Promise<void> }

/** An embedded server of our own; `remove` also deletes its cluster and its data folder. */
export type Embedded = OpenPostgres & { remove(): Promise<void>; kill(): void }

/**
 * Opens the database for the program itself.
 * @throws StartError when another program runs on the same embedded data, naming its address.
 */
export async function openPostgres(config: Config): Promise<OpenPostgres> {
  if (config.databaseUrl !== null) return existing(config.databaseUrl, config.secret)
  return startEmbedded(config.dataFolder, { fast: false, secret: config.secret })
}

/** Opens the database for a command: like `openPostgres`, but goes beside a running program instead of refusing. */
export async function joinPostgres(config: Config): Promise<OpenPostgres> {
  const { secret } = config
  if (config.databaseUrl !== null) return existing(config.databaseUrl, secret)
  const folder = locateCluster(config.dataFolder)
  const lock = await takeLock(folder)
  if (lock.held) return startUnderLock(config.dataFolder, folder, lock, { fast: false, secret })
  const running = postmasterOf(folder)
  if (running?.ready == null)
    throw new StartError('Parvis est en train de démarrer sur ces données\u00a0: réessayez.')
  return existing(addressIn(folder, running.port, 'parvis', keptPassword(config.dataFolder)), secret)
}

/** `fast` (tests only) gives up durability; `secret` is the installation's. */
export type EmbeddedOptions = { fast: boolean; secret: Uint8Array }

/** Starts the embedded PostgreSQL of a data folder. */
export async function startEmbedded(dataFolder: string, options: EmbeddedOptions): Promise<Embedded> {
  const folder = locateCluster(dataFolder)
  const lock = await takeLock(folder)
  if (lock.held) return startUnderLock(dataFolder, folder, lock, options)
  const where = lock.address === '' ? 'il est en train de démarrer' : `ouvrez ${lock.address}`
  throw new StartError(`Parvis fonctionne déjà sur les données de ${dataFolder} : ${where}.`)
}

async function startUnderLock(
  dataFolder: string,
  folder: string,
  lock: Lock,
  { fast, secret }: EmbeddedOptions,
): Promise<Embedded> {
  await endOrphan(folder)
  const cluster = prepareCluster(dataFolder, folder)
  const server = await startServer(cluster, { fast, log: join(dataFolder, 'postgres.log') })
  const stop = async () => {
    await server.stop()
    await lock.release()
  }
  const remove = async () => {
    await stop()
    for (const path of [folder, dataFolder]) rmSync(path, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    const owner = await ensureOwner(cluster, server.port)
    return { urls: urlsOf(owner, secret), announce: lock.announce, stop, remove, kill: server.kill }
  } catch (error) {
    await stop()
    throw error
  }
}

// The owner is not a superuser, as on a managed PostgreSQL: what works here works there.
async function ensureOwner({ folder, password }: Cluster, port: number): Promise<string> {
  const admin = addressIn(folder, port, 'postgres', password)
  await asAdministrator(admin, async (client) => {
    const has = async (query: string) => (await client.query(query)).rowCount !== 0
    const known = await has(`select from pg_roles where rolname = 'parvis'`)
    await client.query(
      `${known ? 'alter' : 'create'} role parvis login createdb createrole password '${password}'`,
    )
    if (!(await has(`select from pg_database where datname = 'parvis'`)))
      await client.query('create database parvis owner parvis')
  })
  await asAdministrator(databaseAt(admin, 'parvis'), shutLargeObjects)
  return addressIn(folder, port, 'parvis', password)
}

async function asAdministrator(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

/** The database of that name as the account of that name, by the socket of the cluster where it has one. */
function addressIn(folder: string, port: number, name: string, password: string): string {
  const url = new URL(`postgres://${name}:${password}@127.0.0.1:${port}/${name}`)
  const socket = socketFolder(folder)
  if (socket !== null) url.searchParams.set('host', socket)
  return url.href
}

function existing(owner: string, secret: Uint8Array): OpenPostgres {
  return { urls: urlsOf(owner, secret), announce: () => {}, stop: async () => {} }
}
