// An installation of one’s own to kill: a data folder whose embedded PostgreSQL is durable, as in production, and not running.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '#platform/db/migrate.ts'
import { locateCluster } from '#platform/postgres/cluster.ts'
import { startEmbedded } from '#platform/postgres/open.ts'
import { TEST_SECRET } from './database.ts'
import { prepareTemplate } from './template.ts'

export interface Installed {
  folder: string
  remove(): void
}

let first: Promise<Installed> | null = null

/** With every migration, the demo territory and its people. Made once for the run, then copied: remove the copy when done. */
export async function installedFolder(): Promise<Installed> {
  first ??= install()
  const { folder: from } = await first
  const copy = emptyFolder()
  // With its accounts: PostgreSQL, run by root’s tests, is somebody else’s.
  execFileSync('cp', ['-a', join(from, 'postgres.password'), copy.folder])
  execFileSync('cp', ['-a', locateCluster(from), join(copy.folder, 'postgres')])
  return copy
}

async function install(): Promise<Installed> {
  const made = emptyFolder()
  process.once('exit', made.remove)
  const { urls, stop } = await startEmbedded(made.folder, { fast: false, secret: TEST_SECRET })
  try {
    await migrate(urls.owner, TEST_SECRET)
    await prepareTemplate(urls.owner)
  } finally {
    await stop()
  }
  return made
}

function emptyFolder(): Installed {
  const folder = mkdtempSync(join(tmpdir(), 'parvis-installed-'))
  // The account that runs PostgreSQL when the tests run as root passes through this folder.
  if (process.getuid?.() === 0) chmodSync(folder, 0o711)
  const remove = () => {
    for (const path of [locateCluster(folder), folder]) rmSync(path, { recursive: true, force: true })
  }
  return { folder, remove }
}
