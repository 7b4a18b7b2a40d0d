// The folder of the embedded cluster: where it is, who owns it, and its making by initdb.
import { spawnSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { makeDataFolder } from '../data-folder.ts'
import { isCode, StartError } from '../start-error.ts'
import { type Account, accountFor, reaches } from './account.ts'
import { binariesFor, systemFolder } from './binaries.ts'

/** Everything needed to run the cluster. `account` null: the program's own account. */
export type Cluster = { folder: string; binaries: string; password: string; account: Account | null }

const majorVersion = '18'

/** The real path of the cluster that belongs to this data folder; it may not exist yet. */
export function locateCluster(dataFolder: string): string {
  makeDataFolder(dataFolder)
  const real = realpathSync(dataFolder)
  const recorded = recordedFolder(real)
  if (recorded !== null) return recorded
  const inside = join(real, 'postgres')
  const account = accountFor(inside)
  return account === null || reaches(account, real) ? inside : moveToSystemFolder(real, inside)
}

/** Makes the cluster in `folder` if it is not there. The caller holds its lock. */
export function prepareCluster(dataFolder: string, folder: string): Cluster {
  const account = accountFor(folder)
  const cluster = { folder, binaries: binariesFor(account), password: keptPassword(dataFolder), account }
  if (!existsSync(folder)) initialise(cluster)
  if (account !== null && statSync(folder).uid !== account.uid) give(folder, account)
  checkVersion(folder)
  return cluster
}

/** The superuser's password, made once, readable by the program's account only. */
export function keptPassword(dataFolder: string): string {
  const file = join(dataFolder, 'postgres.password')
  try {
    writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!isCode(error, 'EEXIST'))
      throw new StartError(`PARVIS_DATA : impossible d’écrire dans ${dataFolder}.`)
  }
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    throw new StartError(`PARVIS_DATA : impossible de lire ${file} ; il appartient à un autre compte.`)
  }
}

// The record names its data folder too: a data folder that was copied must not share the original's cluster.
function recordedFolder(dataFolder: string): string | null {
  const file = join(dataFolder, 'postgres.location')
  if (!existsSync(file)) return null
  const [folder = '', owner = ''] = readFileSync(file, 'utf8').trim().split('\n')
  const copied = owner !== dataFolder && existsSync(join(owner, 'postgres.location'))
  return copied || !existsSync(folder) ? null : folder
}

function moveToSystemFolder(dataFolder: string, inside: string): string {
  const folder = join(systemFolder, randomUUID().slice(0, 8))
  mkdirSync(systemFolder, { recursive: true, mode: 0o755 })
  if (existsSync(inside)) {
    run('cp', ['-a', inside, folder])
    renameSync(inside, `${inside}.moved`)
    rmSync(`${inside}.moved`, { recursive: true })
  } else {
    mkdirSync(folder, { mode: 0o700 })
    rmSync(folder, { recursive: true })
  }
  writeFileSync(join(dataFolder, 'postgres.location'), `${folder}\n${dataFolder}\n`)
  return folder
}

// Under another name until it is whole, so that an interrupted first start leaves nothing half-made.
function initialise(cluster: Cluster): void {
  const { folder, account } = cluster
  for (const name of readdirSync(dirname(folder)).filter((name) =>
    name.startsWith(`${basename(folder)}.new-`),
  ))
    rmSync(join(dirname(folder), name), { recursive: true, force: true })
  const unfinished = `${folder}.new-${randomUUID().slice(0, 8)}`
  mkdirSync(unfinished, { mode: 0o700 })
  if (account !== null) chownSync(unfinished, account.uid, account.gid)
  runInitdb(cluster, unfinished)
  renameSync(unfinished, folder)
}

function runInitdb({ binaries, account, password }: Cluster, folder: string): void {
  const initdb = [
    join(binaries, 'bin', 'initdb'),
    ...['--pgdata', folder, '--username', 'postgres', '--encoding', 'UTF8', '--locale', 'C'],
    ...['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--data-checksums'],
    ...['--auth', 'scram-sha-256', '--pwfile', '/dev/stdin', '--no-instructions'],
  ]
  // Through `cat`, because initdb reopens /dev/stdin by name, which a socket refuses and a pipe allows.
  const made = spawnSync('/bin/sh', ['-c', 'cat | "$@"', 'sh', ...initdb], {
    ...account,
    cwd: folder,
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    input: `${password}\n`,
    encoding: 'utf8',
  })
  if (made.status === 0) return
  rmSync(folder, { recursive: true, force: true })
  const reason = made.stderr.trim().split('\n').at(-1) ?? ''
  throw new StartError(`La base de données n’a pas pu être créée dans ${folder} (${reason}).`)
}

function checkVersion(folder: string): void {
  const version = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  if (version === majorVersion) return
  throw new StartError(
    `La base de ${folder} a été créée par PostgreSQL ${version}, et Parvis fournit PostgreSQL ${majorVersion} : ` +
      'exportez-la avec son ancienne version, ou donnez DATABASE_URL.',
  )
}

function give(folder: string, account: Account): void {
  run('chown', ['-R', `${account.uid}:${account.gid}`, folder])
  run('chmod', ['-R', 'go-rwx', folder])
}

function run(command: string, args: string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new StartError(`La commande ${command} a échoué : ${stderr.trim()}`)
}
