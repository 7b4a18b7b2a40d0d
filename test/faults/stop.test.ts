// Ctrl-C reaches the whole group of processes, the program and whatever it started: it stops in order and says nothing.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
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
import { installedFolder } from '#test/installed.ts'
import { freePort } from '#test/port.ts'
import { ask } from '#test/program.ts'

const ROOT = join(import.meta.dirname, '../..')

/** Starts the program on that folder in a group of its own, presses Ctrl-C once the moment asked has come, and waits. */
async function interruptedOn(
  folder: string,
  when: () => boolean | Promise<boolean>,
  env: Record<string, string> = {},
) {
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
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => void (output += data.toString()))
  while (!(await when()) && child.exitCode === null) await sleep(20)
  const before = output.length
  const gone = once(child, 'exit')
  process.kill(-(child.pid ?? 0), 'SIGINT')
  await gone
  // On a machine so busy that the program gave up waiting, its database ends by itself, a little later.
  const isRunning = () => postmasterOf(locateCluster(folder)) !== null
  for (let looks = 0; looks < 600 && isRunning(); looks++) await sleep(50)
  const isDatabaseStopped = !isRunning()
  return { code: child.exitCode, said: output.slice(before), isDatabaseStopped }
}

/** The same on an empty folder, where the demonstration begins. */
async function interrupted(when: (folder: string) => boolean) {
  const folder = await mkdtemp(join(tmpdir(), 'parvis-stop-'))
  if (process.getuid?.() === 0) chmodSync(folder, 0o711)
  const result = await interruptedOn(folder, () => when(folder))
  await rm(locateCluster(folder), { recursive: true, force: true })
  await rm(folder, { recursive: true, force: true })
  return result
}

/** Somebody who asks one page after the other until nobody answers any more. @returns the status of each answer */
async function asksOn(origin: string, answered: () => void): Promise<number[]> {
  const visitor = randomUUID()
  const statuses: number[] = []
  for (let turn = 0; ; turn += 1) {
    const path = ['/demarches?quoi=poubelle', '/demarches/signaler-un-nid-de-poule/demande', '/suivi'][
      turn % 3
    ]
    const reply = await ask(origin, visitor, path ?? '/', turn % 3 === 2 ? { code: 'ABCD-2345' } : undefined)
    if (reply === null) return statuses
    statuses.push(reply.status)
    answered()
  }
}

const QUIET = { code: 0, said: '', isDatabaseStopped: true }

describe('Ctrl-C', () => {
  it('while the database is being made', async () => {
    assert.deepEqual(await interrupted((folder) => existsSync(join(folder, 'postgres.password'))), QUIET)
  })

  it('while the year of the demonstration is being told, and nobody waits for its end', async () => {
    assert.deepEqual(await interrupted((folder) => existsSync(join(folder, 'files'))), QUIET)
  })

  it('while thirty people are being answered: no error is printed, and none is answered', async () => {
    const installed = await installedFolder()
    const port = String(await freePort())
    const origin = `http://127.0.0.1:${port}`
    let people: Promise<number[]>[] = []
    let answers = 0
    const areServed = async () => {
      if (people.length > 0) return answers > 60
      const isReady = (await fetch(`${origin}/readyz`).catch(() => null))?.ok === true
      if (isReady) people = Array.from({ length: 30 }, () => asksOn(origin, () => void (answers += 1)))
      return false
    }
    const env = {
      PORT: port,
      PARVIS_URL: origin,
      PARVIS_SECRET: '0123456789abcdef'.repeat(4),
      PARVIS_DEMO: '0',
    }
    assert.deepEqual(await interruptedOn(installed.folder, areServed, env), QUIET)
    const statuses = (await Promise.all(people)).flat()
    assert.ok(statuses.length > 60)
    assert.deepEqual(
      [...new Set(statuses)].filter((status) => status >= 500 && status !== 503),
      [],
    )
    installed.remove()
  })
})
