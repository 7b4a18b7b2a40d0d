// What PostgreSQL's own lock file (postmaster.pid) says, believed only as far as the system confirms it.
import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isCode, StartError } from '../start-error.ts'

/** A live postmaster of that cluster. `ready` is its pid once it accepts connections, null before. */
export type Postmaster = { pid: number; port: number; ready: number | null }

/** The live postmaster of the cluster kept in `folder`, or null: a file left by a dead one counts for nothing. */
export function postmasterOf(folder: string): Postmaster | null {
  const lines = lockFile(folder)
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0 || !serves(pid, folder, lines[1] ?? '')) return null
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' ? pid : null }
}

/** Stops the postmaster that a killed program left behind, and clears what a dead one left. */
export async function endOrphan(folder: string): Promise<void> {
  for (let waited = 0; ; waited++) {
    const orphan = postmasterOf(folder)
    if (orphan === null) return rmSync(join(folder, 'postmaster.pid'), { force: true })
    if (waited === 300)
      throw new StartError(`Le PostgreSQL ${orphan.pid} ne s’arrête pas : arrêtez-le vous-même.`)
    if (waited === 0) process.kill(orphan.pid, 'SIGINT')
    if (waited === 100) process.kill(orphan.pid, 'SIGQUIT')
    await sleep(100)
  }
}

/**
 * Ends what a postmaster that died left at work: a process that waits for a lock of a dead one never learns of it, and keeps the memory that
 * the next one needs. Where the system does not tell whose processes are (Linux does), nothing.
 */
export function endRemains(folder: string): void {
  if (process.platform !== 'linux' || postmasterOf(folder) !== null) return
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    if (worksIn(pid, folder)) process.kill(Number(pid), 'SIGKILL')
}

function worksIn(pid: string, folder: string): boolean {
  try {
    const isPostgres = readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres'
    return isPostgres && readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder)
  } catch {
    // Gone meanwhile, or another account's.
    return false
  }
}

function lockFile(folder: string): string[] {
  try {
    return readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return []
    throw new StartError(`La base de ${folder} appartient à un autre compte : lancez Parvis avec ce compte.`)
  }
}

// A postmaster works in its cluster's folder, which the system tells on Linux; elsewhere its own word must do.
function serves(pid: number, folder: string, claimed: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder)
  } catch (error) {
    if (process.platform === 'linux' && !isCode(error, 'EACCES')) return false
  }
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (isCode(error, 'ESRCH')) return false
  }
  return claimed === folder
}
