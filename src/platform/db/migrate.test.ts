// Migrations on a real PostgreSQL: once each, in order, by one process at a time, never altered afterwards.
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import pg from 'pg'
import { emptyDatabase, TEST_SECRET, type TestDatabase } from '#test/database.ts'
import { migrate } from './migrate.ts'
import { loginsOf } from '../postgres/logins.ts'
import { databaseAt } from '../postgres/url.ts'
import type { StartError } from '../start-error.ts'

let database: TestDatabase
let folder: string

const write = (name: string, sql: string) => writeFileSync(join(folder, `${name}.sql`), sql)
const apply = () => migrate(database.ownerUrl, TEST_SECRET, folder)

async function rows(url: string, query: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(query)).rows
  } finally {
    await client.end()
  }
}

// Hooks stand in a suite: at the top of a file they would run around every test of the process.
describe('migrations', () => {
  beforeEach(async () => {
    database = await emptyDatabase()
    folder = mkdtempSync(join(tmpdir(), 'parvis-migrations-'))
    write('000001_create_thing', 'create schema things; create table things.thing (id int);')
  })

  afterEach(async () => {
    await database.drop()
    rmSync(folder, { recursive: true })
  })

  test('each file is applied once, in order', async () => {
    write('000002_fill_thing', 'insert into things.thing values (1);')
    assert.deepEqual(await apply(), ['000001_create_thing', '000002_fill_thing'])
    assert.deepEqual(await apply(), [])
    write('000003_fill_thing', 'insert into things.thing values (2);')
    assert.deepEqual(await apply(), ['000003_fill_thing'])
    assert.deepEqual(await rows(database.ownerUrl, 'select id from things.thing order by id'), [
      { id: 1 },
      { id: 2 },
    ])
  })

  test('processes that migrate at the same time apply each file once', async () => {
    const applied = await Promise.all([apply(), apply(), apply(), apply()])
    assert.deepEqual(applied.flat(), ['000001_create_thing'])
  })

  test('databases of one server can be migrated at the same time', async () => {
    const others = await Promise.all([emptyDatabase(), emptyDatabase(), emptyDatabase()])
    const applied = await Promise.all(others.map(({ ownerUrl }) => migrate(ownerUrl, TEST_SECRET, folder)))
    assert.equal(applied.flat().length, 3)
    await Promise.all(others.map(({ drop }) => drop()))
  })

  test('an applied file that was altered is refused, and nothing else is applied', async () => {
    await apply()
    write('000001_create_thing', 'create schema other;')
    write('000002_fill_thing', 'insert into things.thing values (1);')
    await assert.rejects(apply(), /000001_create_thing a été modifiée/)
    assert.deepEqual(await rows(database.ownerUrl, 'select * from things.thing'), [])
  })

  test('a database from a later version is refused', async () => {
    write('000002_fill_thing', 'insert into things.thing values (1);')
    await apply()
    rmSync(join(folder, '000002_fill_thing.sql'))
    await assert.rejects(apply(), /000002_fill_thing, que cette version de Parvis ne connaît pas/)
  })

  test('a file that fails leaves nothing of itself and is said with its line', async () => {
    write('000002_break_thing', 'insert into things.thing values (1);\nselect * from nowhere;')
    await assert.rejects(apply(), /000002_break_thing a échoué : .*nowhere.*, ligne 2\./)
    assert.deepEqual(await rows(database.ownerUrl, 'select * from things.thing'), [])
  })

  test('a misnamed file is refused', async () => {
    write('2_thing', 'select 1;')
    await assert.rejects(apply(), /NNNNNN_verb_object/)
  })

  test('the program enters under accounts that own nothing and cannot bypass policies', async () => {
    await apply()
    for (const url of [database.urls.web, database.urls.system]) {
      const [role] = await rows(
        url,
        `select rolbypassrls or rolsuper or rolcreaterole or rolcreatedb or rolreplication as strong, session_user = current_user as plain
         from pg_roles where rolname = current_user`,
      )
      assert.deepEqual(role, { strong: false, plain: true })
      await assert.rejects(rows(url, 'select * from things.thing'), /permission denied/)
      await assert.rejects(rows(url, 'create temporary table text (x int)'), /permission denied/)
    }
  })

  test('an owner who may not make accounts is told the SQL for the administrator, which suffices', async () => {
    const name = `limited_${randomUUID().replaceAll('-', '')}`
    const secret = randomBytes(32)
    const admin = (query: string) => rows(database.ownerUrl, query)
    await admin(`create role ${name} login password 'limited'`)
    await admin(`grant ${name} to current_user`)
    await admin(`create database ${name} owner ${name}`)
    const url = new URL(databaseAt(database.ownerUrl, name))
    url.username = name
    url.password = 'limited'
    try {
      const refusal = await migrate(url.href, secret, folder).then(
        () => assert.fail('accounts were made'),
        (error: StartError) => error,
      )
      const [why = '', ...more] = refusal.sentences
      assert.match(why, /le compte de DATABASE_URL n’a pas le droit de les créer/)
      const asked = more.filter((line) => line.startsWith('  '))
      assert.match(asked.join('\n'), /create role parvis_web_[0-9a-f]{12} login .* password 'SCRAM-SHA-256\$/)
      assert.doesNotMatch(asked.join('\n'), new RegExp(loginsOf(secret).system.password))
      for (const statement of asked) await admin(statement)
      assert.deepEqual(await migrate(url.href, secret, folder), ['000001_create_thing'])
      assert.deepEqual(await migrate(url.href, secret, folder), [])
    } finally {
      await admin(`drop database ${name} with (force)`)
    }
  })

  test('a database restored where the groups did not exist is refused, with what to do', async () => {
    write(
      '000001_create_thing',
      'create schema if not exists platform; create table platform.event (id int);',
    )
    write('000002_grant_thing', 'grant usage on schema platform to parvis_app;')
    assert.equal((await apply()).length, 2)
    await rows(database.ownerUrl, 'revoke usage on schema platform from parvis_app')
    await assert.rejects(apply(), /restaurée sans ses droits.*\n?.*une seconde fois, dans une base vide/s)
  })

  test('the schema of graphile-worker is there for our SQL to call', async () => {
    write('000002_use_jobs', "select graphile_worker.add_job('anything');")
    assert.equal((await apply()).length, 2)
  })

  test('a server that does not answer is said in one sentence', async () => {
    await assert.rejects(
      migrate('postgres://a:b@127.0.0.1:1/x', TEST_SECRET, folder),
      /127\.0\.0\.1:1\/x ne répond pas/,
    )
  })
})
