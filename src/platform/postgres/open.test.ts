// The embedded PostgreSQL: one program at a time, nothing lost when that program is killed.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import pg from 'pg'
import { locateCluster } from './cluster.ts'
import { type Embedded, startEmbedded } from './open.ts'
import { postmasterOf } from './postmaster.ts'
import { loginsOf } from './logins.ts'
import { socketFolder } from './server.ts'
import { urlsOf } from './url.ts'

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** Another program on the same data, ready when this resolves. */
async function startElsewhere(folder: string): Promise<ChildProcess> {
  const open = JSON.stringify(join(import.meta.dirname, 'open.ts'))
  const script = `import { startEmbedded } from ${open}
    const database = await startEmbedded(${JSON.stringify(folder)}, { fast: true, secret: Buffer.alloc(32) })
    database.announce('http://localhost:4321')
    console.log('ready')`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

describe('embedded PostgreSQL', () => {
  let folder: string
  let database: Embedded | null

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parvis-open-'))
    if (process.getuid?.() === 0) chmodSync(folder, 0o711)
    database = null
  })

  afterEach(async () => {
    await database?.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  const start = async () => {
    database = await startEmbedded(folder, { fast: true, secret: Buffer.alloc(32) })
    return database
  }

  test('what was written is there after a stop and a start', async () => {
    const first = await start()
    await query(first.urls.owner, 'create table kept as select 7 as value')
    await first.stop()
    const second = await start()
    assert.deepEqual(await query(second.urls.owner, 'select value from kept'), [{ value: 7 }])
  })

  test('nobody makes large objects, which no policy binds', async () => {
    const { urls } = await start()
    for (const call of [
      `lo_create(0)`,
      `lo_creat(-1)`,
      `lo_from_bytea(0, 'x')`,
      `lo_put(1, 0, 'x')`,
      `lo_unlink(1)`,
    ])
      await assert.rejects(query(urls.owner, `select ${call}`), /permission denied/, call)
  })

  test('a second program is told where the first answers, and the first goes on', async () => {
    const first = await start()
    await assert.rejects(
      startEmbedded(folder, { fast: true, secret: Buffer.alloc(32) }),
      /fonctionne déjà .* : il est en train de démarrer/,
    )
    first.announce('http://localhost:4321')
    await assert.rejects(
      startEmbedded(folder, { fast: true, secret: Buffer.alloc(32) }),
      /fonctionne déjà .* : ouvrez http:\/\/localhost:4321/,
    )
    assert.deepEqual(await query(first.urls.owner, 'select 1 as one'), [{ one: 1 }])
  })

  test('a program killed without a word gives way to the next, and its committed work is there', async () => {
    const killed = await startElsewhere(folder)
    await assert.rejects(start(), /fonctionne déjà/)
    killed.kill('SIGKILL')
    await once(killed, 'exit')
    const next = await start()
    assert.deepEqual(await query(next.urls.owner, 'select 1 as one'), [{ one: 1 }])
  })

  test('a database that dies under the program comes back on the same port', async () => {
    const { urls } = await start()
    const before = postmasterOf(locateCluster(folder))
    assert.ok(before)
    process.kill(before.pid, 'SIGQUIT')
    for (let after = before; after.pid === before.pid || after.ready === null; )
      after = await new Promise((done) =>
        setTimeout(() => done(postmasterOf(locateCluster(folder)) ?? before), 50),
      )
    assert.deepEqual(await query(urls.owner, 'select 1 as one'), [{ one: 1 }])
  })
})

test('the two accounts come from the secret alone, and the ways in keep the options they were given', () => {
  const secret = Buffer.alloc(32, 'a')
  const { web, system } = loginsOf(secret)
  assert.match(web.name, /^parvis_web_[0-9a-f]{12}$/)
  assert.deepEqual(loginsOf(Buffer.from(secret)), { web, system })
  assert.notEqual(web.password, system.password)
  assert.notEqual(loginsOf(Buffer.alloc(32, 'b')).web.name, web.name)
  const options = '?options=-c%20jit%3Doff'
  assert.deepEqual(urlsOf(`postgres://a:b@c/d${options}`, secret), {
    owner: `postgres://a:b@c/d${options}`,
    web: `postgres://${web.name}:${web.password}@c/d${options}`,
    system: `postgres://${system.name}:${system.password}@c/d${options}`,
  })
})

test('its socket stands in its own folder, where an address can name it', () => {
  assert.equal(socketFolder('/var/lib/parvis/postgres'), '/var/lib/parvis/postgres')
  for (const folder of [`/srv/${'a'.repeat(90)}`, '/srv/deux mots', '/srv/a,b'])
    assert.equal(socketFolder(folder), null)
})
