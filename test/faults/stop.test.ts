// Ctrl-C reaches the whole group of processes, the program and whatever it started: it stops in order and says nothing.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, chmodSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { locateCluster } from '#platform/postgres/cluster.ts'
import { postmasterOf } from '#platform/postgres/postmaster.ts'

const ROOT = join(import.meta.dirname, '../..')

/** Starts the demonstration in a group of its own, presses Ctrl-C at the moment asked, and waits. */
async function interrupted(when: (folder: string) => boolean) {
  const folder = await mkdtemp(join(tmpdir(), 'parvis-stop-'))
  if (process.getuid?.() === 0) chmodSync(folder, 0o711)
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: ROOT,
    detached: true,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      PORT: '0',
      PARVIS_DATA: folder,
      PARVIS_GEOCODER_URL: 'off',
      PARVIS_TILES_URL: 'off',
      PARVIS_LOG: 'error',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => void (output += data.toString()))
  while (!when(folder) && child.exitCode === null) await sleep(20)
  const before = output.length
  const gone = once(child, 'exit')
  process.kill(-(child.pid ?? 0), 'SIGINT')
  await gone
  const cluster = locateCluster(folder)
  const alive = postmasterOf(cluster)
  const result = { code: child.exitCode, said: output.slice(before), isDatabaseStopped: alive === null }
  await rm(cluster, { recursive: true, force: true })
  await rm(folder, { recursive: true, force: true })
  return result
}

const QUIET = { code: 0, said: '', isDatabaseStopped: true }

describe('Ctrl-C', () => {
  it('while the database is being made', async () => {
    assert.deepEqual(await interrupted((folder) => existsSync(join(folder, 'postgres.password'))), QUIET)
  })

  it('while the year of the demonstration is being told, and nobody waits for its end', async () => {
    assert.deepEqual(await interrupted((folder) => existsSync(join(folder, 'files'))), QUIET)
  })
})
